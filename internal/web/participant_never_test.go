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
	"insyn/internal/keys"
	"insyn/internal/store"
)

// A scene is a consultation with everybody in it whom the pages are for.
type scene struct {
	*house
	c        consult.Consultation
	asked    string // confirm link of somebody who has not confirmed
	personal string // personal page of somebody who has a seat
	join     string
	answer   string // evaluation
	invited  string
	file     string // a public attachment
}

// set makes the scene.
func set(t testing.TB) *scene {
	t.Helper()
	h := newHouse(t)
	s := &scene{house: h}
	content := exampleContent()
	content.Material = content.Material[1:]
	s.c = h.open(content)
	s.attach("ritning.pdf", "application/pdf", []byte("%PDF-1.7"))
	s.personal = h.seat(s.c, "Åsa Öberg", "asa@example.org")
	s.join = h.linkTo("asa@example.org", "/ga-med/")
	id, _, _ := strings.Cut(strings.TrimPrefix(s.personal, "/min-anmalan/"), "~")
	s.answer = "/utvardera/" + id + "~" + h.Keys.Token(keys.Evaluate, id, 1)
	h.must(h.Register(t.Context(), s.c.ID, consult.Entry{Name: "Bo", Email: "bo@example.org",
		Kind: consult.Private, Language: "sv"}, ""))
	s.asked = h.linkTo("bo@example.org", "/bekrafta/")
	_, _, err := h.AddInvitees(t.Context(), h.boss, s.c.ID,
		[]consult.Invitee{{Organisation: "Föreningen Exempel",
			Email: "info@example.org", Kind: consult.CivilSociety}})
	h.must(err)
	_, err = h.SendInvitations(t.Context(), h.boss, s.c.ID)
	h.must(err)
	s.invited = strings.TrimSuffix(h.linkTo("info@example.org", "/inbjudan/"), "#avboj")
	return s
}

// attach publishes a version that lists a file.
func (s *scene) attach(name, kind string, body []byte) {
	s.t.Helper()
	hash := s.store(s.c.ID, name, kind, body)
	s.change("Underlag tillkom.", func(c *consult.Content) {
		c.Material = append(c.Material, consult.Material{ID: "m9", Title: sv("Ritning"), File: hash,
			Name: name,
			Type: kind, Size: int64(len(body)), Added: exampleTime})
	})
	s.file = "/samrad/" + s.c.Slug + "/material/m9/" + name
}

// store keeps a file with a consultation and gives its hash.
func (s *scene) store(id consult.ID, name, kind string, body []byte) string {
	s.t.Helper()
	hash := strings.Repeat("ab", 32)
	s.must(s.DB.Write(s.t.Context(), "consultation/"+string(id), func(tx *store.Tx) error {
		if err := tx.AddAttachment(id, store.Attachment{Hash: hash, Name: name, Type: kind,
			Size: int64(len(body)), Added: tx.Now, Bytes: body}); err != nil {
			return err
		}
		return tx.Audit(store.Entry{Aggregate: "consultation/" + string(id), At: tx.Now,
			Actor: "test", Act: "attach"})
	}))
	return hash
}

// change publishes a new version.
func (s *scene) change(reason string, f func(*consult.Content)) {
	s.t.Helper()
	ctx := s.t.Context()
	v, err := s.OpenDraft(ctx, s.boss, s.c.ID, consult.Invitation)
	s.must(err)
	f(&v.Content)
	v, err = s.SaveDraft(ctx, s.boss, v)
	s.must(err)
	s.must(s.Publish(ctx, s.boss, s.c.ID, consult.Invitation, v.Number, reason))
}

