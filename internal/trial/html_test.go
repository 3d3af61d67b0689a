package trial

import (
	"testing"
)

const listing = `<!doctype html><html lang="sv"><title>Prov</title><main>
<h1>Samråd <em>om</em>&nbsp;öppenhet</h1>
<ul id="list"><li class="item late">ett</li><li class="item">två</li></ul>
<p><a href="/more" rel="next">Mer</a></p><script>var hidden = "gömt"</script></main></html>`

func TestHTMLAccepts(t *testing.T) {
	HTML(t, []byte(listing),
		In("h1", HasText("om öppenhet"), SaysOnly("Samråd om öppenhet"), LacksText("stängt")),
		In("#list", Count("li.item", 2), NotIn("a"), HasText("ett två")),
		In("#list", In("li:nth-child(2)", HasText("två"))),
		In("main > p a", HasAttr("href", "/more")),
		Each("li.item", LacksText("Mer")),
		In("main", LacksText("gömt")),
	)
}

func TestHTMLComplains(t *testing.T) {
	for _, c := range []struct {
		name  string
		check Check
		words []string
	}{
		{"nothing found", In("h2"), []string{`"h2"`, "Samråd"}},
		{"another text", In("main", In("h1", HasText("stängt"))),
			[]string{"main: h1:", "stängt", "Samråd"}},
		{"more than the text", In("h1", SaysOnly("Samråd")), []string{"h1", "om öppenhet"}},
		{"a text too many", In("h1", LacksText("Samråd")), []string{"h1", "should not"}},
		{"the wrong number", Count("li", 3), []string{"2 elements", "want 3"}},
		{"something that should not be", NotIn("script"), []string{`"script"`, "want 0"}},
		{"another value", In("a", HasAttr("href", "/less")), []string{"/more", "/less"}},
		{"no such attribute", In("a", HasAttr("title", "x")), []string{"title"}},
		{"one of several", Each("li", HasText("ett")), []string{"li (no. 2)", "två"}},
		{"none at all", Each("ol"), []string{`"ol"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			trying(t, func(tb testing.TB) { HTML(tb, []byte(listing), c.check) }).
				wantFailure(t, c.words...)
		})
	}
}
