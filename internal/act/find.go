package act

import (
	"context"
	"fmt"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// A FindableKind is a sort of thing that searches lead to.
type FindableKind string

// The kinds.
const (
	FindConsultation FindableKind = "consultation" // the invitation in force
	FindSummary      FindableKind = "summary"      // what was said
	FindMaterial     FindableKind = "material"     // what to read before a meeting
	FindView         FindableKind = "view"         // what somebody has said, as published
	FindCase         FindableKind = "case"         // what somebody has asked a contact point, as published
	FindAnswer       FindableKind = "answer"       // what a body has answered, as published
	FindLedger       FindableKind = "ledger"       // what a body has published of what it buys
	FindSupplier     FindableKind = "supplier"     // a legal person of whom is bought
	FindContact      FindableKind = "contact"      // what a body tells of a meeting
	FindGift         FindableKind = "gift"         // what a body has registered
	FindOrganisation FindableKind = "organisation" // one that has met officials, given or been looked up
)

// FindableKinds lists the kinds in the order in which they are offered.
func FindableKinds() []FindableKind {
	return []FindableKind{FindConsultation, FindSummary, FindMaterial, FindView, FindCase, FindAnswer,
		FindLedger, FindSupplier, FindContact, FindGift, FindOrganisation}
}

// Findable is something that anybody may see and that a search can lead to.
// It is made from Public alone, so that what a page hides is not found (N-20).
type Findable struct {
	ID   string // unlike that of any other
	Mark string // changes when anything of it does
	Kind FindableKind
	Path string // of the page that it leads to, in Swedish
	Body account.Body
	Of   consult.Text // the title of the consultation, or the contact point, that it belongs to; empty for itself
	At   time.Time    // when it was published
	File string       // SHA-256 of the file whose text it is, read by FindableText

	Number int64          // of a view, a case or an answer; of an answer to a case that of the case
	Sort   consult.Sort   // of a case, or of the one that is answered
	From   consult.Sender // of a view: what may be said of who sent it

	Title, Text consult.Text
	Code        string // another way to write a number in Text
}

// A FindableMark tells what is to be read again of a consultation or a contact
// point: what can be found of itself is as it was while Mark is the same, and
// its views are while Log is.
type FindableMark struct {
	Mark string
	Log  int64 // number of the last line of its log
}

// FindableMarks gives a mark for each consultation that is public, and for each
// contact point. It reads no contents, so that it can be asked after each commit.
func (d *Desk) FindableMarks(ctx context.Context) (map[consult.Forum]FindableMark, error) {
	marks := map[consult.Forum]FindableMark{}
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		bodies, err := tx.Bodies()
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, b := range bodies {
			names[string(b.ID)] = fmt.Sprintf("%q %q %t", b.Name, b.NameEnglish, b.Fictitious)
		}
		list, err := tx.PublicMarks()
		for _, m := range list {
			marks[m.Forum] = FindableMark{m.Mark + " " + names[m.Body], m.Log}
		}
		return err
	})
	return marks, err
}

// Findables gives what can be found of a consultation itself, without the text
// of files. A contact point is found by its cases alone.
//
// Faults: NotFound (also for drafts).
func (d *Desk) Findables(ctx context.Context, f consult.Forum) (list []Findable, err error) {
	id := f.Consultation()
	if id == "" {
		return nil, nil
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		p, err := gist(tx, c)
		if err != nil {
			return err
		}
		if c.Summary > 0 {
			v, err := tx.Version(id, consult.Report, c.Summary)
			if err != nil {
				return err
			}
			p.Versions, p.Summary = []consult.Version{v}, v.Summary
		}
		list = p.findables()
		return nil
	})
	return list, err
}

// findables makes what can be found of p.
func (p Public) findables() []Findable {
	c := p.Consultation
	all := []Findable{{ID: "consultation/" + string(c.ID), Kind: FindConsultation,
		Path: "/samrad/" + c.Slug, Body: p.Body, At: c.Changed, Title: c.Content.Title,
		Text: contentSays(c)}}
	if c.Summary > 0 {
		all = append(all, Findable{ID: "summary/" + string(c.ID), Kind: FindSummary,
			Path: "/samrad/" + c.Slug + "#sammanfattning", Body: p.Body, Of: c.Content.Title,
			At: p.Versions[0].Published, Title: c.Content.Title, Text: summarySays(p.Summary)})
	}
	for _, m := range c.Content.Material {
		if m.Added.IsZero() {
			m.Added = c.Changed
		}
		all = append(all, Findable{ID: "material/" + string(c.ID) + "/" + m.ID, Kind: FindMaterial,
			Path: "/samrad/" + c.Slug + "#underlag", Body: p.Body, Of: c.Content.Title, At: m.Added,
			Title: m.Title, File: m.File})
	}
	for i, f := range all {
		all[i].Mark = fmt.Sprintf("%q", []any{f.Path, f.Body.Name, f.Body.NameEnglish,
			f.Body.Fictitious, f.Of, f.At.UnixMilli(), f.File, f.Title, f.Text})
	}
	return all
}

// FindableText gives the text of a file that a consultation lists as material,
// "" where it is of a sort that no text can be read from.
//
// Faults: NotFound (also for a file that is not listed any more).
func (d *Desk) FindableText(ctx context.Context, id consult.ID, file string) (string, error) {
	var a store.Attachment
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		for _, m := range c.Content.Material {
			if m.File == file && c.Published > 0 {
				a, err = tx.Attachment(id, file)
				return err
			}
		}
		return fault.New(fault.NotFound, "material.not-found")
	})
	if err != nil {
		return "", err
	}
	text, err := document.Words(a.Name, a.Bytes)
	if err != nil {
		return "", nil // a picture, a sheet, a damaged file: it is found by its title
	}
	return text, nil
}
