package web

import (
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// integrityExamples are of the pages of the work against corruption.
func integrityExamples() []example {
	return []example{
		{"integrity", func(p Page, say *lang.Printer) any {
			p.Title = say.T("integrity.title")
			return exampleVisit(say).integrityPage(p, exampleAdvice())
		}},
		{"advice-list", func(p Page, say *lang.Printer) any {
			p.Title, p.Feed = say.T("advice.title"), advicePath+"/atom.xml"
			return exampleVisit(say).adviceListPage(p, exampleAdvice(), adviceFilter{})
		}},
		{"advice", func(p Page, say *lang.Printer) any {
			all := exampleAdvice()
			return exampleVisit(say).advicePage(p, all, all.Cases[1])
		}},
		{"advice-desk", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person, p.Title = account.System, say.T("advice.work-title")
			return v.adviceDeskPage(p, exampleAdvice(), exampleBody.ID, Form{printer: say})
		}},
		{"advice-work", func(p Page, say *lang.Printer) any {
			v := exampleVisit(say)
			v.Person = account.System
			all := exampleAdvice()
			return v.adviceWorkPage(p, all, all.Cases[1], Form{printer: say})
		}},
		{"channels", func(p Page, say *lang.Printer) any {
			p.Title = say.T("guide.title")
			return exampleVisit(say).channelsPage(p)
		}},
		{"screening", func(p Page, say *lang.Printer) any {
			p.Title = say.T("screening.title")
			venue := consult.Venue{Title: consult.Text{SV: "Samråd om öppenhet", EN: "Consultation on openness"},
				Path: "/samrad/exempel", Reasons: consult.StandardReasons()}
			return exampleVisit(say).screeningPage(p, []act.Screened{{Venue: venue, Log: consult.ModerationLog{
				Received: 41, Published: 37, Waiting: 1, Masked: 2, Withdrawn: 1, Appeals: 1,
				Withheld: []consult.ReasonCount{{Reason: consult.Allegation, Count: 1}, {Reason: "advertising", Count: 1}}}},
				{Venue: consult.ContactPoint{Body: "exempel"}.Venue(consult.Text{SV: "Exempeldepartementets kontaktpunkt",
					EN: "Contact point of the Ministry of Examples"}, ""),
					Log: consult.ModerationLog{Received: 7, Published: 6,
						Withheld: []consult.ReasonCount{{Reason: "others-privacy", Count: 1}}}}})
		}},
	}
}

// exampleAdvice is a register with advice that is repeated, answered, judged and proven.
func exampleAdvice() act.Recommendations {
	first := integrity.Source{ID: "granskaren-4", By: "Exempelgranskaren", Title: "Fjärde rundan",
		On:    "2016-03",
		Scale: "greco", URL: "https://www.example.org/fjarde"}
	fifth := integrity.Source{ID: "granskaren-5", By: "Exempelgranskaren", Title: "Femte rundan",
		On:    "2019-03-22",
		Scale: "greco", URL: "https://www.example.org/femte"}
	text := integrity.Text{SV: "Kontakter mellan högsta ledningen och utomstående bör redovisas i efterhand.",
		EN: "Contacts between top management and third parties should be reported afterwards."}
	open := integrity.Recommendation{Source: fifth, Ref: "ii", Page: "14",
		To:        "Exempeldepartementet",
		Addressee: string(exampleBody.ID), Due: "2020-09-30", Text: integrity.Text{SV: "En strategi bör antas."}}
	again := integrity.Recommendation{Source: fifth, Ref: "i", Page: "12",
		To:        "Exempeldepartementet",
		Addressee: string(exampleBody.ID), Due: "2020-09-30", Text: text, Repeats: "granskaren-4-iv",
		View: 3, Proposed: "/samrad/exempel/synpunkter/3"}
	old := integrity.Recommendation{Source: first, Ref: "iv", Page: "9",
		To: "Ett annat departement", Text: text}
	judged := func(round string, on integrity.Date, grade string) integrity.Said {
		return integrity.Said{Assessment: &integrity.Assessment{By: "Exempelgranskaren", Round: round, On: on,
			Grade: grade, Page: "7", URL: "https://www.example.org/" + string(on),
			Words: integrity.Text{EN: "The authorities report on a draft."}}}
	}
	wrong := judged("Andra rapporten", "2023", "implemented")
	right := judged("Andra rapporten", "2023", "partly")
	right.Assessment.Corrects, right.Assessment.Why = 3, "Fel rad avläst."
	return act.Recommendations{Bodies: map[string]account.Body{string(exampleBody.ID): exampleBody},
		Cases: []integrity.Case{
			exampleCase("a", integrity.Said{Recommendation: &old}),
			exampleCase("b", integrity.Said{Recommendation: &again},
				judged("Första rapporten", "2021-06", "not"),
				wrong, right, integrity.Said{Response: &integrity.Response{Position: integrity.InPart, By: "2024",
					Reason:  integrity.Text{SV: "Möten redovisas. Telefonsamtal går inte att följa upp."},
					Measure: integrity.Text{SV: "Mötena läggs ut varje månad."}}},
				integrity.Said{Evidence: &integrity.Evidence{On: "2023-11-01", Body: string(exampleBody.ID),
					URL: "https://www.example.se/moten", Proves: integrity.Text{SV: "Mötena är publicerade."}}},
				integrity.Said{Evidence: &integrity.Evidence{On: "2023-11-20", Body: string(exampleBody.ID),
					Hash:   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
					Proves: integrity.Text{SV: "Beslutet är fattat."}}},
				integrity.Said{Reach: &integrity.Reach{Evidence: 6}},
				integrity.Said{FollowUp: &integrity.FollowUp{Status: integrity.UnderWay,
					Reason: integrity.Text{SV: "Mötena redovisas, samtalen inte."}}},
				integrity.Said{Interest: &integrity.Interest{}}),
			exampleCase("c", integrity.Said{Recommendation: &open},
				judged("Första rapporten", "2021-06", "not"),
				judged("Andra rapporten", "2023", "implemented")),
		}}
}

// exampleCase makes a case of what was said, a day apart.
func exampleCase(id string, said ...integrity.Said) integrity.Case {
	m := integrity.Matter{ID: integrity.ID(id), Kind: integrity.Advice,
		Body: string(exampleBody.ID),
		Key:  said[0].Recommendation.Key(), Created: exampleTime, Entries: len(said)}
	var entries []integrity.Entry
	for i, s := range said {
		entries = append(entries, integrity.Entry{Matter: m.ID, Number: i + 1, Said: s,
			At: exampleTime.AddDate(0, 0, i-len(said)), Author: "x"})
	}
	return integrity.Fold(m, entries)
}
