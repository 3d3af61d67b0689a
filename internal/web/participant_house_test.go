package web

import (
	"cmp"
	"context"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/depot"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// A house is the site on a fresh database, with a body and its staff, a clock
// that the test moves and a postbox.
type house struct {
	*act.Desk
	t      testing.TB
	server *httptest.Server
	site   *Server
	boss   account.Person
	mutex  sync.Mutex
	now    time.Time
	mail   []letter.Message
}

// canary is the meeting link: a word that must not be seen where it should not.
const canary = "https://mote.example.se/CANARY-8f2d"

func newHouse(t testing.TB, changes ...func(*Options)) *house {
	t.Helper()
	return houseOn(t, "sqlite:"+trial.SQLite(t, storetest.Migrated), changes...)
}

// houses runs a journey in a house on SQLite and then in one on PostgreSQL,
// beside other journeys: each waits for its page most of the time.
func houses(t *testing.T, journey func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { journey(t, newHouse(t)) })
	t.Run("postgres", func(t *testing.T) {
		journey(t, houseOn(t,
			trial.Postgres(t, trial.Unsynced(), storetest.Migrated)))
	})
}

// houseOn is newHouse on a database that is given.
func houseOn(t testing.TB, url string, changes ...func(*Options)) *house {
	t.Helper()
	h := &house{t: t, now: exampleTime}
	db, err := store.Open(t.Context(), url, store.Options{Now: h.clock, Sync: "OFF"})
	h.must(err)
	h.server = httptest.NewUnstartedServer(nil)
	base := "http://" + h.server.Listener.Addr().String()
	files, err := depot.Open(filepath.Join(t.TempDir(), "depot"))
	h.must(err)
	h.Desk = &act.Desk{DB: db, Keys: keys.Generate(), Now: h.clock, Depot: files,
		Site: act.Site{URL: base, Name: "Insyn", From: "insyn@example.se"}}
	o := Options{Base: base, Keys: h.Keys, Operator: exampleBody, Now: h.clock, Desk: h.Desk}
	for _, change := range changes {
		change(&o)
	}
	s, err := New(o)
	h.must(err)
	h.site, h.server.Config.Handler = s, s.Handler()
	h.server.Start()
	t.Cleanup(func() { h.server.Close(); _ = db.Close() })
	h.must(h.SaveBody(t.Context(), account.System, exampleBody))
	h.boss, err = h.SetRole(t.Context(), account.System, exampleBody.ID, "Petra Provare",
		"petra@example.se", account.Publisher)
	h.must(err)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) clock() time.Time {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.now
}

func (h *house) move(t time.Time) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.now = t
}

// Deliver implements worker.Sender.
func (h *house) Deliver(_ context.Context, m letter.Message) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.mail = append(h.mail, m)
	// Several hands send at once; the order here is that in which they were asked for.
	slices.SortStableFunc(h.mail, func(a, b letter.Message) int { return cmp.Compare(a.ID, b.ID) })
	return nil
}

// Again implements worker.Sender.
func (h *house) Again(error, int, string, time.Duration) (time.Duration, bool) {
	return time.Minute, true
}

// post sends what is due and runs the timetable.
func (h *house) post() {
	h.t.Helper()
	h.must((&worker.Worker{Desk: h.Desk, Sender: h}).Once(h.t.Context()))
}

// open publishes a consultation.
func (h *house) open(c consult.Content) consult.Consultation {
	h.t.Helper()
	ctx := h.t.Context()
	id, err := h.NewConsultation(ctx, h.boss, exampleBody.ID, c)
	h.must(err)
	h.must(h.SetMeetingLink(ctx, h.boss, id, canary))
	h.must(h.Publish(ctx, h.boss, id, consult.Invitation, 1, ""))
	f, err := h.Consultation(ctx, h.boss, id)
	h.must(err)
	return f.Consultation
}

// linkTo gives the path in the latest mail to an address that begins with prefix.
func (h *house) linkTo(address, prefix string) string {
	h.t.Helper()
	h.post()
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for i := len(h.mail) - 1; i >= 0; i-- {
		m := h.mail[i]
		if m.To.Address != address {
			continue
		}
		for word := range strings.FieldsSeq(m.Text) {
			if path, ok := strings.CutPrefix(word, h.server.URL); ok &&
				strings.HasPrefix(path, prefix) {
				return strings.TrimRight(path, ".,)")
			}
		}
	}
	h.t.Fatalf("no mail to %s leads to %s", address, prefix)
	return ""
}

// seat registers and confirms somebody, and gives the path of the personal page.
func (h *house) seat(c consult.Consultation, name, email string) string {
	h.t.Helper()
	e := consult.Entry{Name: name, Email: email, Organisation: "Föreningen Exempel",
		Kind: consult.CivilSociety, Language: "sv"}
	h.must(h.Register(h.t.Context(), c.ID, e, ""))
	_, err := h.Confirm(h.t.Context(),
		act.Link(strings.TrimPrefix(h.linkTo(email, "/bekrafta/"), "/bekrafta/")))
	h.must(err)
	return h.linkTo(email, "/min-anmalan/")
}
