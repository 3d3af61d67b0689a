package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/purchase"
	"insyn/internal/trial"
	"insyn/redflag"
)

// A figure follows from what was stated and the version that it was stated by,
// and from nothing else: whoever computes it again, from the same in whatever
// order it lies, gets the same bytes (I-3).
func TestI3AFigureIsReproducible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seeds := rapid.SliceOfN(rapid.IntRange(0, 40), 1, 9).Draw(t, "bodies")
		var order []int
		for i := range seeds {
			order = append(order, i)
		}
		other := rapid.Permutation(order).Draw(t, "order")
		if a, b := pictured(t, seeds, order), pictured(t, seeds, other); a != b {
			t.Fatalf("the picture is\n%s\nand\n%s", a, b)
		}
		if a, b := numbersOf(t, seeds, order), numbersOf(t, seeds, other); a != b {
			t.Fatalf("the numbers are\n%s\nand\n%s", a, b)
		}
	})
}

// Wherever people write, there is no field for a person who is suspected: not in
// a view or a case, not in a flag or what a rule says of one. And nobody hands in
// a file but with a view or a case of their own, which is read before it is seen:
// no route takes a report (I-1).
func TestI1NoPlaceForAReport(t *testing.T) {
	for _, of := range []reflect.Type{reflect.TypeFor[consult.View](),
		reflect.TypeFor[consult.ViewForm](),
		reflect.TypeFor[consult.ViewVersion](), reflect.TypeFor[consult.ViewFile](),
		reflect.TypeFor[consult.Copy](),
		reflect.TypeFor[consult.Proposal](), reflect.TypeFor[consult.Duty](),
		reflect.TypeFor[consult.Step](),
		reflect.TypeFor[consult.CaseMessage](), reflect.TypeFor[consult.Answer](),
		reflect.TypeFor[purchase.Flag](),
		reflect.TypeFor[redflag.Flag](), reflect.TypeFor[integrity.Channel](), reflect.TypeFor[plan.Facts]()} {
		names := trial.Fields(of)
		if len(names) < 4 {
			t.Errorf("of %v only %q is seen", of, names)
		}
		for _, name := range names {
			if trial.Suspects.MatchString(name) {
				t.Errorf("%v has a place for somebody who is suspected: %s", of, name)
			}
		}
	}
	var open, own []string
	for _, row := range (&Server{options: Options{Desk: &act.Desk{}}}).routes() {
		switch {
		case row.Body == 0 || row.Access == Staff || row.Machine:
		case row.Access == Holder:
			own = append(own, row.Pattern)
		default:
			open = append(open, row.Pattern)
		}
	}
	if want := []string{"/min-synpunkt/{link}/fil", "/mitt-arende/{link}/fil"}; !slices.Equal(own, want) || len(open) > 0 {
		t.Errorf("files are handed in at %q and %q, want only %q", own, open, want)
	}
}

// pictured gives a picture as a page and as a table. The answers lie in an order.
func pictured(t *rapid.T, seeds, order []int) string {
	o, submitted := exampleOpening(2023, len(seeds)), map[string]integrity.SelfAssessment{}
	for _, i := range order {
		submitted[o.Population[i]] = exampleReplies(seeds[i])
	}
	p := integrity.Draw("r", o, integrity.Instruments()[integrity.LatestInstrument], submitted)
	view := pictureView{&p, integrity.Everybody, ""}
	table, err := spreadsheet(pictureRows(view))
	if err != nil {
		t.Fatal(err)
	}
	page := exampleVisit(lang.For(lang.Swedish)).picturePage(Page{},
		act.Pictures{All: []integrity.Picture{p}}, view)
	return fmt.Sprintf("%s%+v", table, page)
}

// numbersOf gives yearly numbers of bodies as a page, a table and for programs.
// The bodies lie in an order.
func numbersOf(t *rapid.T, seeds, order []int) string {
	all := act.Yearbooks{Of: map[string]integrity.Yearbook{}, Bodies: map[string]account.Body{}}
	for _, i := range order {
		id := fmt.Sprint("exempel-", i)
		y := exampleYearbooks().Of[string(exampleBody.ID)]
		for n := range y.Said {
			y.Said[n].What.Counts["received"] = seeds[i]
			y.Said[n].What.Counts["acknowledged"], y.Said[n].What.Counts["feedback"] = seeds[i]/2, seeds[i]/3
		}
		all.Of[id] = y
		all.Bodies[id] = account.Body{ID: account.BodyID(id), Name: id}
	}
	table, err := spreadsheet(yearlyRows(all, ""))
	data, wrong := json.Marshal(yearlyNumbers(all, ""))
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	page := exampleVisit(lang.For(lang.Swedish)).yearlyBodiesPage(Page{}, all)
	return fmt.Sprintf("%s%s%+v", table, data, page)
}

// A fate is what becomes of a record after it was published.
type fate string

const (
	stays   fate = "stays"
	changes fate = "changes"
	goes    fate = "goes"   // is taken back or cancelled
	exempt  fate = "exempt" // a contact of which nothing is told but that it was
)

