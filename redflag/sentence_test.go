package redflag

import (
	"strings"
	"testing"
)

// Numbers that stand alone on a card say what they count.
func TestNumbersOnACardHaveTheirUnit(t *testing.T) {
	for _, c := range []struct {
		flag           Flag
		figure, counts [2]string // sv, en
	}{
		{Flag{Rule: Split, Value: 133_333_300, Unit: InOre, N: 5},
			[2]string{"1 333 333 kr", "SEK 1,333,333"}, [2]string{"5 köp", "5 purchases"}},
		{Flag{Rule: YearEnd, Value: 2.1, Unit: InRatio, N: 1},
			[2]string{"2,1 gånger", "2.1 times"}, [2]string{"1 rad", "1 row"}},
		{Flag{Rule: Concentration, Value: 0.5, Unit: InShares, N: 1},
			[2]string{"50,0 %", "50.0%"}, [2]string{"1 leverantör", "1 supplier"}},
		{Flag{Rule: Concentration, Value: 0.5, Unit: InShares, N: 3},
			[2]string{"50,0 %", "50.0%"}, [2]string{"3 leverantörer", "3 suppliers"}},
		{Flag{Rule: Benford, Value: 0.0123, Unit: InDeviate, N: 600},
			[2]string{"0,0123", "0.0123"}, [2]string{"600 belopp", "600 amounts"}},
		{Flag{Rule: Identity, Case: ManyNumbers, Value: 3, Unit: InNames, N: 6},
			[2]string{"3 nummer", "3 numbers"}, [2]string{"6 rader", "6 rows"}},
		{Flag{Rule: Identity, Case: ManyNames, Value: 2, Unit: InNames, N: 6},
			[2]string{"2 namn", "2 names"}, [2]string{"6 rader", "6 rows"}},
	} {
		for i, l := range []Language{Swedish, English} {
			if got := spaced(c.flag.Figure(l)); got != c.figure[i] {
				t.Errorf("%s: the value is %q, want %q", c.flag.Rule, got, c.figure[i])
			}
			if got := spaced(c.flag.Counted(l)); got != c.counts[i] {
				t.Errorf("%s: counted on %q, want %q", c.flag.Rule, got, c.counts[i])
			}
		}
	}
}

func spaced(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }
