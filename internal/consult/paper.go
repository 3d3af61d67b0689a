package consult

import (
	"slices"
	"strings"
	"time"
)

// A Chapter is a part of the letter of invitation. Bodies have orders of their
// own for them.
type Chapter string

// The chapters.
const (
	ChapterFacts         Chapter = "facts" // when, where, how to register
	ChapterSummary       Chapter = "summary"
	ChapterInvited       Chapter = "invited"
	ChapterBackground    Chapter = "background"
	ChapterCommitments   Chapter = "commitments"
	ChapterPurpose       Chapter = "purpose"
	ChapterAgenda        Chapter = "agenda"
	ChapterQuestions     Chapter = "questions"
	ChapterMaterial      Chapter = "material"
	ChapterWritten       Chapter = "written"
	ChapterAccessibility Chapter = "accessibility"
	ChapterPractical     Chapter = "practical"
	ChapterPromise       Chapter = "promise"
	ChapterPrivacy       Chapter = "privacy"
	ChapterContact       Chapter = "contact"
)

// Chapters lists the chapters in the order in which ministries write them.
func Chapters() []Chapter {
	return []Chapter{ChapterFacts, ChapterSummary, ChapterBackground, ChapterCommitments,
		ChapterPurpose,
		ChapterInvited, ChapterAgenda, ChapterQuestions, ChapterMaterial, ChapterWritten,
		ChapterAccessibility, ChapterPractical, ChapterPromise, ChapterPrivacy, ChapterContact}
}