// registers makes a contact register and a gift register of records with such
// fates. A record's words say its name while it stands, and HIDDEN with the name
// in versions that are taken back.
func registers(fates []fate) (act.Books, act.GiftBooks) {
	body, entries := string(exampleBody.ID), func(all ...integrity.Said) (list []integrity.Entry) {
		for i, said := range all {
			list = append(list, integrity.Entry{Number: i + 1, At: exampleTime, Said: said})
		}
		return list
	}
	m := integrity.Matter{Body: body, Key: body}
	cover := entries(integrity.Said{Coverage: &integrity.Coverage{Covers: integrity.Text{SV: "Alla"},
		Since: "2023-01-01", From: integrity.Officer, Within: 14}})
	b, g := integrity.FoldBook(m, cover), integrity.FoldGifts(m, cover)
	for i, f := range fates {
		word := fmt.Sprintf("record%dx", i)
		if f == goes {
			word = "HIDDEN" + word
		}
		text := integrity.Text{SV: word}
		c := integrity.Contact{Ref: fmt.Sprint(i), On: "2023-10-04", Place: word,
			Rank: integrity.Minister, Unit: integrity.Text{SV: "k"}, Subject: text, Notes: text,
			With: []integrity.Partner{{Name: word, Sort: integrity.Network}}}
		gift := integrity.Gift{Number: i + 1, On: "2023-10-04", Sort: integrity.AnObject,
			Rank: integrity.Minister, Unit: integrity.Text{SV: "k"}, What: text, Occasion: text, Kept: text,
			From: integrity.Partner{Name: word, Sort: integrity.Network}}
		contacts, gifts := []integrity.Said{{Contact: &c}}, []integrity.Said{{Gift: &gift}}
		switch f {
		case changes:
			again, more := c, gift
			again.Why, more.Why = "mer", "mer"
			contacts = append(contacts, integrity.Said{Contact: &again})
			gifts = append(gifts, integrity.Said{Gift: &more})
		case goes:
			back, left := integrity.Contact{Ref: c.Ref, On: c.On, Withdrawn: "fel"}, gift.Cancel("fel")
			contacts = append(contacts, integrity.Said{Contact: &back})
			gifts = append(gifts, integrity.Said{Gift: &left})
		case exempt:
			contacts[0].Contact = &integrity.Contact{Ref: c.Ref, On: c.On, Rank: integrity.Minister,
				Unit: integrity.Text{SV: "HIDDEN" + word}, Exemption: integrity.ExemptPerson}
		}
		key := integrity.Matter{ID: integrity.ID(word), Body: body,
			Key: integrity.GiftKey(body, i+1)}
		b.Contacts = append(b.Contacts, integrity.FoldContact(key, entries(contacts...)))
		g.Gifts = append(g.Gifts, integrity.FoldGift(key, entries(gifts...)))
	}
	bodies := map[string]account.Body{body: exampleBody}
	return act.Books{All: []integrity.Book{b}, Bodies: bodies},
		act.GiftBooks{All: []integrity.GiftBook{g}, Bodies: bodies}
}

// outputs gives everything that is made of two registers, by what it is. Each
// holds the words of what is told.
func outputs(t *rapid.T, books act.Books, gifts act.GiftBooks) map[string]string {
	v, s := exampleVisit(lang.For(lang.Swedish)), &Server{base: &url.URL{Scheme: "https", Host: "x"}}
	b, g := books.All[0], gifts.All[0]
	all := map[string]string{
		"contacts as a page": fmt.Sprintf("%+v", v.bookPage(Page{}, b, bookFilter{})),
		"gifts as a page":    fmt.Sprintf("%+v", v.giftBookPage(Page{}, g, bookFilter{}))}
	written := func(name string, rows [][]string) {
		table, err := spreadsheet(rows)
		data, wrong := integrity.WriteJSON(rows)
		if err != nil || wrong != nil {
			t.Fatal(err, wrong)
		}
		all[name+" as a table"], all[name+" as JSON"] = string(table), string(data)
	}
	written("contacts", contactRows(b))
	written("gifts", giftRows(g))
	var met []apiMeeting
	var given []apiGift
	for _, r := range b.Told() {
		met = append(met, s.toMeeting(b, r))
		all["contacts as pages"] += fmt.Sprintf("%+v", v.bookEntryPage(Page{}, books, b, r))
	}
	for _, r := range g.Gifts {
		given = append(given, s.toGift(r))
		all["gifts as pages"] += fmt.Sprintf("%+v", v.giftPage(Page{}, gifts, g, r))
	}
	for name, items := range map[string]any{"contacts for programs": met,
		"gifts for programs": given} {
		data, err := json.Marshal(items)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(data)
	}
	return all
}

