package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/lang"
)

var plain = Schema{Fields: []Field{{"title", 4}, {"text", 1}}, Facets: []string{"kind", "body"}}

// indexed makes an index of Swedish texts, each of which is its own ID.
func indexed(texts ...string) *Index[int] {
	x := New[int](plain)
	for i, text := range texts {
		x.Apply(nil, []Document[int]{{ID: text, Value: i,
			Texts: []Text{{"text", lang.Swedish, text}}}})
	}
	return x
}

// list gives the IDs of what a query finds, the best first.
func list(x *Index[int], query string) []string {
	ids := []string{}
	for _, h := range x.Find(Request{Query: Parse(query), Limit: 100}).Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// TestUnknownParts holds what is a compound although one part stands nowhere else.
func TestUnknownParts(t *testing.T) {
	x := indexed("upphandlingsdata", "exempelmyndigheten", "behandling", "förhandlingar", "landskap",
		"transport", "medborgaren", "arbetsplatser", "personuppgift")
	for query, want := range map[string]string{"upphandling": "upphandlingsdata",
		"data": "upphandlingsdata", "myndigheterna": "exempelmyndigheten", "handling": "",
		"land": "", "port": "", "borgare": "", "plats": "arbetsplatser", "arbete": "arbetsplatser",
		"uppgifter": "personuppgift", "platsen": "arbetsplatser"} {
		if got := strings.Join(list(x, query), " "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestSwedish holds queries against one small vocabulary: inflection,
// compounds, rings and dots.
func TestSwedish(t *testing.T) {
	x := indexed("upphandling", "upphandlingarna", "upphandlingsdata", "inköpsdata", "data",
		"datamängderna", "mängd", "mandat", "åtgärder", "atgard", "skolbok", "skola", "böcker bok",
		"inköp", "statistik", "stat", "gatukök", "kök gata", "handlingsplan", "handling", "planen",
		"medborgardialog", "medborgare", "dialogen", "öppenhet", "öppen", "Öppna", "idé", "formulär")
	for query, want := range map[string]string{
		"upphandlingarna":      "upphandlingarna upphandling upphandlingsdata",
		"upphandling":          "upphandling upphandlingarna upphandlingsdata",
		"UPPHANDLINGENS":       "upphandling upphandlingarna upphandlingsdata",
		"data":                 "data datamängderna inköpsdata upphandlingsdata",
		"mängder":              "mängd datamängderna",
		"upphandlingsdata":     "upphandlingsdata",
		"inkop":                "inköp inköpsdata",
		"åtgärd":               "åtgärder",
		"atgard":               "atgard åtgärder",
		"ATGÄRD":               "",
		"bok":                  "böcker bok, skolbok",
		"skolor":               "skola skolbok",
		"stat":                 "stat",
		"gata":                 "kök gata, gatukök",
		"plan":                 "planen handlingsplan",
		"dialog":               "dialogen medborgardialog",
		"medborgarna":          "medborgare medborgardialog",
		"oppna":                "Öppna",
		"ide":                  "idé",
		"form":                 "",
		"a\u030atga\u0308rder": "åtgärder",
	} {
		if got := strings.Join(list(x, query), " "); got != strings.ReplaceAll(want, ",", "") {
			t.Errorf("%s: %s", query, cmp.Diff(want, got))
		}
	}
}

// TestExcerpts holds which part of a text is shown, with what marked in it,
// whether the text is short or long.
func TestExcerpts(t *testing.T) {
	fill := strings.Repeat("Här står något annat att läsa. ", 20)
	for _, far := range []string{fill, strings.Repeat(fill, 20)} {
		x := New[int](plain)
		x.Apply(nil, []Document[int]{{ID: "x", Texts: []Text{
			{"title", lang.Swedish, "Om upphandlingar"}, {"title", lang.English, "On procurement"},
			{"text", lang.Swedish, "En upphandling först. " + far + "\n\nSedan <b>upphandlingens</b> åtgärder. " + far},
			{"text", lang.English, "Nothing of the sort."}}}})
		h := x.Find(Request{Query: Parse("upphandling atgard"), Limit: 1, Language: lang.English}).Hits[0]
		var marked []string
		for _, p := range h.Excerpt.Pieces() {
			if p.Marked {
				marked = append(marked, p.Text)
			}
		}
		if diff := cmp.Diff([]string{"upphandlingens", "åtgärder"}, marked); diff != "" {
			t.Errorf("%+v: %s", h.Excerpt, diff)
		}
		if !h.Excerpt.Before || !h.Excerpt.After || h.Excerpt.Language != lang.Swedish ||
			!strings.Contains(h.Excerpt.Text, "<b>upphandlingens</b> åtgärder. Här") ||
			len(strings.Fields(h.Excerpt.Text)) > excerptWords {
			t.Errorf("%+v", h.Excerpt)
		}
		if h.Title.Text != "On procurement" || h.Title.Language != lang.English {
			t.Errorf("%+v", h.Title)
		}
		h = x.Find(Request{Query: Parse("sort"), Limit: 1, Language: lang.Swedish}).Hits[0]
		if h.Excerpt.Text != "Nothing of the sort." || h.Excerpt.Before || h.Excerpt.After {
			t.Errorf("%+v", h.Excerpt)
		}
	}
}

// TestADocumentCanWeighLess: of two that say the same, the one that weighs less
// comes after, whatever its key is.
func TestADocumentCanWeighLess(t *testing.T) {
	x := New[int](plain)
	text := []Text{{"title", lang.Swedish, "Öppna data"}}
	x.Apply(nil, []Document[int]{{ID: "light", Texts: text, Key: 9, Weight: 0.25, Value: 1},
		{ID: "plain", Texts: text, Key: 1, Value: 2}})
	hits := x.Find(Request{Query: Parse("data"), Limit: 10}).Hits
	if len(hits) != 2 || hits[0].ID != "plain" || hits[1].Score*4 != hits[0].Score {
		t.Errorf("%+v", hits)
	}
}
