package consult

import (
	"strings"
	"testing"
)

func TestHeadingsAndLabels(t *testing.T) {
	for words, want := range map[string]topic{
		"bakgrund": background, "Bakgrund:": background, "syfte med samrådet": purpose,
		"plats":                 where,
		"frågor för diskussion": questions, "dagordning (preliminär)": agenda,
		"så anmäler du dig": register,
		"what happens next": promise, "när": when, "vem": invited, "**anmälan**": register,
		"personuppgifter": privacy, "läs mer": material, "sista anmälningsdag": deadline,
	} {
		if got, ok := topicOf(strings.ToLower(words)); !ok || got != want {
			t.Errorf("%q: %v, %v", words, got, ok)
		}
	}
	for _, words := range []string{"", "vad tycker du om planen", "när kommer nästa plan",
		"sverige är medlem",
		"var kan jag läsa mer", strings.Repeat("bakgrund ", 20), "handlingsplanen",
		"to the point"} {
		if got, ok := topicOf(words); ok {
			t.Errorf("%q was taken for a heading of %v", words, got)
		}
	}
}

// TestEveryWordNamesOneTopic: no heading stands in the lists of two topics.
func TestEveryWordNamesOneTopic(t *testing.T) {
	seen := map[string]topic{}
	for topic, list := range words {
		for _, w := range list {
			if other, twice := seen[w]; twice {
				t.Errorf("%q names %v and %v", w, topic, other)
			}
			seen[w] = topic
			if w != strings.ToLower(w) || w != fold(w) {
				t.Errorf("%q is not as headings are looked up", w)
			}
		}
	}
	for w := range alone {
		if _, ok := topics[w]; !ok {
			t.Errorf("%q stands alone and is no heading", w)
		}
	}
}

func TestMarksOfLines(t *testing.T) {
	for raw, want := range map[string]struct {
		text    string
		mark    mark
		ordinal int
	}{
		"- a":                {"a", bullet, 0},
		"• a":                {"a", bullet, 0},
		"\uf0b7 a":           {"a", bullet, 0},
		" - 1) a":            {"a", number, 1},
		"2. a":               {"a", number, 2},
		"b) a":               {"a", number, 2},
		"12. december 2023":  {"12. december 2023", plain, 0},
		"13.00 Start":        {"13.00 Start", plain, 0},
		"## Syfte ##":        {"Syfte", heading, 0},
		"**Syfte**":          {"Syfte", heading, 0},
		"**a** och **b**":    {"**a** och **b**", plain, 0},
		"2023. Ett år":       {"2023. Ett år", plain, 0},
		"-5 grader":          {"-5 grader", plain, 0},
		"o\u00a0\u00a0punkt": {"punkt", bullet, 0},
		"-----":              {"", rule, 0},
	} {
		lines, _ := split(raw)
		if l := lines[0]; l.text != want.text || l.mark != want.mark || l.ordinal != want.ordinal {
			t.Errorf("%q: %q, mark %d, ordinal %d", raw, l.text, l.mark, l.ordinal)
		}
	}
}

