package web

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/ical"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/trial"
)

// What must not be seen is seen nowhere by somebody unknown who goes through
// everything that the site leads to (N-20).
func TestN20PublicPagesHoldNothingHidden(t *testing.T) {
	s := set(t)
	entry := consult.Entry{Name: "Namnlos KANARIEFAGEL", Email: "kanarie@example.org",
		Organisation: "Foreningen KANARIE",
		Kind:         consult.CivilSociety, Capacity: "KANARIEROLL", Needs: "KANARIETOLK",
		Language: "sv"}
	s.must(s.Register(t.Context(), s.c.ID, entry, ""))
	_, err := s.Confirm(t.Context(),
		act.Link(strings.TrimPrefix(s.linkTo(entry.Email, "/bekrafta/"), "/bekrafta/")))
	s.must(err)
	v, err := s.OpenDraft(t.Context(), s.boss, s.c.ID, consult.Invitation)
	s.must(err)
	v.Content.Purpose = sv("UTKASTSKANARIE")
	_, err = s.SaveDraft(t.Context(), s.boss, v)
	s.must(err)
	links := s.opinionCanaries(s.c)
	hidden := []string{"CANARY", "/min-synpunkt/", links, "mote.example.se", "KANARIE", "kanarie",
		"asa@example.org",
		"bo@example.org",
		"info@example.org", "petra@example.se", "Petra", "/min-anmalan/", "/bekrafta/", "/ga-med/",
		"/inbjudan/0",
		string(s.boss.ID)}
	about := "/samrad/" + s.c.Slug
	found := trial.Crawl(t, s.server.URL, "/", "/en", about, about+"/anmalan", "/sitemap.xml",
		"/api/v1/consultations")
	crawled := map[string]bool{}
	for _, f := range found {
		crawled[f.Address] = true
		for _, word := range hidden {
			if bytes.Contains(f.Body, []byte(word)) || strings.Contains(f.Header.Get("Location"),
				word) {
				t.Errorf("%s holds %q", f.Address, word)
			}
		}
		form := slices.ContainsFunc([]string{"/anmalan", "/borttappad", "/anmal-innehall",
			"/logga-in", "/synpunkt", "/forslag", "/onskade-data"},
			func(part string) bool { return strings.Contains(f.Address, part) })
		if f.Header.Get("Set-Cookie") != "" && !form {
			t.Errorf("%s sets a cookie", f.Address)
		}
	}
	for _, address := range []string{"/kalender.ics", about + "/kalender.ics",
		about + "/versioner/2", s.file,
		"/en" + about + "/versioner/1"} {
		if !crawled[address] {
			t.Errorf("nothing leads to %s", address)
		}
	}
}

// The same address says what holds at the moment that it is asked: registration
// opens, fills, closes, the meeting is held, without anybody touching the data.
func TestPageFollowsTheClockAndTheSeats(t *testing.T) {
	h := newHouse(t)
	content := exampleContent()
	content.Registration.Capacity = 1
	content.Registration.Opens = exampleTime.Add(time.Hour)
	c := h.open(content)
	says := func(words string) {
		t.Helper()
		time.Sleep(versionAge) // as long as the version of the data is believed
		for _, path := range []string{"/samrad/" + c.Slug, "/samrad", "/"} {
			if _, body := h.fetch(path, http.StatusOK); !strings.Contains(string(body), words) {
				t.Errorf("%s does not say %q", path, words)
			}
		}
	}
	says("Aviserat")
	h.move(exampleTime.Add(time.Hour))
	says("Öppet för anmälan")
	h.seat(c, "Ada", "ada@example.org")
	says("Fullt, men det finns kö")
	h.move(content.Registration.Closes)
	says("Anmälan stängd")
	h.move(meeting)
	says("Pågår nu")
	h.move(meetingEnd)
	time.Sleep(versionAge)
	if _, body := h.fetch("/samrad/"+c.Slug, http.StatusOK); !strings.Contains(string(body),
		"Har hållits") || strings.Contains(string(body), "kvar av") {
		t.Error("after the meeting the page does not say so, or tells of seats")
	}
	h.move(content.Promise.Over())
	says("Sammanfattningen är försenad")
}

