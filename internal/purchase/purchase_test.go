package purchase

import (
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/ledger"
)

func TestPeriods(t *testing.T) {
	for _, bad := range []string{"", "24", "2024-13", "2024-00", "1999", "2024-1", "2024-01-01",
		"januari"} {
		if _, err := ParsePeriod(bad); err == nil {
			t.Errorf("%q is taken for a period", bad)
		}
	}
	year, _ := ParsePeriod(" 2024 ")
	month, _ := ParsePeriod("2024-02")
	if year.Year() != 2024 || !year.IsYear() || len(year.Months()) != 12 ||
		year.Months()[1] != string(month) {
		t.Errorf("%s: %v", year, year.Months())
	}
	if month.IsYear() || len(month.Months()) != 1 || month.Start() != time.Date(2024, 2, 1, 0, 0, 0,
		0, time.UTC) {
		t.Errorf("%s begins %v", month, month.Start())
	}
	for _, row := range []struct {
		a, b Period
		both bool
	}{{"2024", "2024-02", true}, {"2024-02", "2024", true}, {"2024", "2024", true}, {"2024",
		"2025-02", false},
		{"2024-02", "2024-03", false}} {
		if row.a.Overlaps(row.b) != row.both {
			t.Errorf("%s and %s overlap: %v", row.a, row.b, !row.both)
		}
	}
}

func TestRowsOutsideThePeriodAreRefused(t *testing.T) {
	months := []ledger.Period{{Month: "2024-02", Rows: 3}}
	if err := Period("2024").Within(months); err != nil {
		t.Error(err)
	}
	for _, bad := range [][]ledger.Period{{{Month: "2024-03"}}, {{Month: ""}}} {
		if err := Period("2024-02").Within(append(months, bad...)); !fault.Is(err, fault.Refused) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func TestStateFollowsWhatHasHappened(t *testing.T) {
	now := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	d := Delivery{}
	for _, step := range []struct {
		change func()
		want   State
	}{{func() {}, Waiting}, {func() { d.Fault = "{}" }, Unreadable}, {func() {
		d.Fault, d.Read = "",
			now
	}, Ready},
		{func() { d.Asked = now }, Asked}, {func() { d.Published = now }, Published},
		{func() { d.Replaced = now }, Replaced},
		{func() { d = Delivery{Read: now, Dropped: now} }, Dropped}} {
		if step.change(); d.State() != step.want {
			t.Errorf("%s, want %s", d.State(), step.want)
		}
		may := d.Approvable(false, "") == nil
		if may != (step.want == Ready || step.want == Asked) {
			t.Errorf("%s can be decided about: %v", step.want, may)
		}
	}
}

// TestNobodyApprovesWhatTheyMade asks for four eyes and for two.
func TestNobodyApprovesWhatTheyMade(t *testing.T) {
	d := Delivery{Author: "eva", MaskedBy: "bo", Read: time.Unix(1, 0)}
	for who, may := range map[string]bool{"eva": false, "bo": false, "siv": true} {
		if err := d.Approvable(true, who); (err == nil) != may || !may && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s with four eyes: %v", who, err)
		}
		if err := d.Approvable(false, who); err != nil {
			t.Errorf("%s with two: %v", who, err)
		}
	}
}

func TestBalanceIsOfRowsAndOre(t *testing.T) {
	d := Delivery{Rows: 2, Ore: 5}
	if d.Balanced() {
		t.Error("what has not been read is balanced")
	}
	in, two := ledger.Tally{Rows: 3, Ore: 7}, ledger.Tally{Rows: 2, Ore: 5}
	d.Report = Report{Receipt: &ledger.Receipt{In: in, Kept: in},
		Mask: &ledger.MaskReport{In: in, Published: two, Dropped: ledger.Tally{Rows: 1, Ore: 2}}}
	if !d.Balanced() {
		t.Error("what adds up is not balanced")
	}
	for _, wrong := range []func(*Delivery){func(d *Delivery) { d.Rows = 3 },
		func(d *Delivery) { d.Ore-- },
		func(d *Delivery) { d.Report.Receipt = &ledger.Receipt{In: in, Kept: two} },
		func(d *Delivery) { d.Report.Mask = &ledger.MaskReport{In: two, Published: two} }} {
		other := d
		if wrong(&other); other.Balanced() {
			t.Error("what does not add up is balanced")
		}
	}
}

func TestOnlyOrganisationsAreListed(t *testing.T) {
	for number, want := range map[string]bool{"212000-1355": true, "556036-0793": true,
		"16556036-0793": true,
		"811218-9876":   false, "811278-9873": false, "000000-0000": false, "": false, "****": false,
		"556036-0794": false} {
		if _, listed := Listed(number); listed != want {
			t.Errorf("%q is listed: %v", number, listed)
		}
	}
	estate := "1" // the group of estates, with a third digit that no person has
	for n := range 10 {
		if _, listed := Listed(estate + "4200000" + string(rune('0'+n)) + "0"); listed {
			t.Error("an estate is listed")
		}
	}
}