// What is taken back, cancelled or only counted is in no output of a register,
// and what is told is in every one (I-5).
func TestI5WhatARegisterHidesIsHiddenEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fates := rapid.SliceOfN(rapid.SampledFrom([]fate{stays, changes, goes, exempt}), 1,
			6).Draw(t, "fates")
		books, gifts := registers(fates)
		for name, text := range outputs(t, books, gifts) {
			if strings.Contains(text, "HIDDEN") {
				t.Fatalf("%s hold what is hidden: %s", name, text)
			}
			for i, f := range fates {
				told := f == stays || f == changes || f == exempt && strings.HasPrefix(name, "gifts")
				if told != strings.Contains(text, fmt.Sprintf("record%dx", i)) {
					t.Fatalf("%s: record %d, which %s: %s", name, i, f, text)
				}
			}
		}
		countsWhatStands(t, books.All[0], gifts.All[0], fates)
	})
}

// countsWhatStands demands that the pages of two registers count what is told, and
// what is taken back or only counted apart from it.
func countsWhatStands(t *rapid.T, b integrity.Book, g integrity.GiftBook, fates []fate) {
	v, n := exampleVisit(lang.For(lang.Swedish)), map[fate]int{}
	for _, f := range fates {
		n[f]++
	}
	told, page := n[stays]+n[changes], v.bookPage(Page{}, b, bookFilter{})
	if want := v.T("book.shown", "Shown", told, "All", told); page.Count != want ||
		b.Withdrawn() != n[goes] || b.Exempted()[integrity.ExemptPerson] != n[exempt] {
		t.Fatalf("%q, want %q, of %v", page.Count, want, fates)
	}
	facts := map[string]string{}
	for _, f := range v.giftCoverage(g) {
		facts[f.Term] = f.Text
	}
	if facts[v.T("gift.count")] != v.Number(len(fates)-n[goes]) || n[goes] > 0 &&
		facts[v.T("gift.cancelled-count")] != v.Number(n[goes]) {
		t.Fatalf("%v of %v", facts, fates)
	}
}

// What becomes of views is drawn; then each is found either in every output of
// the site, by people and by programs, or in none, and is counted so (I-5).
func TestI5AViewIsShownEverywhereOrNowhere(t *testing.T) {
	h := newHouse(t)
	for draw := range 4 {
		h.viewsShownOrNot(t, rapid.SliceOfN(rapid.SampledFrom([]consult.ViewState{consult.ViewReceived,
			consult.ViewPublished, consult.ViewWithheld, consult.ViewWithdrawn}), 5,
			8).Example(draw))
	}
}

// viewsShownOrNot lets views of a new consultation have such fates, and looks for
// them everywhere.
func (h *house) viewsShownOrNot(t *testing.T, fates []consult.ViewState) {
	t.Helper()
	c := h.open(listening())
	at, shown := "/samrad/"+c.Slug, 0
	for i, f := range fates {
		v := h.said(c, viewWord(c, i))
		r := consult.Ruling{Verdict: consult.Publish, Version: 1}
		switch f {
		case consult.ViewReceived:
			continue
		case consult.ViewWithheld:
			r.Verdict, r.Reason = consult.Withhold, "no-view"
		case consult.ViewPublished:
			shown++
		}
		_, err := h.RuleView(t.Context(), h.boss, v.ID, r, nil)
		h.must(err)
		if f == consult.ViewWithdrawn {
			_, err := h.WithdrawView(t.Context(), h.ViewLink(v))
			h.must(err)
		}
	}
	got := map[string]string{}
	for _, path := range []string{at + "/synpunkter", "/en" + at + "/synpunkter",
		"/api/v1/consultations/" + c.Slug + "/views", at + "/atom.xml"} {
		_, body := h.fetch(path, 200)
		got[path] = string(body)
	}
	for i, f := range fates {
		word, want := viewWord(c, i), f == consult.ViewPublished
		for path, body := range got {
			if strings.Contains(body, word) != want {
				t.Errorf("%s: view %d is %s", path, i+1, f)
			}
		}
		if n := h.found(word).Total; (n == 1) != want || n > 1 {
			t.Errorf("the search finds %d of view %d, which is %s", n, i+1, f)
		}
		status := map[bool]int{true: 200, false: 404}[want]
		h.fetch(fmt.Sprintf("%s/synpunkter/%d", at, i+1), status)
	}
	for _, path := range []string{at, at + "/svar", at + "/svar.csv", at + "/kalender.ics", "/",
		"/sitemap.xml", "/samrad/atom.xml", "/kalender.ics", "/integritet/insyn"} {
		_, body := h.fetch(path, 200)
		for i, f := range fates {
			if f != consult.ViewPublished && strings.Contains(string(body), viewWord(c, i)) {
				t.Errorf("%s holds view %d, which is %s", path, i+1, f)
			}
		}
	}
	p, err := h.PublicConsultation(t.Context(), c.Slug)
	h.must(err)
	counted := 0
	for _, n := range p.ViewCounts {
		counted += n
	}
	if counted != shown {
		t.Errorf("%d are counted of %d", counted, shown)
	}
}

// viewWord is the word that a view of a consultation says, and no other does.
func viewWord(c consult.Consultation, i int) string {
	return fmt.Sprintf("ord%dx%s", i, strings.ReplaceAll(c.Slug, "-", ""))
}
