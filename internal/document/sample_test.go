package document

import (
	"archive/zip"
	"bytes"
	"testing"
	"time"
)

// sample is a paper with everything in it.
func sample() Document {
	return Document{
		Title: "Inbjudan till samråd om öppna data", Language: "sv-SE",
		Author: "Exempeldepartementet", Subject: "Samråd den 12 december 2023",
		Created: time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC),
		Blocks: []Block{
			Heading{1, Plain("Inbjudan till samråd om öppna data")},
			Table{HeadColumn: true, Rows: [][]Text{
				{Plain("Tid och datum"), Plain("12 december 2023 kl. 13.00–14.30")},
				{Plain("Anmälan"), {{Text: "samrad@example.se", Link: "mailto:samrad@example.se"}}},
			}},
			Heading{2, Plain("Bakgrund")},
			Paragraph{Text{{Text: "Handlingsplanen finns "},
				{Text: "här", Link: "https://example.se/plan?a=1&b=2"}, {Text: " & på begäran."}}},
			List{Items: []Item{
				{Text: Plain("Information")},
				{Text: Plain("Diskussion"), Below: []List{{Ordered: true, Items: []Item{
					{Text: Plain("Syften och nyttor")}, {Text: Plain("Öppna <mängder>")},
				}}}},
			}},
			Heading{3, Plain("Hölje och får å ä ö Å Ä Ö é đ ŋ")},
			Paragraph{Text{{Text: "Viktigt", Strong: true}, {Text: ": rad ett\nrad två"}}},
			List{Ordered: true, Items: []Item{{Text: Plain("Först")}, {Text: Plain("Sedan")}}},
			Table{HeadRow: true, Rows: [][]Text{
				{Plain("Del"), Plain("Tid"), Plain("Vem")},
				{Plain("Information"), Plain("13.00"), Plain("Exempelmyndigheten")},
			}},
		},
	}
}

// zipped makes an archive of parts, name and body by turns.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wordOf makes a .docx of what stands inside w:body.
func wordOf(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{"word/document.xml",
		`<w:document ` + wordSpaces + ` xmlns:mc="http://schemas.openxmlformats.org/` +
			`markup-compatibility/2006"><w:body>` + body + `</w:body></w:document>`}, parts...)...)
}
