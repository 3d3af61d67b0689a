package redflag

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"insyn/ledger"
)

// names of the columns that made-up rows have.
const columns = "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;bokforingsdatum;" +
	"forvaltning;fakturanummer;nettobelopp;avtal\n"

// tableOf reads rows as a ledger.
func tableOf(t testing.TB, rows ...string) *ledger.Table {
	t.Helper()
	text := columns + strings.Join(rows, "\n")
	table, receipt, err := ledger.Read(strings.NewReader(text), int64(len(text)), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Rejected.Rows > 0 {
		t.Fatalf("%+v", receipt.Rejections[0])
	}
	return table
}

// number makes an organisation number that is nobody's.
func number(n int) string {
	nine := fmt.Sprintf("4322%05d", n)
	for c := range 10 {
		if d := fmt.Sprintf("%s-%s%d", nine[:6], nine[6:], c); ledger.Identify(d).Kind == ledger.Organisation {
			return d
		}
	}
	panic(n)
}

// randomRows makes rows of some bodies and suppliers in which every rule has
// something to look at, in the order of their days.
func randomRows(seed uint64, rows, bodies, suppliers int) (all []string) {
	r := rand.New(rand.NewPCG(seed, 1))
	first := dayOf("2024-01-01")
	for i := range rows {
		day := first + int32(i*700/rows)
		s := int(float64(suppliers) * math.Pow(r.Float64(), 2))
		if day < first+200 && s%5 == 4 {
			s-- // every fifth supplier is new
		}
		ore := int64(math.Pow(10, 4+3.8*r.Float64()))
		switch r.IntN(12) {
		case 0:
			ore = int64(1+r.IntN(60)) * 100_000
		case 1:
			ore = 69_000_000 + int64(r.IntN(2_000_000))
		case 2:
			ore = -ore
		case 3:
			ore = 1_234_500
		}
		contract := ""
		if (s+r.IntN(3))%3 == 0 {
			contract = "A1"
		}
		voucher := fmt.Sprintf("V%d", i-i%2*r.IntN(2)) // some have two rows
		name := fmt.Sprintf("Exempel %d AB", s)
		all = append(all, fmt.Sprintf("%s;Exempelkommun %d;%s;%s;%s;%d;%s;N;%d;%d.%02d;%s", number(90_000+i%bodies), i%bodies,
			voucher, name, number(s), 4000+100*r.IntN(6+s%20), dayText(day), 1000+r.IntN(rows), ore/100,
			max(ore, -ore)%100, contract))
	}
	return all
}