// OrderOf makes an order of what a body has chosen: its chapters first, the
// others after them, so that nothing is lost. Names that are none are passed by.
func OrderOf(chosen []Chapter) []Chapter {
	var order []Chapter
	for _, c := range append(slices.Clone(chosen), Chapters()...) {
		if slices.Contains(Chapters(), c) && !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	return order
}

// Words are what a place of the letter says: a message with its values, a span
// of time, or a text of the organiser's. A value may be a Text.
type Words struct {
	Key        string
	Values     map[string]any
	Text       Text
	Markdown   bool // Text is Markdown
	From, Till time.Time
	Link       string // where they lead
}

// A Grid is a table of the letter. Each cell is lines of words.
type Grid struct {
	Head []string    // keys of the headings of its columns; nil: the first column names the rows
	Rows [][][]Words // rows, cells, lines
}

// A LetterSection is a chapter as it is written out: a heading, then what of
// the rest there is, in this order.
type LetterSection struct {
	Chapter    Chapter
	Heading    string // key of the message; "" for none
	Table      Grid
	Paragraphs []Words
	Items      []Words
	Numbered   bool // the items
}

// empty tells whether s says nothing.
func (s LetterSection) empty() bool {
	return len(s.Table.Rows) == 0 && len(s.Paragraphs) == 0 && len(s.Items) == 0
}

// Letter lays out the invitation as sections in an order of chapters. Chapters
// that have nothing to say are left out. Sender is who invites, page the
// address where one registers.
func Letter(c Content, sender Text, page string, order []Chapter) []LetterSection {
	var sections []LetterSection
	for _, chapter := range OrderOf(order) {
		s := writeChapter[chapter](letterOf{c, sender, page})
		s.Chapter = chapter
		if !s.empty() {
			sections = append(sections, s)
		}
	}
	return sections
}

// letterOf is what chapters are written from.
type letterOf struct {
	Content
	sender Text
	page   string
}

// writeChapter writes each chapter.
var writeChapter = map[Chapter]func(letterOf) LetterSection{
	ChapterFacts:   letterOf.facts,
	ChapterSummary: func(l letterOf) LetterSection { return telling("", l.Summary, false) },
	ChapterInvited: func(l letterOf) LetterSection {
		return telling("invitation.invited",
			l.Invited, false)
	},
	ChapterBackground: func(l letterOf) LetterSection {
		return telling("invitation.background",
			l.Background, true)
	},
	ChapterPurpose: func(l letterOf) LetterSection {
		return telling("invitation.purpose",
			l.Purpose, false)
	},
	ChapterCommitments: letterOf.commitments,
	ChapterAgenda:      letterOf.agenda,
	ChapterQuestions:   letterOf.questions,
	ChapterMaterial:    letterOf.material,
	ChapterWritten:     letterOf.written,
	ChapterAccessibility: func(l letterOf) LetterSection {
		return telling("invitation.accessibility", l.Accessibility, false)
	},
	ChapterPractical: func(l letterOf) LetterSection {
		return telling("invitation.practical",
			l.Practical, false)
	},
	ChapterPromise: letterOf.promise,
	ChapterPrivacy: letterOf.privacy,
	ChapterContact: letterOf.contact,
}

// telling is a section of one text.
func telling(heading string, t Text, markdown bool) LetterSection {
	if t.Empty() {
		return LetterSection{}
	}
	return LetterSection{Heading: heading, Paragraphs: []Words{{Text: t, Markdown: markdown}}}
}

// row adds a row of a table of facts, unless it says nothing.
func (g *Grid) row(name string, lines ...Words) {
	lines = slices.DeleteFunc(lines, func(w Words) bool {
		return w.Key == "" && w.From.IsZero() && w.Text.Empty()
	})
	if len(lines) > 0 {
		g.Rows = append(g.Rows, [][]Words{{{Key: name}}, lines})
	}
}

func (l letterOf) facts() LetterSection {
	s := LetterSection{Heading: "invitation.facts"}
	t := &s.Table
	t.row("invitation.sender", Words{Text: l.sender})
	if l.Meeting.Set() {
		t.row("invitation.when", Words{From: l.Meeting.Start, Till: l.Meeting.End})
		t.row("invitation.where", Words{Text: l.Meeting.Place})
		if l.Meeting.Form == Online || l.Meeting.Form == Hybrid {
			t.row("invitation.link", Words{Key: "invitation.link-shown"})
		}
	}
	if l.page != "" {
		name := "invitation.registration"
		if !l.Meeting.Set() {
			name = "invitation.page"
		}
		t.row(name, l.registration()...)
	}
	return s
}

// registration says where one registers, until when, and how many there is
// room for.
func (l letterOf) registration() []Words {
	lines := []Words{{Text: Text{SV: l.page, EN: l.page}, Link: l.page}}
	r := l.Registration
	if !l.Meeting.Set() {
		return lines
	}
	if !r.Closes.IsZero() {
		lines = append(lines, Words{Key: "invitation.until",
			Values: map[string]any{"Time": r.Closes}})
	}
	if r.Capacity > 0 {
		lines = append(lines, Words{Key: "invitation.seats",
			Values: map[string]any{"Count": r.Capacity}})
	}
	return lines
}

func (l letterOf) commitments() LetterSection {
	s := LetterSection{Heading: "invitation.commitments"}
	for _, c := range l.Commitments {
		s.Items = append(s.Items, Words{Text: c.Title})
	}
	s.Numbered = len(s.Items) > 1
	if l.Plan.URL != "" {
		title := l.Plan.Title
		if title.Empty() {
			title = Text{SV: l.Plan.URL, EN: l.Plan.URL}
		}
		s.Paragraphs = []Words{{Text: title, Link: l.Plan.URL}}
	}
	if len(s.Items) == 0 {
		s.Heading = "invitation.plan"
	}
	return s
}

func (l letterOf) agenda() LetterSection {
	s := LetterSection{Heading: "invitation.agenda"}
	timed := l.Timetable()
	if len(timed) == 0 {
		return s
	}
	if timed[0].Start.IsZero() {
		for _, item := range timed {
			s.Items = append(s.Items, Words{Text: both(item.Title, ": ", item.About)})
		}
		return s
	}
	s.Table.Head = []string{"invitation.hour", "invitation.item", "invitation.who"}
	for _, item := range timed {
		what := []Words{{Text: both(item.Title, ": ", item.About)}}
		var hour, who []Words
		if !item.Start.IsZero() {
			hour = []Words{{Key: "invitation.clock", Values: map[string]any{
				"Start": Clock(item.Start), "End": Clock(item.End)}}}
		}
		for _, w := range item.Who {
			who = append(who, Words{Text: w})
		}
		s.Table.Rows = append(s.Table.Rows, [][]Words{hour, what, who})
	}
	return s
}

// A Clock is a moment of which only the time of day is written.
type Clock time.Time

// both joins two texts, language by language.
func both(a Text, between string, b Text) Text {
	if b.Empty() {
		return a
	}
	t := Text{SV: a.SV + between + b.SV}
	if a.EN != "" && b.EN != "" {
		t.EN = a.EN + between + b.EN
	}
	return t
}

func (l letterOf) questions() LetterSection {
	s := LetterSection{Heading: "invitation.questions", Numbered: true}
	for _, q := range l.Questions {
		s.Items = append(s.Items, Words{Text: q.Text})
	}
	return s
}

func (l letterOf) material() LetterSection {
	s := LetterSection{Heading: "invitation.material"}
	for _, m := range l.Material {
		w := Words{Text: m.Title, Link: m.URL}
		if w.Link == "" {
			w.Link = l.page // a file is kept where the consultation is
		}
		if w.Text.Empty() {
			w.Text = Text{SV: m.Name, EN: m.Name}
		}
		s.Items = append(s.Items, w)
	}
	return s
}

func (l letterOf) written() LetterSection {
	in := l.WrittenInput
	if !in.Open {
		return LetterSection{}
	}
	s := LetterSection{Heading: "invitation.written"}
	if !in.How.Empty() {
		s.Paragraphs = append(s.Paragraphs, Words{Text: in.How})
	}
	if l.page != "" {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.written-page",
			Values: map[string]any{"Address": l.page}})
	}
	said := in.How.SV + in.How.EN
	if in.Email != "" && !strings.Contains(said, in.Email) {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.written-to",
			Values: map[string]any{"Address": in.Email}})
	}
	if !in.Until.IsZero() {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.written-until",
			Values: map[string]any{"Time": in.Until}})
	}
	return s
}

