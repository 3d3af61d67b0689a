package act

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// aboutPlan is what a mail about a plan is about.
type aboutPlan struct {
	Reporter     plan.ReporterID     `json:",omitempty"`
	Subscription plan.SubscriptionID `json:",omitempty"`
	Period       plan.Period         `json:",omitempty"`
	Late         bool                `json:",omitempty"`
	From, Until  time.Time           `json:",omitzero"`
}

// askReport puts a mail in the outbox that asks for a report, once for an occasion.
func askReport(tx *store.Tx, r plan.Reporter, p plan.Period, late bool, occasion string) error {
	return tx.Enqueue(store.Mail{Kind: MailPlanReport, Due: tx.Now,
		Key:  strings.Join([]string{MailPlanReport, string(r.ID), string(p), occasion}, "|"),
		Data: mustJSON(aboutPlan{Reporter: r.ID, Period: p, Late: late})})
}

// newsEvery is how long what is new in a plan is gathered before it is told.
const newsEvery = time.Hour

// planMoved sets what follows when a plan has got a new version: its new
// addresses are watched, those who follow it are told, those who report are asked.
func (d *Desk) planMoved(tx *store.Tx, p plan.Plan, c plan.Content) error {
	if err := watchNew(tx, c); err != nil {
		return err
	}
	if err := planTold(tx, p.ID); err != nil {
		return err
	}
	return nextOccasion(tx, p.ID, c)
}

// planTold sets when those who follow a plan are told what is new in it.
func planTold(tx *store.Tx, id plan.ID) error {
	at := tx.Now.Truncate(newsEvery).Add(newsEvery)
	return schedule(tx, jobPlanNews, string(id)+"|"+stamp(at), at)
}

// nextOccasion sets when those who report are written to next, while the plan
// that was decided is still reported.
func nextOccasion(tx *store.Tx, id plan.ID, c plan.Content) error {
	next := c.Rhythm.NextOccasion(tx.Now.In(lang.Stockholm))
	from, _ := next.Period.Span(lang.Stockholm)
	end := c.End.Last()
	if !c.Decided() || !end.IsZero() && from.After(end) {
		return nil
	}
	return schedule(tx, jobPlanReport, string(id), next.At)
}

// askReports mails those who report of a plan and have not yet, and sets the next time.
func (d *Desk) askReports(ctx context.Context, id plan.ID) error {
	return d.DB.Bookkeep(ctx, planning(id), func(tx *store.Tx) error {
		p, err := tx.Plan(id)
		if err != nil {
			return err
		}
		reporters, err := tx.Reporters(id)
		if err != nil {
			return err
		}
		reports, err := tx.PlanReports(id)
		if err != nil {
			return err
		}
		now := tx.Now.In(lang.Stockholm)
		for _, r := range reporters {
			o := p.Content.Rhythm.NextOccasion(now.AddDate(0, 0, -1))
			if r.Live() && owes(r, o.Period, reports) && reportable(p.Content, o.Period, now) {
				if err := askReport(tx, r, o.Period, o.Late, stamp(o.At)); err != nil {
					return err
				}
			}
		}
		return nextOccasion(tx, id, p.Content)
	})
}

// reportable tells whether a plan is reported for a period.
func reportable(c plan.Content, p plan.Period, now time.Time) bool {
	return slices.Contains(ReportPeriods(c, now), p)
}

// owes tells whether a commitment of a reporter has no report for a period.
func owes(r plan.Reporter, p plan.Period, reports []plan.Report) bool {
	for _, id := range r.Commitments {
		if !slices.ContainsFunc(reports, func(x plan.Report) bool {
			return x.Commitment == id && x.Period == p
		}) {
			return true
		}
	}
	return false
}

// newsBatch is how many subscribers one transaction writes to.
const newsBatch = 100

