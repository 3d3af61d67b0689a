package dcat

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"insyn/rdf"
)

// account writes everything that a report says, without IDs.
func account(t testing.TB, r *Report) string {
	t.Helper()
	var verdicts []any
	for _, v := range r.Verdicts {
		faulty := map[string]int{}
		for d, n := range v.Faulty {
			faulty[r.Graph.Value(d)] = n
		}
		verdicts = append(verdicts, []any{v.Profile.Name, v.Errors, v.Conflicts, v.Warnings, v.Datasets, v.Conforming, faulty})
	}
	text, err := json.MarshalIndent([]any{verdicts, r.More, r.Findings, r.Groups(3, 2)}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit changes a few lines of N-Triples, in every way that matters.
func edit(r *rand.Rand, lines []string, n int) []string {
	lines = append([]string(nil), lines...)
	for range n {
		at, from := statement(r, lines), statement(r, lines)
		switch r.IntN(8) {
		case 0:
			lines = append(lines[:at], lines[at+1:]...)
		case 1: // another value, from elsewhere
			other := strings.SplitN(lines[from], " ", 3)
			own := strings.SplitN(lines[at], " ", 3)
			lines[at] = own[0] + " " + own[1] + " " + other[2]
		case 2: // the same of another node
			other := strings.SplitN(lines[from], " ", 2)
			lines = append(lines, other[0]+" "+strings.SplitN(lines[at], " ", 2)[1])
		case 3:
			lines = append(lines[:at], append([]string{"", "# moved"}, lines[at:]...)...)
		case 4:
			subject := strings.SplitN(lines[at], " ", 2)[0]
			lines = append(lines, subject+" <"+Expand("dcatap:applicableLegislation")+"> <"+Legislation+"> .")
		case 5: // a node vanishes
			subject := strings.SplitN(lines[at], " ", 2)[0]
			var rest []string
			for _, l := range lines {
				if !strings.HasPrefix(l, subject+" ") {
					rest = append(rest, l)
				}
			}
			lines = rest
		case 6: // publisher and contact become one, or an address goes wrong
			s := strings.SplitN(lines[at], " ", 3)
			lines = append(lines, s[0]+" <"+Expand("dcat:contactPoint")+"> <https://data.example.se/organisation/1> .",
				s[0]+" <"+Expand("foaf:page")+"> <https://data.example.se/%zz> .")
		case 7: // a class changes
			for i, l := range lines {
				if i >= at && strings.Contains(l, "ns#type>") &&
					strings.Contains(l, "dcat#Dataset>") {
					lines[i] = strings.Replace(l, "dcat#Dataset>", "dcat#DatasetSeries>", 1)
					break
				}
			}
		}
	}
	return lines
}

// statement picks a line that states something.
func statement(r *rand.Rand, lines []string) int {
	for {
		if at := r.IntN(len(lines)); strings.HasPrefix(lines[at], "<") {
			return at
		}
	}
}

// TestRecheck edits a catalogue again and again, and holds that rechecking
// gives to the byte what checking the text afresh gives.
func TestRecheck(t *testing.T) {
	var text strings.Builder
	o := GenerateOptions{Datasets: 60, Seed: 5, Format: rdf.NTriples, Flawed: 400}
	if err := Generate(&text, o); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(11, 1))
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	for _, most := range []int{0, 4} {
		options := Options{Profiles: AllProfiles, Most: most}
		doc, _ := rdf.Parse(strings.Join(lines, "\n"), rdf.Options{Format: rdf.NTriples})
		report := Check(doc.Graph, options)
		touched := 0
		for round := range 80 {
			lines = edit(r, lines, 1+r.IntN(3))
			now := strings.Join(lines, "\n")
			again, _ := rdf.Parse(now, rdf.Options{Format: rdf.NTriples, Dictionary: report.Graph.Dictionary})
			fresh, _ := rdf.Parse(now, rdf.Options{Format: rdf.NTriples})
			c := newChecker(again.Graph, options, make([]bool, again.Graph.Dictionary.Len()))
			if c.affected(report) {
				touched++
			}
			report = Recheck(report, again.Graph)
			got, want := account(t, report), account(t, Check(fresh.Graph, options))
			if got != want {
				t.Fatalf("round %d: rechecked\n%s\nchecked\n%s", round, firstDifference(got, want),
					firstDifference(want, got))
			}
		}
		if touched < 40 {
			t.Errorf("only %d of 80 rounds spared anything", touched)
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-400):min(len(a), i+400)]
}

func TestRecheckElsewhere(t *testing.T) {
	a := generated(t, GenerateOptions{Datasets: 3, Seed: 1})
	b := generated(t, GenerateOptions{Datasets: 3, Seed: 2})
	before := Check(a, Options{})
	if got, want := account(t, Recheck(before, b)), account(t, Check(b, Options{})); got != want {
		t.Error("a graph with another dictionary is checked differently")
	}
}
