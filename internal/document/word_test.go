package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/fault"
)

func written(t testing.TB, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWord(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWordComesBackAsItWas(t *testing.T) {
	want := sample()
	got, err := Word(written(t, want))
	if err != nil {
		t.Fatal(err)
	}
	want.Created = got.Created // the reader does not read when
	for i, b := range want.Blocks {
		if table, ok := b.(Table); ok {
			table.HeadColumn = false // nor which column names the others
			want.Blocks[i] = table
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWordIsTheSameOnEveryRun(t *testing.T) {
	if !bytes.Equal(written(t, sample()), written(t, sample())) {
		t.Error("two runs differ")
	}
}

// TestWordPartsHoldTogether: every part is well-formed, declared, and every
// relation leads to something.
func TestWordPartsHoldTogether(t *testing.T) {
	data := written(t, sample())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		if !f.Modified.Equal(NoTime) {
			t.Errorf("%s is said to be of %s", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
		if err := wellFormed(body); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for name := range parts {
		if strings.HasSuffix(name, ".rels") || name == "[Content_Types].xml" {
			continue
		}
		if !strings.Contains(parts["[Content_Types].xml"], `PartName="/`+name+`"`) {
			t.Errorf("%s is not declared", name)
		}
	}
	for _, l := range relations([]byte(parts["word/_rels/document.xml.rels"])) {
		inner := l.id == "styles" || l.id == "numbering" || l.id == "settings"
		if inner && parts["word/"+l.target] == "" {
			t.Errorf("relation %s leads nowhere", l.id)
		}
		if !inner && !strings.Contains(parts["word/document.xml"], `r:id="`+l.id+`"`) {
			t.Errorf("relation %s is not used", l.id)
		}
	}
	if !strings.Contains(parts["word/styles.xml"], `w:lang w:val="sv-SE"`) {
		t.Error("the paper does not say its language")
	}
}

func wellFormed(body []byte) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestWordOfOthers(t *testing.T) {
	styles := `<w:styles ` + wordSpaces + `>
		<w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
		<w:style w:styleId="Egen"><w:name w:val="Egen"/><w:basedOn w:val="Rubrik1"/></w:style>
		<w:style w:styleId="Punkt"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="7"/>
		</w:numPr></w:pPr></w:style></w:styles>`
	numbering := `<w:numbering ` + wordSpaces + `><w:abstractNum w:abstractNumId="3">
		<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
		<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>`
	rels := `<Relationships xmlns="x"><Relationship Id="rId4" Type="y/hyperlink"
		Target="https://example.se/" TargetMode="External"/></Relationships>`
	p := func(s string) string { return "<w:p>" + s + "</w:p>" }
	r := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	for name, c := range map[string]struct{ body, want string }{
		"heading by style": {p(`<w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>` + r("Syfte")),
			"# Syfte\n"},
		"heading by base": {p(`<w:pPr><w:pStyle w:val="Egen"/></w:pPr>` + r("Syfte")),
			"# Syfte\n"},
		"list by style": {p(`<w:pPr><w:pStyle w:val="Punkt"/></w:pPr>` + r("Ett")),
			"- Ett\n"},
		"link": {p(`<w:hyperlink r:id="rId4">` + r("här") + `</w:hyperlink>`),
			"[här](https://example.se/)\n"},
		"link without address": {p(`<w:hyperlink w:anchor="x">` + r("här") + `</w:hyperlink>`),
			"här\n"},
		"link as a field": {p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK ` +
			`"https://example.se/a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			r("dit") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r("!")),
			"[dit](https://example.se/a)!\n"},
		"deleted text": {p(r("kvar") + `<w:del><w:r><w:delText>borta</w:delText></w:r></w:del>` +
			`<w:ins>` + r(" ny") + `</w:ins>`), "kvar ny\n"},
		"text box once": {p(`<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>` +
			p(r("ruta")) +
			`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>` + p(r("ruta")) +
			`</w:pict></mc:Fallback></mc:AlternateContent></w:r>` + r("efter")), "ruta\n\nefter\n"},
		"content control": {`<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>` + p(r("inne")) +
			`</w:sdtContent></w:sdt>`, "inne\n"},
		"nested table": {`<w:tbl><w:tr><w:tc>` + p(r("Tid")) + `</w:tc><w:tc><w:tbl><w:tr><w:tc>` +
			p(r("kl. 13")) + `</w:tc></w:tr></w:tbl>` + p("") + `</w:tc></w:tr></w:tbl>`,
			"Tid: kl. 13\n"},
	} {
		d, err := Word(wordOf(t, c.body, "word/styles.xml", styles, "word/numbering.xml", numbering,
			"word/_rels/document.xml.rels", rels))
		if got := d.Plain(); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

// TestWordBombs is N-22: archives and XML that grow without end are refused,
// and no entity is expanded or fetched.
func TestWordBombs(t *testing.T) {
	paragraphs := strings.Repeat("<w:p><w:r><w:t>"+strings.Repeat("a", 1<<16)+"</w:t></w:r></w:p>",
		90)
	laughs := `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document ` + wordSpaces +
		`><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`
	outside := `<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`
	for name, c := range map[string]struct {
		data []byte
		want fault.Kind
	}{
		"part that unpacks beyond the limit": {zipped(t, "word/document.xml",
			strings.Repeat(" ", maxPart+1)), fault.TooLarge},
		"more text than we take": {wordOf(t, paragraphs), fault.TooLarge},
		"billion laughs":         {zipped(t, "word/document.xml", laughs), fault.Invalid},
		"outside entity":         {zipped(t, "word/document.xml", outside), fault.Invalid},
		"deep elements":          {wordOf(t, strings.Repeat("<w:sdt>", 100_000)), fault.Invalid},
		"cut short": {zipped(t, "word/document.xml", "<w:document><w:body>"),
			fault.Invalid},
		"no main part": {zipped(t, "mimetype", "application/zip"), fault.Invalid},
		"main part missing": {zipped(t, "_rels/.rels", `<r><Relationship Id="a" `+
			`Type="/officeDocument" Target="../../etc/passwd"/></r>`), fault.Invalid},
		"no archive": {[]byte("PK\x03\x04 no"), fault.Invalid},
	} {
		if d, err := Word(c.data); fault.Of(err) != c.want {
			t.Errorf("%s: %v, %v", name, err, len(d.Blocks))
		}
	}
	many := make([]string, 0, 2*(maxParts+1))
	for i := range maxParts + 1 {
		many = append(many, strings.Repeat("a", i%50+1)+string(rune('A'+i%26)), "")
	}
	if _, err := Word(zipped(t, many...)); fault.Of(err) != fault.TooLarge {
		t.Errorf("many parts: %v", err)
	}
}

func FuzzWord(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>a</w:t></w:r></w:p>`, `<w:styles/>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`, ``)
	f.Add(`<w:p><w:hyperlink r:id="x"><w:r><w:t>a</w:t><w:br/></w:r></w:hyperlink></w:p>`, `<x`)
	f.Add(`<w:p><w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr></w:pPr>`+
		`<w:r><w:t>i</w:t></w:r></w:p>`, ``)
	f.Fuzz(func(t *testing.T, body, styles string) {
		d, err := Word(wordOf(t, body, "word/styles.xml", styles))
		if err != nil {
			return
		}
		// What was read can be written, and reads the same the second time.
		again, err := Word(written(t, d))
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, err := Word(written(t, again)); err != nil {
			t.Fatal(err)
		}
	})
}
