package web

import (
	"fmt"

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
			return v.appraisalsPage(p, exampleBody.ID, []act.Appraising{exampleAppraising()}, []account.Body{exampleBody}, Form{printer: say})
		}},
		{"appraisal", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			a := exampleAppraising()
			page := v.appraisalPage(p, a, Form{printer: say})
			page.conflict(v, a, exampleReplies(0))
			return page
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
	s := integrity.SelfAssessment{Instrument: integrity.LatestInstrument, Defines: []string{"yes", "yes", "no"}[n%3],
		Replies: map[string]integrity.Reply{}}
	for _, a := range integrity.Instruments()[integrity.LatestInstrument].Areas {
		for k, i := range a.Items {
			s.Replies[i.ID] = integrity.Reply{Mark: integrity.Marks()[(n/6+k)%5]}
		}
	}
	return s
}

// examplePictures are two rounds of thirty bodies.
func examplePictures() act.Pictures {
	all := act.Pictures{Bodies: map[string]account.Body{}}
	for _, year := range []int{2022, 2023} {
		o, submitted := exampleOpening(year, 30), map[string]integrity.SelfAssessment{}
		for i, id := range o.Population {
			all.Bodies[id] = account.Body{ID: account.BodyID(id), Name: fmt.Sprint("Exempelmyndigheten ", i+1)}
			if i%5 != 0 {
				submitted[id] = exampleReplies(i + 6*(year-2022))
			}
		}
		all.All = append(all.All, integrity.Draw(fmt.Sprint("sjalvvardering-", year), o,
			integrity.Instruments()[integrity.LatestInstrument], submitted))
	}
	return all
}

// exampleAppraising is half filled in.
func exampleAppraising() act.Appraising {
	a := act.Appraising{Round: act.Round{Matter: integrity.Matter{Key: "sjalvvardering-2023"}, Opening: exampleOpening(2023, 30)},
		Body: exampleBody, Open: true}
	a.Draft.Saved, a.Draft.SignedBy, a.Draft.Content = 3, "x", exampleReplies(13)
	a.Draft.Content.Replies["ledning-mal"] = integrity.Reply{Mark: integrity.Apart, Comment: "Planen är under arbete."}
	return a
}
