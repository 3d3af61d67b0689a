package trial

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A mutant is a patch that breaks what must never break. Its first line names
// the test that has to notice:
//
//	# test: ./internal/act TestNoOversell
//
// Flags for go test may follow, and lines of explanation, before the diff.
type mutant struct {
	file   string // path of the patch
	folder string // package of the test, ./internal/act
	test   string // TestNoOversell, or TestNever/oversell
	flags  []string
}

func (m mutant) name() string { return strings.TrimSuffix(filepath.Base(m.file), ".patch") }

// loose lets the lines around a change differ from those in the patch: it goes
// stale when the line that it breaks is gone, not when a neighbour is edited.
const loose = "-C0"

// readMutants reads the first lines of the patches of the folder.
func readMutants(folder string) ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.patch"))
	if err != nil {
		return nil, err
	}
	var mutants []mutant
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		line, _ := bufio.NewReader(f).ReadString('\n')
		f.Close()
		words := strings.Fields(line)
		if len(words) < 4 || words[0] != "#" || words[1] != "test:" {
			return nil, fmt.Errorf("%s begins %q, want # test: ./package TestName",
				filepath.Base(file), strings.TrimSpace(line))
		}
		mutants = append(mutants, mutant{file, words[2], words[3], words[4:]})
	}
	return mutants, nil
}

// check says why the mutant is of no use in the tree at root: its patch does
// not apply, or its test does not exist.
func (m mutant) check(root string) error {
	if out, err := inFolder(root, "git", "apply", loose, "--check", m.file); err != nil {
		return fmt.Errorf("the patch no longer applies:\n%s", out)
	}
	if err := m.sole(root); err != nil {
		return err
	}
	test, _, _ := strings.Cut(m.test, "/")
	sources, err := filepath.Glob(filepath.Join(root, m.folder, "*_test.go"))
	if err != nil {
		return err
	}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		if strings.Contains(string(text), "\nfunc "+test+"(") {
			return nil
		}
	}
	return fmt.Errorf("%s has no test %s", m.folder, test)
}

// sole says where the patch could break another place than the one it means:
// loose, git takes the first that has the lines it takes out, so either these
// lines, or they with those around them, must stand in the file once.
func (m mutant) sole(root string) error {
	patch, err := os.ReadFile(m.file)
	if err != nil {
		return err
	}
	var source, around, taken string
	here := func() error {
		if around == "" || strings.Count(source, around) == 1 ||
			taken != "" && strings.Count(source, taken) == 1 {
			return nil
		}
		return fmt.Errorf("the patch fits %d places, or %d:\n%s", strings.Count(source, around),
			strings.Count(source, taken), around)
	}
	for line := range strings.Lines(string(patch) + "@@\n") {
		name, isFile := strings.CutPrefix(line, "--- a/")
		switch {
		case isFile, strings.HasPrefix(line, "@@"):
			if err := here(); err != nil {
				return err
			}
			around, taken = "", ""
			if isFile {
				text, err := os.ReadFile(filepath.Join(root, strings.TrimSpace(name)))
				if err != nil {
					return err
				}
				source = string(text)
			}
		case source == "", strings.HasPrefix(line, "+"):
		case strings.HasPrefix(line, "-"):
			around, taken = around+line[1:], taken+line[1:]
		case strings.HasPrefix(line, " "):
			around += line[1:]
		}
	}
	return nil
}

// hunt runs the mutant's test in the tree at root, as it is and with the patch.
// It says what is wrong when the test does not tell the two apart.
func (m mutant) hunt(root string) error {
	out, _ := inFolder(root, "go", m.goTest(exactly(m.test))...)
	if err := m.passed(out); err != nil {
		return err
	}
	return m.caught(root)
}

// goTest is how go is asked for the tests that the pattern names. The code has
// been vetted, and nobody looks at it with a debugger.
func (m mutant) goTest(pattern string) []string {
	args := []string{"test", "-v", "-vet=off", "-ldflags=-w", "-gcflags=all=-dwarf=false",
		"-timeout=10m", "-run=" + pattern}
	return append(append(args, m.flags...), m.folder)
}

