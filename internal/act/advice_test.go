package act_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// reviewer is an invented source on the scale of Greco.
var reviewer = integrity.Source{ID: "granskaren-5", By: "Exempelgranskaren",
	Title: "Femte rundan (påhittad)",
	On:    "2019-03-22", URL: "https://www.example.org/femte", Scale: "greco"}

// advised imports the invented list of fifteen, kept by an agency and addressed
// to the ministry, and gives the agency's publisher with the first case.
func (o *office) advised() (account.Person, integrity.Case) {
	o.t.Helper()
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempelmyndigheten", Name: "Exempelmyndigheten",
		Email: "x@example.se", Fictitious: true}))
	keeper, err := o.SetRole(ctx, account.System, "exempelmyndigheten", "Kim Exempel", "kim@example.se", account.Publisher)
	o.must(err)
	done, err := o.ImportAdvice(ctx, keeper, "exempelmyndigheten", reviewer, fifteenFile(o.t))
	o.must(err)
	if done.New != 15 || done.Assessed != 30 {
		o.t.Fatalf("%+v", done)
	}
	return keeper, o.advice("granskaren-5-i")
}

func fifteenFile(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../integrity/testdata/fifteen.csv")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (o *office) advice(key string) integrity.Case {
	o.t.Helper()
	all, err := o.Recommendations(ctx)
	o.must(err)
	c, ok := all.Find(key)
	if !ok {
		o.t.Fatalf("no %s", key)
	}
	return c
}

// A recommendation is answered by its addressee alone, followed by editors
// without a stake, and each act is in the log; on both engines.
func TestK41AC5OnlyTheAddresseeAnswers(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			keeper, c := o.advised()
			id := c.Matter.ID
			answer := integrity.Response{Position: integrity.InPart,
				Reason: integrity.Text{SV: "En del är gjort."}}
			stranger := account.Person{ID: "s",
				Roles: map[account.BodyID]account.Role{"annan": account.Administrator}}
			kind(t, o.AnswerAdvice(ctx, keeper, id, answer), fault.Forbidden)
			kind(t, o.AnswerAdvice(ctx, o.editor, id, answer), fault.Forbidden)
			kind(t, o.AnswerAdvice(ctx, stranger, id, answer), fault.NotFound)
			kind(t, o.AnswerAdvice(ctx, account.Anybody, id, answer), fault.SignIn)
			kind(t, o.AnswerAdvice(ctx, o.boss, id, integrity.Response{Position: integrity.Rejects}), fault.Invalid)
			secret := answer
			secret.Reason.SV = "Fråga 19121212-1212."
			kind(t, o.AnswerAdvice(ctx, o.boss, id, secret), fault.Invalid)
			o.must(o.AnswerAdvice(ctx, o.boss, id, answer))
			again := answer
			again.Position, again.Measure.SV = integrity.Accepts, "Allt görs."
			o.must(o.AnswerAdvice(ctx, o.boss, id, again))

			follow := integrity.FollowUp{Status: integrity.Implemented,
				Reason: integrity.Text{SV: "Sett."}}
			kind(t, o.FollowAdvice(ctx, o.boss, id, follow), fault.NotFound) // has no role where it is kept
			kind(t, o.FollowAdvice(ctx, keeper, id, follow), fault.Refused)
			o.must(o.ProveAdvice(ctx, o.editor, id, integrity.Evidence{Proves: integrity.Text{SV: "Mötena"},
				URL: "https://www.example.se/moten", On: "2023-11-01"}))
			o.must(o.DeclareInterest(ctx, keeper, id, false))
			kind(t, o.FollowAdvice(ctx, keeper, id, follow), fault.Forbidden)
			o.must(o.DeclareInterest(ctx, keeper, id, true))
			o.must(o.FollowAdvice(ctx, keeper, id, follow))
			o.must(o.DeclareInterest(ctx, o.boss, id, false))
			kind(t, o.AnswerAdvice(ctx, o.boss, id, answer), fault.Forbidden)

			c = o.advice("granskaren-5-i")
			if len(c.Responses) != 2 || c.Responses[0].What != answer ||
				c.Evidence[0].What.Body != "exempeldepartementet" ||
				c.Status() != integrity.Implemented || c.Interests != 1 {
				t.Errorf("%+v", c)
			}
			if got := o.acts("matter/" + string(id)); got != "add-advice assess-advice assess-advice answer-advice answer-advice "+
				"prove-advice declare-interest declare-interest follow-advice declare-interest" {
				t.Errorf("the log has %q", got)
			}
		})
	}
}

