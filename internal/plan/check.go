package plan

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"insyn/internal/fault"
)

// Check tells what must be mended before a content can be made public.
func (c Content) Check() error {
	var faults []*fault.Error
	wrong := func(bad bool, key, field string) {
		if bad {
			faults = append(faults, fault.New(fault.Invalid, key).At(field))
		}
	}
	wrong(c.Title.Empty(), "plan.title-missing", "title")
	wrong(c.Number <= 0, "plan.number-missing", "number")
	for name, d := range map[string]Date{"begins": c.Begins, "adopted": c.Adopted,
		"submitted": c.Submitted, "start": c.Start, "end": c.End} {
		wrong(!d.Valid(), "plan.date-bad", name)
	}
	wrong(c.Rhythm != "" && !slices.Contains(Rhythms(), c.Rhythm), "plan.rhythm", "rhythm")
	seen := map[string]bool{}
	for _, one := range c.Commitments {
		wrong(one.ID == "" || seen[one.ID], "plan.commitment-twice", "commitments."+one.ID)
		wrong(one.Adopted.Title.Empty(), "plan.title-missing", "commitments."+one.ID)
		seen[one.ID] = true
		wrong(!one.soundMeasures(), "plan.measure-incomplete", "measures."+one.ID)
		for _, e := range one.Evidence {
			wrong(!e.sound(), "plan.evidence-incomplete", "evidence."+e.ID)
		}
		for _, m := range append(append([]Milestone{}, one.Milestones...), one.Operational...) {
			wrong(!m.sound(), "plan.milestone-incomplete", "milestones."+m.ID)
		}
	}
	return fault.Fields(faults...)
}

// sound tells whether evidence says what it proves, from when, and where it is.
func (e Evidence) sound() bool {
	if e.ID == "" || e.Proves.Empty() || !e.On.Known() || !e.On.Valid() {
		return false
	}
	if e.Kind == Measure {
		return e.Of != ""
	}
	return web(e.URL)
}

// sound tells whether a milestone has output, owner and a date.
func (m Milestone) sound() bool {
	return m.ID != "" && !m.Output.Empty() && m.Owner != "" && m.Due.Known() && m.Due.Valid()
}

// web tells whether an address can be followed by anybody.
func web(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// Revise tells whether a content may take the place of the one in force. What
// has been adopted stays as it was said, word by word; a reason is always given.
//
// Faults: Invalid (no reason, or Check), Refused (the adopted text was changed).
func Revise(old, new Content, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "plan.reason-missing").At("reason")
	}
	if err := new.Check(); err != nil || !old.Decided() {
		return err
	}
	if !new.Decided() || old.Number != new.Number || len(new.Commitments) < len(old.Commitments) {
		return fault.New(fault.Refused, "plan.frozen").With("Where", old.Title.SV)
	}
	for _, was := range old.Commitments {
		is, ok := new.Commitment(was.ID)
		if !ok || !grown(was.Adopted, is.Adopted) || !same(promised(was.Milestones),
			promised(is.Milestones)) {
			return fault.New(fault.Refused, "plan.frozen").With("Where", was.ID)
		}
	}
	return nil
}

// same tells whether two values say the same.
func same(a, b any) bool { return reflect.DeepEqual(normal(a), normal(b)) }

// grown tells whether every word that stood there stands there still. A text
// that Insyn did not have may be filled in: that it was missing was no text.
func grown(old, new Adopted) bool { return holds(normal(old), normal(new)) }

// holds tells whether new has all that old has, with the same values.
func holds(old, new any) bool {
	was, nested := old.(map[string]any)
	if !nested {
		return reflect.DeepEqual(old, new)
	}
	is, _ := new.(map[string]any)
	for name, v := range was {
		if !holds(v, is[name]) {
			return false
		}
	}
	return true
}

// normal gives a value as JSON says it, without what is empty.
func normal(v any) (out any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain values: cannot fail
	}
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	return out
}
