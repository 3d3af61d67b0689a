package storetest

import (
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// Reporter is somebody who reports, to test with.
func Reporter(id string) plan.Reporter {
	return plan.Reporter{ID: plan.ReporterID(id), Plan: "p", Body: "Exempelmyndigheten",
		Role: "Samordnare", Name: "Ö Exempel", Email: "o@example.se", Language: "sv",
		Commitments: []string{"SE0021", "SE0022"}, Generation: 1, Created: Noon}
}

// Subscription is one that nobody has proven yet.
func Subscription(id string) plan.Subscription {
	return plan.Subscription{ID: plan.SubscriptionID(id), Plan: "p", Scope: plan.OneTheme,
		Subject: "Öppna data", Email: "Ada@example.se", Language: "en", Created: Noon, Told: Noon,
		Generation: 1}
}

// planned adds the plan that the rest belongs to.
func planned(s suite) {
	s.write(func(tx *store.Tx) error {
		if err := tx.SaveBody(account.Body{ID: "exempel", Name: "Exempelmyndigheten",
			Email: "x@example.se"}); err != nil {
			return err
		}
		return tx.AddPlan(plan.Plan{ID: "p", Body: "exempel", Slug: "plan", Created: Noon})
	})
}

func reporters(s suite) {
	planned(s)
	r := Reporter("x")
	s.write(func(tx *store.Tx) error { return tx.AddReporter(r) })
	equal(s, r, func(tx *store.Tx) (plan.Reporter, error) { return tx.Reporter("x") })
	missing(s, func(tx *store.Tx) (plan.Reporter, error) { return tx.Reporter("y") })
	r.Name, r.Email, r.Generation, r.Ended = "", "", 2, Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return tx.SaveReporter(r) })
	equal(s, []plan.Reporter{r}, func(tx *store.Tx) ([]plan.Reporter,
		error) {
		return tx.Reporters("p")
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SaveReporter(Reporter("y")) })
}

func watches(s suite) {
	w := plan.Watch{Address: "https://example.se/å", Next: Noon}
	s.write(func(tx *store.Tx) error { return tx.SaveWatch(w) })
	equal(s, []plan.Watch{w}, func(tx *store.Tx) ([]plan.Watch, error) { return tx.WatchesDue(5) })
	w = w.Failed(Noon)
	w.Hash, w.Hashed, w.Before = "aa", Noon, "bb"
	s.write(func(tx *store.Tx) error { return tx.SaveWatch(w) })
	equal(s, w, func(tx *store.Tx) (plan.Watch, error) { return tx.Watch(w.Address) })
	equal(s, []plan.Watch{w}, func(tx *store.Tx) ([]plan.Watch, error) { return tx.Watches() })
	equal(s, nil, func(tx *store.Tx) ([]plan.Watch, error) { return tx.WatchesDue(5) })
	missing(s, func(tx *store.Tx) (plan.Watch, error) { return tx.Watch("https://example.se/b") })
	first := plan.Sighting{Address: w.Address, At: Noon, Hash: "aa"}
	second := plan.Sighting{Address: w.Address, At: Noon.Add(time.Hour), Hash: "aa", Dead: Noon}
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddSighting(first), tx.AddSighting(second)) })
	for moment, want := range map[time.Time]plan.Sighting{second.At: first, second.At.Add(1e9): second} {
		equal(s, want, func(tx *store.Tx) (plan.Sighting, error) { return tx.SightingBefore(w.Address, moment) })
	}
	missing(s, func(tx *store.Tx) (plan.Sighting, error) { return tx.SightingBefore(w.Address, Noon) })
}

func packs(s suite) {
	planned(s)
	p := plan.Pack{Plan: "p", Day: "2023-12-01", Hash: "aa", Made: Noon, By: "eva", Size: 2}
	s.write(func(tx *store.Tx) error { return tx.AddPack(p, []byte{0, 255}) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddPack(p, []byte{1}) })
	equal(s, []plan.Pack{p}, func(tx *store.Tx) ([]plan.Pack, error) { return tx.Packs("p") })
	equal(s, []plan.Pack{p}, func(tx *store.Tx) ([]plan.Pack, error) { return tx.AllPacks() })
	equal(s, p, func(tx *store.Tx) (plan.Pack, error) { return tx.Pack("p", p.Day) })
	equal(s, []byte{0, 255}, func(tx *store.Tx) ([]byte, error) { return tx.PackBytes("p", p.Day) })
	missing(s, func(tx *store.Tx) ([]byte, error) { return tx.PackBytes("p", "2023-12-02") })
	k := plan.Keepsake{Plan: "p", Hash: "00", Name: "Ö.pdf", Type: "application/pdf", Size: 2,
		Added: Noon, Bytes: []byte{0, 255}}
	again := k
	again.Name = "Annat.pdf"
	s.write(func(tx *store.Tx) error { return tx.AddKeepsake(k) })
	s.write(func(tx *store.Tx) error { return tx.AddKeepsake(again) })
	equal(s, k, func(tx *store.Tx) (plan.Keepsake, error) { return tx.Keepsake("p", "00") })
	v := plan.Version{Plan: "p", Number: 1, Content: plan.Content{Title: plan.Text{SV: "Ö"}},
		Author: "eva", Reason: "ny", Published: Noon}
	s.write(func(tx *store.Tx) error { return tx.PublishPlan(v) })
	equal(s, `ny`, func(tx *store.Tx) (string, error) {
		kept, err := tx.PlanVersionKept("p", 1)
		return kept.Reason, err
	})
	equal(s, []plan.Version{{Plan: "p", Number: 1}}, func(tx *store.Tx) ([]plan.Version, error) {
		return tx.PlanVersionNames()
	})
}

func subscriptions(s suite) {
	planned(s)
	one, two := Subscription("a"), Subscription("b")
	two.Email, two.Created = "bo@example.se", Noon.AddDate(0, 0, -8)
	s.write(func(tx *store.Tx) error { return tx.AddSubscription(one, "ada@example.se") })
	s.write(func(tx *store.Tx) error { return tx.AddSubscription(two, "bo@example.se") })
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		return tx.AddSubscription(Subscription("c"),
			"ada@example.se")
	})
	equal(s, one, func(tx *store.Tx) (plan.Subscription, error) {
		return tx.SubscriptionOf("p", plan.OneTheme, "Öppna data", "ada@example.se")
	})
	list := func(tx *store.Tx) ([]plan.Subscription, error) {
		return tx.Subscriptions("p", Noon.Add(time.Hour), "", 10)
	}
	equal(s, nil, list) // nobody has proven an address
	one.Confirmed = Noon
	s.write(func(tx *store.Tx) error { return tx.SaveSubscription(one) })
	s.write(func(tx *store.Tx) error { return tx.DropUnproven(Noon.AddDate(0, 0, -7)) })
	missing(s, func(tx *store.Tx) (plan.Subscription, error) { return tx.Subscription("b") })
	equal(s, []plan.Subscription{one}, list)
	one.Told = Noon.Add(time.Hour)
	s.write(func(tx *store.Tx) error { return tx.SaveSubscription(one) })
	equal(s, nil, list)
	s.write(func(tx *store.Tx) error { return tx.DropSubscription("a") })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.DropSubscription("a") })
}
