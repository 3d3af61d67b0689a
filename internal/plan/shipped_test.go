package plan

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/trial"
)

// What is shipped of Sweden is what has been read and nothing else: titles, who
// leads, dates, and what happened. What has not been found, such as the English
// titles, the leads and the dates of three of the commitments, the titles of the
// plans and the cause of the letter of July 2023, stands nowhere.
func TestSwedenSaysWhatHasBeenReadAndNoMore(t *testing.T) {
	type fact struct{ ID, SV, EN, Lead, Dates string }
	var got []fact
	happened := []string{}
	for _, p := range Sweden() {
		got = append(got, fact{ID: strconv.Itoa(p.Number), Dates: strings.Join([]string{p.Period,
			string(p.Begins), string(p.Adopted), string(p.Submitted), string(p.Start), string(p.End)}, "|")})
		if !p.Composed || len(p.Languages) > 0 || p.Years != 0 {
			t.Errorf("plan %d: a title, languages or years that nobody has read", p.Number)
		}
		for _, c := range p.Commitments {
			got = append(got, fact{c.ID, c.Adopted.Title.SV, c.Adopted.Title.EN, c.Adopted.Lead,
				string(c.Adopted.Start + c.Adopted.End)})
			if len(c.Milestones)+len(c.Operational)+len(c.Adopted.Themes) > 0 {
				t.Errorf("%s has milestones or themes: the plan has none", c.ID)
			}
		}
		for _, e := range p.History {
			happened = append(happened, string(e.On))
		}
	}
	want := []fact{{ID: "1", Dates: "2012–2013|||||2013"}, {ID: "2", Dates: "2014–2016|||||2016"},
		{ID: "3", Dates: "2016–2018|||||2018"}, {ID: "4", Dates: "2019–2021|||||2021"},
		{ID: "5", Dates: "2023–2025|||2023-06|2023|2025"},
		{ID: "SE0021", SV: "Antagande av Open Data Charters stadga"},
		{ID: "SE0022", SV: "Särskild kontaktpunkt samt genomförande av principer om öppna data",
			EN: "Implementation of Open Data Charter Principles", Lead: "Myndigheten för digital förvaltning (Digg)"},
		{ID: "SE0023", SV: "Inköpsdata"}, {ID: "SE0024", SV: "Utveckla arbetet mot korruption"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	days := []string{"2022-10", "2023-02-22", "2023-04-04", "2023-06", "2023-12-12"}
	if diff := cmp.Diff(days, happened); diff != "" {
		t.Errorf("what happened: %s", diff)
	}
	if m := Sweden()[4].Record.Meetings; len(m) != 1 || !m[0].AtLeast {
		t.Errorf("how many came to the meeting of February nobody has counted: %+v", m)
	}
	letter, err := os.ReadFile(trial.Fixtures(t, "invitation", "samrad-2023-12-12.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Sweden()[4].Commitments {
		line := "Åtagande " + strconv.Itoa(c.Number) + ": " + c.Adopted.Title.SV + "\n"
		if !strings.Contains(strings.ReplaceAll(string(letter), "\r", ""), line) {
			t.Errorf("the invitation does not say %q", line)
		}
	}
}

// What is shipped is read only where each fact tells its source.
func TestAFactWithoutASourceIsNotRead(t *testing.T) {
	const source = `"https://www.opengovpartnership.org/documents/sweden-action-plan-review-2023-2025/"`
	for what, spoil := range map[string][2]string{
		"source": {`"source": "https://www.opengovpartnership.org/members/sweden/",
  "submitted"`, `"submitted"`},
		"event of 2022-10": {`"source": ` + source, `"source": ""`},
		"meeting of 2023-02-22": {`"at_least": true,
     "source": ` + source, `"source": "inbjudan"`},
		"event of 2023-12-12": {`"note": {
     "sv": "Finansdepartementets inbjudan till samrådet den 12 december 2023",
     "en": "The Ministry of Finance's invitation to the consultation of 12 December 2023"
    }
   }
  ]`, `"note": {}}]`},
		"SE0022 lead": {`"what": "lead"`, `"what": "causes"`},
	} {
		bad := strings.Replace(string(sweden), spoil[0], spoil[1], 1)
		if _, err := readShipped([]byte(bad)); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