// passed says that the mutant's test is not among those that have passed.
func (m mutant) passed(out string) error {
	if !strings.Contains(out, "--- PASS: "+m.test+" ") {
		return fmt.Errorf("the test does not pass without the mutant:\n%s", out)
	}
	return nil
}

// caught runs the mutant's test in the tree at root with the patch, and says
// why it has not caught the mutant.
func (m mutant) caught(root string) error {
	if out, err := inFolder(root, "git", "apply", loose, m.file); err != nil {
		return fmt.Errorf("the patch does not apply:\n%s", out)
	}
	out, err := inFolder(root, "go", m.goTest(exactly(m.test))...)
	if back, undone := inFolder(root, "git", "apply", loose, "--reverse", m.file); undone != nil {
		return fmt.Errorf("the patch cannot be taken back:\n%s", back)
	}
	switch {
	case err == nil:
		return fmt.Errorf("the mutant lives: %s %s still passes", m.folder, m.test)
	case strings.Contains(out, "[build failed]"):
		return fmt.Errorf("the mutant does not compile, so no test has caught it:\n%s", out)
	case !strings.Contains(out, "--- FAIL: ") && !strings.Contains(out, "panic: test timed out"):
		return fmt.Errorf("it is not the test that failed:\n%s", out)
	}
	return nil
}

// together runs the tests of the mutants as they are, those of a package in one
// go, and gives what go says by package and flags.
func together(root string, mutants []mutant) map[string]string {
	names, any := map[string][]string{}, map[string]mutant{}
	for _, m := range mutants {
		test, _, _ := strings.Cut(m.test, "/")
		names[m.home()], any[m.home()] = append(names[m.home()], test), m
	}
	said := map[string]string{}
	for home, tests := range names {
		slices.Sort(tests)
		pattern := "^(" + strings.Join(slices.Compact(tests), "|") + ")$"
		said[home], _ = inFolder(root, "go", any[home].goTest(pattern)...)
	}
	return said
}

// home names the package of the mutant's test, with the flags that it runs with.
func (m mutant) home() string { return m.folder + " " + strings.Join(m.flags, " ") }

// exactly turns TestA/b into the pattern that runs it and nothing else.
func exactly(test string) string {
	return "^" + strings.ReplaceAll(test, "/", "$/^") + "$"
}

