package arch

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWhatRunsAtTheSameTimeRunsUnderTheDetector: of the packages that the
// Makefile runs with the race detector in part, the tests that do several things
// at the same time are among those that it runs so.
func TestWhatRunsAtTheSameTimeRunsUnderTheDetector(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	said := func(variable string) string {
		found := regexp.MustCompile(`(?m)^` + variable + ` := (.*)$`).FindSubmatch(makefile)
		if found == nil {
			t.Fatalf("the Makefile has no %s", variable)
		}
		return strings.ReplaceAll(string(found[1]), "$$", "$")
	}
	crowd := regexp.MustCompile(said("CROWD"))
	packages := strings.Fields(said("IN_PART"))
	if len(packages) < 2 {
		t.Fatalf("the packages are %q", packages)
	}
	for _, p := range packages {
		bodies, raced := testFunctions(t, strings.TrimPrefix(p, "./")), false
		starts := atTheSameTime(bodies)
		for name := range bodies {
			if !strings.HasPrefix(name, "Test") || name == "TestMain" {
				continue
			}
			named := crowd.MatchString(name)
			if raced = raced || named; starts[name] && !named {
				t.Errorf("CROWD in the Makefile does not name %s of %s", name, p)
			}
		}
		if !raced {
			t.Errorf("CROWD in the Makefile names no test of %s", p)
		}
	}
}

// testFunctions gives the functions in the tests of a package by their names.
func testFunctions(t *testing.T, dir string) map[string]*ast.FuncDecl {
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
	return bodies
}

// atTheSameTime names the functions that start a goroutine, or call one that
// does.
func atTheSameTime(bodies map[string]*ast.FuncDecl) map[string]bool {
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
