package web

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// round opens a round in which the body of the examples is asked, and gives its name.
func (h *house) round() string {
	h.t.Helper()
	all, err := h.Appraisings(h.t.Context(), h.boss, exampleBody.ID)
	h.must(err)
	if len(all) == 0 {
		_, err := h.OpenRound(h.t.Context(), h.boss, exampleBody.ID, integrity.Opening{From: "2023-11-01", Until: "2023-12-31",
			Name: integrity.Text{SV: "Självvärdering 2023"}, Population: []string{string(exampleBody.ID)}})
		h.must(err)
	}
	return "sjalvvardering-2023"
}

// allMarked answers every question alike.
func allMarked(mark string) (fields []string) {
	for _, a := range integrity.Instruments()[integrity.LatestInstrument].Areas {
		for _, i := range a.Items {
			fields = append(fields, "mark-"+i.ID, mark)
		}
	}
	return append(fields, "defines", "yes")
}

// A body assesses itself without a script, a colleague signs, and two editors
// lose nothing.
func TestK42ABodyAssessesItselfAndAColleagueSigns(t *testing.T) {
	h := newHouse(t)
	key := h.round()
	at := appraisalPath(exampleBody.ID, key)
	anna, bo := h.signedInAs("anna", account.Editor), h.signedInAs("bo", account.Editor)
	shows(t, anna.get(appraisalPath(exampleBody.ID, "")), "Självvärdering 2023", "Inte påbörjad")
	send := func(c *caller, fields ...string) reply { return c.send(at, at, fields...) }
	if got := send(anna, "saved", "0", "mark-ledning-mal", "partly", "comment-ledning-mal", "Utkast finns"); got.status != 303 {
		t.Fatalf("saving: %d", got.status)
	}
	shows(t, bo.get(at), "Utkast finns", "Begynnande", "Insyns egna")
	secret := send(bo, "saved", "1", "comment-ledning-mal", "Fråga 19121212-1212")
	if secret.status != 422 || !strings.Contains(secret.body, "personnummer") {
		t.Errorf("an identity number: %d", secret.status) // AC4
	}
	if got := send(bo, "saved", "1", "comment-ledning-mal", "Se 202100-0000"); got.status != 303 {
		t.Errorf("an organisation number is taken for a person: %d", got.status)
	}
	late := send(anna, append(allMarked("documented"), "saved", "1")...)
	if late.status != 409 || !strings.Contains(late.body, "Se 202100-0000") || !strings.Contains(late.body, `value="documented" selected`) {
		t.Errorf("two editors: %d", late.status) // AC3: shown, and nothing lost
	}
	half := send(anna, "saved", "2", "sign", "1", "defines", "yes", "mark-ledning-mal", "partly")
	if half.status != 422 || !strings.Contains(half.body, ">Nya chefer får en genomgång av riskerna. Frågan är inte besvarad.<") {
		t.Errorf("half an assessment: %d does not name its questions", half.status)
	}
	// AC2: with a reason, which the colleague reads.
	apart := func(who *caller, saved, why string) reply {
		return send(who, append([]string{"saved", saved, "sign", "1", "mark-ledning-mal", "apart",
			"comment-ledning-mal", why}, allMarked("documented")...)...)
	}
	if got := apart(anna, "3", ""); got.status != 422 ||
		!strings.Contains(got.body, "Skriv varför frågan inte är tillämplig.") {
		t.Errorf("what does not apply lacks a reason: %d", got.status)
	}
	if got := apart(anna, "4", "Planen är ny"); got.status != 303 {
		t.Fatalf("signing: %d", got.status)
	}
	shows(t, bo.get(at), "Ej tillämpligt enligt svaren", "<dd>Planen är ny</dd>", "Ledande")
	again := apart(anna, "5", "Planen är ny")
	if again.status != 409 || !strings.Contains(again.body, "En kollega ska underteckna") {
		t.Errorf("signed twice by one: %d", again.status)
	}
	h.shows(picturePath, "0 av 1", "Ej besvarat")
	got := apart(bo, "5", "Planen är ny")
	if !strings.Contains(got.header.Get("Location"), "submitted") {
		t.Errorf("the second signature: %d %s", got.status, got.header.Get("Location"))
	}
	h.shows(picturePath, "1 av 1", "Besvarat", "visas inte", "insyn-1", "Myndigheterna själva")
	quiet := send(anna, append(allMarked("no"), "quiet", "1", "saved", "5")...)
	if quiet.status != 200 || !strings.Contains(quiet.body, `"saved": 6`) {
		t.Errorf("saved by the script: %d %s", quiet.status, quiet.body)
	}
	quiet = send(anna, "quiet", "1", "saved", "6", "comment-ledning-mal", "Fråga 19121212-1212")
	if quiet.status != 200 || !strings.Contains(quiet.body, `"problem"`) ||
		!strings.Contains(quiet.body, "personnummer") {
		t.Errorf("not saved by the script, and why: %d %s", quiet.status, quiet.body)
	}
	h.move(exampleTime.AddDate(0, 2, 0))
	_, err := h.SaveAppraisal(t.Context(), h.boss, exampleBody.ID, key, 4, integrity.SelfAssessment{})
	if !fault.Is(err, fault.Refused) {
		t.Errorf("after the round: %v", err)
	}
	late = h.signedInAs("cecilia", account.Editor).get(at)
	shows(t, late, "Omgången stängde", "Nej")
	if strings.Contains(late.body, "<form method=\"post\" action=\""+at) {
		t.Error("after the round there is a form that nobody can send")
	}
}

