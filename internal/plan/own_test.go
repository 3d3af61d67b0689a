package plan_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
	"insyn/internal/plan"
)

// trained is a measure whose values are entered by hand.
func trained() plan.Definition {
	both := func(sv, en string) plan.Text { return plan.Text{SV: sv, EN: en} }
	return plan.Definition{Better: plan.Up, Title: both("Utbildade", "Trained"),
		Unit: both("personer", "people"), How: both("De som har gått kursen.", "Those who took the course."),
		Source: both("Personalsystemet", "Staff records")}
}

// promising is a plan with a commitment that Insyn computes one number of.
func promising() plan.Content {
	return plan.Content{Number: 1, Title: plan.Text{SV: "Plan"}, Commitments: []plan.Commitment{
		{ID: "A1", Number: 1, Measures: []string{"meetings"},
			Adopted: plan.Adopted{Title: plan.Text{SV: "Öppet"}}}}}
}

var ownDay = time.Date(2023, 12, 12, 9, 0, 0, 0, time.UTC)

func defined(t *testing.T) (plan.Content, string) {
	t.Helper()
	c, id, err := plan.Define(promising(), "ort-1", "A1", trained())
	if err != nil || id != "ort-1-m1" || c.Check() != nil {
		t.Fatal(id, err, c.Check())
	}
	return c, id
}

