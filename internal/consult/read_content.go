package consult

import (
	"fmt"
	"strings"
)

// Content gives what was read as the content of a draft. It holds what the
// text says and nothing else: no template, no sentence of ours. The meeting's
// own link is left out of every text, since content is public.
func (r Reading) Content(t Template) Content {
	d := drafter{Reading: r, own: r.fields()}
	c := Content{
		Template:   t,
		Title:      d.text(r.Title.Text),
		Summary:    d.text(d.rest(r.Summary)),
		Background: d.text(d.rest(r.Background)),
		Purpose:    d.text(d.rest(r.Purpose)),
		Invited:    d.text(r.Invited.String()),
		Meeting: Meeting{Start: r.Meeting.Start, End: r.Meeting.End, Zone: "Europe/Stockholm",
			Form: r.Meeting.Form, Place: d.text(r.Meeting.Place.Text)},
		Registration: Registering{Closes: r.Registration.Closes,
			Capacity: r.Registration.Capacity},
		Contact:       d.contact(),
		WrittenInput:  d.written(),
		Accessibility: d.text(r.Accessibility.String()),
		Privacy:       Privacy{Purpose: d.text(r.Privacy.String())},
		Promise:       Promise{Text: d.text(r.Promise.String())},
		Practical:     d.text(d.rest(append(append(Passage{}, r.Form...), r.Practical...))),
	}
	if c.Title.Empty() {
		c.Title = d.text(r.Name.Text)
	}
	if r.Plan.URL != "" {
		c.Plan = Link{Title: d.text(r.Plan.Words), URL: r.Plan.URL}
	}
	for _, n := range r.Commitments {
		c.Commitments = append(c.Commitments, Commitment{Title: d.text(n.Text)})
	}
	for i, q := range r.Questions {
		c.Questions = append(c.Questions, Question{ID: fmt.Sprintf("q%d", i+1),
			Text: d.text(q.Text)})
	}
	for i, m := range r.Material {
		if !joinsMeeting(m.URL) {
			c.Material = append(c.Material,
				Material{ID: fmt.Sprintf("m%d", i+1), Title: d.text(m.title()), URL: m.URL})
		}
	}
	for _, item := range r.Agenda {
		c.Agenda = append(c.Agenda, d.item(item))
	}
	return c
}

// title gives the words of a link, or its address where it has none.
func (l ReadLink) title() string {
	if l.Words == "" {
		return l.URL
	}
	return l.Words
}

// A drafter makes texts of quotes.
type drafter struct {
	Reading
	own map[string]bool // sentences that have a field of their own
}

// text says words in the language of the invitation.
func (d drafter) text(words string) Text {
	words = strings.TrimSpace(d.withhold(words))
	if d.Language == "en" {
		return Text{EN: words}
	}
	return Text{SV: words}
}

// withhold takes links that lead nowhere and the meeting's own out of words.
func (d drafter) withhold(words string) string {
	if strings.Contains(words, "](") {
		words = markedLink.ReplaceAllStringFunc(words, func(s string) string {
			m := markedLink.FindStringSubmatch(s)
			if leads(m[2]) == "" || joinsMeeting(m[2]) {
				return m[1]
			}
			return s
		})
	}
	if strings.Contains(words, "://") || has(strings.ToLower(words), "www.") {
		before := words
		words = bareLink.ReplaceAllStringFunc(words, func(s string) string {
			if joinsMeeting(s) {
				return ""
			}
			return s
		})
		if words != before { // "Digitalt möte, https://…" leaves a comma that leads nowhere
			words = strings.TrimRight(words, " \u00a0,;:(–-")
		}
	}
	return words
}

// rest gives paragraphs without those that only say what has a field of its
// own: how to register and write, the notices, the link to the plan.
func (d drafter) rest(p Passage) string {
	var rest Passage
	for _, q := range p {
		if !d.told(q) {
			rest = append(rest, q)
		}
	}
	return rest.String()
}

// told tells whether every sentence of q stands in a field of its own.
func (d drafter) told(q Quote) bool {
	for _, s := range sentences(line{text: q.Text}) {
		if !d.own[fold(s.text)] {
			return false
		}
	}
	return true
}

// fields lists the sentences that have a field of their own.
func (r Reading) fields() map[string]bool {
	all := map[string]bool{}
	for _, p := range []Passage{r.Registration.How, r.Written, r.Accessibility, r.Privacy,
		r.Promise,
		{r.Registration.Seats, r.Plan.Quote}} {
		for _, q := range p {
			all[q.Text] = true
		}
	}
	return all
}

func (d drafter) contact() Contact {
	c := Contact{Email: mailbox.FindString(d.Contact.String())}
	if c.Email == "" {
		c.Email = mailbox.FindString(d.Registration.Address.Text)
	}
	if c.Email == "" && len(d.Addresses) > 0 {
		c.Email = d.Addresses[0].Text
	}
	if len(d.Phones) > 0 {
		c.Phone = d.Phones[0].Text
	}
	if len(d.Contact) > 0 {
		name, _, _ := strings.Cut(d.Contact[0].Text, c.Email)
		c.Name = d.text(strings.Trim(name, " ,;:–-"))
	}
	return c
}

func (d drafter) written() Input {
	if !d.Written.Found() {
		return Input{}
	}
	return Input{Open: true, Until: d.WrittenUntil, Email: mailbox.FindString(d.Written.String()),
		How: d.text(d.Written.String())}
}

func (d drafter) item(item ReadItem) Item {
	it := Item{Part: item.Part, Title: d.text(item.Title.Text), Minutes: item.Minutes,
		About: d.text(item.About.String())}
	if item.Who.Found() {
		it.Who = []Text{d.text(item.Who.Text)}
	}
	return it
}

// Template tells what kind of consultation the text reads as, by its words. It
// is a proposal for the officer, who chooses.
func (r Reading) Template() Template {
	lower := strings.ToLower(r.Title.Text + " " + r.Name.Text + " " + r.Summary.String())
	switch {
	case r.Meeting.Start.IsZero() && has(lower, "remiss", "skriftligt samråd", "written"):
		return Written
	case has(lower, "open government partnership", "ogp"):
		return OGP
	case has(lower, "nod-", "nod ", "nationellt organ för dialog"):
		return NOD
	}
	return Sakrad
}
