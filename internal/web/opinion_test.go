package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

var keyForm = regexp.MustCompile(`name="key" value="([^"]+)"`)

// listening is a complete invitation that takes views.
func listening() consult.Content {
	c := complete()
	c.WrittenInput.Open = true
	c.Questions = []consult.Question{{ID: "q1", Text: sv("Vilka nyttor ser ni?")},
		{ID: "q2", Text: sv("Vad saknas?")}}
	return c
}

// said sends a view on a consultation as an organisation.
func (h *house) said(c consult.Consultation, text string) consult.View {
	h.t.Helper()
	v, err := h.EnterView(h.t.Context(), h.boss, c.ID.Forum(), consult.ViewForm{Text: text,
		Subject: consult.Subject{About: consult.TheWhole},
		Sender:  consult.Sender{Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel"}},
		consult.ByLetter, exampleTime)
	h.must(err)
	return v
}

// TestAViewFromFormToPage follows one view: written, read through, sent,
// masked, published, changed and withdrawn.
func TestAViewFromFormToPage(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	author, officer := h.caller(), h.signedInAs("egon", account.Editor)
	public := "/samrad/" + c.Slug
	if !strings.Contains(author.get(public).body, public+"/synpunkt?om=question%3Aq1") {
		t.Fatal("the question does not lead to the form")
	}
	const words = "Vi saknar leverantörsdata. Ring Bo Ek <b>nu</b>."
	own := author.sends(t, public+"/synpunkt", "about", "question:q1", "text", words, "kind", "private")
	receipt := author.get(own)
	if receipt.status != http.StatusOK || !strings.Contains(receipt.body, "Synpunkt 1") {
		t.Fatalf("%d: no receipt", receipt.status)
	}
	if strings.Contains(author.get(public+"/synpunkter").body, "leverantörsdata") {
		t.Fatal("a view was published before anybody had read it")
	}
	queue := "/arbete/samrad/" + string(c.ID) + "/synpunkter"
	list, err := h.Views(t.Context(), h.boss, store.ViewFilter{Forum: c.ID.Forum()})
	h.must(err)
	one := queue + "/" + string(list.Views[0].ID)
	if got := officer.send(one, one, "version", "1", "verdict", "publish", "mask-1", "Bo Ek",
		"ground-1", "personal"); got.status != http.StatusSeeOther {
		t.Fatalf("publishing: %d", got.status)
	}
	if again := officer.get(one).body; !strings.Contains(again, `value="Bo Ek"`) {
		t.Error("who decides again starts without the words that are masked")
	}
	for _, page := range []string{public, public + "/synpunkter", public + "/synpunkter/1"} {
		body := author.get(page).body
		if !strings.Contains(body, "leverantörsdata") || strings.Contains(body, "Bo Ek") ||
			!strings.Contains(body, "[Maskerat: personuppgift]") || !strings.Contains(body, "&lt;b&gt;") {
			t.Errorf("%s does not show the masked copy", page)
		}
	}
	if got := author.send(own+"/aterta", own+"/aterta"); got.status != http.StatusSeeOther {
		t.Fatalf("withdrawing: %d", got.status)
	}
	for _, page := range []string{public, public + "/synpunkter"} {
		if strings.Contains(author.get(page).body, "leverantörsdata") {
			t.Errorf("%s shows what was withdrawn", page)
		}
	}
	if got := author.get(public + "/synpunkter/1").status; got != http.StatusNotFound {
		t.Errorf("the page of a withdrawn view: %d", got)
	}
}

// sends fills in the form at a path, reads it through and sends it. It gives
// the path of the receipt.
func (c *caller) sends(t *testing.T, path string, fields ...string) string {
	t.Helper()
	key := keyForm.FindStringSubmatch(c.get(path).body)
	if key == nil {
		t.Fatalf("%s has no form", path)
	}
	checked := c.send(path, path, append(fields, "key", key[1])...)
	own := checked.header.Get("Location")
	if own == "" {
		t.Fatalf("%d: the form did not lead on:\n%s", checked.status, checked.body)
	}
	if sent := c.send(own, own+"/skicka", "saved", "1"); sent.status != http.StatusSeeOther {
		t.Fatalf("sending: %d", sent.status)
	}
	return own
}

// opinionCanaries puts a canary into everything about views that nobody but
// their authors and the staff may see, and one view that is public. It gives
// the beginning of what a link to a view is.
func (h *house) opinionCanaries(c consult.Consultation) string {
	h.t.Helper()
	ctx, f := h.t.Context(), c.ID.Forum()
	form := consult.ViewForm{Text: "KANARIEtext, fast öppen.",
		Subject: consult.Subject{About: consult.TheWhole},
		Sender: consult.Sender{Kind: consult.AnExpert, Name: "KANARIEnamn",
			Mandate:      "KANARIEmandat",
			Organisation: "KANARIEbolag", Email: "kanarie@example.org"}}
	begin := func(key string) consult.View {
		v, err := h.BeginView(ctx, f, key, form)
		h.must(err)
		return v
	}
	send := func(key string) consult.View {
		v := begin(key)
		v, err := h.SendView(ctx, h.ViewLink(v), v.Saved)
		h.must(err)
		return v
	}
	rule := func(v consult.View, r consult.Ruling) {
		masks, err := consult.MaskWords(v.Text, "KANARIEtext", consult.Secret)
		h.must(err)
		r.Version = 1
		_, err = h.RuleView(ctx, h.boss, v.ID, r, masks)
		h.must(err)
	}
	begin("draft")
	waits := send("waits")
	h.must(h.NoteView(ctx, h.boss, waits.ID, "KANARIEnot"))
	h.must(h.SaveTemplate(ctx, h.boss, consult.AnswerTemplate{Body: string(exampleBody.ID),
		Name: "KANARIEmall", Reason: sv("KANARIEmallsvar")}))
	h.answers(c, "KANARIEsvar, inte publicerat", waits.Number)
	rule(send("masked"), consult.Ruling{Verdict: consult.Publish})
	rule(send("withheld"), consult.Ruling{Verdict: consult.Withhold, Reason: "threat"})
	h.draftCanaries(c, form)
	gone := send("withdrawn")
	rule(gone, consult.Ruling{Verdict: consult.Publish})
	_, err := h.WithdrawView(ctx, h.ViewLink(gone))
	h.must(err)
	return string(gone.ID)
}

// draftCanaries sends a draft of a summary, and puts canaries into what follows
// after it: the next draft, and an objection that is withheld.
func (h *house) draftCanaries(c consult.Consultation, form consult.ViewForm) {
	h.t.Helper()
	ctx := h.t.Context()
	v, err := h.OpenDraft(ctx, h.boss, c.ID, consult.Report)
	h.must(err)
	v.Summary.Sections = []consult.Section{{Heading: sv("Vad saknas?"), Body: sv("En vill mer (#1).")}}
	v, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	_, err = h.SendSummary(ctx, h.boss, v, h.clock().Add(consult.UsualReply))
	h.must(err)
	v.Summary.Sections[0].Body = sv("KANARIEsammanfattning")
	_, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	form.Subject = consult.Subject{About: consult.TheSummary, ID: "1"}
	o, err := h.EnterView(ctx, h.boss, c.ID.Forum(), form, consult.ByLetter, h.clock())
	h.must(err)
	_, err = h.RuleView(ctx, h.boss, o.ID, consult.Ruling{Verdict: consult.Withhold, Reason: "threat",
		Version: 1}, nil)
	h.must(err)
}

// saidWithFile sends a view with the file of the examples.
func (h *house) saidWithFile(c consult.Consultation) consult.View {
	h.t.Helper()
	ctx := h.t.Context()
	v, err := h.BeginView(ctx, c.ID.Forum(), string(c.ID), consult.ViewForm{Text: "Se filen.",
		Subject: consult.Subject{About: consult.TheWhole}, Sender: consult.Sender{Kind: consult.APerson}})
	h.must(err)
	h.must(h.AddViewFile(ctx, h.ViewLink(v), "underlag.txt", []byte("Underlag.")))
	v, err = h.SendView(ctx, h.ViewLink(v), v.Saved+1)
	h.must(err)
	return v
}

// TestAViewOnAPassage finds a passage of an attached text and says something
// about it; the words are those of the text, whatever the form says.
func TestAViewOnAPassage(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	id, err := h.NewConsultation(ctx, h.boss, exampleBody.ID, listening())
	h.must(err)
	_, err = h.AddFile(ctx, h.boss, id, "plan.txt", "Planen", []byte("Första stycket.\n\nÄven det andra."))
	h.must(err)
	h.must(h.Publish(ctx, h.boss, id, consult.Invitation, 1, ""))
	f, err := h.Consultation(ctx, h.boss, id)
	h.must(err)
	author := h.caller()
	public := "/samrad/" + f.Consultation.Slug
	read := readLink.FindStringSubmatch(author.get(public).body)
	if read == nil {
		t.Fatal("nothing leads to the text")
	}
	forms := passageLink.FindAllStringSubmatch(author.get(read[1]).body, -1)
	if len(forms) != 2 {
		t.Fatalf("%d passages lead to the form", len(forms))
	}
	about, err := url.QueryUnescape(forms[1][1])
	h.must(err)
	own := author.sends(t, public+"/synpunkt?om="+forms[1][1], "about", about, "text", "Bra så.",
		"kind", "private")
	shows(t, author.get("/en"+read[1]), `lang="sv"`)
	shows(t, author.get("/en"+public+"/synpunkt?om="+forms[1][1]), `class="quote" lang="sv"`)
	for _, page := range []string{own, own + "/andra"} {
		if got := author.get(page); !strings.Contains(got.body, "Även det andra.") {
			t.Errorf("the author does not see at %s which words it is about", page)
		}
	}
	list, err := h.Views(ctx, h.boss, store.ViewFilter{Forum: id.Forum()})
	h.must(err)
	if got := list.Views[0].Subject; got.Quote != "Även det andra." || got.Hash == "" {
		t.Errorf("%+v", got)
	}
	bad := consult.ViewForm{Text: "x", Sender: consult.Sender{Kind: consult.APerson}, Subject: consult.Subject{
		About: consult.APassage, ID: list.Views[0].Subject.ID, Excerpt: consult.Excerpt{From: 5, To: 9000}}}
	if _, err := h.BeginView(ctx, id.Forum(), "bad", bad); fault.Of(err) != fault.Invalid {
		t.Errorf("a passage outside the text: %v", err)
	}
}

var (
	readLink    = regexp.MustCompile(`href="([^"]+/las)"`)
	passageLink = regexp.MustCompile(`/synpunkt\?om=(passage[^"]+)"`)
)

// TestWhoDecidesAgainStartsWhereItStands: the files that are published are
// ticked, and who is appealed against is not asked to decide.
func TestWhoDecidesAgainStartsWhereItStands(t *testing.T) {
	h := newHouse(t)
	c := h.open(listening())
	officer, other := h.signedInAs("egon", account.Editor), h.signedInAs("eva", account.Editor)
	queue := "/arbete/samrad/" + string(c.ID) + "/synpunkter"
	v, err := h.EnterView(t.Context(), h.boss, c.ID.Forum(), consult.ViewForm{Text: "Vi saknar data.",
		Subject: consult.Subject{About: consult.TheWhole},
		Sender:  consult.Sender{Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel"}},
		consult.ByLetter, exampleTime, act.Original{Name: "brev.txt", Bytes: []byte("Vi saknar data.")})
	h.must(err)
	files, err := h.View(t.Context(), h.boss, v.ID)
	h.must(err)
	one, ticked := queue+"/"+string(v.ID), regexp.MustCompile(`name="publish"[^>]* checked`)
	if ticked.MatchString(officer.get(one).body) {
		t.Error("a file is ticked that nobody has chosen")
	}
	officer.send(one, one, "version", "1", "verdict", "publish", "publish", files.Files[0].Hash)
	if !ticked.MatchString(officer.get(one).body) {
		t.Error("who decides again starts without the file that is published")
	}
	officer.send(one, one, "version", "1", "verdict", "withhold", "reason", "threat")
	_, err = h.AppealView(t.Context(), h.ViewLink(v), "Det är inget hot.")
	h.must(err)
	if page := officer.get(one).body; strings.Contains(page, `name="verdict"`) ||
		!strings.Contains(page, "Du fattade det första beslutet") {
		t.Error("who is appealed against is asked to decide")
	}
	if !strings.Contains(other.get(one).body, `name="verdict"`) {
		t.Error("somebody else cannot decide")
	}
}

// The list is narrowed to questions and documents, and says of each how many
// views there are.
func TestTheFilterOfViewsCounts(t *testing.T) {
	said := act.Said{Counts: map[string]int{"q1": 2, "m1": 1}, Venue: consult.Venue{
		Questions: []consult.Question{{ID: "q1"}}, Material: []consult.Material{{ID: "m1", Name: "utkast.pdf"}, {ID: "m2"}}}}
	var got []string
	for _, o := range staffVisit(lang.For(lang.Swedish)).aboutFilter("/", said, "").Fields[0].Options {
		got = append(got, o.Text)
	}
	if d := cmp.Diff([]string{"Alla", "Fråga 1 (2 synpunkter)", "utkast.pdf (1 synpunkt)"}, got); d != "" {
		t.Error(d)
	}
}