// paths gives, for each GET of the public and of participants, where it stands
// in the scene.
func (s *scene) paths() map[string]string {
	about := "/samrad/" + s.c.Slug
	return map[string]string{
		"/{$}": "/", "/samrad": "/samrad", "/kalender.ics": "/kalender.ics",
		"/sok": "/sok?q=samr%C3%A5d", "/sok/opensearch.xml": "/sok/opensearch.xml",
		"/samrad/{slug}": about, "/samrad/{slug}/versioner": about + "/versioner",
		"/samrad/{slug}/versioner/{n}":        about + "/versioner/2",
		"/samrad/{slug}/material/{id}/{name}": s.file,
		"/samrad/{slug}/kalender.ics":         about + "/kalender.ics",
		"/samrad/{slug}/anmalan":              about + "/anmalan",
		"/samrad/{slug}/borttappad":           about + "/borttappad",
		"/bekrafta/{link}":                    s.asked,
		"/min-anmalan/{link}":                 s.personal,
		"/min-anmalan/{link}/aterta":          s.personal + "/aterta",
		"/min-anmalan/{link}/kalender.ics":    s.personal + "/kalender.ics",
		"/min-anmalan/{link}/kod":             s.personal + "/kod",
		"/min-anmalan/{link}/uppgifter":       s.personal + "/uppgifter",
		"/min-anmalan/{link}/uppgifter.json":  s.personal + "/uppgifter.json",
		"/min-anmalan/{link}/andra":           s.personal + "/andra",
		"/min-anmalan/{link}/radera":          s.personal + "/radera",
		"/ga-med/{link}":                      s.join,
		"/inbjudan/{link}":                    s.invited,
		"/utvardera/{link}":                   s.answer,
	}
}

// rows gives the routes of the public and of participants by method.
func (s *scene) rows(method string) []Route {
	server := &Server{options: Options{Desk: s.Desk}}
	var all []Route
	for _, row := range slices.Concat(server.publicRoutes(), server.findRoutes(), server.registerRoutes(),
		server.participantRoutes(),
		server.dataRoutes(), server.invitedRoutes()) {
		if row.Method == method {
			all = append(all, row)
		}
	}
	return all
}

// Programs that guard mailboxes open every link, and so does who holds one: no
// GET and no HEAD changes anything, with or without the data unlocked (N-02, N-03).
func TestN02NoGetChangesAnything(t *testing.T) {
	s := set(t)
	open := s.caller()
	open.unlock(s.personal, "asa@example.org")
	paths := s.paths()
	for _, moment := range []time.Time{exampleTime, meeting.Add(-time.Minute),
		meetingEnd.Add(time.Hour)} {
		s.move(moment)
		s.post()
		for _, row := range s.rows("GET") {
			path, ok := paths[row.Pattern]
			if !ok {
				t.Errorf("the route %s has no path in this test", row.Pattern)
				continue
			}
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				for _, prefix := range []string{"", "/en"} {
					if row.Machine && prefix != "" {
						continue
					}
					before := s.DB.Stamp()
					r, err := http.NewRequest(method, s.server.URL+prefix+path, nil)
					s.must(err)
					answer := open.do(r)
					if after := s.DB.Stamp(); after != before {
						t.Errorf("%s %s%s has changed something", method, prefix, path)
					}
					if answer.status >= 500 || answer.status == http.StatusNotFound {
						t.Errorf("%s %s%s: %d", method, prefix, path, answer.status)
					}
				}
			}
		}
	}
}

// posts gives each POST and the page that its form stands on.
func (s *scene) posts() map[string][2]string {
	about, lost := "/samrad/"+s.c.Slug+"/anmalan", "/samrad/"+s.c.Slug+"/borttappad"
	return map[string][2]string{
		"/samrad/{slug}/borttappad":      {lost, lost},
		"/samrad/{slug}/anmalan":         {about, about},
		"/bekrafta/{link}":               {s.asked, s.asked},
		"/min-anmalan/{link}/svar":       {s.personal, s.personal + "/svar"},
		"/min-anmalan/{link}/aterta":     {s.personal + "/aterta", s.personal + "/aterta"},
		"/min-anmalan/{link}/motet":      {s.personal, s.personal + "/motet"},
		"/min-anmalan/{link}/kod":        {s.personal + "/kod", s.personal + "/kod"},
		"/min-anmalan/{link}/kod/{code}": {s.personal + "/kod", s.personal + "/kod/x"},
		"/min-anmalan/{link}/andra":      {s.personal + "/andra", s.personal + "/andra"},
		"/min-anmalan/{link}/radera":     {s.personal + "/radera", s.personal + "/radera"},
		"/ga-med/{link}":                 {s.join, s.join},
		"/inbjudan/{link}":               {s.invited, s.invited},
		"/inbjudan/{link}/avboj":         {s.invited, s.invited + "/avboj"},
		"/utvardera/{link}":              {s.answer, s.answer},
	}
}

