package consult

import (
	"strings"
	"time"

	"insyn/internal/lang"
)

// moment keeps a line that says when the meeting is.
func (r *reader) moment(l line) {
	if len(r.moments) < 20 {
		r.moments = append(r.moments, l)
	}
}

// whenAndWhere takes a line of "Tid och plats": the hours, and the place after them.
func (r *reader) whenAndWhere(l line) {
	days := dates(l.text)
	clock, ok := hoursIn(l.text, true)
	if len(days) == 0 && !ok {
		r.whereabouts(l)
		return
	}
	r.moment(l)
	end := 0
	for _, d := range days {
		end = max(end, d.at[1])
	}
	if ok {
		end = max(end, clock.at[1])
	}
	rest := strings.Trim(l.text[end:], " ,;.–-|") // the words after the hours
	if digits(rest) < len(rest) && len(rest) >= 4 && !r.Meeting.Place.Found() &&
		r.topic == whenWhere {
		r.Meeting.Place = l.quote(rest)
	}
}

// whereabouts takes the place, or how people meet.
func (r *reader) whereabouts(l line) {
	r.use(Span{l.number, l.number})
	m := &r.Meeting
	if r.topic == how {
		if has(l.lower, "anmäl", "register") {
			r.add(&r.Registration.How, l)
			return
		}
		if !m.Evidence.Found() {
			m.Evidence = l.quote(l.text)
			return
		}
		r.add(&r.Practical, l)
		return
	}
	switch {
	case !m.Place.Found():
		m.Place = l.quote(l.text)
	case m.Place.Last == l.number-1 && len(m.Place.Text) < 400 && r.join(&m.Place, l):
	default:
		r.add(&r.Practical, l)
	}
}

// when computes the start and the end from what was found.
func (r *reader) when() {
	d, from := r.findDay()
	if from == nil {
		return
	}
	clock, at := r.findHours(from)
	r.Meeting.When = Passage{from.quote(from.text)}
	r.use(Span{from.number, from.number})
	if at != nil && at.number != from.number {
		r.Meeting.When = append(r.Meeting.When, at.quote(at.text))
		r.use(Span{at.number, at.number})
	}
	if d.year == 0 {
		d.year = r.yearOf(d)
	}
	r.checkWeekday(*from, d)
	if at != nil && at.number == from.number {
		r.placeAfter(*from, clock)
	}
	if d.year == 0 || at == nil {
		return
	}
	zone := zoneOf(at.lower)
	r.Meeting.Start = instant(d, clock.from, zone)
	last := d
	if d.until > d.day {
		last.day = d.until
	}
	if clock.till >= 0 {
		r.Meeting.End = instant(last, clock.till, zone)
	}
}

// placeAfter takes the place of a sentence such as "… kl. 13–15 i Stora salen.",
// where no line is labelled with it.
func (r *reader) placeAfter(l line, clock hours) {
	if r.Meeting.Place.Found() || len(r.moments) > 0 {
		return
	}
	rest := strings.TrimRight(strings.TrimSpace(l.text[clock.at[1]:]), " .!")
	for _, in := range []string{"i ", "på ", "at ", "in "} {
		if place, ok := strings.CutPrefix(rest, in); ok && len(place) >= 4 && len(place) <= 150 {
			r.Meeting.Place = l.quote(place)
			r.formOf()
			return
		}
	}
}

// instant gives a moment of a day. An hour that the clocks jump over in spring
// becomes the one after it.
func instant(d day, minute int, zone *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day, minute/60, minute%60, 0, 0, zone).UTC()
}

// zoneOf gives the zone that a line names: Stockholm unless it says UTC.
func zoneOf(lower string) *time.Location {
	if has(lower, "utc", "gmt") {
		return time.UTC
	}
	return lang.Stockholm
}

// findDay finds the day of the meeting: where it is labelled, else in the first
// line with day and hours, else in the first that invites to a day.
func (r *reader) findDay() (day, *line) {
	for i := range r.moments {
		if days := dates(r.moments[i].text); len(days) > 0 {
			return days[0], &r.moments[i]
		}
	}
	for _, withClock := range []bool{true, false} {
		for i := range r.lines {
			l := r.lines[i]
			if l.blank() || !strings.ContainsAny(l.text, "0123456789") ||
				clocked.MatchString(l.text) ||
				l.number == r.Dated.First {
				continue
			}
			for _, s := range sentences(l) {
				if d, ok := s.invitesTo(withClock); ok {
					return d, &s
				}
			}
		}
	}
	return day{}, nil
}

