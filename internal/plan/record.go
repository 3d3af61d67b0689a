package plan

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/fault"
)

// DocumentKinds lists what a document that is entered by hand can be, as
// package standard has them.
func DocumentKinds() []string {
	return []string{"rules", "timeline", "cocreation", "evidence", "other"}
}

// Add gives a record with more of what was done. What stood there stays.
func (r Record) Add(more Record) Record {
	return Record{Documents: slices.Concat(r.Documents, more.Documents),
		Meetings: slices.Concat(r.Meetings, more.Meetings),
		Outreach: slices.Concat(r.Outreach, more.Outreach)}
}

// Check tells what must be mended before what was done can be entered by hand
// on a day. Each has the very day, which has been, and an address where anybody
// can read of it: a record without a source would be a claim.
//
// Faults: Invalid.
func (r Record) Check(today time.Time) error {
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	one := func(on Date, title Text, source string) {
		_, exact := on.Day()
		wrong(!exact || on.After(today), "plan-record.need-on", "on")
		wrong(title.Empty(), "plan-record.need-title", "title")
		wrong(!web(source), "plan-record.need-source", "source")
	}
	for _, m := range r.Meetings {
		one(m.On, m.Title, m.Source)
		wrong(m.Government < 0 || m.CivilSociety < 0 || m.Government+m.CivilSociety == 0,
			"plan-record.need-came", "civil")
	}
	for _, d := range r.Documents {
		one(d.On, d.Title, d.Source)
		wrong(!slices.Contains(DocumentKinds(), d.Kind), "plan-record.need-kind", "what")
	}
	for _, e := range r.Outreach {
		one(e.On, e.Text, e.Source)
	}
	wrong(len(r.Meetings)+len(r.Documents)+len(r.Outreach) == 0, "plan-record.need-kind", "what")
	return fault.Fields(faults...)
}

// Said lists the words of a record.
func (r Record) Said() (all []string) {
	for _, m := range r.Meetings {
		all = append(all, m.Title.SV, m.Title.EN)
	}
	for _, d := range r.Documents {
		all = append(all, d.Title.SV, d.Title.EN)
	}
	for _, e := range r.Outreach {
		all = append(all, e.Text.SV, e.Text.EN)
	}
	return slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
}
