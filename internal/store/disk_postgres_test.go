package store_test

import (
	"testing"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/trial"
)

// submission is every table that a view is written to when it is sent.
var submission = []string{"view", "view_version", "duty", "job", "outbox", "record_leaf", "audit"}

// TestN30FullPostgresTakesNoHalfView has the server refuse, as it does when its
// disk is full (SQLSTATE 53100), to write each of the tables in turn that a view
// is sent to, and at last the commit: who sends is told so, nothing but the draft
// is there, and when there is room again the draft can be sent. A small disk of
// the server's own cannot be mounted without being root, so a trigger says what
// the server would.
func TestN30FullPostgresTakesNoHalfView(t *testing.T) {
	ctx, url := t.Context(), trial.Postgres(t, trial.Unsynced(), migrated)
	db, server := open(t, url, store.Options{Now: noon}), operator(t, url)
	run := func(statement string) {
		t.Helper()
		if _, err := server.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	run(`create function full_disk() returns trigger language plpgsql as $$ begin
		raise exception 'no space left on device' using errcode = '53100'; end $$`)
	d := &act.Desk{DB: db, Keys: keys.Generate(), Now: noon,
		Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}
	f := hearing(t, d)
	sent := 0
	send := func(where, trigger string) {
		t.Helper()
		form := saying("Så här tycker vi.")
		form.Sender.Email = "ada@example.org"
		v, err := d.BeginView(ctx, f, trigger, form)
		if err != nil {
			t.Fatal(err)
		}
		run("create " + trigger + " for each row execute function full_disk()")
		if _, err := d.SendView(ctx, d.ViewLink(v), v.Saved); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s cannot be written: %v", where, err)
		}
		if all := wholeViews(t, db, f); all != sent {
			t.Errorf("%s cannot be written: %d views are there, %d were sent", where, all, sent)
		}
		run("drop trigger full_disk on " + where)
		if _, err := d.SendView(ctx, d.ViewLink(v), v.Saved); err != nil {
			t.Errorf("there is room for %s again: %v", where, err)
		}
		sent++
	}
	for _, table := range submission {
		send(table, "trigger full_disk before insert or update on "+table)
	}
	send("audit", "constraint trigger full_disk after insert on audit deferrable initially deferred")
	well(t, db)
}