// inFolder runs a program in the folder and returns all that it prints.
func inFolder(folder, program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestMutantsApply is the cheap check that runs always.
func TestMutantsApply(t *testing.T) {
	root := Root(t)
	mutants, err := readMutants(filepath.Join(root, "testdata", "mutants"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutants {
		if err := m.check(root); err != nil {
			t.Errorf("%s: %v", m.name(), err)
		}
	}
}

// TestMutantsAreCaught is make mutants: it lets every mutant loose in a copy of
// the tree, as many at a time as there are processors, each in its own.
// INSYN_MUTANTS=1 runs all, another value those whose name holds it.
func TestMutantsAreCaught(t *testing.T) {
	wanted := os.Getenv("INSYN_MUTANTS")
	if wanted == "" {
		t.Skip("runs with make mutants")
	}
	root := Root(t)
	mutants, err := readMutants(filepath.Join(root, "testdata", "mutants"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("INSYN_MUTANTS", "")
	if os.Getenv("INSYN_FIXTURES") == "" {
		t.Setenv("INSYN_FIXTURES", filepath.Join(filepath.Dir(root), "shared", "fixtures"))
	}
	mutants = slices.DeleteFunc(mutants, func(m mutant) bool {
		return wanted != "1" && !strings.Contains(m.name(), wanted)
	})
	trees := make(chan string, runtime.GOMAXPROCS(0))
	for range cap(trees) {
		tree := t.TempDir()
		if err := copyTree(root, tree); err != nil {
			t.Fatal(err)
		}
		trees <- tree
	}
	healthy := <-trees
	said := together(healthy, mutants)
	trees <- healthy
	for _, m := range mutants {
		t.Run(m.name(), func(t *testing.T) {
			t.Parallel()
			if err := m.passed(said[m.home()]); err != nil {
				t.Fatal(err)
			}
			tree := <-trees
			defer func() { trees <- tree }()
			if err := m.caught(tree); err != nil {
				t.Error(err)
			}
		})
	}
}

// copyTree copies what git knows or would take, and links what npm installed.
func copyTree(from, to string) error {
	list, err := inFolder(from, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return fmt.Errorf("git ls-files: %w\n%s", err, list)
	}
	for _, name := range strings.Split(strings.TrimRight(list, "\x00"), "\x00") {
		info, err := os.Stat(filepath.Join(from, name))
		if os.IsNotExist(err) {
			continue // deleted and not yet committed
		}
		if err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		goal := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(goal), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(goal, data, info.Mode().Perm()); err != nil {
			return err
		}
	}
	modules := filepath.Join("testdata", "npm", "node_modules")
	if _, err := os.Stat(filepath.Join(from, modules)); err != nil {
		return nil
	}
	return os.Symlink(filepath.Join(from, modules), filepath.Join(to, modules))
}

// TestHunt shows the hunt a caught mutant and every kind that is not.
func TestHunt(t *testing.T) {
	tree := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(tree, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), fs.FileMode(0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module seat\n\ngo 1.26\n")
	write("seat.go", "package seat\n\n// Free tells.\nfunc Free(n int) bool {\n\treturn n > 0\n}\n")
	write("seat_test.go", "package seat\n\nimport \"testing\"\n\n"+
		"func TestFree(t *testing.T) {\n\tif Free(0) || !Free(2) {\n\t\tt.Error(\"wrong\")\n\t}\n}\n\n"+
		"func TestBlind(t *testing.T) { Free(1) }\n\nfunc TestRed(t *testing.T) { t.Fail() }\n")
	patch := func(file, old, new string) string {
		return "--- a/" + file + "\n+++ b/" + file + "\n@@ -4,3 +4,3 @@\n func Free(n int) bool {\n-\t" +
			old + "\n+\t" + new + "\n }\n"
	}
	const healthy = "return n > 0"
	for _, c := range []struct{ name, test, patch, want string }{
		{"caught", "TestFree", patch("seat.go", healthy, "return n >= 0"), ""},
		{"unseen", "TestBlind", patch("seat.go", healthy, "return n >= 0"), "the mutant lives"},
		{"broken", "TestFree", patch("seat.go", healthy, "return n"), "does not compile"},
		{"stale", "TestFree", patch("seat.go", "return n > 7", "return true"), "does not apply"},
		{"red", "TestRed", patch("seat.go", healthy, "return true"), "does not pass without"},
		{"untested", "TestNone", patch("seat.go", healthy, "return true"), "does not pass without"},
	} {
		t.Run(c.name, func(t *testing.T) {
			write("mutants/"+c.name+".patch", "# test: . "+c.test+"\n"+c.patch)
			mutants, err := readMutants(filepath.Join(tree, "mutants"))
			if err != nil || len(mutants) != 1 {
				t.Fatalf("%d mutants, %v", len(mutants), err)
			}
			defer os.Remove(mutants[0].file)
			err = mutants[0].hunt(tree)
			if got := fmt.Sprint(err); c.want == "" && err != nil ||
				!strings.Contains(got, c.want) {
				t.Errorf("the hunt says %s, want %q", got, c.want)
			}
			stale := c.name == "stale" || c.name == "untested"
			if err := mutants[0].check(tree); (err != nil) != stale {
				t.Errorf("the cheap check says %v", err)
			}
		})
	}
	write("mutants/nameless.patch", patch("seat.go", healthy, "return true"))
	if _, err := readMutants(filepath.Join(tree, "mutants")); err == nil {
		t.Error("a patch that names no test is accepted")
	}
}
