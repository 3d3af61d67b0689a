// Package arch holds the storeys of the house: a test that fails on any
// import that points upward or sideways without being listed.
package arch

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// storeys lists the packages from the ground up. A package may import those
// of lower storeys; within its own storey only what sideways lists.
var storeys = [][]string{
	{"ical", "rdf", "shacl", "dcat", "ocds", "ledger", "redflag", "opinion"},
	{"internal/fault", "internal/lang", "internal/lapse", "internal/standard"},
	{"internal/account", "internal/consult", "internal/plan", "internal/catalog",
		"internal/purchase", "internal/integrity"},
	{"internal/letter", "internal/keys", "internal/depot", "internal/record", "internal/fetch",
		"internal/markup", "internal/chart", "internal/search", "internal/document"},
	{"internal/store"},
	{"internal/act"},
	{"internal/web", "internal/worker", "internal/post"},
	{"internal/cli"},
	{"cmd/insyn"},
}

// sideways lists the arrows allowed inside one storey.
var sideways = map[string][]string{
	"shacl":         {"rdf"},
	"dcat":          {"rdf", "shacl"},
	"redflag":       {"ocds", "ledger"},
	"internal/lang": {"internal/fault"},
}

// forTests lists packages that exist for tests only and stand outside the storeys.
var forTests = []string{"internal/arch", "internal/store/storetest", "internal/trial",
	"internal/trial/performance", "internal/trial/seed"}

func TestStoreys(t *testing.T) {
	root := "../.."
	level := map[string]int{}
	for i, s := range storeys {
		for _, p := range s {
			level[p] = i
		}
	}
	// place gives the storey of a package: its own, or that of the package above it.
	place := func(p string) (string, int, bool) {
		for q := p; q != "."; q = filepath.Dir(q) {
			if l, ok := level[q]; ok {
				return q, l, true
			}
		}
		return "", 0, false
	}
	for _, dir := range packages(t, root) {
		if slices.Contains(forTests, dir) {
			continue
		}
		home, from, ok := place(dir)
		if !ok {
			t.Errorf("%s stands in no storey: add it to the list, with a reason", dir)
			continue
		}
		pkg, err := build.ImportDir(filepath.Join(root, dir), 0)
		if err != nil {
			continue // no Go files for this system
		}
		for _, imp := range pkg.Imports {
			target, ours := strings.CutPrefix(imp, "insyn/")
			if !ours {
				continue
			}
			if slices.Contains(forTests, target) {
				t.Errorf("%s imports %s, which is for tests only", dir, target)
				continue
			}
			to, lower, ok := place(target)
			switch {
			case !ok:
				t.Errorf("%s imports %s, which stands in no storey", dir, target)
			case to == home, lower < from, slices.Contains(sideways[home], to):
			default:
				t.Errorf("%s imports %s: arrows point down only", dir, target)
			}
		}
	}
}

// packages lists every folder below root that holds Go files.
func packages(t *testing.T, root string) []string {
	t.Helper()
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" ||
			name == "node_modules" || name == "tools") { // tools is a module of its own
			return filepath.SkipDir
		}
		if strings.HasSuffix(name, ".go") {
			rel, _ := filepath.Rel(root, filepath.Dir(path))
			seen[filepath.ToSlash(rel)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var dirs []string
	for d := range seen {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	return dirs
}
