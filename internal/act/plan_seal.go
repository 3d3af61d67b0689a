package act

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// SealPack keeps the pack that a reviewer gets for a day that is over, and
// enters its hash in the public record: from then it is the same bytes for that
// day, whatever is recorded of it afterwards. To seal a day again changes nothing.
//
// Who may: publishers of the plan's body. Faults: NotFound, Refused (the day is
// not over), Conflict.
func (d *Desk) SealPack(ctx context.Context, who account.Person, slug string,
	day standard.Day) (p plan.Pack, err error) {
	if err := d.MayPublishPlan(ctx, who, slug); err != nil {
		return p, err
	}
	if day >= dayOf(d.Now()) {
		return p, fault.New(fault.Refused, "pack.not-over").At("day")
	}
	bytes, err := d.ReviewPack(ctx, slug, day)
	if err != nil {
		return p, err
	}
	err = d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, of plan.Plan) error {
		on := plan.Date(day.String())
		if p, err = tx.Pack(of.ID, on); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return err
			}
			return note(tx, planning(of.ID), string(who.ID), "seal-pack-again", string(on), nil)
		}
		sum := sha256.Sum256(bytes)
		p = plan.Pack{Plan: of.ID, Day: on, Hash: hex.EncodeToString(sum[:]), Made: tx.Now,
			By: string(who.ID), Size: int64(len(bytes))}
		if err := tx.AddPack(p, bytes); err != nil {
			return err
		}
		if _, err := enter(tx, packSealed, PackObject(of.ID, on)); err != nil {
			return err
		}
		return note(tx, planning(of.ID), string(who.ID), "seal-pack", string(on),
			map[string]any{"hash": p.Hash})
	})
	return p, err
}

// PlanPacks lists what reviewers have been given of a plan, the latest day first.
//
// Faults: NotFound.
func (d *Desk) PlanPacks(ctx context.Context, slug string) (list []plan.Pack, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.PlanBySlug(slug)
		if err != nil {
			return err
		}
		list, err = tx.Packs(p.ID)
		for i := range list {
			list[i].By = ""
		}
		return err
	})
	return list, err
}

// sealedPack gives the pack of a day as it was sealed.
//
// Faults: NotFound (the day is not sealed, or there is no such plan).
func (d *Desk) sealedPack(ctx context.Context, slug string, day standard.Day) (bytes []byte,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.PlanBySlug(slug)
		if err != nil {
			return err
		}
		bytes, err = tx.PackBytes(p.ID, plan.Date(day.String()))
		return err
	})
	return bytes, err
}

// packMore adds what a reviewer wants to know of the dialogue and of the
// judgements: who came by organisation, what was answered, what those who
// report say beside what others say, and the forum.
func (d *Desk) packMore(tx *store.Tx, pages packTables, p PublicPlan, c plan.Content,
	at standard.Day, ending time.Time) error {
	held, err := heldMeetings(tx)
	if err != nil {
		return err
	}
	came := [][]string{{"date", "meeting", "kind", "organisation"}}
	for _, h := range held {
		if h.c.Body != p.Plan.Body || h.c.Content.Template != consult.OGP ||
			dayOf(h.c.Content.Meeting.Start) > at {
			continue
		}
		rows, err := attendanceRows(tx, h.c)
		if err != nil {
			return err
		}
		came = append(came, rows...)
	}
	answers, err := d.packAnswers(tx, account.BodyID(p.Plan.Body), at)
	if err != nil {
		return err
	}
	pages["attendance"], pages["answers"] = came, answers
	pages["assessments"] = assessmentRows(c, p.until(ending).Standings(ending),
		d.Site.URL+"/plan/"+p.Plan.Slug+"/atagande/")
	pages["forum"] = councilRows(c.Council)
	return nil
}

// attendanceRows lists who came to a meeting, organisation by organisation.
// People who came for themselves are a number, and so are businesses that may be
// a person who trades in their own name: a pack that is sealed keeps its bytes
// when the list of who came has been erased.
func attendanceRows(tx *store.Tx, c consult.Consultation) (rows [][]string, err error) {
	came, err := tx.Registrations(store.RegistrationFilter{Consultation: c.ID,
		Status: []consult.Status{consult.Seated, consult.WalkedIn}})
	if err != nil {
		return nil, err
	}
	day, alone, traders, seen := dayOf(c.Content.Meeting.Start).String(), 0, 0, map[string]bool{}
	for _, r := range came {
		name := strings.TrimSpace(r.Organisation)
		switch {
		case r.Attended.IsZero():
		case name == "" || r.Kind == consult.Private || r.Kind == consult.Expert:
			alone++
		case r.Kind == consult.Business && !integrity.IsCompany(name):
			traders++
		case !seen[name]:
			seen[name] = true
			rows = append(rows, []string{day, c.Slug, string(r.Kind), name})
		}
	}
	if alone > 0 {
		rows = append(rows, []string{day, c.Slug, "people", strconv.Itoa(alone)})
	}
	if traders > 0 {
		rows = append(rows, []string{day, c.Slug, string(consult.Business), strconv.Itoa(traders)})
	}
	return rows, nil
}

