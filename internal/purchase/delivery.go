package purchase

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
	"insyn/ledger"
)

// An ID names a delivery (UUIDv7 text).
type ID string

// A File is a file of a delivery: the hash by which it is stored, and its size.
type File struct {
	Hash string
	Size int64
}

// A Delivery is the ledger of a period.
type Delivery struct {
	ID      ID
	Body    string
	Period  Period
	Name    string // of the file that was brought
	Author  string // account.PersonID of who brought it
	Created time.Time

	Raw      bool // the file as it was brought is still held
	Size     int64
	Policy   ledger.Policy
	Accounts []string
	MaskedBy string // account.PersonID of who had it masked in another way last; "" for nobody
	Progress int    // percent, while it is read
	Fault    string // JSON of what ended the reading, as a message; "" of one that went well
	Read     time.Time
	Report   Report

	Rows                int
	Ore                 int64
	Parquet, CSV, JSON  File
	Reason              string // why the period is delivered again
	Asked               time.Time
	AskedBy, ApprovedBy string

	Number    int   // of the period, from 1; 0 while it is not published
	Sequence  int64 // place among all that have been published; 0 before that
	Published time.Time
	Replaced  time.Time // when a later delivery took its place
	Dropped   time.Time // thrown away without being published
}

// A Report is all that was found when a delivery was read. It holds no person.
type Report struct {
	Receipt  *ledger.Receipt    `json:"receipt,omitempty"`
	Findings []ledger.Finding   `json:"findings,omitempty"`
	Mask     *ledger.MaskReport `json:"mask,omitempty"`
}

// A State is how far a delivery has come.
type State string

// The states.
const (
	Waiting    State = "waiting"    // to be read, or being read
	Unreadable State = "unreadable" // nothing could be made of it
	Ready      State = "ready"      // somebody has to decide
	Asked      State = "asked"      // a colleague has been asked to decide
	Published  State = "published"
	Replaced   State = "replaced" // by a later delivery of the period
	Dropped    State = "dropped"
)

// State tells how far the delivery has come.
func (d Delivery) State() State {
	switch {
	case !d.Dropped.IsZero():
		return Dropped
	case !d.Replaced.IsZero():
		return Replaced
	case !d.Published.IsZero():
		return Published
	case d.Fault != "":
		return Unreadable
	case d.Read.IsZero():
		return Waiting
	case !d.Asked.IsZero():
		return Asked
	}
	return Ready
}

// Public tells whether anybody may see the delivery.
func (d Delivery) Public() bool { return !d.Published.IsZero() }

// InForce tells whether the delivery is what holds of its period.
func (d Delivery) InForce() bool { return d.State() == Published }

// Balanced tells whether no row was lost and none was counted twice: what came
// in is what is published, what was refused and what was masked away.
func (d Delivery) Balanced() bool {
	r, m := d.Report.Receipt, d.Report.Mask
	return r != nil && m != nil && r.Balanced() && m.Balanced() && r.Kept.Rows == m.In.Rows &&
		r.Kept.Ore == m.In.Ore && m.Published.Rows == d.Rows && m.Published.Ore == d.Ore
}

// Fits tells whether the delivery may be published beside what is in force at
// its body. Faults: Invalid (the period has been delivered, and no reason is
// given), Conflict (a month of a year that was delivered whole, or the other
// way round).
func (d Delivery) Fits(inForce []Delivery) error {
	for _, other := range inForce {
		switch {
		case other.ID == d.ID || !other.Period.Overlaps(d.Period):
		case other.Period == d.Period && strings.TrimSpace(d.Reason) == "":
			return fault.New(fault.Invalid, "purchase.reason-missing").At("reason")
		case other.Period != d.Period:
			return fault.New(fault.Conflict, "purchase.overlap").With("Period", other.Period)
		}
	}
	return nil
}

// Within tells whether every row of a ledger belongs to the period. Faults: Refused.
func (p Period) Within(months []ledger.Period) error {
	for _, m := range months {
		if m.Month == "" {
			return fault.New(fault.Refused, "purchase.undated").With("Count", m.Rows)
		}
		if !p.Has(m.Month) {
			return fault.New(fault.Refused, "purchase.outside").With("Count", m.Rows).With("Month", m.Month).
				With("Period", string(p))
		}
	}
	return nil
}

// Approvable tells whether somebody may decide about the delivery: where the
// body wants four eyes, neither who brought it may nor who had it masked last,
// for both have made what would be public. Faults: Forbidden, Refused.
func (d Delivery) Approvable(fourEyes bool, who string) error {
	switch d.State() {
	case Ready, Asked:
	case Published, Replaced:
		return fault.New(fault.Conflict, "purchase.published-already")
	default:
		return fault.New(fault.Refused, "purchase.not-ready")
	}
	switch {
	case fourEyes && d.Author == who:
		return fault.New(fault.Forbidden, "purchase.four-eyes")
	case fourEyes && d.MaskedBy == who:
		return fault.New(fault.Forbidden, "purchase.four-eyes-masked")
	}
	return nil
}

// Stem is how the files of the delivery are called: "2024-01-1".
func (d Delivery) Stem() string { return string(d.Period) + "-" + digits(d.Number) }

// InOrder sorts deliveries by period and number.
func InOrder(all []Delivery) []Delivery {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Delivery) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Number, b.Number))
	})
	return all
}
