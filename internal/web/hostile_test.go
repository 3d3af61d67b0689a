package web

import (
	"bytes"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"insyn/internal/lang"
)

// hostile is written to leave the place where it is put.
var hostile = []string{
	`"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `</textarea><script>x</script>`,
	`</title><script>x</script>`, `javascript:alert(1)`, "java\tscript:alert(1)",
	`data:text/html,<script>x</script>`,
	`{{.}}`, "--><script>x</script>", "\u2028<script>", `x" onclick="alert(1)`, "&lt;script&gt;",
	`</style><script>x`,
}

// TestN04HostileTextStaysText holds N-04 for pages: every text of every page is
// replaced, and the page still has the elements and attributes that it had.
func TestN04HostileTextStaysText(t *testing.T) {
	views := parseViews(loadAssets())
	for _, e := range examples() {
		want := shape(t, render(t, views, e, ""))
		for _, text := range hostile {
			page := render(t, views, e, text)
			if got := shape(t, page); got != want {
				t.Errorf("%s with %q has other elements than before:\n%s", e.name, text,
					difference(got, want))
			}
		}
	}
}

// render renders an example with every text replaced; "x" for "".
func render(t *testing.T, views *views, e example, text string) []byte {
	t.Helper()
	data := reflect.New(reflect.TypeOf(e.data(Page{}, lang.For(lang.Swedish)))).Elem()
	data.Set(reflect.ValueOf(e.data(Page{Language: lang.Swedish}, lang.For(lang.Swedish))))
	if text == "" {
		text = "x"
	}
	spoil(data, text)
	var out bytes.Buffer
	if err := views.sets[lang.Swedish].ExecuteTemplate(&out, e.template(), data.Interface()); err != nil {
		t.Fatalf("%s with %q: %v", e.name, text, err)
	}
	return out.Bytes()
}

// chosen are fields whose values a template compares or looks up, and never
// what somebody wrote.
var chosen = map[string]bool{"Icon": true, "Kind": true, "Scripts": true, "Styles": true,
	"State": true, "Change": true, "Width": true}

// spoil puts text into every string below v.
func spoil(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.CanSet() && v.String() != "" {
			v.SetString(text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() &&
				(!chosen[f.Name] || f.Type.Kind() != reflect.String && f.Type != reflect.TypeFor[[]string]()) {
				spoil(v.Field(i), text)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			spoil(v.Index(i), text)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem(), text)
		}
	}
}

// shape lists the elements of a page with the names of their attributes, and
// fails on an address that runs a script.
func shape(t *testing.T, page []byte) string {
	t.Helper()
	var b strings.Builder
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		token := tokens.Token()
		if kind != html.StartTagToken && kind != html.EndTagToken &&
			kind != html.SelfClosingTagToken {
			continue
		}
		b.WriteString(token.Data)
		for _, a := range token.Attr {
			b.WriteString(" " + a.Key)
			address := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") &&
				(strings.HasPrefix(address, "javascript:") || strings.HasPrefix(address, "data:")) {
				t.Errorf("%s leads to %q", token.Data, a.Val)
			}
		}
		b.WriteByte('\n')
	}
}

// difference gives the first line that differs.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + " instead of " + w[i]
		}
	}
	return "one is longer"
}

func TestMarkupComesFromMarkupOnly(t *testing.T) {
	if got := rich(lang.For(lang.Swedish), "privacy.contact", "Email",
		`x](javascript:alert(1)) <b>*y*</b>`); strings.Contains(string(got), "<b>") ||
		strings.Contains(string(got), "<em>") ||
		reflect.TypeOf(got) != reflect.TypeFor[template.HTML]() {
		t.Errorf("a value was read as Markdown: %s", got)
	}
}
