package plan

import (
	"cmp"
	"reflect"
	"slices"
)

// Merge gives what a plan says after something has been read about it in a
// table: commitments that were not known are added, texts that were missing are
// filled in, the row and the reviewer's codes follow the table. What stood
// there stays.
func Merge(old, read Content) Content {
	is := old
	is.Commitments = slices.Clone(old.Commitments)
	is.Key = cmp.Or(old.Key, read.Key)
	is.Composed = old.Composed || read.Composed && old.Title == read.Title
	is.Period = cmp.Or(old.Period, read.Period)
	is.Submitted, is.End = cmp.Or(old.Submitted, read.Submitted), cmp.Or(old.End, read.End)
	is.Years = cmp.Or(old.Years, read.Years)
	for _, c := range read.Commitments {
		i := slices.IndexFunc(is.Commitments, func(had Commitment) bool { return had.ID == c.ID })
		if i < 0 {
			is.Commitments = append(is.Commitments, c)
			continue
		}
		had := is.Commitments[i]
		fill(reflect.ValueOf(&had.Adopted).Elem(), reflect.ValueOf(c.Adopted))
		had.Row = c.Row
		if had.Number == 0 {
			had.Label = cmp.Or(had.Label, c.Label)
		}
		had.Assessments = append(slices.DeleteFunc(slices.Clone(had.Assessments),
			func(j Judgement) bool { return j.By == "IRM" && told(c.Assessments, j.Scale) }),
			c.Assessments...)
		is.Commitments[i] = had
	}
	slices.SortStableFunc(is.Commitments, func(a, b Commitment) int {
		return cmp.Compare(a.Number, b.Number)
	})
	return is
}

// told tells whether a scale is among assessments.
func told(all []Judgement, scale string) bool {
	return slices.ContainsFunc(all, func(j Judgement) bool { return j.Scale == scale })
}

// fill sets what is empty in one value from another of the same type.
func fill(into, from reflect.Value) {
	if into.Kind() == reflect.Struct {
		for i := range into.NumField() {
			fill(into.Field(i), from.Field(i))
		}
		return
	}
	if into.IsZero() {
		into.Set(from)
	}
}

// Equal tells whether two contents say the same.
func Equal(a, b Content) bool { return same(a, b) }

// Entries lists what has been entered by link in a plan, for the measures that
// count it. Their paths begin at the page of the plan.
func (c Content) Entries() (all []Entry) {
	for _, one := range c.Commitments {
		for _, e := range one.Evidence {
			if e.Kind != Measure && e.Of != "" && e.Body != "" && e.Public() {
				all = append(all, Entry{Measure: e.Of, Body: e.Body, On: e.On, URL: e.URL,
					Path: "/atagande/" + one.ID + "#underlag"})
			}
		}
	}
	return all
}
