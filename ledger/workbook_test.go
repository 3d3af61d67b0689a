package ledger

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// aWorkbook is a workbook with a row.
func aWorkbook(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for at, text := range map[string]string{"A1": "leverantor", "B1": "datum", "C1": "belopp",
		"A2": "Exempel", "B2": "2024-01-31", "C2": "1,00"} {
		if err := book.SetCellValue("Sheet1", at, text); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A trapdoor is a file that panics when it has been read so many times: what
// the library does with a workbook that is made to be misread.
type trapdoor struct {
	io.ReaderAt
	left int
}

func (d *trapdoor) ReadAt(p []byte, at int64) (int, error) {
	if d.left--; d.left < 0 {
		panic("misread")
	}
	return d.ReaderAt.ReadAt(p, at)
}

// isBroken holds that err says that the workbook is broken.
func isBroken(t *testing.T, where string, err error) {
	t.Helper()
	var unread *Unread
	if !errors.As(err, &unread) || unread.Reason != "broken-workbook" {
		t.Errorf("%s: %v", where, err)
	}
}

func TestAPanicOfTheWorkbookLibraryIsABrokenWorkbook(t *testing.T) {
	data := aWorkbook(t)
	if table, _ := read(t, data); table.Len() != 1 || table.Sum() != 100 {
		t.Fatalf("%d rows of the whole one", table.Len())
	}
	file := &trapdoor{bytes.NewReader(data), 1} // the first reading tells the format
	_, _, err := Check(file, int64(len(data)), Options{Name: "fil.xlsx"})
	isBroken(t, "opening", err)
	if file.left >= 0 {
		t.Fatal("the trapdoor did not open")
	}
	unmade := &workbookRecords{sheets: []string{"Sheet1"}} // has no book to ask
	isBroken(t, "a sheet", unmade.next(&record{}))
	unmade.rows = new(excelize.Rows)
	isBroken(t, "a row", unmade.next(&record{}))
	isBroken(t, "closing", (&workbookRecords{}).close())
}

// A sheet that ends in the middle, or has something in it that is no XML, is
// not one whose last rows are missing: it is refused.
func TestASheetThatIsCutOffIsABrokenWorkbook(t *testing.T) {
	whole := aWorkbook(t)
	if table, _ := read(t, whole); table.Len() != 1 {
		t.Fatalf("%d rows of the whole one", table.Len())
	}
	for name, spoil := range map[string]func(string) string{
		"cut off":        func(s string) string { return s[:strings.Index(s, `<row r="2"`)] },
		"cut in a row":   func(s string) string { return s[:strings.Index(s, `<c r="B2"`)] },
		"unknown entity": func(s string) string { return strings.Replace(s, `<c r="A2"`, `&j;<c r="A2"`, 1) },
		"mismatched end": func(s string) string { return strings.Replace(s, "</row>", "</x>", 1) },
	} {
		data := rezipped(t, whole, "xl/worksheets/sheet1.xml", spoil)
		_, _, err := Read(bytes.NewReader(data), int64(len(data)), Options{})
		isBroken(t, name, err)
	}
}

// rezipped gives an archive with one of its parts changed.
func rezipped(t *testing.T, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range from.File {
		text := partOf(t, f)
		if f.Name == part {
			text = change(text)
		}
		w, err := to.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func partOf(t *testing.T, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
