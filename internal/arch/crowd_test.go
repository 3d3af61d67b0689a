package arch

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWhatRunsAtTheSameTimeRunsUnderTheDetector: the tests of internal/act that
// do several things at the same time are those that the Makefile runs with the
// race detector.
func TestWhatRunsAtTheSameTimeRunsUnderTheDetector(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^CROWD := (.*)$`).FindSubmatch(makefile)
	if found == nil {
		t.Fatal("the Makefile has no CROWD")
	}
	crowd := regexp.MustCompile(strings.ReplaceAll(string(found[1]), "$$", "$"))
	names := atTheSameTime(t, "internal/act")
	if len(names) == 0 {
		t.Fatal("no test does two things at the same time")
	}
	for name := range names {
		if strings.HasPrefix(name, "Test") && !crowd.MatchString(name) {
			t.Errorf("CROWD in the Makefile does not name %s", name)
		}
	}
}

// atTheSameTime names the functions in the tests of a package that start a
// goroutine, or call one that does.
func atTheSameTime(t *testing.T, dir string) map[string]bool {
	t.Helper()
	bodies := map[string]*ast.FuncDecl{}
	for _, s := range sources(t) {
		if !s.isTest() || filepath.ToSlash(filepath.Dir(s.path)) != dir {
			continue
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				bodies[f.Name.Name] = f
			}
		}
	}
	starts := map[string]bool{}
	for before := -1; before < len(starts); {
		before = len(starts)
		for name, f := range bodies {
			if starting(f, starts) {
				starts[name] = true
			}
		}
	}
	return starts
}

// starting tells whether the function starts a goroutine by itself or through
// one of those.
func starting(f *ast.FuncDecl, those map[string]bool) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			switch called := n.Fun.(type) {
			case *ast.Ident:
				found = found || those[called.Name]
			case *ast.SelectorExpr:
				found = found || called.Sel.Name == "Go" || those[called.Sel.Name]
			}
		}
		return !found
	})
	return found
}
