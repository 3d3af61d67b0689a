package consult

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func chaptersOf(sections []LetterSection) []Chapter {
	var list []Chapter
	for _, s := range sections {
		list = append(list, s.Chapter)
	}
	return list
}

func TestLetterHasOnlyWhatIsSaid(t *testing.T) {
	say := Text{SV: "Något"}
	for name, c := range map[string]struct {
		content Content
		want    []Chapter
	}{
		"nothing": {Content{}, []Chapter{ChapterFacts}},
		"texts": {Content{Summary: say, Purpose: say, Practical: say},
			[]Chapter{ChapterFacts, ChapterSummary, ChapterPurpose, ChapterPractical}},
		"plan alone": {Content{Plan: Link{URL: "https://example.se/"}}, []Chapter{ChapterFacts,
			ChapterCommitments}},
		"closed input": {Content{WrittenInput: Input{Email: "a@example.se"}},
			[]Chapter{ChapterFacts}},
		"open input": {Content{WrittenInput: Input{Open: true, Email: "a@example.se"}},
			[]Chapter{ChapterFacts, ChapterWritten}},
		"privacy keeps": {Content{Privacy: Privacy{Keep: 30}}, []Chapter{ChapterFacts}},
		"contact": {Content{Contact: Contact{Phone: "08-123 456 00"}}, []Chapter{ChapterFacts,
			ChapterContact}},
	} {
		got := chaptersOf(Letter(c.content, Text{SV: "Exempeldepartementet"},
			"https://example.se/s", nil))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if got := Letter(Content{}, Text{}, "", nil); len(got) != 0 {
		t.Errorf("nothing to say: %v", chaptersOf(got))
	}
}

// TestAnyOrderIsWhole: whatever a body chooses, each chapter stands once, the
// chosen ones first and in the chosen order.
func TestAnyOrderIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOf(rapid.SampledFrom(append(Chapters(), "nonsense", ""))).Draw(t,
			"chosen")
		order := OrderOf(chosen)
		if len(order) != len(Chapters()) {
			t.Fatalf("%v", order)
		}
		at := -1
		done := map[Chapter]bool{}
		for _, c := range chosen {
			i := slices.Index(order, c)
			if i < 0 || done[c] {
				continue
			}
			done[c] = true
			if i != at+1 {
				t.Fatalf("%s stands at %d in %v, chosen %v", c, i, order, chosen)
			}
			at = i
		}
	})
}

func TestEveryChapterIsWritten(t *testing.T) {
	for _, c := range Chapters() {
		if writeChapter[c] == nil {
			t.Errorf("%s is never written", c)
		}
	}
	if len(writeChapter) != len(Chapters()) {
		t.Error("a chapter is written that is not listed")
	}
}

func TestAgendaWithAndWithoutHours(t *testing.T) {
	c := whole()
	section := letterOf{Content: c}.agenda()
	if len(section.Table.Rows) != 2 || section.Table.Rows[1][0][0].Values["Start"] !=
		Clock(c.Meeting.Start.Add(30*time.Minute)) {
		t.Errorf("%+v", section)
	}
	c.Agenda[0].Minutes = 0
	if section = (letterOf{Content: c}).agenda(); len(section.Items) != 2 ||
		len(section.Table.Rows) != 0 {
		t.Errorf("without hours: %+v", section)
	}
}

func TestBothJoinsLanguageByLanguage(t *testing.T) {
	a, b := Text{SV: "Diskussion", EN: "Discussion"}, Text{SV: "Tre frågor", EN: "Three questions"}
	if got := both(a, ": ", b); got.SV != "Diskussion: Tre frågor" ||
		got.EN != "Discussion: Three questions" {
		t.Errorf("%+v", got)
	}
	if got := both(a, ": ", Text{}); got != a {
		t.Errorf("%+v", got)
	}
	if got := both(a, ": ", Text{SV: "Tre frågor"}); got.EN != "" {
		t.Errorf("half a translation: %+v", got)
	}
}

func TestMaterialLeadsSomewhere(t *testing.T) {
	c := Content{Material: []Material{{ID: "1", Title: Text{SV: "PM"},
		URL: "https://example.se/pm"},
		{ID: "2", Name: "bilaga.pdf", File: "abc"}}}
	items := letterOf{Content: c, page: "https://example.se/s"}.material().Items
	if items[0].Link != "https://example.se/pm" || items[1].Link != "https://example.se/s" ||
		items[1].Text.SV != "bilaga.pdf" {
		t.Errorf("%+v", items)
	}
}
