package web

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// box is a mailbox of what a house has sent.
type box struct{ h *house }

// Letters implements Mailbox.
func (b box) Letters() ([]letter.Message, error) {
	b.h.post()
	b.h.mutex.Lock()
	defer b.h.mutex.Unlock()
	list := slices.Clone(b.h.mail)
	slices.Reverse(list)
	return list, nil
}

// Letter implements Mailbox.
func (b box) Letter(id string) (letter.Message, error) {
	all, err := b.Letters()
	for _, m := range all {
		if mailID(m) == id {
			return m, err
		}
	}
	return letter.Message{}, fs.ErrNotExist
}

// File implements Mailbox.
func (b box) File(id string) ([]byte, error) {
	m, err := b.Letter(id)
	if err != nil {
		return nil, err
	}
	return letter.Bytes(m)
}

// toured is a house with a tour, and a visitor who keeps cookies.
type toured struct {
	*house
	visitor *http.Client
	tour    *Tour
}

func newTour(t *testing.T) toured {
	t.Helper()
	mended := exampleContent()
	said := consult.Text{SV: "Sagt.", EN: "Said."}
	mended.Privacy.Controller, mended.Privacy.Purpose, mended.Privacy.Basis = said, said, said
	agenda := slices.Clone(mended.Agenda)
	agenda[0].Minutes++
	tour := &Tour{Body: exampleBody.ID, Officer: "hanna@example.se", Publisher: "petra@example.se",
		Paper:  "Inbjudan till samråd\n\nTid: 12 december 2023 kl. 13.00–14.30\n\nAnmälan: till kim.exempel@example.se\n",
		Mended: mended, Agenda: agenda, Summary: mended.Outline(), Link: canary,
		Visitor: consult.Entry{Name: "Vera", Email: "vera@example.org", Kind: consult.Private},
		View: consult.ViewForm{Subject: consult.Subject{About: consult.TheWhole},
			Sender: consult.Sender{Kind: consult.APerson}},
		Said: consult.Text{SV: "Svara oss.", EN: "Answer us."}, Answer: consult.AnswerForm{
			Position: consult.Accepted, Reason: consult.Text{SV: "Det gör vi.", EN: "We do."}}}
	mended.WrittenInput.Open, mended.WrittenInput.Until = true, meeting.AddDate(0, 0, 14)
	for i := range tour.Summary.Sections {
		tour.Summary.Sections[i].Body = said
	}
	play := &Play{Tour: tour, Moments: []Moment{{"before", exampleTime}, {"during",
		meeting.Add(-10 * time.Minute)},
		{"after", meeting.Add(20 * time.Hour)}}}
	h := newHouse(t, func(o *Options) {
		o.Desk.Site.Demo, o.Demo, o.Play = true, true, play
	})
	play.Mailbox, play.Set = box{h}, h.move
	play.Keep = func(ctx context.Context) error {
		return h.DB.Bookkeep(ctx, "demo", func(tx *store.Tx) error {
			return tx.SetSetting("clock",
				h.clock().String())
		})
	}
	h.hire("Hanna", tour.Officer, account.Editor)
	jar, err := cookiejar.New(nil)
	h.must(err)
	return toured{h, &http.Client{Jar: jar}, tour}
}

// sends posts a form and gives the status, where it led and the page.
func (h toured) sends(path string, fields ...string) (int, string, string) {
	h.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return h.read(h.visitor.PostForm(h.server.URL+path, form))
}

// opens gets a page.
func (h toured) opens(path string) string {
	h.t.Helper()
	_, _, page := h.read(h.visitor.Get(h.server.URL + path))
	return page
}

func (h toured) read(answer *http.Response, err error) (int, string, string) {
	h.t.Helper()
	h.must(err)
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	h.must(err)
	return answer.StatusCode, answer.Request.URL.Path, string(page)
}

// done demands how many steps the page says are done.
func (h toured) done(want string) {
	h.t.Helper()
	if page := h.opens("/rundtur"); !strings.Contains(page, want+" av "+strconv.Itoa(len(tourSteps))+" steg") {
		h.t.Fatalf("the tour does not say %s of all\n%s", want, page)
	}
}

