package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"

	_ "insyn/internal/trial/seed"
)

// A model is what the database should hold, in maps.
type model struct {
	settings      map[string]string
	mails         map[string]store.Mail // by key
	jobs          map[string]store.Job  // by key
	registrations map[consult.RegistrationID]consult.Registration
	versions      []consult.Version
	seats         consult.Seating
	lines         int // in the audit log
}

// copy gives a model that can be changed by itself.
func (m model) copy() model {
	m.settings, m.mails, m.jobs = maps.Clone(m.settings), maps.Clone(m.mails), maps.Clone(m.jobs)
	m.registrations, m.versions = maps.Clone(m.registrations), slices.Clone(m.versions)
	return m
}

// machine drives a database and its model through the same acts.
type machine struct {
	suite
	model model
	count int // of what was made, for names
}

// An act does one thing to the database and to the model. The kind is the
// failure that the model foretells.
type act func(t *rapid.T, m *machine, tx *store.Tx, next *model) (fault.Kind, error)

// acts lists what transactions are made of.
var acts = map[string]act{
	"set": setSomething, "enqueue": enqueueSomething, "claim": claimSome, "send": sendSomething,
	"schedule": scheduleSomething, "unschedule": unscheduleSomething, "claim jobs": claimJobs,
	"register": registerSomebody, "change": changeSomebody, "draft": draftSomething,
	"save": saveSomething, "publish": publishSomething, "drop": dropSomething,
}

// Machine drives a database through random transactions, of which some fail
// and some are given up, beside a model of maps. After each the database
// holds what the model holds.
func Machine(t *testing.T, open Open) {
	names := slices.Sorted(maps.Keys(acts))
	rapid.Check(t, func(rt *rapid.T) {
		clock := &Clock{Noon}
		m := &machine{suite: suite{t, clock, open(t, clock.Now)}}
		defer m.db.Close()
		m.begin("c")
		m.model = model{settings: map[string]string{}, mails: map[string]store.Mail{},
			jobs: map[string]store.Job{}, lines: 1,
			registrations: map[consult.RegistrationID]consult.Registration{},
			seats:         Consultation("c", "exempel", "c").Seating()}
		m.read(func(tx *store.Tx) (err error) {
			m.model.versions, err = tx.Versions("c", consult.Invitation)
			return err
		})
		rt.Repeat(map[string]func(*rapid.T){
			"transaction": func(t *rapid.T) {
				m.transact(t, rapid.SliceOfN(rapid.SampledFrom(names), 1, 4).Draw(t, "acts"))
			},
			"time passes": func(t *rapid.T) {
				m.At = m.At.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "seconds")) * time.Second)
			},
			"": m.compare,
		})
	})
}

var errGivenUp = errors.New("given up")

// transact runs acts in one transaction, on the database and on the model.
func (m *machine) transact(t *rapid.T, names []string) {
	next := m.model.copy()
	var foretold fault.Kind
	err := m.db.Write(context.Background(), "test", func(tx *store.Tx) error {
		if err := tx.Audit(store.Entry{Aggregate: "test"}); err != nil {
			return err
		}
		next.lines++
		for _, name := range names {
			kind, err := acts[name](t, m, tx, &next)
			if foretold = kind; err != nil || kind != "" {
				return err // the database may tell only when it commits
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "give up") == 0 {
			return errGivenUp
		}
		return nil
	})
	switch {
	case errors.Is(err, errGivenUp):
	case fault.Of(err) != foretold:
		t.Fatalf("%v: got %v, the model foretells %q", names, err, foretold)
	case err == nil:
		m.model = next
	}
}

// compare reads everything back.
func (m *machine) compare(t *rapid.T) {
	m.read(func(tx *store.Tx) error {
		got := m.model.copy()
		clear(got.settings)
		clear(got.mails)
		clear(got.jobs)
		clear(got.registrations)
		for key := range m.model.settings {
			got.settings[key], _ = tx.Setting(key)
		}
		mails, err := tx.Mails(store.MailFilter{})
		for _, mail := range mails {
			got.mails[mail.Key] = mail
		}
		jobs, again := tx.Jobs(1000)
		for _, j := range jobs {
			got.jobs[j.Key] = j
		}
		people, third := tx.Registrations(store.RegistrationFilter{Consultation: "c"})
		for _, r := range people {
			got.registrations[r.ID] = r
		}
		var fourth, fifth, sixth error
		got.versions, fourth = tx.Versions("c", consult.Invitation)
		got.seats, fifth = tx.Seating("c")
		log, sixth := tx.AuditLog("test", 100_000, 0)
		got.lines = len(log)
		if len(got.versions) == 0 {
			got.versions = []consult.Version{}
		}
		if d := cmp.Diff(m.model, got, cmp.AllowUnexported(model{})); d != "" {
			t.Fatalf("the model (-), the database (+):\n%s", d)
		}
		return errors.Join(err, again, third, fourth, fifth, sixth)
	})
}

// name gives a name that has not been used.
func (m *machine) name() string {
	m.count++
	return fmt.Sprintf("n%04d", m.count)
}

// chosen gives one of the keys of a map; "" when it has none.
func chosen[K ~string, V any](t *rapid.T, from map[K]V) K {
	if len(from) == 0 {
		return ""
	}
	return rapid.SampledFrom(slices.Sorted(maps.Keys(from))).Draw(t, "which")
}

func setSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	key := rapid.SampledFrom([]string{"a", "b", "å"}).Draw(t, "key")
	text := strings.ReplaceAll(rapid.String().Draw(t, "value"), "\x00", "")
	next.settings[key] = text
	return "", tx.SetSetting(key, text)
}

