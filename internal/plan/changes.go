package plan

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Change is a field that differs between two contents. Commitment is the
// identity of the commitment that it belongs to; "" for the plan itself.
type Change struct {
	Commitment string
	Field      string // its name in the JSON form: "adopted.title.sv"
	Old, New   string
}

// Changes lists what differs between two contents: the plan first, then each
// commitment by its identity, so that one more does not look like a change of
// all that follow. The row of the partnership's table is told as one field.
func Changes(old, new Content) ([]Change, error) {
	was, is := map[string]Commitment{}, map[string]Commitment{}
	for _, c := range old.Commitments {
		was[c.ID] = c
	}
	for _, c := range new.Commitments {
		is[c.ID] = c
	}
	old.Commitments, new.Commitments = nil, nil
	all, err := differ("", old, new)
	if err != nil {
		return nil, err
	}
	ids := maps.Clone(was)
	maps.Copy(ids, is)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		more, err := differ(id, was[id], is[id])
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

// differ lists the fields in which two values of a type differ.
func differ(id string, old, new any) ([]Change, error) {
	a, b := map[string]string{}, map[string]string{}
	if err := flatten(old, a); err != nil {
		return nil, err
	}
	if err := flatten(new, b); err != nil {
		return nil, err
	}
	fields := maps.Clone(a)
	maps.Copy(fields, b)
	var all []Change
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		if a[f] != b[f] {
			all = append(all, Change{id, f, a[f], b[f]})
		}
	}
	return all, nil
}

// flatten gives every value by its path. A list of texts is one value, and so
// is each thing of a list of things: its texts, a line for each.
func flatten(v any, into map[string]string) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("plan: changes: %w", err)
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		return fmt.Errorf("plan: changes: %w", err)
	}
	walk(tree, "", into)
	return nil
}

func walk(v any, path string, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, one := range v {
			walk(one, strings.TrimPrefix(path+"."+name, "."), into)
		}
	case []any:
		var texts []string
		for i, one := range v {
			if s, ok := one.(string); ok {
				texts = append(texts, s)
				continue
			}
			into[fmt.Sprint(path, ".", i+1)] = strings.Join(lines(one), "\n")
		}
		if len(texts) > 0 {
			into[path] = strings.Join(texts, "; ")
		}
	default:
		into[path] = fmt.Sprint(v)
	}
}

// lines lists the values of a thing, but not what only machines know it by.
func lines(v any) (all []string) {
	things, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	for _, name := range slices.Sorted(maps.Keys(things)) {
		if name != "id" && name != "kind" {
			all = append(all, lines(things[name])...)
		}
	}
	return all
}
