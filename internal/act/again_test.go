package act_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/plan"
)

// beside runs good and bad at the same time, n of each: writers that share a
// transaction in which one of them fails try again.
func beside(n int, good, bad func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { good(i) })
		all.Go(func() { bad(i) })
	}
	all.Wait()
}

// letters counts those to an address whose subject has the words.
func (o *office) letters(to, words string) (n int) {
	for _, m := range o.sent.mail {
		if m.To.Address == to && strings.Contains(m.Subject, words) {
			n++
		}
	}
	return n
}

// A wish that is tried again is still a new one.
func TestWishesAreSavedBesideThoseThatFail(t *testing.T) {
	o := newOffice(t, sqlite(t))
	wish := func(title string) consult.Wish {
		return consult.Wish{Body: "exempeldepartementet", State: consult.Wanted,
			Title: consult.Text{SV: title}}
	}
	beside(12, func(i int) {
		if _, err := o.SaveWish(ctx, o.boss, wish(fmt.Sprint("Data ", i)), ""); err != nil {
			t.Errorf("wish %d: %v", i, err)
		}
	}, func(int) {
		if _, err := o.SaveWish(ctx, o.boss, wish("Av ett ärende"), "finns-inte"); !fault.Is(err, fault.NotFound) {
			t.Errorf("made from a case that is not there: %v", err)
		}
	})
	all, _, err := o.Wishes(ctx)
	o.must(err)
	numbers := map[int64]bool{}
	for _, w := range all {
		numbers[w.Number] = true
	}
	if len(all) != 12 || len(numbers) != 12 {
		t.Errorf("%d wishes under %d numbers", len(all), len(numbers))
	}
}

// A report that is tried again leads to its own evidence and to no other.
func TestReportsLeadToTheirOwnEvidence(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	_, link := o.reporting("o@example.se")
	proven := func(i int, s plan.Status) error {
		one := sheet(s, "")
		one[0].Proof = plan.Evidence{Proves: plan.Text{SV: fmt.Sprint("Bevis ", i)},
			URL: fmt.Sprint("https://example.se/", i)}
		one[0].Progress.SV = fmt.Sprint("Bevis ", i)
		return o.SendReports(ctx, link, "2023-2", one)
	}
	beside(8, func(i int) {
		if err := proven(i, plan.Substantial); err != nil {
			t.Errorf("report %d: %v", i, err)
		}
	}, func(i int) {
		if proven(100+i, "påhittad") == nil {
			t.Error("a status that does not exist was taken")
		}
	})
	p := o.planOf("sverige-5")
	c, _ := p.Plan.Content.Commitment("SE0023")
	said := map[string]string{}
	for _, e := range c.Evidence {
		said[e.ID] = e.Proves.SV
	}
	if len(p.Reports) != 8 {
		t.Errorf("%d reports", len(p.Reports))
	}
	for _, r := range p.Reports {
		if len(r.Evidence) != 1 || said[r.Evidence[0]] != r.Progress.SV {
			t.Errorf("the report %q leads to %v: %v", r.Progress.SV, r.Evidence, said)
		}
	}
}

// What staff and reporters write about a plan or wanted data is public, and
// names no identity numbers.
func TestN31NoIdentityNumberInPlansAndWishes(t *testing.T) {
	const number = "Gäller 811218-9876" // not anybody's: the one that the Tax Agency shows as an example
	o := newOffice(t, sqlite(t))
	o.sweden()
	_, link := o.reporting("o@example.se")
	told := sheet(plan.Substantial, "")
	told[0].Progress.SV = number
	kind(t, o.SendReports(ctx, link, "2023-2", told), fault.Invalid)
	why := sheet(plan.Limited, number, plan.Resources)
	kind(t, o.SendReports(ctx, link, "2023-2", why), fault.Invalid)
	proof := sheet(plan.Substantial, "")
	proof[0].Proof = plan.Evidence{Proves: plan.Text{SV: number}, URL: "https://example.se/a"}
	kind(t, o.SendReports(ctx, link, "2023-2", proof), fault.Invalid)
	kind(t, o.ProveCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Evidence{Kind: plan.Link,
		On: "2023-11-20", URL: "https://example.se/b", Proves: plan.Text{SV: number}}), fault.Invalid)
	_, err := o.SaveWish(ctx, o.boss, consult.Wish{Body: "exempeldepartementet", State: consult.Declined,
		Title: consult.Text{SV: "Data"}, Reason: consult.Text{SV: number}}, "")
	kind(t, err, fault.Invalid)
}

// Nobody's mailbox can be filled by asking to follow in that one's name, and
// the answer tells nothing of what an address follows (N-17, N-18).
func TestN17FewLettersToConfirmAtATime(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	follow := func(subject string) {
		t.Helper()
		o.must(o.FollowPlan(ctx, "sverige-5", plan.Subscription{Scope: plan.OneCommitment,
			Subject: subject, Email: "ada@example.org"}))
	}
	for _, subject := range []string{"SE0021", "SE0022", "SE0023", "SE0023", "SE0024"} {
		follow(subject)
	}
	for hour := range time.Duration(6) { // of one day
		o.clock.set(opening.Add(hour * time.Hour))
		follow("SE0021")
		o.post()
	}
	if n := o.letters("ada@example.org", "Bekräfta"); n != 3 {
		t.Errorf("%d letters", n)
	}
}

// A sender writes on, and waits for an answer before the inbox is full.
func TestASenderWaitsForAnAnswer(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.point()
	v, l := o.asks(f, "ada", consult.ARequest, missingData())
	for range 20 {
		o.must(o.WriteToCase(ctx, l, "Hör ni mig?"))
	}
	kind(t, o.WriteToCase(ctx, l, "Hör ni mig?"), fault.Refused)
	o.post()
	if n := o.letters(o.editor.Email, "har skrivit"); n != 1 {
		t.Errorf("%d letters to one of the staff within the hour", n)
	}
	o.must(o.MessageCase(ctx, o.editor, v.ID, "Ja.", false))
	o.must(o.WriteToCase(ctx, l, "Tack."))
}

// Whoever holds the link of a reporter does not fill the page of the plan.
func TestACommitmentIsReportedSoOften(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	_, link := o.reporting("o@example.se")
	for range plan.MostReports {
		o.must(o.SendReports(ctx, link, "2023-2", sheet(plan.Substantial, "")))
	}
	kind(t, o.SendReports(ctx, link, "2023-2", sheet(plan.Substantial, "")), fault.Refused)
}
