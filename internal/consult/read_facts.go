package consult

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var capacityWords = regexp.MustCompile(`(?i)(?:begränsat till|begränsade till|högst|max(?:imalt)?|upp till|plats för|` +
	`det finns|there are|limited to|at most|up to|room for|maximum(?: of)?)\s+(\d{1,5})\b`)

// facts goes through every sentence for what invitations say anywhere: how to
// register and until when, how to write, notices.
func (r *reader) facts() {
	for _, l := range r.lines {
		if l.blank() || l.mark == rule || l.opens {
			continue
		}
		for _, s := range sentences(l) {
			r.fact(s)
		}
	}
	r.findPlan()
	r.formOf()
}

// sentences splits a line where a sentence ends and another begins. It gives
// at most a few hundred: longer lines are no invitation's.
func sentences(l line) []line {
	text := l.text
	if len(text) < 40 || !strings.Contains(text, ". ") && !strings.Contains(text, "! ") &&
		!strings.Contains(text, "? ") {
		return []line{l}
	}
	var found []line
	start := 0
	for i := 0; i+2 < len(text) && len(found) < 300; i++ {
		if text[i+1] != ' ' || text[i] != '.' && text[i] != '!' && text[i] != '?' {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+2:])
		if !unicode.IsUpper(next) {
			continue
		}
		found = append(found, l.part(text[start:i+1]))
		start = i + 2
	}
	return append(found, l.part(text[start:]))
}

// part gives some words of l as a line of its own.
func (l line) part(text string) line {
	l.raw, l.text, l.lower = text, text, strings.ToLower(text)
	return l
}

// fact looks at one sentence.
func (r *reader) fact(s line) {
	lower := s.lower
	if len(lower) > 3000 {
		return
	}
	if registering(lower) {
		r.registers(s)
	}
	if writes(lower) {
		r.note(&r.Written, s)
	}
	if accessible(lower) {
		r.note(&r.Accessibility, s)
	}
	if has(lower, "personuppgift", "dataskyddsf", "gdpr", "personal data", "data protection") {
		r.note(&r.Privacy, s)
	}
	if promises(lower) {
		r.note(&r.Promise, s)
	}
	if capacityWords.MatchString(s.text) && has(lower, "deltag", "plats", "person", "participant",
		"seat", "people") {
		r.capacity(s)
	}
}

// notable tells whether a sentence says something that has a place of its own.
func (r *reader) notable(lower string) bool {
	return registering(lower) || writes(lower) || accessible(lower) || promises(lower) ||
		has(lower, "personuppgift", "personal data")
}

// registering tells whether a sentence speaks of registration for the meeting.
func registering(lower string) bool {
	return has(lower, "anmäl", "osa ", "osa:", "o.s.a", "registrera", "registration", "register by",
		"register at", "register for", "to register", "please register", "rsvp", "sign up") &&
		!has(lower, "anmälningsplikt", "data registration")
}

// accessible tells whether a sentence says how people with needs can take part.
func accessible(lower string) bool {
	return has(lower, "teckenspråk", "skrivtolk", "tolkning", " tolk ", " tolk,", " tolk.",
		"hörslinga", "hörselslinga",
		"textas ", "textning", "undertext", "rullstol", "tillgänglighetsanpass", "sign language",
		"captions", "captioning", "hearing loop", "interpreter", "wheelchair") ||
		has(lower, "funktionsnedsättning", "disabilit", "accessibility", "tillgänglighet",
			"särskilda behov") &&
			has(lower, "behov", "behöver", "anpass", "need", "require", "meddela", "säg till",
				"let us know")
}

// writes tells whether a sentence opens a way to take part in writing.
func writes(lower string) bool {
	return has(lower, "skriftlig", "synpunkter", "inspel", "yttrande", "remissvar", "svaret",
		"in writing", "written", "comments", "submission") &&
		has(lower, "skicka", "lämna", "mejla", "mejl", "e-post", "sänd", "inkom", "kommit in",
			"komma in", "send", "submit", "in writing", "e-mail",
			"by email") && (strings.Contains(lower, "@") || has(lower, "http", "www.",
		"senast", "no later than", "skriftligt till", "skriftligen"))
}

