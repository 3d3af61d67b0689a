package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// What a person can take in at once.
const (
	longestFile     = 600 // lines
	longestFunction = 100 // lines
	widestLine      = 100 // columns, a tab counted as one
	mostWide        = 13  // in a thousand; the goal is 10
)

// source is a file of Go that is ours.
type source struct {
	path string // slashed, from the top
	text string
	file *ast.File
	set  *token.FileSet
}

// sources gives every file of Go in the tree, which is parsed once.
func sources(t *testing.T) []source {
	t.Helper()
	parseOnce.Do(func() { parsed = parse(t) })
	return parsed
}

var (
	parseOnce sync.Once
	parsed    []source
)

func parse(t *testing.T) []source {
	t.Helper()
	const root = "../.."
	var all []source
	for _, dir := range packages(t, root) {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, text, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
			all = append(all, source{name, string(text), file, set})
		}
	}
	return all
}

// isTest reports whether the file is for tests only.
func (s source) isTest() bool {
	dir := filepath.ToSlash(filepath.Dir(s.path))
	return strings.HasSuffix(s.path, "_test.go") || slices.Contains(forTests, dir)
}

func TestFilesCanBeTakenIn(t *testing.T) {
	lines, wide := 0, 0
	for _, s := range sources(t) {
		own := strings.Split(s.text, "\n")
		if lines += len(own); len(own) > longestFile {
			t.Errorf("%s has %d lines, more than %d", s.path, len(own), longestFile)
		}
		for _, line := range own {
			if utf8.RuneCountInString(line) > widestLine {
				wide++
			}
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			from, to := s.set.Position(f.Pos()).Line, s.set.Position(f.End()).Line
			if to-from+1 > longestFunction {
				t.Errorf("%s: %s has %d lines, more than %d", s.path, f.Name, to-from+1,
					longestFunction)
			}
		}
	}
	if 1000*wide > mostWide*lines {
		t.Errorf("%d of %d lines are wider than %d columns, more than %d in a thousand",
			wide, lines, widestLine, mostWide)
	}
}

func TestEveryPackageExplainsItself(t *testing.T) {
	explained := map[string]bool{}
	all := sources(t)
	for _, s := range all {
		dir := filepath.Dir(s.path)
		explained[dir] = explained[dir] || s.file.Doc != nil && !strings.HasSuffix(s.path, "_test.go")
		if s.file.Name.Name == "main" || s.file.Name.Name == "arch" {
			explained[dir] = true
		}
	}
	for dir, ok := range explained {
		if !ok {
			t.Errorf("%s has no package comment: write doc.go", dir)
		}
	}
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		for _, d := range s.file.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no comment", s.set.Position(name.Pos()), name.Name)
			}
		}
	}
}

// undocumented lists the exported names of a declaration that nothing explains.
func undocumented(d ast.Decl) (names []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil {
					names = append(names, spec.Name)
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
						names = append(names, name)
					}
				}
			}
		}
	}
	return names
}

// exportedReceiver reports whether others can call the method, and tells
// nothing that the interface it fulfils does not.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	typ := f.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.IndexListExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported() && !slices.Contains(wellKnown, f.Name.Name)
		default:
			return false
		}
	}
}

// wellKnown are methods whose name says all there is to say.
var wellKnown = []string{"Error", "Unwrap", "Is", "String", "Len", "Less", "Swap", "Read", "Write",
	"Close", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "Scan", "Value"}
