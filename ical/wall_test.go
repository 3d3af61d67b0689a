package ical

import (
	"bufio"
	"strings"
	"testing"
	"time"
)

func TestParseSpan(t *testing.T) {
	for in, want := range map[string]span{
		"P1D": {1, 0}, "P2W": {14, 0}, "PT1H30M": {0, 90 * time.Minute}, "+PT5S": {0, 5 * time.Second},
		"P1DT12H": {1, 12 * time.Hour}, "PT0S": {0, 0},
	} {
		if got, ok := parseSpan(in); !ok || got != want {
			t.Errorf("%s: got %v %t, want %v", in, got, ok, want)
		}
	}
	for _, bad := range []string{"", "P", "PT", "P1", "1D", "-P1D", "P1H", "PT1D", "PT1M1H", "PT1H1H",
		"P1DT", "PTH", "PT1234567890S", "P40000D", "PT1.5H", "P+1D", "PT٣H"} {
		if got, ok := parseSpan(bad); ok {
			t.Errorf("%s: got %v", bad, got)
		}
	}
}

func TestParseOffset(t *testing.T) {
	for in, want := range map[string]int{"+0100": 3600, "-0230": -9000, "+005328": 3208,
		"+0000": 0} {
		if got, ok := parseOffset(in); !ok || got != want {
			t.Errorf("%s: got %d %t, want %d", in, got, ok, want)
		}
	}
	for _, bad := range []string{"", "0100", "+1", "+01000", "+2400", "+0160", "+01x0", "++100"} {
		if got, ok := parseOffset(bad); ok {
			t.Errorf("%s: got %d", bad, got)
		}
	}
}

// zoneOf reads the description of a zone.
func zoneOf(t *testing.T, text string) described {
	t.Helper()
	d := decoder{zones: map[string]described{}}
	if err := d.file([]byte("BEGIN:VCALENDAR\n" + text + "END:VCALENDAR\n")); err != nil {
		t.Fatal(err)
	}
	for _, z := range d.zones {
		return z
	}
	t.Fatal("no zone")
	return described{}
}

// What we write about Stockholm must be what the list of zones says: at every
// hour of the months in which the clock changes, and twice a day in the others.
func TestStockholmIsDescribedTruly(t *testing.T) {
	own, ok := zoneOf(t, stockholmZone).clock()
	loc, err := stockholm()
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	listed := clockOf(loc)
	end := time.Date(2045, 1, 1, 0, 0, 0, 0, time.UTC)
	named, ambiguous := 0, 0
	step := func(at time.Time) time.Time {
		if m := at.Month(); m == time.March || m == time.October {
			return at.Add(time.Hour)
		}
		return at.Add(12 * time.Hour)
	}
	for at := time.Date(1994, 1, 1, 0, 30, 0, 0, time.UTC); at.Before(end); at = step(at) {
		if !speaksStockholm(at) {
			if at.Year() >= 1997 {
				ambiguous++
			}
			continue
		}
		named++
		wall := at.Add(seconds(listed(at)))
		if own(at) != listed(at) || !own.instant(wall).Equal(at) ||
			!listed.instant(wall).Equal(at) {
			t.Fatalf("%s: described %d, listed %d", at, own(at), listed(at))
		}
	}
	if years := 2045 - 1997; ambiguous != 2*years || named < years*2000 {
		t.Errorf("%d hours are written in UTC, %d in local time", ambiguous, named)
	}
}

func TestInstantFollowsTheStandard(t *testing.T) {
	loc, _ := location("America/New_York")
	for wall, want := range map[string]string{
		"2007-11-04T01:30:00Z": "2007-11-04T05:30:00Z", // comes twice: the first (RFC 5545 3.3.5)
		"2007-03-11T02:30:00Z": "2007-03-11T07:30:00Z", // left out: as before the change
		"2007-07-04T12:00:00Z": "2007-07-04T16:00:00Z",
	} {
		if got := clockOf(loc).instant(utc(t, wall)); !got.Equal(utc(t, want)) {
			t.Errorf("%s: got %s, want %s", wall, got, want)
		}
	}
}