// A form that is sent from elsewhere, or without the token of this visitor,
// changes nothing (N-02).
func TestN02FormsOfOthersChangeNothing(t *testing.T) {
	s := set(t)
	s.move(meeting.Add(-time.Minute))
	victim := s.caller()
	victim.unlock(s.personal, "asa@example.org")
	for _, row := range s.rows("POST") {
		where, ok := s.posts()[row.Pattern]
		if !ok {
			t.Errorf("the route %s has no path in this test", row.Pattern)
			continue
		}
		before := s.DB.Stamp()
		if got := victim.post(where[1], filled("Åsa",
			"asa@example.org")...); got.status != http.StatusForbidden {
			t.Errorf("%s without a token: %d", where[1], got.status)
		}
		r, err := http.NewRequest(http.MethodPost, s.server.URL+where[1], strings.NewReader(""))
		s.must(err)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := victim.do(r); got.status != http.StatusForbidden {
			t.Errorf("%s from another site: %d", where[1], got.status)
		}
		if s.DB.Stamp() != before {
			t.Errorf("%s has changed something", where[1])
		}
	}
}

// A link is worth nothing where another kind is asked for, with a changed
// letter, or for another registration (N-13, N-14).
func TestN13LinksOpenTheirOwnPageOnly(t *testing.T) {
	s := set(t)
	other := s.seat(s.c, "Cia", "cia@example.org")
	part := func(path string) string { return strings.Split(path, "/")[2] }
	id, token, _ := strings.Cut(part(s.personal), "~")
	otherID, _, _ := strings.Cut(part(other), "~")
	bad := []string{id, id + "~", id + "~" + token[:len(token)-1], otherID + "~" + token,
		"x~" + token, "~" + token}
	kinds := map[string]string{"/bekrafta/": part(s.asked), "/min-anmalan/": part(s.personal),
		"/ga-med/": part(s.join), "/utvardera/": part(s.answer), "/inbjudan/": part(s.invited)}
	anybody := s.caller()
	for prefix, own := range kinds {
		if got := anybody.get(prefix + own); got.status != http.StatusOK {
			t.Fatalf("%s with its own link: %d", prefix, got.status)
		}
		for _, link := range bad {
			if got := anybody.get(prefix + link); got.status != http.StatusNotFound {
				t.Errorf("%s%s: %d", prefix, link, got.status)
			}
		}
		for from, link := range kinds {
			if got := anybody.get(prefix + link); from != prefix &&
				got.status != http.StatusNotFound {
				t.Errorf("the link of %s opens %s: %d", from, prefix, got.status)
			}
		}
	}
	for _, row := range s.rows("GET") {
		if row.Access != Holder {
			continue
		}
		path := strings.ReplaceAll(row.Pattern, "{link}", id+"~"+strings.Repeat("A", len(token)))
		if got := anybody.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s with a forged link: %d", row.Pattern, got.status)
		}
	}
}

// Who erases their data takes back every link at once (N-14).
func TestN14ErasureRevokesEveryLink(t *testing.T) {
	s := set(t)
	own := s.caller()
	own.unlock(s.personal, "asa@example.org")
	if got := own.send(s.personal+"/radera", s.personal+"/radera"); got.status != http.StatusOK ||
		!strings.Contains(got.body, "Dina uppgifter är raderade") {
		t.Fatalf("erasing: %d\n%s", got.status, got.body)
	}
	for _, path := range []string{s.personal, s.personal + "/uppgifter",
		s.personal + "/kalender.ics", s.join, s.answer} {
		if got := own.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s after erasure: %d", path, got.status)
		}
	}
}