// Search engines read a schema.org Event out of the page itself.
func TestPageIsAnEvent(t *testing.T) {
	h := newHouse(t)
	c := h.open(exampleContent())
	_, body := h.fetch("/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In(`[itemtype="https://schema.org/Event"]`,
		trial.In(`h1[itemprop=name]`, trial.HasText(c.Content.Title.SV)),
		trial.In(`meta[itemprop=startDate]`, trial.HasAttr("content", "2023-12-12T13:00:00+01:00")),
		trial.In(`meta[itemprop=endDate]`, trial.HasAttr("content", "2023-12-12T14:30:00+01:00")),
		trial.In(`link[itemprop=eventStatus]`, trial.HasAttr("href",
			"https://schema.org/EventScheduled")),
		trial.In(`link[itemprop=eventAttendanceMode]`, trial.HasAttr("href",
			"https://schema.org/OnlineEventAttendanceMode")),
		trial.In(`[itemprop=location] link[itemprop=url]`,
			trial.HasAttr("href", h.server.URL+"/samrad/"+c.Slug)),
		trial.In(`[itemprop=organizer]`, trial.HasText(exampleBody.Name))))
	h.must(h.Cancel(t.Context(), h.boss, c.ID, sv("Talaren är sjuk.")))
	time.Sleep(versionAge)
	_, body = h.fetch("/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In(`link[itemprop=eventStatus]`,
		trial.HasAttr("href", "https://schema.org/EventCancelled")),
		trial.In("article", trial.HasText("Talaren är sjuk."), trial.NotIn("a.button")))
}

// What is not translated is marked as Swedish, and the reader is told.
func TestUntranslatedTextIsMarked(t *testing.T) {
	h := newHouse(t)
	content := exampleContent()
	content.Purpose = sv("Bara på svenska.")
	c := h.open(content)
	_, body := h.fetch("/en/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In(".notice", trial.HasText("in Swedish only")),
		trial.In(`#main [lang=sv]`, trial.SaysOnly("Bara på svenska.")),
		trial.Count("#main [lang=sv]", 1))
	s := &scene{house: h, c: c}
	s.change("Ny rubrik.", func(c *consult.Content) {
		c.Purpose.EN, c.Summary.SV = "In English now.", "En ny svensk sammanfattning."
	})
	time.Sleep(versionAge)
	_, body = h.fetch("/en/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In(".notice", trial.HasText("older than the Swedish text")),
		trial.NotIn("#main [lang=sv]"))
}

func TestVersionsTellWhatChangedAndWhy(t *testing.T) {
	s := set(t)
	s.change("Salen var upptagen.", func(c *consult.Content) {
		c.Meeting.Start, c.Meeting.End = c.Meeting.Start.Add(time.Hour),
			c.Meeting.End.Add(time.Hour)
		c.Questions = append(c.Questions[:1:1], c.Questions[2:]...)
	})
	about := "/samrad/" + s.c.Slug + "/versioner"
	_, body := s.fetch(about, http.StatusOK)
	trial.HTML(t, body, trial.Count(".timeline li", 3),
		trial.In(".timeline", trial.HasText("Salen var upptagen.")))
	_, body = s.fetch(about+"/3", http.StatusOK)
	trial.HTML(t, body, trial.In("main", trial.HasText("Salen var upptagen.")),
		trial.Each(".diff del", trial.HasText("")), trial.In(".diff ins",
			trial.HasText("14.00–15.30")),
		trial.In(".facts", trial.HasText("Vad är svårast i arbetet mot otillåten påverkan?")))
	_, body = s.fetch(about+"/1", http.StatusOK)
	trial.HTML(t, body, trial.NotIn(".diff"), trial.In(".facts", trial.HasText("13.00–14.30")),
		trial.In("main", trial.HasText("Texten gäller inte längre.")))
	for _, bad := range []string{"/0", "/4", "/01", "/x", "/-1", "/sammanfattning-1", "/1/x"} {
		s.fetch(about+bad, http.StatusNotFound)
	}
}

