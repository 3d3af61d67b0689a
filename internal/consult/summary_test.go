package consult

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
)

func TestReferencesOfASummary(t *testing.T) {
	for text, want := range map[string][]int64{
		"Flera vill det (#3, #1).": {1, 3}, "Alla (#2–#4).": {2, 3, 4}, "Alla (#2-4).": {2, 3, 4},
		"#7 sade det": {7}, "#7–#7": {7}, "#9–#2": {2, 9}, "#1–#999999": {1, 999999},
		"https://example.se/#12": nil, "sida?x=#12": nil, "a#12": nil, "##12": nil, "`#12`": nil,
		"&#12;": nil, "#12a": nil, "# 12": nil, "[#12](/x)": nil, "#12345678": nil, "": nil,
	} {
		if got := References(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestReferencesLeadToViews(t *testing.T) {
	path := func(n int64) string {
		if n == 2 {
			return ""
		}
		return "/v/" + string(rune('0'+n))
	}
	for text, want := range map[string]string{
		"Flera (#1, #2).": "Flera ([#1](/v/1), #2).", "Alla (#3–#5).": "Alla ([#3](/v/3)–[#5](/v/5)).",
		"Alla #3–5!": "Alla [#3](/v/3)–[5](/v/5)!", "a#1": "a#1", "": "",
	} {
		if got := Linked(text, path); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Where nothing can be read nothing is changed, whatever the text is.
func TestTextWithoutReadableViewsStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text") + rapid.SampledFrom([]string{"#1", "(#2–#3)", "#", ""}).Draw(t, "ref")
		if got := Linked(text, func(int64) string { return "" }); got != text {
			t.Errorf("%q became %q", text, got)
		}
		all := Summary{Sections: []Section{{Body: Text{SV: text}}}}.Statements("sv")
		for i, st := range all {
			if st.Number != i+1 || strings.TrimSpace(st.Text) == "" {
				t.Errorf("sentence %d: %+v", i, st)
			}
		}
	})
}

func TestSentencesOfASummary(t *testing.T) {
	s := Summary{Sections: []Section{{}, {Body: Text{SV: `### Rubrik

Flera vill **mer** (#1). En ville t.ex. ha mindre! "Varför?" Frågade hen.
Fortsättning på raden. (#2) Och så.

- Ett [ord](https://example.se)
- Två
  och en halv
1. Tre`}}}}
	want := []Statement{
		{1, 1, "Flera vill mer (#1).", []int64{1}}, {2, 1, "En ville t.ex. ha mindre!", nil},
		{3, 1, `"Varför?"`, nil}, {4, 1, "Frågade hen.", nil},
		{5, 1, "Fortsättning på raden. (#2)", []int64{2}}, {6, 1, "Och så.", nil},
		{7, 1, "Ett ord", nil}, {8, 1, "Två och en halv", nil}, {9, 1, "Tre", nil},
	}
	if d := cmp.Diff(want, s.Statements("sv")); d != "" {
		t.Error(d)
	}
	if st, ok := s.Statement("sv", 9); !ok || st.Text != "Tre" {
		t.Errorf("%+v", st)
	}
	for _, n := range []int{-1, 0, 10} {
		if st, ok := s.Statement("sv", n); ok {
			t.Errorf("%d: %+v", n, st)
		}
	}
}

func TestCoverageOfASummary(t *testing.T) {
	s := Summary{Sections: []Section{{Body: Text{SV: "Ett (#1). Två (#1, #9)."}},
		{Body: Text{SV: "Ingen.", EN: "None (#8)."}}, {Body: Text{SV: "Igen (#1)."}}}}
	got := s.Cover([]int64{1, 3}, map[int64]bool{1: true, 3: true})
	want := Coverage{Views: []Reflected{{1, []int{1, 2, 4}, []int{0, 2}}, {Number: 3}},
		Missing: []int64{3}, Bare: []Statement{{3, 1, "Ingen.", nil}}, Unknown: []int64{8, 9}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheRightOfReply(t *testing.T) {
	now := time.Date(2023, 12, 20, 9, 0, 0, 0, time.UTC)
	s := Summary{Sections: []Section{{Body: Text{SV: "Ett (#1)."}}}}
	known := map[int64]bool{1: true}
	for name, row := range map[string]struct {
		reply Reply
		text  Summary
		want  string
	}{
		"nothing was said": {Reply{}, Summary{}, ""},
		"no draft":         {Reply{Said: 1}, s, "draft-out.first"},
		"a later version":  {Reply{Said: 1, Final: true}, s, ""},
		"still running":    {Reply{Drafts: 1, Until: now.Add(1)}, s, "draft-out.running"},
		"just over":        {Reply{Drafts: 1, Until: now}, s, ""},
		"no answer": {Reply{Drafts: 1, Until: now, Pending: []int64{4}}, s,
			"draft-out.unanswered"},
		"later, still running": {Reply{Drafts: 2, Final: true, Until: now.Add(1)}, s,
			"draft-out.running"},
		"a view that is none": {Reply{Drafts: 1, Until: now},
			Summary{Sections: []Section{{Body: Text{SV: "#2"}}}},
			"draft-out.no-such-view"},
	} {
		got := ""
		if e, ok := row.reply.Allows(row.text, known, now).(*fault.Error); ok {
			got = e.Message
		}
		if got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

func TestAnObjectionHasItsTimeAndItsDraft(t *testing.T) {
	now := time.Date(2023, 12, 20, 9, 0, 0, 0, time.UTC)
	v := Venue{Public: true, Draft: 2, DraftUntil: now.Add(time.Hour)}
	closed := v
	closed.Closed = now
	for name, row := range map[string]struct {
		venue Venue
		at    time.Time
		want  fault.Kind
	}{"open": {v, now, ""}, "over": {v, now.Add(time.Hour), fault.Refused}, "ended": {closed, now, fault.Refused},
		"hidden": {Venue{Draft: 1}, now, fault.NotFound}, "none": {Venue{Public: true}, now, fault.Refused}} {
		if got := fault.Of(row.venue.Takes(Subject{About: TheSummary}, row.at)); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	for id, want := range map[string]bool{"1": true, "2": true, "3": false, "0": false, "": false,
		"x": false} {
		if got := v.Has(Subject{About: TheSummary, ID: id}); got != want {
			t.Errorf("draft %q: %t", id, got)
		}
	}
	form := ViewForm{Text: "Nej.", Sort: Objection, Subject: Subject{About: TheWhole},
		Sender: Sender{Kind: APerson}}
	if f, err := form.Check(v); err != nil || f.Sort != AView {
		t.Errorf("%v, %v", f.Sort, err)
	}
}

func TestAReasonWhyNotSettlesWithoutAnswering(t *testing.T) {
	now := time.Date(2023, 12, 20, 9, 0, 0, 0, time.UTC)
	d := Duty{Number: 1, Received: now.AddDate(0, 0, -1), Due: now.AddDate(0, 0, 9)}
	d.Settle(Unanswered, now)
	c := Clocked([]Duty{d}, now)
	if d.Open() || d.Stage() != StageDeclined || c.Answered != 0 || c.Declined != 1 ||
		c.InTime != 0 ||
		c.Counted != 1 || c.HasMedian {
		t.Errorf("%+v, %+v", d, c)
	}
	d.Settle(Accepted, now.AddDate(0, 0, 2))
	d.Settle(NotAccepted, now.AddDate(0, 0, 5)) // a new version moves no clock
	if d.Stage() != StageAnswered || !d.Answered.Equal(now.AddDate(0, 0, 2)) {
		t.Errorf("%+v", d)
	}
}
