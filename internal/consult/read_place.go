package consult

import "strings"

// place goes through the lines once and puts each where it belongs: by what
// begins it (a commitment, a label), else by the section it stands in.
func (r *reader) place() {
	r.topic = none
	for i := 0; i < len(r.lines); i++ {
		l := r.lines[i]
		if l.blank() || l.mark == rule || l.done {
			continue
		}
		switch {
		case r.commitment(l):
		case r.label(l):
		case r.heading(l):
		case r.titled(l):
		case r.greeting(l):
		default:
			r.say(l)
		}
	}
}

// label handles "Plats: …": a topic, a colon and a value.
func (r *reader) label(l line) bool {
	name, value, ok := strings.Cut(l.text, ":")
	value = strings.Trim(value, " \t\u00a0*")
	if !ok || value == "" || len(name) > 80 || strings.HasPrefix(value, "//") {
		return false
	}
	t, ok := topicOf(strings.ToLower(name))
	if !ok || t == skipped || t == general || len(strings.Fields(name)) > 6 {
		return false
	}
	if (r.topic == contents || r.topic == agenda) && (t == purpose || t == background || t == how) {
		return false // "Inledning: ministern" is a point of the agenda
	}
	l.text, l.lower, l.mark, l.value = value, strings.ToLower(value), plain, true
	if t == questions && (strings.Contains(value, "@") || digits(value) >= 8) {
		t = contact
	}
	switch t {
	case subject, sender, when, whenWhere, where, how, register, deadline, seats, reference, dated,
		contact:
		before := r.topic
		if before == none || before == unknown || before == general {
			before = general
		}
		r.topic = t
		r.say(l)
		// What follows on the next line without a gap is of the same label.
		r.follow(l)
		r.topic = before
	default:
		r.enter(t)
		r.say(l)
	}
	return true
}

// follow takes the lines right beneath a label that go on with its value.
func (r *reader) follow(l line) {
	t := r.topic
	for i := l.number; i < len(r.lines); i++ {
		next := r.lines[i]
		if next.blank() || next.mark != plain || r.isLabel(next) || r.isHeading(next) {
			return
		}
		if commitmentLine.MatchString(next.text) || r.looksTitled(next) || next.ends() &&
			len(next.text) > 90 {
			return
		}
		r.topic = t
		if !next.goesOn() && !belongs(next, t) {
			return
		}
		r.continued(next)
		r.lines[i].done = true
	}
}

// belongs tells whether a line right beneath a label says more of the same.
func belongs(l line, t topic) bool {
	switch t {
	case when, whenWhere:
		_, clock := hoursIn(l.text, true)
		return clock || len(dates(l.text)) > 0
	case where:
		return !l.ends() && len(l.text) < 90
	case register:
		return registering(l.lower) || strings.Contains(l.text, "@")
	case contact:
		return strings.Contains(l.text, "@") || digits(l.text) >= 8
	}
	return false
}

// continued adds a line to the value of the label that is being read.
func (r *reader) continued(l line) {
	place := &r.Meeting.Place
	if r.topic == where && place.Last == l.number-1 && len(place.Text) < 400 && r.join(place, l) {
		return
	}
	r.say(l)
}

// isLabel tells whether l is "Plats: …".
func (r *reader) isLabel(l line) bool {
	name, value, ok := strings.Cut(l.text, ":")
	if !ok || len(name) > 80 || strings.TrimSpace(value) == "" {
		return false
	}
	_, ok = topicOf(strings.ToLower(name))
	return ok
}

// isHeading tells whether l opens a section that we know.
func (r *reader) isHeading(l line) bool {
	if l.mark == bullet || !l.short() || strings.HasSuffix(l.text, "!") {
		return false
	}
	if l.mark == plain && (l.goesOn() || strings.Contains(l.text, "@") || digits(l.text) > 3) {
		return false
	}
	if l.mark == number && (r.topic == contents || r.topic == agenda || r.topic == questions) {
		return false
	}
	_, ok := topicOf(l.lower)
	return ok && (!l.asks() || l.mark == heading || len(strings.Fields(l.lower)) <= 5)
}

// heading opens a section.
func (r *reader) heading(l line) bool {
	if !r.isHeading(l) {
		if l.mark != heading || r.looksTitled(l) && !r.Title.Found() || r.points(l) {
			return false
		}
		if !r.Title.Found() && r.topic == none {
			r.Title = l.quote(l.text)
			r.use(r.Title.Span)
			return true
		}
		// A heading that we do not know: it and what stands under it is left over.
		r.enter(unknown)
		return true
	}
	t, _ := topicOf(l.lower)
	if (r.topic == contents || r.topic == agenda) && r.points(l) && !r.leaves(l) {
		return false
	}
	if t == subject && !strings.HasSuffix(l.text, ":") && l.mark == plain {
		return false
	}
	r.use(Span{l.number, l.number})
	r.lines[l.number-1].opens = true
	r.enter(t)
	return true
}

// leaves tells whether a line of the agenda opens the next section all the
// same: "Diskussionsfrågor" begins like a point and is none.
func (r *reader) leaves(l line) bool {
	if l.mark == bullet || l.mark == number {
		return false
	}
	t, whole := topics[strings.Trim(l.lower, " :")]
	return whole && t != background && t != contents
}

// enter begins a section.
func (r *reader) enter(t topic) {
	r.topic, r.open, r.asked, r.point = t, nil, false, nil
	r.closed = false
	if t != general {
		r.told = true
	}
}

// looksTitled tells whether l reads as the title of an invitation.
func (r *reader) looksTitled(l line) bool {
	return startsWith(l.lower, invites) && len(l.text) <= 250
}

// titled takes the title: the first line that invites to something.
func (r *reader) titled(l line) bool {
	if r.Title.Found() {
		return r.named(l)
	}
	if r.topic != none && r.topic != general || !r.looksTitled(l) || l.ends() && len(l.text) > 120 {
		return false
	}
	switch strings.Trim(l.lower, " :.!") {
	case "inbjudan", "invitation", "kallelse": // the kind of letter, not what it is about
		r.use(Span{l.number, l.number})
		return true
	}
	r.Title = l.quote(l.text)
	if !l.ends() {
		r.wrapped(&r.Title)
	}
	r.use(r.Title.Span)
	return true
}

// wrapped adds the lines right beneath q that go on with its sentence.
func (r *reader) wrapped(q *Quote) {
	for i := q.Last; i < len(r.lines); i++ {
		next := &r.lines[i]
		if next.blank() || !next.goesOn() || !r.join(q, *next) {
			return
		}
		next.done = true
	}
}

// named takes another name of the consultation, such as stands under the title.
func (r *reader) named(l line) bool {
	if r.Name.Found() || r.topic != none && r.topic != general || !r.looksTitled(l) ||
		!l.short() || l.mark == bullet || l.mark == number || l.ends() ||
		fold(l.text) == r.Title.Text {
		return false
	}
	r.Name = l.quote(l.text)
	r.use(r.Name.Span)
	return true
}

// greeting closes the letter: what follows is a signature.
func (r *reader) greeting(l line) bool {
	if r.closed {
		return true
	}
	begun := r.told || r.Title.Found() && (len(r.moments) > 0 || r.Summary.Found())
	if !begun || l.mark == bullet || l.mark == number || len(l.text) > 120 || !startsWith(l.lower,
		greetings) {
		return false
	}
	r.closed = true
	return true
}
