package consult

import (
	"regexp"
	"strings"

	"insyn/internal/lang"
)

var (
	clocked = regexp.MustCompile(`(?i)^((?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:\s*[ap]\.?m\.?)?` +
		`(?:\s*(?:-|–|—|−|till|to)\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:\s*[ap]\.?m\.?)?)?)\s*[:|–—-]?\s*(\S.*)$`)
	lasting = regexp.MustCompile(`(?i)[\s,(–—-]*\b(\d{1,3})\s*min(?:\.|uter|utes|ute)?\)?\.?$`)
)

// parts is words that tell what a point of the agenda is for.
var parts = map[Part][]string{
	Discussion: {"diskussion", "dialog", "samtal", "frågestund", "synpunkter", "inspel",
		"rundabord", "workshop", "discussion", "dialogue", "q&a", "questions", "round table",
		"comments from", "deltagarnas"},
	Framing: {"välkom", "inledning", "avslut", "paus", "lunch", "fika", "mingel", "incheckning",
		"mötet öppnas", "welcome", "opening", "closing", "break", "coffee", "wrap-up",
		"introduction", "nästa steg", "next steps"},
}

// partOf tells what a point of the agenda is for: information where nothing
// says otherwise.
func partOf(lower string) Part {
	for _, p := range []Part{Discussion, Framing} {
		if has(lower, parts[p]...) {
			return p
		}
	}
	return Information
}

// names tells whether a short line is the name of a part of a meeting.
func names(lower string) bool {
	lower = strings.TrimRight(lower, " :")
	if len(strings.Fields(lower)) > 4 {
		return false
	}
	return startsWith(lower, []string{"information", "del 1", "del 2", "del 3", "part 1", "part 2",
		"part 3"}) ||
		startsWith(lower, parts[Discussion]) || startsWith(lower, parts[Framing])
}

// points tells whether l begins a point of the agenda that is being read.
func (r *reader) points(l line) bool {
	if r.topic != contents && r.topic != agenda {
		return false
	}
	return clocked.MatchString(l.text) || names(l.lower) &&
		(l.mark != plain || !l.ends() || lasting.MatchString(l.text))
}

// programLine reads a line of the section on what happens at the meeting.
func (r *reader) programLine(l line) {
	switch {
	case clocked.MatchString(l.text):
		m := clocked.FindStringSubmatch(l.text)
		r.begin(l, m[2])
		r.last().Clock = l.quote(strings.TrimSpace(m[1]))
	case r.points(l) && !r.beneath(l):
		r.begin(l, l.text)
	case r.questioned(l):
		r.question(l)
	case l.mark == bullet || l.mark == number:
		if r.point != nil && l.indent > r.point.indent {
			r.about(l)
			return
		}
		r.begin(l, l.text)
	case r.point != nil:
		r.about(l)
	case strings.Contains(l.text, " | "): // the heads of a table's columns: left over
	default:
		r.add(&r.Form, l)
	}
}

// last gives the point of the agenda that is being read.
func (r *reader) last() *ReadItem { return &r.Agenda[len(r.Agenda)-1] }

// begin starts a point of the agenda. Columns of a table are the point and who
// takes part.
func (r *reader) begin(l line, words string) {
	item := ReadItem{}
	if columns := strings.Split(words, " | "); len(columns) > 1 {
		words = columns[0]
		item.Who = l.quote(columns[1])
	}
	if m := lasting.FindStringSubmatchIndex(words); m != nil {
		item.Minutes = integer(words[m[2]:m[3]])
		item.Clock = l.quote(strings.TrimRight(words[m[2]:], ")."))
		words = words[:m[0]]
	}
	if title, about, ok := strings.Cut(words, ": "); ok && names(strings.ToLower(title)) {
		words = title
		item.About = Passage{l.quote(about)}
	}
	item.Title = l.quote(strings.TrimRight(words, " :"))
	item.Part = partOf(strings.ToLower(item.Title.Text))
	r.Agenda = append(r.Agenda, item)
	r.point, r.asked, r.open = &l, false, nil
	r.use(Span{l.number, l.number})
}

// about adds a line to what is said of a point.
func (r *reader) about(l line) {
	item := r.last()
	gap := l.number - r.point.number - len(item.About)
	if gap > 1 && (item.Part == Framing || r.notable(l.lower)) {
		// Below the agenda stands something else.
		r.enter(practical)
		r.say(l)
		return
	}
	if item.Title.Last == l.number-1 && l.goesOn() && len(item.About) == 0 && r.join(&item.Title,
		l) {
		return
	}
	if has(l.lower, "följande", "frågor", "frågeställning", "the following", "questions") {
		r.asked = true
	}
	about := item.About
	if n := len(about); n > 0 && r.joins(about[n-1], l) && r.join(&about[n-1], l) {
		return
	}
	item.About = append(about, l.quote(l.text))
	r.use(Span{l.number, l.number})
}

// beneath tells whether l is an item inside the point that is being read.
func (r *reader) beneath(l line) bool {
	return r.point != nil && l.indent > r.point.indent && l.mark != plain
}

// questioned tells whether an item of the agenda is a question for discussion:
// it stands under a point that is one, and does not go on with its numbers.
func (r *reader) questioned(l line) bool {
	if r.point == nil || l.mark != bullet && l.mark != number {
		return false
	}
	if l.mark == number && r.point.mark == number && l.ordinal == r.point.ordinal+1 {
		return false
	}
	if l.asks() || r.asked {
		return true
	}
	return r.last().Part == Discussion && (l.mark == number || l.indent > r.point.indent)
}

// program gives every point with a clock its minutes: till the end that stands
// there, till the next point begins, or till the meeting ends.
func (r *reader) program() {
	for i := range r.Agenda {
		item := &r.Agenda[i]
		if item.Minutes > 0 || !item.Clock.Found() {
			continue
		}
		h, ok := hoursIn(item.Clock.Text, true)
		if !ok {
			continue
		}
		till := h.till
		if till < 0 && i+1 < len(r.Agenda) {
			if next, ok := hoursIn(r.Agenda[i+1].Clock.Text, true); ok {
				till = next.from
			}
		} else if end := r.Meeting.End.In(lang.Stockholm); till < 0 && !r.Meeting.End.IsZero() {
			till = end.Hour()*60 + end.Minute()
		}
		if till > h.from {
			item.Minutes = till - h.from
		}
	}
}
