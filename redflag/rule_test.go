package redflag

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"insyn/ledger"
)

// bill makes a row of one supplier.
func bill(voucher, date, invoice, amount, contract string) string {
	return fmt.Sprintf("%s;Exempelkommunen;%s;Exempel Bygg AB;%s;4010;%s;N;%s;%s;%s", number(9), voucher, number(1), date,
		invoice, amount, contract)
}

func TestDuplicatesAreNettedAgainstCredits(t *testing.T) {
	for _, x := range []struct {
		what string
		rows []string
		want []string
	}{
		{"same number", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("2", "2024-03-08", "A1", "500", "")}, []string{"duplicate same 1"}},
		{"other signs and zeros", []string{bill("1", "2024-01-08", "F-007/24", "500", ""), bill("2", "2024-03-08", "f724", "500", "")}, []string{"duplicate respelt 1"}},
		{"three times, credited once", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("2", "2024-01-09", "A1", "500", ""),
			bill("3", "2024-01-10", "A1", "500", ""), bill("4", "2024-02-10", "A1", "-500", "")}, []string{"duplicate same 1"}},
		{"credited with a number of its own", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("2", "2024-01-09", "A1", "500", ""),
			bill("4", "2024-02-10", "K9", "-500", "")}, nil},
		{"credited before", []string{bill("0", "2024-01-05", "K9", "-500", ""), bill("1", "2024-01-08", "A1", "500", ""),
			bill("2", "2024-01-09", "A1", "500", "")}, []string{"duplicate same 1"}},
		{"one credit, two invoices", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("2", "2024-01-09", "A1", "500", ""),
			bill("3", "2024-01-10", "B7", "500", ""), bill("4", "2024-01-11", "B7", "500", ""), bill("5", "2024-02-10", "K9", "-500", "")},
			[]string{"duplicate same 1"}},
		{"two rows of one voucher", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("1", "2024-01-08", "A1", "500", "")}, nil},
		{"other amount", []string{bill("1", "2024-01-08", "A1", "500", ""), bill("2", "2024-01-08", "A1", "501", "")}, nil},
		{"two signs changed places", []string{bill("1", "2024-01-08", "10234", "500", ""), bill("2", "2024-01-12", "10324", "500", "")}, []string{"duplicate slip 1"}},
		{"one sign is missing", []string{bill("1", "2024-01-08", "102345", "500", ""), bill("2", "2024-01-12", "10234", "500", "")}, []string{"duplicate slip 1"}},
		{"the next invoice", []string{bill("1", "2024-01-08", "10234", "500", ""), bill("2", "2024-01-12", "10235", "500", "")}, nil},
		{"a slip too long ago", []string{bill("1", "2024-01-08", "10234", "500", ""), bill("2", "2024-01-16", "10324", "500", "")}, nil},
		{"no number", []string{bill("1", "2024-01-08", "", "500", ""), bill("2", "2024-01-08", "", "500", "")}, nil},
		{"too small", []string{bill("1", "2024-01-08", "A1", "99", ""), bill("2", "2024-01-08", "A1", "99", "")}, nil},
	} {
		var got []string
		for _, f := range run(t, Defaults(), Source{Table: tableOf(t, x.rows...)}).Flags {
			got = append(got, fmt.Sprintf("%s %s %v", f.Rule, f.Case, f.Value))
		}
		if diff := gocmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s: %s", x.what, diff)
		}
	}
}

