package act

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// A Trace is what a consultation has left: how many of each kind were invited,
// registered and came, who agreed to be named, what was said, and what became
// of it. Nobody is named who has not agreed to it.
type Trace struct {
	Body         account.Body
	Consultation consult.Consultation
	Held         bool
	Kinds        []consult.Outcome // empty before the meeting
	Invited      int
	InvitedGone  bool // the list of those invited is deleted: only how many there were is left
	Named        []Listed
	Views        []consult.Copy
	Answers      map[int64]store.PublicAnswer // by the number of the view
	Adopted      map[int64]string             // key of the recommendation that a view became
}

// Answered counts the views that have an answer.
func (t Trace) Answered() (n int) {
	for _, v := range t.Views {
		if _, answered := t.Answers[v.Number]; answered {
			n++
		}
	}
	return n
}

// Came counts those who came.
func (t Trace) Came() (n int) {
	for _, k := range t.Kinds {
		n += k.Attended
	}
	return n
}

// Registered counts those who registered.
func (t Trace) Registered() (n int) {
	for _, k := range t.Kinds {
		n += k.Registered
	}
	return n
}

// mostTraced is how many views of a consultation are looked through.
const mostTraced = 5000

// Traces gives what every public consultation has left, the latest first.
func (d *Desk) Traces(ctx context.Context) (all []Trace, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		list, err := tx.Consultations(store.ConsultationFilter{Public: true, Limit: mostMeetings})
		if err != nil {
			return err
		}
		adopted, err := adoptions(tx)
		if err != nil {
			return err
		}
		for _, c := range list {
			t, err := traced(tx, c)
			if err != nil {
				return err
			}
			t.Adopted = adopted[string(c.ID.Forum())]
			all = append(all, t)
		}
		return nil
	})
	return all, err
}

// traced gives what one consultation has left.
func traced(tx *store.Tx, c consult.Consultation) (t Trace, err error) {
	p, err := gist(tx, c)
	if err != nil {
		return t, err
	}
	if err := people(tx, &p); err != nil {
		return t, err
	}
	t = Trace{Body: p.Body, Consultation: c, Held: p.State == consult.Held}
	if t.Held {
		t.Named = p.Listed
		if err := t.counts(tx); err != nil {
			return t, err
		}
	}
	list, err := tx.Copies(store.CopyFilter{Forum: c.ID.Forum(), Limit: mostTraced})
	if err != nil {
		return t, err
	}
	t.Views = anonymous(list)
	t.Answers, err = answersTo(tx, c.ID.Forum())
	return t, err
}

// counts fills in how many of each kind were invited, registered and came.
func (t *Trace) counts(tx *store.Tx) error {
	invited, err := invitedTo(tx, t.Consultation.ID)
	if err != nil {
		return err
	}
	people, err := tx.Registrations(store.RegistrationFilter{Consultation: t.Consultation.ID})
	if err != nil {
		return err
	}
	for _, row := range consult.Outcomes(invited, people) {
		t.Invited += row.Invited
		if row.Invited+row.Registered+row.Attended > 0 {
			t.Kinds = append(t.Kinds, row)
		}
	}
	purged, err := tx.Purges(t.Consultation.ID)
	for _, p := range purged {
		if p.What == "invitees" {
			t.Invited, t.InvitedGone = t.Invited+p.Count, true
		}
	}
	return err
}

// adoptions gives the keys of the recommendations that grew from views, by
// forum and the number of the view.
func adoptions(tx *store.Tx) (map[string]map[int64]string, error) {
	matters, said, err := sayings(tx, integrity.Advice)
	by := map[string]map[int64]string{}
	for _, m := range matters {
		r := integrity.Fold(m, said[m.ID]).Now()
		if r.Forum == "" {
			continue
		}
		if by[r.Forum] == nil {
			by[r.Forum] = map[int64]string{}
		}
		by[r.Forum][r.View] = m.Key
	}
	return by, err
}
