package dcat

import "slices"

// A Conflict is a property for which one profile demands what another forbids.
type Conflict struct {
	Class    string // by its name in the Swedish table
	Property string
	Swedish  string // what Sweden wants: literal or node
	European string
}

// Conflicts finds the contradictions between the Swedish and the European
// table: properties whose values must be text in one and may not in the other.
func Conflicts() []Conflict {
	var all []Conflict
	for _, o := range oppositions() {
		all = append(all, o.Conflict)
	}
	return all
}

// opposed are the rules of Europe that no catalogue can keep that obeys Sweden.
var opposed = func() map[*Rule]bool {
	rules := map[*Rule]bool{}
	for _, o := range oppositions() {
		rules[o.european] = true
	}
	return rules
}()

// An opposition is a conflict and the rule of Europe that takes part in it.
type opposition struct {
	Conflict
	european *Rule
}

func oppositions() []opposition {
	var all []opposition
	for _, s := range Swedish.Classes {
		for _, e := range European.Classes {
			if !slices.Contains(s.Types, e.Types[0]) {
				continue
			}
			for _, r := range s.Rules {
				i := slices.IndexFunc(e.Rules, func(o *Rule) bool { return o.Property == r.Property })
				if i < 0 {
					continue
				}
				a, b := termOf(r), termOf(e.Rules[i])
				if a != b && a != "" && b != "" {
					all = append(all, opposition{Conflict{s.Name, r.Property, a, b}, e.Rules[i]})
				}
			}
		}
	}
	return all
}

// termOf tells whether the values of a rule are literals or nodes; "" if the
// rule leaves it open.
func termOf(r *Rule) string {
	term := ""
	for _, v := range r.Values {
		one := ""
		switch v.Kind {
		case "text", "plain", "literal", "date", "moment", "literal moment", "typed":
			one = "literal"
		case "iri", "node":
			one = "node"
		}
		if one == "" || term != "" && term != one {
			return ""
		}
		term = one
	}
	return term
}
