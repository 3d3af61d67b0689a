package document

import (
	"fmt"
	"strings"
)

const (
	wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	wordContentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="` + officeType +
		`extended-properties+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.` +
		`core-properties+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType +
		`document.main+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="` + wordType + `numbering+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/></Types>`
	officeType = `application/vnd.openxmlformats-officedocument.`
	wordType   = officeType + `wordprocessingml.`

	wordRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/` +
		`relationships/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/` +
		`relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="app" Type="http://schemas.openxmlformats.org/officeDocument/2006/` +
		`relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`

	wordApplication = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/` +
		`extended-properties"><Application>Insyn</Application></Properties>`

	wordDocumentStart = `<w:document ` + wordSpaces + `><w:body>` + "\n"
	wordDocumentEnd   = `<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" ` +
		`w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`

	// wordFooter is the page number the Swedish way: 1 (3).
	wordFooter = `<w:ftr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> (</w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>NUMPAGES</w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>)</w:t></w:r></w:p></w:ftr>`

	wordSettings = `<w:settings ` + wordSpaces +
		`><w:compat><w:compatSetting w:name="compatibilityMode" ` +
		`w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="%s"/></w:settings>`

	wordTableStart = `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9070" w:type="dxa"/>` +
		`<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="%d" w:lastRow="0" ` +
		`w:firstColumn="%d" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`
)

// wordStyles gives the styles: text, headings 1 to 6, lists, links, tables.
func wordStyles(language string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>`+
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>`+
		`<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="%s" w:eastAsia="%s" w:bidi="ar-SA"/>`+
		`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" `+
		`w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
		wordSpaces, escaped(language), escaped(language))
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal">` +
		`<w:name w:val="Normal"/><w:qFormat/></w:style>`)
	for i, size := range []int{40, 30, 26, 24, 22, 22} {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Heading%[1]d">`+
			`<w:name w:val="heading %[1]d"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>`+
			`<w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="%[2]d" w:after="120" `+
			`w:line="259" w:lineRule="auto"/><w:outlineLvl w:val="%[3]d"/></w:pPr>`+
			`<w:rPr><w:b/><w:sz w:val="%[4]d"/><w:szCs w:val="%[4]d"/></w:rPr></w:style>`,
			i+1, size*12, i, size)
	}
	for _, s := range []struct{ id, name, pPr, rPr string }{
		{"ListBullet", "List Bullet", `<w:numPr><w:numId w:val="1"/></w:numPr>` + closeTogether,
			""},
		{"ListNumber", "List Number", closeTogether, ""},
		{"TableText", "Table Text", `<w:spacing w:before="40" w:after="40"/>`, ""},
		{"TableHead", "Table Head", `<w:spacing w:before="40" w:after="40"/>`, `<w:b/>`},
		{"Footer", "footer", `<w:jc w:val="right"/>`, `<w:sz w:val="18"/>`},
	} {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>`+
			`<w:basedOn w:val="Normal"/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
			s.id, s.name, s.pPr, s.rPr)
	}
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">` +
		`<w:name w:val="Default Paragraph Font"/></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>` +
		`<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/>` +
		`</w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>` +
		`<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>` +
		`<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>` +
		`<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` + tableLines +
		`</w:tblBorders></w:tblPr></w:style></w:styles>`)
	return b.String()
}

const (
	closeTogether = `<w:spacing w:after="80"/><w:contextualSpacing/>`
	tableLines    = `<w:top w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>` +
		`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>` +
		`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>`
)

// numbering gives list 1, with bullets, and one numbered list for each in the
// paper, so that every one starts at 1.
func (b *wordBody) numbering() string {
	var n strings.Builder
	n.WriteString(`<w:numbering ` + wordSpaces + `>`)
	for i, bullet := range []bool{true, false} {
		fmt.Fprintf(&n,
			`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="hybridMultilevel"/>`, i)
		for level := range 9 {
			format, text := "decimal", fmt.Sprintf("%%%d.", level+1)
			if bullet {
				format, text = "bullet", []string{"•", "–"}[level%2]
			}
			fmt.Fprintf(&n, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>`+
				`<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="397"/>`+
				`</w:pPr></w:lvl>`, level, format, text, 397*(level+1))
		}
		n.WriteString(`</w:abstractNum>`)
	}
	n.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range b.ordered {
		fmt.Fprintf(&n, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/>`, i+2)
		for level := range 9 {
			fmt.Fprintf(&n,
				`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="1"/></w:lvlOverride>`, level)
		}
		n.WriteString(`</w:num>`)
	}
	n.WriteString(`</w:numbering>`)
	return n.String()
}
