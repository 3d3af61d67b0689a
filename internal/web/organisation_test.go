package web

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// An organisation has one page, files that agree with it, and decisions that
// can be made, read in again and undone by forms.
func TestK410OrganisationsOnPagesAndInFiles(t *testing.T) {
	h := newHouse(t)
	h.covered()
	network := integrity.Mention{Name: "Nätverket Exempel"}.Identity()
	h.shows(orgsPath, "Exempelföretaget AB", "556000-0167", "provisorisk identitet",
		"ej fullständig",
		"FollowTheMoney")
	h.shows("/en"+orgsPath+"?q=5560000167", "1 organisation of", "contact register: 1")
	h.shows(orgsPath+"?register=supplier", "Ingen organisation")
	h.shows(orgsPath+"/se-5560000167", "Exempeldepartementet", "samma organisationsnummer",
		"kontaktregister")
	h.shows("/en"+orgsPath+"/"+network, "The identity is provisional")
	h.shows("/integritet", "Organisationer")
	h.shows(booksPath+"/"+string(exampleBody.ID), orgsPath+"/se-5560000167")
	h.fetch(orgsPath+"/se-1", 404)
	h.fetch(orgsPath+"/filer/annat.csv", 404)

	boss := h.signedInAs("boss", account.Publisher)
	at := orgDeskPath(exampleBody.ID)
	shows(t, boss.get(at), "avgör aldrig", "uppger du att du inte är jävig")
	for _, row := range []struct {
		to, word string
		status   int
		fields   []string
	}{
		{"/uppslag", "personnummer", 422, []string{"number", "19121212-1212", "name", "X", "source",
			"https://x.example", "on", "2023-11-20"}},
		{"/uppslag", "", 303, []string{"number", "8020000017", "name", "Nätverket Exempel", "source",
			"https://www.example.se/r", "on", "2023-11-20"}},
		{"/beslut", "Fyll i", 422, []string{"one", network, "other", "se-8020000017", "ruling", "same"}},
		{"/beslut", "olika organisationsnummer", 409, []string{"one", "se-5560000167", "other",
			"se-8020000017", "ruling", "same", "why", "x"}},
		{"/beslut", "", 303, []string{"one", network, "other", "se-8020000017", "ruling", "same", "why",
			"Står på <b>webbplatsen</b>."}},
		{"/las-in", "Välj vad listan är", 422, nil},
	} {
		got := boss.send(at, at+row.to, row.fields...)
		if got.status != row.status || !strings.Contains(got.body, row.word) {
			t.Errorf("%s %v: %d, want %d and %q", row.to, row.fields, got.status, row.status, row.word)
		}
	}
	h.shows(orgsPath+"/se-8020000017", "samma organisation",
		"Står på &lt;b&gt;webbplatsen&lt;/b&gt;.", "uppslag av en medarbetare")
	if got := boss.get(orgsPath + "/" + network); got.status != 302 {
		t.Errorf("the old address gives %d", got.status)
	}
	h.shows(orgsPath+"/atom.xml", "samma organisation", network)
	for file, read := range map[string]func([]byte) (int, error){
		"uppslag": func(b []byte) (int, error) {
			return h.ImportOrganisations(t.Context(), h.boss,
				exampleBody.ID, b)
		},
		"beslut": func(b []byte) (int, error) {
			return h.ImportRulings(t.Context(), h.boss,
				exampleBody.ID, b)
		}} {
		for _, end := range []string{".csv", ".json"} {
			_, data := h.fetch(orgsPath+"/filer/"+file+end, 200)
			if n, err := read(data); err != nil || n != 0 || len(data) < 40 {
				t.Errorf("%s%s: %d %v", file, end, n, err)
			}
		}
	}
}

