package document

import (
	"bytes"
	"testing"
)

func TestWordsAreWithoutMarks(t *testing.T) {
	d := Document{Blocks: []Block{Heading{1, Plain("Rubrik")}, Paragraph{Text{{Text: "Läs "},
		{Text: "mer", Link: "https://www.example.se"}}}, Paragraph{Plain(" ")},
		List{Items: []Item{{Plain("ett"), []List{{Items: []Item{{Text: Plain("två")}}}}}}},
		Table{Rows: [][]Text{{Plain("a"), Plain("b")}}}}}
	const want = "Rubrik\n\nLäs mer\n\nett\n\ntvå\n\na\n\nb"
	if got := d.Words(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var file bytes.Buffer
	if err := WriteWord(&file, d); err != nil {
		t.Fatal(err)
	}
	if got, err := Words("a.docx", file.Bytes()); err != nil || got != want {
		t.Errorf("from a Word file: %q, %v", got, err)
	}
	if got, err := Words("a.txt", []byte("rad\r\nrad")); err != nil || got != "rad\nrad" {
		t.Errorf("from a text: %q, %v", got, err)
	}
	if _, err := Words("a.pdf", []byte("%PDF-1.7")); err == nil {
		t.Error("a PDF file is read")
	}
}
