package catalog

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

// observed plays probes: a letter for each (g good, f failed, b barred, u
// unknown), so many hours apart, and writes what the owner is told.
func observed(l Link, hours int, letters string) (Link, string) {
	said := ""
	at := noon
	if !l.Checked.IsZero() {
		at = l.Checked.Add(time.Duration(hours) * time.Hour)
	}
	for _, r := range letters {
		o := map[rune]Outcome{'g': Good, 'f': Failed, 'b': Barred, 'u': Unknown, 'w': Wrong}[r]
		var e Event
		l, e = l.Observe(Probe{At: at, Outcome: o})
		if e != NoEvent {
			said += string(e) + " "
		}
		at = at.Add(time.Duration(hours) * time.Hour)
	}
	return l, said
}

func TestLinkStates(t *testing.T) {
	for _, row := range []struct {
		hours   int
		letters string
		state   LinkState
		said    string
	}{
		{24, "g", Alive, ""},
		{24, "gf", Failing, ""},
		{24, "gff", Failing, ""},
		{24, "gfff", Dead, "breaks "},
		{1, "gffffffffff", Failing, ""},   // many, but within hours
		{24, "gfffffff", Dead, "breaks "}, // told once
		{24, "gfffg", Dead, "breaks "},    // one success is not believed yet
		{24, "gfffgg", Alive, "breaks mended "},
		{24, "gfffgfffgg", Alive, "breaks mended "},
		{24, "gffgffg", Alive, ""},
		{24, "gfgfgf", Flapping, ""},
		{24, "gfgfgfgggg", Flapping, ""},
		{24, "gfgfgfggggg", Alive, ""},
		{24, "gfgfgfff", Dead, "breaks "},
		{24, "gffb", Refused, ""},
		{24, "gffbf", Failing, ""},
		{24, "gfuff", Dead, "breaks "},
		{24, "gwww", Dead, "breaks "},
	} {
		if l, said := observed(Link{}, row.hours, row.letters); l.State != row.state ||
			said != row.said {
			t.Errorf("%s every %d hours: %s, %q; want %s, %q", row.letters, row.hours, l.State, said, row.state, row.said)
		}
	}
}

// The probes that follow from the link's own timetable confirm a broken
// address after two days, and tell it once.
func TestTheTimetableConfirms(t *testing.T) {
	l, _ := observed(Link{}, 24, "g")
	failed := l.Next
	for at := failed; ; at = l.Next {
		var e Event
		if l, e = l.Observe(Probe{At: at, Outcome: Failed}); e == Breaks {
			if took := at.Sub(failed); took < failingConfirms || took > 72*time.Hour {
				t.Errorf("confirmed after %v", took)
			}
			return
		}
		if at.Sub(failed) > 10*24*time.Hour {
			t.Fatal("never confirmed")
		}
	}
}

// Whatever the probes: broken is never said before three failures over two
// days without a success between, news alternate, and what has mended unsaid
// is never said.
func TestLinkProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringMatching(`[gfbuw]{0,40}`).Draw(t, "probes")
		hours := rapid.IntRange(1, 40).Draw(t, "hours")
		var l Link
		last, failures, since := IsMended, 0, time.Time{}
		for _, r := range letters {
			at := noon
			if !l.Checked.IsZero() {
				at = l.Checked.Add(time.Duration(hours) * time.Hour)
			}
			o := map[rune]Outcome{'g': Good, 'f': Failed, 'b': Barred, 'u': Unknown, 'w': Wrong}[r]
			switch {
			case r == 'f' || r == 'w':
				if failures == 0 {
					since = at
				}
				failures++
			case r != 'u':
				failures = 0
			}
			var e Event
			l, e = l.Observe(Probe{At: at, Outcome: o})
			if e != NoEvent && e == last {
				t.Fatalf("%s is said twice", e)
			}
			if e == Breaks && (failures < 3 || at.Sub(since) < 48*time.Hour) {
				t.Fatalf("broken after %d failures in %v", failures, at.Sub(since))
			}
			if e != NoEvent {
				last = e
			}
			if !l.Next.After(at) {
				t.Fatalf("the next probe is at %v, this one was at %v", l.Next, at)
			}
		}
		if (l.Pending == NoEvent) != (last == IsMended) && l.Pending != IsMended {
			t.Fatalf("pending %q after %q", l.Pending, last)
		}
	})
}

func TestCertificatesNearTheirEnd(t *testing.T) {
	l, _ := Link{}.Observe(Probe{At: noon, Outcome: Good, Expires: noon.Add(20 * 24 * time.Hour)})
	if l.EndsSoon(noon) || !l.EndsSoon(noon.Add(7*24*time.Hour)) || (Link{}).EndsSoon(noon) {
		t.Error("the end of a certificate is told at the wrong time")
	}
}

func TestUptime(t *testing.T) {
	u := UptimeOf([]Probe{{Outcome: Good}, {Outcome: Failed}, {Outcome: Barred}, {Outcome: Unknown}, {Outcome: Good}})
	if percent, ok := u.Percent(); percent != 66 || !ok {
		t.Errorf("%d, %v", percent, ok)
	}
	if _, ok := UptimeOf([]Probe{{Outcome: Barred}}).Percent(); ok {
		t.Error("an uptime of what nobody could see")
	}
}

func TestJudge(t *testing.T) {
	csv := []Promise{{Role: Download, Format: "CSV"}}
	page := "\ufeff <!-- x -->\n<!DOCTYPE HTML><html>Sidan finns inte</html>"
	looked := func(media, body string) Answer {
		return Answer{Status: 200, Type: media, Body: []byte(body), Looked: true, Whole: true}
	}
	for name, row := range map[string]struct {
		a        Answer
		promises []Promise
		full     bool
		want     Outcome
	}{
		"fine":                   {Answer{Status: 204}, nil, false, Good},
		"not found":              {Answer{Status: 404}, nil, false, Failed},
		"server":                 {Answer{Status: 503}, nil, false, Failed},
		"forbidden":              {Answer{Status: 403}, nil, false, Barred},
		"too many":               {Answer{Status: 429}, nil, false, Barred},
		"robots":                 {Answer{Reason: "robots"}, nil, false, Barred},
		"spent":                  {Answer{Reason: "spent"}, nil, false, Unknown},
		"busy":                   {Answer{Reason: "busy"}, nil, false, Unknown},
		"certificate":            {Answer{Reason: "certificate"}, nil, false, Failed},
		"a table":                {looked("text/csv", "a;b\n1;2\n"), csv, true, Good},
		"a page for a table":     {looked("text/csv", page), csv, false, Wrong},
		"a page for a page":      {looked("text/html", page), []Promise{{Role: Access}}, false, Good},
		"a page, perhaps":        {looked("text/html", page), []Promise{{Role: Download, Format: "CSV"}, {Role: Download}}, false, Good},
		"nothing now":            {looked("text/csv", "a;b\n"), csv, true, Emptied},
		"nothing ever":           {looked("text/csv", "a;b\n"), csv, false, Good},
		"an empty list":          {looked("application/json; charset=utf-8", " [] "), csv, true, Emptied},
		"the beginning only":     {Answer{Status: 200, Type: "text/csv", Body: []byte("a;b"), Looked: true}, csv, true, Good},
		"a table that looks odd": {looked("text/csv", "<htmlish>;b\n1;2"), csv, true, Good},
	} {
		if got, _ := Judge(row.a, row.promises, row.full); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}
