package web

import (
	"io/fs"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"insyn/internal/lang"
)

func TestTemplatesAreTypeChecked(t *testing.T) {
	views := parseViews(loadAssets())
	known := map[string]bool{}
	for _, e := range examples() {
		known[e.template()] = true
		for _, l := range lang.Languages() {
			page := views.sets[l].Lookup(e.template())
			if page == nil {
				t.Errorf("there is no template %s", e.template())
				continue
			}
			// The checker wants a template that has not been executed.
			data := e.data(Page{Language: l}, lang.For(l))
			if reflect.TypeOf(data).Kind() != reflect.Struct {
				t.Errorf("%s: the example is a %T, not the struct of the page", e.name, data)
			}
			if err := templatecheck.CheckHTMLStrict(page, data); err != nil {
				t.Errorf("%s in %s: %v", e.name, l, err)
			}
		}
	}
	entries, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	for _, name := range entries {
		name = strings.TrimSuffix(path.Base(name), ".html")
		if name != "layout" && !known[name] {
			t.Errorf("the page %s has no example", name)
		}
	}
}

func TestExamplesRender(t *testing.T) {
	views := parseViews(loadAssets())
	for _, e := range examples() {
		for _, l := range lang.Languages() {
			var page strings.Builder
			if err := views.sets[l].ExecuteTemplate(&page, e.template(),
				e.data(Page{Language: l}, lang.For(l))); err != nil {
				t.Errorf("%s in %s: %v", e.name, l, err)
			}
			if strings.Contains(page.String(), "ZgotmplZ") { // what html/template writes for "not trusted"
				t.Errorf("%s in %s: an address that html/template does not trust", e.name, l)
			}
		}
	}
}
