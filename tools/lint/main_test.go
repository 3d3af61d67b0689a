package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// asCommand is set where the test's own program runs as the command.
const asCommand = "INSYN_LINT"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestLintSeesWhatBothSee: one fault for go vet, one for it in a file that is
// for another system, one for staticcheck, and one that only a look into another
// package shows. It is seen in a package whose tests are a part of it, in one whose
// tests see it from outside, and in one that has none.
func TestLintSeesWhatBothSee(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":           "module seat\n\ngo 1.26\n",
		"seat.go":          "package seat\n\nimport \"seat/say\"\n\nfunc init() { say.Loud(\"%d\", \"one\") }\n",
		"seat_windows.go":  "package seat\n\n//go:build arm64\n\nvar Late int\n",
		"say/say.go":       "package say\n\nimport \"fmt\"\n\nfunc Loud(f string, a ...any) { fmt.Printf(f, a...) }\n\nfunc Low(x int) { x = x }\n",
		"say/say_test.go":  "package say\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) {\n\tvar x int\n\tx = x\n}\n",
		"spare/spare.go":   "package spare\n\nfunc nobodyCalls() {}\n",
		"far/far.go":       "package far\n\nfunc Far(x int) { x = x }\n",
		"far/far_test.go":  "package far_test\n\nimport \"testing\"\n\nfunc TestX(*testing.T) {}\n",
		"sound/sound.go":   "package sound\n\n// One is one.\nconst One = 1\n",
		"sound/sound_x.go": "//go:build windows\n\npackage sound\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(os.Args[0], ".")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asCommand+"=1")
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v\n%s", err, out)
	}
	for _, want := range []string{"seat.go:5:", "(printf)", "seat_windows.go:3:", "(buildtag)",
		"say_test.go:7:", "say.go:7:", "far.go:3:", "(assign)", "spare.go:3:", "(U1000)"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("nothing is said of %s", want)
		}
	}
	if strings.Contains(string(out), "sound") || t.Failed() {
		t.Errorf("it says\n%s", out)
	}
}

// TestVetIsWhole: the list here is that of the go vet of this Go.
func TestVetIsWhole(t *testing.T) {
	out, err := exec.Command("go", "tool", "vet", "-flags").Output()
	if err != nil {
		t.Fatal(err)
	}
	var flags []struct{ Name, Usage string }
	if err := json.Unmarshal(out, &flags); err != nil {
		t.Fatal(err)
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, f := range flags {
		if strings.HasPrefix(f.Usage, "enable ") && strings.HasSuffix(f.Usage, " analysis") {
			want[f.Name] = true
		}
	}
	for _, a := range vet {
		got[a.Name] = true
	}
	if len(want) < 30 || !maps.Equal(want, got) {
		t.Errorf("go vet has\n%v, this has\n%v", slices.Sorted(maps.Keys(want)),
			slices.Sorted(maps.Keys(got)))
	}
}