// The meeting link is shown to who holds a seat, inside the window, after a
// POST, on a page that nothing keeps, and to nobody else (N-13).
func TestN13MeetingLinkIsForThoseSeated(t *testing.T) {
	s := set(t)
	who := s.caller()
	for name, moment := range map[string]time.Time{"before": meeting.Add(-31 * time.Minute),
		"after": meetingEnd} {
		s.move(moment)
		for _, page := range []string{s.personal, s.join} {
			path := strings.Replace(page+"/motet", s.join+"/motet", s.join, 1)
			if got := who.send(s.personal+"/kod", path); got.status != http.StatusConflict ||
				strings.Contains(got.body, canary) {
				t.Errorf("%s the window, %s: %d", name, path, got.status)
			}
		}
	}
	s.move(meeting.Add(-29 * time.Minute))
	for _, path := range []string{s.personal + "/motet", s.join} {
		got := who.send(s.personal+"/kod", path)
		if got.status != http.StatusOK || !strings.Contains(got.body, canary) {
			t.Errorf("%s: %d", path, got.status)
		}
		if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Location") != "" ||
			!strings.Contains(got.header.Get("Referrer-Policy"), "same-origin") {
			t.Errorf("%s: %v", path, got.header)
		}
	}
	for _, path := range []string{s.asked,
		s.invited + "/avboj"} { // who is not seated has no way to it
		if got := who.send(s.personal+"/kod", strings.TrimSuffix(path,
			"/avboj")+"/motet"); strings.Contains(got.body, canary) {
			t.Errorf("%s shows the meeting link", path)
		}
	}
	_, err := s.Withdraw(t.Context(), act.Link(strings.TrimPrefix(s.personal, "/min-anmalan/")))
	s.must(err)
	if got := who.send(s.personal+"/kod", s.join); got.status != http.StatusConflict ||
		strings.Contains(got.body, canary) {
		t.Errorf("after withdrawal: %d", got.status)
	}
}

// Material is what the version in force lists: no draft, no version before, no
// other consultation, and never shown as a page of ours (N-13).
func TestN13MaterialIsWhatIsInForce(t *testing.T) {
	s := set(t)
	who := s.caller()
	got := who.get(s.file)
	if got.status != http.StatusOK || got.body != "%PDF-1.7" ||
		got.header.Get("Content-Type") != "application/pdf" ||
		!strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") ||
		!strings.Contains(got.header.Get("Content-Security-Policy"), "sandbox") ||
		got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v", got.status, got.header)
	}
	other := exampleContent()
	other.Title = sv("Ett annat samråd")
	elsewhere := s.open(other)
	if got := who.get(strings.Replace(s.file, s.c.Slug, elsewhere.Slug,
		1)); got.status != http.StatusNotFound {
		t.Errorf("through another consultation: %d", got.status)
	}
	draft := exampleContent()
	draft.Title = sv("Ett utkast")
	draft.Material = []consult.Material{{ID: "m9", File: strings.Repeat("ab", 32),
		Name: "ritning.pdf"}}
	id, err := s.NewConsultation(t.Context(), s.boss, exampleBody.ID, draft)
	s.must(err)
	s.store(id, "ritning.pdf", "application/pdf", []byte("%PDF-1.7"))
	for _, page := range []string{"", "/anmalan", "/versioner", "/versioner/1", "/kalender.ics",
		"/material/m9/ritning.pdf"} {
		if got := who.get("/samrad/ett-utkast" + page); got.status != http.StatusNotFound {
			t.Errorf("a draft's %s: %d", page, got.status)
		}
	}
	s.change("Fel fil.", func(c *consult.Content) { c.Material = c.Material[:1] })
	if got := who.get(s.file); got.status != http.StatusNotFound {
		t.Errorf("a file that is listed no more: %d", got.status)
	}
}

