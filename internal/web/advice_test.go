package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// advised gives the ID of a recommendation that the body of the examples keeps and has to answer.
func (h *house) advised() string {
	h.t.Helper()
	_, err := h.ImportAdvice(h.t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: "granskaren-5",
		By: "Exempelgranskaren", Title: "Femte rundan", On: "2019-03-22", Scale: "greco"},
		[]byte("ref;text_sv;to;due;grade;assessed;round\n"+
			"i;Möten bör redovisas;Exempeldepartementet;2023-10-01;not;2021-06;Första rapporten\n"+
			"i;;;;partly;2023;Andra rapporten\n"+
			"ii;=Se över reglerna;Någon annan;;implemented;2023;Andra rapporten\n"))
	h.must(err)
	all, err := h.Recommendations(h.t.Context())
	h.must(err)
	c, _ := all.Find("granskaren-5-i")
	return string(c.Matter.ID)
}

// What is past its day is counted beside what has no answer, and the days
// between the two are told.
func TestLateAnswersAreCountedWithTheDaysOfGrace(t *testing.T) {
	h := newHouse(t)
	list := "ref;text_sv;to;due\n"
	for i, days := range []int{-40, -5, -3, 5} {
		list += fmt.Sprintf("%d;Råd %d;Exempeldepartementet;%s\n", i+1, i+1,
			exampleTime.AddDate(0, 0, days).Format(time.DateOnly))
	}
	_, err := h.ImportAdvice(t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: "granskaren-6",
		By: "Exempelgranskaren", Title: "Sjätte rundan", On: "2019-03-22", Scale: "greco"},
		[]byte(list))
	h.must(err)
	h.shows("/integritet", "4 rekommendationer", "1 utan svar", "2 till har passerat sin dag",
		"när 30 dagar har gått")
	h.shows("/en/integritet", "1 without an answer", "2 more past the day",
		"once 30 days have passed")
	h.shows(advicePath+"?svar=overdue", "2 av 4 rekommendationer",
		"Inget svar än: skulle ha kommit")
	_, err = h.ImportAdvice(t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: "granskaren-6",
		By: "Exempelgranskaren", Title: "Sjätte rundan", On: "2019-03-22", Scale: "greco"},
		[]byte(strings.Replace(list, "Råd 1;", "Råd ett;", 1)))
	h.must(err)
	h.shows(advicePath+"/granskaren-6-1", `<li id="n1"`, "Råd 1<", "Råd ett<", // I-2: both can be pointed at
		"Texten i registret ändrades")
}

