package web

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A datum is one value of an export: text that somebody wrote, a number that
// we counted, or a time.
type datum struct {
	text   string
	number int64
	typed  bool
}

// export gives the participants as a file. What they told of their needs is
// left out: it is for those who arrange the meeting, on the page, and goes
// when the meeting is over.
func (s *Server) export(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), consult.ID(r.PathValue("id"))
	if err := s.mayHere(r, account.Export); err != nil {
		return err
	}
	format := r.PostForm.Get("format")
	if format != "csv" && format != "xlsx" {
		return fault.New(fault.Invalid, "edit.choose").At("format")
	}
	file, _, err := s.dossier(r, "anmalda")
	if err != nil {
		return err
	}
	c, list, err := s.options.Desk.ExportParticipants(r.Context(), v.Person, id, format)
	if err != nil {
		return err
	}
	name := c.Slug + "-" + v.T("export.file") + "-" + v.Now.In(lang.Stockholm).Format(time.DateOnly)
	head, rows := v.exportRows(list, file.Body.Fictitious)
	if file.Body.Fictitious {
		name += "-" + v.T("export.fictitious-file")
	}
	var out bytes.Buffer
	kind := "text/csv; charset=utf-8"
	if format == "csv" {
		err = writeCSV(&out, head, rows)
	} else {
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = writeXLSX(&out, v.T("people.title"), head, rows)
	}
	if err != nil {
		return err
	}
	return attach(w, kind, name+"."+format, out.Bytes())
}

// exportRows makes the columns of an export.
func (v *visit) exportRows(list []consult.Registration, fictitious bool) (head []string,
	rows [][]datum) {
	head = []string{v.T("export.order"), v.T("people.name"), v.T("people.organisation"),
		v.T("people.group"),
		v.T("people.capacity"), v.T("people.email"), v.T("people.status"), v.T("people.via"),
		v.T("people.requested"), v.T("people.confirmed"), v.T("people.attended"), v.T("people.listed")}
	if fictitious {
		head = append(head, v.T("export.fictitious"))
	}
	said := func(s string) datum { return datum{text: s} }
	for _, r := range list {
		order := datum{number: r.Order, typed: true}
		if r.Order == 0 {
			order = datum{}
		}
		row := []datum{order, said(r.Name), said(r.Organisation), said(v.group(r.Kind)),
			said(r.Capacity),
			said(r.Email), said(v.standing(r.Status).Text), said(v.T(string(channels[r.Via]))),
			said(stamped(r.Requested)), said(stamped(r.Confirmed)), said(stamped(r.Attended)),
			said(map[bool]string{true: v.T("publish.yes"), false: v.T("publish.no")}[r.Listed])}
		if fictitious {
			row = append(row, said(v.T("publish.yes")))
		}
		rows = append(rows, row)
	}
	return head, rows
}

// stamped writes a time in Stockholm as spreadsheets understand it.
func stamped(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(lang.Stockholm).Format("2006-01-02 15:04")
}

// writeCSV writes a table for spreadsheets in Swedish: a byte order mark, and
// semicolons, because the comma stands in numbers.
func writeCSV(w io.Writer, head []string, rows [][]datum) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range rows {
		line := make([]string, len(row))
		for i, d := range row {
			line[i] = d.csv()
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// csv gives a value as it stands in a file. Text that a spreadsheet could take
// for a formula gets an apostrophe before it, which says that it is text; a
// number of ours, a negative one too, stands as it is (N-07).
func (d datum) csv() string {
	if d.typed {
		return strconv.FormatInt(d.number, 10)
	}
	return document.Cell(d.text)
}

// writeXLSX writes a table as a workbook. Its cells have types, so that a text
// stays a text.
func writeXLSX(w io.Writer, title string, head []string, rows [][]datum) error {
	book := excelize.NewFile()
	defer book.Close()
	sheet := "Blad1"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	stream, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := stream.SetColWidth(2, len(head), 24); err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(head))
	for i, h := range head {
		cells[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := stream.SetRow("A1", cells); err != nil {
		return err
	}
	for n, row := range rows {
		for i, d := range row {
			cells[i] = d.text
			if d.typed {
				cells[i] = d.number
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n+2)
		if err != nil {
			return err
		}
		if err := stream.SetRow(at, cells); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	if err := book.SetDocProps(&excelize.DocProperties{Title: title}); err != nil {
		return err
	}
	return book.Write(w)
}
