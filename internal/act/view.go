package act

import (
	"context"
	"encoding/hex"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/record"
	"insyn/internal/store"
)

// venue gives what the machinery of views needs to know of a forum. It is the
// one place where views meet the things that they are about.
//
// Faults: NotFound.
func venue(tx *store.Tx, f consult.Forum) (consult.Venue, error) {
	if id := f.Consultation(); id != "" {
		c, err := tx.Consultation(id)
		if err != nil {
			return consult.Venue{}, err
		}
		v := c.Venue()
		if v.Closed, err = tx.ForumClosed(f); err != nil {
			return v, err
		}
		sent, err := lastDraft(tx, id)
		v.Draft, v.DraftUntil = sent.Number, sent.Summary.Until
		return v, err
	}
	if body := f.Contact(); body != "" {
		return contactVenue(tx, body)
	}
	return consult.Venue{}, fault.New(fault.NotFound, "view.no-forum")
}

// A Hearing is a forum that takes views, as the public sees it.
type Hearing struct {
	Venue   consult.Venue
	Body    account.Body
	Refusal error // why no view can be sent now; nil while one can
	NoReply error // why one cannot object to the draft of a summary now; nil while one can
}

// Takes tells why nothing can be said about s now; nil while something can.
func (h Hearing) Takes(s consult.Subject) error {
	if s.About == consult.TheSummary {
		return h.NoReply
	}
	return h.Refusal
}

// Hearing opens a forum to who has something to say.
//
// Faults: NotFound (also for drafts).
func (d *Desk) Hearing(ctx context.Context, f consult.Forum) (h Hearing, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		h, err = hearing(tx, f)
		return err
	})
	return h, err
}

func hearing(tx *store.Tx, f consult.Forum) (h Hearing, err error) {
	if h.Venue, err = venue(tx, f); err != nil {
		return h, err
	}
	if !h.Venue.Public {
		return h, fault.New(fault.NotFound, "view.no-forum")
	}
	h.Refusal, h.NoReply = h.Venue.Accepts(tx.Now), h.Venue.Hears(tx.Now)
	h.Body, err = tx.Body(account.BodyID(h.Venue.Body))
	return h, err
}

// ViewLink gives the link to a view that its author holds.
func (d *Desk) ViewLink(v consult.View) Link {
	return d.link(keys.OwnView, string(v.ID), v.Generation)
}

// view gives the view that a link leads to.
func (d *Desk) view(tx *store.Tx, l Link) (consult.View, error) {
	id, token := l.parts()
	v, err := tx.View(consult.ViewID(id))
	if fault.Is(err, fault.NotFound) ||
		err == nil && !d.Keys.Proves(token, keys.OwnView, id, v.Generation) {
		return consult.View{}, badLink()
	}
	return v, err
}

// An OwnView is a view as its author sees it.
type OwnView struct {
	View     consult.View
	Hearing  Hearing
	Versions []consult.ViewVersion
	Files    []consult.ViewFile // without their bytes
	Copy     consult.Copy       // zero while nothing is published
	Entered  []Entered
	Duty     consult.Duty       // what is owed to it; zero for a draft
	Answer   store.PublicAnswer // zero while there is none
	Mirrored Mirrored           // where the summary leads to it
}

// OwnView shows a view to who holds its link. It changes nothing.
func (d *Desk) OwnView(ctx context.Context, l Link) (o OwnView, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if o.View, err = d.view(tx, l); err != nil {
			return err
		}
		if o.Hearing, err = hearing(tx, o.View.Forum); err != nil {
			return err
		}
		if o.Versions, err = tx.ViewVersions(o.View.ID); err != nil {
			return err
		}
		if o.Entered, err = recordedAs(tx, o.Versions); err != nil {
			return err
		}
		if o.Files, err = tx.ViewFiles(o.View.ID); err != nil {
			return err
		}
		o.Copy, err = tx.CopyOf(o.View.ID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if o.Duty, o.Answer, err = trace(tx, o.View.Forum, o.View.Number); err != nil {
			return err
		}
		o.Mirrored, err = mirrored(tx, o.View.Forum, o.View.Number)
		return err
	})
	return o, err
}

// trace gives what is owed to the view with a number, and its answer; zero for
// a draft, and while there is none.
func trace(tx *store.Tx, f consult.Forum, number int64) (duty consult.Duty, a store.PublicAnswer, err error) {
	duty, err = tx.DutyOf(f, number)
	if err == nil && !duty.Answered.IsZero() {
		a, err = tx.PublicAnswerOf(duty.Answer)
	}
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	a.By = ""
	return duty, a, err
}

