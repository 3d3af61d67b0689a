package ledger

import (
	"strings"
	"unicode"
)

// How a column was recognised.
const (
	WhySpecification = "specification"     // its name is that of the specification 1.1
	WhyOlder         = "specification-1-0" // that of 1.0
	WhyVariant       = "variant"           // publishers are known to write it so
	WhyDefault       = "default"           // the caller says so for the whole file
	WhyContent       = "split"             // cut out of another column
)

// older are names of columns in edition 1.0 of the specification.
var older = map[string]Field{"datum": Date, "belopp": Amount}

// variants are names that publishers use, folded as fold does it.
var variants = map[string]Field{
	"kopareid": BuyerID, "koparensid": BuyerID, "koparesorganisationsnummer": BuyerID,
	"koparensorganisationsnummer": BuyerID, "bolagsnummer": BuyerID, "orgnrkopare": BuyerID,
	"buyerid": BuyerID,

	"kopare": Buyer, "kopande": Buyer, "koparenamn": Buyer, "organisation": Buyer, "kommun": Buyer,
	"myndighet": Buyer, "bolag": Buyer, "bolagsnamn": Buyer, "namnd": Buyer, "buyer": Buyer,

	"verifikationsnummer": Voucher, "verifikationsnr": Voucher, "verifikatnummer": Voucher,
	"verifikatnr": Voucher, "verifikation": Voucher, "verifikat": Voucher, "vernr": Voucher,
	"ver": Voucher, "verifnr": Voucher, "verifikationsid": Voucher, "lopnummer": Voucher,
	"transaktionsid": Voucher,

	"leverantor": Supplier, "leverantorsnamn": Supplier, "leverantornamn": Supplier,
	"leverantorensnamn": Supplier, "levnamn": Supplier, "leverantorersnamn": Supplier,
	"supplier": Supplier,

	"leverantorid": SupplierID, "leverantorsid": SupplierID, "orgnr": SupplierID,
	"organisationsnr": SupplierID, "organisationsnummer": SupplierID,
	"leverantorsorgnr": SupplierID, "leverantororgnr": SupplierID, "levorgnr": SupplierID,
	"leverantorsorganisationsnummer": SupplierID, "leverantorensorganisationsnummer": SupplierID,
	"orgnummer": SupplierID, "orgnrleverantor": SupplierID, "momsregnr": SupplierID,
	"leverantorsnummer": SupplierID, "leverantorsnr": SupplierID, "levnr": SupplierID,

	"kontonr": Account, "konto": Account, "kontonummer": Account, "kontokod": Account,
	"account": Account,

	"kontotext": AccountText, "kontonamn": AccountText, "kontobenamning": AccountText,
	"kontobeskrivning": AccountText, "kontotextbeskrivning": AccountText,

	"bokforingsdatum": Date, "bokfdatum": Date, "bokfort": Date, "bokfdat": Date, "datum": Date,
	"verifikationsdatum": Date, "verdatum": Date, "registreringsdatum": Date, "regdatum": Date,
	"fakturadatum": Date, "betaldatum": Date, "manad": Date, "period": Date,
	"bokforingsperiod": Date, "bokforingsmanad": Date, "armanad": Date, "date": Date,

	"forvaltning": Unit, "forvaltningsnamn": Unit, "enhet": Unit, "avdelning": Unit,
	"forvaltningnamn": Unit, "verksamhetsomrade": Unit, "ansvar": Unit, "sektor": Unit,

	"fakturanummer": Invoice, "fakturanr": Invoice, "faktnr": Invoice, "faktura": Invoice,
	"fakturaid": Invoice, "levfakturanr": Invoice, "externtfakturanummer": Invoice,
	"leverantorsfakturanummer": Invoice, "invoice": Invoice,

	"nettobelopp": Amount, "belopp": Amount, "beloppexklmoms": Amount, "beloppexmoms": Amount,
	"beloppexklusivemoms": Amount, "beloppsek": Amount, "nettobeloppsek": Amount,
	"beloppexklmomssek": Amount, "beloppkr": Amount, "netto": Amount, "summa": Amount,
	"beloppikr": Amount, "beloppikronor": Amount, "beloppexklmomskr": Amount,
	"konteratbelopp": Amount, "amount": Amount,

	"grund": Reason, "kopgrund": Reason, "inkopsgrund": Reason, "upphandlingsgrund": Reason,
	"avtal": Contract, "avtalsnummer": Contract, "avtalsid": Contract, "avtalsnr": Contract,
	"ramavtal": Contract, "diarienummer": Contract,
	"kommunid": Municipality, "kommunkod": Municipality, "kommunnr": Municipality,
	"skodnr": Activity, "skod": Activity, "verksamhet": Activity, "verksamhetskod": Activity,
}

// gross are names of columns whose amounts have value added tax in them.
var gross = map[string]bool{"beloppinklmoms": true, "beloppinklusivemoms": true,
	"bruttobelopp": true, "brutto": true, "beloppinklmomssek": true, "fakturabelopp": true}

// recognise tells which field a column is by its name, and why.
func recognise(name string) (Field, string) {
	if f, ok := FieldNamed(name); ok {
		return f, WhySpecification
	}
	if f, ok := older[name]; ok {
		return f, WhyOlder
	}
	if f, ok := variants[fold(name)]; ok {
		return f, WhyVariant
	}
	return NoField, ""
}

// letters without their marks, as the specification writes names of columns.
var unmarked = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "ü", "u")

// fold takes from a name everything that publishers differ in: case, marks,
// spaces, punctuation, and what cannot be seen.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, unmarked.Replace(strings.ToLower(name)))
}

// visible takes byte order marks and other characters without width out of the
// name of a column, and spaces from its ends.
func visible(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\ufeff', r == '\u200b', r == '\u2060', r == '\u00ad':
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, name))
}
