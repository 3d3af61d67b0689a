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
