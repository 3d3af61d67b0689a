package act_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// reports sends a report of an error in the first dataset, an hour after what
// happened last.
func (p *publisher) reports(key string) consult.View {
	p.t.Helper()
	p.clock.set(p.clock.Now().Add(time.Hour))
	v, _ := p.asks(consult.ContactForum("exempeldepartementet"), key, consult.AnError,
		consult.Subject{About: consult.ADataset, ID: "https://example.se/d/1"})
	return v
}

// open tells which of some cases are owed an answer, as a word of their letters.
func (p *publisher) open(cases map[string]consult.View) (word string) {
	p.t.Helper()
	for _, letter := range []string{"a", "b", "c"} {
		v, sent := cases[letter]
		if !sent {
			continue
		}
		p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
			duty, err := tx.Duty(v.ID)
			if duty.Open() {
				word += letter
			}
			return err
		}))
	}
	return word
}

// answersCase answers a case as a human being does.
func (p *publisher) answersCase(v consult.View, position consult.Position) {
	p.t.Helper()
	p.clock.set(p.clock.Now().Add(time.Hour))
	a, err := p.BeginAnswer(ctx, p.editor, v.Forum, []int64{v.Number}, "")
	p.must(err)
	a, err = p.SaveAnswer(ctx, p.editor, a.ID, consult.AnswerForm{Position: position,
		Reason: consult.Text{SV: "Det har vi sett på."}, Ready: true, Saved: a.Saved})
	p.must(err)
	_, err = p.PublishAnswers(ctx, p.boss, v.Forum, []consult.AnswerID{a.ID}, "")
	p.must(err)
}

// A report of an error closes when a probe confirms the repair, and is open
// again when one does not: also where a human being said that it is mended. A
// report that came while everything worked is left to people.
func TestReportsFollowProbes(t *testing.T) {
	p := newPublisher(t)
	p.point()
	works := func(path string) { p.text(path, "text/csv", "a;b\n1;2\n") }
	breaks := func(path string) { p.serve(path, http.NotFound) }
	works("/1.csv")
	works("/2.csv")
	p.promising("/1.csv", "/2.csv")
	p.probe(0)
	cases := map[string]consult.View{"a": p.reports("a")}
	want := func(open, why string) {
		t.Helper()
		if got := p.open(cases); got != open {
			t.Fatalf("%s: open are %q, want %q", why, got, open)
		}
	}
	p.probe(0)
	want("a", "nothing was broken when it came")
	breaks("/1.csv")
	breaks("/2.csv")
	visits := p.visits["/1.csv"]
	cases["b"] = p.reports("b")
	p.probe(0)
	if p.visits["/1.csv"] == visits {
		t.Error("a report does not make us look")
	}
	want("ab", "it is broken")
	works("/1.csv")
	p.probe(16)
	want("ab", "something else of the dataset is broken still")
	works("/2.csv")
	p.probe(16)
	want("a", "the repair is confirmed")
	said, err := p.PublicAnswers(ctx, cases["b"].Forum)
	p.must(err)
	if len(said.Answers) != 1 || !strings.Contains(said.Answers[0].Reason.SV, p.at+"/2.csv svarar igen") ||
		!strings.Contains(said.Answers[0].Reason.EN, p.at+"/2.csv answers again") {
		t.Errorf("%+v", said.Answers)
	}
	p.post()
	p.sent.to(t, "b@example.org", "besvarat")
	breaks("/1.csv")
	p.probe(24)
	want("ab", "the repair did not last")
	p.post()
	p.sent.to(t, "b@example.org", "öppet igen")
	p.answersCase(cases["b"], consult.Accepted)
	want("a", "somebody says that it is mended")
	p.probe(0)
	want("ab", "it is not: the next look says so")
	p.answersCase(cases["b"], consult.NotAccepted)
	p.probe(16)
	want("a", "somebody says that it will not be mended")
}

// Old looks become months: nothing of the uptime is lost, and a receipt says
// how many went.
func TestOldProbesAreRolledUp(t *testing.T) {
	p := newPublisher(t)
	p.text("/a.csv", "text/csv", "a;b\n1;2\n")
	p.promising("/a.csv")
	for range 3 {
		p.probe(24)
	}
	lines, _, err := p.Links(ctx, p.boss, "exempeldepartementet", "", "")
	p.must(err)
	p.clock.set(p.clock.Now().AddDate(0, 0, 91))
	p.probe(0)
	for range 2 { // the second has nothing to do
		p.must(p.RunJob(ctx, store.Job{Kind: "requests", Subject: "all"}))
	}
	file, err := p.LinkFile(ctx, p.boss, "exempeldepartementet", lines[0].Link.ID)
	p.must(err)
	good := 0
	for _, m := range file.Months {
		good += m.Good
	}
	if len(file.Probes) != 1 || good != 3 {
		t.Errorf("%d looks, months %+v", len(file.Probes), file.Months)
	}
	p.must(p.DB.Read(ctx, func(tx *store.Tx) error {
		gone, err := tx.Purges("")
		if len(gone) != 1 || gone[0].What != "probes" || gone[0].Count != 3 {
			t.Errorf("receipts: %+v", gone)
		}
		return err
	}))
}
