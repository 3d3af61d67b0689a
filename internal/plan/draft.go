package plan

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// Redraft gives a draft in which one commitment says something else, with the
// views that changed its words. An empty identity is that of a new commitment.
// The views are tied to the fields that changed, in the version that is to come.
//
// Faults: Refused (the plan is decided), NotFound, Invalid (no title).
func Redraft(c Content, next int, id string, a Adopted, behind []ViewRef) (Content, string, error) {
	if c.Decided() {
		return c, id, fault.New(fault.Refused, "plan.frozen").With("Where", c.Title.SV)
	}
	if a.Title.Empty() {
		return c, id, fault.New(fault.Invalid, "plan.title-missing").At("title")
	}
	c.Commitments = slices.Clone(c.Commitments)
	i := slices.IndexFunc(c.Commitments, func(one Commitment) bool { return one.ID == id })
	switch {
	case id == "":
		id = c.nextID()
		c.Commitments = append(c.Commitments, Commitment{ID: id, Number: c.lastNumber() + 1})
		i = len(c.Commitments) - 1
	case i < 0:
		return c, id, fault.New(fault.NotFound, "store.not-found")
	}
	one := c.Commitments[i]
	one.Views = slices.Clone(one.Views)
	for _, field := range fieldsChanged(one.Adopted, a) {
		for _, ref := range behind {
			ref.Field, ref.Version = field, next
			one.Views = append(one.Views, ref)
		}
	}
	one.Adopted = a
	c.Commitments[i] = one
	return c, id, nil
}

// nextID gives the identity of the next commitment of a draft.
func (c Content) nextID() string {
	for n := c.lastNumber() + 1; ; n++ {
		id := "A" + strconv.Itoa(n)
		if _, taken := c.Commitment(id); !taken {
			return id
		}
	}
}

func (c Content) lastNumber() (last int) {
	for _, one := range c.Commitments {
		last = max(last, one.Number)
	}
	return last
}

// fieldsChanged names the fields in which two texts differ, languages together.
func fieldsChanged(old, new Adopted) (fields []string) {
	was, is := map[string]string{}, map[string]string{}
	if flatten(old, was) != nil || flatten(new, is) != nil {
		return nil // plain values: cannot fail
	}
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		name, _, _ := strings.Cut(path, ".")
		if was[path] != is[path] && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	return fields
}

// Drop gives a draft without a commitment.
//
// Faults: Refused (the plan is decided), NotFound.
func Drop(c Content, id string) (Content, error) {
	if c.Decided() {
		return c, fault.New(fault.Refused, "plan.frozen").With("Where", id)
	}
	if _, ok := c.Commitment(id); !ok {
		return c, fault.New(fault.NotFound, "store.not-found")
	}
	c.Commitments = slices.DeleteFunc(slices.Clone(c.Commitments), func(one Commitment) bool {
		return one.ID == id
	})
	return c, nil
}

// Behind gives the views that changed a field of a commitment in a version.
// The path of the field is that of a Change.
func (c Content) Behind(version int, commitment, path string) (refs []ViewRef) {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "adopted."), ".")
	one, _ := c.Commitment(commitment)
	for _, ref := range one.Views {
		if ref.Version == version && ref.Field == name {
			refs = append(refs, ref)
		}
	}
	return refs
}

// A Trace is where a view changed the words of a plan.
type Trace struct {
	Commitment Commitment
	Fields     []string
	Version    int
}

// Traces lists where the view with a number in a forum changed the words.
func (c Content) Traces(forum string, number int) (all []Trace) {
	for _, one := range c.Commitments {
		for _, ref := range one.Views {
			if ref.Forum != forum || ref.Number != number {
				continue
			}
			last := len(all) - 1
			if last >= 0 && all[last].Version == ref.Version && all[last].Commitment.ID == one.ID {
				all[last].Fields = append(all[last].Fields, ref.Field)
				continue
			}
			all = append(all, Trace{one, []string{ref.Field}, ref.Version})
		}
	}
	return all
}

// ParseViewRef reads what a form carries: "consultation/…#3".
func ParseViewRef(s string) (ViewRef, bool) {
	forum, number, _ := strings.Cut(s, "#")
	n, err := strconv.Atoi(number)
	return ViewRef{Forum: forum, Number: n}, err == nil && n > 0 && forum != ""
}

// String writes what ParseViewRef reads.
func (v ViewRef) String() string { return v.Forum + "#" + strconv.Itoa(v.Number) }

// Refs lists the views of a commitment, each once, in the order of forum and number.
func (c Commitment) Refs() []ViewRef {
	var all []ViewRef
	for _, v := range c.Views {
		all = append(all, ViewRef{Forum: v.Forum, Number: v.Number})
	}
	slices.SortFunc(all, func(a, b ViewRef) int {
		return cmp.Or(cmp.Compare(a.Forum, b.Forum), cmp.Compare(a.Number, b.Number))
	})
	return slices.Compact(all)
}

// Mentions names the field of a text in which a quoted passage stands, "" for none.
func (a Adopted) Mentions(quote string) string {
	quote = strings.Join(strings.Fields(quote), " ")
	if quote == "" {
		return ""
	}
	for _, f := range append([]Field{{"title", a.Title}}, a.Fields()...) {
		for _, text := range []string{f.Text.SV, f.Text.EN} {
			if strings.Contains(strings.Join(strings.Fields(text), " "), quote) {
				return f.Name
			}
		}
	}
	return ""
}
