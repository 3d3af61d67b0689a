package document

import (
	"archive/zip"
	"compress/flate"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// NoTime stands for the time of a file in an archive that is to be the same
// bytes in every run. It is the first that the format can say: none at all would
// be read as the day 0 of the month 0, which some programs refuse.
var NoTime = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// WriteWord writes d as an Office Open XML paper (ECMA-376): real heading and
// list styles, links, the paper's language, A4, page numbers. The same document
// gives the same bytes.
func WriteWord(w io.Writer, d Document) error {
	b := wordBody{links: map[string]string{}}
	for _, block := range d.filled() {
		b.block(block)
	}
	parts := []struct{ name, body string }{
		{"[Content_Types].xml", wordContentTypes},
		{"_rels/.rels", wordRelations},
		{"docProps/app.xml", wordApplication},
		{"docProps/core.xml", coreProperties(d)},
		{"word/_rels/document.xml.rels", b.relations()},
		{"word/document.xml", wordDocumentStart + b.String() + wordDocumentEnd},
		{"word/footer1.xml", wordFooter},
		{"word/numbering.xml", b.numbering()},
		{"word/settings.xml", fmt.Sprintf(wordSettings, escaped(d.language()))},
		{"word/styles.xml", wordStyles(d.language())},
	}
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate,
			Modified: NoTime})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, xml.Header+p.body); err != nil {
			return err
		}
	}
	return z.Close()
}

// language gives the language of d, Swedish where it says none.
func (d Document) language() string {
	if d.Language == "" {
		return "sv-SE"
	}
	return d.Language
}

// A wordBody gathers the text of the main part and the links it leads to.
type wordBody struct {
	strings.Builder
	links   map[string]string // address → relation
	order   []string          // addresses by number
	ordered int               // numbered lists so far
}

func (b *wordBody) block(block Block) {
	switch v := block.(type) {
	case Heading:
		b.paragraph(fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, min(max(v.Level, 1), 6)), v.Text)
	case Paragraph:
		b.paragraph("", v.Text)
	case List:
		b.list(v, 0)
	case Table:
		b.table(v)
	}
}

func (b *wordBody) list(l List, level int) {
	style, number := "ListBullet", 1
	if l.Ordered {
		b.ordered++
		style, number = "ListNumber", 1+b.ordered
	}
	level = min(level, 8)
	properties := fmt.Sprintf(`<w:pStyle w:val="%s"/><w:numPr><w:ilvl w:val="%d"/>`+
		`<w:numId w:val="%d"/></w:numPr>`, style, level, number)
	for _, item := range l.Items {
		b.paragraph(properties, item.Text)
		for _, below := range item.Below {
			b.list(below, level+1)
		}
	}
}

func (b *wordBody) paragraph(properties string, text Text) {
	b.WriteString("<w:p>")
	if properties != "" {
		b.WriteString("<w:pPr>" + properties + "</w:pPr>")
	}
	for _, r := range text {
		b.run(r)
	}
	b.WriteString("</w:p>\n")
}

func (b *wordBody) run(r Run) {
	address, form := followed(r.Link), ""
	if address != "" {
		fmt.Fprintf(b, `<w:hyperlink r:id="%s" w:history="1">`, b.relation(address))
		form = `<w:rStyle w:val="Hyperlink"/>`
	}
	if r.Strong {
		form += "<w:b/>"
	}
	if r.Language != "" {
		form += `<w:lang w:val="` + escaped(r.Language) + `"/>`
	}
	if form != "" {
		form = "<w:rPr>" + form + "</w:rPr>"
	}
	b.WriteString("<w:r>" + form)
	for i, line := range strings.Split(clean(r.Text), "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				b.WriteString("<w:tab/>")
			}
			if piece != "" {
				b.WriteString(`<w:t xml:space="preserve">` + escaped(piece) + "</w:t>")
			}
		}
	}
	b.WriteString("</w:r>")
	if address != "" {
		b.WriteString("</w:hyperlink>")
	}
}

func (b *wordBody) relation(address string) string {
	id, ok := b.links[address]
	if !ok {
		id = fmt.Sprintf("link%d", len(b.links)+1)
		b.links[address] = id
		b.order = append(b.order, address)
	}
	return id
}

func (b *wordBody) table(t Table) {
	columns := 0
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	widths := wordColumns(columns, t.HeadColumn)
	fmt.Fprintf(b, wordTableStart, bit(t.HeadRow), bit(t.HeadColumn))
	for _, width := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, width)
	}
	b.WriteString("</w:tblGrid>")
	for i, row := range t.Rows {
		head := t.HeadRow && i == 0
		b.WriteString("<w:tr><w:trPr><w:cantSplit/>")
		if head {
			b.WriteString("<w:tblHeader/>")
		}
		b.WriteString("</w:trPr>")
		for c := range columns {
			var cell Text
			if c < len(row) {
				cell = row[c]
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[c])
			style := "TableText"
			if head || t.HeadColumn && c == 0 {
				style = "TableHead"
			}
			b.paragraph(`<w:pStyle w:val="`+style+`"/>`, cell)
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>\n<w:p/>\n") // Word wants a paragraph between tables
}

// wordColumns shares the width of the page, in twentieths of a point.
func wordColumns(n int, head bool) []int {
	const page = 9070
	widths := make([]int, n)
	rest, others := page, n
	if head && n > 1 {
		widths[0] = page * 3 / 10
		rest, others = page-widths[0], n-1
	}
	for i := n - others; i < n; i++ {
		widths[i] = rest / others
	}
	return widths
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

func coreProperties(d Document) string {
	var b strings.Builder
	b.WriteString(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/` +
		`metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range []struct{ name, value string }{
		{"dc:title", d.Title}, {"dc:subject", d.Subject}, {"dc:creator", d.Author},
		{"dc:language", d.language()},
	} {
		if p.value != "" {
			b.WriteString("<" + p.name + ">" + escaped(clean(p.value)) + "</" + p.name + ">")
		}
	}
	if !d.Created.IsZero() {
		at := d.Created.UTC().Format(time.RFC3339)
		for _, name := range []string{"created", "modified"} {
			fmt.Fprintf(&b, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`, name, at, name)
		}
	}
	b.WriteString("</cp:coreProperties>")
	return b.String()
}

// relations lists what the main part leads to.
func (b *wordBody) relations() string {
	var r strings.Builder
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	r.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, part := range []string{"styles", "numbering", "settings"} {
		fmt.Fprintf(&r, `<Relationship Id="%s" Type="%s%s" Target="%s.xml"/>`, part, kinds, part,
			part)
	}
	fmt.Fprintf(&r, `<Relationship Id="footer1" Type="%sfooter" Target="footer1.xml"/>`, kinds)
	for _, address := range b.order {
		fmt.Fprintf(&r,
			`<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`,
			b.links[address], kinds, escaped(address))
	}
	r.WriteString("</Relationships>")
	return r.String()
}

// escaped makes text fit for XML.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
