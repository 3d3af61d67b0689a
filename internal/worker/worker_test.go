package worker_test

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/post"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// courier sends through SMTP by post's schedule.
type courier struct{ *post.SMTP }

func (c courier) Deliver(ctx context.Context, m letter.Message) error {
	p, err := post.Pack(m)
	if err != nil {
		return err
	}
	return c.SMTP.Deliver(ctx, p)
}

func (courier) Again(err error, tries int, id string, _ time.Duration) (time.Duration, bool) {
	return post.Backoff(tries, id), post.Temporary(err)
}

// office is a worker with a desk on which n people wait for a mail, a clock
// that the test moves, and a mail server that misbehaves when told.
func office(t *testing.T, n int) (*worker.Worker, *trial.Clock, *trial.MailServer) {
	t.Helper()
	clock := trial.NewClock("2023-11-27T08:00:00Z")
	server := trial.SMTP(t)
	host, port, err := net.SplitHostPort(server.Addr)
	check(t, err)
	number, err := strconv.Atoi(port)
	check(t, err)
	way, err := post.NewSMTP(post.Config{Host: host, Port: number, Security: post.Plain, Connections: 4})
	check(t, err)
	t.Cleanup(func() { _ = way.Close() })
	db, err := store.Open(t.Context(), trial.SQLite(t, storetest.Migrated), store.Options{Now: clock.Now})
	check(t, err)
	t.Cleanup(func() { _ = db.Close() })
	desk := &act.Desk{DB: db, Keys: keys.Generate(), Now: clock.Now,
		Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}
	check(t, desk.SaveBody(t.Context(), account.System,
		account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "samrad@example.se"}))
	content := consult.OGP.Begin(clock.Now())
	content.Title, content.Purpose = consult.Text{SV: "Samråd"}, consult.Text{SV: "Lyssna"}
	content.Meeting.Start = clock.Now().AddDate(0, 0, 14)
	content.Meeting.End = content.Meeting.Start.Add(time.Hour)
	id, err := desk.NewConsultation(t.Context(), account.System, "exempel", content)
	check(t, err)
	check(t, desk.Publish(t.Context(), account.System, id, consult.Invitation, 1, ""))
	for i := range n {
		check(t, desk.Register(t.Context(), id, consult.Entry{Name: "Deltagare", Kind: consult.Private,
			Email: fmt.Sprintf("p%d@example.org", i)}, ""))
	}
	return &worker.Worker{Desk: desk, Sender: courier{way}}, clock, server
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// count tells how many letters each recipient has got.
func count(server *trial.MailServer) map[string]int {
	got := map[string]int{}
	for _, l := range server.Letters() {
		got[l.To[0]]++
	}
	return got
}

// everybodyOnce fails unless n people have one letter each.
func everybodyOnce(t *testing.T, server *trial.MailServer, n int) {
	t.Helper()
	got := count(server)
	if len(got) != n {
		t.Errorf("%d of %d people were reached", len(got), n)
	}
	for who, letters := range got {
		if letters != 1 {
			t.Errorf("%s got %d letters", who, letters)
		}
	}
}

// The mail server is down for a while (N-30): nothing is lost, nothing is sent twice.
func TestN30MailServerDownForAWhile(t *testing.T) {
	const people = 120
	w, clock, server := office(t, people)
	server.Down()
	for range 3 {
		check(t, w.Once(t.Context()))
		clock.Advance(2 * time.Minute)
	}
	if n := len(server.Letters()); n != 0 {
		t.Fatalf("%d letters while the server was down", n)
	}
	server.Up()
	for range 8 {
		clock.Advance(time.Hour)
		check(t, w.Once(t.Context()))
	}
	everybodyOnce(t, server, people)
}

// The server puts letters off, and one address does not exist.
func TestPutOffAndRefused(t *testing.T) {
	const people = 30
	w, clock, server := office(t, people)
	server.PutOff(10)
	server.Refuse("p7@example.org", 550)
	for range 6 {
		check(t, w.Once(t.Context()))
		clock.Advance(time.Hour)
	}
	got := count(server)
	if got["p7@example.org"] != 0 || len(got) != people-1 {
		t.Errorf("%d people were reached", len(got))
	}
	check(t, w.Desk.DB.Read(t.Context(), func(tx *store.Tx) error {
		waiting, failed, _, err := tx.OutboxDepth()
		if waiting != 0 || failed != 1 {
			t.Errorf("%d wait and %d have failed for good; want 0 and 1", waiting, failed)
		}
		mails, _ := tx.Mails(store.MailFilter{State: store.MailFailed})
		for _, m := range mails {
			if m.Error == "" || len(m.Error) > 200 || act.WithoutAddresses(m.Error) != m.Error {
				t.Errorf("the reason that is kept: %q", m.Error)
			}
		}
		return err
	}))
}

// Two workers on one database share the work and send nothing twice.
func TestTwoWorkersShareTheWork(t *testing.T) {
	const people = 100
	w, _, server := office(t, people)
	other := &worker.Worker{Desk: w.Desk, Sender: w.Sender}
	done := make(chan error, 2)
	for _, one := range []*worker.Worker{w, other} {
		go func() { done <- one.Once(t.Context()) }()
	}
	check(t, <-done)
	check(t, <-done)
	everybodyOnce(t, server, people)
}

// Run ends when it is told to, and what was in hand is finished.
func TestRunEndsWithWhatIsInHand(t *testing.T) {
	trial.Goroutines(t)
	w, _, server := office(t, 20)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	server.Wait(20, 20*time.Second)
	stop()
	check(t, <-ended)
	everybodyOnce(t, server, 20)
}