// The download says what the page says, and the same each time.
func TestK43AC5TheDownloadEqualsTheView(t *testing.T) {
	all := examplePictures()
	for filter := range pictureColumns {
		view, err := looked(all, "sjalvvardering-2023", filter)
		if err != nil {
			t.Fatal(err)
		}
		v := exampleVisit(lang.For(lang.Swedish))
		page := v.picturePage(Page{}, all, view)
		var shown []string
		tables := []Table{page.Levels}
		for _, a := range page.Areas {
			tables = append(tables, a.Answers)
		}
		for _, table := range tables {
			for _, row := range table.Rows {
				for _, c := range row[1:] {
					shown = append(shown, strings.ReplaceAll(c.Text, "visas inte", ""))
				}
			}
		}
		first, err := spreadsheet(pictureRows(view))
		if err != nil {
			t.Fatal(err)
		}
		second, _ := spreadsheet(pictureRows(view))
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(first, []byte("\ufeff"))))
		in.Comma = ';'
		rows, err := in.ReadAll()
		if err != nil || !bytes.Equal(first, second) || len(rows) != len(shown)+1 {
			t.Fatalf("%d rows, %d numbers, %v", len(rows), len(shown), err)
		}
		for i, n := range shown {
			if rows[i+1][10] != n {
				t.Errorf("%q: the table has %q, and the page %q", filter, rows[i+1], n)
			}
		}
		for _, a := range page.Areas { // AC2: joined where the questions mean the same, else a break
			joined, broken := a.Trend.Rows[0][1], a.Trend.Rows[1][1]
			if !a.Broken || joined.Chip.Text != "" || broken.Chip.Text != v.T("picture.break") {
				t.Errorf("%s: %+v and %+v", a.Name, joined, broken)
			}
		}
		if page.Bodies.Rows[0][0].Text != "Exempelmyndigheten 1" ||
			page.Bodies.Rows[1][0].Text != "Exempelmyndigheten 10" {
			t.Errorf("not in the order of the alphabet: %v", page.Bodies.Rows[:2]) // AC3
		}
	}
	h := newHouse(t)
	h.fetch(picturePath, 200)
	h.round()
	h.fetch(picturePath+"/sjalvvardering-2023.csv", 200)
	h.fetch(picturePath+"/annan.csv", 404)
	h.fetch(picturePath+"?runda=annan", 404)
	h.fetch(picturePath+"?definition=kanske", 404)
}
