package store_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"insyn/internal/store"
)

// statements are the functions that take a statement, by the place of its argument.
var statements = map[string]int{
	"put": 0, "act": 0, "note": 0, "mustNote": 0, "change": 0, "mustChange": 0, "later": 1,
	"many": 2, "one": 2, "exec": 1, "query": 1, "purge": 0, "claimMail": 0,
	"QueryContext": 1, "ExecContext": 1, "QueryRowContext": 1, "PrepareContext": 1,
	"Query": 0, "Exec": 0, "QueryRow": 0, "Prepare": 0,
}

// passing lists the functions that hand on a statement they were given, and
// those whose statements are made of the names in tables: nothing that comes
// from outside the program.
var passing = []string{"tx.go", "line.go", "sqlite_line.go", "postgres_line.go"}

var made = []string{"copy.go: t.selecting()", "copy.go: insert", "store.go: db.d.version", "store.go: db.d.tidy",
	"outbox.go: query", "purge.go: query"}

// TestN25StatementsAreConstants reads the source: every statement is written
// out in it. What comes from outside can only be an argument.
func TestN25StatementsAreConstants(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal("the source is not here")
	}
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(passing, name) {
			continue
		}
		found, bad := readStatements(t, name, nil)
		seen += found
		for _, b := range bad {
			t.Error(b)
		}
	}
	if seen < 70 {
		t.Errorf("only %d statements were seen", seen)
	}
}

// TestN25TheReaderSeesWhatIsMade gives the reader what must not be.
func TestN25TheReaderSeesWhatIsMade(t *testing.T) {
	for _, source := range []string{
		"func f(tx *Tx, s string) { tx.put(`select ` + s) }",
		"func f(tx *Tx, s string) { tx.put(fmt.Sprintf(`select %s`, s)) }",
		"func f(tx *Tx, s string) { many(tx, scan, s) }",
		"func f(tx *Tx, query string) { many(tx, scan, query) }",
		"func f(tx *Tx, s string) { q := `select `; q += s; tx.put(q) }",
	} {
		if found, bad := readStatements(t, "x.go", []byte("package store\n"+source)); found != 1 || len(bad) != 1 {
			t.Errorf("%s: %d statements, %v", source, found, bad)
		}
	}
}

// readStatements counts the statements of a file and tells of those that are
// neither constant nor in made.
func readStatements(t *testing.T, name string, source any) (seen int, bad []string) {
	t.Helper()
	if source != nil {
		source = source.([]byte)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	constants := map[string]bool{}
	all, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range all {
		if strings.HasSuffix(other.Name(), ".go") && !strings.HasSuffix(other.Name(), "_test.go") {
			text, err := os.ReadFile(other.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range constant.FindAllSubmatch(text, -1) {
				constants[string(c[1])] = true
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		place, ok := statements[called(call)]
		if !ok || place >= len(call.Args) {
			return true
		}
		seen++
		if arg := call.Args[place]; !written(arg, constants) && !slices.Contains(made, name+": "+shown(arg)) {
			bad = append(bad, fmt.Sprintf("%s: a statement is put together: %s",
				set.Position(arg.Pos()), shown(arg)))
		}
		return true
	})
	return seen, bad
}

var constant = regexp.MustCompile(`(?m)^(?:const )?\t?(\w+) *= [\x60"]`)

// called gives the name of a function that is called.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// written tells whether an expression stands as it is in the source.
func written(e ast.Expr, constants map[string]bool) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.Ident:
		return constants[e.Name]
	case *ast.BinaryExpr:
		return written(e.X, constants) && written(e.Y, constants)
	}
	return false
}

// shown gives a short expression as it stands in the source.
func shown(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return shown(e.X) + "." + e.Sel.Name
	case *ast.CallExpr:
		return shown(e.Fun) + "()"
	}
	return fmt.Sprintf("%T", e)
}

func TestPlaceholdersAreNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"select $2, $1, $12": "select ?2, ?1, ?12",
		"select $1, $2, $1":  "select ?1, ?2, ?1",
		"select $1, $2, $3":  "select ?1, ?2, ?3",
		"select '$', $x, $1": "select '$', $x, ?1",
		"/*claim*/ $1":       " ?1",
	} {
		if got := store.SQLiteText(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	if got := store.PostgresText("select $2 /*claim*/"); got != "select $2 for update skip locked" {
		t.Errorf("got %q", got)
	}
}
