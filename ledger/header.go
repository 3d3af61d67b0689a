package ledger

import (
	"errors"
	"fmt"
	"io"
)

// headerRows is how far down the row of headings may stand.
const headerRows = 30

// mostColumns bounds a row.
const mostColumns = 2000

// A header is the row of headings of a file.
type header struct {
	record
	names []string
	above []record // rows before it
	score int      // how many fields it has
}

// An Unread is the error for a file in which no ledger can be found.
type Unread struct {
	Name   string
	Reason string // a code: no-header, no-amount, not-a-table, old-excel, archive, too-large, …
	Detail string // what a person may see; never what a cell holds
}

// Error gives name, reason and detail in English.
func (u *Unread) Error() string {
	text := fmt.Sprintf("%s is not read as a ledger: %s", u.Name, u.Reason)
	if u.Detail != "" {
		text += " (" + u.Detail + ")"
	}
	return text
}

// findHeader looks for the row with most names of columns among the first.
// It gives the rows that were read too, without the header and those above.
func findHeader(from records) (after []record, best header, err error) {
	var seen []record
	var r record
	for len(seen) < headerRows {
		if err = from.next(&r); err != nil {
			break
		}
		seen = append(seen, r.clone())
		if r.width() > mostColumns {
			continue
		}
		if h := asHeader(seen[len(seen)-1].cells); h.score > best.score {
			h.record, h.above = seen[len(seen)-1], seen[:len(seen)-1]
			best = h
		}
		if best.score >= 5 && len(seen)-1 > len(best.above) {
			break
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, best, err
	}
	if best.score == 0 {
		return seen, best, nil
	}
	return seen[len(best.above)+1:], best, nil
}

// asHeader takes a row for a header. Three fields are needed, one of which is
// the amount; less may be a row like any other.
func asHeader(cells [][]byte) header {
	var h header
	if len(cells) < 3 {
		return h
	}
	seen := map[Field]bool{}
	for _, c := range cells {
		name := visible(string(c[:min(len(c), 200)]))
		h.names = append(h.names, name)
		if f, _ := recognise(name); f != NoField {
			seen[f] = true
		} else if gross[fold(name)] {
			seen[Amount] = true
		}
	}
	if len(seen) >= 3 && seen[Amount] {
		h.score = len(seen)
	}
	return h
}

// headings decides which column is which field. Of two that could be the same
// the better name wins: that of the specification, then the older, then the first.
// A line above may be taken for names, so what is personal in them is left out:
// they stand in the receipt.
func (h *header) headings() []Heading {
	rank := map[string]int{WhySpecification: 3, WhyOlder: 2, WhyVariant: 1}
	all := make([]Heading, len(h.names))
	taken := map[Field]int{}
	for i, name := range h.names {
		f, why := recognise(name)
		shown, _ := Redact(name)
		all[i] = Heading{i + 1, shown, f, why}
		if f == NoField {
			all[i].Why = "unknown"
			continue
		}
		if before, ok := taken[f]; ok {
			if rank[why] <= rank[all[before].Why] {
				all[i].Field, all[i].Why = NoField, "second"
				continue
			}
			all[before].Field, all[before].Why = NoField, "second"
		}
		taken[f] = i
	}
	if _, ok := taken[Amount]; !ok {
		for i, name := range h.names {
			if gross[fold(name)] {
				all[i].Field, all[i].Why = Amount, "with-tax"
				break
			}
		}
	}
	return all
}
