package ledger

// A TableSchema describes the files that are published, as a Table Schema
// (specs.frictionlessdata.io): names, types, and which must be there.
type TableSchema struct {
	Fields  []SchemaField `json:"fields"`
	Missing []string      `json:"missingValues"`
}

// A SchemaField describes a column.
type SchemaField struct {
	Name        string          `json:"name"`
	Type        string          `json:"type"`
	Title       string          `json:"title"`
	Constraints map[string]bool `json:"constraints,omitempty"`
}

// titles say in Swedish, the language of the specification, what columns hold.
var titles = [fieldCount]string{"Köparens organisationsnummer", "Köpare", "Verifikationsnummer", "Leverantör",
	"Leverantörens organisationsnummer", "Kontonummer", "Kontots namn", "Bokföringsdatum", "Förvaltning",
	"Fakturanummer", "Nettobelopp i kronor, utan moms", "Grund för köpet", "Avtal", "Kommunkod",
	"Verksamhetskod"}

// Schema gives the schema of the CSV and JSON that are published.
func Schema() TableSchema {
	s := TableSchema{Missing: []string{""}}
	for _, f := range Fields() {
		x := SchemaField{Name: f.String(), Type: "string", Title: titles[f]}
		switch f {
		case Date:
			x.Type = "date"
		case Amount:
			x.Type, x.Constraints = "number", map[string]bool{"required": true}
		}
		s.Fields = append(s.Fields, x)
	}
	return s
}
