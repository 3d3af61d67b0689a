package document

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"pgregory.net/rapid"

	"insyn/internal/trial"
)

func pdfOf(t interface{ Fatal(...any) }, d Document) []byte {
	var b bytes.Buffer
	if err := WritePDF(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// long is a sample of several pages.
func long() Document {
	d := sample()
	for i := range 12 {
		d.Blocks = append(d.Blocks, Heading{2, Plain(fmt.Sprintf("Avsnitt %d", i+1))},
			Paragraph{Plain(strings.Repeat("Samråd hålls två gånger om året. ", 20))})
	}
	return d
}

func TestPDFIsTheSameOnEveryRun(t *testing.T) {
	if !bytes.Equal(pdfOf(t, long()), pdfOf(t, long())) {
		t.Error("two runs differ")
	}
}

var (
	objectStart = regexp.MustCompile(`(?m)^(\d+) 0 obj$`)
	reference   = regexp.MustCompile(`(\d+) 0 R`)
	streamBody  = regexp.MustCompile(`(?s)/FlateDecode /Length \d+ >>\nstream\n(.*?)\nendstream`)
)

// checkPDF holds a file against the rules that a viewer and PDF/UA lean on.
func checkPDF(t interface{ Fatalf(string, ...any) }, pdf []byte) {
	text := string(pdf)
	at := strings.LastIndex(text, "startxref\n")
	start, err := strconv.Atoi(strings.SplitN(text[at+10:], "\n", 2)[0])
	if err != nil || !strings.HasPrefix(text[start:], "xref\n0 ") {
		t.Fatalf("the table is not where the file says: %v", err)
	}
	rows := strings.Split(text[start:at], "\n")[2:]
	defined := map[string]bool{}
	for _, m := range objectStart.FindAllStringSubmatchIndex(text, -1) {
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		if n >= len(rows) || rows[n] != fmt.Sprintf("%010d 00000 n ", m[0]) {
			t.Fatalf("object %d stands at %d, the table says otherwise", n, m[0])
		}
		defined[text[m[2]:m[3]]] = true
	}
	for _, m := range reference.FindAllStringSubmatch(streamBody.ReplaceAllString(text, ""), -1) {
		if !defined[m[1]] {
			t.Fatalf("object %s is referred to and not there", m[1])
		}
	}
	for _, want := range []string{"/Marked true", "/DisplayDocTitle true", "/Lang (",
		"/StructTreeRoot",
		"<pdfuaid:part>1</pdfuaid:part>", "/ID [<"} {
		if !strings.Contains(text, want) {
			t.Fatalf("%s is missing", want)
		}
	}
	if n := strings.Count(text, "/Subtype /Link"); n != strings.Count(text, "/Type /OBJR") ||
		n != strings.Count(text, "/Contents <FEFF") {
		t.Fatalf("%d links, not all tagged and described", n)
	}
	last := 0
	for _, m := range regexp.MustCompile(`/S /H(\d)`).FindAllStringSubmatch(text, -1) {
		level, _ := strconv.Atoi(m[1])
		if level > last+1 {
			t.Fatalf("a heading of level %d follows one of level %d", level, last)
		}
		last = level
	}
}

var (
	shownText  = regexp.MustCompile(`/ActualText <FEFF([0-9A-F]+)>|<([0-9A-F]+)> Tj|/F(\d) |/(Artifact) BMC|/MCID (\d+)`)
	mapping    = regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]+)>$`)
	textMatrix = regexp.MustCompile(`/F(\d) (\S+) Tf (\S+) (\S+) Td`)
)

// wordsOf reads the text of a PDF back, through its own tables of characters,
// without space and without what is decoration.
func wordsOf(t interface{ Fatalf(string, ...any) }, pdf []byte) string {
	var contents, tables []string
	for _, m := range streamBody.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			t.Fatalf("stream: %v", err)
		}
		body, err := io.ReadAll(z)
		if err != nil {
			t.Fatalf("stream: %v", err)
		}
		switch s := string(body); {
		case strings.Contains(s, "begincmap"):
			tables = append(tables, s)
		case strings.Contains(s, " Tf "):
			contents = append(contents, s)
		}
	}
	var fonts []map[string]string
	for _, s := range tables {
		f := map[string]string{}
		for _, m := range mapping.FindAllStringSubmatch(s, -1) {
			f[m[1]] = fromHex(m[2])
		}
		fonts = append(fonts, f)
	}
	var b strings.Builder
	for _, s := range contents {
		font, actual, artifact := 0, "", false
		for _, m := range shownText.FindAllStringSubmatch(s, -1) {
			switch {
			case m[1] != "":
				actual = fromHex(m[1])
			case m[3] != "":
				font, _ = strconv.Atoi(m[3])
			case m[4] != "":
				artifact = true
			case m[5] != "":
				artifact = false
			case artifact:
			case actual != "":
				b.WriteString(actual)
				actual = ""
			default:
				for i := 0; i < len(m[2]); i += 4 {
					b.WriteString(fonts[font-1][m[2][i:i+4]])
				}
			}
		}
	}
	return squeezed(b.String())
}

func fromHex(s string) string {
	raw, err := hex.DecodeString(s)
	if err != nil {
		return "?"
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

// squeezed leaves out all space.
func squeezed(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

// wordsIn gives the words of a document in the order of its blocks, marks of
// lists included.
func wordsIn(d Document) string {
	var b strings.Builder
	var list func(List, int)
	list = func(l List, depth int) {
		for i, item := range l.Items {
			mark := []string{"•", "–"}[depth%2]
			if l.Ordered {
				mark = strconv.Itoa(i+1) + "."
			}
			b.WriteString(mark + clean(item.Text.String()))
			for _, below := range item.Below {
				list(below, depth+1)
			}
		}
	}
	for _, block := range d.Blocks {
		switch v := block.(type) {
		case Heading:
			b.WriteString(clean(v.Text.String()))
		case Paragraph:
			b.WriteString(clean(v.Text.String()))
		case List:
			list(v, 0)
		case Table:
			for _, row := range v.Rows {
				for _, c := range row {
					b.WriteString(clean(c.String()))
				}
			}
		}
	}
	return squeezed(b.String())
}

func TestPDFHoldsTogether(t *testing.T) {
	for name, d := range map[string]Document{"empty": {}, "sample": sample(), "long": long()} {
		pdf := pdfOf(t, d)
		checkPDF(t, pdf)
		if got, want := wordsOf(t, pdf), wordsIn(d); got != want {
			t.Errorf("%s: text differs:\n%s\n%s", name, got, want)
		}
	}
}

// texts draws text that papers may hold, with what fonts lack among it.
func texts(t *rapid.T) Text {
	var text Text
	for range rapid.IntRange(0, 4).Draw(t, "runs") {
		text = append(text, Run{
			Text: rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"samråd ", "öppna data",
				"\n", "a\u0308",
				strings.Repeat("lång ", 40), strings.Repeat("x", 200)})).Draw(t, "text"),
			Link: rapid.SampledFrom([]string{"", "", "https://example.se/å",
				"mailto:a@example.se", "javascript:x", "#"}).Draw(t, "link"),
			Strong: rapid.Bool().Draw(t, "strong"),
		})
	}
	return text
}

// documents draws papers of any shape.
func documents(t *rapid.T) Document {
	d := Document{Title: rapid.String().Draw(t, "title"), Language: "sv-SE"}
	for range rapid.IntRange(0, 12).Draw(t, "blocks") {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			d.Blocks = append(d.Blocks, Heading{rapid.IntRange(1, 6).Draw(t, "level"), texts(t)})
		case 1:
			d.Blocks = append(d.Blocks, Paragraph{texts(t)})
		case 2:
			l := List{Ordered: rapid.Bool().Draw(t, "ordered")}
			for range rapid.IntRange(0, 4).Draw(t, "items") {
				l.Items = append(l.Items, Item{Text: texts(t),
					Below: []List{{Items: []Item{{Text: texts(t)}}}}})
			}
			d.Blocks = append(d.Blocks, l)
		default:
			table := Table{HeadRow: rapid.Bool().Draw(t, "row"), HeadColumn: rapid.Bool().Draw(t,
				"column")}
			for range rapid.IntRange(0, 4).Draw(t, "rows") {
				var row []Text
				for range rapid.IntRange(0, 4).Draw(t, "cells") {
					row = append(row, texts(t))
				}
				table.Rows = append(table.Rows, row)
			}
			d.Blocks = append(d.Blocks, table)
		}
	}
	return d
}

// TestEveryPaperCanBeSet: whatever the blocks, the PDF holds together and
// nothing stands outside the page, and the Word file can be read.
func TestEveryPaperCanBeSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := documents(t)
		pdf := pdfOf(t, d)
		checkPDF(t, pdf)
		for _, m := range streamBody.FindAllSubmatch(pdf, -1) {
			z, err := zlib.NewReader(bytes.NewReader(m[1]))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range textMatrix.FindAllSubmatch(body, -1) {
				x, _ := strconv.ParseFloat(string(p[3]), 64)
				y, _ := strconv.ParseFloat(string(p[4]), 64)
				if x < marginSide-0.1 || x > pageWidth-marginSide+0.1 || y < 40 ||
					y > pageHeight-40 {
					t.Fatalf("text at %.0f, %.0f", x, y)
				}
			}
		}
		var word bytes.Buffer
		if err := WriteWord(&word, d); err != nil {
			t.Fatal(err)
		}
		if _, err := Word(word.Bytes()); err != nil {
			t.Fatal(err)
		}
	})
}

// TestPDFByOthers: poppler reads the text, the tags in order, the fonts.
func TestPDFByOthers(t *testing.T) {
	for _, tool := range []string{"pdfinfo", "pdffonts", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			trial.Lacking(t, tool, "Install poppler-utils.")
		}
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, pdfOf(t, long()), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	if info := run("pdfinfo", path); !strings.Contains(info,
		"Inbjudan till samråd om öppna data") ||
		!regexp.MustCompile(`Tagged: +yes`).MatchString(info) {
		t.Errorf("pdfinfo: %s", info)
	}
	text := run("pdftotext", path, "-")
	for _, want := range []string{"Tid och datum", "12 december 2023 kl. 13.00–14.30", "đ ŋ",
		"Öppna <mängder>"} {
		if !strings.Contains(text, want) {
			t.Errorf("pdftotext does not find %q", want)
		}
	}
	tree := run("pdfinfo", "-struct-text", path)
	at := 0
	for _, want := range []string{"H1", "Table", "TH", "/Scope /Row", `"Tid och datum"`, "TD",
		"Link", "H2", `"Bakgrund"`,
		`"Handlingsplanen finns "`, `"här"`, `"Diskussion"`, "/ListNumbering /Decimal", `"1."`,
		`"Syften och nyttor"`,
		"H3", "/Scope /Column", `"Exempelmyndigheten"`, `"Avsnitt 12"`} {
		i := strings.Index(tree[at:], want)
		if i < 0 {
			t.Fatalf("the tree has no %s after %d", want, at)
		}
		at += i
	}
	for i, line := range strings.Split(strings.TrimSpace(run("pdffonts", path)), "\n") {
		if i > 1 && !strings.Contains(line, "yes yes yes") {
			t.Errorf("not embedded, not in part, or without characters: %s", line)
		}
	}
}

func BenchmarkWritePDF(b *testing.B) {
	d := long()
	for b.Loop() {
		if err := WritePDF(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