// The open data say the same as the pages, the same bytes each time.
func TestK410AC5OpenData(t *testing.T) {
	h := newHouse(t)
	h.covered()
	_, list := h.fetch("/api/v1/organisations", 200)
	agrees(t, "Organisations", list)
	var api struct{ Items []apiOrganisation }
	h.must(json.Unmarshal(list, &api))
	_, entities := h.fetch(orgsPath+"/filer/ftm.json", 200)
	lines := 0
	for in := bufio.NewScanner(bytes.NewReader(entities)); in.Scan(); lines++ {
		var e integrity.FtM
		h.must(json.Unmarshal(in.Bytes(), &e))
		if e.ID != api.Items[lines].ID || e.Properties["name"][0] != api.Items[lines].Names[0] {
			t.Errorf("%+v, want %+v", e, api.Items[lines])
		}
	}
	_, table := h.fetch(orgsPath+"/filer/organisationer.csv", 200)
	describes(t, orgSchema(), table)
	var statements []integrity.BODS
	_, data := h.fetch(orgsPath+"/filer/bods.json", 200)
	h.must(json.Unmarshal(data, &statements))
	for _, s := range statements {
		if s.StatementDate == "" || s.Publication.Date != s.StatementDate {
			t.Errorf("%s is said on %q, published on %q", s.RecordDetails.Name, s.StatementDate,
				s.Publication.Date)
		}
	}
	mentions := 0
	for _, o := range api.Items {
		mentions += len(o.Mentions)
	}
	if lines != len(api.Items) || len(statements) != mentions || lines < 4 {
		t.Errorf("%d entities, %d statements of %d", lines, len(statements), mentions)
	}
	for _, file := range []string{"organisationer.csv", "organisationer.json",
		"organisationer.schema.json", "dcat.ttl", "bods.json"} {
		_, once := h.fetch(orgsPath+"/filer/"+file, 200)
		_, again := h.fetch(orgsPath+"/filer/"+file, 200)
		if !bytes.Equal(once, again) || len(once) < 100 {
			t.Errorf("%s: %d bytes, then %d", file, len(once), len(again))
		}
	}
}

// describes demands that a table has the columns of its schema and no others, and
// that each cell is of the type that the schema gives it.
func describes(t *testing.T, schema any, table []byte) {
	t.Helper()
	var s struct {
		Fields []struct{ Name, Type, Description string }
	}
	data, err := json.Marshal(schema)
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff"))))
	in.Comma = ';'
	rows, wrong := in.ReadAll()
	if err != nil || wrong != nil || len(rows) < 3 || len(rows[0]) != len(s.Fields) {
		t.Fatalf("%v %v: %q of %+v", err, wrong, rows, s)
	}
	types := map[string]*regexp.Regexp{"string": regexp.MustCompile(`^`),
		"integer": regexp.MustCompile(`^\d+$`),
		"boolean": regexp.MustCompile(`^(true|false)$`),
		"date":    regexp.MustCompile(`^(\d{4}-\d\d-\d\d)?$`)}
	for i, f := range s.Fields {
		if f.Name != rows[0][i] || f.Description == "" {
			t.Errorf("column %d is %q, and %+v in the schema", i, rows[0][i], f)
		}
		for _, row := range rows[1:] {
			if !types[f.Type].MatchString(row[i]) {
				t.Errorf("%s is %q, and no %s", f.Name, row[i], f.Type)
			}
		}
	}
}

// A name with letters that look like others stands as its sender wrote it in views,
// ledgers and catalogues; the page of the organisation says what it is made of.
func TestK410AC4OddNamesAreShown(t *testing.T) {
	for _, where := range []integrity.Where{integrity.AsSender, integrity.AsSupplier,
		integrity.AsPublisher, integrity.AsListed} {
		for name, spelt := range map[string]string{"Ехempel AB": `\u0415\u0445empel AB`,
			"Exem\u202epel AB": `Exem\u202epel AB`, "Exempel AB": ""} {
			all := act.Identities{All: integrity.Organisations([]integrity.Mention{{Name: name,
				Where: where, Path: "/x", On: "2023-10-04"}}, nil)}
			for _, say := range []*lang.Printer{lang.For(lang.Swedish), lang.For(lang.English)} {
				page := exampleVisit(say).orgPage(Page{}, all, all.All[0])
				if (page.Odd == "") != (spelt == "") || !strings.Contains(page.Odd, spelt) {
					t.Errorf("%s, %q: %q", where, name, page.Odd)
				}
			}
		}
	}
}
