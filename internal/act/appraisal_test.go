package act_test

import (
	"errors"
	"maps"
	"os"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// What is filled in survives a restart, is signed by two, keeps its version and
// is counted; on both engines.
func TestK42ADraftIsKeptSignedAndCounted(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			const body = account.BodyID("exempeldepartementet")
			opening := integrity.Opening{Name: integrity.Text{SV: "Runda 2023"}, From: "2023-11-01",
				Until:      "2023-12-31",
				Population: []string{string(body)}}
			_, err := o.OpenRound(ctx, o.editor, body, opening)
			kind(t, err, fault.Forbidden)
			bad := opening
			bad.Until, bad.Population = "2023-10-01", nil
			_, err = o.OpenRound(ctx, o.boss, body, bad)
			kind(t, err, fault.Invalid)
			r, err := o.OpenRound(ctx, o.boss, body, opening)
			o.must(err)
			_, err = o.OpenRound(ctx, o.boss, body, opening)
			kind(t, err, fault.Invalid)
			key := r.Matter.Key
			full := integrity.SelfAssessment{Defines: "no",
				Replies: map[string]integrity.Reply{"unknown": {Mark: integrity.No}}}
			for _, a := range r.Instrument().Areas {
				for _, i := range a.Items {
					full.Replies[i.ID] = integrity.Reply{Mark: integrity.Reviewed}
				}
			}
			a, err := o.SaveAppraisal(ctx, o.editor, body, key, 0, full)
			o.must(err)
			if _, err = o.SaveAppraisal(ctx, o.boss, body, key, 0, integrity.SelfAssessment{}); !fault.Is(err, fault.Conflict) {
				t.Errorf("written over: %v", err)
			}
			o.DB.Close()
			o2 := newOffice(t, url) // what was saved is there after a restart
			o2.editor, o2.boss = o.editor, o.boss
			a, err = o2.Appraising(ctx, o2.editor, body, key)
			o2.must(err)
			if a.Draft.Saved != 1 || a.Draft.Content.Replies["risker-analys"].Mark != integrity.Reviewed || len(a.Draft.Content.Replies) != 24 {
				t.Errorf("%+v", a.Draft)
			}
			done, err := o2.SignAppraisal(ctx, o2.editor, body, key, 1)
			if done || err != nil {
				t.Error(done, err)
			}
			_, err = o2.SignAppraisal(ctx, o2.editor, body, key, 1)
			kind(t, err, fault.Refused)
			done, err = o2.SignAppraisal(ctx, o2.boss, body, key, 1)
			if !done || err != nil {
				t.Error(done, err)
			}
			p, err := o2.Pictures(ctx)
			o2.must(err)
			if len(p.All) != 1 || len(p.All[0].Answered) != 1 ||
				p.All[0].Instrument.Version != integrity.LatestInstrument {
				t.Errorf("%+v", p.All)
			}
			stranger := account.Person{ID: "s",
				Roles: map[account.BodyID]account.Role{"annan": account.Administrator}}
			_, err = o2.Appraising(ctx, stranger, body, key)
			kind(t, err, fault.NotFound)
			o2.clock.set(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
			_, err = o2.SaveAppraisal(ctx, o2.editor, body, key, 1, full)
			kind(t, err, fault.Refused)
		})
	}
}

// What was answered keeps the questions that it answers: a round that began when
// another version was the latest is filled in, signed and shown by that one (K4-2, AC1).
func TestK42AC1WhatIsAnsweredKeepsItsQuestions(t *testing.T) {
	data, err := os.ReadFile("../integrity/testdata/instrument-2021.json")
	if err != nil {
		t.Fatal(err)
	}
	older, err := integrity.ReadInstrument(data)
	if err != nil {
		t.Fatal(err)
	}
	shipped := integrity.Instruments
	integrity.Instruments = func() map[string]integrity.Instrument {
		all := maps.Clone(shipped())
		all[older.Version] = older
		return all
	}
	t.Cleanup(func() { integrity.Instruments = shipped })
	o := newOffice(t, sqlite(t))
	const body, key = account.BodyID("exempeldepartementet"), "runda-2021"
	opening := integrity.Opening{Name: integrity.Text{SV: "Runda 2021"}, From: "2023-11-01",
		Until: "2023-11-30", Population: []string{string(body)}, Instrument: older.Version}
	o.must(o.DB.Write(ctx, "rounds", func(tx *store.Tx) error {
		return errors.Join(tx.AddMatter(integrity.Matter{ID: "r", Kind: integrity.ARound,
			Body: string(body), Key: key, Created: tx.Now}),
			tx.AddEntry(integrity.Entry{Matter: "r",
				Number: 1, At: tx.Now, Author: "x", Said: integrity.Said{Opening: &opening}}),
			tx.Audit(store.Entry{Aggregate: "matter/r", At: tx.Now, Actor: "x", Act: "open-round",
				Object: "r"}))
	}))
	opening.Name, opening.Until = integrity.Text{SV: "Runda 2023"}, "2023-12-31"
	_, err = o.OpenRound(ctx, o.boss, body, opening)
	o.must(err)
	said := integrity.SelfAssessment{Defines: "yes", Replies: map[string]integrity.Reply{
		"ledning-mal": {Mark: integrity.No}}} // a question that is another version's
	for _, a := range older.Areas {
		said.Replies[a.Items[0].ID] = integrity.Reply{Mark: integrity.Reviewed}
	}
	_, err = o.SaveAppraisal(ctx, o.editor, body, key, 0, said)
	o.must(err)
	for _, who := range []account.Person{o.editor, o.boss} {
		_, err = o.SignAppraisal(ctx, who, body, key, 1)
		o.must(err)
	}
	p, err := o.Pictures(ctx)
	o.must(err)
	if len(p.All) != 2 || len(p.All[0].Answered) != 1 || len(p.All[0].Levels) != len(older.Areas) ||
		p.All[0].Items[0].Item.ID != "a1-funktion" ||
		p.All[1].Instrument.Version != integrity.LatestInstrument {
		t.Errorf("%+v", p.All)
	}
	a, err := o.Appraising(ctx, o.editor, body, key)
	o.must(err)
	if a.Submitted != 1 || a.Draft.Content.Instrument != older.Version ||
		len(a.Draft.Content.Replies) != 5 {
		t.Errorf("%+v", a.Draft)
	}
}
