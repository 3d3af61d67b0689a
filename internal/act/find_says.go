package act

import (
	"strings"

	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/markup"
)

// A telling is what something says in each language, paragraph by paragraph.
type telling struct{ swedish, english []string }

// add adds texts that are written as they are read.
func (t *telling) add(texts ...consult.Text) {
	for _, text := range texts {
		t.swedish, t.english = append(t.swedish, text.SV), append(t.english, text.EN)
	}
}

// markdown adds texts that are written in Markdown.
func (t *telling) markdown(texts ...consult.Text) {
	for _, text := range texts {
		t.add(consult.Text{SV: unmarked(text.SV), EN: unmarked(text.EN)})
	}
}

// text gives all of it.
func (t *telling) text() consult.Text {
	return consult.Text{SV: strings.TrimSpace(strings.Join(t.swedish, "\n\n")),
		EN: strings.TrimSpace(strings.Join(t.english, "\n\n"))}
}

// unmarked gives the words of a text in Markdown.
func unmarked(markdown string) string {
	if markdown == "" {
		return ""
	}
	d, err := document.HTML(string(markup.HTML(markdown)))
	if err != nil {
		return markdown
	}
	return d.Words()
}

// contentSays gives what an invitation says, as a page shows it.
func contentSays(c consult.Consultation) consult.Text {
	var t telling
	x := c.Content
	t.add(x.Summary, c.Why)
	t.markdown(x.Background)
	t.add(x.Purpose, x.Invited, x.Plan.Title)
	for _, q := range x.Questions {
		t.add(q.Text)
	}
	for _, item := range x.Agenda {
		t.add(item.Title, item.About)
	}
	for _, made := range x.Commitments {
		t.add(made.Title)
	}
	t.add(x.Meeting.Place, x.Promise.Text, x.Practical, x.Accessibility)
	return t.text()
}

// summarySays gives what a summary says.
func summarySays(s consult.Summary) consult.Text {
	var t telling
	for _, section := range s.Sections {
		t.add(section.Heading)
		t.markdown(section.Body)
	}
	return t.text()
}