// invitesTo gives the day that a sentence invites to.
func (l line) invitesTo(withClock bool) (day, bool) {
	days := dates(l.text)
	if len(days) == 0 || has(l.lower, "senast", "no later", "deadline") {
		return day{}, false
	}
	_, clock := hoursIn(l.text, false)
	if withClock {
		return days[0], clock
	}
	return days[0], has(l.lower, "inbjud", "bjuder", "välkom", "invite", "samråd den", "möte den",
		"äger rum", "takes place", "will be held")
}

// findHours finds the hours of the meeting: in the line of its day, where they
// are labelled, else from the first to the last clock of the agenda.
func (r *reader) findHours(from *line) (hours, *line) {
	if h, ok := hoursIn(from.text, len(r.moments) > 0); ok {
		return h, from
	}
	for i := range r.moments {
		if h, ok := hoursIn(r.moments[i].text, true); ok {
			return h, &r.moments[i]
		}
	}
	if len(r.Agenda) == 0 || !r.Agenda[0].Clock.Found() {
		return hours{}, nil
	}
	first, ok := hoursIn(r.Agenda[0].Clock.Text, true)
	if !ok {
		return hours{}, nil
	}
	h := hours{from: first.from, till: -1}
	if last, ok := hoursIn(r.last().Clock.Text, true); ok && last.till > h.from {
		h.till = last.till
	}
	return h, &r.lines[r.Agenda[0].Clock.First-1]
}

// yearOf gives the year of a day that is written without: the first such day
// on or after the date of the letter. Without a dated letter there is none.
func (r *reader) yearOf(d day) int {
	days := dates(r.Dated.Text)
	if len(days) == 0 || days[0].year == 0 {
		return 0
	}
	wrote := days[0]
	if d.month < wrote.month || d.month == wrote.month && d.day < wrote.day {
		return wrote.year + 1
	}
	return wrote.year
}

// checkWeekday compares the day of the week in the text with the calendar's.
func (r *reader) checkWeekday(l line, d day) {
	said := weekday.FindString(opening(l.text))
	if said == "" {
		return
	}
	r.Meeting.Weekday = said
	if d.year != 0 {
		is := time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC).Weekday()
		r.Meeting.Wrong = is != weekdays[strings.ToLower(said)]
	}
}

// deadlines computes until when one registers and writes: at the hour that is
// said, else till the end of the day.
func (r *reader) deadlines() {
	for _, l := range r.due {
		if at, ok := r.until(l); ok {
			r.Registration.Deadline, r.Registration.Closes = l.quote(l.text), at
			r.use(Span{l.number, l.number})
			break
		}
	}
	for _, q := range r.Written {
		l := line{number: q.First, text: q.Text, lower: strings.ToLower(q.Text)}
		if !has(l.lower, untilWords...) {
			continue
		}
		if at, ok := r.until(l); ok {
			r.WrittenUntil = at
			break
		}
	}
}

// nearest gives the year in which a day lies closest to the meeting.
func (r *reader) nearest(d day) int {
	start := r.Meeting.Start
	best, least := 0, time.Duration(1<<63-1)
	for year := start.Year() - 1; year <= start.Year()+1; year++ {
		d.year = year
		if gap := instant(d, 0, time.UTC).Sub(start).Abs(); gap < least {
			best, least = year, gap
		}
	}
	return best
}

// until gives the moment that a line names as a deadline.
func (r *reader) until(l line) (time.Time, bool) {
	text, before := l.text, false
	for _, w := range untilWords {
		if i := strings.Index(l.lower, w); i >= 0 && len(l.lower) == len(l.text) {
			text, before = l.text[i:], w == "före den" || w == "before "
			break
		}
	}
	days := dates(text)
	if len(days) == 0 {
		return time.Time{}, false
	}
	d := days[0]
	if d.year == 0 {
		if d.year = r.yearOf(d); d.year == 0 && !r.Meeting.Start.IsZero() {
			d.year = r.nearest(d)
		}
	}
	if d.year == 0 {
		return time.Time{}, false
	}
	if before {
		d.day-- // "before the 9th" is till the end of the 8th
	}
	minute := 23*60 + 59
	if h, ok := hoursIn(text, false); ok {
		minute = h.from
	}
	return instant(d, minute, zoneOf(l.lower)), true
}
