package web

import (
	"cmp"
	"strings"

	"insyn/internal/lang"
	"insyn/internal/plan"
)

// A ValueRow is one of the four values, and how a commitment serves it.
type ValueRow struct {
	Name  string
	State Chip
	How   Words
	Alone string // what is to know of technology, which is no value of its own
}

// stated are the values of a commitment by the names of their fields.
func stated(a plan.Adopted) map[string]plan.Value {
	return map[string]plan.Value{"transparency": a.Transparency, "participation": a.Participation,
		"accountability": a.Accountability, "technology": a.Technology}
}

// values shows the four values; nothing where nothing is said of any.
func (v *visit) values(a plan.Adopted) (rows []ValueRow) {
	said := false
	for _, f := range a.Fields() {
		value, is := stated(a)[f.Name]
		if !is {
			continue
		}
		row := ValueRow{Name: v.T(string(fieldWords[f.Name])), How: v.planWords(value.How),
			State: Chip{Tone: Quiet, Text: v.T("commitment.value-unsaid")}}
		if value.Serves || !value.How.Empty() {
			said = true
			row.State = Chip{Tone: Neutral, Icon: "check", Text: v.T("commitment.value-served")}
		}
		if f.Name == "technology" {
			row.Alone = v.T("commitment.technology-alone")
		}
		rows = append(rows, row)
	}
	if !said {
		return nil
	}
	return rows
}

// levelWords names whose plan it is.
var levelWords = map[plan.Level]lang.Key{plan.Country: lang.Key("plan-page.country"),
	plan.Region: lang.Key("plan-page.region"), plan.Municipality: lang.Key("plan-page.municipality"),
	plan.Local: lang.Key("plan-page.local"), plan.OtherLevel: lang.Key("plan-page.other-level")}

// planPlace says whose plan it is, and of what kind that is.
func (v *visit) planPlace(c plan.Content) string {
	place, kind := v.planWords(c.Place).Text, ""
	if key, ok := levelWords[c.Level]; ok {
		kind = v.T(string(key))
	}
	if place == "" || kind == "" {
		return cmp.Or(place, kind)
	}
	return place + " (" + kind + ")"
}

// planTongues are the languages that a plan is said to be in by its form.
var planTongues = []struct {
	code string
	name lang.Key
}{{"sv", lang.Key("plan-make.swedish")}, {"en", lang.Key("plan-make.english")}}

// tongues names the languages of a plan; that of which Insyn has no name stands by its code.
func (v *visit) tongues(c plan.Content) string {
	var names []string
	for _, code := range c.Languages {
		name := code
		for _, one := range planTongues {
			if one.code == code {
				name = v.T(string(one.name))
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// tongueField asks which languages a plan is in: Swedish until somebody says otherwise.
func (v *visit) tongueField(f Form) Field {
	var all []Option
	for _, one := range planTongues {
		all = append(all, Option{Value: one.code, Text: v.T(string(one.name))})
	}
	field := f.Field("checks", "language", v.T("plan-page.languages"), "")
	if len(f.sent) == 0 {
		field.Values = []string{planTongues[0].code}
	}
	return field.Among(all...)
}
