package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// handled gives a view that was sent, and its venue, to who may verb. A draft
// is not found: it is its author's own.
func handled(tx *store.Tx, who account.Person, verb account.Verb, id consult.ViewID) (
	v consult.View, h consult.Venue, err error) {
	if v, err = tx.View(id); err != nil {
		return v, h, err
	}
	if v.State() == consult.ViewDraft {
		return v, h, fault.New(fault.NotFound, "store.not-found")
	}
	if err = who.May(verb, account.BodyID(v.Body)); err != nil {
		return v, h, err
	}
	h, err = venue(tx, v.Forum)
	return v, h, err
}

// A Queue is the views of a forum, as staff see them.
type Queue struct {
	Venue     consult.Venue
	Views     []consult.View
	Count     store.ViewCount
	Unhanded  int // documents that the register has not been given, at most mostImported
	Handovers []store.HandoverCount
}

// Views lists the views of a forum.
//
// Who may: editors of the body.
func (d *Desk) Views(ctx context.Context, who account.Person,
	f store.ViewFilter) (q Queue, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if q.Venue, err = venue(tx, f.Forum); err != nil {
			return err
		}
		if err := who.May(account.SeeViews, account.BodyID(q.Venue.Body)); err != nil {
			return err
		}
		if q.Views, err = tx.Views(f); err != nil {
			return err
		}
		if q.Count, err = tx.CountViews(f.Forum); err != nil {
			return err
		}
		parts, err := tx.Unhanded(f.Forum, mostImported)
		if err != nil {
			return err
		}
		q.Unhanded = len(parts)
		q.Handovers, err = tx.Handovers(f.Forum)
		return err
	})
	return q, err
}

// A ViewDossier is everything of one view, as staff see it.
type ViewDossier struct {
	View     consult.View
	Venue    consult.Venue
	Versions []consult.ViewVersion
	Files    []consult.ViewFile // without their bytes
	Rulings  []consult.Ruling
	Copy     consult.Copy // zero while nothing is published
	Released []string     // the hashes of the originals whose files the copy has
	Barred   bool         // who looks has declared an interest in it
}

// View opens a view that was sent.
//
// Who may: editors of the body that answers for it.
func (d *Desk) View(ctx context.Context, who account.Person,
	id consult.ViewID) (o ViewDossier, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if o.View, o.Venue, err = handled(tx, who, account.SeeViews, id); err != nil {
			return err
		}
		if o.Barred, err = staked(tx, who, string(id)); err != nil {
			return err
		}
		if o.Versions, err = tx.ViewVersions(id); err != nil {
			return err
		}
		if o.Files, err = tx.ViewFiles(id); err != nil {
			return err
		}
		if o.Rulings, err = tx.Rulings(id); err != nil {
			return err
		}
		o.Copy, err = tx.CopyOf(id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		o.Released, err = tx.Originals(id, o.Copy.Files)
		return err
	})
	return o, err
}

// An Original is what a view came as: the letter, scanned, or what was with it.
type Original struct {
	Name  string
	Bytes []byte
}

// EnterView writes down a view that came by e-mail, by letter or orally. It has
// the same standing as one that came by the form, and says how it came. The
// window is the body's to judge: what came in time may be written down later.
//
// What it came as is kept byte for byte beside it, as the files of a view are.
//
// Who may: editors. Faults: Invalid (the fields, the channel, the day, an empty file), TooLarge.
func (d *Desk) EnterView(ctx context.Context, who account.Person, f consult.Forum,
	form consult.ViewForm,
	via consult.Channel, came time.Time, originals ...Original) (v consult.View, err error) {
	err = d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		h, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.HandleViews, account.BodyID(h.Body)); err != nil {
			return err
		}
		v, err = d.enter(tx, who, h, form, via, came, originals)
		return err
	})
	return v, err
}

// enter writes one view down.
func (d *Desk) enter(tx *store.Tx, who account.Person, h consult.Venue, form consult.ViewForm,
	via consult.Channel, came time.Time, originals []Original) (v consult.View, err error) {
	form, err = checked(h, form)
	if err := fault.Fields(faultsOf(err, consult.Entered(via, came, tx.Now))...); err != nil {
		return v, err
	}
	v = begun(h, form, via, tx)
	v.Came, v.Entered = came, string(who.ID)
	if err := tx.AddView(v, ""); err != nil {
		return v, err
	}
	for _, o := range originals {
		if err := keepFile(tx, v.ID, o.Name, o.Bytes); err != nil {
			return v, err
		}
	}
	return v, d.arriveMailed(tx, &v, who)
}

// faultsOf lists the faults in err and one more.
func faultsOf(err error, more *fault.Error) []*fault.Error {
	all := []*fault.Error{more} // how it came stands first in the form
	if e, ok := err.(*fault.Error); ok {
		all = append(all, e)
	}
	return all
}

// RuleView decides on a view: to publish a copy, with masks where they must be,
// or to withhold it for one of the reasons that were fixed before launch. A
// view that was published and is now withheld loses its copy. Files are the
// hashes of the originals of which a converted copy is published too.
//
// Who may: editors of the body that answers for it, without an interest in it.
// Faults: Invalid, Forbidden (an interest), Conflict (a new version has come),
// Refused (withdrawn; an appeal against oneself; not said in what capacity).
func (d *Desk) RuleView(ctx context.Context, who account.Person, id consult.ViewID,
	r consult.Ruling, masks []consult.Mask, files ...string) (v consult.View, err error) {
	forum, err := d.forumOf(ctx, id)
	if err != nil {
		return v, err
	}
	err = d.DB.Write(ctx, string(forum), func(tx *store.Tx) error {
		var h consult.Venue
		if v, h, err = handled(tx, who, account.HandleViews, id); err != nil {
			return err
		}
		if err := disinterested(tx, who, id); err != nil {
			return err
		}
		r.By = string(who.ID)
		if err := v.Rule(r, h, tx.Now); err != nil {
			return err
		}
		if err := tx.SaveView(v); err != nil {
			return err
		}
		if err := ruled(tx, v); err != nil {
			return err
		}
		if err := d.settle(tx, v, masks, files); err != nil {
			return err
		}
		if err := follow(tx, v); err != nil {
			return err
		}
		if err := tellRuled(tx, v); err != nil {
			return err
		}
		return decided(tx, string(forum), who, "view-"+string(v.Ruling.Verdict), string(id),
			map[string]any{"reason": v.Ruling.Reason, "masks": len(masks),
				"appeal": v.Ruling.Second})
	})
	return v, err
}

// settle publishes or removes the copy of a view, as it was ruled.
func (d *Desk) settle(tx *store.Tx, v consult.View, masks []consult.Mask, files []string) error {
	if v.Ruling.Verdict != consult.Publish {
		return removeCopies(tx, v.ID)
	}
	c, err := v.Copied(masks, v.Ruling.By, tx.Now)
	if err != nil {
		return err
	}
	if c.Files, err = converted(tx, v, files); err != nil {
		return err
	}
	if err := d.withoutLink(tx, v.Forum.Consultation(), c); err != nil {
		return maskLink(err)
	}
	return publishCopy(tx, c)
}

// forumOf gives the forum of a view, read before the write: it never changes.
func (d *Desk) forumOf(ctx context.Context, id consult.ViewID) (f consult.Forum, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		v, err := tx.View(id)
		f = v.Forum
		return err
	})
	return f, err
}
