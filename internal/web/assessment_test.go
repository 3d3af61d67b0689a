package web

import (
	"strconv"
	"strings"
	"testing"

	"insyn/internal/lang"
)

const goodAssessment = `{"conformance": "partial", "assessed": "2026-10-01", "updated": "2026-11-02",
	"by": {"sv": "Exempelmyndigheten", "en": "The Example Agency"},
	"shortcomings": [{"what": {"sv": "Kartan"}, "why": {"sv": "Den saknar text."}}]}`

func TestAssessment(t *testing.T) {
	a, err := ReadAssessment(strings.NewReader(goodAssessment))
	if err != nil {
		t.Fatal(err)
	}
	if a.Conformance != Partial || a.By.In(lang.English) != "The Example Agency" ||
		a.Shortcomings[0].What.In(lang.English) != "Kartan" || a.Updated.Day() != 2 {
		t.Errorf("%+v", a)
	}
	for name, change := range map[string][2]string{
		"no day":          {`"2026-10-01"`, `"1 oktober"`},
		"no month":        {`"2026-10-01"`, `"2026-13-01"`},
		"no such word":    {`"partial"`, `"nearly"`},
		"misspelt":        {`"shortcomings"`, `"shortcoming"`},
		"nobody":          {`"sv": "Exempelmyndigheten"`, `"sv": ""`},
		"no reason":       {`"Den saknar text."`, `""`},
		"backwards":       {`"2026-11-02"`, `"2026-09-02"`},
		"full with flaws": {`"partial"`, `"full"`},
		"two":             {`"Den saknar text."}}]}`, `"Den saknar text."}}]} {}`},
		"cut":             {`}]}`, ``},
	} {
		text := strings.Replace(goodAssessment, change[0], change[1], 1)
		if text == goodAssessment {
			t.Fatalf("%s changes nothing", name)
		}
		if _, err := ReadAssessment(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	empty := strings.Replace(goodAssessment, `[{"what": {"sv": "Kartan"}, "why": {"sv": "Den saknar text."}}]`, "[]", 1)
	if _, err := ReadAssessment(strings.NewReader(empty)); err == nil {
		t.Error("partial conformance without saying what was taken")
	}
}

func FuzzAssessment(f *testing.F) {
	f.Add(goodAssessment)
	f.Fuzz(func(t *testing.T, in string) {
		if a, err := ReadAssessment(strings.NewReader(in)); err == nil && a.check() != nil {
			t.Errorf("%q was taken: %v", in, a.check())
		}
	})
}

// TestStatementSaysWhatTheLawAsksFor reads the page as the supervisor would.
func TestStatementSaysWhatTheLawAsksFor(t *testing.T) {
	a, err := ReadAssessment(strings.NewReader(goodAssessment))
	if err != nil {
		t.Fatal(err)
	}
	p := site(t, func(o *Options) { o.Accessibility = a })
	page := strings.ReplaceAll(string(ask(t, p, "GET", "/tillganglighet").body), "\u00a0", " ")
	for _, want := range []string{"Exempeldepartementet står bakom", "delvis förenlig", "Kartan",
		"Den saknar text.",
		"1 oktober 2026", "Exempelmyndigheten", "2 november 2026", "https://www.digg.se/tdosanmalan",
		"mailto:insyn@example.se", "EN 301 549", "axe-core", strconv.Itoa(len(examples())) + " sidor"} {
		if !strings.Contains(page, want) {
			t.Errorf("the statement does not say %q", want)
		}
	}
	nobody := site(t, nil)
	page = string(ask(t, nobody, "GET", "/tillganglighet").body)
	if !strings.Contains(page, "Ingen människa har ännu granskat") ||
		strings.Contains(page, "helt förenlig med lagen") {
		t.Error("a site that nobody has assessed says more than it knows")
	}
	if !strings.Contains(page, "Filer som har lagts upp.") {
		t.Error("it does not list what has not been assessed")
	}
}
