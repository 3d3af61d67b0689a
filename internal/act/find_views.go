package act

import (
	"context"
	"fmt"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// FoundViews is what there is to know of the views of a consultation, and of
// the answers to them.
type FoundViews struct {
	List []Findable
	Gone []string // IDs, as Findable has them, of what cannot be found any more
	All  bool     // List has every view there is: what is not in it has gone
}

// mostSince is how many lines of a log are looked through before it is quicker
// to read all views again.
const mostSince = 500

// FindableViews gives the published copies of the views of a consultation and
// the published answers, and nothing else that is known of a view: all of them
// where since is 0, else those to which something was done after that line of
// its log.
//
// Faults: NotFound (also for drafts).
func (d *Desk) FindableViews(ctx context.Context, id consult.ID, since int64) (f FoundViews, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = FoundViews{All: since == 0}
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		p, err := gist(tx, c)
		if err != nil {
			return err
		}
		var lines []store.Entry
		if since > 0 {
			if lines, err = tx.AuditSince(string(id.Forum()), since, mostSince); err != nil {
				return err
			}
			f.All = len(lines) == mostSince
		}
		if f.All {
			return p.findAll(tx, &f)
		}
		return p.findSince(tx, &f, lines)
	})
	return f, err
}

// findAll adds every published copy, and every published answer.
func (p Public) findAll(tx *store.Tx, f *FoundViews) error {
	for after := int64(0); ; {
		list, err := tx.Copies(store.CopyFilter{Forum: p.Consultation.ID.Forum(), After: after, Limit: 500})
		if err != nil {
			return err
		}
		for _, c := range list {
			f.List = append(f.List, p.findView(c))
			after = c.Number
		}
		if len(list) < 500 {
			return p.findAnswers(tx, f)
		}
	}
}

// findSince adds what is published of the views and the answers that lines tell of.
func (p Public) findSince(tx *store.Tx, f *FoundViews, lines []store.Entry) error {
	seen := map[string]bool{}
	for _, line := range lines {
		if seen[line.Object] {
			continue
		}
		if line.Act == answerPublish {
			seen[line.Object] = true
			if err := p.findAnswerOf(tx, f, consult.AnswerID(line.Object)); err != nil {
				return err
			}
		}
		if !strings.HasPrefix(line.Act, "view-") {
			continue
		}
		seen[line.Object] = true
		c, err := tx.CopyOf(consult.ViewID(line.Object))
		switch {
		case fault.Is(err, fault.NotFound):
			f.Gone = append(f.Gone, viewFindable+line.Object)
		case err != nil:
			return err
		default:
			f.List = append(f.List, p.findView(c))
		}
	}
	return nil
}

// viewFindable begins the ID of what can be found of a view.
const viewFindable = "view/"

// findView makes what can be found of a published copy: what may be read of
// its text, and what may be said of its sender.
func (p Public) findView(c consult.Copy) Findable {
	f := Findable{ID: viewFindable + string(c.View), Kind: FindView, Body: p.Body,
		Of: p.Consultation.Content.Title, At: c.Sent, Number: c.Number, From: c.Sender,
		Path: fmt.Sprintf("/samrad/%s/synpunkter/%d", p.Consultation.Slug, c.Number)}
	said := consult.Said(c.Pieces)
	if c.Sender.Language == "en" {
		f.Text.EN = said
	} else {
		f.Text.SV = said
	}
	name := strings.TrimSpace(c.Sender.Name + " " + c.Sender.Organisation)
	f.Title = consult.Text{SV: name, EN: name}
	f.Mark = fmt.Sprint(c.Edition)
	return f
}
