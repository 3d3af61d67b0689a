package redflag_test

import (
	"context"
	"fmt"
	"strings"

	"insyn/ledger"
	"insyn/redflag"
)

func ExampleRun() {
	const file = "Leverantör;Orgnr;Datum;Verifikation;Fakturanr;Belopp\n" +
		"Exempel Bygg AB;402000-0016;2024-01-31;1;F-0017;1 234,50\n" +
		"Exempel Bygg AB;402000-0016;2024-03-05;2;F17;1 234,50\n"
	table, _, err := ledger.Read(strings.NewReader(file), int64(len(file)), ledger.Options{Buyer: "Exempelkommunen"})
	if err != nil {
		fmt.Println(err)
	}
	r, err := redflag.Run(context.Background(), []redflag.Source{{Name: "file.csv", Table: table}}, redflag.Defaults())
	if err != nil {
		fmt.Println(err)
	}
	for _, f := range r.Flags {
		fmt.Println(f.Rule.Words(redflag.English).Title, f.Evidence.Rows)
		fmt.Println(strings.ReplaceAll(f.Sentence(redflag.English), "\u00a0", " "))
	}
	// Output:
	// The same invoice twice [[0 0] [0 1]]
	// Exempel Bygg AB: 2 rows of SEK 1,235 have one invoice number (the same number, written differently). Without a credit against them: 1.
}
