package dcat

import (
	"os"
	"path/filepath"
	"testing"

	"insyn/rdf"
)

// fixtures finds the folder of data that others made, or skips the test.
func fixtures(t testing.TB, part string) string {
	t.Helper()
	root := os.Getenv("INSYN_FIXTURES")
	if root == "" {
		root = "../../shared/fixtures"
	}
	path := filepath.Join(root, part)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the fixtures are missing: %v", err)
		}
		t.Skipf("the fixtures are missing: %v", err)
	}
	return path
}

// readFixture reads a file of the fixtures that must be sound.
func readFixture(t testing.TB, part string) *rdf.Document {
	t.Helper()
	text, err := os.ReadFile(fixtures(t, part))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := rdf.Parse(string(text), rdf.Options{
		Format: rdf.FormatOf("", part), Base: "https://example.org/",
	})
	if err != nil {
		t.Fatalf("%s: %v", part, err)
	}
	return doc
}
