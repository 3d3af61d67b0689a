package web

import (
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/markup"
	"insyn/internal/store"
)

// positions is how each position is shown. Green is for what has been done, so
// that even a yes is no more than a fact.
var positions = map[consult.Position]struct {
	icon   string
	word   lang.Key
	toCase lang.Key // who asks a contact point for something has not always proposed it
}{
	consult.Accepted: {"check", lang.Key("position.accepted"),
		lang.Key("position-case.accepted")},
	consult.PartlyAccepted: {"dot", lang.Key("position.partly"), lang.Key("position-case.partly")},
	consult.NotAccepted:    {"cross", lang.Key("position.not"), lang.Key("position-case.not")},
	consult.OutOfScope: {"ring", lang.Key("position.out-of-scope"),
		lang.Key("position-case.out-of-scope")},
	consult.Unanswered: {"ring", lang.Key("position.unanswered"),
		lang.Key("position.unanswered")},
}

func (v *visit) positionChip(p consult.Position) Chip { return v.positionIn("", p) }

// positionIn words a position as what it answers asks for: a view, or a case.
func (v *visit) positionIn(f consult.Forum, p consult.Position) Chip {
	look := positions[p]
	word := look.word
	if f.Contact() != "" {
		word = look.toCase
	}
	return Chip{Tone: Neutral, Icon: look.icon, Text: v.T(string(word))}
}

// effectWords says what it is that changed.
var effectWords = map[consult.EffectKind]lang.Key{
	consult.TheWords:   lang.Key("effect.words"),
	consult.AMilestone: lang.Key("effect.milestone"),
	consult.AMeasure:   lang.Key("effect.measure"),
	consult.SomeEffect: lang.Key("effect.other"),
}

// effects lists what changed because of what was said.
func (v *visit) effects(all []consult.Effect) (list []Fact) {
	for _, e := range all {
		f := Fact{Term: v.T(string(effectWords[e.Kind])), Tongue: v.tongue(e.Title)}
		if e.URL == "" {
			f.Text = v.say(e.Title)
		} else {
			f.Link = Link{v.say(e.Title), v.own(e.URL)}
		}
		list = append(list, f)
	}
	return list
}

// own gives a path on this site in the reader's language, and other addresses as they are.
func (v *visit) own(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, english+"/") {
		return v.Href(address)
	}
	return address
}

// answerTo puts the answer to a view, if it has one, on the card of the view.
func (v *visit) answerTo(o *Opinion, a store.PublicAnswer, venue consult.Venue) {
	if a.Number == 0 {
		return
	}
	o.Answer, o.Answered = markup.HTML(v.say(a.Reason)), a.At
	o.State, o.Effects = v.positionIn(venue.Forum, a.Position), v.effects(a.Effects)
	o.AnswerTongue = v.tongue(a.Reason)
	if venue.Forum.Contact() == "" { // an answer to a case stands with it alone
		o.Whole = Link{v.T("answer.one", "Number", a.Number), v.answerPath(venue, a.Number)}
	}
}

func (v *visit) answerPath(venue consult.Venue, number int64) string {
	return v.Href(venue.Path+"/svar") + "#svar-" + strconv.FormatInt(number, 10)
}

// dutyClock shows how far the answer to one view has come.
func (v *visit) dutyClock(d consult.Duty) ClockBar {
	bar := ClockBar{Label: v.T("answer.clock"), Steps: []ClockStep{
		{Text: v.T("stage.received"), At: d.Received},
		{Text: v.T("stage.considered"), At: d.Considered},
		{Text: v.T("stage.answered"), At: d.Answered, Due: d.Due, Late: d.Late(v.Now)},
	}}
	if d.Declined {
		bar.Steps[2].Text = v.T("stage.declined")
	}
	bar.Steps[2] = v.endStep(d, bar.Steps[2])
	if !d.Answered.IsZero() && d.Considered.IsZero() {
		bar.Steps[1].At = d.Answered
	}
	return bar
}