// The public calendar reads as a calendar, says what is cancelled, and has no
// way to anybody's pages.
func TestPublicCalendar(t *testing.T) {
	s := set(t)
	for _, path := range []string{"/kalender.ics", "/samrad/" + s.c.Slug + "/kalender.ics",
		"/en/kalender.ics"} {
		header, body := s.fetch(path, http.StatusOK)
		cal, _, err := ical.Decode(bytes.NewReader(body), "Europe/Stockholm")
		if err != nil || len(cal.Events) != 1 || !cal.Events[0].Start.Equal(meeting) ||
			len(cal.Events[0].Attendees) != 0 {
			t.Errorf("%s: %v\n%s", path, err, body)
		}
		if !strings.HasPrefix(header.Get("Content-Type"), "text/calendar") ||
			header.Get("ETag") == "" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

func TestListIsFilteredAndParted(t *testing.T) {
	h := newHouse(t)
	for i := range mostListed + 2 {
		content := exampleContent()
		content.Title = sv("Samråd nummer " + strings.Repeat("I", i+1) + ".")
		content.Meeting.Start = meeting.AddDate(0, 0, i)
		content.Meeting.End = content.Meeting.Start.Add(time.Hour)
		h.open(content)
	}
	_, body := h.fetch("/samrad", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", mostListed),
		trial.In("li.row h3", trial.SaysOnly("Samråd nummer I.")))
	_, body = h.fetch("/samrad?sida=2", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", 2))
	_, body = h.fetch("/samrad?sida=99", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", 2))
	_, body = h.fetch("/samrad?q=nummer+"+strings.Repeat("I", mostListed+2), http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", 1))
	_, body = h.fetch("/samrad?q=%25", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", 0), trial.In(".empty", trial.HasText("passar")))
	_, body = h.fetch("/samrad?visa=over", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", 0))
	_, body = h.fetch("/samrad?visa=open&q=nummer", http.StatusOK)
	trial.HTML(t, body, trial.Count("li.row", mostListed))
}

// The page of a meeting that has been held tells what was said, who came and
// what they thought; counts that are too few are not shown.
func TestAfterTheMeeting(t *testing.T) {
	h := newHouse(t)
	c := h.open(exampleContent())
	ctx := t.Context()
	for i := range 6 {
		personal := h.seat(c, "Deltagare", string(rune('a'+i))+"@example.org")
		id, _, _ := strings.Cut(strings.TrimPrefix(personal, "/min-anmalan/"), "~")
		h.must(h.CheckIn(ctx, h.boss, c.ID, consult.RegistrationID(id), true))
	}
	h.move(meetingEnd.Add(time.Hour))
	h.post()
	h.post()
	personal := h.linkTo("a@example.org", "/min-anmalan/")
	if _, body := h.fetch(personal, http.StatusOK); !strings.Contains(string(body),
		"Svara på tre frågor om mötet") {
		t.Error("the personal page does not lead to the questions")
	}
	answer := func(i int) {
		link := h.linkTo(string(rune('a'+i))+"@example.org", "/utvardera/")
		got := h.caller().send(link, link, "spoke", "yes", "understood", "partly", "matters", "no")
		if got.status != http.StatusOK || !strings.Contains(got.body, "Tack för dina svar") {
			t.Fatalf("%d\n%s", got.status, got.body)
		}
	}
	for i := range consult.FewestShown - 1 {
		answer(i)
	}
	time.Sleep(versionAge)
	_, body := h.fetch("/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In("main", trial.HasText("4 deltagare har svarat"),
		trial.LacksText("Delvis")))
	answer(4)
	v, err := h.OpenDraft(ctx, h.boss, c.ID, consult.Report)
	h.must(err)
	v.Summary.Sections[0].Body = sv("Vi berättade om **öppna data**.")
	v, err = h.SaveDraft(ctx, h.boss, v)
	h.must(err)
	h.must(h.Publish(ctx, h.boss, c.ID, consult.Report, v.Number, ""))
	time.Sleep(versionAge)
	_, body = h.fetch("/samrad/"+c.Slug, http.StatusOK)
	trial.HTML(t, body, trial.In("main", trial.HasText("Vi berättade om öppna data."),
		trial.HasText("Sammanfattningen kom")),
		trial.Count("section.table", 2), trial.In(`td[data-label="Delvis"]`, trial.SaysOnly("0")))
	_, body = h.fetch("/samrad/"+c.Slug+"/versioner/sammanfattning-1", http.StatusOK)
	trial.HTML(t, body, trial.In(".facts", trial.HasText("Vi berättade om öppna data.")))
	h.fetch("/samrad/"+c.Slug+"/versioner/sammanfattning-2", http.StatusNotFound)
}
