package consult

import (
	"regexp"
	"strings"
)

var commitmentLine = regexp.MustCompile(`(?i)^(?:åtagande|commitment)\s+(\d{1,3})\s*[:.–—-]\s*(\S.*)$`)

// commitment takes "Åtagande 1: …", wherever it stands.
func (r *reader) commitment(l line) bool {
	m := commitmentLine.FindStringSubmatch(l.text)
	if m == nil || len(l.text) > 400 {
		return false
	}
	c := Numbered{Number: integer(m[1]), Quote: l.quote(m[2])}
	r.wrapped(&c.Quote)
	r.Commitments = append(r.Commitments, c)
	r.use(c.Span)
	return true
}

// say puts a line where the section that is being read wants it.
func (r *reader) say(l line) {
	switch r.topic {
	case none, general:
		r.preamble(l)
	case subject:
		if !r.once(&r.Title, l) {
			r.once(&r.Name, l)
		}
	case sender:
		r.add(&r.Sender, l)
	case when:
		r.moment(l)
	case whenWhere:
		r.whenAndWhere(l)
	case where, how:
		r.whereabouts(l)
	case register:
		r.add(&r.Registration.How, l)
		r.registers(l)
	case deadline:
		r.due = append(r.due, l)
		r.add(&r.Registration.How, l)
		r.registers(l)
	case seats:
		if r.capacity(l); r.Registration.Seats.First != l.number {
			r.add(&r.Practical, l)
		}
	case commitments:
		if l.mark == bullet || l.mark == number {
			r.Commitments = append(r.Commitments,
				Numbered{Number: len(r.Commitments) + 1, Quote: l.quote(l.text)})
			r.use(Span{l.number, l.number})
			return
		}
		r.add(&r.Background, l)
	case contents, agenda:
		r.programLine(l)
	case questions:
		r.question(l)
	case material:
		r.documents(l)
	case reference:
		r.once(&r.Reference, l)
	case dated:
		r.once(&r.Dated, l)
	case unknown, skipped:
	default:
		if passage := r.passage(r.topic); passage != nil {
			r.add(passage, l)
		}
	}
}

// once takes a line as q, unless that was found already.
func (r *reader) once(q *Quote, l line) bool {
	if q.Found() {
		return false
	}
	*q = l.quote(l.text)
	r.use(q.Span)
	return true
}

// passage gives where the paragraphs of a section go.
func (r *reader) passage(t topic) *Passage {
	switch t {
	case invited:
		return &r.Invited
	case background:
		return &r.Background
	case purpose:
		return &r.Purpose
	case practical:
		return &r.Practical
	case contact:
		return &r.Contact
	case written:
		return &r.Written
	case accessibility:
		return &r.Accessibility
	case privacy:
		return &r.Privacy
	case promise:
		return &r.Promise
	}
	return nil
}

// add puts a line at the end of a passage: as the rest of a paragraph that it
// goes on with, as an item, or as a paragraph of its own.
func (r *reader) add(p *Passage, l line) {
	if n := len(*p); n > 0 && r.open == p && r.joins((*p)[n-1], l) && r.join(&(*p)[n-1], l) {
		return
	}
	q := l.quote(l.text)
	if l.mark == bullet || l.mark == number {
		q.Text = "- " + q.Text
	}
	r.use(q.Span)
	*p = append(*p, q)
	r.open = p
}

// joins tells whether l is the rest of a paragraph: it stands right beneath
// it, or goes on in a small letter where a page was broken in a sentence.
func (r *reader) joins(q Quote, l line) bool {
	gap := l.number - q.Last
	if gap == 1 {
		above := r.lines[q.Last-1].text
		return !strings.HasSuffix(above, ":") && (len(above) > 45 || l.goesOn())
	}
	for i := q.Last; i < l.number-1 && gap <= 4; i++ {
		if !r.lines[i].blank() {
			return false
		}
	}
	return gap <= 4 && l.goesOn() && !strings.ContainsAny(q.Text[len(q.Text)-1:], ".!?:")
}

// preamble takes what stands before the first section, and between the labels
// of general information: the sender, and what it is about in a few sentences.
func (r *reader) preamble(l line) {
	name, value, labelled := strings.Cut(l.text, ": ")
	switch {
	case l.mark == bullet || l.mark == number:
	case labelled && value != "" && len(strings.Fields(name)) <= 3 &&
		len(l.text) <= 120: // a label we do not know
	case len(l.text) < 30 && startsWith(l.lower, []string{"hej", "bästa", "dear", "hello", "till"}):
	case r.open == &r.Summary && len(r.Summary) > 0 && r.joins(r.Summary[len(r.Summary)-1], l):
		r.add(&r.Summary, l)
	case len(l.text) > 90 || l.ends() && r.Title.Found():
		r.add(&r.Summary, l)
	case (!r.Title.Found() || len(r.Sender) == 0) && l.short() && namesBody(l.lower):
		r.Sender = append(r.Sender, l.quote(l.text))
		r.use(Span{l.number, l.number})
	case !r.Dated.Found() && l.short() && len(dates(l.text)) == 1 && !r.Title.Found():
		r.Dated = l.quote(l.text)
		r.use(r.Dated.Span)
	case len(dates(l.text)) > 0 && len(l.text) <= 90:
		// A bare line with the day, as it stands under a title.
		if _, ok := hoursIn(l.text, true); ok {
			r.whenAndWhere(l)
		}
	}
}

// question takes the questions for discussion: items, and sentences that ask.
func (r *reader) question(l line) {
	switch {
	case l.mark == bullet, l.mark == number, l.asks():
		q := l.quote(l.text)
		if !l.asks() {
			r.wrapped(&q)
		}
		r.Questions = append(r.Questions, q)
		r.use(q.Span)
	default:
		r.add(&r.Form, l)
	}
}

// documents takes links to material, and what is said of it.
func (r *reader) documents(l line) {
	links := linksIn(l)
	for _, link := range links {
		if link.Words == "" {
			words, _, _ := strings.Cut(l.text, link.URL)
			link.Words = fold(strings.Trim(words, " :–-.,()<>"))
		}
		r.Material = append(r.Material, link)
	}
	if len(links) == 0 && (l.mark == bullet || l.mark == number) {
		r.Material = append(r.Material, ReadLink{Words: fold(l.text), Quote: l.quote(l.raw)})
	} else if len(links) == 0 {
		r.add(&r.Practical, l)
		return
	}
	r.use(Span{l.number, l.number})
}
