package lang

import (
	"errors"
	"strings"
	"testing"

	"insyn/internal/fault"
)

func TestMatch(t *testing.T) {
	for header, want := range map[string]Language{
		"":                                 Swedish,
		"sv":                               Swedish,
		"sv-FI,sv;q=0.9,en;q=0.8":          Swedish,
		"en":                               English,
		"en-US-u-rg-sezzzz":                English,
		"en-GB,en;q=0.9,sv;q=0.8":          English,
		"nb":                               Swedish,
		"nb-NO,nb;q=0.9,en;q=0.5":          Swedish,
		"nn":                               Swedish,
		"da, en-gb;q=0.8, en;q=0.7":        Swedish,
		"de":                               Swedish,
		"de, en;q=0.5":                     English,
		"*":                                Swedish,
		"\x00;;q=":                         Swedish,
		strings.Repeat("en,", 1000) + "en": Swedish,
	} {
		if got := Match(header); got != want {
			t.Errorf("Match(%.40q) = %s, want %s", header, got, want)
		}
	}
}

func TestOtherIsTheOtherOne(t *testing.T) {
	for _, l := range Languages() {
		if l.Other() == l || !l.Other().Valid() || l.Other().Other() != l {
			t.Errorf("%s: other is %s", l, l.Other())
		}
	}
	if Language("xx").Valid() || For("xx").Language() != Swedish {
		t.Error("an unknown language is not refused")
	}
}

func TestPluralForms(t *testing.T) {
	sv, en := For(Swedish), For(English)
	for n, want := range map[int][2]string{
		0: {"om 0 dagar", "in 0 days"}, 1: {"om 1 dag", "in 1 day"},
		14: {"om 14 dagar", "in 14 days"}, 1234: {"om 1 234 dagar", "in 1,234 days"},
	} {
		if got := plain(sv.T("days.ahead", "Count", n)); got != want[0] {
			t.Errorf("sv %d: %q, want %q", n, got, want[0])
		}
		if got := plain(en.T("days.ahead", "Count", n)); got != want[1] {
			t.Errorf("en %d: %q, want %q", n, got, want[1])
		}
	}
}

// plain makes no-break spaces ordinary, so that expectations can be read.
func plain(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

func TestNothingIsMissingInSilence(t *testing.T) {
	for name, call := range map[string]func(){
		"unknown key":   func() { For(Swedish).T("no.such-key") },
		"missing value": func() { For(English).T("days.ahead") },
		"odd arguments": func() { For(Swedish).T("days.today", "Count") },
		"unnamed value": func() { For(Swedish).T("days.today", 1, 2) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: nobody was told", name)
				}
			}()
			call()
		}()
	}
}

func TestFaultsAreToldInWords(t *testing.T) {
	p := For(English)
	if p.Faults(nil) != nil || p.Fault(nil) != "" {
		t.Error("no error is no fault")
	}
	secret := errors.New("dial tcp 10.0.0.7: refused")
	for _, err := range []error{secret, fault.New(fault.Internal, "unit.days").From(secret)} {
		if got := p.Fault(err); got != p.T("fault.internal-text") {
			t.Errorf("our own failure reads %q", got)
		}
	}
	err := fault.Fields(
		fault.New(fault.Invalid, "days.ahead").With("Count", 2).At("start"),
		fault.New(fault.Invalid, "days.today").At("end"))
	all := p.Faults(err)
	if len(all) != 2 || all[0].Field != "start" || plain(all[0].Message) != "in 2 days" ||
		all[1] != (FieldFault{"end", "today"}) {
		t.Errorf("got %+v", all)
	}
	if got := plain(p.Fault(err)); got != "in 2 days today" {
		t.Errorf("joined: %q", got)
	}
	if got := p.FaultTitle(err); got != "Something needs correcting" {
		t.Errorf("title: %q", got)
	}
}

func TestEveryKindOfFailureHasItsWords(t *testing.T) {
	for _, l := range Languages() {
		for _, k := range fault.Kinds() {
			title := fault.Title(fault.New(k, "unit.days"))
			for _, key := range []string{title, title + "-do"} {
				if For(l).T(key) == "" {
					t.Errorf("%s in %s is empty", key, l)
				}
			}
		}
	}
}

func TestPlaceholdersAreNamesOnly(t *testing.T) {
	for _, bad := range []string{"{{.name}}", "{{if .X}}", "{{ .X }}", "{{.X", "a}}", "{{.X.Y}}"} {
		if _, err := (placeholders{}).Parse(bad, "", ""); err == nil {
			t.Errorf("%q was taken for a message", bad)
		}
	}
	m, err := placeholders{}.Parse("{{.A}} and {{.B}}", "", "")
	if err != nil {
		t.Fatal(err)
	}
	// A value is never read as a message.
	got, err := m.Execute(map[string]string{"A": "{{.B}}", "B": "b"})
	if err != nil || got != "{{.B}} and b" {
		t.Errorf("%q, %v", got, err)
	}
}
