package ledger

import (
	"cmp"
	"slices"
)

// A Place is where in a file something stands.
type Place struct {
	Line   int   `json:"line"`             // the first is 1
	Column int   `json:"column,omitempty"` // cell of the line; 0 is the line itself
	Offset int64 `json:"offset"`           // of the line in the bytes of the file; -1 where there is none
}

// A Taken is something that a file does not say of itself: what it was taken
// for, and why.
type Taken struct {
	What string `json:"what"` // format, encoding, separator, line-end, decimal, date, header, …
	As   string `json:"as"`
	Why  string `json:"why"` // a code; WhyTexts has the words
}

// A Heading is a column of a file and what it was taken for.
type Heading struct {
	Column int    `json:"column"` // the first is 1; 0 for what is not in the file
	Name   string `json:"name"`
	Field  Field  `json:"field"` // NoField where it was left out
	Why    string `json:"why"`
}

// A Rejection is a line that was refused.
type Rejection struct {
	Place
	Reason Reject `json:"reason"`
	Ore    *int64 `json:"ore,omitempty"` // its amount, where that could be read
}

// A Reject is the reason why a line is refused.
type Reject string

// The reasons.
const (
	RejectCells     Reject = "cells"      // more or fewer cells than the header
	RejectQuote     Reject = "quote"      // a quotation mark that does not match
	RejectEncoding  Reject = "encoding"   // bytes that are not in the encoding of the file
	RejectMixed     Reject = "mixed"      // a line in another encoding than the others
	RejectLong      Reject = "long"       // a line longer than any ledger has
	RejectAmount    Reject = "amount"     // an amount that cannot be read
	RejectNoAmount  Reject = "no-amount"  // no amount
	RejectEither    Reject = "either"     // an amount that can be read in two ways
	RejectDate      Reject = "date"       // a date that cannot be read
	RejectTotal     Reject = "total"      // a line that adds up others
	RejectNotObject Reject = "not-object" // an object of JSON with others inside, or a key twice
	RejectKey       Reject = "key"        // an object of JSON with a name that those before it lack
	RejectCurrency  Reject = "currency"   // an invoice that is not in kronor
)

// Rejects lists every reason.
func Rejects() []Reject {
	return []Reject{RejectCells, RejectQuote, RejectEncoding, RejectMixed, RejectLong, RejectAmount,
		RejectNoAmount, RejectEither, RejectDate, RejectTotal, RejectNotObject, RejectKey,
		RejectCurrency}
}

// A Note is something about a file that its reader should know, and how often.
type Note struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
	First Place  `json:"first"`
}

// A Period is what a month has in a file.
type Period struct {
	Month      string `json:"month"` // 2024-01; "" for rows without a date
	Rows       int    `json:"rows"`
	Ore        int64  `json:"ore"`
	Credits    int    `json:"credits"` // rows below zero, among Rows
	CreditsOre int64  `json:"creditsOre"`
}

// A Receipt tells what became of a file.
type Receipt struct {
	Name     string    `json:"name"`
	Bytes    int64     `json:"bytes"`
	Taken    []Taken   `json:"taken"`
	Headings []Heading `json:"columns"`

	In       Tally `json:"in"` // every row of the file, counted when it is met
	Kept     Tally `json:"kept"`
	Rejected Tally `json:"rejected"`

	Periods    []Period       `json:"periods"`
	Reasons    map[Reject]int `json:"reasons,omitempty"`
	Rejections []Rejection    `json:"rejections,omitempty"` // the first MostRejections
	Notes      []Note         `json:"notes,omitempty"`
}

// A Tally is a number of rows and their sum.
type Tally struct {
	Rows       int   `json:"rows"`
	Ore        int64 `json:"ore"`
	Unreadable int   `json:"unreadable,omitempty"` // rows whose amount could not be read, among Rows
}

// MostRejections is how many refused lines a receipt lists one by one.
const MostRejections = 1000

// Balanced tells whether what came in is what was kept and what was refused,
// in rows and in öre.
func (r *Receipt) Balanced() bool {
	return r.In.Rows == r.Kept.Rows+r.Rejected.Rows && r.In.Ore == r.Kept.Ore+r.Rejected.Ore &&
		r.In.Unreadable == r.Rejected.Unreadable
}

func (t *Tally) add(ore int64) { t.Rows++; t.Ore += ore }

func (r *Receipt) take(what, as, why string) {
	r.Taken = append(r.Taken, Taken{what, as, why})
}

// compare tells which of two places comes first in a file.
func (p Place) compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Offset, other.Offset), cmp.Compare(p.Line, other.Line),
		cmp.Compare(p.Column, other.Column))
}

// note counts something that is met.
func (r *Receipt) note(code string, at Place) {
	for i := range r.Notes {
		if n := &r.Notes[i]; n.Code == code {
			n.Count++
			if at.compare(n.First) < 0 { // columns of a block of rows are looked at one by one
				n.First = at
			}
			return
		}
	}
	r.Notes = append(r.Notes, Note{code, 1, at})
}

// noteAgain counts something that has been met before, and is met again so
// many times later in the file.
func (r *Receipt) noteAgain(code string, times int) {
	for i := range r.Notes {
		if r.Notes[i].Code == code {
			r.Notes[i].Count += times
		}
	}
}

// NoteCount tells how often something was met.
func (r *Receipt) NoteCount(code string) int {
	for _, n := range r.Notes {
		if n.Code == code {
			return n.Count
		}
	}
	return 0
}

// reject notes a refused line; its amount is not nil where it could be read.
func (r *Receipt) reject(at Place, why Reject, ore *int64) {
	if r.Reasons == nil {
		r.Reasons = map[Reject]int{}
	}
	r.Reasons[why]++
	var kept *int64 // another one, so that the caller's stays where it is, off the heap
	if ore != nil {
		amount := *ore
		kept = &amount
		r.Rejected.add(amount)
	} else {
		r.Rejected.Rows++
		r.Rejected.Unreadable++
		r.In.Unreadable++
	}
	if len(r.Rejections) < MostRejections {
		r.Rejections = append(r.Rejections, Rejection{at, why, kept})
	}
}

// PeriodsOf gives what each month of a table has, in order; rows without a
// date come first.
func PeriodsOf(t *Table) []Period {
	var c calendar
	for row, ore := range t.Ore {
		c.add(t.Days[row], ore)
	}
	return c.periods()
}

// A calendar adds up months.
type calendar struct {
	months map[int]*Period
	day    int32 // the last one met, and its month: neighbours are often alike
	last   *Period
}

func (c *calendar) add(day int32, ore int64) {
	if c.last == nil || c.day != day {
		month := monthOf(day)
		if c.months == nil {
			c.months = map[int]*Period{}
		}
		if c.months[month] == nil {
			c.months[month] = &Period{Month: monthName(month)}
		}
		c.day, c.last = day, c.months[month]
	}
	c.last.Rows++
	c.last.Ore += ore
	if ore < 0 {
		c.last.Credits++
		c.last.CreditsOre += ore
	}
}

func (c *calendar) periods() []Period {
	all := make([]Period, 0, len(c.months))
	for _, p := range c.months {
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b Period) int {
		if a.Month < b.Month {
			return -1
		}
		return 1
	})
	return all
}