func (l letterOf) promise() LetterSection {
	s := telling("invitation.promise", l.Promise.Text, false)
	if !s.empty() && !l.Promise.By.IsZero() {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.promise-by",
			Values: map[string]any{"Time": l.Promise.By}})
	}
	return s
}

func (l letterOf) privacy() LetterSection {
	p := l.Privacy
	s := LetterSection{Heading: "invitation.privacy"}
	if !p.Controller.Empty() {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.controller",
			Values: map[string]any{"Controller": p.Controller}})
	}
	if !p.Purpose.Empty() {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.data-purpose",
			Values: map[string]any{"Purpose": p.Purpose}})
	}
	if !p.Basis.Empty() {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.data-basis",
			Values: map[string]any{"Basis": p.Basis}})
	}
	if !p.Rights.Empty() {
		s.Paragraphs = append(s.Paragraphs, Words{Text: p.Rights})
	}
	if len(s.Paragraphs) > 0 {
		s.Paragraphs = append(s.Paragraphs, Words{Key: "invitation.keep",
			Values: map[string]any{"Count": p.keepDays()}})
	}
	return s
}

func (l letterOf) contact() LetterSection {
	s := LetterSection{Heading: "invitation.contact"}
	c := l.Contact
	s.Table.row("invitation.contact-name", Words{Text: c.Name})
	if c.Email != "" {
		s.Table.row("invitation.contact-mail", Words{Text: Text{SV: c.Email, EN: c.Email},
			Link: "mailto:" + c.Email})
	}
	if c.Phone != "" {
		s.Table.row("invitation.contact-phone", Words{Text: Text{SV: c.Phone, EN: c.Phone}})
	}
	return s
}
