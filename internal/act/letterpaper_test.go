package act

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"
)

// letterContent is a consultation with something in every chapter.
func letterContent() consult.Content {
	say := func(sv, en string) consult.Text { return consult.Text{SV: sv, EN: en} }
	start := time.Date(2023, 12, 12, 13, 0, 0, 0, lang.Stockholm)
	return consult.Content{
		Template: consult.OGP, Title: say("Samråd om handlingsplanen",
			"Consultation on the action plan"),
		Summary:    say("Vi bjuder in till samråd.", "You are invited to a consultation."),
		Background: say("Planen gäller **två år**.\n\n- Öppna data\n- Antikorruption\n\n## Historia\n\nSe [planen](https://example.se/plan).", ""),
		Purpose:    say("Vi vill lyssna.", "We want to listen."),
		Invited:    say("Alla i civilsamhället.", "All of civil society."),
		Meeting: consult.Meeting{Start: start, End: start.Add(90 * time.Minute),
			Form:  consult.Online,
			Place: say("Digitalt", "Online")},
		Registration: consult.Registering{Closes: start.Add(-7 * 24 * time.Hour), Capacity: 40},
		Contact: consult.Contact{Name: say("Kansliet", "The office"), Email: "ogp@example.se",
			Phone: "08-123 456 00"},
		Plan: consult.Link{Title: say("Handlingsplanen", "The action plan"),
			URL: "https://example.se/plan"},
		Commitments: []consult.Commitment{{Title: say("Öppna data", "Open data")},
			{Title: say("Inköpsdata", "Purchasing data")}},
		Agenda: []consult.Item{
			{Part: consult.Information, Title: say("Information", "Information"), Minutes: 30,
				Who: []consult.Text{say("Exempelmyndigheten", "The Example Agency")}},
			{Part: consult.Discussion, Title: say("Diskussion", "Discussion"), Minutes: 60,
				About: say("Tre frågor.", "Three questions.")}},
		Questions: []consult.Question{{ID: "q1", Text: say("Vad saknas?", "What is missing?")}},
		Material: []consult.Material{{ID: "m1", Title: say("Sammanfattning", "Summary"),
			URL: "https://example.se/s.pdf"}},
		WrittenInput: consult.Input{Open: true, Email: "ogp@example.se",
			Until: start.Add(7 * 24 * time.Hour)},
		Accessibility: say("Mötet textas.", "There are captions."),
		Practical:     say("Kaffe serveras inte.", "There is no coffee."),
		Promise: consult.Promise{Text: say("Vi svarar på allt.", "We answer everything."),
			By: start.Add(30 * 24 * time.Hour)},
		Privacy: consult.Privacy{Controller: say("Exempeldepartementet",
			"The Ministry of Examples"),
			Purpose: say("För att hålla samrådet.", "To hold the consultation."),
			Basis:   say("Allmänt intresse.", "Public interest."), Keep: 30},
	}
}

func letterText(t *testing.T, o LetterOrder) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteText(&b, LetterPaper(letterContent(), o)); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func letterOrder(l lang.Language) LetterOrder {
	return LetterOrder{Body: account.Body{Name: "Exempeldepartementet",
		NameEnglish: "Ministry of Examples",
		Fictitious:  true}, Page: "https://insyn.example.se/samrad/ogp", Language: l,
		Created: time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)}
}

func TestLetterSaysEverything(t *testing.T) {
	for l, wants := range map[lang.Language][]string{
		lang.Swedish: {"Samråd om handlingsplanen\n====", "påhittat exempel",
			"Inbjuder: Exempeldepartementet",
			"Tid och datum: 12 december 2023 kl. 13.00–14.30", "Plats: Digitalt",
			"Länken till mötet visas",
			"https://insyn.example.se/samrad/ogp", "Anmäl dig senast 5 december 2023", "40 platser",
			"Bakgrund\n----",
			"Planen gäller två år.", "- Öppna data", "\nHistoria\n",
			"planen (https://example.se/plan)", "1. Öppna data",
			"2. Inköpsdata", "Handlingsplanen (https://example.se/plan)",
			"13.00–13.30 | Information             | Exempelmyndigheten",
			"13.30–14.30 | Diskussion: Tre frågor. |", "1. Vad saknas?",
			"Sammanfattning (https://example.se/s.pdf)",
			"Skicka synpunkter till ogp@example.se", "Mötet textas.", "Kaffe serveras inte.",
			"Vi svarar på allt.",
			"11 januari 2024", "Exempeldepartementet är personuppgiftsansvarig.",
			"Ändamål: För att hålla samrådet.", "Rättslig grund: Allmänt intresse.",
			"30 dagar efter mötet", "Lämna dem på samrådets sida, https://", "Telefon: 08-123 456 00"},
		lang.English: {"Consultation on the action plan\n====", "invented example",
			"Ministry of Examples",
			"12 December 2023, 13:00–14:30", "Please register by 5 December 2023", "40 seats",
			"What is missing?",
			"13:00–13:30", "The Ministry of Examples is the controller"},
	} {
		text := letterText(t, letterOrder(l))
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", l, want, text)
			}
		}
		if regexp.MustCompile(`\{\{|<no value>|invitation\.`).MatchString(text) {
			t.Errorf("%s: a message is not filled in:\n%s", l, text)
		}
	}
}