// A recommendation is answered with reasons, proven and followed on the pages;
// both assessments stand, and no answer shows by itself.
func TestARecommendationFromListToFollowUp(t *testing.T) {
	h := newHouse(t)
	id := h.advised()
	const public = advicePath + "/granskaren-5-i"
	h.shows(advicePath, "Möten bör redovisas", "Utan svar: skulle ha kommit", "Delvis genomförd",
		"färgen är Insyns tolkning",
		"2 av 2 rekommendationer", "Första rapporten", "Andra rapporten")
	h.shows(advicePath+"?svar=silent", "1 av 2 rekommendationer")
	h.shows(advicePath+"?till=finns-inte", "Inga rekommendationer", "Visa alla")
	h.shows("/en"+public, "Not implemented", "Partly implemented", "No answer", "Insyn&#39;s reading", `lang="sv"`)
	h.shows("/integritet", "2 rekommendationer", "1 utan svar")
	boss := h.signedInAs("boss", account.Publisher)
	at := "/arbete/rekommendation/" + id
	shows(t, boss.get("/arbete/integritet/"+string(exampleBody.ID)), "Möten bör redovisas",
		"Läs in en lista")
	for _, row := range []struct {
		to, word string
		status   int
		fields   []string
	}{
		{"/svar", "Fyll i fältet", 422, []string{"position", "accept", "reason", "Ja."}},
		{"/svar", "", 303, []string{"position", "part", "reason", "Samtal går <b>inte</b> att följa.", "measure", "Möten läggs ut."}},
		{"/uppfoljning", "minst ett underlag", 409,
			[]string{"status", "implemented", "follow-reason", "Klart."}},
		{"/underlag", "hel webbadress", 422, []string{"proves", "Mötena", "url", "javascript:alert(1)", "on", "2023-11-20"}},
		{"/underlag", "", 303, []string{"proves", "Mötena är publicerade", "url", "https://www.example.se/moten", "on", "2023-11-20"}},
		{"/uppfoljning", "", 303, []string{"status", "implemented", "follow-reason", "Mötena är ute."}},
		{"/bedomning", "finns inte på skalan", 422,
			[]string{"grade", "super", "judge", "X", "round", "R", "assessed", "2023"}},
		{"/bedomning", "", 303, []string{"grade", "implemented", "judge", "Exempelgranskaren", "round", "Tredje rapporten", "assessed", "2023-11"}},
		{"/jav", "", 303, nil},
		{"/uppfoljning", "anmält jäv", 403, []string{"status", "dropped", "follow-reason", "Nej."}},
	} {
		got := boss.send(at, at+row.to, row.fields...)
		if got.status != row.status || !strings.Contains(got.body, row.word) {
			t.Errorf("%s %v: %d, want %d and %q", row.to, row.fields, got.status, row.status, row.word)
		}
	}
	h.shows(public, "Inte genomförd", "Delvis genomförd", "Godtar rådet delvis",
		"svaret kom för sent",
		"Samtal går &lt;b&gt;inte&lt;/b&gt; att följa.", "Mötena är publicerade", "Genomförd, med underlag", "1 person deltar")
	h.shows(public, "Tredje rapporten")

	// K4-1 AC4: a link that does not answer says since when, and the status stays.
	all, err := h.Recommendations(t.Context())
	h.must(err)
	c, _ := all.Find("granskaren-5-i")
	h.must(h.DB.Bookkeep(t.Context(), "matter/"+id, func(tx *store.Tx) error {
		return tx.AddEntry(integrity.Entry{Matter: c.Matter.ID, Number: c.Matter.Entries + 1, At: tx.Now, Author: "system",
			Said: integrity.Said{Reach: &integrity.Reach{Evidence: c.Evidence[0].Number,
				Since: time.Date(2023, 11, 25, 8, 0, 0, 0, time.UTC)}}})
	}))
	h.site.pages.changed()
	h.shows(public, "Ej nåbar sedan 25 november 2023", "Genomförd, med underlag")
	_, api := h.fetch("/api/v1/recommendations", 200)
	agrees(t, "Recommendations", api)
	if !strings.Contains(string(api), `"unreachableSince": "2023-11-25T08:00:00Z"`) {
		t.Error("the API does not tell since when")
	}
}

// K4-1 AC1: of fifteen items in two assessments the page shows 3/5/7, then
// 9/3/3, and on an item both of its grades.
func TestK41AC1FifteenItemsOnAPage(t *testing.T) {
	h := newHouse(t)
	list, err := os.ReadFile("../integrity/testdata/fifteen.csv")
	h.must(err)
	_, err = h.ImportAdvice(t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: "granskaren-5",
		By: "Exempelgranskaren", Title: "Femte rundan", On: "2019-03-22", Scale: "greco"}, list)
	h.must(err)
	_, page := h.fetch(advicePath, 200)
	for round, want := range map[string]string{"Första efterlevnadsrapporten (påhittad)": "3 5 7 15",
		"Andra efterlevnadsrapporten (påhittad)": "9 3 3 15"} {
		row := regexp.MustCompile(`(?s)` + regexp.QuoteMeta(round) + `.*?</tr>`).FindString(string(page))
		var numbers []string
		for _, cell := range regexp.MustCompile(`>(\d{1,2})<`).FindAllStringSubmatch(row, -1) {
			numbers = append(numbers, cell[1])
		}
		if got := strings.Join(numbers, " "); got != want {
			t.Errorf("%s shows %q, want %s in\n%s", round, got, want, row)
		}
	}
	h.shows(advicePath+"/granskaren-5-iv", "Inte genomförd", "Delvis genomförd", "2021", "2023")
}