// The limit is that of the day: 626 284 kronor on the last of January 2022, and
// 700 000 the day after.
func TestLimitsHaveDates(t *testing.T) {
	for _, x := range []struct {
		law  Law
		date string
		want int64
	}{{LOU, "2017-12-31", 0}, {LOU, "2018-01-01", 586_907_00}, {LOU, "2019-12-31", 586_907_00}, {LOU, "2020-01-01", 615_312_00},
		{LOU, "2021-12-31", 615_312_00}, {LOU, "2022-01-31", 626_284_00}, {LOU, "2022-02-01", 700_000_00}, {LOU, "2025-12-31", 700_000_00},
		{LUF, "2022-01-31", 1_165_804_00}, {LUF, "2022-02-01", 1_200_000_00}, {Social, "2024-01-01", 8_109_450_00}} {
		if got := limitOn(x.law.steps(), dayOf(x.date)); got != x.want {
			t.Errorf("%s on %s: %d, want %d", x.law, x.date, got, x.want)
		}
	}
	if limitOn(LOU.steps(), ledger.NoDay) != 0 {
		t.Error("a row without a day has a limit")
	}
	for last, want := range map[string]int{"2022-01-31": 1, "2022-02-01": 0} {
		rows := []string{bill("1", "2021-06-01", "A", "320000", ""), bill("2", last, "B", "320000", "")}
		n := 0
		for _, f := range run(t, Defaults(), Source{Table: tableOf(t, rows...)}).Flags {
			if f.Rule == Split {
				n++
			}
		}
		if n != want {
			t.Errorf("640 000 kronor by %s: %d flags, want %d", last, n, want)
		}
	}
}

func TestSplitsAreOfTwelveMonths(t *testing.T) {
	for _, x := range []struct {
		what string
		rows []string
		want int
	}{
		{"a year and a day", []string{bill("1", "2023-01-10", "A", "400000", ""), bill("2", "2024-01-11", "B", "400000", "")}, 0},
		{"a year less a day", []string{bill("1", "2023-01-11", "A", "400000", ""), bill("2", "2024-01-10", "B", "400000", "")}, 1},
		{"one of them is at the limit", []string{bill("1", "2024-01-11", "A", "700000", ""), bill("2", "2024-01-12", "B", "400000", "")}, 0},
		{"one purchase of two rows", []string{bill("1", "2024-01-11", "A", "400000", ""), bill("1", "2024-01-11", "A", "299999", "")}, 0},
		{"credited", []string{bill("1", "2024-01-11", "A", "400000", ""), bill("2", "2024-01-12", "B", "400000", ""), bill("3", "2024-01-12", "K", "-200000", "")}, 0},
		{"under a contract", []string{bill("1", "2024-01-11", "A", "400000", "R1"), bill("2", "2024-01-12", "B", "400000", "R1")}, 0},
	} {
		n := 0
		for _, f := range run(t, Defaults(), Source{Table: tableOf(t, x.rows...)}).Flags {
			if f.Rule == Split {
				n++
			}
		}
		if n != x.want {
			t.Errorf("%s: %d flags, want %d", x.what, n, x.want)
		}
	}
}