func enqueueSomething(t *rapid.T, m *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	key := rapid.SampledFrom([]string{"k1", "k2", "k3", "k4", "k5"}).Draw(t, "key")
	mail := store.Mail{ID: m.name(), Key: key, Kind: "k", Created: tx.Now, State: store.MailWaiting,
		Due: tx.Now.Add(time.Duration(rapid.IntRange(-5, 60).Draw(t, "due")) * time.Second)}
	if _, there := next.mails[key]; !there {
		next.mails[key] = mail
	}
	return "", tx.Enqueue(mail)
}

// claimSome claims mails, and demands that the model would have given the same.
func claimSome(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	n := rapid.IntRange(1, 3).Draw(t, "n")
	got, err := tx.ClaimMail(n, time.Minute)
	var stale, fresh []store.Mail
	for _, mail := range next.mails {
		switch {
		case mail.State == store.MailSending && !mail.Lease.After(tx.Now):
			stale = append(stale, mail)
		case mail.State == store.MailWaiting && !mail.Due.After(tx.Now):
			fresh = append(fresh, mail)
		}
	}
	if want := min(n, len(stale)+len(fresh)); err == nil && len(got) != want {
		t.Fatalf("%d mails were claimed, want %d", len(got), want)
	}
	for i, mail := range got {
		if old := next.mails[mail.Key]; i < len(stale) && old.State != store.MailSending {
			t.Fatalf("%s was claimed before those whose sender is gone", mail.Key)
		}
		next.mails[mail.Key] = mail
		if mail.State != store.MailSending || !mail.Lease.Equal(tx.Now.Add(time.Minute)) {
			t.Fatalf("claimed %+v", mail)
		}
	}
	return "", err
}

func sendSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	key := chosen(t, next.mails)
	mail, there := next.mails[key]
	if !there {
		return fault.NotFound, tx.MailSent(store.Mail{ID: "none"})
	}
	claimed := mail
	mail.Lease = time.Time{}
	if rapid.Bool().Draw(t, "went well") {
		mail.State, mail.Sent, mail.Error, mail.Data = store.MailSent, tx.Now, "", ""
		next.mails[key] = mail
		return "", tx.MailSent(claimed)
	}
	final := rapid.Bool().Draw(t, "for good")
	mail.State, mail.Due, mail.Error = store.MailWaiting, tx.Now.Add(time.Minute), "450"
	if final {
		mail.State = store.MailFailed
	}
	next.mails[key] = mail
	return "", tx.MailFailed(claimed, mail.Due, "450", final)
}

func scheduleSomething(t *rapid.T, m *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	j := store.Job{ID: m.name(), Key: rapid.SampledFrom([]string{"j1", "j2", "j3"}).Draw(t, "key"),
		Kind: "k", Subject: "s", Due: tx.Now.Add(time.Duration(rapid.IntRange(-5, 60).Draw(t, "due")) * time.Second)}
	next.jobs[j.Key] = j
	return "", tx.Schedule(j)
}

func unscheduleSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	key := chosen(t, next.jobs)
	delete(next.jobs, key)
	return "", tx.Unschedule(key)
}

