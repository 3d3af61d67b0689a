package ledger

import (
	"bytes"
	"errors"
	"io"
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
