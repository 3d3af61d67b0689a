package ledger

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// utf16 writes a text as UTF-16, with a byte order mark.
func utf16(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range text {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

// traps are ways in which publishers write ledgers, each with what must be read.
var traps = []struct {
	name  string
	data  []byte
	rows  int
	ore   int64
	first string // supplier, number, account, its text, date and amount of the first row
}{
	{"VGR: CR alone, dash for nothing, credit", []byte("kopare_id;kopare;verifikationsnummer;leverantor;" +
		"leverantor_id;konto_nr;konto_text;bokforingsdatum;forvaltning;fakturanummer;nettobelopp;grund;avtal;" +
		"kommun_id;s_kod_nr\r452100-0131;Region Exempel;1;Exempel Vård AB;402000-0016;4530;Vård;2024-01-31;-;77;" +
		"1234.50;-;-;-;-\r452100-0131;Region Exempel;2;Exempel Vård AB;402000-0016;4530;Vård;2024-02-01;-;78;" +
		"-0.05;-;-;-;-\r"),
		2, 123_445, "Exempel Vård AB|402000-0016|4530|Vård|2024-01-31|1234.50"},
	{"Göteborg: UTF-16, comma, quoted decimal comma", utf16("kopare,leverantor,leverantor_id,konto_nr,datum,belopp\r\n" +
		"Exempelstaden,\"Exempel Åkeri, HB\",402000-0016,5710,2024-03-01,\"3270,50\"\r\n"),
		1, 327_050, "Exempel Åkeri, HB|402000-0016|5710||2024-03-01|3270.50"},
	{"Göteborg before: spaces in thousands, SAKNAS", []byte("Leverantör;Orgnr;Datum;Belopp\r\n" +
		"Exempel Bygg AB;SAKNAS;2016-01-04;1 234 567,80\r\nExempel Bygg AB;SAKNAS;2016-01-05;-12\u00a0000,00\r\n"),
		2, 122_256_780, "Exempel Bygg AB||||2016-01-04|1234567.80"},
	{"Västerås: mark in the first key, pages, amounts as text", []byte("{\"resultCount\":3,\"offset\":0,\"results\":" +
		"[{\"\ufeffkopare_id\":\"212000-2080\",\"leverantor\":\"Exempel El AB\",\"leverantor_id\":\"40711\"," +
		"\"datum\":\"2025-01-02\",\"belopp\":\"99,90\"},{\"\ufeffkopare_id\":\"212000-2080\",\"leverantor\":\"Exempel El AB\"," +
		"\"leverantor_id\":\"40711\",\"datum\":\"2025-01-03\",\"belopp\":\"-0,90\"}],\"next\":\"x\"}\n" +
		"{\"results\":[{\"belopp\":\"1\",\"datum\":\"2025-01-04\",\"leverantor\":\"Exempel Rör AB\"}]}"),
		3, 10_000, "Exempel El AB|40711|||2025-01-02|99.90"},
	{"Umeå: masked suppliers, months", []byte("\xef\xbb\xbfleverantor;konto_nr;period;belopp\n****;6550;202403;100,00\n"),
		1, 10_000, "****||6550||2024-03|100.00"},
	{"Varberg: words where a person was, no-break spaces", []byte("Leverantör;Orgnr;Konto;Kontotext;Belopp exkl. moms;" +
		"Bokföringsdatum\n[innehåller personuppgifter];[innehåller personuppgifter];4640;Assistans;1\u00a0000,25;2024-05-06\n"),
		1, 100_025, "[innehåller personuppgifter]|[innehåller personuppgifter]|4640|Assistans|2024-05-06|1000.25"},
	{"Örebro: tab, number and name of the account in one", []byte("Leverantör\tOrganisationsnummer\tKonto\t" +
		"Bokföringsdatum\tBelopp\nExempel Data AB\t4020000016\t6910 Licensavgifter\t20240131\t5000\n"),
		1, 500_000, "Exempel Data AB|4020000016|6910|Licensavgifter|2024-01-31|5000.00"},
	{"Windows-1252", []byte("leverant\xf6r;datum;belopp\nExempel \xc5keri \x80;2012-01-31;1,5\n"),
		1, 150, "Exempel Åkeri €||||2012-01-31|1.50"},
	{"UTF-16 big-endian without a mark", func() []byte {
		var b []byte
		for _, r := range "leverantor;datum;belopp\nExempel;2012-01-31;1,5\n" {
			b = append(b, byte(r>>8), byte(r))
		}
		return b
	}(), 1, 150, "Exempel||||2012-01-31|1.50"},
	{"lines before the header, header again, a total", []byte("Reskontra 2024;;\n\nleverantor;datum;belopp\n" +
		"Exempel;2024-01-31;10,00\nleverantor;datum;belopp\nExempel;31/01/2024;5,00\nSumma;;15,00\n"),
		2, 1500, "Exempel||||2024-01-31|10.00"},
	{"quoted line ends, doubled marks", []byte("leverantor;datum;belopp\n\"Exempel \"\"Två\"\"\r\nAB\";2024-01-31;\"(1.234,50)\"\n"),
		1, -123_450, "Exempel \"Två\"\r\nAB||||2024-01-31|-1234.50"},
	{"a mark before sums of thousands", []byte("leverantor;datum;belopp\nExempel;2024-01-31 13:45;1.234\nExempel;2024-01-31T00:00:00;1.234.567 kr\n"),
		2, 123_580_100, "Exempel||||2024-01-31|1234.00"},
}

func TestTrapsOfPublishersAreReadToTheOre(t *testing.T) {
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			table, receipt := read(t, trap.data)
			if table.Len() != trap.rows || table.Sum() != trap.ore {
				t.Fatalf("%d rows and %d öre, want %d and %d: %+v", table.Len(), table.Sum(), trap.rows,
					trap.ore, receipt)
			}
			var got []string
			for _, f := range []Field{Supplier, SupplierID, Account, AccountText, Date, Amount} {
				got = append(got, table.Text(0, f))
			}
			if diff := cmp.Diff(trap.first, strings.Join(got, "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusedLinesHaveTheirPlace(t *testing.T) {
	lines := []string{"leverantor;datum;belopp", "Exempel;2024-01-31;1,00", "Exempel;2024-01-31", "Exempel;2024-13-31;2,00",
		"Exempel;2024-01-31;många", "Exempel;2024-01-31;", "\"Exempel\"s AB;2024-01-31;3,00", "Exempel;2024-01-31;4,00"}
	want := map[int]Reject{3: RejectCells, 4: RejectDate, 5: RejectAmount, 6: RejectNoAmount, 7: RejectQuote}
	for name, encode := range map[string]func(string) []byte{
		UTF8: func(s string) []byte { return []byte(s) }, UTF16LE: utf16,
		CP1252: func(s string) []byte { return encode1252(nil, []byte(s)) }} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			data := encode(strings.Join(lines, end))
			table, receipt := read(t, data)
			if table.Sum() != 500 || receipt.Rejected.Ore != 200 || receipt.Rejected.Unreadable != 4 {
				t.Errorf("%s %q: %+v", name, end, receipt)
			}
			got := map[int]Reject{}
			for _, r := range receipt.Rejections {
				got[r.Line] = r.Reason
				rest := data[r.Offset:]
				if line := encode(lines[r.Line-1]); !bytes.HasPrefix(rest, bytes.TrimPrefix(line, []byte{0xff, 0xfe})) {
					t.Errorf("%s %q: at byte %d line %d does not stand", name, end, r.Offset, r.Line)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestNothingIsDecodedWithLoss(t *testing.T) {
	// Mostly UTF-8, with one line that is not; and the other way round.
	data := "leverantor;datum;belopp\nExempel Åkeri;2024-01-31;1,00\nExempel \xc5keri;2024-01-31;2,00\nExempel Å;2024-01-31;4,00\n"
	table, receipt := read(t, []byte(data))
	if table.Len() != 2 || receipt.Reasons[RejectEncoding] != 1 {
		t.Errorf("%+v", receipt)
	}
	data = "leverant\xf6r;datum;belopp\nExempel \xc5keri;2024-01-31;1,00\nExempel Å;2024-01-31;2,00\nExempel \xc5;2024-01-31;4,00\n"
	if table, receipt = read(t, []byte(data)); table.Len() != 2 || receipt.Reasons[RejectMixed] != 1 {
		t.Errorf("%+v", receipt)
	}
	// A byte that Windows-1252 has no letter for, and half a pair of surrogates.
	if _, receipt = read(t, []byte("leverant\xf6r;datum;belopp\n\x81;2024-01-31;1,00\n")); receipt.Reasons[RejectEncoding] != 1 {
		t.Errorf("%+v", receipt)
	}
	half := append(utf16("leverantor;datum;belopp\n"), 0x3d, 0xd8)
	half = append(half, utf16(";2024-01-31;1,00\n")[2:]...)
	if _, receipt = read(t, half); receipt.Reasons[RejectEncoding] != 1 {
		t.Errorf("%+v", receipt)
	}
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "-0,01": -1, "1": 100, "1,5": 150, "1.05": 105, "12 345,60": 1_234_560,
		"1.234.567,89": 123_456_789, "1,234,567.89": 123_456_789, "−5,00": -500, "5,00-": -500, "(5,00)": -500,
		"5 kr": 500, "5:-": 500, "SEK 5,00": 500, "+7": 700, "1\u202f000": 100_000, "3270.4999999999995": 327_050,
		"0.30000000000000004": 30, "1.5E+3": 150_000, "12'345.60": 1_234_560, "007,10": 710} {
		if got, rounded, ok := readAmount([]byte(text), ','); got != want || !ok || rounded {
			t.Errorf("%q is read as %d, %v, %v; want %d", text, got, rounded, ok, want)
		}
	}
	for _, text := range []string{"", "-", "x", "1,2,3", "1 23", "12 34,5", "1..2", "--1", "1-2", "5 000 00", "99999999999999999",
		"1e999999", "1,2.3.4", "."} {
		if got, _, ok := readAmount([]byte(text), ','); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	if got, rounded, ok := readAmount([]byte("1,005"), ','); got != 101 || !rounded || !ok {
		t.Errorf("1,005 is read as %d, %v, %v", got, rounded, ok)
	}
	if _, _, ok := readAmount([]byte("1.234"), 0); ok {
		t.Error("what may be either is read")
	}
}

func TestAmountsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ore := rapid.Int64Range(-mostOre, mostOre).Draw(t, "ore")
		group := rapid.SampledFrom([]string{"", " ", "\u00a0", "."}).Draw(t, "group")
		if got, _, ok := readAmount([]byte(comma(ore, group)), ','); got != ore || !ok {
			t.Fatalf("%s is read as %d, %v", comma(ore, group), got, ok)
		}
	})
}

func TestDatesAreThoseOfTheCalendar(t *testing.T) {
	for day := int32(7305); day < 47_847; day++ { // 1990 to 2100
		want := DayTime(day)
		got, ok := date(want.Year(), int(want.Month()), want.Day())
		if !ok || got != day {
			t.Fatalf("%v is day %d, want %d", want, got, day)
		}
	}
	for _, bad := range []string{"2023-02-29", "2100-02-29", "2024-00-01", "2024-04-31", "1989-12-31", "20240230"} {
		var f dateForm
		if _, _, form := f.read([]byte(bad)); form != "" {
			t.Errorf("%s is read as a date", bad)
		}
	}
}

func TestDatesThatTwoReadingsFit(t *testing.T) {
	file := func(dates ...string) []byte {
		text := "leverantor;datum;belopp\n"
		for _, d := range dates {
			text += "Exempel;" + d + ";1\n"
		}
		return []byte(text)
	}
	for _, c := range []struct{ dates, want, why string }{
		{"03/04/2024 05/06/2024", "2024-04-03", "custom"}, {"03/04/2024 05/16/2024", "2024-03-04", "only-reading"},
		{"03/04/2024 16/05/2024", "2024-04-03", "seen"}, {"201201 201202", "2012-01", "custom"},
		{"201201 201231", "2020-12-01", "only-reading"}, {"240131", "2024-01-31", "only-reading"},
		{"45292", "2024-01-01", "seen"}, {"2024-1-5", "2024-01-05", "seen"}, {"24-01-31", "2024-01-31", "seen"},
	} {
		table, receipt := read(t, file(strings.Fields(c.dates)...))
		if table.Len() == 0 || table.Text(0, Date) != c.want {
			t.Errorf("%s: %+v", c.dates, receipt)
			continue
		}
		for _, taken := range receipt.Taken {
			if taken.What == "date" && taken.Why != c.why {
				t.Errorf("%s: why is %s", c.dates, taken.Why)
			}
		}
	}
}

func TestWhatIsNoLedgerIsSaidToBeNone(t *testing.T) {
	bomb := "[" + strings.Repeat("[", 100_000)
	for name, want := range map[string]string{"": "empty", "hej": "no-header", "a;b;c\n1;2;3\n": "no-header",
		"%PDF-1.7": "pdf", "PK\x03\x04": "broken-workbook", "\xd0\xcf\x11\xe0\xa1": "old-excel", "\x1f\x8b": "archive",
		bomb: "too-deep", `{"results":[{"leverantor":"a"`: "broken-json", "<a/>": "no-invoice", "<a": "broken-xml",
		"\xef\xbb\xbfleverant\xf6r;bokf\xf6ringsdatum;belopp\nExempel;2024-01-31;1\n": "header-encoding",
		strings.Repeat("<a>", 50): "too-deep", "{\"a\":\"" + strings.Repeat("x", 9<<20): "too-long"} {
		_, _, err := Read(strings.NewReader(name), int64(len(name)), Options{Name: "x"})
		var unread *Unread
		if !errors.As(err, &unread) || unread.Reason != want || unread.Name != "x" {
			t.Errorf("%.20q: %v, want %s", name, err, want)
		}
	}
}

const peppol = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="c" xmlns:cac="a">
<cbc:ID>F-17</cbc:ID><cbc:IssueDate>2024-02-03</cbc:IssueDate><cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>
<cac:ContractDocumentReference><cbc:ID>A-1</cbc:ID></cac:ContractDocumentReference>
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID>x</cbc:EndpointID><cac:PartyName><cbc:Name>Exempel</cbc:Name></cac:PartyName>
<cac:PartyLegalEntity><cbc:RegistrationName>Exempel Tryck AB</cbc:RegistrationName><cbc:CompanyID schemeID="0007">4020000016</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Exempelverket</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>1</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="SEK">1000.50</cbc:TaxExclusiveAmount></cac:LegalMonetaryTotal>
</Invoice>`

const svefaktura = `<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0" xmlns:cac="a"><ID>9</ID><cac:IssueDate>2012-05-06</cac:IssueDate>
<InvoiceTypeCode>381</InvoiceTypeCode><InvoiceCurrencyCode>SEK</InvoiceCurrencyCode>
<cac:BuyerParty><cac:Party><cac:PartyName><Name>Exempelverket</Name></cac:PartyName></cac:Party></cac:BuyerParty>
<cac:SellerParty><cac:Party><cac:PartyName><Name>Exempel Rör AB</Name></cac:PartyName><cac:PartyTaxScheme><CompanyID>SE402000001601</CompanyID></cac:PartyTaxScheme></cac:Party></cac:SellerParty>
<cac:LegalTotal><cac:TaxExclusiveTotalAmount>250.00</cac:TaxExclusiveTotalAmount></cac:LegalTotal></Invoice>`

func TestInvoicesBecomeRows(t *testing.T) {
	table, _ := read(t, []byte(peppol))
	if table.Sum() != 100_050 || table.Text(0, Supplier) != "Exempel Tryck AB" || table.Text(0, Invoice) != "F-17" ||
		table.Text(0, SupplierID) != "4020000016" || table.Text(0, Contract) != "A-1" || table.Text(0, Buyer) != "Exempelverket" {
		t.Errorf("%d %s %s", table.Sum(), table.Text(0, Supplier), table.Text(0, Invoice))
	}
	table, _ = read(t, []byte(svefaktura))
	if table.Sum() != -25_000 || table.Text(0, SupplierID) != "SE402000001601" || table.Text(0, Date) != "2012-05-06" {
		t.Errorf("%d %s %s", table.Sum(), table.Text(0, SupplierID), table.Text(0, Date))
	}
	credit := strings.NewReplacer("Invoice-2", "CreditNote-2", "<Invoice", "<CreditNote", "</Invoice", "</CreditNote").Replace(peppol)
	if table, _ = read(t, []byte(credit)); table.Sum() != -100_050 {
		t.Errorf("a credit note is %d öre", table.Sum())
	}
	if _, receipt := read(t, []byte(strings.Replace(peppol, ">SEK<", ">EUR<", 1))); receipt.Reasons[RejectCurrency] != 1 {
		t.Errorf("%+v", receipt)
	}
	entity := `<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"><ID>&a;</ID></Invoice>`
	if _, _, err := Read(strings.NewReader(entity), int64(len(entity)), Options{}); err == nil {
		t.Error("an entity is expanded")
	}
}

func TestLinesWithoutAnEndTakeLittleMemory(t *testing.T) {
	text := "leverantor;datum;belopp\nExempel;2024-01-31;1\n\"" + strings.Repeat("x", 5<<20) + "\nExempel;2024-01-31;2\n"
	table, receipt := read(t, []byte(text))
	if table.Sum() != 300 || receipt.Rejected.Rows != 1 {
		t.Errorf("%d öre, %+v", table.Sum(), receipt)
	}
}

func TestRowsComeInParts(t *testing.T) {
	data, truth := generated(t, GenerateOptions{Rows: 5000, Seed: 2, Dialect: "vgr"})
	r, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sum, table := int64(0), NewTable()
	for {
		n, err := r.Next(table, 777)
		if n != table.Len() || n > 777 {
			t.Fatalf("%d rows, the table has %d", n, table.Len())
		}
		sum += table.Sum()
		table.Clear()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if sum != truth.Ore || !r.Receipt().Balanced() {
		t.Errorf("%d öre, want %d", sum, truth.Ore)
	}
}

// A workbook that unpacks to a thousand times its size is refused before it
// has been unpacked.
func TestBombsAreRefused(t *testing.T) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 64 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _, err := Read(bytes.NewReader(file.Bytes()), int64(file.Len()), Options{})
	runtime.ReadMemStats(&after)
	var unread *Unread
	if !errors.As(err, &unread) || unread.Reason != "broken-workbook" {
		t.Errorf("%v", err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 100<<20 {
		t.Errorf("%d bytes of memory for a file of %d", took, file.Len())
	}
}

// Whoever reads many files keeps their receipts, and nothing else of them.
func TestAReceiptKeepsNoReader(t *testing.T) {
	data, truth := generated(t, GenerateOptions{Rows: 3000, Seed: 31})
	read := func() (*Receipt, weak.Pointer[Reader]) {
		r, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for err == nil {
			_, err = r.Next(NewTable(), 1<<10)
		}
		return r.Receipt(), weak.Make(r)
	}
	receipt, reader := read()
	runtime.GC()
	if reader.Value() != nil {
		t.Error("the reader is kept")
	}
	if receipt.Kept.Rows != truth.Rows {
		t.Errorf("%d rows", receipt.Kept.Rows)
	}
}
