package redflag

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"runtime"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/ledger"

	_ "insyn/internal/trial/seed"
)

// Adding months one after the other, with a result in between, gives the same
// bytes as looking at everything at once.
func TestAddingAMonthEqualsRecomputing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		rows := randomRows(rapid.Uint64().Draw(rt, "seed"), 300, rapid.IntRange(1, 4).Draw(rt, "bodies"), 12)
		cuts := rapid.SliceOfN(rapid.IntRange(1, len(rows)-1), 1, 4).Draw(rt, "cuts")
		var sources []Source
		from := 0
		for i, cut := range append(cuts, len(rows)) {
			if cut > from || i == len(cuts) {
				sources = append(sources, Source{Name: fmt.Sprint(i), Table: tableOf(t, rows[from:max(cut, from)]...)})
				from = max(cut, from)
			}
		}
		a, err := New(Defaults())
		if err != nil {
			rt.Fatal(err)
		}
		var last *Result
		for i, s := range sources {
			if err := a.Add(s); err != nil {
				rt.Fatal(err)
			}
			if last, err = a.Result(context.Background()); err != nil {
				rt.Fatal(err)
			}
			if whole := run(t, Defaults(), sources[:i+1]...); !bytes.Equal(whole.Encode(), last.Encode()) {
				rt.Fatal(gocmp.Diff(whole, last))
			}
		}
		// The same rows in one file: the same flags, whose rows only stand elsewhere.
		one := run(t, Defaults(), Source{Name: "all", Table: tableOf(t, rows...)})
		if d := Diff(one, last); len(d.Added)+len(d.Gone)+len(d.Changed)+len(d.Applied) > 0 || d.Same != len(one.Flags) {
			rt.Fatalf("one file or several: %+v", d)
		}
	})
}

// Progress goes through the rows twice, to put them in order and to look at
// them; each time it ends at the last row, and is never told more.
func TestProgressEndsAtTheLastRow(t *testing.T) {
	a, err := New(Defaults())
	if err != nil {
		t.Fatal(err)
	}
	table := tableOf(t, randomRows(1, 3000, 3, 40)...)
	if err := a.Add(Source{Table: table}); err != nil {
		t.Fatal(err)
	}
	last, times := int64(0), 1
	a.Progress = func(done, total int64) {
		if last == total {
			last, times = 0, times+1
		}
		if total != int64(table.Len()) || done <= last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}
	if _, err := a.Result(context.Background()); err != nil || last != int64(table.Len()) || times != 2 {
		t.Errorf("ended at %d, the %d. time: %v", last, times, err)
	}
}

// A table that may be spent gives the same flags as one that may not, and again
// when more rows have been added; the caller's own is as it was.
func TestSpentTablesGiveTheSameFlags(t *testing.T) {
	t.Parallel()
	kept, _ := made(t, ledger.GenerateOptions{Rows: 3000, Seed: 5})
	spent, _ := made(t, ledger.GenerateOptions{Rows: 3000, Seed: 5})
	spent.Spend = true
	more := Source{Name: "more", Table: tableOf(t, randomRows(2, 500, 2, 12)...)}
	want := [][]byte{run(t, Defaults(), kept).Encode(), run(t, Defaults(), kept, more).Encode()}
	a, err := New(Defaults())
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range []Source{spent, more} {
		if err := a.Add(s); err != nil {
			t.Fatal(err)
		}
		r, err := a.Result(context.Background())
		if err != nil || !bytes.Equal(r.Encode(), want[i]) {
			t.Errorf("result %d of a table that is spent differs: %v", i, err)
		}
	}
	for _, f := range append(unread, ledger.Voucher) {
		if got := spent.Table.Text(0, f); got != "" {
			t.Errorf("%s is kept: %q", f, got)
		}
	}
	if kept.Table.Text(0, ledger.Voucher) == "" {
		t.Error("the voucher of a table that may not be spent is gone")
	}
	bare := kept
	bare.Table = NewTable()
	bare.Table.Append(kept.Table, nil)
	bare.SHA256 = run(t, Defaults(), kept).Inputs[0].SHA256
	if got := run(t, Defaults(), bare).Encode(); !bytes.Equal(got, want[0]) {
		t.Error("a table without what no rule reads gives other flags")
	}
}

// Suppliers take a while where they are many: it is told how far they have come.
func TestProgressCountsSuppliers(t *testing.T) {
	a, err := New(Defaults())
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]string, lookSize)
	for i := range rows {
		rows[i] = fmt.Sprintf("%s;Exempelkommun;V%d;Exempel %d AB;;4000;2024-01-31;N;%d;100,00;", number(90_000), i, i, i)
	}
	var last, total int64
	a.Progress = func(done, of int64) { last, total = done, of }
	if err := a.Add(Source{Table: tableOf(t, rows...)}); err != nil {
		t.Fatal(err)
	}
	if last != lookSize || total <= last || total > lookSize+2 {
		t.Errorf("told of %d of %d", last, total)
	}
}