// TestLetterFollowsTheBodysOrder: the chapters that a body puts first come
// first, the others after, none twice and none lost.
func TestLetterFollowsTheBodysOrder(t *testing.T) {
	o := letterOrder(lang.Swedish)
	o.Chapters = []consult.Chapter{consult.ChapterPurpose, consult.ChapterContact, "nonsense",
		consult.ChapterPurpose}
	text := letterText(t, o)
	at := -1
	for _, heading := range []string{"Syfte\n---", "Kontakt\n---", "Allmän information\n---",
		"Bakgrund\n---"} {
		i := strings.Index(text, heading)
		if i <= at || strings.Count(text, heading) != 1 {
			t.Errorf("%q stands at %d, %d times", heading, i, strings.Count(text, heading))
		}
		at = i
	}
	if len(consult.OrderOf(o.Chapters)) != len(consult.Chapters()) {
		t.Error("a chapter was lost")
	}
}

// TestLetterLeavesOutWhatIsNotSaid: no heading stands over nothing.
func TestLetterLeavesOutWhatIsNotSaid(t *testing.T) {
	d := LetterPaper(consult.Content{Title: consult.Text{SV: "Samråd"}},
		LetterOrder{Language: lang.Swedish})
	if len(d.Blocks) != 1 {
		t.Errorf("%+v", d.Blocks)
	}
}

// TestTheLetterCanBeReadBack: the importer reads our own letter, as text and
// as Word, and finds in it what it was made from.
func TestTheLetterCanBeReadBack(t *testing.T) {
	c := letterContent()
	for name, write := range map[string]func(*bytes.Buffer, document.Document) error{
		"letter.txt": func(b *bytes.Buffer,
			d document.Document) error {
			return document.WriteText(b, d)
		},
		"letter.docx": func(b *bytes.Buffer,
			d document.Document) error {
			return document.WriteWord(b, d)
		},
	} {
		var b bytes.Buffer
		if err := write(&b, LetterPaper(c, letterOrder(lang.Swedish))); err != nil {
			t.Fatal(err)
		}
		r, err := ReadPaper(name, b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := r.Content(consult.OGP)
		if !got.Meeting.Start.Equal(c.Meeting.Start) || !got.Meeting.End.Equal(c.Meeting.End) ||
			got.Title.SV != c.Title.SV || got.Meeting.Form != consult.Online ||
			got.Purpose.SV != c.Purpose.SV ||
			!got.Registration.Closes.Equal(c.Registration.Closes) ||
			got.Registration.Capacity != 40 ||
			len(got.Commitments) != 2 || len(got.Questions) != 1 || len(got.Material) != 1 {
			t.Errorf("%s: %+v", name, got)
		}
		if defects := consult.Defects(r.Lint(time.Time{})); len(defects) > 0 {
			t.Errorf("%s: our own letter has defects: %+v", name, defects)
		}
	}
}

func TestLetterIsAPaperWithProperties(t *testing.T) {
	d := LetterPaper(letterContent(), letterOrder(lang.English))
	if d.Language != "en-GB" || d.Title != "Consultation on the action plan" ||
		d.Author != "Ministry of Examples" ||
		d.Created.IsZero() || !strings.Contains(d.Subject, "December") {
		t.Errorf("%+v", d)
	}
	for _, b := range d.Blocks { // the background is not translated
		if p, ok := b.(document.Paragraph); ok && strings.HasPrefix(p.Text.String(), "Planen") &&
			p.Text[0].Language != "sv-SE" || ok && p.Text.String() == "We want to listen." &&
			p.Text[0].Language != "" {
			t.Errorf("language of %+v", p)
		}
	}
	var pdf bytes.Buffer
	if err := document.WritePDF(&pdf, d); err != nil || !slices.Equal(pdf.Bytes()[:5],
		[]byte("%PDF-")) {
		t.Fatalf("%v", err)
	}
	if path := os.Getenv("INSYN_LETTER"); path != "" { // to look at it
		if err := os.WriteFile(path, pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
