package web

import (
	"encoding/json"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/integrity"
)

// gifted lets the body of the examples keep a register of gifts, with three:
// one in time, one late and of a private person, one cancelled.
func (h *house) gifted() {
	h.t.Helper()
	h.must(h.CoverGifts(h.t.Context(), h.boss, exampleBody.ID, integrity.Coverage{
		Covers: integrity.Text{SV: "Ledningen", EN: "The management"}, Since: "2023-09-01",
		From: integrity.AgencyHead}))
	vase := integrity.Gift{On: "2023-11-20", Sort: integrity.AnObject, Rank: integrity.Minister,
		Unit:     integrity.Text{SV: "kansliet"},
		From:     integrity.Partner{Name: "Exempelföretaget AB", Number: "556000-0167"},
		What:     integrity.Text{SV: "=En <b>vas</b>"},
		Occasion: integrity.Text{SV: "Studiebesök"}, Kept: integrity.Text{SV: "Receptionen"}}
	lunch := integrity.Gift{On: "2023-10-02", Sort: integrity.Hospitality, Rank: integrity.UnitHead,
		Unit: integrity.Text{SV: "förvaltningsenheten"}, Person: true,
		What: integrity.Text{SV: "Lunch"}, Occasion: integrity.Text{SV: "Föreläsning"}}
	wrong := lunch
	wrong.What.SV = "Hemligt"
	for _, g := range []integrity.Gift{vase, lunch, wrong} {
		_, err := h.RegisterGift(h.t.Context(), h.boss, exampleBody.ID, g)
		h.must(err)
	}
	h.must(h.CancelGift(h.t.Context(), h.boss, exampleBody.ID, 3, "Två gånger."))
}

// Every register says what it covers; what is late says so, a private person
// has no name, and a cancelled number is there with its reason and nothing else.
func TestK45TheRegisterInTheOpen(t *testing.T) {
	newHouse(t).shows(giftsPath, "Gåvoregister", "Ingen myndighet för register")
	h := newHouse(t)
	h.gifted()
	at := giftsPath + "/" + string(exampleBody.ID)
	key := "/integritet/gava/" + string(exampleBody.ID)
	for _, page := range []string{giftsPath, at, key + "-1"} {
		h.shows(page, "Ledningen", "1 september 2023", "ringa värde", "14 dagar", "Sent införda")
		h.shows("/en"+page, "The management", "little value", "14 days")
	}
	h.shows(at, "=En &lt;b&gt;vas&lt;/b&gt;", "Exempelföretaget AB", "statsråd, kansliet",
		"Införd efter 7 dagar", "Sen: införd efter 56 dagar", "privatperson", "Makulerad",
		"3 av 3 nummer")
	h.shows(at+"?q=lunch", "1 av 3 nummer")
	h.shows(at+"?ar=2022", "Inga gåvor", "Visa alla")
	h.shows(key+"-1", "inte angivet; det är frivilligt", "(556000-0167)", "Receptionen")
	h.shows(key+"-3", "Gåva nr 3 är makulerad", "Två gånger.")
	h.fetch(key+"-4", 404)
	h.fetch(giftsPath+"/annan", 404)
	for _, address := range []string{at, key + "-2", key + "-3", at + "/gavor.csv",
		at + "/gavor.json",
		"/api/v1/gifts", "/en" + at} {
		_, data := h.fetch(address, 200)
		for _, hidden := range []string{"Hemligt", "enhetschef", "unit-head", "head of unit"} {
			if strings.Contains(string(data), hidden) {
				t.Errorf("%s holds %q", address, hidden)
			}
		}
	}
	h.shows("/integritet", "Gåvoregister")
	h.shows(orgsPath+"/se-5560000167", "givare i gåvoregister")
}

// What the files give is read in again unchanged, and agrees with the pages.
func TestK45FilesAreReadInAgain(t *testing.T) {
	h := newHouse(t)
	h.gifted()
	at := giftsPath + "/" + string(exampleBody.ID)
	for _, file := range []string{"/gavor.csv", "/gavor.json"} {
		_, data := h.fetch(at+file, 200)
		if strings.HasSuffix(file, "csv") != strings.Contains(string(data), `'=En`) { // N-07
			t.Errorf("%s: %s", file, data)
		}
		saysWhatItCovers(t, file, data) // K4-4 AC3
		done, err := h.ImportGifts(t.Context(), h.boss, exampleBody.ID, data, "")
		if err != nil || done.Same != 2 || done.Withdrawn != 1 || done.New+done.Changed != 0 {
			t.Errorf("%s: %+v %v", file, done, err)
		}
	}
	h.fetch(at+"/annat.csv", 404)
	_, list := h.fetch("/api/v1/gifts", 200)
	agrees(t, "Gifts", list)
	var api struct{ Items []apiGifts }
	h.must(json.Unmarshal(list, &api))
	gifts := api.Items[0].Gifts
	if api.Items[0].Complete || len(gifts) != 3 || gifts[0].Late || !gifts[1].Late ||
		gifts[2].Late ||
		!gifts[1].Person || gifts[1].From != nil || gifts[1].Rank != "" || gifts[2].Cancelled == "" {
		t.Errorf("%+v", api.Items)
	}
}