// TestGolden makes a result on one, two and eight processors: the bytes are
// those of the day on which this was written.
func TestGolden(t *testing.T) {
	const golden = "facbb94f7a99f544"
	source, _ := made(t, ledger.GenerateOptions{Rows: 40_000, Seed: 3})
	other := Source{Name: "random", Table: tableOf(t, randomRows(1, 3000, 3, 40)...)}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		sum := sha256.Sum256(run(t, Defaults(), source, other).Encode())
		if got := fmt.Sprintf("%x", sum[:8]); got != golden {
			t.Errorf("on %d processors: %s, want %s", n, got, golden)
		}
	}
}

// accusing are words that say more than a rule can know.
var accusing = []string{"fusk", "bedräg", "brott", "korrupt", "mut", "olaglig", "otillåt", "misstänk", "skyldig",
	"oegentlig", "svindel", "jäv", "fraud", "crime", "criminal", "corrupt", "bribe", "illegal", "suspicious", "suspect",
	"guilty", "scam", "misconduct", "cheat", "wrongdo", "launder"}

// Every word that a reader meets is held against the list; each rule says why
// there is usually nothing wrong, in both languages.
func TestFlagsDoNotAccuse(t *testing.T) {
	r := run(t, Defaults(), Source{Name: "random", Table: tableOf(t, randomRows(1, 3000, 3, 40)...)})
	source, _ := made(t, ledger.GenerateOptions{Rows: 5000, Seed: 6})
	r.Flags = append(r.Flags, run(t, Defaults(), source).Flags...)
	for _, l := range []Language{Swedish, English} {
		texts := []string{Caution(l)}
		for _, rule := range Rules() {
			w := rule.Words(l)
			if w.Title == "" || w.Looks == "" || w.How == "" || w.Usually == "" {
				t.Errorf("%s has no words in %s", rule, l)
			}
			texts = append(texts, w.Title, w.Looks, w.How, w.Usually)
			for _, c := range rule.Cases() {
				if c != "" && c.Words(l) == "" {
					t.Errorf("%s, %s has no words in %s", rule, c, l)
				}
			}
		}
		for code := range l.texts().Limits {
			texts = append(texts, LimitWords(l, code))
		}
		for i := range r.Flags {
			s := r.Flags[i].Sentence(l)
			if strings.Contains(s, "%!") || len(s) < 20 {
				t.Errorf("%q is no sentence", s)
			}
			texts = append(texts, s, r.Flags[i].Figure(l), r.Flags[i].Limit(l))
		}
		for _, text := range texts {
			for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r <= '@' || r == '–' }) {
				for _, bad := range accusing {
					if strings.HasPrefix(word, bad) {
						t.Errorf("%q accuses: %s", text, word)
					}
				}
			}
		}
	}
	for _, a := range r.Applied {
		for _, code := range a.Limits {
			if LimitWords(English, code) == "" {
				t.Errorf("limit %q has no words", code)
			}
		}
	}
}

// Whatever is known of a natural person, a result does not have it: the same
// irregularities of a sole trader raise nothing with a name, a number or a
// pseudonym, in raw rows and in masked ones.
func TestPersonsAreNeverNamed(t *testing.T) {
	var rows []string
	person, estate := "", ""
	for c := range 10 {
		if d := fmt.Sprintf("500101-980%d", c); ledger.Identify(d).Kind == ledger.Person {
			person = d
		}
		if d := fmt.Sprintf("123456-789%d", c); ledger.Identify(d).Kind == ledger.Organisation {
			estate = d
		}
	}
	for i, who := range [][2]string{{"Exempelsson Måleri", person}, {"Exempelsson Rör", "19" + person},
		{"Exempelsson Kim", ""}, {"Exempelsson Kim", "4711"}, {"Exempel " + person + " AB", number(1)}, {"Exempelssons dödsbo", estate}} {
		for k := range 6 {
			rows = append(rows, fmt.Sprintf("%s;Exempelkommunen;V%d;%s;%s;4010;2024-0%d-06;N;77;350000.00;", number(9), 100*i+k, who[0], who[1], k+1))
		}
	}
	for i := range 40 { // others have numbers
		rows = append(rows, fmt.Sprintf("%s;Exempelkommunen;W%d;Exempel %d AB;%s;4010;2024-01-0%d;N;%d;%d.00;", number(9), i, i, number(100+i), 2+i%3, i, 100+i*i))
	}
	raw := tableOf(t, rows...)
	masked, _, err := ledger.Mask(raw, ledger.MaskOptions{Policy: ledger.Pseudonym, Key: []byte("0123456789abcdef")})
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range map[string]*ledger.Table{"raw": raw, "masked": masked} {
		r := run(t, Defaults(), Source{Name: name, Table: table})
		if len(r.Flags) == 0 {
			t.Errorf("%s: nothing was found at all", name)
		}
		for _, l := range []Language{Swedish, English} {
			text := string(r.Encode())
			for i := range r.Flags {
				text += r.Flags[i].Sentence(l)
			}
			for _, secret := range []string{"Exempelsson", "500101", person[7:], "exempelsson", ledger.MaskedName, "123456", "4711"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s: the result has %q in it", name, secret)
				}
			}
		}
	}
}
