package search

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"insyn/internal/lang"
	"insyn/internal/trial"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"  öppna   DATA ":              "öppna data",
		`"öppna data" -pdf`:            `"öppna data" -pdf`,
		"”öppna data” «mer att läsa»":  `"öppna data" "mer att läsa"`,
		`"utan slut`:                   `"utan slut"`,
		"DCAT-AP":                      `"dcat ap"`,
		"upphand* ab* *":               "upphand* ab",
		"planen för och i":             "planen",
		"att vara":                     "vara",
		"och att":                      "och att",
		"-och":                         "-och",
		"- -- --a \"\" \" -":           "-a",
		"Müller Ångström ŒUVRE":        "muller ångström oeuvre",
		"data data Data":               "data",
		`' or 1=1; drop table -- "x"`:  `"1 1" drop table x`,
		"title:hemlig NEAR(a b) col^2": `"title hemlig" "near a" b "col 2"`,
		"EU:s myndighetens body's":     "eu myndighetens body",
		"\xff\xfe\x00":                 "",
	} {
		if got := Parse(text).String(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestN19QueriesAreBounded asks what is meant to cost much, of an index whose
// words are meant to cost much too.
func TestN19QueriesAreBounded(t *testing.T) {
	x := New[int](plain)
	var put []Document[int]
	for i := range 3000 {
		put = append(put, Document[int]{ID: fmt.Sprint(i), Texts: []Text{{"text", lang.Swedish,
			fmt.Sprintf("aaa%s aaa%d %s data", strings.Repeat("aaas", i%15), i,
				strings.Repeat("as", 1+i%30))}}})
	}
	x.Apply(nil, put)
	for _, text := range []string{strings.Repeat("a* ", 1000), strings.Repeat("aaa", 100_000),
		strings.Repeat(`"`, 100_000), strings.Repeat("-a ", 5000), strings.Repeat(`"aaa aaa" `, 900),
		"aaa* aaaa* aas* data* a0* a1* aaa1* aaa2* aaa3*", strings.Repeat("\u0308", 9999),
		`"` + strings.Repeat("data ", 9999), strings.Repeat("é", 9000), strings.Repeat("ﷺ", 400)} {
		q := Parse(text)
		if len(q.clauses) > mostClauses || len(text) > longestQuery && !q.Cut() {
			t.Errorf("%.20q: %d clauses, cut: %t", text, len(q.clauses), q.Cut())
		}
		for _, c := range q.clauses {
			if len(c.words) > longestPhrase {
				t.Errorf("%.20q: a phrase of %d words", text, len(c.words))
			}
			for _, terms := range x.seek(c).terms {
				if len(terms) > mostForms*len(languages) {
					t.Errorf("%.20q: a word is widened to %d", text, len(terms))
				}
			}
		}
		a := x.Find(Request{Query: q, Limit: 1 << 30, Offset: -5})
		if len(a.Hits) > MostFound {
			t.Errorf("%.20q: %d hits", text, len(a.Hits))
		}
	}
	trial.Linear(t, "upphandlingsdata \"a b\" -c* é", 4<<20, func(text string) { Parse(text) })
	trial.Linear(t, "upphandlings-data\nA\u030a\n\n", 2<<20, func(text string) {
		New[int](plain).Apply(nil, []Document[int]{{ID: "x", Texts: []Text{{"text", lang.Swedish, text}}}})
	})
}

// TestReadersAndWriters asks while documents come and go. What is found is
// whole, and what was removed is gone for who asks after that.
func TestReadersAndWriters(t *testing.T) {
	x := New[int](plain)
	x.slack = 8
	document := func(i int) Document[int] {
		return Document[int]{ID: fmt.Sprint(i), Value: i,
			Facets: map[string][]string{"kind": {"a"}},
			Texts: []Text{{"title", lang.Swedish, fmt.Sprint("Upphandlingsdata ", i)},
				{"text", lang.Swedish, "Alltid om upphandling och data."}}}
	}
	for i := range 50 {
		x.Apply(nil, []Document[int]{document(i)})
	}
	var readers, writers sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a := x.Find(Request{Query: Parse("upphandlingarna"), Limit: 10, Count: []string{"kind"}})
				if a.Total < 46 || a.Facets[0].Values[0].Count != a.Total {
					t.Errorf("%d found, counted %+v", a.Total, a.Facets)
					return
				}
				for _, h := range a.Hits {
					if h.ID != fmt.Sprint(h.Value) || h.Title.Text != "Upphandlingsdata "+h.ID {
						t.Errorf("%+v is not whole", h)
					}
				}
			}
		})
	}
	for w := range 2 {
		writers.Go(func() {
			for i := range 200 {
				id := i%25*2 + w
				x.Apply([]string{fmt.Sprint(id)}, nil)
				for _, h := range x.Find(Request{Query: Parse(fmt.Sprint(id)), Limit: 50}).Hits {
					if h.Value == id {
						t.Errorf("%d is found after it was removed", id)
					}
				}
				x.Apply(nil, []Document[int]{document(id)})
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	if x.Len() != 50 {
		t.Errorf("%d documents", x.Len())
	}
}

// FuzzParse holds what is said of every query: it is within bounds, and reads
// as itself.
func FuzzParse(f *testing.F) {
	for _, text := range []string{`öppna "data som" -pdf upph*`, "\"", "-", "a\u0308", "ﷺ*", "İ", "ǽ", "\xff"} {
		f.Add(text)
	}
	x := indexed("upphandlingsdata för alla", "åtgärder")
	f.Fuzz(func(t *testing.T, text string) {
		q := Parse(text)
		said := q.String()
		if len(said) <= longestQuery && !q.Cut() {
			if again := Parse(said).String(); again != said {
				t.Errorf("%q reads %q, which reads %q", text, said, again)
			}
		}
		if len(q.clauses) > mostClauses || !utf8.ValidString(said) {
			t.Errorf("%q: %q", text, said)
		}
		x.Find(Request{Query: q, Limit: 5})
	})
}

// FuzzExcerpt holds what is said of every passage: it is valid text, its marks
// lie within it and apart, and its pieces are the whole.
func FuzzExcerpt(f *testing.F) {
	f.Add("Upphandling <b>av</b> data.\n\nMer <script>alert(1)</script> upphandling",
		"upphandling script")
	f.Add("a\u0308 \xff å\u00adå", "ä")
	f.Add(strings.Repeat("Långt om upphandling och data. ", 400)+"åtgärd", "atgard data")
	f.Fuzz(func(t *testing.T, text, query string) {
		x := New[int](plain)
		x.Apply(nil, []Document[int]{{ID: "x", Texts: []Text{{"title", lang.English, text},
			{"text", lang.Swedish, text}}}})
		for _, h := range x.Find(Request{Query: Parse(query), Limit: 5, Language: lang.English}).Hits {
			checkPassage(t, h.Title)
			checkPassage(t, h.Excerpt)
		}
	})
}

func checkPassage(t *testing.T, p Passage) {
	t.Helper()
	at, whole := 0, ""
	for _, r := range p.Marks {
		if r.Start < at || r.End <= r.Start || r.End > len(p.Text) {
			t.Fatalf("the marks %v of %q", p.Marks, p.Text)
		}
		at = r.End
	}
	for _, piece := range p.Pieces() {
		whole += piece.Text
		if !utf8.ValidString(piece.Text) {
			t.Fatalf("%q is not text", piece.Text)
		}
	}
	if whole != p.Text {
		t.Fatalf("%q in pieces is %q", p.Text, whole)
	}
}