// packAnswers lists what a body has answered up to a day: every version.
func (d *Desk) packAnswers(tx *store.Tx, body account.BodyID, at standard.Day) ([][]string, error) {
	rows := [][]string{{"published", "consultation", "answer", "version", "views", "position",
		"reason_sv", "reason_en", "link"}}
	heard, err := heardForums(tx, body)
	if err != nil {
		return nil, err
	}
	for _, h := range heard {
		answers, err := tx.PublicAnswers(h.c.ID.Forum())
		if err != nil {
			return nil, err
		}
		for _, a := range answers {
			versions, err := tx.AnswerVersions(a.Answer)
			if err != nil {
				return nil, err
			}
			for _, v := range versions {
				if dayOf(v.At) > at {
					continue
				}
				var views []string
				for _, n := range v.Views {
					views = append(views, strconv.FormatInt(n, 10))
				}
				rows = append(rows, []string{dayOf(v.At).String(), h.c.Slug, strconv.FormatInt(a.Number, 10),
					strconv.Itoa(v.Number), strings.Join(views, " "), string(v.Position),
					v.Reason.SV,
					v.Reason.EN, d.Site.URL + "/samrad/" + h.c.Slug + "/svar"})
			}
		}
	}
	return rows, nil
}

// assessmentRows sets what those who report say beside what others say. The
// source of the former is the report, on the page of the commitment, with the
// role of who gave it and the day.
func assessmentRows(c plan.Content, standings map[string][]plan.Standing, page string) [][]string {
	rows := [][]string{{"commitment", "by", "scale", "value", "language", "on", "source", "self",
		"steps_from_self"}}
	for _, one := range c.Commitments {
		self := plan.Last(standings[one.ID])
		given := []string{one.ID, "self-assessment", "completion", "", "", "", "", "", ""}
		if r := plan.LastReport(standings[one.ID]); r != nil {
			given = []string{one.ID, strings.TrimSuffix("self-assessment: "+r.By, ": "),
				"completion", string(self), "",
				string(PlanDay(r.Given)), page + one.ID + "#rapporter", string(self), ""}
		}
		rows = append(rows, given)
		for _, j := range one.Assessments {
			steps := ""
			if n, ok := j.Steps(self); ok {
				steps = strconv.Itoa(n)
			}
			rows = append(rows, []string{one.ID, j.By, j.ScaleName(), j.Value, j.Language(), string(j.On),
				j.Source, string(self), steps})
		}
	}
	return rows
}

// councilRows lists the members of the forum.
func councilRows(c plan.Council) [][]string {
	rows := [][]string{{"member", "kind", "from", "until", "rules"}}
	for _, m := range c.Members {
		rows = append(rows, []string{m.Name, string(m.Kind), string(m.From), string(m.Until), c.URL})
	}
	return rows
}

// SetCouncil makes the forum's rules and members public, or changes them.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid.
func (d *Desk) SetCouncil(ctx context.Context, who account.Person, slug string, read int,
	c plan.Council, reason string) error {
	return d.remake(ctx, who, slug, read, reason, func(_ *store.Tx, p plan.Plan) (plan.Content,
		error) {
		content := p.Content
		content.Council = c
		return content, c.Check()
	})
}

// JudgeCommitment writes down what somebody outside has found of a commitment,
// in their words and with where it is read.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid.
func (d *Desk) JudgeCommitment(ctx context.Context, who account.Person, slug, commitment string,
	j plan.Judgement) error {
	if err := d.MayPublishPlan(ctx, who, slug); err != nil {
		return err
	}
	if err := j.Check(); err != nil {
		return err
	}
	reason := lang.For(lang.Swedish).T("plan-work.judged-reason", "By", j.By)
	return d.growing(ctx, who, slug, commitment, reason, func(c *plan.Commitment) {
		c.Assessments = append(append([]plan.Judgement{}, c.Assessments...), j)
	})
}

// councilFacts adds the rules of the forum, from the version in which they first stood.
func (d *Desk) councilFacts(f *standard.Facts, p plan.Plan, versions []plan.Version) {
	link := d.Site.URL + "/plan/" + p.Slug
	for _, v := range versions {
		if len(v.Content.Making.Steps) > 0 {
			f.Documents = append(f.Documents,
				standard.Document{ID: p.Slug + "/timeline", Plan: p.Slug,
					Kind: standard.Timeline, Published: dayOf(v.Published), Link: link + "/arbetet"})
			break
		}
	}
	for _, v := range versions {
		if v.Content.Council.Check() == nil {
			f.Documents = append(f.Documents, standard.Document{ID: p.Slug + "/rules",
				Kind: standard.RulesOfParticipation, Published: dayOf(v.Published), Link: link + "/forum"})
			break
		}
	}
}

// channelFacts adds the ways in which one could say something of a plan in the
// making, with the kinds of those who had done so at the end of a day.
func (d *Desk) channelFacts(tx *store.Tx, f *standard.Facts, p plan.Plan, at standard.Day) error {
	for _, name := range p.Content.Making.Forums() {
		v, err := venue(tx, consult.Forum(name))
		if fault.Is(err, fault.NotFound) || err == nil && (!v.Public || !v.Window.Open) {
			continue
		}
		if err != nil {
			return err
		}
		list, err := tx.Copies(store.CopyFilter{Forum: v.Forum, Limit: mostVoices})
		if err != nil {
			return err
		}
		channel := standard.Channel{ID: name, Plan: p.Slug, Opens: dayOf(v.Window.From),
			Closes: dayOf(v.Window.Until), Link: d.Site.URL + v.Path}
		kinds := map[string]bool{}
		for _, c := range list {
			if dayOf(c.Sent) <= at {
				kinds[string(c.Sender.Kind)] = true
			}
		}
		channel.Kinds = slices.Sorted(maps.Keys(kinds))
		f.Channels = append(f.Channels, channel)
	}
	return nil
}
