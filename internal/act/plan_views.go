package act

import (
	"fmt"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// A heardForum is a public consultation with what is owed to the views that
// came in to it.
type heardForum struct {
	c    consult.Consultation
	owed []consult.Duty
}

// heardForums lists the consultations of a body, or of all for "", in which
// something was said. As on the clock that everybody can see, nothing is owed
// to what was withdrawn, or withheld for a published reason, before it was answered.
func heardForums(tx *store.Tx, body account.BodyID) (all []heardForum, err error) {
	list, err := tx.Consultations(store.ConsultationFilter{Body: body, Public: true,
		Limit: mostMeetings})
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		duties, err := tx.Duties(c.ID.Forum())
		if err != nil {
			return nil, err
		}
		h := heardForum{c: c}
		for _, duty := range duties {
			if duty.Stage() != consult.StageEnded {
				h.owed = append(h.owed, duty)
			}
		}
		if len(h.owed) > 0 {
			all = append(all, h)
		}
	}
	return all, nil
}

// handledViews gives the views that came in to all consultations, and when they were answered.
func handledViews(tx *store.Tx) ([]plan.Handled, error) {
	all := []plan.Handled{}
	heard, err := heardForums(tx, "")
	for _, h := range heard {
		for _, duty := range h.owed {
			answered := duty.Answered
			if duty.Declined { // a reason why not is no answer
				answered = time.Time{}
			}
			all = append(all, plan.Handled{Received: duty.Received, Answered: answered,
				Path: "/samrad/" + h.c.Slug + "/svar", Number: duty.Number})
		}
	}
	return all, err
}

// handledCases gives the cases of all contact points that have a page of their
// own, and when they were answered. Those that everybody cannot read are not
// among them: the facts of a measure are public one by one.
func handledCases(tx *store.Tx) ([]plan.Handled, error) {
	all := []plan.Handled{}
	bodies, err := tx.ContactBodies()
	if err != nil {
		return nil, err
	}
	for _, b := range bodies {
		f := store.CopyFilter{Forum: consult.ContactForum(string(b.ID)), Limit: 1000}
		for {
			copies, err := tx.Copies(f)
			if err != nil {
				return nil, err
			}
			for _, c := range copies {
				duty, err := tx.DutyOf(f.Forum, c.Number)
				if err != nil {
					return nil, err
				}
				all = append(all, handledCase(b, duty))
			}
			if len(copies) < f.Limit {
				break
			}
			f.After = copies[len(copies)-1].Number
		}
	}
	return all, nil
}

// handledCase gives the times of a case; a reason why not is no answer.
func handledCase(b account.Body, duty consult.Duty) plan.Handled {
	h := plan.Handled{Received: duty.Received, Answered: duty.Answered,
		Path: "/kontakt/" + string(b.ID) + "/arenden", Number: duty.Number}
	h.Ended = duty.Ended
	if duty.Declined { // a reason why there is no answer is none
		h.Answered, h.Ended = time.Time{}, duty.Answered
	}
	return h
}

// viewFacts adds what was said in the consultations of a body about its plans,
// and how it was considered.
func (d *Desk) viewFacts(tx *store.Tx, f *standard.Facts, body string) error {
	heard, err := heardForums(tx, account.BodyID(body))
	if err != nil {
		return err
	}
	for _, h := range heard {
		if h.c.Content.Template != consult.OGP {
			continue
		}
		for _, duty := range h.owed {
			f.Views = append(f.Views, standard.View{ID: viewFact(h.c.Slug, duty.Number),
				Received: dayOf(duty.Received)})
		}
		if err := d.answerFacts(tx, f, h.c); err != nil {
			return err
		}
	}
	return nil
}

// viewFact names a view among the facts.
func viewFact(slug string, number int64) string { return fmt.Sprintf("%s/%d", slug, number) }

// answerFacts adds every version of the answers of a consultation, so that a
// day that is past looks as it did then. To say that there will be no answer
// is to consider nothing.
func (d *Desk) answerFacts(tx *store.Tx, f *standard.Facts, c consult.Consultation) error {
	answers, err := tx.PublicAnswers(c.ID.Forum())
	if err != nil {
		return err
	}
	for _, a := range answers {
		versions, err := tx.AnswerVersions(a.Answer)
		if err != nil {
			return err
		}
		link := fmt.Sprintf("%s/samrad/%s/svar#svar-%d", d.Site.URL, c.Slug, a.Number)
		for _, v := range versions {
			for _, number := range v.Views {
				f.Answers = append(f.Answers, standard.Answer{View: viewFact(c.Slug, number),
					On: dayOf(v.At), Reasoned: v.Position != consult.Unanswered && !v.Reason.Empty(),
					Link: link})
			}
		}
	}
	return nil
}
