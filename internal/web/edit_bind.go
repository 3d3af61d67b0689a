package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// An editor goes through a section of a draft. Each section is described once:
// the same description shows the draft in a form and, where a form was sent,
// puts what was typed into the draft.
type editor struct {
	*visit
	content *consult.Content
	sent    url.Values // nil where the draft is only shown
	faults  []*fault.Error
	blocks  []EditBlock
	values  []string // names and values, as the draft has them
	acts    map[string]rowAct
}

// A rowAct does something to a row: "add", "remove", "up" or "down". It tells
// whether there was such a row.
type rowAct func(verb string, row int) bool

// An EditBlock is one question of the editor: a field, the same field in two
// languages beside each other, or rows.
type EditBlock struct {
	Heading string
	Fields  []EditField
	Rows    *EditRows
}

// Beside tells whether the fields stand beside each other.
func (b EditBlock) Beside() bool { return len(b.Fields) > 1 }

// An EditField is a field with what the editor knows of it.
type EditField struct {
	Field  Field
	State  Chip   // of a translation
	Theirs string // what somebody else has saved there meanwhile
	Other  bool   // whether somebody else has saved something there
}

// EditRows are rows that can be added, taken away and moved.
type EditRows struct {
	Name string
	Rows []EditRow
	Add  string // of the button
	None Empty  // where there are no rows
}

// ID gives the identity that errors and findings lead to.
func (r EditRows) ID() string { return "f-" + r.Name }

// An EditRow is one row.
type EditRow struct {
	Name        string // "agenda-3"
	Legend      string
	Hours       string // computed from the rows before it
	File        Link
	Blocks      []EditBlock
	First, Last bool
}

// Limits of what one types.
const (
	mostShort = 300
	mostLong  = 20000
	mostRows  = 100
)

// bind shows one field, and takes what was sent in it.
func (e *editor) bind(f Field, was string, set func(string) *fault.Error) Field {
	if f.Kind == "check" && was != "" {
		was = "yes"
	}
	e.values = append(e.values, f.Name, was)
	f.Value = was
	if e.sent == nil {
		return f
	}
	f.Value = unixLines(e.sent.Get(f.Name))
	if f.Most > 0 && utf8.RuneCountInString(f.Value) > f.Most || !utf8.ValidString(f.Value) {
		f.Error = e.fault(fault.New(fault.Invalid, "edit.too-long").With("Most",
			max(f.Most, mostShort)), f.Name)
		return f
	}
	if bad := set(strings.TrimSpace(f.Value)); bad != nil {
		f.Error = e.fault(bad, f.Name)
	}
	return f
}

// fault notes what is wrong with a field and gives it in words.
func (e *editor) fault(bad *fault.Error, name string) string {
	bad = bad.At(name)
	e.faults = append(e.faults, bad)
	return e.Fault(bad)
}

// unixLines makes the line ends of a form those of a text.
func unixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// block adds fields as one block.
func (e *editor) block(fields ...EditField) {
	e.blocks = append(e.blocks,
		EditBlock{Fields: fields})
}

// heading opens a group of blocks.
func (e *editor) heading(text string) { e.blocks = append(e.blocks, EditBlock{Heading: text}) }

// line asks for a short text.
func (e *editor) line(f Field, target *string) {
	f.Most = mostShort
	e.block(EditField{Field: e.bind(f, *target, func(s string) *fault.Error {
		*target = strings.Join(strings.Fields(s), " ")
		return nil
	})})
}

// mailbox asks for an e-mail address that letters can carry.
func (e *editor) mailbox(f Field, target *string) {
	f.Kind, f.Most = "email", mostShort
	e.block(EditField{Field: e.bind(f, *target, func(s string) *fault.Error {
		address, bad := "", (*fault.Error)(nil)
		if s != "" {
			address, bad = account.Address(s)
		}
		if bad == nil {
			*target = address
		}
		return bad
	})})
}

// text asks for a text in Swedish with the English beside it.
func (e *editor) text(f Field, target *consult.Text) {
	if f.Kind == "area" {
		f.Most = mostLong
	} else {
		f.Most = mostShort
	}
	f.Tongue = lang.Swedish
	swedish := e.bind(f, target.SV, func(s string) *fault.Error { target.SV = s; return nil })
	other := f
	other.Name, other.Tongue, other.Hint = f.Name+"-en", lang.English, ""
	other.Label = e.T("edit.english", "Field", f.Label)
	other.Optional = true
	other = e.bind(other, target.EN, func(s string) *fault.Error { target.EN = s; return nil })
	e.block(EditField{Field: swedish}, EditField{Field: other, State: e.translation(*target)})
}