// Whether an address is known shows in the mail alone (N-17).
func TestN17AnswerIsTheSameWhetherKnown(t *testing.T) {
	s := set(t)
	form := "/samrad/" + s.c.Slug + "/anmalan"
	answer := func(email string) string {
		got := s.caller().send(form, form, filled("Någon", email)...)
		if got.status != http.StatusOK {
			t.Errorf("%s: %d", email, got.status)
		}
		return strings.ReplaceAll(got.body, email, "ADDRESS")
	}
	unknown := answer("ny@example.org")
	for _, known := range []string{"asa@example.org", "bo@example.org", "ASA@example.org",
		"info@example.org"} {
		if got := answer(known); got != unknown {
			t.Errorf("%s is answered otherwise:\n%s", known, got)
		}
	}
}

// Who has lost the mail gets it again, also after registration has closed, and
// the answer tells nobody whether there was one to lose (N-17).
func TestN17LostLinkIsMailedToWhoIsRegistered(t *testing.T) {
	s := set(t)
	s.move(meeting.Add(-time.Hour))
	s.post()
	form := "/samrad/" + s.c.Slug + "/borttappad"
	answer := func(email string) string {
		got := s.caller().send(form, form, "email", email)
		if got.status != http.StatusOK {
			t.Errorf("%s: %d", email, got.status)
		}
		return strings.ReplaceAll(got.body, email, "ADDRESS")
	}
	s.mail = nil
	unknown := answer("ny@example.org")
	for _, known := range []string{"asa@example.org", "bo@example.org"} {
		if got := answer(known); got != unknown {
			t.Errorf("%s is answered otherwise:\n%s", known, got)
		}
	}
	if got := s.linkTo("asa@example.org", "/min-anmalan/"); got != s.personal {
		t.Errorf("the mail leads to %s", got)
	}
	for _, m := range s.mail {
		if m.To.Address != "asa@example.org" && m.To.Address != "bo@example.org" {
			t.Errorf("a mail went to %s", m.To.Address)
		}
	}
	if got := s.caller().send(form, form, "email",
		"inte en adress"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("no address at all: %d", got.status)
	}
}

// One address is mailed so often and no more, and who asks is not told; nobody
// else is held up (N-18, N-17).
func TestN18AnAddressIsMailedSoOften(t *testing.T) {
	s := set(t)
	form := "/samrad/" + s.c.Slug + "/anmalan"
	who := s.caller()
	var answers []string
	for i := range 8 {
		s.move(exampleTime.Add(time.Duration(i) * 2 * time.Minute))
		got := who.send(form, form, filled("Dan", "dan@example.org")...)
		answers = append(answers, tokenInPage.ReplaceAllString(got.body, ""))
	}
	s.post()
	mails := 0
	for _, m := range s.mail {
		if m.To.Address == "dan@example.org" {
			mails++
		}
	}
	if mails != mostAtOnce {
		t.Errorf("%d mails, want %d", mails, mostAtOnce)
	}
	for i, got := range answers {
		if got != answers[0] {
			t.Errorf("answer %d differs from the first", i+1)
		}
	}
	who.send(form, form, filled("Eva", "eva@example.org")...)
	s.linkTo("eva@example.org", "/bekrafta/")
}

// The word after "till" is no address, and neither is the goal of a form (N-24).
func TestN24NothingLeadsElsewhere(t *testing.T) {
	s := set(t)
	who := s.caller()
	for _, goal := range []string{"//evil.example.org", `/\evil.example.org`,
		"https://evil.example.org", "%0d%0aX: y", "../.."} {
		asked := who.send(s.personal+"/kod", s.personal+"/kod", "goal", goal)
		where := asked.header.Get("Location")
		if !strings.HasPrefix(where, s.personal+"/kod?") {
			t.Errorf("%q leads to %q", goal, where)
		}
		code := strings.TrimPrefix(strings.Split(where, "&")[0], s.personal+"/kod?kod=")
		opened := who.send(where, s.personal+"/kod/"+code, "goal", goal, "code",
			s.codeIn("asa@example.org"))
		if got := opened.header.Get("Location"); got != s.personal+"/uppgifter" {
			t.Errorf("%q leads to %q (%d)", goal, got, opened.status)
		}
	}
}

