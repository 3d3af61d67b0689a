package ledger

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// A Bill is what a ledger takes from an electronic invoice, Peppol BIS Billing
// 3 (UBL 2.1) or Svefaktura 1.0: no texts of lines and no unit prices, which
// can give business secrets away.
type Bill struct {
	Format               string // peppol or svefaktura
	Number, Issued       string
	Currency             string
	Buyer, BuyerID       string
	Supplier, SupplierID string
	Contract             string
	Net                  string // without value added tax, as it is written
	Credit               bool   // it takes money back: Net counts as negative
}

// billFormats are the namespaces of electronic invoices.
var billFormats = map[string]string{
	"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2":    "peppol",
	"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2": "peppol",
	"urn:sfti:documents:BasicInvoice:1:0":                       "svefaktura",
}

// billColumns are the columns of the rows that invoices become.
var billColumns = []Field{BuyerID, Buyer, Supplier, SupplierID, Date, Invoice, Amount, Contract}

// billRecords are the invoices of an XML text, one row for each.
type billRecords struct {
	decoder  *xml.Decoder
	encoding encoding
	formats  map[string]bool
	bills    int
	headed   bool
}

// openBills begins to read invoices. The XML reader knows no entities.
func openBills(file io.ReaderAt, size int64, e encoding) (records, error) {
	if size > mostInMemory {
		return nil, &Unread{Reason: "too-large", Detail: itoa(mostInMemory >> 20)}
	}
	d := xml.NewDecoder(newSource(file, size, e))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded already
	return &billRecords{decoder: d, encoding: e, formats: map[string]bool{}}, nil
}

func (b *billRecords) close() error { return nil }

func (b *billRecords) describe(r *Receipt) {
	for _, f := range []string{"peppol", "svefaktura"} {
		if b.formats[f] {
			r.take("format", f, "content")
		}
	}
	r.take("encoding", b.encoding.name, b.encoding.why)
}

// next gives the names of columns, and then a row for each invoice.
func (b *billRecords) next(r *record) error {
	*r = record{Place: Place{Offset: b.offset()}}
	if !b.headed {
		b.headed = true
		for _, f := range billColumns {
			r.cells = append(r.cells, []byte(f.String()))
		}
		return nil
	}
	bill, err := b.bill(r)
	if errors.Is(err, io.EOF) && b.bills == 0 {
		return &Unread{Reason: "no-invoice"}
	} else if err != nil {
		return err
	}
	b.bills++
	b.formats[bill.Format] = true
	net := bill.Net
	if bill.Credit && net != "" && net[0] != '-' {
		net = "-" + net
	}
	for _, text := range []string{bill.BuyerID, bill.Buyer, bill.Supplier, bill.SupplierID,
		bill.Issued, bill.Number, net, bill.Contract} {
		r.cells = append(r.cells, []byte(text))
	}
	if bill.Currency != "" && bill.Currency != "SEK" {
		r.fault = RejectCurrency
	}
	return nil
}

func (b *billRecords) offset() int64 {
	if b.encoding.name != UTF8 {
		return -1
	}
	return b.decoder.InputOffset() + int64(b.encoding.mark)
}

// bill reads on to the end of the next invoice.
func (b *billRecords) bill(r *record) (*Bill, error) {
	depth := 0
	for {
		token, err := b.decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		} else if err != nil {
			return nil, &Unread{Reason: "broken-xml", Detail: itoa(int(b.decoder.InputOffset()))}
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return nil, &Unread{Reason: "too-deep"}
			}
			if format := billFormats[t.Name.Space]; format != "" &&
				(t.Name.Local == "Invoice" || t.Name.Local == "CreditNote") {
				r.Line, _ = b.decoder.InputPos()
				r.Offset = b.offset()
				return b.read(format, t.Name.Local == "CreditNote")
			}
		case xml.EndElement:
			depth--
		}
	}
}

// longestText is how much text of one element is looked at.
const longestText = 4096

// read reads an invoice whose first element has been read.
func (b *billRecords) read(format string, credit bool) (*Bill, error) {
	texts, path, text := map[string]string{}, []string{}, strings.Builder{}
	for {
		token, err := b.decoder.Token()
		if err != nil {
			return nil, &Unread{Reason: "broken-xml", Detail: itoa(int(b.decoder.InputOffset()))}
		}
		switch t := token.(type) {
		case xml.StartElement:
			if path = append(path, t.Name.Local); len(path) > deepest {
				return nil, &Unread{Reason: "too-deep"}
			}
			text.Reset()
		case xml.CharData:
			if text.Len() < longestText {
				text.Write(t)
			}
		case xml.EndElement:
			if len(path) == 0 {
				return newBill(format, credit, texts), nil
			}
			key := strings.Join(path, "/")
			if value := strings.TrimSpace(text.String()); billPaths[key] && texts[key] == "" {
				texts[key] = value
			}
			path = path[:len(path)-1]
			text.Reset()
		}
	}
}

// Where a bill has what, in order of preference.
var (
	billNumber   = []string{"ID"}
	billIssued   = []string{"IssueDate"}
	billCurrency = []string{"DocumentCurrencyCode", "InvoiceCurrencyCode"}
	billType     = []string{"InvoiceTypeCode", "CreditNoteTypeCode"}
	billContract = []string{"ContractDocumentReference/ID", "OrderReference/ID", "OrderReference/BuyersID"}
	billNet      = []string{"LegalMonetaryTotal/TaxExclusiveAmount", "LegalTotal/TaxExclusiveTotalAmount"}
	billBuyer    = party("AccountingCustomerParty/Party/", "BuyerParty/Party/")
	billSupplier = party("AccountingSupplierParty/Party/", "SellerParty/Party/")
	billPaths    = pathSet(billNumber, billIssued, billCurrency, billType, billContract, billNet,
		billBuyer.name, billBuyer.id, billSupplier.name, billSupplier.id)
)

// partyPaths are where the name and the number of a party stand.
type partyPaths struct{ name, id []string }

func party(roots ...string) (p partyPaths) {
	for _, root := range roots {
		p.name = append(p.name, root+"PartyLegalEntity/RegistrationName", root+"PartyName/Name")
		p.id = append(p.id, root+"PartyLegalEntity/CompanyID", root+"PartyIdentification/ID",
			root+"PartyTaxScheme/CompanyID", root+"EndpointID")
	}
	return p
}

func pathSet(lists ...[]string) map[string]bool {
	all := map[string]bool{}
	for _, l := range lists {
		for _, p := range l {
			all[p] = true
		}
	}
	return all
}

func newBill(format string, credit bool, texts map[string]string) *Bill {
	get := func(paths []string) string {
		for _, p := range paths {
			if texts[p] != "" {
				return texts[p]
			}
		}
		return ""
	}
	return &Bill{Format: format, Number: get(billNumber), Issued: get(billIssued),
		Currency: get(billCurrency), Buyer: get(billBuyer.name), BuyerID: get(billBuyer.id),
		Supplier: get(billSupplier.name), SupplierID: get(billSupplier.id),
		Contract: get(billContract), Net: get(billNet), Credit: credit || get(billType) == "381"}
}
