package standard_test

import (
	"fmt"
	"testing"
	"time"

	"insyn/internal/standard"
	"insyn/internal/trial"
)

// tenYears is what a busy country records in ten years.
func tenYears() standard.Facts {
	f := standard.Facts{}
	for i := range 5 {
		p := standard.Plan{ID: fmt.Sprint("P", i), Number: i, Begins: standard.On(2022+2*i, 1, 1),
			Published: standard.On(2022+2*i, 7, 1), End: standard.On(2024+2*i, 6, 30)}
		for c := range 15 {
			p.Commitments = append(p.Commitments, standard.Commitment{ID: fmt.Sprint("C", c)})
		}
		f.Plans = append(f.Plans, p)
	}
	day := func(i, of int) standard.Day { return standard.On(2022, 1, 1) + standard.Day(i*3650/of) }
	for i := range 60 {
		f.Meetings = append(f.Meetings, standard.Meeting{ID: fmt.Sprint(i), On: day(i, 60),
			Government: 2, CivilSociety: 9, Results: true, Comments: true})
	}
	for i := range 5000 {
		f.Documents = append(f.Documents, standard.Document{ID: fmt.Sprint(i), Published: day(i, 5000),
			Kind: standard.Evidence, Commitment: fmt.Sprint("C", i%15)})
		f.Views = append(f.Views, standard.View{ID: fmt.Sprint(i), Received: day(i, 5000)})
		f.Answers = append(f.Answers, standard.Answer{View: fmt.Sprint(i), On: day(i, 5000) + 20,
			Reasoned: true})
	}
	return f
}

// All verdicts on a plan, out of ten years of a country's data, against the
// ten milliseconds that it may take.
func BenchmarkRatioTenYears(b *testing.B) {
	f := tenYears()
	at := standard.On(2031, 12, 31)
	trial.Measure(b, trial.Ratio{Name: "Standards, ten years of a country", Goal: 1,
		Peer: "10 ms", Ours: func(n int) error {
			for range n {
				standard.Assess(f, "P4", at)
			}
			return nil
		}, Limit: func(n int) error {
			time.Sleep(time.Duration(n) * 10 * time.Millisecond)
			return nil
		}})
}