func TestANumberByHandHasADefinitionInBothLanguages(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*plan.Definition)
		want  string
	}{
		"no English definition": {func(d *plan.Definition) { d.How.EN = " " }, "how-en"},
		"no Swedish title":      {func(d *plan.Definition) { d.Title.SV = "" }, "title-sv"},
		"no unit":               {func(d *plan.Definition) { d.Unit.SV = "" }, "unit-sv"},
		"no source":             {func(d *plan.Definition) { d.Source.EN = "" }, "from-en"},
		"no direction":          {func(d *plan.Definition) { d.Better = "sideways" }, "better"},
	} {
		d := trained()
		c.spoil(&d)
		_, _, err := plan.Define(promising(), "ort-1", "A1", d)
		if diff := cmp.Diff([]string{c.want}, fieldsOf(err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		of, _ := defined(t)
		d.ID, d.Kind = "ort-1-m1", plan.ByHand
		of.Commitments[0].Own[0] = d // as a file that is read could say it
		if of.Check() == nil {
			t.Errorf("%s: a content with it is taken", name)
		}
	}
}

func TestAValueByHandHasDayAndSource(t *testing.T) {
	of, id := defined(t)
	good := plan.Stated{Measure: id, On: "2023-12-12", Number: 40, Source: "https://example.se/a"}
	for name, c := range map[string]struct {
		spoil func(*plan.Stated)
		want  []string
	}{
		"as it should be": {func(*plan.Stated) {}, nil},
		"no day":          {func(v *plan.Stated) { v.On = "" }, []string{"on"}},
		"only a month":    {func(v *plan.Stated) { v.On = "2023-11" }, []string{"on"}},
		"tomorrow":        {func(v *plan.Stated) { v.On = "2023-12-13" }, []string{"on"}},
		"no number":       {func(v *plan.Stated) { v.Number = math.NaN() }, []string{"number"}},
		"no source":       {func(v *plan.Stated) { v.Source = "pärmen" }, []string{"source"}},
	} {
		v := good
		c.spoil(&v)
		now, _, err := plan.Enter(of, "A1", v, ownDay)
		if diff := cmp.Diff(c.want, fieldsOf(err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		if err == nil && (now.Check() != nil || len(of.Commitments[0].Values) != 0) {
			t.Error("a value is refused, or changes what it was entered into")
		}
	}
	_, _, err := plan.Enter(of, "A1", plan.Stated{Measure: "meetings", On: good.On, Source: good.Source}, ownDay)
	if !fault.Is(err, fault.Refused) {
		t.Errorf("what Insyn computes is entered by hand: %v", err)
	}
}

func TestAValueOfADayGivesWayAndTheLatestDayIsShown(t *testing.T) {
	of, id := defined(t)
	for _, v := range []plan.Stated{{On: "2023-09-01", Number: 12}, {On: "2023-03-01", Number: 5},
		{On: "2023-09-01", Number: 10}} {
		v.Measure, v.Source = id, "https://example.se/a"
		var err error
		if of, _, err = plan.Enter(of, "A1", v, ownDay); err != nil {
			t.Fatal(err)
		}
	}
	var f plan.Facts
	f.AddOwn(of)
	if last, ok := f.LastStated(id, ownDay); !ok || last.On != "2023-09-01" || last.Number != 10 {
		t.Error(last, ok)
	}
	if last, _ := f.LastStated(id, ownDay.AddDate(0, -6, 0)); last.Number != 5 {
		t.Error("a day in the past knows what came later:", last)
	}
	d, _ := f.Definition(id)
	want := []plan.Reading{{Period: "2023-1", Value: 5, Of: 1}, {Period: "2023-2", Value: 10, Of: 1},
		{Period: "2024-1", Unknown: true}}
	if diff := cmp.Diff(want, d.History(f, ownDay.AddDate(0, 2, 0), time.UTC)); diff != "" {
		t.Error(diff)
	}
}

func TestTheUnitOfNumbersStaysAndTheDefinitionHasAHistory(t *testing.T) {
	first, id := defined(t)
	with, _, err := plan.Enter(first, "A1", plan.Stated{Measure: id, On: "2023-01-01",
		Source: "https://example.se/a"}, ownDay)
	d := trained()
	d.ID, d.Unit = id, plan.Text{SV: "timmar", EN: "hours"}
	if _, _, wrong := plan.Define(with, "ort-1", "A1", d); err != nil ||
		!fault.Is(wrong, fault.Invalid) {
		t.Error("people became hours:", err, wrong)
	}
	d.Unit, d.How.SV = trained().Unit, "De som har godkänts på kursen."
	then, _, err := plan.Define(with, "ort-1", "A1", d)
	got := plan.Wordings([]plan.Version{{Number: 1, Content: first}, {Number: 2, Content: with},
		{Number: 3, Content: then}}, id)
	if err != nil || len(got) != 2 || got[1].Version.Number != 3 ||
		got[0].Definition == got[1].Definition {
		t.Error(got, err)
	}
}

func TestWhatACommitmentIsNotMeasuredByAnyMoreStays(t *testing.T) {
	of := promising()
	end := plan.Ending{Measure: "meetings", On: "2023-06-30", Why: plan.Text{SV: "Bytt mått."}}
	for _, bad := range []plan.Ending{{Measure: "meetings", On: end.On}, {Measure: "meetings",
		On: "2024-01-01", Why: end.Why}} {
		if _, err := plan.Stop(of, "A1", bad, ownDay); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	ended, err := plan.Stop(of, "A1", end, ownDay)
	c := ended.Commitments[0]
	if err != nil || len(c.Measures) != 1 || !c.Until("meetings", ownDay).Equal(
		time.Date(2023, 6, 30, 23, 59, 59, 0, time.UTC)) || !c.Until("x", ownDay).Equal(ownDay) {
		t.Error(c, err)
	}
	if _, _, err := plan.Choose(of, "A1", "meetings"); !fault.Is(err, fault.Invalid) {
		t.Error("it is measured twice by the same:", err)
	}
	again, _, err := plan.Choose(ended, "A1", "meetings")
	if _, still := again.Commitments[0].End("meetings"); err != nil || still ||
		len(again.Commitments[0].Measures) != 1 {
		t.Error(again.Commitments[0], err)
	}
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for s, want := range map[string]float64{"0": 0, "1250": 1250, "12,5": 12.5, "12.5": 12.5,
		"1 250 000": 1250000, "1\u00a0250,25": 1250.25, "-3": -3, "\u22123": -3, "1250.125": 1250.125} {
		if got := plan.ParseNumber(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	for _, s := range []string{"", "1,250", "12.500", "NaN", "Inf", "1e9", "0x10", "1,2,3", "tio", "-",
		"1234567890123456789012345"} {
		if got := plan.ParseNumber(s); !math.IsNaN(got) {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// No measure, value or end changes a word of what was adopted, nor the content
// that it is made from; and what is made can be made public.
func TestMeasuringChangesNoWordOfAPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := promising()
		of.Adopted = "2023-01-01"
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			before := of
			var now plan.Content
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				now, _, err = plan.Define(of, "ort-1", "A1", trained())
			case 1:
				now, _, err = plan.Enter(of, "A1", plan.Stated{Measure: "ort-1-m1", On: "2023-02-02",
					Number: rapid.Float64Range(-9, 9).Draw(t, "n"), Source: "https://example.se"}, ownDay)
			case 2:
				now, err = plan.Stop(of, "A1", plan.Ending{Measure: rapid.SampledFrom([]string{"meetings",
					"ort-1-m1"}).Draw(t, "of"), On: "2023-03-03", Why: plan.Text{SV: "Slut."}}, ownDay)
			default:
				now, _, err = plan.Choose(of, "A1", rapid.SampledFrom([]string{"meetings", "notice"}).Draw(t, "id"))
			}
			if err != nil {
				continue
			}
			if err := plan.Revise(before, now, "Skäl."); err != nil {
				t.Fatal(err)
			}
			of = now
		}
	})
}
