package act

import (
	"context"
	"fmt"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// FoundViews is what there is to know of the views of a consultation, or of the
// cases of a contact point, and of the answers to them.
type FoundViews struct {
	List []Findable
	Gone []string // IDs, as Findable has them, of what cannot be found any more
	All  bool     // List has every view there is: what is not in it has gone
}

// mostSince is how many lines of a log are looked through before it is quicker
// to read all views again.
const mostSince = 500

// FindableViews gives the published copies of the views of a forum and the
// published answers, and nothing else that is known of a view: all of them
// where since is 0, else those to which something was done after that line of
// its log.
//
// Faults: NotFound (also for drafts).
func (d *Desk) FindableViews(ctx context.Context, forum consult.Forum,
	since int64) (f FoundViews, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = FoundViews{All: since == 0}
		h, err := hearing(tx, forum)
		if err != nil {
			return err
		}
		var lines []store.Entry
		if since > 0 {
			if lines, err = tx.AuditSince(string(forum), since, mostSince); err != nil {
				return err
			}
			f.All = len(lines) == mostSince
		}
		if f.All {
			return h.findAll(tx, &f)
		}
		return h.findSince(tx, &f, lines)
	})
	return f, err
}

// findAll adds every published copy, and every published answer.
func (h Hearing) findAll(tx *store.Tx, f *FoundViews) error {
	for after := int64(0); ; {
		list, err := tx.Copies(store.CopyFilter{Forum: h.Venue.Forum, After: after, Limit: 500})
		if err != nil {
			return err
		}
		for _, c := range list {
			f.List = append(f.List, h.findView(c))
			if err := h.findReply(tx, f, c); err != nil {
				return err
			}
			after = c.Number
		}
		if len(list) < 500 {
			return h.findAnswers(tx, f)
		}
	}
}

// findSince adds what is published of the views and the answers that lines tell of.
func (h Hearing) findSince(tx *store.Tx, f *FoundViews, lines []store.Entry) error {
	seen := map[string]bool{}
	for _, line := range lines {
		if seen[line.Object] {
			continue
		}
		var err error
		switch {
		case line.Act == answerPublish:
			seen[line.Object] = true
			err = h.findAnswerOf(tx, f, consult.AnswerID(line.Object))
		case strings.HasPrefix(line.Act, "view-"), strings.HasPrefix(line.Act, "case-"):
			seen[line.Object] = true
			err = h.findViewOf(tx, f, consult.ViewID(line.Object))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// findViewOf adds what is published of one view, or says that it has gone.
func (h Hearing) findViewOf(tx *store.Tx, f *FoundViews, id consult.ViewID) error {
	c, err := tx.CopyOf(id)
	if fault.Is(err, fault.NotFound) {
		f.Gone = append(f.Gone, viewFindable+string(id), answerFindable+string(id))
		return nil
	}
	if err != nil {
		return err
	}
	f.List = append(f.List, h.findView(c))
	return h.findReply(tx, f, c)
}

// viewFindable begins the ID of what can be found of a view.
const viewFindable = "view/"

// findView makes what can be found of a published copy: what may be read of
// its text, and what may be said of its sender.
func (h Hearing) findView(c consult.Copy) Findable {
	f := Findable{ID: viewFindable + string(c.View), Kind: FindView, Body: h.Body,
		Of: h.Venue.Title, At: c.Sent, Number: c.Number, Sort: c.Sort, From: c.Sender, Path: h.viewPath(c.Number)}
	if h.Venue.Forum.Contact() != "" {
		f.Kind = FindCase
	}
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

// viewPath is where the view with a number is read.
func (h Hearing) viewPath(number int64) string { return fmt.Sprintf("%s/%d", h.Venue.Views(), number) }
