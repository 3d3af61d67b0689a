package consult

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"insyn/internal/trial"
)

func dump(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func codes(found []Finding) []Code {
	var list []Code
	for _, f := range found {
		list = append(list, f.Code)
	}
	return list
}

var quoteType = reflect.TypeFor[Quote]()

// quotes gathers every quote inside a value.
func quotes(v reflect.Value, out *[]Quote) {
	if v.Type() == quoteType {
		*out = append(*out, v.Interface().(Quote))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			quotes(v.Field(i), out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			quotes(v.Index(i), out)
		}
	}
}

// checkHonest fails unless every quote stands on its lines, every line is used
// or listed, and what was computed has words that it was computed from.
func checkHonest(t interface{ Fatalf(string, ...any) }, text string) {
	r := ReadInvitation(text)
	lines, _ := split(text)
	covered := make([]bool, len(lines)+1)
	for _, q := range r.Unplaced {
		covered[q.First] = true
	}
	var all []Quote
	quotes(reflect.ValueOf(r), &all)
	for _, q := range all {
		if !q.Found() {
			continue
		}
		if q.First < 1 || q.Last > len(lines) || q.First > q.Last {
			t.Fatalf("%q stands on lines %d to %d of %d", q.Text, q.First, q.Last, len(lines))
		}
		var there, bare []string
		for i := q.First; i <= q.Last; i++ {
			there = append(there, lines[i-1].raw)
			bare = append(bare, lines[i-1].text)
			covered[i] = true
		}
		words := strings.TrimPrefix(q.Text, "- ")
		if !strings.Contains(fold(strings.Join(there, " ")), words) &&
			!strings.Contains(fold(strings.Join(bare, " ")), words) {
			t.Fatalf("%q does not stand on lines %d to %d: %q", q.Text, q.First, q.Last, there)
		}
	}
	for _, link := range append(append([]ReadLink{r.Plan, r.Join}, r.Links...), r.Material...) {
		if !strings.Contains(link.Text, link.URL) || !strings.Contains(fold(link.Text),
			link.Words) {
			t.Fatalf("link %q %q does not stand in %q", link.Words, link.URL, link.Text)
		}
	}
	for i, l := range lines {
		// Headings and marks that gave a field its meaning have no words in it.
		if !covered[l.number] && !l.blank() && l.mark != rule && !meant(l) {
			t.Fatalf("line %d is neither used nor listed: %q", i+1, l.raw)
		}
	}
	if !r.Meeting.Start.IsZero() && !r.Meeting.When.Found() ||
		!r.Registration.Closes.IsZero() && !r.Registration.Deadline.Found() ||
		r.Registration.Capacity > 0 && !r.Registration.Seats.Found() ||
		!r.WrittenUntil.IsZero() && !r.Written.Found() {
		t.Fatalf("something is computed from nothing: %s", dump(r))
	}
}

// meant tells whether l is a heading, or the word that says what the letter is.
func meant(l line) bool {
	_, ok := topicOf(l.lower)
	return ok || has(l.lower, "inbjudan", "invitation", "kallelse")
}

func TestNothingIsInvented(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d invitations, %v", len(files), err)
	}
	var pieces []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		checkHonest(t, string(text))
		pieces = append(pieces, strings.Split(string(text), "\n")...)
	}
	// Lines of all invitations in any order, broken anywhere.
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "lines")
		for i, l := range chosen {
			if rapid.IntRange(0, 9).Draw(t, "cut") == 0 && len(l) > 4 {
				half := []rune(l)
				chosen[i] = string(half[:len(half)/2]) + "\n" + string(half[len(half)/2:])
			}
		}
		checkHonest(t, strings.Join(chosen, "\n"))
	})
}

func FuzzReadInvitation(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("Åtagande 1: a\nb\n# \n**\n1) \n[x](#)\nkl. 13-15 12/12 2023")
	f.Fuzz(func(t *testing.T, text string) {
		checkHonest(t, text)
		r := ReadInvitation(text)
		r.Content(r.Template())
		r.Lint(time.Time{})
	})
}

// TestHostileTextTakesLinearTime reads 1 MB of what is hard for a reader that
// looks back or joins. The bound is far above what it takes and far below what
// squares take: the quickest, a look through the whole text for each line, 4 s.
func TestHostileTextTakesLinearTime(t *testing.T) {
	const size = 1 << 20
	for _, piece := range []string{
		"a\n", "åtagande 1: a\nb\n", "Bakgrund\n", "Tid: 1\n", "[", "[a](", "12 december ",
		"kl. 13-15 ",
		"a@", "- ", "#", "http://", "1) a\n", "Dagordning\n13.00 a\n", "Frågor\n- a\nb\n",
		"anmäl senast 1/1 ",
		"Plats: a\nb\n", "A. ", "synpunkter till a@b.se. ", "\n", "0 0 0 0 ", "a | ", "**a** ",
	} {
		trial.Linear(t, piece, size, func(text string) {
			r := ReadInvitation(text)
			r.Content(r.Template())
			r.Lint(time.Time{})
		})
	}
}

func BenchmarkReadInvitation(b *testing.B) {
	text, err := os.ReadFile("testdata/sakrad-tabell.txt")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		ReadInvitation(string(text))
	}
}