func TestUnderlinedLinesAreHeadings(t *testing.T) {
	r := ReadInvitation("Samråd om data\n==============\n\nSyfte\n-----\nVi vill lyssna.")
	if r.Title.Text != "Samråd om data" || r.Purpose.String() != "Vi vill lyssna." ||
		len(r.Unplaced) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestBeyondTheLastLineThatIsRead(t *testing.T) {
	text := strings.Repeat("rad\n", maxLines) + "sista\nraden"
	r := ReadInvitation(text)
	last := r.Unplaced[len(r.Unplaced)-1]
	if r.Lines != maxLines+2 || last.Text != "sista raden" || last.First != maxLines+1 ||
		last.Last != maxLines+2 {
		t.Errorf("%d lines, last %+v", r.Lines, last)
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"Kort.": 1, "": 1,
		"Anmäl dig senast den 5 december. Skriv till oss om du behöver tolk. Vi svarar alla!": 3,
		"Mötet är kl. 13.00 i Stora salen, Storgatan 1, t.ex. på plan 2, om inget annat sägs": 1,
	} {
		lines, _ := split(text)
		if got := sentences(lines[0]); len(got) != want {
			t.Errorf("%q: %d sentences", text, len(got))
		}
	}
}

func TestLanguageOfAText(t *testing.T) {
	for text, want := range map[string]string{
		"Vi bjuder in till samråd om planen och svarar på frågor": "sv",
		"You are invited to the consultation on the plan":         "en", "": "sv", "123": "sv",
	} {
		lines, _ := split(text)
		if got := languageOf(lines); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestLinksOfALine(t *testing.T) {
	for text, want := range map[string][]string{
		"Planen finns [här](https://example.se/plan).": {"https://example.se/plan"},
		"Planen finns [här](#).":                       {""},
		"Planen finns [här]().":                        {""},
		"Se https://example.se/a, www.example.org/b och (http://x.y)": {"https://example.se/a",
			"www.example.org/b", "http://x.y"},
		"Ingen länk alls: example.se": nil,
		"[a](https://example.se/1) [b](https://example.se/2)": {"https://example.se/1",
			"https://example.se/2"},
	} {
		lines, _ := split(text)
		var got []string
		for _, l := range linksIn(lines[0]) {
			got = append(got, l.URL)
		}
		if !equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestAddressesAndTelephones(t *testing.T) {
	r := ReadInvitation("Inbjudan\n\nSkriv till samrad@example.se, SAMRAD@example.se eller ogp@example.org.\n" +
		"Ring 08-123 456 00 eller +46 10 123 45 67. Dnr 2023/0812 och år 2023–2025.")
	var mail, phone []string
	for _, q := range r.Addresses {
		mail = append(mail, q.Text)
	}
	for _, q := range r.Phones {
		phone = append(phone, q.Text)
	}
	if !equal(mail, []string{"samrad@example.se", "ogp@example.org"}) ||
		!equal(phone, []string{"08-123 456 00", "+46 10 123 45 67"}) {
		t.Errorf("%q, %q", mail, phone)
	}
}

func TestPartsOfAMeeting(t *testing.T) {
	for words, want := range map[string]Part{"Information om planen": Information,
		"Dialog i grupper": Discussion,
		"Frågestund":       Discussion, "Välkomna": Framing, "Lunch": Framing,
		"Utredaren berättar": Information,
		"Q&A":                Discussion, "Closing": Framing} {
		if got := partOf(strings.ToLower(words)); got != want {
			t.Errorf("%q: %s", words, got)
		}
	}
}

// TestAgendasOfManyForms: the same meeting, two points of 30 and 60 minutes
// with a question under the second.
func TestAgendasOfManyForms(t *testing.T) {
	for _, text := range []string{
		"13.00–13.30 Information\n13.30–14.30 Diskussion\n  - Vad saknas?",
		"13.00 Information\n13.30 Diskussion\n  - Vad saknas?",
		"kl. 13.00 – 13.30: Information\nkl. 13.30 – 14.30: Diskussion\n- Vad saknas?",
		"Tid | Punkt | Vem\n13.00–13.30 | Information | Exempelverket\n13.30–14.30 | Diskussion | Alla\n1) Vad saknas?",
		"- Information (30 min)\n- Diskussion (60 min)\n  1. Vad saknas?",
		"1. Information, 30 minuter\n2. Diskussion, 60 minuter\n   a) Vad saknas?",
		"Information 30 min\nDiskussion 60 min.\n- Vad saknas?",
	} {
		r := ReadInvitation("Inbjudan till samråd\n\nTid: 12 december 2023 kl. 13.00–14.30\n\nDagordning\n" + text)
		if len(r.Agenda) != 2 || r.Agenda[0].Minutes != 30 || r.Agenda[1].Minutes != 60 ||
			r.Agenda[0].Title.Text != "Information" || r.Agenda[1].Title.Text != "Diskussion" ||
			len(r.Questions) != 1 || r.Questions[0].Text != "Vad saknas?" {
			t.Errorf("%q: %s, %s", text, dump(r.Agenda), dump(r.Questions))
		}
	}
}

func TestPassagesAsText(t *testing.T) {
	p := Passage{{Text: "Ett."}, {Text: "- a"}, {Text: "- b"}, {Text: "Två."}}
	if got := p.String(); got != "Ett.\n\n- a\n- b\n\nTvå." {
		t.Errorf("%q", got)
	}
	if (Passage{}).String() != "" || (Passage{}).Found() || (Quote{}).Found() {
		t.Error("nothing is something")
	}
}

func TestFormOfTheMeeting(t *testing.T) {
	for place, want := range map[string]Form{
		"Plats: Skype": Online, "Plats: Storgatan 1, Stockholm": OnSite,
		"Plats: Rosensalen eller Teams": Hybrid,
		"Hur: Digitalt via Zoom":        Online, "Mötet hålls på distans via Teams.": Online, "": "",
		"Where: Room 5 or online": Hybrid,
	} {
		r := ReadInvitation("Inbjudan till samråd om X\n\n" + place)
		if r.Meeting.Form != want {
			t.Errorf("%q: %q", place, r.Meeting.Form)
		}
	}
}

// TestWhatSoundsLikeANoticeAndIsNone: words of the subject must not count as
// promises, accessibility or a way to write.
func TestWhatSoundsLikeANoticeAndIsNone(t *testing.T) {
	for _, s := range []string{
		"Tillgängliggörande av datamängder för att bidra till transparens.",
		"Handlingsplanen finns tillgänglig på webbplatsen.",
		"Personer med funktionsnedsättning möter hinder i e-tjänster.",
		"Lagen tolkas olika av myndigheterna.",
		"Protokollet om tillämpning av konventionen antogs 2019.",
		"En mer preciserad dagordning skickas ut i anslutning till mötet.",
		"The meeting lasts 90 minutes and is held in English.",
		"Registret innehåller uppgifter om 4000 datamängder.",
		"Utkastet har diskuterats i ett uppföljande möte med synpunkter från civilsamhället.",
	} {
		r := ReadInvitation("Inbjudan till samråd om öppna data\n\nBakgrund\n" + s)
		if r.Written.Found() || r.Accessibility.Found() || r.Promise.Found() || r.Privacy.Found() ||
			r.Registration.How.Found() || r.Registration.Capacity > 0 {
			t.Errorf("%q: %s", s, dump(r))
		}
	}
}
