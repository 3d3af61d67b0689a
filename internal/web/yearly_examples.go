package web

import (
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// yearlyExamples are of the pages of the yearly numbers.
func yearlyExamples() []example {
	return []example{
		{"yearly-bodies", func(p Page, say *lang.Printer) any {
			p.Title = say.T("yearly.title")
			return exampleVisit(say).yearlyBodiesPage(p, exampleYearbooks())
		}},
		{"yearly", func(p Page, say *lang.Printer) any {
			return exampleVisit(say).yearlyPage(p, exampleBody,
				exampleYearbooks().Of[string(exampleBody.ID)])
		}},
		{"yearly-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("yearly.work-title")
			return v.yearlyDeskPage(p, exampleBody, exampleYearbooks().Of[string(exampleBody.ID)],
				Form{printer: say})
		}},
		{"deadlines", func(p Page, say *lang.Printer) any {
			p.Title = say.T("deadlines.title")
			return exampleVisit(say).deadlinesPage(p, "2024-11-28", "2024-11-30")
		}},
	}
}

// exampleYearbooks are four years of one body, of which one was corrected, and
// another body that has stated nothing.
func exampleYearbooks() act.Yearbooks {
	other := account.Body{ID: "exempelmyndigheten", Name: "Exempelmyndigheten",
		NameEnglish: "The Example Agency", Fictitious: true}
	y := integrity.Yearbook{}
	for i, n := range [][]int{{2019, 3, 3, 2, 31, 14}, {2020, 4, 2, 2, 40, 15}, {2021, 24, 15, 16, 52, 22}, {2022, 19, 12, 11, 61, 30},
		{2021, 24, 17, 16, 52, 22}} {
		s := integrity.Statement{Year: n[0], Set: integrity.LatestFigures,
			Facts: map[string]bool{"prevents": true,
				"acts": n[0] > 2019, "follows-up": false, "side-job-routine": true}, Counts: map[string]int{
				"received": n[1], "acknowledged": n[2], "feedback": n[3], "attempts": n[4], "attempts-harassment": n[5],
				"attempts-threats": n[4] - n[5] - 6, "attempts-violence": 1, "attempts-vandalism": 0, "attempts-offers": 5,
				"side-jobs": 40 + i, "side-jobs-prohibited": 6}}
		if i == 4 {
			s.Why = "Två bekräftelser hade inte räknats."
		}
		y.Said = append(y.Said, integrity.Dated[integrity.Statement]{Number: i + 1, At: exampleTime, What: s})
	}
	return act.Yearbooks{Of: map[string]integrity.Yearbook{string(exampleBody.ID): y},
		Bodies: map[string]account.Body{string(exampleBody.ID): exampleBody,
			string(other.ID): other}}
}
