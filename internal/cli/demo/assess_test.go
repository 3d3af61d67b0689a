package demo

import (
	"strings"
	"testing"

	"insyn/internal/integrity"
)

// Two rounds of self-assessment have closed, with numbers that can be shown and
// a trend between them; not all have answered, and nobody is ranked for it.
func TestBodiesHaveAssessedThemselves(t *testing.T) {
	d, _ := seeded(t)
	p, err := d.Pictures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(p.All) != 2 {
		t.Fatalf("%d rounds", len(p.All))
	}
	for n, one := range p.All {
		if one.Open || len(one.Answered) != assessedIn[n].answered || len(one.Missing()) == 0 {
			t.Errorf("%s: open %v, %d answered", one.Round, one.Open, len(one.Answered))
		}
		shown := 0
		for _, i := range one.Items {
			for _, row := range i.Grid {
				if c := row[integrity.Everybody]; !c.Hidden && c.N >= integrity.Least {
					shown++
				}
			}
		}
		if shown < len(one.Items) {
			t.Errorf("%s: %d numbers are shown of %d questions", one.Round, shown, len(one.Items))
		}
	}
}

// A proposal was accepted, proven and followed; an agency has counted two years;
// the ministry has a gift that came late, and a number that was cancelled.
func TestTheWorkAgainstCorruptionHasData(t *testing.T) {
	d, _ := seeded(t)
	all, err := d.Recommendations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	grown := 0
	for _, c := range all.Cases {
		if c.Now().View > 0 {
			grown++
			if len(c.Evidence) != 1 || len(c.FollowUps) != 1 || len(c.Responses) != 1 {
				t.Errorf("%+v", c)
			}
		}
	}
	waits, known := all.Find(Tour().Advice.Key)
	if is, _ := waits.Answering(Opening); grown != 1 || !known || is != integrity.Silent {
		t.Errorf("%d grew from proposals; what the tour answers is %q", grown, is)
	}
	y, err := d.Yearbooks(t.Context())
	if err != nil || len(y.Of[string(Agency.ID)].Said) != 2 {
		t.Errorf("%+v %v", y.Of, err)
	}
	g, err := d.GiftBooks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := g.Of(string(Body.ID))
	if len(b.Gifts) != 3 || len(b.Standing()) != 2 || !b.Gifts[0].Late(Opening.Location()) ||
		b.Gifts[0].Now().Disposal == "" || !strings.Contains(b.Now().Covers.SV, "påhittat") {
		t.Errorf("%+v", b)
	}
}