// A body says what it covers, registers a gift, mends it, parts with it and
// cancels it, all by forms.
func TestK45GiftsByForms(t *testing.T) {
	h := newHouse(t)
	boss := h.signedInAs("boss", account.Publisher)
	at := giftDeskPath(exampleBody.ID)
	one := func(more ...string) []string {
		return append([]string{"received", "2023-11-20", "sort", "object", "rank", "minister", "unit",
			"kansliet", "organisation", "Föreningen Exempel", "organisation_number", "8020000009", "what",
			"En vas", "occasion", "Besök", "kept", "Hyllan"}, more...)
	}
	for _, row := range []struct {
		to, word string
		status   int
		fields   []string
	}{
		{"/en", "Säg först vilka registret omfattar", 409, one()},
		{"/omfattning", "", 303, []string{"covers", "Ledningen", "since", "2023-09-01", "from",
			"minister"}},
		{"/en", "hela kronor", 422, one("value_sek", "många")},
		{"/en", "nämns inte vid namn", 422, one("organisation_sort", "private-person")},
		{"/en", "med nummer 1", 200, one("value_sek", "250")},
		{"/en", "med nummer 1", 200, one("value_sek", "250")}, // pressed twice
		{"/en", "Skriv varför", 422, one("number", "1", "value_sek", "300")},
		{"/en", "Gåva nummer 1 är ändrad", 200, one("number", "1", "value_sek", "300", "why",
			"Fel pris.")},
		{"/en", "löpnumret", 422, one("number", "7", "why", "Fel.")},
		{"/avyttra", "Välj vad som hände", 422, []string{"dispose-number", "1", "disposed",
			"2023-11-21"}},
		{"/avyttra", "", 303, []string{"dispose-number", "1", "disposal", "donated", "disposed",
			"2023-11-21"}},
		{"/en", "med nummer 2", 200, []string{"received", "2023-11-21", "sort", "travel", "rank",
			"minister", "unit", "k", "organisation_sort", "private-person", "what", "Tåg",
			"occasion", "Möte"}},
		{"/makulera", "", 303, []string{"cancel-number", "2", "cancelled", "Ingen gåva."}},
		{"/makulera", "redan makulerat", 409, []string{"cancel-number", "2", "cancelled", "Igen."}},
	} {
		got := boss.send(at, at+row.to, row.fields...)
		if got.status != row.status || !strings.Contains(got.body, row.word) {
			t.Errorf("%s %v: %d, want %d and %q", row.to, row.fields, got.status, row.status, row.word)
		}
	}
	h.shows("/integritet/gava/"+string(exampleBody.ID)+"-1", "300", "250", "Fel pris.",
		"skänkt vidare, 21 november 2023", "Version 3")
	gift := "/integritet/gava/" + string(exampleBody.ID)
	h.shows(gift+"-1/version/1", "Så stod det i version 1 av 3", "250")
	if _, page := h.fetch(gift+"-1/version/1", 200); strings.Contains(string(page), "skänkt vidare") {
		t.Error("the first version knows what became of the gift")
	}
	h.shows(gift+"-2", "makulerad", "Ingen gåva.")
	h.fetch(gift+"-2/version/1", 404)
}

// The search finds contacts, gifts and organisations that are told, and what is
// taken back, cancelled or only counted not any more (N-20).
func TestN20RegistersAreFoundAsTheyAreTold(t *testing.T) {
	h := newHouse(t)
	h.covered()
	h.gifted()
	at := string(exampleBody.ID)
	for query, want := range map[string]string{"visselblåsning": "/integritet/kontakt/" + at + "-2",
		"lunch":      "/integritet/gava/" + at + "-2",
		"8020000009": "/integritet/organisationer/se-8020000009"} {
		f := h.found(query)
		if f.Total == 0 || !strings.HasSuffix(f.Items[0].URL, want) {
			t.Errorf("%s: %+v", query, f.Items)
		}
	}
	if f := h.found("Hemligt"); f.Total != 0 {
		t.Errorf("a gift that was cancelled is found: %+v", f.Items)
	}
	h.must(h.WithdrawContact(t.Context(), h.boss, exampleBody.ID, "2", "Fel möte."))
	h.must(h.CancelGift(t.Context(), h.boss, exampleBody.ID, 2, "Fel."))
	var all string // what the site says of registers, and how much it counts (I-5)
	for _, path := range []string{"/", "/sitemap.xml", "/integritet", booksPath,
		booksPath + "/" + at,
		booksPath + "/" + at + "/kontakter.csv", booksPath + "/" + at + "/kontakter.json", giftsPath,
		giftsPath + "/" + at, giftsPath + "/" + at + "/gavor.csv",
		giftsPath + "/" + at + "/gavor.json",
		orgsPath, orgsPath + "/atom.xml", orgsPath + "/filer/organisationer.csv",
		orgsPath + "/filer/organisationer.json", orgsPath + "/filer/ftm.json",
		orgsPath + "/filer/bods.json",
		advicePath + "/atom.xml", "/api/v1/contacts", "/api/v1/gifts", "/api/v1/organisations"} {
		_, data := h.fetch(path, 200)
		all += strings.ReplaceAll(strings.ToLower(string(data)), "802000-0009", "8020000009")
	}
	for _, query := range []string{"visselblåsning", "lunch", "8020000009"} {
		if f := h.found(query); f.Total != 0 || strings.Contains(all, query) {
			t.Errorf("%s is found still: %+v", query, f.Items)
		}
	}
	h.shows(booksPath+"/"+at, "1 av 1 kontakter")
	h.shows(giftsPath+"/"+at, "3 av 3 nummer", "Makulerade")
	h.shows(orgsPath+"?q=802000-0009", "Ingen organisation")
}
