package markup

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// trusted are the types by which html/template is told not to escape.
var trusted = map[string]bool{"HTML": true, "HTMLAttr": true, "JS": true, "JSStr": true,
	"URL": true, "CSS": true, "Srcset": true}

// TestN06TrustIsMadeInOneFile holds N-06: template.HTML is made in markup.go and
// nowhere else, its kin nowhere, and text/template is used by letter, where
// every value passes a guard and the HTML part is escaped afterwards, and by
// redflag, which makes SQL of its own numbers and no HTML; nowhere else.
func TestN06TrustIsMadeInOneFile(t *testing.T) {
	root, read := "../..", 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			read++
			checkFile(t, path, filepath.ToSlash(path) == root+"/internal/markup/markup.go")
		}
		return nil
	})
	if err != nil || read < 10 {
		t.Fatalf("%d files read: %v", read, err)
	}
}

// checkFile fails on trust made in path. A function may hand on a
// template.HTML, so its name may stand as the type of a result or field;
// a conversion or composite may not.
func checkFile(t *testing.T, path string, reviewed bool) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	name := ""
	for _, imp := range file.Imports {
		switch p, _ := strconv.Unquote(imp.Path.Value); p {
		case "html/template":
			name = "template"
			if imp.Name != nil {
				name = imp.Name.Name
			}
		case "text/template":
			if at := filepath.ToSlash(path); strings.HasPrefix(at, "../../internal/letter/") ||
				at == "../../redflag/sql.go" {
				continue
			}
			t.Errorf("%s imports text/template, which escapes nothing", path)
		}
	}
	if name == "" {
		return
	}
	handedOn := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok {
			handedOn[f.Type] = true
		}
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := selector.X.(*ast.Ident)
		if !ok || x.Name != name || !trusted[selector.Sel.Name] || handedOn[n] {
			return true
		}
		if !reviewed || selector.Sel.Name != "HTML" {
			t.Errorf("%s: template.%s is made here", set.Position(n.Pos()), selector.Sel.Name)
		}
		return true
	})
}