// promises tells whether a sentence undertakes to give notes or answers.
func promises(lower string) bool {
	return has(lower, "minnesanteckning", "protokoll", "sammanställ", "sammanfatt", "återkoppl",
		"dokumenteras", "mötesanteckning", "summary of the", "a summary", "minutes of",
		"minutes will", "the minutes", "meeting notes", "notes from", "respond to every",
		"we will answer", "will be answered") &&
		has(lower, "vi ", "skickas", "publiceras", "får", "kommer", "förs", "läggs", "delas",
			"sammanfattas", "sammanställs", "återkopplas", "dokumenteras", "will", "published",
			"sent", "shared", "we ") &&
		!has(lower, "förs inte", "inga minnesanteckningar", "inget protokoll", "no minutes",
			"not be published", "protokollet om", "protocol to")
}

// note adds a sentence to a passage unless it stands there already.
func (r *reader) note(p *Passage, s line) {
	said := fold(s.text)
	for _, q := range *p {
		if q.First <= s.number && s.number <= q.Last &&
			(strings.Contains(q.Text, said) || strings.Contains(said, q.Text)) {
			return
		}
	}
	if len(*p) < 50 {
		*p = append(*p, s.quote(s.text))
		r.use(Span{s.number, s.number})
	}
}

// untilWords is how a deadline is said.
var untilWords = []string{"senast", "sista dag", "sista anmälningsdag", "fram till", "före den",
	"till och med", "t.o.m.", "osa ", "no later than", " by ", "before ", "until ", "deadline"}

// registers takes address and deadline from what is said of registration.
func (r *reader) registers(s line) {
	if a := addressIn(s); a.Found() && !r.Registration.Address.Found() {
		r.Registration.Address = a
		r.note(&r.Registration.How, s)
	}
	if has(s.lower, untilWords...) && len(dates(s.text)) > 0 && len(r.due) < 20 {
		r.due = append(r.due, s)
		r.note(&r.Registration.How, s)
	}
}

// capacity takes the number of seats.
func (r *reader) capacity(s line) {
	if r.Registration.Capacity > 0 {
		return
	}
	if m := capacityWords.FindStringSubmatch(s.text); m != nil {
		r.Registration.Capacity = integer(m[1])
	} else if r.topic == seats {
		r.Registration.Capacity = integer(strings.TrimRight(strings.Fields(s.text)[0], ".,"))
	}
	if r.Registration.Capacity > 0 {
		r.Registration.Seats = s.quote(s.text)
		r.use(r.Registration.Seats.Span)
	}
}

// findPlan finds the link to what the consultation is about: one in a sentence
// that speaks of a plan, a memorandum, a report or a proposal.
func (r *reader) findPlan() {
	for _, link := range r.Links {
		lower := strings.ToLower(link.Text)
		if !has(lower, "handlingsplan", "promemoria", "betänkande", "utredningen", "förslaget",
			"remissen", "action plan", "memorandum", "the report", "the proposal",
			"national plan") {
			continue
		}
		if !r.Plan.Found() || r.Plan.URL == "" && link.URL != "" {
			r.Plan = link
			r.use(link.Span)
		}
	}
}

var onlineWords = []string{"skype", "teams", "zoom", "digital", "webbmöte", "video", "webex",
	"distans", "online", "länk", "google meet", "jitsi", "webbinarium", "webinar", "link",
	"virtual"}

// formOf tells how people meet, by the words on the place; where there are
// none, by a sentence that speaks of a digital meeting.
func (r *reader) formOf() {
	m := &r.Meeting
	if m.Place.Found() || m.Evidence.Found() {
		lower := strings.ToLower(m.Place.Text + " " + m.Evidence.Text)
		online := has(lower, onlineWords...)
		room := has(lower, "gatan", "vägen", "torg", "lokal", "sal ", "salen", "rosenbad",
			"konferens", "street", "room", "floor", "plan ", "hybrid", "på plats", "in person")
		switch {
		case online && room:
			m.Form = Hybrid
		case online:
			m.Form = Online
		case m.Place.Found():
			m.Form = OnSite
		}
		return
	}
	for _, l := range r.lines {
		if len(l.lower) < 1000 && has(l.lower, "möte", "samråd", "äger rum", "hålls", "meeting",
			"held") &&
			has(l.lower, "digitalt", "via teams", "via skype", "via zoom", "online", "på distans") {
			m.Evidence, m.Form = l.quote(l.text), Online
			r.use(m.Evidence.Span)
			return
		}
	}
}
