package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// covered lets the body of the examples publish contacts, and publishes some.
func (h *house) covered() {
	h.t.Helper()
	h.must(h.CoverContacts(h.t.Context(), h.boss, exampleBody.ID,
		integrity.Coverage{Since: "2023-09-01",
			Covers: integrity.Text{SV: "Ledningens möten", EN: "Meetings of the management"},
			From:   integrity.AgencyHead, Within: 14}))
	_, err := h.PublishContacts(h.t.Context(), h.boss, exampleBody.ID, []byte(
		"ref;date;place;rank;unit;organisation;organisation_number;organisation_sort;subject;notes;exemption\n"+
			"1;2023-10-04;Exempelgatan 1;officer;kansliet;Exempelföretaget AB;556000-0167;;Öppna <b>data</b>;'=SUM(A1);\n"+
			"1;;;;;Nätverket Exempel;;network;;;\n"+
			"2;2023-11-20;Videomöte;minister;kansliet;Föreningen Exempel;802000-0009;;Visselblåsning;;\n"+
			"3;2023-11-21;;minister;kansliet;;;;;;private-person\n"), "")
	h.must(err)
}

// Every list says who is covered, since when and that it is not complete; what
// is late says so, and what is exempted is counted.
func TestK44AC3EveryListSaysWhatItCovers(t *testing.T) {
	newHouse(t).shows(booksPath, "Kontaktregister", "Ingen myndighet berättar", "inte fullständigt")
	h := newHouse(t)
	h.covered()
	at := booksPath + "/" + string(exampleBody.ID)
	for _, page := range []string{booksPath, at, "/integritet/kontakt/" + string(exampleBody.ID) +
		"-1"} {
		h.shows(page, "Ledningens möten", "1 september 2023", "ej fullständigt", "privatperson: 1",
			"14 dagar")
		h.shows("/en"+page, "Meetings of the management", "not complete", "private person: 1")
	}
	h.shows(at, "Sen: publicerad efter 54 dagar, utlovat inom 14", "Publicerad efter 7 dagar",
		"2 av 2 kontakter",
		"Öppna &lt;b&gt;data&lt;/b&gt;", "statsråd, kansliet", "(556000-0167)",
		"(nätverk av organisationer)")
	h.shows(at+"?q=802000-0009", "1 av 2 kontakter", "Visselblåsning")
	h.shows(at+"?ar=2022", "Inga kontakter", "Visa alla")
	_, page := h.fetch(at, 200)
	if strings.Contains(string(page), "handläggare") {
		t.Error("an official below the level is told by rank") // K4-4 AC2
	}
	h.shows("/integritet", "Kontaktregister")
	h.fetch(booksPath+"/annan", 404)
	h.fetch("/integritet/kontakt/"+string(exampleBody.ID)+"-3", 404) // counted, not told
	h.move(exampleTime.AddDate(0, 0, 60))
	h.shows(at, "Har inte publicerat något på 60 dagar")
	h.shows("/en"+booksPath, "Has published nothing for 60 days")
}

// What the files give is read in again unchanged, and agrees with the pages.
func TestContactFilesAreReadInAgain(t *testing.T) {
	h := newHouse(t)
	h.covered()
	at := booksPath + "/" + string(exampleBody.ID)
	for _, file := range []string{"/kontakter.csv", "/kontakter.json"} {
		_, data := h.fetch(at+file, 200)
		if strings.HasSuffix(file, "csv") != strings.Contains(string(data), `'=SUM`) { // N-07
			t.Errorf("%s: %s", file, data)
		}
		saysWhatItCovers(t, file, data) // K4-4 AC3
		done, err := h.PublishContacts(t.Context(), h.boss, exampleBody.ID, data, "")
		if err != nil || done.Same != 2 || done.New+done.Changed != 0 {
			t.Errorf("%s: %+v %v", file, done, err)
		}
	}
	h.fetch(at+"/annat.csv", 404)
	_, list := h.fetch("/api/v1/contacts", 200)
	agrees(t, "Contacts", list)
	var api struct{ Items []apiBook }
	h.must(json.Unmarshal(list, &api))
	if len(api.Items) != 1 || api.Items[0].Complete || len(api.Items[0].Contacts) != 2 ||
		api.Items[0].Contacts[1].Days != 54 ||
		api.Items[0].Contacts[1].Rank != "" || !api.Items[0].Contacts[1].Late {
		t.Errorf("%+v", api.Items)
	}
}

// saysWhatItCovers demands that each line of a file of a register says what the
// register covers, since when, and that it is not complete.
func saysWhatItCovers(t *testing.T, file string, data []byte) {
	t.Helper()
	var rows []map[string]string
	if strings.HasSuffix(file, ".csv") {
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
		in.Comma = ';'
		table, err := in.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range table[1:] {
			row := map[string]string{}
			for i, head := range table[0] {
				row[head] = cells[i]
			}
			rows = append(rows, row)
		}
	} else if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row["covers"] == "" || row["since"] == "" || row["complete"] != "no" {
			t.Errorf("%s: %v", file, row)
		}
	}
	if len(rows) < 2 {
		t.Errorf("%s: %d lines", file, len(rows))
	}
}

