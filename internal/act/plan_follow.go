package act

import (
	"context"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// News lists what has happened in a plan up to a moment, the latest first.
func (p PublicPlan) News(now time.Time) []plan.News {
	return plan.NewsOf(p.Versions, p.Reports, p.Standings(now), now)
}

// FollowPlan takes an address that wants to follow a plan, and mails it the
// link with which its owner confirms. Whether the address follows it already
// cannot be seen from the answer, nor whether it has more to confirm than it
// should: then nothing is kept, and nothing is mailed.
//
// Who may: anybody. Faults: NotFound, Invalid (the address, the scope).
func (d *Desk) FollowPlan(ctx context.Context, slug string, s plan.Subscription) error {
	address, wrong := account.Address(s.Email)
	if wrong != nil {
		return fault.Fields(at(wrong, "email"))
	}
	p, err := d.PublicPlan(ctx, slug)
	if err != nil {
		return err
	}
	if !p.Plan.Content.Has(s.Scope, s.Subject) {
		return fault.Fields(fault.New(fault.Invalid, "follow.scope").At("scope"))
	}
	fold := account.Fold(address)
	return d.DB.Bookkeep(ctx, "follow/"+fold, func(tx *store.Tx) error {
		had, err := tx.SubscriptionOf(p.Plan.ID, s.Scope, s.Subject, fold)
		if err == nil {
			return askFollower(tx, had)
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		n, err := tx.Unproven(fold)
		if err != nil || n >= mostUnproven {
			return err
		}
		s.ID, s.Plan, s.Email = plan.SubscriptionID(store.NewID(tx.Now)), p.Plan.ID, address
		s.Created, s.Confirmed, s.Told, s.Generation = tx.Now, time.Time{}, tx.Now, 1
		if s.Language != string(lang.English) {
			s.Language = string(lang.Swedish)
		}
		if err := tx.AddSubscription(s, fold); err != nil {
			return err
		}
		if err := schedule(tx, jobRequests, "all", tx.Now.Add(unprovenKept)); err != nil {
			return err
		}
		return askFollower(tx, s)
	})
}

// mostUnproven is how much an address may be asked to confirm at a time. So
// nobody can fill the mailbox of somebody else with letters to confirm.
const mostUnproven = 3

// askFollower mails the link that confirms, at most once a day: whoever presses
// the button again and again fills nobody's mailbox.
func askFollower(tx *store.Tx, s plan.Subscription) error {
	if !s.Confirmed.IsZero() {
		return nil
	}
	return tx.Enqueue(store.Mail{Kind: MailPlanFollow, Due: tx.Now,
		Key: strings.Join([]string{MailPlanFollow, string(s.ID), stamp(tx.Now.Truncate(24 * time.Hour))},
			"|"),
		Data: mustJSON(aboutPlan{Subscription: s.ID})})
}

// A Following is a subscription as its owner sees it.
type Following struct {
	Plan         plan.Plan
	Subscription plan.Subscription
}

// Following shows what a link is about. It changes nothing.
//
// Faults: NotFound.
func (d *Desk) Following(ctx context.Context, l Link) (f Following, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if f.Subscription, err = d.subscription(tx, l); err != nil {
			return err
		}
		f.Plan, err = tx.Plan(f.Subscription.Plan)
		return err
	})
	return f, err
}

// ConfirmFollowing proves the address: from now it is told what is new.
//
// Faults: NotFound.
func (d *Desk) ConfirmFollowing(ctx context.Context, l Link) error {
	id, _ := l.parts()
	return d.DB.Bookkeep(ctx, "following/"+id, func(tx *store.Tx) error {
		s, err := d.subscription(tx, l)
		if err != nil || !s.Confirmed.IsZero() {
			return err
		}
		s.Confirmed, s.Told = tx.Now, tx.Now
		return tx.SaveSubscription(s)
	})
}

// LeaveFollowing ends a subscription and forgets the address.
//
// Faults: NotFound.
func (d *Desk) LeaveFollowing(ctx context.Context, l Link) error {
	id, _ := l.parts()
	return d.DB.Bookkeep(ctx, "following/"+id, func(tx *store.Tx) error {
		s, err := d.subscription(tx, l)
		if err != nil {
			return err
		}
		return tx.DropSubscription(s.ID)
	})
}

// purgeFollowers forgets addresses that nobody has proven.
func (d *Desk) purgeFollowers(ctx context.Context) error {
	return d.DB.Bookkeep(ctx, "followers", func(tx *store.Tx) error {
		return tx.DropUnproven(tx.Now.Add(-unprovenKept))
	})
}
