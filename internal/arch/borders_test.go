package arch

import (
	"encoding/json"
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// reserved are packages that only some may import, outside of tests, and why.
var reserved = map[string]struct {
	users []string
	why   string
}{
	"database/sql":            {[]string{"internal/store"}, "the store has the only SQL"},
	"github.com/jackc/pgx/v5": {[]string{"internal/store"}, "the store has the only SQL"},
	"zombiezen.com/go/sqlite": {[]string{"internal/store"}, "the store has the only SQL"},
	"math/rand":               {nil, "secrets come from crypto/rand, samples from math/rand/v2"},
	"unsafe":                  {nil, "no speed is worth it here"},
}

func TestSomePackagesAreForSomeOnly(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		dir := filepath.ToSlash(filepath.Dir(s.path))
		for _, imp := range s.file.Imports {
			path, _ := strconv.Unquote(imp.Path.Value)
			rule, ok := reserved[path]
			if ok && !slices.ContainsFunc(rule.users, func(p string) bool {
				return dir == p || strings.HasPrefix(dir, p+"/")
			}) {
				t.Errorf("%s imports %s: %s", s.path, path, rule.why)
			}
		}
	}
}

// TestDrawnCasesAreTheSameInEveryRun: who draws with rapid has its seed fixed.
func TestDrawnCasesAreTheSameInEveryRun(t *testing.T) {
	draws, fixed := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		dir := filepath.ToSlash(filepath.Dir(s.path))
		for _, imp := range s.file.Imports {
			switch path, _ := strconv.Unquote(imp.Path.Value); path {
			case "pgregory.net/rapid":
				draws[dir] = true
			case "insyn/internal/trial/seed":
				fixed[dir] = true
			}
		}
	}
	for dir := range draws {
		if !fixed[dir] && dir != "internal/trial/seed" {
			t.Errorf("%s draws with rapid and does not import internal/trial/seed", dir)
		}
	}
}

// rules are the packages that know no clock, no context and no disk.
var rules = []string{"internal/account", "internal/consult", "internal/plan", "internal/catalog",
	"internal/purchase", "internal/integrity", "internal/standard"}

func TestRulesAreValuesAndFunctions(t *testing.T) {
	for _, s := range sources(t) {
		dir := filepath.ToSlash(filepath.Dir(s.path))
		if s.isTest() || !slices.Contains(rules, dir) {
			continue
		}
		for _, imp := range s.file.Imports {
			switch path, _ := strconv.Unquote(imp.Path.Value); path {
			case "context", "os", "net", "net/http", "io/fs", "log", "log/slog":
				t.Errorf("%s imports %s: rules do no I/O", s.path, path)
			}
		}
		for _, call := range selectors(s.file, "time", "Now", "Since", "Until", "Sleep") {
			t.Errorf("%s: time.%s: now is an argument", s.set.Position(call.Pos()), call.Sel.Name)
		}
	}
}

func TestOneClientGoesOut(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() || strings.HasPrefix(s.path, "internal/fetch/") {
			continue
		}
		for _, call := range selectors(s.file, "http", "Get", "Head", "Post", "PostForm",
			"DefaultClient", "DefaultTransport", "Client", "Transport") {
			t.Errorf("%s: http.%s: internal/fetch checks the address it dials; use that",
				s.set.Position(call.Pos()), call.Sel.Name)
		}
	}
}

// selectors finds where a file uses one of the names of a package.
func selectors(file *ast.File, pkg string, names ...string) (found []*ast.SelectorExpr) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains(names, s.Sel.Name) {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == pkg && x.Obj == nil {
				found = append(found, s)
			}
		}
		return true
	})
	return found
}

// modernc.org/sqlite is translated against one release of its libc. With
// another it compiles and runs, and fails in ways that nobody has seen before.
func TestLibcIsTheOneThatSQLiteNames(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-json", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	var sqlite struct{ GoMod string }
	if err := json.Unmarshal(out, &sqlite); err != nil {
		t.Fatal(err)
	}
	theirs, ours := required(t, sqlite.GoMod), required(t, "../../go.mod")
	if theirs != ours || theirs == "" {
		t.Errorf("modernc.org/libc is %s here, and SQLite was translated against %s", ours, theirs)
	}
}

// required is the version of libc that a go.mod asks for.
func required(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse(path, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range file.Require {
		if r.Mod.Path == "modernc.org/libc" {
			return r.Mod.Version
		}
	}
	return ""
}