// acts lists what the audit log has of an aggregate.
func (o *office) acts(aggregate string) string {
	o.t.Helper()
	var acts []string
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		log, err := tx.AuditLog(aggregate, 100, 0)
		for _, e := range slices.Backward(log) {
			acts = append(acts, e.Act)
		}
		return err
	}))
	return strings.Join(acts, " ")
}

func TestAdviceIsImportedOnceAndAllOrNothing(t *testing.T) {
	o := newOffice(t, sqlite(t))
	keeper, c := o.advised()
	same, err := o.ImportAdvice(ctx, keeper, "exempelmyndigheten", reviewer, fifteenFile(t))
	if err != nil || same.Same != 15 || same.New+same.Changed+same.Assessed != 0 {
		t.Errorf("the same again: %+v %v", same, err)
	}
	if got := o.advice("granskaren-5-i").Matter.Entries; got != c.Matter.Entries {
		t.Errorf("%d entries, and %d before", got, c.Matter.Entries)
	}
	_, err = o.ImportAdvice(ctx, o.boss, "exempeldepartementet", reviewer, fifteenFile(t))
	kind(t, err, fault.Refused)
	other := reviewer
	other.ID = "granskaren-6"
	half := append(fifteenFile(t), "xvi;;;;;;;partly;;;2023;R;;;;\r\n"...)
	_, err = o.ImportAdvice(ctx, keeper, "exempelmyndigheten", other, half)
	kind(t, err, fault.Invalid)
	var wrong *fault.Error
	if !errors.As(err, &wrong) || wrong.Values["Line"] != 32 {
		t.Errorf("the line is not told: %v", err)
	}
	all, err := o.Recommendations(ctx)
	if err != nil || len(all.Cases) != 15 {
		t.Errorf("half an import: %d, %v", len(all.Cases), err)
	}
	_, err = o.ImportAdvice(ctx, o.editor, "exempeldepartementet", other, fifteenFile(t))
	kind(t, err, fault.Forbidden)
	for _, bad := range [][]byte{nil, []byte("%PDF-1.7"), []byte("PK\x03\x04x"), []byte("ref;text\n1;Se 19121212-1212")} {
		_, err = o.ImportAdvice(ctx, keeper, "exempelmyndigheten", other, bad)
		kind(t, err, fault.Invalid)
	}
}

// A workbook is read as a table is; a text that stands otherwise is a new
// version, and a judgement of a later year stands beside the others.
func TestAdviceIsImportedFromAWorkbook(t *testing.T) {
	o := newOffice(t, sqlite(t))
	keeper, _ := o.advised()
	book := excelize.NewFile()
	for at, value := range map[string]string{"A1": "Nr", "B1": "Text", "C1": "Mottagare",
		"D1": "Bedömning", "E1": "Bedömd",
		"F1": "Rapport", "A2": "i", "B2": "En ny lydelse", "C2": "Exempeldepartementet", "D2": "Partly implemented",
		"E2": "2025", "F2": "Tredje rapporten"} {
		o.must(book.SetCellStr("Sheet1", at, value))
	}
	var file bytes.Buffer
	o.must(book.Write(&file))
	done, err := o.ImportAdvice(ctx, keeper, "exempelmyndigheten", reviewer, file.Bytes())
	o.must(err)
	c := o.advice("granskaren-5-i")
	if done.Changed != 1 || done.Assessed != 1 || len(c.Versions) != 2 ||
		c.Now().Text.SV != "En ny lydelse" ||
		len(c.Assessments) != 3 || c.Assessments[2].What.Grade != "partly" {
		t.Errorf("%+v %+v", done, c)
	}
}

// The measure of commitment 4: recommendations answered in time.
func TestAdviceAnsweredInTimeIsMeasured(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.clock.set(time.Date(2020, 9, 1, 8, 0, 0, 0, time.UTC))
	_, c := o.advised()
	o.must(o.AnswerAdvice(ctx, o.boss, c.Matter.ID, integrity.Response{Position: integrity.Rejects,
		Reason: integrity.Text{SV: "Det görs redan."}}))
	o.clock.set(opening)
	facts, err := o.MeasureFacts(ctx)
	o.must(err)
	if len(facts.Advice) != 15 || facts.Advice[0].Answered.IsZero() {
		t.Fatalf("%+v", facts.Advice)
	}
	if path := facts.Advice[0].Path; path != "/integritet/rekommendationer/granskaren-5-i" {
		t.Errorf("who counts again is led to %s", path)
	}
}
