package lang

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
)

// throughVariables lists the beginnings of keys that are put together or held
// in tables, so that no literal in the source names each of them.
var throughVariables = []string{"role.", "lint.", "paper.part-", "play.moment-", "fault.",
	"count.", "ledger-", "redflag-broken.", "mail.", "role-may.", "held.", "letter-file.", "rdf.", "dcat.",
	"catalogue.metric-", "catalogue.band-", "catalogue.change-", "catalogue.profile-",
	"standard.verdict-", "standard.ground-", "standard.ref-", "plan.field-", "plan.note-",
	"appraisal-level.", "appraisal-mark.", "advice-position.", "advice-status.", "advice-answer.",
	"integrity.line.",
	"book-rank.", "book-exemption.", "book-sort.", "gift-sort.", "gift-disposal.",
	"org-where.", "org-ruling.",
	"plan.status-", "plan.challenge-", "plan.scale-", "plan.level-", "column.", "pack-file."}

// use is one place in the source that asks for a message.
type use struct {
	where  string
	key    string
	values map[string]bool // nil where the call site cannot be read
}

// forms is a message: its plural forms, or only "other".
type forms map[string]string

func TestMessagesAndSourceAgree(t *testing.T) {
	texts := map[Language]map[string]forms{}
	for _, l := range Languages() {
		texts[l] = readMessages(t, l)
	}
	samePlaceholders(t, texts[Swedish], texts[English])

	uses, literals := readSource(t, "../..")
	used := map[string]bool{}
	for _, u := range uses {
		used[u.key] = true
		message, ok := texts[Swedish][u.key]
		if !ok {
			t.Errorf("%s: no message %q", u.where, u.key)
			continue
		}
		if u.values == nil {
			continue
		}
		for name := range names(message) {
			if !u.values[name] {
				t.Errorf("%s: %q wants the value %s", u.where, u.key, name)
			}
		}
		if len(message) > 1 && !u.values["Count"] {
			t.Errorf("%s: %q has plural forms and wants Count", u.where, u.key)
		}
	}
	for key := range texts[Swedish] {
		indirect := slices.ContainsFunc(throughVariables, func(prefix string) bool {
			return strings.HasPrefix(key, prefix)
		})
		if !used[key] && !literals[key] && !indirect {
			t.Errorf("the message %q is used nowhere", key)
		}
	}
}

// samePlaceholders fails on keys and placeholders that only one language has.
func samePlaceholders(t *testing.T, sv, en map[string]forms) {
	for key := range en {
		if sv[key] == nil {
			t.Errorf("%q is missing in Swedish", key)
		}
	}
	for key, message := range sv {
		if en[key] == nil {
			t.Errorf("%q is missing in English", key)
			continue
		}
		a, b := names(message), names(en[key])
		for name := range a {
			if !b[name] {
				t.Errorf("%q: only Swedish says {{.%s}}", key, name)
			}
		}
		for name := range b {
			if !a[name] {
				t.Errorf("%q: only English says {{.%s}}", key, name)
			}
		}
		if (len(message) > 1) != (len(en[key]) > 1) {
			t.Errorf("%q has plural forms in one language only", key)
		}
	}
}