// A name that looks like a file makes no page of somebody's into one that a
// cache would keep (N-32).
func TestN32NoPageIsTakenForAFile(t *testing.T) {
	s := set(t)
	who := s.caller()
	for _, path := range []string{s.personal, s.join, s.asked, s.invited, s.answer} {
		if got := who.get(path); got.header.Get("Cache-Control") != "no-store" ||
			!strings.Contains(got.body, `<meta name="robots" content="noindex">`) ||
			strings.Contains(got.body, "canonical") {
			t.Errorf("%s may be kept or found: %v", path, got.header)
		}
		for _, tail := range []string{"/x.css", "/bild.png", ";x.css", ".css", "%2fx.js"} {
			got := who.get(path + tail)
			if got.status != http.StatusNotFound || got.header.Get("Cache-Control") != "no-store" ||
				strings.Contains(got.body, "Åsa") {
				t.Errorf("%s%s: %d %s", path, tail, got.status, got.header.Get("Cache-Control"))
			}
		}
	}
}

// What somebody writes in every field stays text, in pages and in the
// calendar file (N-04, N-08).
func TestN08HostileEntryStaysInItsPlace(t *testing.T) {
	s := set(t)
	form := "/samrad/" + s.c.Slug + "/anmalan"
	nasty := "\"><script>alert(1)</script>\r\nATTENDEE:mailto:eve@example.org\rX,;\\ " +
		strings.Repeat("å", 40)
	who := s.caller()
	got := who.send(form, form, "name", nasty, "email", "nasty@example.org", "kind",
		"civil-society",
		"organisation", nasty, "capacity", nasty, "needs", nasty, "listed", "yes")
	if got.status != http.StatusOK {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	_, err := s.Confirm(t.Context(),
		act.Link(strings.TrimPrefix(s.linkTo("nasty@example.org", "/bekrafta/"), "/bekrafta/")))
	s.must(err)
	personal := s.linkTo("nasty@example.org", "/min-anmalan/")
	who.unlock(personal, "nasty@example.org")
	for _, path := range []string{personal, personal + "/uppgifter", personal + "/andra",
		"/samrad/" + s.c.Slug} {
		got := who.get(path)
		if got.status != http.StatusOK || strings.Contains(got.body, "<script>alert") ||
			!strings.Contains(got.body, "&lt;script&gt;") {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	file := who.get(personal + "/kalender.ics")
	cal, _, err := ical.Decode(bytes.NewReader([]byte(file.body)), "Europe/Stockholm")
	if err != nil || len(cal.Events) != 1 || len(cal.Events[0].Attendees) != 1 ||
		cal.Events[0].Attendees[0].Email != "nasty@example.org" {
		t.Errorf("%v\n%s", err, file.body)
	}
}

// The link alone shows where a registration stands; what was told wants a code
// that was mailed, and no cookie can be made up (N-13).
func TestN13OwnDataWantsACode(t *testing.T) {
	s := set(t)
	who := s.caller()
	for _, page := range []string{"/uppgifter", "/uppgifter.json", "/andra", "/radera"} {
		for _, cookie := range []string{"", "99999999999~x.y",
			"99999999999~" + s.Keys.Token(keys.Unlock, "x|99999999999", 1)} {
			r, err := http.NewRequest(http.MethodGet, s.server.URL+s.personal+page, nil)
			s.must(err)
			r.AddCookie(&http.Cookie{Name: "insyn-open", Value: cookie})
			got := who.do(r)
			if got.status != http.StatusSeeOther || strings.Contains(got.body, "asa@") {
				t.Errorf("%s with the cookie %q: %d", page, cookie, got.status)
			}
		}
	}
	if got := who.get(s.personal); strings.Contains(got.body, "asa@example.org") {
		t.Error("the address stands on the page that a forwarded link opens")
	}
	who.unlock(s.personal, "asa@example.org")
	other := s.seat(s.c, "Cia", "cia@example.org")
	if got := who.get(other + "/uppgifter"); got.status != http.StatusSeeOther {
		t.Errorf("the code of one opens the data of another: %d", got.status)
	}
	s.move(exampleTime.Add(31 * time.Minute))
	if got := who.get(s.personal + "/uppgifter"); got.status != http.StatusSeeOther {
		t.Errorf("half an hour later it is still open: %d", got.status)
	}
}
