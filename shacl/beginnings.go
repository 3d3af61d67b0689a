package shacl

import "regexp/syntax"

// beginnings finds out whether a regular expression only asks how a text
// begins, as in ^https?://.+, and gives the ways it may and how many bytes must
// follow. Addresses are held against such expressions by the hundred thousand.
func beginnings(expression string) (list []string, atLeast int, ok bool) {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil, 0, false
	}
	parts := tree.Simplify().Sub
	if tree.Op != syntax.OpConcat || len(parts) < 2 || parts[0].Op != syntax.OpBeginText {
		return nil, 0, false
	}
	list = []string{""}
	for i, part := range parts[1:] {
		last := i == len(parts)-2
		if last && len(part.Sub) == 1 && part.Sub[0].Op == syntax.OpAnyCharNotNL {
			return list, map[syntax.Op]int{syntax.OpPlus: 1, syntax.OpStar: 0}[part.Op],
				part.Op == syntax.OpPlus || part.Op == syntax.OpStar
		}
		more, fits := literals(part)
		if !fits || len(list)*len(more) > 8 {
			return nil, 0, false
		}
		var joined []string
		for _, a := range list {
			for _, b := range more {
				joined = append(joined, a+b)
			}
		}
		list = joined
	}
	return list, 0, true
}

// literals gives the few texts that a part of an expression matches.
func literals(part *syntax.Regexp) ([]string, bool) {
	switch {
	case part.Op == syntax.OpLiteral && part.Flags&syntax.FoldCase == 0:
		return []string{string(part.Rune)}, true
	case part.Op == syntax.OpEmptyMatch:
		return []string{""}, true
	case part.Op == syntax.OpQuest:
		inner, ok := literals(part.Sub[0])
		return append(inner, ""), ok
	case part.Op == syntax.OpCapture:
		return literals(part.Sub[0])
	case part.Op == syntax.OpAlternate:
		var all []string
		for _, sub := range part.Sub {
			inner, ok := literals(sub)
			if !ok {
				return nil, false
			}
			all = append(all, inner...)
		}
		return all, true
	case part.Op == syntax.OpConcat:
		all := []string{""}
		for _, sub := range part.Sub {
			inner, ok := literals(sub)
			if !ok || len(all)*len(inner) > 8 {
				return nil, false
			}
			var joined []string
			for _, a := range all {
				for _, b := range inner {
					joined = append(joined, a+b)
				}
			}
			all = joined
		}
		return all, true
	}
	return nil, false
}
