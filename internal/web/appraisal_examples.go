package web

import (
	"fmt"
	"slices"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// appraisalExamples are of the pages of self-assessment.
func appraisalExamples() []example {
	return []example{
		{"picture", func(p Page, say *lang.Printer) any {
			all := examplePictures()
			p.Title = say.T("picture.title")
			view, _ := looked(all, "", "") // there is one: a test renders it
			return exampleVisit(say).picturePage(p, all, view)
		}},
		{"appraisals", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("appraisal.title")
			return v.appraisalsPage(p, exampleBody.ID, []act.Appraising{exampleAppraising()},
				[]account.Body{exampleBody}, Form{printer: say})
		}},
		{"appraisal", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			a := exampleAppraising()
			page := v.appraisalPage(p, a, Form{printer: say})
			page.conflict(v, a, exampleReplies(0))
			return page
		}},
		{"appraisal--closed", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			a := exampleAppraising()
			a.Open = false
			return v.appraisalPage(p, a, Form{printer: say})
		}},
	}
}

// exampleOpening asks so many bodies in a year.
func exampleOpening(year, bodies int) integrity.Opening {
	o := integrity.Opening{Name: integrity.Text{SV: fmt.Sprint("Självvärdering ", year), EN: fmt.Sprint("Self-assessment ", year)},
		Instrument: integrity.LatestInstrument, From: integrity.Date(fmt.Sprint(year, "-09-01")), Until: integrity.Date(fmt.Sprint(year, "-12-15"))}
	for i := range bodies {
		o.Population = append(o.Population, fmt.Sprint("exempel-", i))
	}
	return o
}

// exampleReplies are answers that vary.
func exampleReplies(n int) integrity.SelfAssessment {
	return repliesTo(integrity.Instruments()[integrity.LatestInstrument], n)
}

// repliesTo answers the questions of an instrument in a way that varies.
func repliesTo(q integrity.Instrument, n int) integrity.SelfAssessment {
	s := integrity.SelfAssessment{Instrument: q.Version, Defines: []string{"yes", "no"}[n%2],
		Replies: map[string]integrity.Reply{}}
	for _, a := range q.Areas {
		for k, i := range a.Items {
			s.Replies[i.ID] = integrity.Reply{Mark: integrity.Marks()[(n/15+k)%5]}
		}
	}
	return s
}

// exampleInstruments are the questions of two years ago, of which one in each area
// means the same as now, and those of now.
func exampleInstruments() (before, now integrity.Instrument) {
	now = integrity.Instruments()[integrity.LatestInstrument]
	before = integrity.Instrument{Version: "exempel-0"}
	areas := slices.Clone(now.Areas)
	for i, a := range areas {
		areas[i].Items = slices.Clone(a.Items)
		areas[i].Items[0].Same = map[string]string{before.Version: a.Items[0].ID}
		before.Areas = append(before.Areas, integrity.Area{ID: a.ID, Name: a.Name, Items: a.Items[:2]})
	}
	now.Areas = areas
	return before, now
}

// examplePictures are three rounds of sixty bodies; in the first the questions were
// others. Of what few have answered nothing is shown.
func examplePictures() act.Pictures {
	all := act.Pictures{Bodies: map[string]account.Body{}}
	before, now := exampleInstruments()
	for _, year := range []int{2021, 2022, 2023} {
		q := now
		if year == 2021 {
			q = before
		}
		o, submitted := exampleOpening(year, 60), map[string]integrity.SelfAssessment{}
		o.Instrument = q.Version
		for i, id := range o.Population {
			all.Bodies[id] = account.Body{ID: account.BodyID(id),
				Name: fmt.Sprint("Exempelmyndigheten ", i+1)}
			if i%6 != 0 {
				submitted[id] = repliesTo(q, i+7*(year-2021))
			}
		}
		all.All = append(all.All, integrity.Draw(fmt.Sprint("sjalvvardering-", year), o, q, submitted))
	}
	return all
}

// exampleAppraising is half filled in.
func exampleAppraising() act.Appraising {
	a := act.Appraising{Round: act.Round{Matter: integrity.Matter{Key: "sjalvvardering-2023"}, Opening: exampleOpening(2023, 30)},
		Body: exampleBody, Open: true}
	a.Draft.Saved, a.Draft.SignedBy, a.Draft.Content = 3, "x", exampleReplies(13)
	a.Draft.Content.Replies["ledning-mal"] = integrity.Reply{Mark: integrity.Apart,
		Comment: "Planen är under arbete."}
	return a
}
