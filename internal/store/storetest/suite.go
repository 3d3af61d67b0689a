package storetest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Noon is the moment at which the suite begins.
var Noon = time.Date(2023, 11, 27, 11, 0, 0, 123456000, time.UTC)

// A Clock is a clock that tests move. It is safe only where nobody moves it meanwhile.
type Clock struct{ At time.Time }

// Now gives the time.
func (c *Clock) Now() time.Time { return c.At }

// An Open opens a fresh database whose clock is now.
type Open func(t testing.TB, now func() time.Time) *store.DB

// suite is one test's database with its clock.
type suite struct {
	testing.TB
	*Clock
	db *store.DB
}

// Run checks every promise of the store on the databases that open gives.
func Run(t *testing.T, open Open) {
	for name, check := range map[string]func(suite){
		"bodies":           bodies,
		"people":           people,
		"sessions":         sessions,
		"challenges":       challenges,
		"settings":         settings,
		"audit":            audit,
		"unaudited":        unaudited,
		"rollback":         rollback,
		"panic":            panics,
		"reading":          reading,
		"stamp":            stamp,
		"text":             texts,
		"times":            times,
		"contact points":   contactPoints,
		"case purges":      casePurges,
		"cases":            cases,
		"cases about":      casesAbout,
		"wishes":           wishes,
		"consultations":    consultations,
		"list":             list,
		"paging":           paging,
		"versions":         versions,
		"seating":          seating,
		"link":             link,
		"attachments":      attachments,
		"marks":            marks,
		"registrations":    registrations,
		"requests":         requests,
		"queue":            queue,
		"outbox":           outbox,
		"leases":           leases,
		"cancelled":        cancelled,
		"order":            order,
		"jobs":             jobs,
		"invitees":         invitees,
		"leaves":           leaves,
		"checkpoints":      checkpoints,
		"tiles and keys":   tilesAndKeys,
		"kept versions":    keptVersions,
		"evaluations":      evaluations,
		"plans":            plans,
		"matters":          matters,
		"reporters":        reporters,
		"watches":          watches,
		"packs":            packs,
		"subscriptions":    subscriptions,
		"appraisals":       appraisals,
		"swallowed":        swallowed,
		"forgotten":        forgotten,
		"purges":           purges,
		"purged mail":      purgedMail,
		"answers":          answers,
		"answer templates": templates,
		"duties":           duties,
		"catalogue site":   catalogSite,
		"editions":         editions,
		"duty steps":       dutySteps,
		"views":            views,
		"summary drafts":   summaryDrafts,
		"view lists":       viewLists,
		"view drafts":      viewDrafts,
		"copies":           copies,
		"view files":       viewFiles,
		"sources":          sources,
		"harvests":         harvests,
		"records":          records,
		"hidden":           hidden,
		"links":            links,
		"promises":         promises,
		"old probes":       oldProbes,
		"deliveries":       deliveries,
		"flags":            flags,
	} {
		t.Run(name, func(t *testing.T) {
			clock := &Clock{Noon}
			check(suite{t, clock, open(t, clock.Now)})
		})
	}
}

// write runs f in an audited write that must succeed.
func (s suite) write(f func(tx *store.Tx) error) {
	s.Helper()
	if err := s.try(f); err != nil {
		s.Fatal(err)
	}
}

// try runs f in an audited write.
func (s suite) try(f func(tx *store.Tx) error) error {
	return s.db.Write(context.Background(), "test", func(tx *store.Tx) error {
		if err := tx.Audit(store.Entry{Aggregate: "test", Actor: "system", Act: "test"}); err != nil {
			return err
		}
		return f(tx)
	})
}

// read runs f in a read that must succeed.
func (s suite) read(f func(tx *store.Tx) error) {
	s.Helper()
	if err := s.db.Read(context.Background(), f); err != nil {
		s.Fatal(err)
	}
}

// fails demands that f fails in a way.
func (s suite) fails(kind fault.Kind, f func(tx *store.Tx) error) {
	s.Helper()
	if err := s.try(f); fault.Of(err) != kind {
		s.Fatalf("got %v, want the kind %s", err, kind)
	}
}

// same demands that what was read is what was written.
func same[T any](s suite, got T, err error, want T) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		s.Fatalf("written (-), read (+):\n%s", d)
	}
}

// equal is same inside a transaction.
func equal[T any](s suite, want T, get func(tx *store.Tx) (T, error)) {
	s.Helper()
	s.read(func(tx *store.Tx) error {
		got, err := get(tx)
		same(s, got, err, want)
		return nil
	})
}

// missing demands that what is looked for is not there.
func missing[T any](s suite, get func(tx *store.Tx) (T, error)) {
	s.Helper()
	s.read(func(tx *store.Tx) error {
		if got, err := get(tx); !fault.Is(err, fault.NotFound) {
			s.Fatalf("got %v and %v, want not found", got, err)
		}
		return nil
	})
}

// ids gives the IDs of rows, which all have a field of that name.
func ids[T any](rows []T, err error) ([]string, error) {
	names := []string{}
	for _, r := range rows {
		names = append(names, reflect.ValueOf(r).FieldByName("ID").String())
	}
	return names, err
}

// Body is a public body to test with.
func Body(id, name string) account.Body {
	return account.Body{ID: account.BodyID(id), Name: name, NameEnglish: "The " + id,
		Number: "2021000000", Email: id + "@example.se", Phone: "08-000 00 00",
		Address: "Exempelgatan 1\n111 11 Exempelstad", DPO: "dpo@example.se", FourEyes: true,
		Fictitious: true}
}

// Consultation is a consultation to test with, never published.
func Consultation(id, body, slug string) consult.Consultation {
	c := consult.OGP.Begin(Noon)
	c.Title = consult.Text{SV: "Samråd om öppenhet", EN: "Consultation on openness"}
	c.Meeting.Start = Noon.AddDate(0, 0, 15)
	c.Meeting.End = c.Meeting.Start.Add(90 * time.Minute)
	c.Registration.Opens = Noon.AddDate(0, 0, -1)
	c.Registration.Closes = Noon.AddDate(0, 0, 14)
	c.Registration.Capacity = 2
	return consult.Consultation{ID: consult.ID(id), Body: body, Slug: slug, Created: Noon,
		Content: c}
}

// Registration is a registration to test with, which waits for its address to be proven.
func Registration(id, c, email string) consult.Registration {
	return consult.Entry{Name: "Åsa Öberg", Organisation: "Exempelföreningen",
		Kind: consult.CivilSociety, Email: email, Capacity: "ordförande", Needs: "skrivtolk",
		Listed: true, Language: "sv"}.New(consult.RegistrationID(id), consult.ID(c),
		consult.ByWeb, Noon)
}

// begin writes a body and a consultation with its first draft.
func (s suite) begin(id string) consult.Consultation {
	s.Helper()
	c := Consultation(id, "exempel", id)
	s.write(func(tx *store.Tx) error { return Add(tx, c) })
	return c
}

// Add writes a consultation with its body and first draft.
func Add(tx *store.Tx, c consult.Consultation) error {
	if err := tx.SaveBody(Body(c.Body, "Exempelmyndigheten")); err != nil {
		return err
	}
	if err := tx.AddConsultation(c); err != nil {
		return err
	}
	return tx.AddVersion(consult.Version{Consultation: c.ID, Paper: consult.Invitation,
		Number: 1, Saved: 1, Content: c.Content, Author: "p", Edited: c.Created})
}
