package act_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

var ctx = context.Background()

// opening is when the clock of the tests starts: two weeks before the meeting.
var opening = time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)

// An office is a desk with a body, staff, a clock that the test moves, and an
// outbox that the test empties.
type office struct {
	*act.Desk
	t      testing.TB
	clock  *clock
	sent   *postbox
	editor account.Person
	boss   account.Person
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// A postbox keeps what is sent.
type postbox struct {
	mu   sync.Mutex
	mail []letter.Message
}

func (p *postbox) Deliver(_ context.Context, m letter.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mail = append(p.mail, m)
	return nil
}

func (p *postbox) Again(error, int, string, time.Duration) (time.Duration, bool) {
	return time.Minute, true
}

// to gives the latest message to an address whose text has the words.
func (p *postbox) to(t testing.TB, address, words string) letter.Message {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := len(p.mail) - 1; i >= 0; i-- {
		if m := p.mail[i]; m.To.Address == address &&
			strings.Contains(m.Subject+"\n"+m.Text, words) {
			return m
		}
	}
	t.Fatalf("no mail to %s says %q", address, words)
	return letter.Message{}
}

func sqlite(t testing.TB) string { return "sqlite:" + trial.SQLite(t, storetest.Migrated) }

// postgres gives the address of a fresh PostgreSQL database with the schema in it.
func postgres(t testing.TB) string {
	return trial.Postgres(t, trial.Unsynced(), storetest.Migrated)
}

// newOffice opens a desk on a database with one body and its staff.
func newOffice(t testing.TB, url string) *office {
	t.Helper()
	c := &clock{now: opening}
	// What is tested here is what is decided; that it survives a power cut is
	// tested in package store.
	db, err := store.Open(ctx, url, store.Options{Now: c.Now, Sync: "OFF"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files, err := depot.Open(filepath.Join(t.TempDir(), "depot"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, clock: c, sent: &postbox{},
		Desk: &act.Desk{DB: db, Keys: keys.Generate(), Now: c.Now, Depot: files,
			Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Exempeldepartementet",
		NameEnglish: "Ministry of Examples", Email: "samrad@example.se", Fictitious: true}))
	o.editor = o.hire("Egon Exempel", "egon@example.se", account.Editor)
	o.boss = o.hire("Petra Provare", "petra@example.se", account.Publisher)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) hire(name, email string, role account.Role) account.Person {
	o.t.Helper()
	p, err := o.SetRole(ctx, account.System, "exempeldepartementet", name, email, role)
	o.must(err)
	return p
}

// post sends everything that is due and runs what the timetable says.
func (o *office) post() {
	o.t.Helper()
	o.must((&worker.Worker{Desk: o.Desk, Sender: o.sent}).Once(ctx))
}

// december is the content of a complete consultation with so many seats.
func december(seats int) consult.Content {
	c := consult.OGP.Begin(opening)
	c.Title = consult.Text{SV: "Samråd om öppenhet", EN: "Consultation on openness"}
	c.Purpose = consult.Text{SV: "Vi vill lyssna."}
	c.Meeting.Start = time.Date(2023, 12, 12, 12, 0, 0, 0, time.UTC)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	c.Meeting.Place = consult.Text{SV: "Digitalt möte", EN: "Online meeting"}
	c.Registration.Opens = opening.Add(-time.Hour)
	c.Registration.Closes = c.Meeting.Start.Add(-24 * time.Hour)
	c.Registration.Capacity = seats
	return c
}

// open publishes a consultation.
func (o *office) open(c consult.Content) consult.ID {
	o.t.Helper()
	id, err := o.NewConsultation(ctx, o.editor, "exempeldepartementet", c)
	o.must(err)
	o.must(o.SetMeetingLink(ctx, o.editor, id, meetingLink))
	o.must(o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""))
	return id
}

const meetingLink = "https://mote.example.se/CANARY-8f2d"

func entry(name, email string) consult.Entry {
	return consult.Entry{Name: name, Email: email, Organisation: "Föreningen Exempel",
		Kind: consult.CivilSociety, Language: "sv"}
}

// linkIn finds the link after a path in the text of a message.
func linkIn(t testing.TB, m letter.Message, path string) act.Link {
	t.Helper()
	_, rest, ok := strings.Cut(m.Text, path)
	if !ok {
		t.Fatalf("no %s in the mail %q:\n%s", path, m.Subject, m.Text)
	}
	return act.Link(strings.TrimRight(strings.Fields(rest)[0], ".,)"))
}

// join registers and confirms, and gives the personal link.
func (o *office) join(id consult.ID, name, email string) (consult.Registration, act.Link) {
	o.t.Helper()
	o.must(o.Register(ctx, id, entry(name, email), ""))
	o.post()
	r, err := o.Confirm(ctx, linkIn(o.t, o.sent.to(o.t, email, "/bekrafta/"), "/bekrafta/"))
	o.must(err)
	o.post()
	return r, linkIn(o.t, o.sent.to(o.t, email, "/min-anmalan/"), "/min-anmalan/")
}

func kind(t testing.TB, err error, want fault.Kind) {
	t.Helper()
	if got := fault.Of(err); got != want {
		t.Errorf("%v: %q, want %q", err, got, want)
	}
}