// BeginView keeps what somebody has filled in as a draft, and gives the view
// with which to go on. Anybody may, while the forum takes views. Key is what
// the form carried: the same form again leads to the same view. A draft is its
// author's own: nobody else can see that there is one, and the audit log is
// not told.
//
// Faults: Invalid (the fields), NotFound, Refused (the window).
func (d *Desk) BeginView(ctx context.Context, f consult.Forum, key string,
	form consult.ViewForm) (v consult.View, err error) {
	hash := d.formKey(f, key)
	err = d.DB.Bookkeep(ctx, "view-form/"+hash, func(tx *store.Tx) error {
		h, err := hearing(tx, f)
		if err != nil {
			return err
		}
		if v, err = tx.ViewByKey(hash); !fault.Is(err, fault.NotFound) {
			if err != nil || v.State() != consult.ViewDraft {
				return err // sent already: the link leads to its receipt
			}
			return d.rewrite(tx, &v, h, form)
		}
		if err := h.Takes(form.Subject); err != nil {
			return err
		}
		if form.Subject, err = quoted(tx, h.Venue, form.Subject); err != nil {
			return err
		}
		form, err = checked(h.Venue, form)
		if err != nil {
			return err
		}
		v = begun(h.Venue, form, consult.ByWeb, tx)
		return tx.AddView(v, hash)
	})
	return v, err
}

// formKey gives the hash by which a view made from a form is found again.
func (d *Desk) formKey(f consult.Forum, key string) string {
	return hex.EncodeToString(d.Keys.Hash(keys.ViewForm, string(f)+" "+key))
}

// begun makes a draft of what was filled in.
func begun(venue consult.Venue, form consult.ViewForm, via consult.Channel,
	tx *store.Tx) consult.View {
	return consult.View{ID: consult.ViewID(store.NewID(tx.Now)), Forum: venue.Forum,
		Sort: form.Sort, Subject: form.Subject, Sender: form.Sender, Via: via, Body: venue.Body,
		Begun: tx.Now, Saved: 1, Text: form.Text, Generation: 1}
}

// checked reads the address, which account knows how to, and checks the rest.
func checked(venue consult.Venue, form consult.ViewForm) (consult.ViewForm, error) {
	var bad *fault.Error
	if form.Sender.Email != "" {
		address, wrong := account.Address(form.Sender.Email)
		form, bad = withAddress(form, address), at(wrong, "email")
	}
	return form.Check(venue, bad)
}

func withAddress(form consult.ViewForm, address string) consult.ViewForm {
	if address != "" {
		form.Sender.Email = address
	}
	return form
}

// rewrite writes a draft over with what was filled in since.
func (d *Desk) rewrite(tx *store.Tx, v *consult.View, h Hearing, form consult.ViewForm) error {
	if err := h.Takes(form.Subject); err != nil {
		return err
	}
	subject, err := quoted(tx, h.Venue, form.Subject)
	if err != nil {
		return err
	}
	form.Subject = subject
	form, err = checked(h.Venue, form)
	if err != nil {
		return err
	}
	if form.Saved != 0 && form.Saved != v.Saved {
		return fault.New(fault.Conflict, "view.saved-since")
	}
	v.Sort, v.Subject, v.Sender, v.Text = form.Sort, form.Subject, form.Sender, form.Text
	v.Saved++
	return tx.SaveView(*v)
}

// An Entered version of a view is in the public record, or waits for its place.
type Entered struct {
	Version int
	Leaf    store.Leaf
}

// recordedAs gives the entries of the versions of a view.
func recordedAs(tx *store.Tx, versions []consult.ViewVersion) (all []Entered, err error) {
	for _, version := range versions {
		leaves, err := tx.LeavesOf(receptionObject(version.View, version.Number))
		if err != nil {
			return nil, err
		}
		for _, l := range leaves {
			all = append(all, Entered{version.Number, l})
		}
	}
	return all, nil
}

// ViewReceipt gives the receipt of a version of a view to who holds its link:
// with the proof that it is in the public record as soon as it has its place
// there, else without. It waits a moment for that.
//
// Faults: NotFound.
func (d *Desk) ViewReceipt(ctx context.Context, l Link, version int) (r record.Receipt, err error) {
	var of []Entered
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		v, err := d.view(tx, l)
		if err != nil {
			return err
		}
		of, err = recordedAs(tx, []consult.ViewVersion{{View: v.ID, Number: version}})
		return err
	})
	if err != nil {
		return r, err
	}
	if len(of) == 0 {
		return r, fault.New(fault.NotFound, "store.not-found")
	}
	return d.Receipt(ctx, of[0].Leaf.Entry, true)
}
