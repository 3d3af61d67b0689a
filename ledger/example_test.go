package ledger_test

import (
	"fmt"
	"strings"

	"insyn/ledger"
)

func ExampleRead() {
	const file = "Leverantör;Orgnr;Datum;Belopp\n" +
		"Exempel Bygg AB;402000-0016;2024-01-31;1 234,50\n" +
		"Exempel Bygg AB;402000-0016;2024-02-05;-34,50\n" +
		"Exempel Bygg AB;402000-0016;i går;10,00\n"
	table, receipt, err := ledger.Read(strings.NewReader(file), int64(len(file)), ledger.Options{})
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range receipt.Periods {
		fmt.Println(p.Month, p.Rows, p.Ore)
	}
	fmt.Println(receipt.In.Ore, "=", receipt.Kept.Ore, "+", receipt.Rejected.Ore)
	fmt.Println(receipt.Rejections[0].Line, receipt.Rejections[0].Reason)
	fmt.Println(table.Column(ledger.Supplier).Value(0))
	// Output:
	// 2024-01 1 123450
	// 2024-02 1 -3450
	// 121000 = 120000 + 1000
	// 4 date
	// Exempel Bygg AB
}