// tellNews mails those who follow a plan what is new in it up to now.
func (d *Desk) tellNews(ctx context.Context, subject string) error {
	id, until, _ := strings.Cut(subject, "|")
	moment, err := time.Parse(time.RFC3339, until)
	if err != nil {
		return err
	}
	for after, n := plan.SubscriptionID(""), newsBatch; n == newsBatch; {
		err := d.DB.Bookkeep(ctx, planning(plan.ID(id)), func(tx *store.Tx) error {
			list, err := tx.Subscriptions(plan.ID(id), moment, after, newsBatch)
			if err != nil {
				return err
			}
			n = len(list)
			for _, s := range list {
				after = s.ID
				if err := tellOne(tx, s, moment); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellOne puts what is new for one who follows a plan in the outbox.
func tellOne(tx *store.Tx, s plan.Subscription, until time.Time) error {
	from := s.Told
	s.Told = until
	if err := tx.SaveSubscription(s); err != nil {
		return err
	}
	return tx.Enqueue(store.Mail{Kind: MailPlanNews, Due: tx.Now,
		Key:  MailPlanNews + "|" + string(s.ID) + "|" + stamp(until),
		Data: mustJSON(aboutPlan{Subscription: s.ID, From: from, Until: until})})
}

// ofPlans are the kinds of mail that are about a plan.
var ofPlans = map[string]bool{MailPlanReport: true, MailPlanNews: true, MailPlanFollow: true}

// loadPlan reads what a mail about a plan is about.
func (x *dispatch) loadPlan(tx *store.Tx) error {
	if err := json.Unmarshal([]byte(x.mail.Data), &x.planning); err != nil {
		return ErrNothingToSay // the mail has gone
	}
	var id plan.ID
	var err error
	if x.mail.Kind == MailPlanReport {
		x.reporter, err = tx.Reporter(x.planning.Reporter)
		id = x.reporter.Plan
	} else {
		x.follower, err = tx.Subscription(x.planning.Subscription)
		id = x.follower.Plan
	}
	if err != nil {
		return err
	}
	if x.plan.Plan, err = tx.Plan(id); err != nil {
		return err
	}
	if x.plan.Versions, err = tx.PlanVersions(id); err != nil {
		return err
	}
	if x.plan.Reports, err = tx.PlanReports(id); err != nil {
		return err
	}
	x.body, err = tx.Body(account.BodyID(x.plan.Plan.Body))
	x.plan.Body = x.body
	return err
}

// wordPlan words a mail about a plan, as things stand now.
func (d *Desk) wordPlan(x *dispatch) error {
	switch x.mail.Kind {
	case MailPlanReport:
		return d.wordReportDue(x)
	case MailPlanFollow:
		return d.wordFollow(x)
	}
	return d.wordNews(x)
}

// wordReportDue asks for a report. Who has reported meanwhile is left alone.
func (d *Desk) wordReportDue(x *dispatch) error {
	r, p := x.reporter, x.planning.Period
	if !r.Live() || x.planning.Late && !owes(r, p, x.plan.Reports) {
		return ErrNothingToSay
	}
	x.to, x.language = letter.Recipient(r.Name, r.Email), lang.Language(r.Language)
	_, next := p.Span(lang.Stockholm)
	say := lang.For(x.language)
	x.letter = letter.ReportDue{Title: x.planTitle(), Body: bodyName(x.body, x.language),
		Contact: x.body.Email, Of: r.Body, Role: r.Role, Period: PeriodWords(say, p),
		Due: next.AddDate(0, 0, plan.GraceDays), Late: x.planning.Late,
		Link: d.Site.URL + path(x.language, "/rapportera/") + string(d.ReportLink(r))}
	return nil
}

func (x *dispatch) planTitle() string { return x.plan.Plan.Content.Title.In(string(x.language)) }

// PeriodWords names a period in words.
func PeriodWords(say *lang.Printer, p plan.Period) string {
	year, part, _ := strings.Cut(string(p), "-")
	switch quarter, is := strings.CutPrefix(part, "Q"); {
	case is:
		return say.T("measures.quarter", "Number", quarter, "Year", year)
	case part == "":
		return year
	case part == "1":
		return say.T("measures.first-half", "Year", year)
	}
	return say.T("measures.second-half", "Year", year)
}

// wordFollow asks whether the owner of an address wants to follow a plan.
func (d *Desk) wordFollow(x *dispatch) error {
	s := x.follower
	if !s.Confirmed.IsZero() {
		return ErrNothingToSay
	}
	x.to, x.language = letter.Recipient("", s.Email), lang.Language(s.Language)
	x.letter = letter.FollowPlan{Title: x.planTitle(), Body: bodyName(x.body, x.language),
		Contact: x.body.Email, Of: x.scope(), Expires: s.Created.Add(unprovenKept),
		Link: d.Site.URL + path(x.language, "/folj/") + string(d.FollowLink(s))}
	return nil
}

// scope says how much of a plan somebody follows.
func (x *dispatch) scope() string {
	s := x.follower
	if s.Scope == plan.OneCommitment {
		c, _ := x.plan.Plan.Content.Commitment(s.Subject)
		return c.Adopted.Title.In(string(x.language))
	}
	return s.Subject
}

// mostNews is how many pieces of news one letter tells of.
const mostNews = 20

// wordNews tells what is new. Where nothing is any more, nothing is sent.
func (d *Desk) wordNews(x *dispatch) error {
	s := x.follower
	if s.Confirmed.IsZero() {
		return ErrNothingToSay
	}
	x.to, x.language = letter.Recipient("", s.Email), lang.Language(s.Language)
	say := lang.For(x.language)
	var items []string
	for _, n := range x.plan.News(x.planning.Until) {
		if n.At.After(x.planning.From) && n.Concerns(x.plan.Plan.Content, s.Scope, s.Subject) &&
			len(items) < mostNews {
			title, text := NewsWords(say, x.plan.Plan.Content, n)
			items = append(items, strings.TrimSpace(title.String()+". "+text.In(string(x.language))))
		}
	}
	if len(items) == 0 {
		return ErrNothingToSay
	}
	x.letter = letter.PlanNews{Title: x.planTitle(), Body: bodyName(x.body, x.language),
		Contact: x.body.Email, Items: items,
		Page:  d.Site.URL + path(x.language, "/plan/"+x.plan.Plan.Slug+"/nytt"),
		Leave: d.Site.URL + path(x.language, "/folj/") + string(d.FollowLink(s))}
	return nil
}

// NewsWords says what a piece of news is, and of which commitment.
func NewsWords(say *lang.Printer, c plan.Content, n plan.News) (title Sentence, text plan.Text) {
	what := ""
	switch n.Kind {
	case plan.NewReport:
		what = say.T("news.report", "Period", PeriodWords(say, n.Period), "Status",
			say.Say("plan.status-"+string(n.Report.Status), nil))
		text = n.Report.Progress
	case plan.NoReport:
		what = say.T("news.no-report", "Period", PeriodWords(say, n.Period))
	case plan.NewEvidence:
		what, text = say.T("news.evidence"), n.Evidence.Proves
	case plan.NewMilestone:
		what, text = say.T("news.milestone"), n.Milestone.Output
	default:
		what, text = say.T("news.version", "Number", n.Version), ReasonText(n.Why)
	}
	if one, ok := c.Commitment(n.Commitment); ok {
		return quoting(say, lang.Key("news.of"), "Commitment", one.Adopted.Title, "Number", one.Mark(),
			"What", what), text
	}
	return plainly(what), text
}

// ReasonText gives the reason of a version with its language: what staff write
// in a form, and what Insyn writes for them, is Swedish.
func ReasonText(why string) plan.Text { return plan.Text{SV: why} }

// unprovenKept is how long an address that nobody has proven is kept.
const unprovenKept = 7 * 24 * time.Hour

// FollowLink gives the link with which one confirms, or leaves, a subscription.
func (d *Desk) FollowLink(s plan.Subscription) Link {
	return d.link(keys.PlanNews, string(s.ID), s.Generation)
}

// subscription gives what a link belongs to.
func (d *Desk) subscription(tx *store.Tx, l Link) (plan.Subscription, error) {
	id, token := l.parts()
	s, err := tx.Subscription(plan.SubscriptionID(id))
	if fault.Is(err, fault.NotFound) ||
		err == nil && !d.Keys.Proves(token, keys.PlanNews, id, s.Generation) {
		return plan.Subscription{}, badLink()
	}
	return s, err
}
