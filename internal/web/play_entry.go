package web

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"insyn/ical"
	"insyn/internal/letter"
)

// An EntryChange is what one property of a calendar entry was and is.
type EntryChange struct {
	Property string // as it stands in the file: "SEQUENCE"
	What     string // what it tells, in words
	Old, New string
	Lines    []DiffPart // line by line, where it is more than one
}

// A Follow tells how a calendar entry goes on from the one mailed before it.
type Follow struct {
	Title   string
	Text    string
	Before  Link // the earlier letter
	Changes []EntryChange
}

// A calendarLetter is a letter with the calendar entry in it.
type calendarLetter struct {
	letter.Message
	method string
	event  ical.Event
}

// entryOf reads the calendar part of a letter; false when it has none.
func entryOf(m letter.Message) (calendarLetter, bool) {
	if len(m.Calendar) == 0 {
		return calendarLetter{}, false
	}
	c, _, err := ical.Decode(bytes.NewReader(m.Calendar), "Europe/Stockholm")
	if err != nil || len(c.Events) == 0 {
		return calendarLetter{}, false
	}
	return calendarLetter{Message: m, method: string(c.Method), event: c.Events[0]}, true
}

// earlier finds the letter that brought the same entry to the same person
// before m did.
func earlier(m calendarLetter, all []letter.Message) (calendarLetter, bool) {
	var before []calendarLetter
	for _, other := range all {
		e, ok := entryOf(other)
		if ok && e.ID != m.ID && e.event.UID == m.event.UID && e.To.Address == m.To.Address &&
			older(e, m) {
			before = append(before, e)
		}
	}
	if len(before) == 0 {
		return calendarLetter{}, false
	}
	return slices.MaxFunc(before, func(a, b calendarLetter) int {
		if older(a, b) {
			return -1
		}
		return 1
	}), true
}

// older tells whether calendars let b take the place of a (RFC 5546, 2.1.5).
func older(a, b calendarLetter) bool {
	return cmp.Or(cmp.Compare(a.event.Sequence, b.event.Sequence),
		a.event.Stamp.Compare(b.event.Stamp),
		cmp.Compare(a.ID, b.ID)) < 0
}

// follow makes what is said of an entry beside the one before it; no title
// when the letter has no entry.
func (v *visit) follow(m letter.Message, all []letter.Message) Follow {
	now, ok := entryOf(m)
	if !ok {
		return Follow{}
	}
	was, ok := earlier(now, all)
	if !ok {
		return Follow{Title: v.T("play.first-entry"), Text: v.T("play.first-entry-text")}
	}
	f := Follow{Title: v.T("play.changed-entry"), Text: v.T("play.changed-entry-text"),
		Before: Link{v.T("play.before-entry"), v.Href("/demo/brev/" + mailID(was.Message))}}
	for _, row := range v.properties(was) {
		f.Changes = append(f.Changes, EntryChange{Property: row[0], What: row[1], Old: row[2]})
	}
	for i, row := range v.properties(now) {
		c := &f.Changes[i]
		if c.New = row[2]; c.Old != c.New && strings.Contains(c.Old+c.New, "\n") {
			c.Lines = lineDiff(strings.Split(c.Old, "\n"), strings.Split(c.New, "\n"))
		}
	}
	f.Changes = slices.DeleteFunc(f.Changes, func(c EntryChange) bool {
		return c.Old == c.New && c.Property != "UID" && c.Property != "SEQUENCE"
	})
	return f
}

// properties lists what an entry says, each with its name and what it tells.
func (v *visit) properties(m calendarLetter) [][3]string {
	e := m.event
	return [][3]string{
		{"UID", v.T("play.uid"), e.UID},
		{"SEQUENCE", v.T("play.sequence"), v.Number(e.Sequence)},
		{"DTSTAMP", v.T("play.stamp"), e.Stamp.UTC().Format("20060102T150405Z")},
		{"METHOD", v.T("play.method"), m.method},
		{"STATUS", v.T("play.status"), string(e.Status)},
		{"SUMMARY", v.T("play.summary"), e.Summary},
		{"DTSTART", v.T("play.start"), v.DateTime(e.Start)},
		{"DTEND", v.T("play.end"), v.DateTime(e.End)},
		{"LOCATION", v.T("play.location"), e.Location},
		{"DESCRIPTION", v.T("play.description"), strings.TrimSpace(e.Description)},
	}
}

// lineDiff tells which lines stayed, went and came. Entries are a few dozen
// lines, so that the longest run in common is found the plain way.
func lineDiff(old, new []string) (parts []DiffPart) {
	common := make([][]int, len(old)+1)
	for i := range common {
		common[i] = make([]int, len(new)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(new) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); old[i] == new[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(old) || j < len(new) {
		switch {
		case i < len(old) && j < len(new) && old[i] == new[j]:
			parts = append(parts, DiffPart{"", old[i]})
			i, j = i+1, j+1
		case j == len(new) || i < len(old) && common[i+1][j] >= common[i][j+1]:
			parts = append(parts, DiffPart{"removed", old[i]})
			i++
		default:
			parts = append(parts, DiffPart{"added", new[j]})
			j++
		}
	}
	return parts
}