func TestZonesOfOtherPrograms(t *testing.T) {
	const head = "BEGIN:VTIMEZONE\nTZID:X\n"
	part := func(kind, start, from, to, more string) string {
		return "BEGIN:" + kind + "\nDTSTART:" + start + "\nTZOFFSETFROM:" + from +
			"\nTZOFFSETTO:" + to + "\n" + more + "END:" + kind + "\n"
	}
	for name, c := range map[string]struct {
		zone string
		want map[string]int // hours at an instant
	}{
		"fixed": {part("STANDARD", "19700101T000000", "+0300", "+0300", ""),
			map[string]int{"1960-01-01T00:00:00Z": 3, "2030-01-01T00:00:00Z": 3}},
		"dates, no rules": {part("DAYLIGHT", "20230326T020000", "+0100", "+0200",
			"RDATE:20240331T020000\nRDATE:20250330T010000Z,20260329T020000\n") +
			part("STANDARD", "20231029T030000", "+0200", "+0100", "RDATE:20241027T030000\n"),
			map[string]int{"2023-03-26T00:59:59Z": 1, "2023-03-26T01:00:00Z": 2,
				"2024-01-01T00:00:00Z": 1, "2024-07-01T00:00:00Z": 2, "2025-03-30T00:59:59Z": 1,
				"2025-03-30T01:00:00Z": 2}},
		"a rule that ends": {part("DAYLIGHT", "20000326T020000", "+0100", "+0200",
			"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20050327T010000Z\n") +
			part("STANDARD", "20001029T030000", "+0200", "+0100",
				"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20041031T010000Z\n"),
			map[string]int{"2004-07-01T00:00:00Z": 2, "2004-12-01T00:00:00Z": 1,
				"2005-12-01T00:00:00Z": 2, "2020-12-01T00:00:00Z": 2}},
		"nth weekday": {part("DAYLIGHT", "20070311T020000", "-0500", "-0400",
			"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n") +
			part("STANDARD", "20071104T020000", "-0400", "-0500",
				"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n"),
			map[string]int{"2024-03-10T06:59:59Z": -5, "2024-03-10T07:00:00Z": -4,
				"2024-11-03T05:59:59Z": -4, "2024-11-03T06:00:00Z": -5}},
		"a date each year": {part("DAYLIGHT", "20000401T000000", "+0000", "+0100",
			"RRULE:FREQ=YEARLY\n") + part("STANDARD", "20001001T000000", "+0100", "+0000",
			"RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1;WKST=MO\n"),
			map[string]int{"2024-03-31T23:59:59Z": 0, "2024-04-01T00:00:00Z": 1,
				"2024-09-30T22:59:59Z": 1, "2024-09-30T23:00:00Z": 0}},
	} {
		own, ok := zoneOf(t, head+c.zone+"END:VTIMEZONE\n").clock()
		for at, hours := range c.want {
			if !ok || own(utc(t, at)) != hours*3600 {
				t.Errorf("%s: %s is %d s, want %d h", name, at, own(utc(t, at)), hours)
			}
		}
	}
}

func TestZonesThatCannotBeReadAreNotGuessed(t *testing.T) {
	zone := func(body string) string {
		return "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\n" + body + "END:VTIMEZONE\n" +
			"BEGIN:VEVENT\nDTSTART;TZID=X:20240101T120000\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	standard := func(body string) string {
		return zone("BEGIN:STANDARD\n" + body + "END:STANDARD\n")
	}
	good := "DTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\n"
	manyRules := zone(strings.Repeat("BEGIN:STANDARD\n"+good+
		"RRULE:FREQ=YEARLY\nEND:STANDARD\n", maxRules+1))
	manyDates := standard(good + "RDATE:" + strings.Repeat("20000101T000000,", maxOnsets) + "\n")
	if _, _, err := Decode(strings.NewReader(standard(good)), ""); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Reason{
		zone(""):                                             BadZone,
		standard("TZOFFSETTO:1\n"):                           BadNumber,
		standard("TZOFFSETTO:+0100\n"):                       BadTime,
		standard(good + "RRULE:FREQ=DAILY\n"):                BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYDAY=6SU\n"):     BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYDAY=XX\n"):      BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYDAY=1\n"):       BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYMONTH=13\n"):    BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYMONTHDAY=32\n"): BadZone,
		standard(good + "RRULE:FREQ=YEARLY;BYWEEKNO=1\n"):    BadZone,
		standard(good + "RRULE:FREQ=YEARLY;UNTIL=never\n"):   BadZone,
		manyRules: TooLarge,
		manyDates: TooLarge,
	} {
		if _, _, err := Decode(strings.NewReader(text), ""); reason(err) != want {
			t.Errorf("%.200s: want %s, got %v", text, want, err)
		}
	}
}

func TestWindowsZonesAreAllKnown(t *testing.T) {
	lines := bufio.NewScanner(strings.NewReader(windowsText))
	n := 0
	for lines.Scan() {
		if !strings.HasPrefix(lines.Text(), "#") {
			n++
		}
	}
	if len(windowsZones()) != n || n < 130 {
		t.Errorf("%d zones on %d lines", len(windowsZones()), n)
	}
	for windows, iana := range windowsZones() {
		if _, ok := location(iana); !ok {
			t.Errorf("%s: %s is not in the list of zones", windows, iana)
		}
	}
}
