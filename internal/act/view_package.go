package act

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"time"

	"insyn/internal/document"
)

// A parcelOfFiles is a zip being made. The first failure is kept until it is closed.
type parcelOfFiles struct {
	zip *zip.Writer
	err error
}

func newPackage(out *bytes.Buffer) *parcelOfFiles { return &parcelOfFiles{zip: zip.NewWriter(out)} }

// add puts a file into p.
func (p *parcelOfFiles) add(name string, at time.Time, data []byte) {
	if p.err != nil {
		return
	}
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC()})
	if err == nil {
		_, err = w.Write(data)
	}
	p.err = err
}

// table puts a table into p, as spreadsheets in Swedish read it. What people
// wrote cannot begin a formula (N-07).
func (p *parcelOfFiles) table(name string, rows [][]string) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = document.Cell(cell)
		}
		if err := w.Write(safe); err != nil && p.err == nil {
			p.err = err
		}
	}
	w.Flush()
	p.add(name, time.Time{}, b.Bytes())
}

// close ends the zip.
func (p *parcelOfFiles) close() error {
	if p.err != nil {
		return p.err
	}
	return p.zip.Close()
}