// The whole tour by the buttons that do a step in the visitor's place: each
// check mark comes of what has happened, and goes when it has not.
func TestTourByButtons(t *testing.T) {
	h := newTour(t)
	h.done("0")
	if status, _, _ := h.sends("/rundtur/gor", "step", "mend"); status != http.StatusNotFound {
		t.Errorf("mending nothing: %d", status)
	}
	h.sends("/rundtur/gor", "step", "open")
	h.done("3")
	list, err := h.PublicConsultations(t.Context(), store.ConsultationFilter{})
	h.must(err)
	if len(list) != 1 {
		t.Fatalf("%d consultations are public", len(list))
	}
	h.sends("/rundtur/gor", "step", "open")
	if again, _ := h.PublicConsultations(t.Context(), store.ConsultationFilter{}); len(again) != 1 {
		t.Errorf("opened twice: %d are public", len(again))
	}
	h.seat(list[0], "Vera", "vera@example.org")
	h.done("4")
	h.sends("/rundtur/gor", "step", "agenda")
	h.done("5")
	page := h.opens("/rundtur")
	if !strings.Contains(page, "Se vad som ändrades i kalendern") {
		t.Errorf("nothing leads to what changed\n%s", page)
	}
	h.sends("/demo/klocka", "phase", "during")
	if _, path, page := h.sends("/demo/klocka", "phase", "nonsens"); !strings.Contains(page,
		"före, under eller efter") {
		t.Errorf("a moment that is not there leads to %s", path)
	}
	h.done("5")
	h.views(list[0])
	h.sends("/demo/klocka", "phase", "after")
	h.sends("/rundtur/gor", "step", "summary")
	h.done("7") // the link was never used
	if status, _, _ := h.sends("/rundtur/gor", "step", "purchase"); status != http.StatusNotFound {
		t.Errorf("publishing nothing: %d", status)
	}
	h.brought("2024-01")
	h.sends("/rundtur/gor", "step", "purchase")
	h.done("8")
	if strings.Contains(h.opens("/rundtur"), canary) {
		t.Error("the tour shows the meeting link")
	}
}

// views sends a view, as the form that the tour fills in would, and lets the
// tour answer it.
func (h toured) views(c consult.Consultation) {
	h.t.Helper()
	if status, _, _ := h.sends("/rundtur/gor", "step", "answer"); status != http.StatusNotFound {
		h.t.Errorf("answering nothing: %d", status)
	}
	if !strings.Contains(h.opens("/samrad/"+c.Slug+"/synpunkt?exempel"), "Svara oss.") {
		h.t.Error("the form of a view is not filled in")
	}
	form := h.tour.View
	form.Text = h.tour.Said.SV
	v, err := h.BeginView(h.t.Context(), c.ID.Forum(), "en-nyckel", form)
	h.must(err)
	h.done("5") // a draft is no view
	_, err = h.SendView(h.t.Context(), h.ViewLink(v), v.Saved)
	h.must(err)
	h.done("5")
	if page := h.opens("/rundtur"); !strings.Contains(page, string(h.ViewLink(v))) {
		h.t.Errorf("nothing leads to the receipt\n%s", page)
	}
	h.sends("/rundtur/gor", "step", "answer")
	h.done("6")
	if page := h.opens("/samrad/" + c.Slug + "/svar"); !strings.Contains(page, "Det gör vi.") {
		h.t.Errorf("the answer is not public\n%s", page)
	}
}

// The form for pasting is filled in with the invitation where the tour asks
// for it, and only the invented people can be become.
func TestTourSignsInTheInventedOnly(t *testing.T) {
	h := newTour(t)
	_, path, page := h.sends("/demo/logga-in", "as", "officer", "next", "/arbete/nytt/las-in?exempel")
	if path != "/arbete/nytt/las-in" || !strings.Contains(page, "kim.exempel@example.se") {
		t.Errorf("the form at %s is not filled in", path)
	}
	if strings.Contains(h.opens("/arbete/nytt/las-in"), "kim.exempel") {
		t.Error("the form is filled in without being asked")
	}
	if page := h.opens("/arbete"); !strings.Contains(page, "Ditt arbete") {
		t.Error("the visitor is not the officer")
	}
	if status, _, _ := h.sends("/demo/logga-in", "as",
		"administrator"); status != http.StatusUnprocessableEntity {
		t.Errorf("one can become the administrator: %d", status)
	}
	for _, next := range []string{"https://ond.example.org/", "//ond.example.org",
		"/\\ond.example.org"} {
		if _, path, _ := h.sends("/demo/logga-in", "as", "publisher", "next",
			next); path != "/rundtur" {
			t.Errorf("%q leads to %s", next, path)
		}
	}
	h.sends("/demo/logga-in", "as", "nobody")
	if page := h.opens("/arbete"); strings.Contains(page, "Ditt arbete") {
		t.Error("the visitor is still somebody")
	}
}

// Without a tour there are no such routes.
func TestNoTourOutsideADemonstration(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"/rundtur", "/demo/brev"} {
		answer, err := http.Get(h.server.URL + path)
		h.must(err)
		answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %d", path, answer.StatusCode)
		}
	}
	answer, err := http.PostForm(h.server.URL+"/demo/logga-in", url.Values{"as": {"officer"}})
	h.must(err)
	answer.Body.Close()
	if answer.StatusCode < 400 || len(answer.Cookies()) > 0 {
		t.Errorf("signing in answers %d with %d cookies", answer.StatusCode, len(answer.Cookies()))
	}
}

func TestLineDiff(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"a b c", "a b c", " a| b| c"},
		{"a b c", "a x c", " a|-b|+x| c"},
		{"", "a", "-|+a"},
		{"a b", "b a", "-a| b|+a"},
	} {
		var got []string
		for _, p := range lineDiff(strings.Split(c.old, " "), strings.Split(c.new, " ")) {
			got = append(got, map[string]string{"": " ", "added": "+",
				"removed": "-"}[p.Change]+p.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q to %q: %s, want %s", c.old, c.new, s, c.want)
		}
	}
}