// translation says how the English of a text stands.
func (e *editor) translation(t consult.Text) Chip {
	switch t.English() {
	case consult.Translated:
		return Chip{Tone: Done, Text: e.T("edit.translated")}
	case consult.OutOfDate:
		return Chip{Tone: Late, Text: e.T("edit.out-of-date")}
	}
	if t.SV == "" {
		return Chip{}
	}
	return Chip{Tone: Quiet, Text: e.T("edit.untranslated")}
}

// number asks for a whole number; 0 stands for none and is shown as nothing.
func (e *editor) number(f Field, target *int, most int) { e.count(f, target, 0, most) }

// days asks for days, one at least: nothing said is the usual time, so that a 0
// would be taken for that.
func (e *editor) days(f Field, target *int, most int) { e.count(f, target, 1, most) }

// count asks for a whole number from least to most, or nothing.
func (e *editor) count(f Field, target *int, least, most int) {
	f.Kind, f.Width = "digits", "short"
	was := ""
	if *target != 0 {
		was = strconv.Itoa(*target)
	}
	e.block(EditField{Field: e.bind(f, was, func(s string) *fault.Error {
		if s == "" {
			*target = 0
			return nil
		}
		n, err := strconv.Atoi(s)
		switch {
		case least > 0 && (err != nil || n < least):
			return fault.New(fault.Invalid, "edit.keep-none").With("Usual", consult.KeepUsually)
		case err != nil || n < 0 || n > most:
			return fault.New(fault.Invalid, "edit.number-bad").With("Most", most)
		}
		*target = n
		return nil
	})})
}

// check asks yes or no.
func (e *editor) check(f Field, target *bool) {
	f.Kind = "check"
	was := ""
	if *target {
		was = "yes"
	}
	e.block(EditField{Field: e.bind(f, was, func(s string) *fault.Error {
		*target = s != ""
		return nil
	})})
}

// among asks for one of some answers.
func (e *editor) among(f Field, target *string, options ...Option) {
	was := *target
	f = e.bind(f, *target, func(s string) *fault.Error {
		if s == was { // what nobody has chosen may stay unchosen
			return nil
		}
		for _, o := range options {
			if o.Value == s {
				*target = s
				return nil
			}
		}
		return fault.New(fault.Invalid, "edit.choose")
	})
	e.block(EditField{Field: f.Among(options...)})
}

// moment asks for a day and a time of day in Stockholm. Without a day there is
// none; a day alone is its beginning.
func (e *editor) moment(day, clock Field, target *time.Time) {
	e.dayAnd(day, clock, "00:00", target)
}

// last asks for the last moment of something: a day alone is all of that day,
// for "till och med den tionde" has the tenth in it.
func (e *editor) last(day Field, target *time.Time) {
	e.dayAnd(day, Field{Name: day.Name + "-clock", Label: e.T("edit.clock"),
		Hint: e.T("edit.clock-last-hint"), Optional: true}, "23:59", target)
}

func (e *editor) dayAnd(day, clock Field, otherwise string, target *time.Time) {
	dayWas, clockWas := wall(*target)
	var date, hour string
	day.Kind, clock.Kind = "date", "time"
	if clock.Hint == "" {
		clock.Hint = e.T("edit.zone")
	}
	d := e.bind(day, dayWas, func(s string) *fault.Error { date = s; return nil })
	c := e.bind(clock, clockWas, func(s string) *fault.Error { hour = s; return nil })
	if e.sent != nil && (date != dayWas || hour != clockWas) {
		if date != "" && hour == "" {
			hour = otherwise
		}
		t, bad := parseMoment(date, hour)
		if bad != nil {
			d.Error = e.fault(bad, day.Name)
		} else {
			*target = t
		}
	}
	e.block(EditField{Field: d}, EditField{Field: c})
}

// wall gives day and time of day in Stockholm as a browser's controls want them.
func wall(t time.Time) (day, clock string) {
	if t.IsZero() {
		return "", ""
	}
	t = t.In(lang.Stockholm)
	return t.Format(time.DateOnly), t.Format("15:04")
}

