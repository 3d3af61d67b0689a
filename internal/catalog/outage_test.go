package catalog_test

import (
	"testing"
	"time"

	"insyn/internal/catalog"
)

// looks makes probes of a word, an hour apart, the first first: g good, f
// failed, b barred. They are given newest first.
func looks(word string) (all []catalog.Probe) {
	outcomes := map[rune]catalog.Outcome{'g': catalog.Good, 'f': catalog.Failed,
		'b': catalog.Barred}
	for i, letter := range word {
		all = append([]catalog.Probe{{At: hour(i), Outcome: outcomes[letter]}}, all...)
	}
	return all
}

func hour(n int) time.Time { return time.Date(2023, 11, 27, n, 0, 0, 0, time.UTC) }

func TestAReportIsAboutAnOutage(t *testing.T) {
	for _, row := range []struct {
		looks   string
		after   int // the look after which something was said
		around  bool
		ongoing bool
		why     string
	}{
		{"gggg", 1, false, false, "nothing has failed"},
		{"ggff", 1, true, false, "the next look saw what was reported; the one before did not"},
		{"gffg", 1, true, false, "in the midst of it, and mended since"},
		{"gfff", 2, true, true, "said to be mended, and is not"},
		{"gff", 2, true, false, "nobody has looked since"},
		{"gfgf", 0, true, false, "the next look failed"},
		{"gfgg", 2, false, false, "after it"},
		{"gbff", 1, true, false, "a look that was barred has shown nothing"},
		{"ff", -1, true, false, "no look before it"},
		{"", 0, false, false, "never looked at"},
		{"bb", 0, false, false, "never seen"},
	} {
		probes, moment := looks(row.looks), hour(row.after).Add(time.Minute)
		if got := catalog.FailedAround(probes, moment); got != row.around {
			t.Errorf("%s at %d: around it is %v (%s)", row.looks, row.after, got, row.why)
		}
		if got := catalog.FailsSince(probes, moment); got != row.ongoing {
			t.Errorf("%s at %d: since then it is %v (%s)", row.looks, row.after, got, row.why)
		}
	}
}

func TestMonthsCountAsUptimeDoes(t *testing.T) {
	var m catalog.Month
	probes := looks("gfbg")
	for _, p := range probes {
		m.Add(p)
	}
	if m.Uptime != catalog.UptimeOf(probes) || m.Looks != 4 {
		t.Errorf("%+v", m)
	}
	if got := catalog.MonthOf(time.Date(2023, 12, 1, 0, 30, 0, 0, time.FixedZone("", 3600))); got != "2023-11" {
		t.Errorf("the month is of UTC: %s", got)
	}
}
