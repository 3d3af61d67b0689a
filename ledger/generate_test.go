package ledger

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// generated makes a ledger, and fails the test where that fails.
func generated(t testing.TB, o GenerateOptions) ([]byte, *Truth) {
	t.Helper()
	var b bytes.Buffer
	truth, err := Generate(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), truth
}

func read(t testing.TB, data []byte) (*Table, *Receipt) {
	t.Helper()
	table, receipt, err := Read(bytes.NewReader(data), int64(len(data)), Options{Name: "file"})
	if err != nil {
		t.Fatal(err)
	}
	if !receipt.Balanced() {
		t.Errorf("what came in is not what was kept and refused: %+v", receipt)
	}
	if table.Sum() != receipt.Kept.Ore || table.Len() != receipt.Kept.Rows {
		t.Errorf("the table has %d rows and %d öre, the receipt %+v", table.Len(), table.Sum(), receipt.Kept)
	}
	return table, receipt
}

func TestEveryDialectIsReadToTheOre(t *testing.T) {
	for _, d := range Dialects() {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			data, truth := generated(t, GenerateOptions{Rows: 3000, Seed: 7, Dialect: d, Broken: 6})
			table, receipt := read(t, data)
			if table.Len() != truth.Rows || table.Sum() != truth.Ore {
				t.Errorf("%d rows and %d öre, want %d and %d", table.Len(), table.Sum(), truth.Rows, truth.Ore)
			}
			if diff := cmp.Diff(truth.Periods, receipt.Periods); diff != "" {
				t.Error(diff)
			}
			var refused []PlantedLine
			for _, r := range receipt.Rejections {
				refused = append(refused, PlantedLine{r.Line, r.Reason})
			}
			if diff := cmp.Diff(truth.Broken, refused); diff != "" && len(truth.Broken) > 0 {
				t.Error(diff)
			}
			if name := table.Column(Supplier).Value(table.Len() / 2); !strings.Contains(name, "Exempel") &&
				!withheld([]byte(name)) {
				t.Errorf("a supplier is called %q", name)
			}
		})
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	for _, d := range Dialects() {
		if d == "orebro-xlsx" { // a workbook has the time in it
			continue
		}
		o := GenerateOptions{Rows: 500, Seed: 3, Dialect: d, Broken: 2}
		one, _ := generated(t, o)
		two, _ := generated(t, o)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two runs differ", d)
		}
	}
}

func TestGeneratedNumbersAreNobodys(t *testing.T) {
	for n := range 3000 {
		company := Identify(companyNumber(n * 31))
		if company.Kind != Organisation || company.Digits[0] != '4' || company.LegalForm() != "" {
			t.Errorf("%+v could be somebody's", company)
		}
		person := Identify(personNumber(n, 0))
		if person.Kind != Person || person.Digits[6:8] < "98" {
			t.Errorf("%+v could be somebody's", person)
		}
		if c := Identify(personNumber(n, 60)); c.Kind != Coordination {
			t.Errorf("%+v is no coordination number", c)
		}
	}
}

func TestGeneratedDaysAreWorkdaysOfTheMonths(t *testing.T) {
	for months := 1; months <= 3; months++ {
		data, truth := generated(t, GenerateOptions{Rows: 1500, Seed: 5, Year: 2026, Months: months})
		table, receipt := read(t, data)
		if len(receipt.Periods) != months {
			t.Errorf("%d months: %+v", months, receipt.Periods)
		}
		weekend := map[int]bool{}
		for _, p := range truth.Planted {
			for _, row := range p.Rows {
				weekend[row] = weekend[row] || p.Kind == "weekend"
			}
		}
		for row := range table.Len() {
			if w := table.Time(row).Weekday(); (w == 0 || w == 6) != weekend[row] {
				t.Errorf("row %d is booked on a %s", row, w)
			}
		}
	}
}