// parseMoment reads a day and a time of day in Stockholm. A day alone is its
// beginning; in the hour that comes twice the first is meant.
func parseMoment(day, clock string) (time.Time, *fault.Error) {
	if day == "" && clock == "" {
		return time.Time{}, nil
	}
	if day == "" {
		return time.Time{}, fault.New(fault.Invalid, "edit.day-missing")
	}
	if clock == "" {
		clock = "00:00"
	}
	clock = strings.Replace(clock, ".", ":", 1)
	if len(clock) > 5 { // some browsers give seconds
		clock = clock[:5]
	}
	if len(clock) <= 2 { // "13"
		clock += ":00"
	}
	if len(clock) == 4 {
		clock = "0" + clock
	}
	typed := day + " " + clock
	t, err := time.ParseInLocation("2006-01-02 15:04", typed, lang.Stockholm)
	if err != nil || t.Year() < 2000 || t.Year() > 2100 {
		return time.Time{}, fault.New(fault.Invalid, "edit.moment-bad")
	}
	if t.Format("2006-01-02 15:04") != typed {
		return time.Time{}, fault.New(fault.Invalid, "edit.hour-skipped")
	}
	return t.UTC(), nil
}

// A rowKind says how rows of one kind are made.
type rowKind[T any] struct {
	name  string
	shown EditRows
	fresh func() T       // a new one
	id    func(T) string // where it has one
	blank func(T) bool   // tells whether nothing has been said in it
	ask   func(name string, item *T) EditRow
}

// rows goes through rows: as many as the draft has, or as were sent.
func rows[T any](e *editor, k rowKind[T], target *[]T) {
	n := len(*target)
	e.values = append(e.values, k.name, strconv.Itoa(n))
	if e.sent != nil {
		sent, err := strconv.Atoi(e.sent.Get(k.name + "-rows"))
		if err != nil || sent < 0 || sent > mostRows {
			e.fault(fault.New(fault.Invalid, "edit.rows-bad"), k.name)
			sent = n
		}
		*target = k.line(*target, e.sent, sent)
		n = sent
	}
	shown, above := k.shown, e.blocks
	shown.Name = k.name
	for i := range n {
		e.blocks = nil
		name := k.name + "-" + strconv.Itoa(i+1)
		row := k.ask(name, &(*target)[i])
		row.Name, row.Blocks = name, e.blocks
		row.First, row.Last = i == 0, i == n-1
		shown.Rows = append(shown.Rows, row)
	}
	e.blocks = append(above, EditBlock{Rows: &shown})
	e.acts[k.name] = func(verb string, row int) bool { return k.act(target, verb, row) }
}

// line puts the rows in the order in which they were sent: what the form does
// not carry (the file of a piece of material, say) follows its row.
func (k rowKind[T]) line(list []T, sent url.Values, n int) []T {
	lined := make([]T, n)
	for i := range lined {
		at := i
		if k.id != nil {
			id := sent.Get(k.name + "-" + strconv.Itoa(i+1) + "-id")
			at = slices.IndexFunc(list, func(x T) bool { return k.id(x) == id })
		}
		if at >= 0 && at < len(list) {
			lined[i] = list[at]
		} else {
			lined[i] = k.fresh()
		}
	}
	return lined
}

// act does something to a row, counted from 0. To tidy takes away the rows in
// which nothing is said.
func (k rowKind[T]) act(target *[]T, verb string, row int) bool {
	list := *target
	switch {
	case verb == "tidy":
		*target = slices.DeleteFunc(list, k.blank)
		return true
	case verb == "add" && len(list) < mostRows:
		*target = append(list, k.fresh())
		return true
	case row < 0 || row >= len(list):
		return false
	case verb == "remove":
		*target = slices.Delete(list, row, row+1)
		return true
	case verb == "up" && row > 0:
		list[row-1], list[row] = list[row], list[row-1]
		return true
	case verb == "down" && row < len(list)-1:
		list[row+1], list[row] = list[row], list[row+1]
		return true
	}
	return false
}

// base is the fingerprint of a section of the draft as somebody saw it: who
// sends another one saw something that is no more.
func (e *editor) base() string {
	sum := sha256.Sum256([]byte(strings.Join(e.values, "\x00")))
	return hex.EncodeToString(sum[:8])
}
