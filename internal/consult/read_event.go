package consult

import "time"

// An Event is what a calendar file says of a meeting, as plain values.
type Event struct {
	Summary     string
	Description string
	Location    string
	URL         string
	Organizer   string // e-mail address
	Start, End  time.Time
}

// ReadEvent turns a calendar entry into a structured draft. Its description is
// read as an invitation; what the entry's own fields say goes before what was
// found there. Quotes of those fields stand on no line.
func ReadEvent(e Event) Reading {
	r := ReadInvitation(e.Description)
	if title := fold(e.Summary); title != "" {
		if r.Title.Found() && r.Title.Text != title {
			r.Name = r.Title
		}
		r.Title = Quote{Text: title}
		if e.Description == "" {
			words, _ := split(title)
			r.Language = languageOf(words)
		}
	}
	if !e.Start.IsZero() {
		r.Meeting.Start, r.Meeting.End = e.Start.UTC(), e.End.UTC()
		if e.End.IsZero() {
			r.Meeting.End = time.Time{}
		}
	}
	r.eventPlace(e)
	if e.Organizer != "" && !r.Registration.Address.Found() {
		r.Registration.Address = Quote{Text: e.Organizer}
		r.Addresses = append(r.Addresses, r.Registration.Address)
	}
	return r
}

// eventPlace takes the location, where Outlook and others often put the
// meeting's own link.
func (r *Reading) eventPlace(e Event) {
	for _, s := range []string{e.Location, e.URL} {
		for _, link := range linksIn(line{raw: s, text: s}) {
			if joinsMeeting(link.URL) {
				if r.Join.URL == "" {
					r.Join = link
				}
				r.Meeting.Form = Online
			}
		}
	}
	place := fold(e.Location)
	if place == "" || r.Join.URL != "" && place == r.Join.URL {
		return
	}
	r.Meeting.Place = Quote{Text: place}
	form := reader{Reading: *r}
	form.formOf()
	r.Meeting.Form = form.Meeting.Form
}