// A body says what it covers, tells of a contact, mends it with a reason and
// takes it back, all by forms.
func TestContactsByForms(t *testing.T) {
	h := newHouse(t)
	boss := h.signedInAs("boss", account.Publisher)
	at := bookDeskPath(exampleBody.ID)
	one := func(more ...string) []string {
		return append([]string{"ref", "9", "date", "2023-11-20", "rank", "minister", "unit", "kansliet",
			"place", "Lokalen",
			"organisation", "Föreningen Exempel", "organisation_number", "8020000009", "subject", "Skydd"},
			more...)
	}
	key := "/integritet/kontakt/" + string(exampleBody.ID) + "-9"
	for _, row := range []struct {
		to, word string
		status   int
		fields   []string
	}{
		{"/en", "Säg först vilka", 409, one()},
		{"/omfattning", "antal dagar", 422, []string{"covers", "Ledningen", "since", "2023-09-01",
			"from", "minister", "within", "x"}},
		{"/omfattning", "", 303, []string{"covers", "Ledningen", "since", "2023-09-01", "from",
			"minister", "within", "14"}},
		{"/en", "personnummer", 422, nil},
		{"/en", "En privatperson nämns aldrig vid namn", 422,
			[]string{"ref", "8", "date", "2023-11-20",
				"rank", "minister", "unit", "k", "place", "L", "organisation", "Anna Exempel",
				"subject", "S"}},
		{"/en", "Nya: 1", 200, one()},
		{"/en", "Lika som förut: 1", 200, one()},
		{"/en", "Skriv varför", 422, one("notes", "Mer.")},
		{"/en", "Ändrade: 1", 200, one("notes", "Mer.", "why", "Anteckningen saknades.")},
		{"/inga", "", 303, []string{"nothing-from", "2023-10-01", "until", "2023-10-31"}},
		{"/aterta", "löpnummer", 422, []string{"withdraw-ref", "10", "withdraw", "Fel."}},
		{"/aterta", "", 303, []string{"withdraw-ref", "9", "withdraw", "Fel möte."}},
	} {
		if row.word == "personnummer" {
			row.fields = []string{"ref", "8", "date", "2023-11-20", "rank", "minister", "unit", "k",
				"place", "L",
				"organisation", "Någon", "organisation_number", "19121212-1212", "subject", "S"}
		}
		got := boss.send(at, at+row.to, row.fields...)
		if got.status != row.status || !strings.Contains(got.body, row.word) {
			t.Errorf("%s %v: %d, want %d and %q", row.to, row.fields, got.status, row.status, row.word)
		}
		if row.to == "/inga" { // I-2: what a version replaced can be read as it stood
			h.shows(key, key+"/version/1", "Mer.", "Anteckningen saknades.")
			h.shows("/en"+key+"/version/1", "As it stood in version 1 of 2", "Skydd")
			if _, page := h.fetch(key+"/version/1", 200); strings.Contains(string(page), "Mer.") {
				t.Error("the earlier version says what the later one does")
			}
			h.fetch(key+"/version/3", 404)
		}
	}
	h.fetch(key+"/version/1", 404) // I-5: and not where it is taken back
	h.shows(key, "Återtagen kontakt", "Fel möte.")
	_, page := h.fetch(key, 200)
	for _, gone := range []string{"Skydd", "Föreningen Exempel", "Mer."} {
		if strings.Contains(string(page), gone) {
			t.Errorf("a contact that is taken back still says %q", gone)
		}
	}
	kind := fault.Of(h.WithdrawContact(t.Context(), h.boss, exampleBody.ID, "9", "Igen."))
	if kind != fault.Refused {
		t.Errorf("taken back twice: %s", kind)
	}
}

// What a consultation has left says how much, and names nobody unasked.
func TestK44TheTraceOfAConsultation(t *testing.T) {
	s := set(t)
	h, at := s.house, tracePath(s.c.Slug)
	h.shows(at, "Avtryck", "Mötet har inte hållits", "ej fullständigt", "Ingen synpunkt")
	h.shows("/en"+at, "The meeting has not been held")
	h.shows(booksPath, s.c.Content.Title.SV, at, "ej fullständig", "sedan 27 november 2023")
	h.move(s.c.Content.Meeting.End.AddDate(0, 0, 1))
	h.shows(at, "Inbjudna, anmälda och närvarande", "Civilsamhället", "Ingen som kom har samtyckt")
	_, page := h.fetch(at, 200)
	for _, hidden := range []string{"Åsa Öberg", "info@example.org", "asa@example.org"} {
		if strings.Contains(string(page), hidden) {
			t.Errorf("the page holds %q", hidden)
		}
	}
	h.fetch(tracePath("annat"), 404)
}