// endStep gives the last step of a clock: where nothing is owed any more it says
// so, and no day is promised.
func (v *visit) endStep(d consult.Duty, s ClockStep) ClockStep {
	if d.Stage() == consult.StageEnded {
		return ClockStep{Text: v.T("stage.ended"), At: d.Ended}
	}
	return s
}

// clockMeasures are the numbers of a clock that everybody can see.
func (v *visit) clockMeasures(c consult.ViewClock) []Measure {
	since := v.T("answer.now", "At", v.Date(v.Now))
	all := []Measure{
		{Label: v.T("clock.answered"), Number: v.Number(c.Answered),
			Unit: v.T("clock.of", "Count", c.Received), Since: since, How: v.T("clock.answered-how",
				"Ended", c.Ended, "Considered", c.Considered)},
		{Label: v.T("clock.late"), Number: v.Number(len(c.Late)), Unit: v.T("clock.views",
			"Count", len(c.Late)), Since: since, How: v.T("clock.late-how")},
	}
	if len(c.Late) > 0 {
		all[1].Change = Chip{Tone: Late, Text: v.T("clock.is-late")}
	}
	if c.Declined > 0 {
		all = append(all, Measure{Label: v.T("clock.declined"), Number: v.Number(c.Declined),
			Unit: v.T("clock.of", "Count", c.Received), Since: since, How: v.T("clock.declined-how")})
	}
	if c.Counted > 0 {
		all = append(all, Measure{Label: v.T("clock.in-time"), Since: since,
			Number: v.Percent(float64(c.InTime)/float64(c.Counted), 0),
			Unit:   v.T("clock.of", "Count", c.Counted), How: v.T("clock.in-time-how")})
	}
	if c.HasMedian {
		all = append(all, Measure{Label: v.T("clock.median"), Since: since,
			Number: v.Decimal(c.Median.Hours()/24, 1), Unit: v.T("clock.days"),
			How: v.T("clock.median-how")})
	}
	return all
}

// movedTable lists what was handed over or given a later day, and why.
func (v *visit) movedTable(a act.Answered) Table {
	t := Table{Caption: v.T("moved.caption"), Columns: []Column{{Text: v.T("moved.view")},
		{Text: v.T("moved.at")}, {Text: v.T("moved.what")}, {Text: v.T("moved.why")}}}
	for _, m := range a.Moved {
		for _, s := range m.Steps {
			t.Rows = append(t.Rows, []Cell{v.viewCell(a, m.Number), {Text: v.Date(s.At)},
				{Text: v.moved(s, func(id string) string { return v.bodyName(a.Bodies[id]) })},
				{Text: s.Reason}})
		}
	}
	return t
}

// moved says in words what moved.
func (v *visit) moved(s consult.Step, name func(id string) string) string {
	switch s.Kind {
	case consult.Handed:
		return v.T("moved.handed", "From", name(s.From), "To", name(s.To))
	case consult.Paused:
		return v.T("moved.paused", "Cause", v.T(string(causeWords[consult.Cause(s.To)])))
	case consult.Resumed:
		return v.T("moved.resumed", "To", v.dayOf(s.To))
	case consult.Replied:
		return v.T("moved.replied")
	case consult.Settled:
		return v.T("moved.settled")
	case consult.Reopened:
		return v.T("moved.reopened", "To", v.dayOf(s.To))
	}
	return v.T("moved.postponed", "From", v.dayOf(s.From), "To", v.dayOf(s.To))
}

// dayOf writes a day of the record in the reader's language.
func (v *visit) dayOf(day string) string {
	t, err := time.ParseInLocation(time.DateOnly, day, lang.Stockholm)
	if err != nil {
		return day
	}
	return v.Date(t)
}

// viewCell names a view, and leads to it where it can be read.
func (v *visit) viewCell(a act.Answered, number int64) Cell {
	c := Cell{Text: v.T("opinion.number", "Number", number)}
	if a.Shown[number] {
		c.Link = v.Href(a.Venue.Views() + "/" + strconv.FormatInt(number, 10))
	}
	return c
}
