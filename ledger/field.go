package ledger

import "fmt"

// A Field is one of the columns of the national specification
// leverantörsreskontra 1.1 (lankadedata.se, CC BY 4.0).
type Field uint8

// The fields, in the order of the specification.
const (
	BuyerID      Field = iota // organisation number of the body that bought
	Buyer                     // its name
	Voucher                   // number of the voucher in the books
	Supplier                  // name of the supplier
	SupplierID                // organisation number of the supplier
	Account                   // number of the account
	AccountText               // name of the account
	Date                      // date of booking
	Unit                      // department of the body
	Invoice                   // number of the invoice
	Amount                    // net amount, without value added tax
	Reason                    // ground for the purchase
	Contract                  // contract that it was made under
	Municipality              // code of the municipality, four digits
	Activity                  // code of the activity
	fieldCount

	// NoField is a column that is none of the specification.
	NoField Field = 255
)

// Fields lists every field in the order of the specification.
func Fields() []Field {
	all := make([]Field, fieldCount)
	for i := range all {
		all[i] = Field(i)
	}
	return all
}

// fieldNames are the names of columns in the specification, 1.1.
var fieldNames = [fieldCount]string{"kopare_id", "kopare", "verifikationsnummer", "leverantor",
	"leverantor_id", "konto_nr", "konto_text", "bokforingsdatum", "forvaltning", "fakturanummer",
	"nettobelopp", "grund", "avtal", "kommun_id", "s_kod_nr"}

// String gives the name of the column in the specification.
func (f Field) String() string {
	if f < fieldCount {
		return fieldNames[f]
	}
	return ""
}

// MarshalText writes the name of the column.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the name of a column; "" is NoField.
func (f *Field) UnmarshalText(text []byte) error {
	named, ok := FieldNamed(string(text))
	if !ok && len(text) > 0 {
		return fmt.Errorf("ledger: there is no column %q", text)
	}
	if *f = named; !ok {
		*f = NoField
	}
	return nil
}

// FieldNamed gives the field with a name of the specification.
func FieldNamed(name string) (Field, bool) {
	for i, n := range fieldNames {
		if n == name {
			return Field(i), true
		}
	}
	return NoField, false
}

// Mandatory tells whether the specification demands the field: its first nine.
func (f Field) Mandatory() bool { return f <= Unit || f == Amount }

// Coded tells whether the field is a coded text column of a Table.
func (f Field) Coded() bool { return f < fieldCount && !f.Plain() && f != Date && f != Amount }

// Plain tells whether the field is kept as text, being different in most rows.
func (f Field) Plain() bool { return f == Voucher || f == Invoice }
