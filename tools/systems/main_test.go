package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckSeesWhatASystemLacks(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":           "module seat\n\ngo 1.26\n",
		"seat.go":          "package seat\n\nimport \"os\"\n\nvar All = []any{os.Args, pid()}\n",
		"seat_linux.go":    "package seat\n\nimport \"syscall\"\n\nfunc pid() int { return syscall.Gettid() }\n",
		"seat_windows.go":  "package seat\n\nimport \"syscall\"\n\nfunc pid() int { return syscall.Gettid() }\n",
		"broken/broken.go": "package broken\n\nfunc f() int { return \"no\" }\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	defer func(old string) { root = old }(root)
	root = dir + "/tools"
	for system, want := range map[string][]string{
		"linux/amd64":   {"broken.go"},
		"windows/amd64": {"broken.go", "Gettid"},
		"darwin/arm64":  {"broken.go", "pid"},
	} {
		faults, err := check(dir, system)
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(faults, "\n")
		for _, word := range want {
			if !strings.Contains(all, word) {
				t.Errorf("%s: nothing is said of %s:\n%s", system, word, all)
			}
		}
		if len(faults) != len(want) {
			t.Errorf("%s: %d faults, want %d:\n%s", system, len(faults), len(want), all)
		}
	}
	if _, err := check(dir, "windows"); err == nil {
		t.Error("a system without a processor is accepted")
	}
}
