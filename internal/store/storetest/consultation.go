package storetest

import (
	"errors"
	"fmt"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

func consultations(s suite) {
	c := s.begin("c")
	byID := func(tx *store.Tx) (consult.Consultation, error) { return tx.Consultation("c") }
	equal(s, c, byID)
	equal(s, c, func(tx *store.Tx) (consult.Consultation, error) {
		return tx.ConsultationBySlug("c")
	})
	missing(s, func(tx *store.Tx) (consult.Consultation, error) { return tx.Consultation("d") })
	missing(s, func(tx *store.Tx) (consult.Consultation, error) {
		return tx.ConsultationBySlug("d")
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { // the slug is taken
		return tx.AddConsultation(Consultation("d", "exempel", "c"))
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { // no such body
		return tx.AddConsultation(Consultation("d", "nobody", "d"))
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.SaveConsultation(Consultation("d", "exempel", "d"))
	})

	c.Published, c.First, c.Changed, c.Sequence = 1, Noon, Noon.Add(time.Second), 2
	c.Cancelled, c.Why, c.Summary = Noon.Add(time.Hour), consult.Text{SV: "Sjukdom"}, 1
	s.write(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
	equal(s, c, byID)

	// A later draft does not show before it is published.
	draft := c.Content
	draft.Title.SV = "Ett annat namn"
	s.write(func(tx *store.Tx) error {
		return tx.AddVersion(consult.Version{Consultation: "c", Paper: consult.Invitation,
			Number: 2, Content: draft, Edited: Noon})
	})
	equal(s, c, byID)
	c.Published, c.Content = 2, draft
	s.write(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
	equal(s, c, byID)
}

func list(s suite) {
	at := func(id, title string, days int, published int) consult.Consultation {
		c := Consultation(id, "exempel", id)
		c.Content.Title = consult.Text{SV: title, EN: "About " + id}
		c.Content.Meeting.Start = Noon.AddDate(0, 0, days)
		c.Content.Meeting.End = c.Content.Meeting.Start.Add(time.Hour)
		c.Published = published
		return c
	}
	other := at("other", "Annat organ", 4, 1)
	other.Body = "annan"
	bare := at("bare", "Utan tid", 0, 0)
	bare.Content.Meeting = consult.Meeting{}
	s.write(func(tx *store.Tx) error {
		return errors.Join(Add(tx, at("past", "Ärenden 100 %", -3, 1)),
			Add(tx, at("next", "Öppna DATA", 3, 1)), Add(tx, at("draft", "Öppna_val", 5, 0)),
			Add(tx, other), Add(tx, bare))
	})
	yes, no := true, false
	for _, row := range []struct {
		f    store.ConsultationFilter
		want []string
	}{
		{store.ConsultationFilter{}, []string{"draft", "other", "next", "bare", "past"}},
		{store.ConsultationFilter{Public: true}, []string{"other", "next", "past"}},
		{store.ConsultationFilter{Body: "exempel", Public: true}, []string{"next", "past"}},
		{store.ConsultationFilter{Upcoming: &yes, Public: true}, []string{"other", "next"}},
		{store.ConsultationFilter{Upcoming: &no}, []string{"past"}},
		{store.ConsultationFilter{Upcoming: &yes}, []string{"draft", "other", "next", "bare"}},
		{store.ConsultationFilter{Query: "ÖPPNA data"}, []string{"next"}},
		{store.ConsultationFilter{Query: "öppna"}, []string{"draft", "next"}},
		{store.ConsultationFilter{Query: "about NEXT"}, []string{"next"}},
		{store.ConsultationFilter{Query: "100 %"}, []string{"past"}},
		{store.ConsultationFilter{Query: "a_v"}, []string{"draft"}},
		{store.ConsultationFilter{Query: `\`}, []string{}},
		{store.ConsultationFilter{Query: "' or 1=1 --"}, []string{}},
		{store.ConsultationFilter{Limit: 2}, []string{"draft", "other"}},
		{store.ConsultationFilter{Limit: 2, After: "other"}, []string{"next", "bare"}},
		{store.ConsultationFilter{After: "past"}, []string{}},
		{store.ConsultationFilter{Body: "exempel' or '1'='1"}, []string{}},
	} {
		s.read(func(tx *store.Tx) error {
			got, err := ids(tx.Consultations(row.f))
			same(s, got, err, row.want)
			return nil
		})
	}
}

func paging(s suite) {
	const many = 25
	s.write(func(tx *store.Tx) error {
		for i := range many {
			c := Consultation(fmt.Sprintf("c%02d", i), "exempel", fmt.Sprint(i))
			c.Content.Meeting.Start = Noon.AddDate(0, 0, i/5) // five at the same hour
			if err := Add(tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	s.read(func(tx *store.Tx) error {
		whole, err := ids(tx.Consultations(store.ConsultationFilter{}))
		var pages []string
		for after := ""; err == nil; after = pages[len(pages)-1] {
			var page []string
			page, err = ids(tx.Consultations(store.ConsultationFilter{Limit: 4, After: after}))
			if pages = append(pages, page...); len(page) < 4 {
				break
			}
		}
		same(s, pages, err, whole)
		if len(pages) != many {
			s.Errorf("%d consultations on all pages", len(pages))
		}
		return nil
	})
}

func versions(s suite) {
	c := s.begin("c")
	v := consult.Version{Consultation: "c", Paper: consult.Invitation, Number: 1, Saved: 1,
		Content: c.Content, Author: "p", Edited: Noon}
	get := func(tx *store.Tx) (consult.Version, error) {
		return tx.Version("c", consult.Invitation, 1)
	}
	open := func(tx *store.Tx) (consult.Version, error) {
		return tx.OpenDraft("c", consult.Invitation)
	}
	equal(s, v, get)
	equal(s, v, open)

	// Who saves what somebody else has saved meanwhile is told so.
	v.Author, v.Reason, v.Edited, v.Content.Title.SV = "q", "fel dag", Noon.Add(time.Hour), "Ny"
	v.Asked, v.AskedBy = Noon, "q"
	s.write(func(tx *store.Tx) error { return tx.SaveVersion(v) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SaveVersion(v) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.PublishVersion(v) })
	v.Saved = 2
	equal(s, v, get)
	equal(s, v.Content.Title, func(tx *store.Tx) (consult.Text, error) {
		c, err := tx.Consultation("c")
		return c.Content.Title, err
	})

	// What is public is never written again.
	v.Approved, v.Published = "chief", Noon.Add(2*time.Hour)
	s.write(func(tx *store.Tx) error { return tx.PublishVersion(v) })
	equal(s, v, get)
	missing(s, open)
	for _, again := range []func(*store.Tx) error{
		func(tx *store.Tx) error { return tx.SaveVersion(v) },
		func(tx *store.Tx) error { return tx.PublishVersion(v) },
		func(tx *store.Tx) error { return tx.DropDraft("c", consult.Invitation, 1) },
		func(tx *store.Tx) error { return tx.AddVersion(v) },
		func(tx *store.Tx) error { n := v; n.Number = 3; return tx.AddVersion(n) },
	} {
		s.fails(fault.Conflict, again)
	}
	for _, absent := range []func(*store.Tx) error{
		func(tx *store.Tx) error { n := v; n.Number = 2; return tx.SaveVersion(n) },
		func(tx *store.Tx) error { n := v; n.Number = 2; return tx.PublishVersion(n) },
		func(tx *store.Tx) error { return tx.DropDraft("c", consult.Invitation, 2) },
	} {
		s.fails(fault.NotFound, absent)
	}

	report := consult.Version{Consultation: "c", Paper: consult.Report, Number: 1, Saved: 1,
		Summary: c.Content.Outline(), Author: "p", Edited: Noon}
	two := v
	two.Number, two.Saved, two.Published, two.Approved = 2, 1, time.Time{}, ""
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddVersion(report), tx.AddVersion(two))
	})
	equal(s, []consult.Version{v, two}, func(tx *store.Tx) ([]consult.Version, error) {
		return tx.Versions("c", consult.Invitation)
	})
	equal(s, report, func(tx *store.Tx) (consult.Version, error) {
		return tx.OpenDraft("c", consult.Report)
	})
	equal(s, two, open)
	s.write(func(tx *store.Tx) error { return tx.DropDraft("c", consult.Invitation, 2) })
	missing(s, open)
}

func seating(s suite) {
	c := s.begin("c")
	get := func(tx *store.Tx) (consult.Seating, error) { return tx.Seating("c") }
	want := c.Seating()
	equal(s, want, get)
	want.Taken, want.Order, want.Waiting = 2, 7, 5
	changed := want
	changed.Capacity, changed.Published = 9999, true // not decisions of the sheet
	s.write(func(tx *store.Tx) error { return tx.SaveSeating("c", changed) })
	equal(s, want, get)

	// The sheet follows the consultation and keeps its seats.
	c.Published, c.Content.Registration.Capacity, c.Content.Registration.Screening = 1, 40, true
	c.Content.Registration.Offer = 24
	s.write(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
	c.Taken = 2
	want = c.Seating()
	want.Order, want.Waiting = 7, 5
	equal(s, want, get)
	equal(s, 2, func(tx *store.Tx) (int, error) {
		c, err := tx.Consultation("c")
		return c.Taken, err
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SaveSeating("d", want) })
	missing(s, func(tx *store.Tx) (consult.Seating, error) { return tx.Seating("d") })

	// So does the sheet of a draft that is saved again.
	d := s.begin("d")
	d.Content.Registration.Capacity = 77
	s.write(func(tx *store.Tx) error {
		return tx.SaveVersion(consult.Version{Consultation: "d", Paper: consult.Invitation,
			Number: 1, Saved: 1, Content: d.Content, Edited: Noon})
	})
	equal(s, d.Seating(), func(tx *store.Tx) (consult.Seating, error) { return tx.Seating("d") })
}

func link(s suite) {
	c := s.begin("c")
	get := func(tx *store.Tx) ([]byte, error) { return tx.MeetingLink("c") }
	missing(s, get)
	for _, sealed := range [][]byte{{0, 1, 2, 255}, []byte("other")} {
		s.write(func(tx *store.Tx) error { return tx.SetMeetingLink("c", sealed) })
		equal(s, sealed, get)
	}
	c.HasLink = true
	equal(s, c, func(tx *store.Tx) (consult.Consultation, error) { return tx.Consultation("c") })
	s.write(func(tx *store.Tx) error { return tx.SetMeetingLink("c", nil) })
	missing(s, get)
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.SetMeetingLink("d", []byte{1}) })
}

func attachments(s suite) {
	s.begin("c")
	s.begin("d")
	a := store.Attachment{Hash: "00ff", Name: "Åtagande.pdf", Type: "application/pdf", Size: 3,
		Added: Noon, Bytes: []byte{0, 1, 2}}
	get := func(tx *store.Tx) (store.Attachment, error) { return tx.Attachment("c", "00ff") }
	s.write(func(tx *store.Tx) error { return tx.AddAttachment("c", a) })
	equal(s, a, get)
	missing(s, func(tx *store.Tx) (store.Attachment, error) { return tx.Attachment("d", "00ff") })
	a.Name = "Åtaganden.pdf"
	s.write(func(tx *store.Tx) error { return tx.AddAttachment("c", a) })
	equal(s, a, get)
}
