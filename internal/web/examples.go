package web

import (
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// An example is sample data for the template of the same name. Every template
// of a page has one: from it the template is type-checked, shown in the gallery
// and checked for accessibility. A page that can look quite otherwise has another
// one, whose name goes on after two dashes.
type example struct {
	name string
	data func(Page, *lang.Printer) any
}

// template names the template.
func (e example) template() string {
	name, _, _ := strings.Cut(e.name, "--")
	return name
}

// examples lists every page, one line each.
func examples() []example {
	return slices.Concat(
		foundationExamples(),
		playExamples(),
		publicExamples(),
		findExamples(),
		participantExamples(),
		opinionExamples(),
		answerExamples(),
		draftExamples(),
		contactExamples(),
		staffExamples(),
		planExamples(),
		integrityExamples(),
		dataExamples(),
		editionExamples(),
		purchaseExamples(),
		exploreExamples(),
		flagExamples(),
		planMakeExamples(),
		planFollowExamples(),
		planOwnExamples(),
		appraisalExamples(),
		bookExamples(),
		giftExamples(),
		orgExamples(),
		yearlyExamples(),
	)
}

// foundationExamples are of the pages that every site has.
func foundationExamples() []example {
	return []example{
		{"error", exampleError},
		{"accessibility", exampleAccessibility},
		{"privacy", func(p Page, _ *lang.Printer) any { return PrivacyPage{p, exampleBody} }},
		{"provider", func(p Page, say *lang.Printer) any {
			return ProviderPage{p, exampleBody, providerFacts(say, exampleBody)}
		}},
		{"report", exampleReport},
		{"record", exampleRecord},
		{"gallery", exampleGallery},
	}
}

// exampleBody is invented.
var exampleBody = account.Body{ID: "exempeldepartementet", Name: "Exempeldepartementet",
	NameEnglish: "The Example Ministry", Number: "202100-0000", Email: "insyn@example.se",
	Phone: "08-465 004 00", Address: "Exempelgatan 1\n100 00 Stockholm", DPO: "dataskydd@example.se",
	Fictitious: true}

// exampleTime is when examples take place: the morning that a meeting is announced.
var exampleTime = time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)

func exampleError(p Page, say *lang.Printer) any {
	err := fault.New(fault.NotFound, "web.not-found")
	p.Title = say.FaultTitle(err)
	return ErrorPage{Page: p, Messages: []string{say.Fault(err)}, Do: say.T("fault.not-found-do"),
		Reference: "K7PQ2M4X", Back: in(say.Language(), "/")}
}

func exampleAccessibility(p Page, say *lang.Printer) any {
	run, _ := readTestRun(testRunFile) // a test reads it
	p.Title = say.T("accessibility.title")
	flaw := []Flaw{{"Kartan på startsidan.", "Den saknar textalternativ till och med 1 mars 2024."}}
	return AccessibilityPage{Page: p, Operator: exampleBody, Conformance: Partial,
		Assessed: exampleTime, Updated: exampleTime, By: "Exempelmyndigheten",
		Shortcomings: flaw, Burden: flaw, Outside: flaw, Untested: flaw, Run: run}
}

func exampleReport(p Page, say *lang.Printer) any {
	p.Title = say.T("report.title")
	page := ReportPage{Page: p, Operator: exampleBody, Open: true}
	page.Form = Form{printer: say, faults: say.Faults(checkReport(Report{Email: "namn"}))}
	page.fields(&visit{Printer: say}, "/samrad/exempel")
	return page
}
