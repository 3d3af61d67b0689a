package act

import (
	"context"
	"fmt"
	"strings"
	"time"

	"insyn/ical"
	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// product names who wrote a calendar file.
const product = "-//Insyn//Insyn//SV"

// event makes the calendar entry of a consultation in a language, without
// anything that concerns one person.
func (d *Desk) event(c consult.Consultation, b account.Body, l lang.Language, at time.Time) ical.Event {
	p := lang.For(l)
	in := func(t consult.Text) string { return t.In(string(l)) }
	page := d.Site.URL + ConsultationPath(l, c.Slug)
	e := ical.Event{
		UID: string(c.ID) + "@" + d.Site.domain(), Sequence: c.Sequence, Stamp: at.Truncate(time.Second),
		Start: c.Content.Meeting.Start, End: c.Content.Meeting.End, Zone: c.Content.Meeting.Zone,
		Summary: in(c.Content.Title), Location: in(c.Content.Meeting.Place), URL: page, Language: string(l),
		Organizer: ical.Address{Name: bodyName(b, l), Email: b.Email},
		Created:   c.First.Truncate(time.Second), LastModified: c.Changed.Truncate(time.Second),
	}
	var text strings.Builder
	if s := in(c.Content.Summary); s != "" {
		text.WriteString(s + "\n\n")
	}
	if len(c.Content.Agenda) > 0 {
		text.WriteString(p.T("calendar.agenda") + "\n")
	}
	for _, item := range c.Content.Timetable() {
		if !item.Start.IsZero() {
			text.WriteString(p.Time(item.Start) + " ")
		}
		text.WriteString(in(item.Title) + "\n")
	}
	text.WriteString("\n" + p.T("calendar.page") + " " + page + "\n")
	if b.Fictitious {
		text.WriteString(p.T("calendar.fictitious") + "\n")
	}
	e.Description = strings.TrimSpace(text.String())
	return e
}

// bodyName gives the name of a body in a language.
func bodyName(b account.Body, l lang.Language) string {
	if l == lang.English && b.NameEnglish != "" {
		return b.NameEnglish
	}
	return b.Name
}

// ConsultationPath gives the path of a consultation's public page.
func ConsultationPath(l lang.Language, slug string) string {
	if l == lang.English {
		return "/en/samrad/" + slug
	}
	return "/samrad/" + slug
}

// personal makes the calendar message for one participant. Calendars are
// shared with colleagues, so the entry leads to the join address and never to
// the personal page, and says nothing of the meeting link.
func (d *Desk) personal(c consult.Consultation, b account.Body, r consult.Registration, method string,
	at time.Time) (ical.Calendar, error) {
	l := lang.Language(r.Language)
	e := d.event(c, b, l, at)
	e.Sequence, e.Class, e.Status = r.Sequence, ical.Private, ical.Confirmed
	e.URL = d.joinAddress(l, r)
	if c.Content.Meeting.Form != consult.OnSite {
		e.Description += "\n\n" + lang.For(l).T("calendar.join") + " " + e.URL
	}
	to := ical.Address{Name: r.Name, Email: r.Email, Language: r.Language}
	switch method {
	case "REQUEST":
		return ical.Request(product, e, to), nil
	case "CANCEL":
		if !c.Cancelled.IsZero() {
			return ical.CancelMeeting(product, e, to), nil
		}
		return ical.CancelPerson(product, e, to), nil
	}
	return ical.Calendar{}, fmt.Errorf("act: no calendar message is made by the method %q", method)
}

// joinAddress gives the whole address of the join page of r.
func (d *Desk) joinAddress(l lang.Language, r consult.Registration) string {
	return d.Site.URL + path(l, "/ga-med/") + string(d.link(keys.Join, string(r.ID), r.Generation))
}

// path gives a path in a language.
func path(l lang.Language, swedish string) string {
	if l == lang.English {
		return "/en" + swedish
	}
	return swedish
}

// Calendar gives the calendar file of who holds a seat, the same as was mailed.
//
// Faults: Refused (no seat).
func (d *Desk) Calendar(ctx context.Context, l Link) (file []byte, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		r, err := d.registration(tx, keys.Personal, l)
		if err != nil {
			return err
		}
		c, b, err := consultationAndBody(tx, r.Consultation)
		if err != nil {
			return err
		}
		if r.Status != consult.Seated || r.Email == "" || !c.Content.Meeting.Set() {
			return fault.New(fault.Refused, "link.no-seat")
		}
		cal, err := d.personal(c, b, r, "REQUEST", tx.Now)
		if err != nil {
			return err
		}
		file, err = cal.Encode()
		return err
	})
	return file, err
}

func consultationAndBody(tx *store.Tx, id consult.ID) (consult.Consultation, account.Body, error) {
	c, err := tx.Consultation(id)
	if err != nil {
		return c, account.Body{}, err
	}
	b, err := tx.Body(account.BodyID(c.Body))
	return c, b, err
}

// Feed gives the public calendar: all meetings that are public, nobody's name
// and no meeting link. With a slug it holds that consultation alone.
func (d *Desk) Feed(ctx context.Context, l lang.Language, slug string) (file []byte, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err := feedOf(tx, slug)
		if err != nil {
			return err
		}
		var events []ical.Event
		for _, c := range list {
			if !c.Content.Meeting.Set() || c.Published == 0 {
				continue
			}
			b, err := tx.Body(account.BodyID(c.Body))
			if err != nil {
				return err
			}
			e := d.event(c, b, l, c.Changed)
			if !c.Cancelled.IsZero() {
				e.Status, e.Stamp = ical.Cancelled, c.Cancelled.Truncate(time.Second)
			}
			events = append(events, e)
		}
		file, err = ical.Publish(product, lang.For(l).T("calendar.feed"), events...).Encode()
		return err
	})
	return file, err
}

func feedOf(tx *store.Tx, slug string) ([]consult.Consultation, error) {
	if slug == "" {
		return tx.Consultations(store.ConsultationFilter{Public: true, Limit: 500})
	}
	c, err := tx.ConsultationBySlug(slug)
	if err == nil && c.Published == 0 {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	return []consult.Consultation{c}, err
}
