package act

import (
	"context"
	"strconv"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// adopt follows up the proposals that an answer covers. One that is accepted,
// wholly or in part, becomes a recommendation that leads back to it, with the
// answer beside it; what a later answer says stands beside the first.
func (d *Desk) adopt(tx *store.Tx, who account.Person, a consult.Answer, duties []consult.Duty,
	version consult.AnswerVersion) error {
	position, followed := adopted[version.Position]
	for _, duty := range duties {
		c, err := tx.CopyOf(duty.View)
		if fault.Is(err, fault.NotFound) {
			continue // nothing of it is public
		}
		if err != nil {
			return err
		}
		if c.Sort != consult.AProposal || !followed {
			continue
		}
		m, err := d.proposed(tx, who, a, c, position)
		if err != nil {
			return err
		}
		if m.Entries == 0 {
			continue // not accepted, and never was
		}
		recommendation, err := caseOf(tx, m.ID)
		if err != nil {
			return err
		}
		if err := unconcerned(who, recommendation); err != nil {
			return err
		}
		reason := integrity.Text{SV: version.Reason.SV, EN: version.Reason.EN}
		if err := sayDecided(tx, who, m, "answer-advice", integrity.Said{Response: &integrity.Response{
			Position: position, Reason: reason}}); err != nil {
			return err
		}
	}
	return nil
}

// adopted gives what a position on a view says of the recommendation that it becomes.
var adopted = map[consult.Position]integrity.Position{
	consult.Accepted: integrity.Accepts, consult.PartlyAccepted: integrity.InPart,
	consult.NotAccepted: integrity.Rejects,
}

// proposed gives the matter of a proposal, and makes it where it is accepted
// for the first time.
func (d *Desk) proposed(tx *store.Tx, who account.Person, a consult.Answer, c consult.Copy,
	position integrity.Position) (integrity.Matter, error) {
	h, err := venue(tx, c.Forum)
	if err != nil {
		return integrity.Matter{}, err
	}
	body, err := tx.Body(account.BodyID(a.Body))
	if err != nil {
		return integrity.Matter{}, err
	}
	r := d.recommended(h, body, c)
	m, err := tx.MatterByKey(integrity.Advice, r.Key())
	if !fault.Is(err, fault.NotFound) || position == integrity.Rejects {
		if fault.Is(err, fault.NotFound) {
			err = nil
		}
		return m, err
	}
	m = integrity.Matter{ID: integrity.ID(store.NewID(tx.Now)), Kind: integrity.Advice,
		Body: a.Body,
		Key:  r.Key(), Created: tx.Now}
	if err := tx.AddMatter(m); err != nil {
		return m, err
	}
	err = sayNext(tx, who, &m, "adopt-proposal", integrity.Said{Recommendation: &r})
	return m, err
}

// recommended makes the recommendation of a proposal: what should be done, as
// everybody can read it, and the way back.
func (d *Desk) recommended(h consult.Venue, body account.Body,
	c consult.Copy) integrity.Recommendation {
	_, forum := c.Forum.Parts()
	number := strconv.FormatInt(c.Number, 10)
	text := consult.Said(c.Pieces)
	if p, ok := consult.ProposalOf(text); ok {
		text = p.Measure
	}
	r := integrity.Recommendation{Source: integrity.Source{ID: "forslag-" + forum[max(0, len(forum)-12):],
		By: "Deltagare i samråd", Title: h.Title.SV, On: integrity.Date(dayOf(c.Sent).Time().Format("2006")),
		URL: d.Site.URL + h.Path, Scale: "civil-society"}, Ref: number, To: body.Name,
		Addressee: string(body.ID),
		Forum:     string(c.Forum), View: c.Number, Proposed: h.Path + "/synpunkter/" + number}
	if c.Sender.Language == "en" {
		r.Text.EN = text
	} else {
		r.Text.SV = text
	}
	return r
}

// Screened is what moderation has come to in a forum.
type Screened struct {
	Venue consult.Venue
	Log   consult.ModerationLog
}

// Screening gives what moderation has come to in every consultation that is
// public and at every contact point, where something was sent to it: the site's
// own transparency report.
func (d *Desk) Screening(ctx context.Context) (all []Screened, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		list, err := tx.Consultations(store.ConsultationFilter{Public: true, Limit: mostMeetings})
		if err != nil {
			return err
		}
		var venues []consult.Venue
		for _, c := range list {
			venues = append(venues, c.Venue())
		}
		points, err := contactVenues(tx)
		if err != nil {
			return err
		}
		for _, h := range append(venues, points...) {
			log, err := tx.ModerationLog(h.Forum)
			if err != nil {
				return err
			}
			if log.Received > 0 {
				all = append(all, Screened{h, log})
			}
		}
		return nil
	})
	return all, err
}

// contactVenues gives the contact points of all bodies that have one.
func contactVenues(tx *store.Tx) (all []consult.Venue, err error) {
	bodies, err := tx.ContactBodies()
	for _, b := range bodies {
		h, err := venue(tx, consult.ContactForum(string(b.ID)))
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, err
}

// A ReasonTotal is how often something was withheld for a reason, in all forums.
type ReasonTotal struct {
	Text  consult.Text
	Count int
}

// ReasonsOf counts by reason over forums, in the order in which reasons are
// first met; those that mean the same in several forums are one.
func ReasonsOf(list []Screened) (totals []ReasonTotal) {
	at := map[consult.Text]int{}
	for _, s := range list {
		for _, r := range s.Log.Withheld {
			text := s.Venue.Reason(r.Reason)
			i, known := at[text]
			if !known {
				i = len(totals)
				at[text], totals = i, append(totals, ReasonTotal{Text: text})
			}
			totals[i].Count += r.Count
		}
	}
	return totals
}
