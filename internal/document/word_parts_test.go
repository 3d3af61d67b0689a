package document

import (
	"strings"
	"testing"
)

func TestHeadingsByName(t *testing.T) {
	for name, want := range map[string]int{"heading 1": 1, "Heading 3": 3, "Title": 1,
		"heading 10": 0,
		"heading x":  0, "Normal": 0, "": 0, "heading 9": 9} {
		if got := headingName(name); got != want {
			t.Errorf("%q: %d, want %d", name, got, want)
		}
	}
	for level, want := range map[string]int{"0": 1, "8": 9, "9": 0, "-1": 0, "x": 0} {
		if got := outline(level); got != want {
			t.Errorf("outline %q: %d, want %d", level, got, want)
		}
	}
}

func TestStylesThatLeanOnEachOtherInACircle(t *testing.T) {
	styles, language := readStyles([]byte(`<w:styles ` + wordSpaces + `><w:docDefaults><w:rPrDefault><w:rPr>
		<w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>
		<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>
		<w:style w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`))
	if styles["A"].heading != 2 || styles["B"].heading != 2 || language != "fi-FI" {
		t.Errorf("%+v, %q", styles, language)
	}
}

// TestPartsThatCannotBeReadAreDoneWithout: a paper with broken styles,
// numbering, relations or properties is read all the same.
func TestPartsThatCannotBeReadAreDoneWithout(t *testing.T) {
	for _, broken := range []string{"", "<", "<a>", "<a><b></a>", "<!DOCTYPE a><a/>", "\x00"} {
		d, err := Word(wordOf(t,
			`<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr><w:r><w:t>hej</w:t></w:r></w:p>`,
			"word/styles.xml", broken, "word/numbering.xml", broken, "docProps/core.xml", broken,
			"word/_rels/document.xml.rels", broken))
		if err != nil || d.Plain() != "hej\n" {
			t.Errorf("%q: %q, %v", broken, d.Plain(), err)
		}
	}
}

func TestRelationsLeadInsideTheArchive(t *testing.T) {
	for target, want := range map[string]string{"styles.xml": "word/styles.xml",
		"/word/s.xml":         "/word/s.xml",
		"../../../etc/passwd": "../../etc/passwd"} {
		if got := (relation{target: target}).from("word/"); got != want {
			t.Errorf("%q: %q", target, got)
		}
	}
	a, err := openArchive(zipped(t, "etc/passwd", "inside", "Word/Styles.xml", "styles"))
	if err != nil {
		t.Fatal(err)
	}
	// A path that climbs out ends at the top of the archive: there is no other folder.
	if body, err := a.part("../../etc/passwd"); err != nil || string(body) != "inside" {
		t.Errorf("%q, %v", body, err)
	}
	if body, err := a.part("/word/styles.xml"); err != nil || string(body) != "styles" {
		t.Errorf("%q, %v", body, err)
	}
	if body, err := a.part("none"); err != nil || body != nil {
		t.Errorf("%q, %v", body, err)
	}
}

func TestFieldsThatLead(t *testing.T) {
	for instruction, want := range map[string]string{
		` HYPERLINK "https://example.se/a b" \o "tips"`: "https://example.se/a b",
		`HYPERLINK https://example.se/`:                 "https://example.se/",
		`HYPERLINK \l "Bokmärke"`:                       "",
		`PAGE`:                                          "", ``: "", `HYPERLINK`: "",
		`HYPERLINK "`: "",
	} {
		if got := linkOfField(instruction); got != want {
			t.Errorf("%q: %q", instruction, got)
		}
	}
	f := field{}
	f.mark("end") // more ends than begins
	f.mark("begin")
	f.instruction(strings.Repeat("x", 5000))
	f.instruction("y")
	f.mark("separate")
	f.mark("end")
	if f.depth != 0 || f.address != "" || f.words.Len() > 5000 {
		t.Errorf("%+v", f)
	}
}

func TestWordSaysItsProperties(t *testing.T) {
	d, err := Word(wordOf(t, "<w:p/>", "docProps/core.xml", `<cp:coreProperties xmlns:cp="a" xmlns:dc="b">
		<dc:title> Samråd </dc:title><dc:creator>Exempeldepartementet</dc:creator>
		<dc:subject>Om data</dc:subject><dc:language>sv-SE</dc:language></cp:coreProperties>`))
	if err != nil || d.Title != "Samråd" || d.Author != "Exempeldepartementet" ||
		d.Subject != "Om data" ||
		d.Language != "sv-SE" || len(d.Blocks) != 0 {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestTablesOfWord(t *testing.T) {
	cell := func(s string) string {
		return "<w:tc><w:p><w:r><w:t>" + s +
			"</w:t></w:r></w:p></w:tc>"
	}
	d, err := Word(wordOf(t,
		`<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr>`+cell("Tid")+cell("Punkt")+
			cell("Vem")+`</w:tr><w:tr>`+cell("13.00")+cell("Start")+`<w:tc><w:p/></w:tc></w:tr><w:tr/></w:tbl>`))
	if err != nil || len(d.Blocks) != 1 {
		t.Fatalf("%+v, %v", d, err)
	}
	table := d.Blocks[0].(Table)
	if !table.HeadRow || len(table.Rows) != 2 || d.Plain() != "Tid | Punkt | Vem\n13.00 | Start\n" {
		t.Errorf("%+v: %q", table, d.Plain())
	}
}

func TestCharactersThatAreElements(t *testing.T) {
	d, err := Word(wordOf(t,
		`<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>`+
			`<w:t xml:space="preserve"> d</w:t><w:softHyphen/><w:footnoteReference w:id="1"/></w:r></w:p>`))
	if err != nil || d.Plain() != "a\tb\nc\u2011 d\n" {
		t.Errorf("%q, %v", d.Plain(), err)
	}
}
