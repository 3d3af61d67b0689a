package act_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/standard"
)

// handMeasure is a measure whose values are entered by hand.
func handMeasure() plan.Definition {
	both := func(sv, en string) plan.Text { return plan.Text{SV: sv, EN: en} }
	return plan.Definition{Better: plan.Up, Title: both("Utbildade", "Trained"),
		Unit: both("personer", "people"), Source: both("=Personalsystemet", "Staff records"),
		How: both("De som har gått kursen.", "Those who have taken the course.")}
}

// A measure is defined by a publisher, in public, with a reason; values are
// versions with their day and source, and what was said before stays.
func TestAMeasureOfAPlanIsDefinedEnteredAndEnded(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.sweden()
	const slug, of = "sverige-5", "SE0023"
	_, err := o.DefineMeasure(ctx, o.editor, slug, 1, of, handMeasure(), "Nytt mått.")
	kind(t, err, fault.Forbidden)
	_, err = o.DefineMeasure(ctx, o.boss, slug, 0, of, handMeasure(), "Nytt mått.")
	kind(t, err, fault.Conflict)
	_, err = o.DefineMeasure(ctx, o.boss, slug, 1, of, handMeasure(), " ")
	kind(t, err, fault.Invalid)
	numbered := handMeasure()
	numbered.How.SV = "Fråga 19121212-1212."
	_, err = o.DefineMeasure(ctx, o.boss, slug, 1, of, numbered, "Nytt mått.")
	kind(t, err, fault.Invalid) // N-12: no identity numbers
	id, err := o.DefineMeasure(ctx, o.boss, slug, 1, of, handMeasure(), "Nytt mått.")
	o.must(err)
	value := plan.Stated{Measure: id, On: "2023-11-01", Number: 12.5, Source: "https://example.se/a"}
	kind(t, o.EnterValue(ctx, o.editor, slug, of, value), fault.Forbidden)
	o.must(o.EnterValue(ctx, o.boss, slug, of, value))
	value.Number = 14
	o.must(o.EnterValue(ctx, o.boss, slug, of, value))
	p := o.planOf(slug)
	was, _ := p.Versions[2].Content.Commitment(of)
	if why := p.Versions[2].Reason; !strings.HasPrefix(why, "Utbildade: 12,5 personer den 1") ||
		was.Values[0].Number != 12.5 {
		t.Errorf("%q, %v", why, was.Values)
	}
	f, err := o.MeasureFacts(ctx)
	o.must(err)
	if last, ok := f.LastStated(id, o.clock.Now()); !ok || last.Number != 14 {
		t.Errorf("the facts say %v", last)
	}
	o.packHolds(slug, "sv/varden.csv", "2023-11-01,SE0023,"+id+",Utbildade,Trained,14,personer,people,https://example.se/a")
	end := plan.Ending{Measure: id, On: "2023-11-20", Why: plan.Text{SV: "Kursen är slut."}}
	kind(t, o.StopMeasure(ctx, o.boss, slug, 3, of, end), fault.Conflict)
	o.must(o.StopMeasure(ctx, o.boss, slug, 4, of, end))
	kind(t, o.StopMeasure(ctx, o.boss, slug, 5, of, end), fault.NotFound)
	kind(t, o.ChooseMeasure(ctx, o.editor, slug, 5, of, "notice", "Också."), fault.Forbidden)
	o.must(o.ChooseMeasure(ctx, o.boss, slug, 5, of, "notice", "Också."))
}

// packHolds demands that a file of the review pack of today has a line.
func (o *office) packHolds(slug, name, line string) {
	o.t.Helper()
	pack, err := o.ReviewPack(ctx, slug, standard.DayOf(o.clock.Now().Add(time.Hour)))
	o.must(err)
	archive, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	o.must(err)
	file, err := archive.Open(name)
	o.must(err)
	text, err := io.ReadAll(file)
	if err != nil || !strings.Contains(string(text), line) {
		o.t.Errorf("%s: %v\n%s", name, err, text)
	}
}