// names lists the values that a message asks for.
func names(m forms) map[string]bool {
	all := map[string]bool{}
	for _, text := range m {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			all[found[1]] = true
		}
	}
	return all
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$`)

// readMessages reads the files of a language and fails on keys given twice,
// empty texts, bad placeholders and forms that the language does not have.
func readMessages(t *testing.T, l Language) map[string]forms {
	t.Helper()
	all := map[string]forms{}
	for _, name := range files(l) {
		data, err := messages.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]json.RawMessage
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, raw := range file {
			if strings.Count(string(data), strconv.Quote(key)+":") != 1 || all[key] != nil {
				t.Errorf("%s: %q is given twice", name, key)
			}
			if !keyForm.MatchString(key) {
				t.Errorf("%s: %q is no key: lower case, feature first, parts joined by dots", name, key)
			}
			message := forms{}
			var text string
			if json.Unmarshal(raw, &text) == nil {
				message["other"] = text
			} else if err := json.Unmarshal(raw, &message); err != nil {
				t.Errorf("%s: %q is neither a text nor a text per plural form", name, key)
			} else if len(message) != 2 || message["one"] == "" {
				t.Errorf(`%s: %q: the forms are "one" and "other"`, name, key)
			}
			for _, text := range message {
				if _, err := (placeholders{}).Parse(text, "", ""); err != nil ||
					strings.TrimSpace(text) == "" {
					t.Errorf("%s: %q: empty, or %v", name, key, err)
				}
			}
			all[key] = message
		}
	}
	return all
}

// readSource reads every Go file and template below root: the places that ask
// for a message, and every string literal.
func readSource(t *testing.T, root string) (uses []use, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(name, ".") ||
			name == "node_modules" || name == "testdata"):
			return filepath.SkipDir
		case strings.HasSuffix(name, "_test.go"):
		case strings.HasSuffix(name, ".go"):
			uses = append(uses, readGo(t, path, literals)...)
		case strings.Contains(path, "templates/") && !d.IsDir():
			uses = append(uses, readTemplate(t, path, literals)...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(uses) == 0 {
		t.Fatal("no use of any message was found: is the root right?")
	}
	return uses, literals
}

// readGo finds p.T("key", …), fault.New(kind, "key").With("Name", …) and
// lang.Key("key"), and gathers the literals.
func readGo(t *testing.T, path string, literals map[string]bool) (uses []use) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	given := map[*ast.CallExpr]map[string]bool{} // values chained onto a fault.New
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := literal(n); ok {
			literals[s] = true
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		where := set.Position(call.Pos()).String()
		switch name := called(call); {
		case name == "With" && len(call.Args) == 2:
			if made := chain(call); made != nil {
				if given[made] == nil {
					given[made] = map[string]bool{}
				}
				value, _ := literal(call.Args[0])
				given[made][value] = true
			}
		case name == "T" && len(call.Args) > 0:
			if key, ok := literal(call.Args[0]); ok {
				uses = append(uses, use{where, key, pairs(call.Args[1:])})
			}
		case name == "fault.New" && len(call.Args) == 2:
			if key, ok := literal(call.Args[1]); ok {
				if given[call] == nil {
					given[call] = map[string]bool{}
				}
				uses = append(uses, use{where, key, given[call]})
			}
		case name == "lang.Key" && len(call.Args) == 1:
			if key, ok := literal(call.Args[0]); ok {
				uses = append(uses, use{where, key, nil})
			}
		}
		return true
	})
	return uses
}

// called names what is called: the method, or package and function for those
// of fault and lang.
func called(call *ast.CallExpr) string {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := selector.X.(*ast.Ident); ok && (x.Name == "fault" || x.Name == "lang") {
		return x.Name + "." + selector.Sel.Name
	}
	return selector.Sel.Name
}

// chain follows a.With(…).At(…) down to the fault.New it began with.
func chain(call *ast.CallExpr) *ast.CallExpr {
	for {
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		inner, ok := selector.X.(*ast.CallExpr)
		if !ok {
			return nil
		}
		if called(inner) == "fault.New" {
			return inner
		}
		call = inner
	}
}

// pairs gives the names among names and values in turn; nil when they are
// spread from a slice that cannot be read here.
func pairs(args []ast.Expr) map[string]bool {
	given := map[string]bool{}
	for i := 0; i < len(args); i += 2 {
		name, ok := literal(args[i])
		if !ok {
			return nil
		}
		given[name] = true
	}
	return given
}

// literal gives the text of a string literal.
func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// readTemplate finds {{t "key" "Name" value …}} and {{rich "key" …}}, and
// gathers the literals.
func readTemplate(t *testing.T, path string, literals map[string]bool) (uses []use) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree := parse.New(path)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(string(data), "", "", trees); err != nil {
		t.Fatal(err)
	}
	for _, tree := range trees {
		walk(tree.Root, func(n parse.Node) {
			if s, ok := n.(*parse.StringNode); ok {
				literals[s.Text] = true
			}
			command, ok := n.(*parse.CommandNode)
			if !ok || len(command.Args) < 2 {
				return
			}
			function, ok := command.Args[0].(*parse.IdentifierNode)
			key, literal := command.Args[1].(*parse.StringNode)
			if !ok || !literal || (function.Ident != "t" && function.Ident != "rich") {
				return
			}
			given := map[string]bool{}
			for i := 2; i < len(command.Args); i += 2 {
				if name, ok := command.Args[i].(*parse.StringNode); ok {
					given[name.Text] = true
				}
			}
			place, _ := tree.ErrorContext(command)
			uses = append(uses, use{place, key.Text, given})
		})
	}
	return uses
}