func claimJobs(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	got, err := tx.ClaimJobs(2, time.Minute)
	due := 0
	for _, j := range next.jobs {
		if !j.Due.After(tx.Now) && !j.Lease.After(tx.Now) {
			due++
		}
	}
	if err == nil && len(got) != min(due, 2) {
		t.Fatalf("%d jobs were claimed of %d", len(got), due)
	}
	for _, j := range got {
		next.jobs[j.Key] = j
		if rapid.Bool().Draw(t, "done") {
			delete(next.jobs, j.Key)
			err = errors.Join(err, tx.JobDone(j.ID))
		}
	}
	return "", err
}

func registerSomebody(t *rapid.T, m *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	email := rapid.SampledFrom([]string{"", "a@example.se", "A+x@example.se", "b@example.se",
		"c@example.se", "d@example.se"}).Draw(t, "email")
	r := Registration(m.name(), "c", email)
	if rapid.Bool().Draw(t, "confirmed") {
		if err := next.seats.Confirm(&r, Noon); err != nil {
			t.Fatal(err)
		}
	}
	for _, other := range next.registrations {
		if fold := account.Fold(email); fold != "" && fold == account.Fold(other.Email) {
			return fault.Conflict, tx.AddRegistration(r)
		}
	}
	next.registrations[r.ID] = r
	return "", errors.Join(tx.AddRegistration(r), tx.SaveSeating("c", next.seats))
}

func changeSomebody(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	id := chosen(t, next.registrations)
	r, there := next.registrations[id]
	if !there {
		return fault.NotFound, tx.SaveRegistration(Registration("none", "c", ""))
	}
	if rapid.Bool().Draw(t, "erase") {
		r.Erase(tx.Now)
	} else {
		_ = next.seats.Leave(&r, consult.Withdrawn, "")
	}
	next.registrations[id] = r
	return "", errors.Join(tx.SaveRegistration(r), tx.SaveSeating("c", next.seats))
}

func draftSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	v := consult.Version{Consultation: "c", Paper: consult.Invitation, Saved: 1, Author: "p",
		Number: rapid.IntRange(1, len(next.versions)+2).Draw(t, "number"), Edited: tx.Now}
	last := 0
	for _, other := range next.versions {
		last = max(last, other.Number)
	}
	v.Content.Title.SV = rapid.StringMatching(`[a-ö ]{0,9}`).Draw(t, "title")
	if v.Number != last+1 {
		return fault.Conflict, tx.AddVersion(v)
	}
	next.versions = append(next.versions, v)
	next.follow()
	return "", tx.AddVersion(v)
}

// follow lets the sheet follow the newest draft: the consultation is never public here.
func (m *model) follow() {
	c := consult.Consultation{Taken: m.seats.Taken}
	if len(m.versions) > 0 {
		c.Content = m.versions[len(m.versions)-1].Content
	}
	sheet := c.Seating()
	sheet.Order, sheet.Waiting = m.seats.Order, m.seats.Waiting
	m.seats = sheet
}

// pick gives the place of one of the versions; false when there is none.
func (m *model) pick(t *rapid.T) (int, bool) {
	if len(m.versions) == 0 {
		return 0, false
	}
	return rapid.IntRange(0, len(m.versions)-1).Draw(t, "version"), true
}

func saveSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	i, ok := next.pick(t)
	if !ok {
		return "", nil
	}
	v := next.versions[i]
	stale := rapid.IntRange(0, 3).Draw(t, "stale") == 0
	v.Reason, v.Edited = "because", tx.Now
	if stale || !v.Published.IsZero() {
		if stale {
			v.Saved--
		}
		return fault.Conflict, tx.SaveVersion(v)
	}
	saved := v
	saved.Saved++
	next.versions[i] = saved
	next.follow()
	return "", tx.SaveVersion(v)
}

func publishSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	i, ok := next.pick(t)
	if !ok {
		return "", nil
	}
	v := next.versions[i]
	public := !v.Published.IsZero()
	v.Approved, v.Published = "q", tx.Now
	if public {
		return fault.Conflict, tx.PublishVersion(v)
	}
	next.versions[i] = v
	return "", tx.PublishVersion(v)
}

func dropSomething(t *rapid.T, _ *machine, tx *store.Tx, next *model) (fault.Kind, error) {
	i, ok := next.pick(t)
	if !ok {
		return "", nil
	}
	v := next.versions[i]
	if !v.Published.IsZero() {
		return fault.Conflict, tx.DropDraft("c", consult.Invitation, v.Number)
	}
	next.versions = slices.Delete(next.versions, i, i+1)
	next.follow()
	return "", tx.DropDraft("c", consult.Invitation, v.Number)
}