// A catalogue of contracts takes the place of the ledger's own column.
func TestCatalogueOfContracts(t *testing.T) {
	contracts, err := ReadContracts(strings.NewReader("\ufeffAvtal;Leverantor_ID;giltig_fran;giltig_till\r\nR1;" + number(1) + ";2024-01-12;\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := Defaults()
	s.Contracts = contracts
	table := tableOf(t, bill("1", "2024-01-11", "A", "400000", ""), bill("2", "2024-01-12", "B", "400000", ""),
		bill("3", "2024-01-13", "C", "400000", ""))
	if r := run(t, s, Source{Table: table}); r.count(Split) != 0 {
		t.Errorf("purchases under the contract are a split: %+v", r.Flags)
	}
	s.Contracts[0].From = "2024-01-13"
	if r := run(t, s, Source{Table: table}); r.count(Split) != 1 {
		t.Errorf("purchases before the contract are none: %+v", r.Flags)
	}
	for _, bad := range []string{"", "a;b\n", "leverantor_id;giltig_fran\n1;i går\n"} {
		var settings *SettingsError
		if c, err := ReadContracts(strings.NewReader(bad)); len(c) > 0 || bad != "" && !errors.As(err, &settings) {
			t.Errorf("%q: %v, %v", bad, c, err)
		}
	}
}

func (r *Result) count(rule Rule) (n int) {
	for _, f := range r.Flags {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

func TestBinomialIsThatOfTheBook(t *testing.T) {
	for _, x := range []struct {
		k, n int
		p    float64
	}{{3, 3, 0.33085}, {0, 5, 0.5}, {2, 10, 0.1}, {7, 12, 0.4}, {40, 60, 0.5}, {1, 1, 1}, {2, 1, 0.5}} {
		want := 0.0
		for i := x.k; i <= x.n; i++ {
			term := 1.0
			for j := range i {
				term *= float64(x.n-j) / float64(j+1) * x.p
			}
			for range x.n - i {
				term *= 1 - x.p
			}
			want += term
		}
		if got := binomial(x.k, x.n, x.p); got-want > 1e-9 || want-got > 1e-9 {
			t.Errorf("%+v: %v, want %v", x, got, want)
		}
	}
}

// A result that anybody has touched is no result any more.
func TestTamperedResultsAreRefused(t *testing.T) {
	sources := []Source{{Name: "a", Table: tableOf(t, randomRows(1, 1500, 2, 30)...)}}
	data := run(t, Defaults(), sources...).Encode()
	if _, err := Verify(context.Background(), data, sources, nil); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{`"value": `: `"value": 1`, `"rows": 1500`: `"rows": 1501`, `Exempelkommun 0`: `Exempelkommun 1`,
		`"law": "lou"`: `"law": "luf"`, "\n": "\n ", `"format": "insyn-redflag/1"`: `"format": "insyn-redflag/2"`} {
		var broken *Broken
		if _, err := Parse([]byte(strings.Replace(string(data), from, to, 1))); !errors.As(err, &broken) {
			t.Errorf("%q for %q: %v", to, from, err)
		}
	}
	other, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	other.Flags = other.Flags[1:] // sealed again, but not what the rules give
	other.sort()
	var broken *Broken
	if _, err := Verify(context.Background(), other.Encode(), sources, nil); !errors.As(err, &broken) || broken.Reason != "flags" {
		t.Errorf("a flag less: %v", err)
	}
	if _, err := Verify(context.Background(), data, []Source{{Table: tableOf(t, randomRows(2, 1500, 2, 30)...)}}, nil); !errors.As(err, &broken) || broken.Reason != "inputs" {
		t.Errorf("other rows: %v", err)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for _, bad := range []string{`{"law": "x"}`, `{"skip": ["x"]}`, `{"roundShare": 2}`, `{"leastPeers": 0}`, `{"x": 1}`, `{} {}`, `[]`,
		`{"yearEndRatio": 0}`, `{"contracts": [{"from": "x"}]}`, ``} {
		var settings *SettingsError
		if _, err := ReadSettings(strings.NewReader(bad)); !errors.As(err, &settings) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	s, err := ReadSettings(strings.NewReader(`{"benfordRows": 700}`))
	want := Defaults()
	want.BenfordRows = 700
	if diff := gocmp.Diff(want, s); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// FuzzParse reads arbitrary bytes as results and settings: nothing may panic,
// and a result that is taken is written again as it was.
func FuzzParse(f *testing.F) {
	r, err := Run(context.Background(), []Source{{Name: "a", Table: tableOf(f, randomRows(1, 300, 2, 10)...)}}, Defaults())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(r.Encode())
	f.Add([]byte(`{"format":"insyn-redflag/1"}`))
	f.Add([]byte(`{"law":"luf","skip":["split"]}`))
	f.Add([]byte("leverantor_id;giltig_fran\n402000-0016;2024-01-01\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := Parse(data); err == nil && string(r.Encode()) != string(data) {
			t.Fatalf("%s is not written as it was", data)
		}
		_, _ = ReadSettings(strings.NewReader(string(data)))
		_, _ = ReadContracts(strings.NewReader(string(data)))
	})
}