// What the pages say is what the files say, and a file is read in again unchanged.
func TestAdviceFilesAgreeWithThePages(t *testing.T) {
	h := newHouse(t)
	h.advised()
	_, table := h.fetch("/integritet/kalla/granskaren-5.csv", 200)
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff"))))
	in.Comma = ';'
	rows, err := in.ReadAll()
	h.must(err)
	if len(rows) != 4 || rows[3][1] != "'=Se över reglerna" {
		t.Errorf("%q", rows) // N-07
	}
	again, err := h.ImportAdvice(t.Context(), h.boss, exampleBody.ID, integrity.Source{ID: "granskaren-5",
		By: "Exempelgranskaren", Title: "Femte rundan", On: "2019-03-22", Scale: "greco"}, table)
	if err != nil || again.Same != 2 || again.Changed+again.New+again.Assessed != 0 {
		t.Errorf("%+v %v", again, err)
	}
	h.fetch("/integritet/kalla/granskaren-5", 404)
	h.fetch("/integritet/kalla/annan.csv", 404)
	h.fetch(advicePath+"/annan", 404)
	_, list := h.fetch("/api/v1/recommendations", 200)
	agrees(t, "Recommendations", list)
	var api struct{ Items []apiAdvice }
	h.must(json.Unmarshal(list, &api))
	if len(api.Items) != 2 || len(api.Items[0].Assessments) != 2 ||
		api.Items[0].Answer != integrity.Silent {
		t.Errorf("%+v", api.Items)
	}
	_, atom := h.fetch(advicePath+"/atom.xml", 200)
	var feed atomFeed
	h.must(xml.Unmarshal(atom, &feed))
	if len(feed.Entries) != 5 {
		t.Errorf("%d entries in the feed", len(feed.Entries))
	}
}

// The list is read in on the page: what is wrong is told line by line, and nothing is kept.
func TestAListIsReadInOnThePage(t *testing.T) {
	h := newHouse(t)
	boss := h.signedInAs("boss", account.Publisher)
	at := "/arbete/integritet/" + string(exampleBody.ID)
	send := func(file string) reply {
		return boss.sendFile(at, at+"/las-in", "file", "lista.csv", []byte(file), "by",
			"Exempelgranskaren",
			"title", "Rapport", "on", "2023", "source", "granskaren", "scale", "riksrevisionen")
	}
	shows(t, send("ref;text;to\n1;Gör så;X\n2;;X\n"), "Rad 3, text")
	h.shows(advicePath, "Inga rekommendationer")
	shows(t, send("ref;text;to\n1;Gör så;X\n"), "Listan är inläst", "Nya: 1.")
	shows(t, send("ref;text;to\n1;Gör så;X\n"), "Oförändrade: 1.")
}

// sendFile opens a page, takes the token of its form and sends a file with
// other fields to a path.
func (c *caller) sendFile(page, path, field, name string, data []byte, pairs ...string) reply {
	c.h.t.Helper()
	found := tokenInPage.FindStringSubmatch(c.get(page).body)
	if found == nil {
		c.h.t.Fatalf("no form on %s", page)
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		c.h.must(form.WriteField(pairs[i], pairs[i+1]))
	}
	c.h.must(form.WriteField("token", found[1]))
	file, err := form.CreateFormFile(field, name)
	c.h.must(err)
	_, err = file.Write(data)
	c.h.must(errors.Join(err, form.Close()))
	r, err := http.NewRequest(http.MethodPost, c.h.server.URL+path, &b)
	c.h.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return c.do(r)
}
