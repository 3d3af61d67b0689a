package integrity

import (
	"slices"
	"time"

	"insyn/internal/fault"
)

// More kinds of matters.
const (
	ARound      Kind = "round"     // in which bodies assess themselves
	AnAppraisal Kind = "appraisal" // what one body says in a round
)

// An Opening begins a round: by which instrument, until when, and who is asked.
// To be asked is what makes a body part of the population.
type Opening struct {
	Name       Text     `json:"name"`
	Instrument string   `json:"instrument"`
	From       Date     `json:"from"`
	Until      Date     `json:"until"`
	Population []string `json:"population"` // account.BodyIDs
}

// Check tells what is wrong with an opening.
func (o Opening) Check() error {
	_, known := Instruments()[o.Instrument]
	var instrument, nobody, order *fault.Error
	if !known {
		instrument = fault.New(fault.Invalid, "integrity.instrument").At("instrument")
	}
	if len(o.Population) == 0 {
		nobody = fault.New(fault.Invalid, "integrity.nobody").At("population")
	}
	if o.From.Valid() && o.Until.Valid() && o.From > o.Until {
		order = fault.New(fault.Invalid, "integrity.order").At("until")
	}
	return fault.Fields(bounded("name", o.Name.SV, true, mostShort), instrument,
		day("from", o.From), day("until", o.Until), nobody, order)
}

// day tells what is wrong with a date that has to be an exact day.
func day(field string, d Date) *fault.Error {
	if !d.Valid() || len(d) != len(time.DateOnly) {
		return fault.New(fault.Invalid, "integrity.day").At(field)
	}
	return nil
}

// Open tells whether a body can answer at now, in whose zone days are counted.
func (o Opening) Open(now time.Time) bool {
	from, err := o.From.begin(now.Location())
	return err == nil && !now.Before(from) && now.Before(o.Until.After(now.Location()))
}

// Over tells whether no body can answer any more at now, in whose zone days are counted.
func (o Opening) Over(now time.Time) bool { return !now.Before(o.Until.After(now.Location())) }

// Asked tells whether a body belongs to the population.
func (o Opening) Asked(body string) bool { return slices.Contains(o.Population, body) }

// A Draft is an assessment that is being filled in. To change it takes away the
// signature of who has signed it.
type Draft struct {
	Matter   ID
	Saved    int // how many times: tells two windows apart
	Content  SelfAssessment
	EditedBy string // account.PersonID
	Edited   time.Time
	SignedBy string // account.PersonID of the first signer; "" for none
}

// Sign signs a draft: the first time it is signed by one, the second time by
// somebody else, and then it is submitted.
//
// Faults: Invalid (something is missing), Refused (signed already by the same
// person), Conflict (changed since it was read).
func (d *Draft) Sign(person string, read int, q Instrument) (submitted bool, err error) {
	switch {
	case read != d.Saved:
		return false, fault.New(fault.Conflict, "integrity.saved-since")
	case d.SignedBy == person:
		return false, fault.New(fault.Refused, "integrity.second-signer")
	}
	if err := d.Content.Complete(q); err != nil {
		return false, err
	}
	if d.SignedBy == "" {
		d.SignedBy = person
		return false, nil
	}
	return true, nil
}

// Change writes a draft over.
//
// Faults: Invalid, Conflict (somebody else has saved since it was read).
func (d *Draft) Change(person string, read int, to SelfAssessment, q Instrument,
	now time.Time) error {
	if read != d.Saved {
		return fault.New(fault.Conflict, "integrity.saved-since")
	}
	to = to.Tidy(q)
	if err := to.Bounds(); err != nil {
		return err
	}
	to.Round, to.Instrument = d.Content.Round, d.Content.Instrument
	d.Content, d.SignedBy, d.EditedBy, d.Edited = to, "", person, now
	d.Saved++
	return nil
}
