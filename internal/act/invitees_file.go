package act

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// ImportInvitees takes a file of people to invite: CSV in any character set,
// with semicolons, commas or tabs, or a workbook (.xlsx). A row of headings is
// recognised by its words. It is all or nothing, and the same file again adds
// nobody. Faults name the rows as the file counts them.
//
// Who may: editors. Faults: Invalid (the file, or rows of it), TooLarge.
func (d *Desk) ImportInvitees(ctx context.Context, who account.Person, id consult.ID,
	data []byte) (added, known int, err error) {
	list, rows, err := ReadInvitees(data)
	if len(list) == 0 {
		return 0, 0, err
	}
	if err := inRows(err, checkInvitees(list), rows); err != nil {
		return 0, 0, err
	}
	return d.AddInvitees(ctx, who, id, list)
}

// inRows tells all that is wrong with a file at once, row by row: what its
// reading found, whose rows are those of the file, and what is wrong with the
// people, whose rows are those of the list.
func inRows(read, checked error, rows []int) error {
	var all []*fault.Error
	gather := func(err error, each func(*fault.Error)) {
		var wrong *fault.Error
		if !errors.As(err, &wrong) {
			return
		}
		one := *wrong
		one.Also = nil
		for _, e := range append([]fault.Error{one}, wrong.Also...) {
			each(&e)
			all = append(all, &e)
		}
	}
	gather(read, func(*fault.Error) {})
	gather(checked, func(e *fault.Error) { renumbered(e, rows) })
	slices.SortStableFunc(all, func(a, b *fault.Error) int {
		one, _ := a.Values["Row"].(int)
		two, _ := b.Values["Row"].(int)
		return one - two
	})
	return fault.Fields(all...)
}

// renumbered gives a fault the number that its row has in the file.
func renumbered(e *fault.Error, rows []int) {
	if n, ok := e.Values["Row"].(int); ok && n >= 1 && n <= len(rows) {
		e.Values["Row"] = rows[n-1]
	}
}

// mostCells bounds a row, and mostRows a file, of people to invite.
const (
	mostCells = 50
	mostRows  = mostInvitees + 100
)

// ReadInvitees reads a file of people to invite, and gives with each the row
// that it stands in.
//
// Faults: Invalid, TooLarge.
func ReadInvitees(data []byte) (list []consult.Invitee, rows []int, err error) {
	table, err := readTable(data)
	if err != nil {
		return nil, nil, err
	}
	columns, first := headings(table)
	if columns.email < 0 {
		return nil, nil, fault.New(fault.Invalid, "invitees.no-email-column")
	}
	var faults []*fault.Error
	for i, row := range table {
		if i < first || blank(row) {
			continue
		}
		kind, ok := kindOf(cell(row, columns.kind))
		if !ok {
			faults = append(faults, fault.New(fault.Invalid, "invitees.kind-unknown").
				With("Row", i+1).With("Kind", clipped(cell(row, columns.kind))))
		}
		list = append(list, consult.Invitee{Organisation: cell(row, columns.organisation),
			Name: cell(row, columns.name), Email: cell(row, columns.email), Kind: kind})
		rows = append(rows, i+1)
	}
	if len(list) == 0 {
		return nil, nil, fault.New(fault.Invalid, "invitees.empty")
	}
	return list, rows, fault.Fields(faults...)
}

func blank(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }

// cell gives a value of a row. The apostrophe that our own exports put before
// what looks like a formula is taken off again.
func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	s := strings.TrimSpace(row[i])
	if rest, quoted := strings.CutPrefix(s, "'"); quoted && rest != "" &&
		strings.ContainsAny(rest[:1], "=+-@") {
		return rest
	}
	return s
}

// clipped shortens a value that is shown in a message.
func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// readTable reads a file as rows of cells.
func readTable(data []byte) ([][]string, error) {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, fault.New(fault.Invalid, "invitees.empty")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, fault.New(fault.Invalid, "invitees.old-excel")
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, fault.New(fault.Invalid, "invitees.not-a-table")
	}
	text, err := document.DecodeText(data)
	if err != nil { // what is said of an invitation is of no help with a list
		return nil, fault.New(fault.Invalid, "invitees.not-a-table").From(err)
	}
	return readCSV(text)
}

// readCSV reads text with the separator that its first line has most of.
func readCSV(text string) (table [][]string, err error) {
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord, in.LazyQuotes, in.Comma = -1, true, separator(text)
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return table, nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "invitees.not-a-table").From(err)
		}
		line, _ := in.FieldPos(0)
		for len(table) < line-1 { // the reader leaves out empty lines; people count them
			table = append(table, nil)
		}
		if table = append(table, row[:min(len(row), mostCells)]); len(table) > mostRows {
			return nil, tooMany(len(table))
		}
	}
}

func tooMany(n int) error {
	return fault.New(fault.TooLarge, "invitees.too-many").With("Count", n).With("Most",
		mostInvitees)
}

// separator gives what stands between the values of the first line.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	best, most := ';', 0
	for _, c := range ";,\t" {
		if n := strings.Count(first, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// The bounds within which a workbook is unpacked.
const (
	mostUnpacked = 64 << 20
	mostSheet    = 24 << 20
)

// readWorkbook reads the first sheet of a workbook: what its cells show, never
// the formulas behind.
func readWorkbook(data []byte) (table [][]string, err error) {
	damaged := func(err error) error {
		return fault.New(fault.Invalid,
			"invitees.workbook-damaged").From(err)
	}
	defer func() { // a workbook made to be misread can make its reader panic
		if p := recover(); p != nil {
			table, err = nil, damaged(fmt.Errorf("panic: %v", p))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data),
		excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostSheet})
	if err != nil {
		return nil, damaged(err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, fault.New(fault.Invalid, "invitees.empty")
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return nil, damaged(err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		if table = append(table, row[:min(len(row), mostCells)]); len(table) > mostRows {
			return nil, tooMany(len(table))
		}
	}
	if err := rows.Error(); err != nil {
		return nil, damaged(err)
	}
	return table, nil
}

// columnsOf tells in which column what stands; -1 for nowhere.
type columnsOf struct{ organisation, name, email, kind int }

// headingWords are the words by which the columns of a list are known.
var headingWords = map[string][]string{
	"email": {"e-post", "epost", "e-postadress", "epostadress", "email", "e-mail", "mail", "mejl",
		"mejladress",
		"mailadress", "address", "e-mail address", "email address"},
	"organisation": {"organisation", "organization", "org", "förening", "myndighet", "företag",
		"aktör", "body", "company"},
	"name": {"namn", "name", "kontaktperson", "kontakt", "person", "contact", "mottagare",
		"förnamn och efternamn"},
	"kind": {"kategori", "typ", "slag", "grupp", "sektor", "talar för", "category", "kind",
		"type", "group", "sector", "speaks for"},
}

// headings finds the columns: by a row of headings, or by where the addresses
// stand. First is the row at which the people begin.
func headings(table [][]string) (c columnsOf, first int) {
	for i, row := range table {
		if blank(row) {
			continue
		}
		c = columnsOf{find(row, "organisation"), find(row, "name"), find(row, "email"),
			find(row, "kind")}
		if c.email >= 0 {
			return c, i + 1
		}
		return guessed(table), i
	}
	return columnsOf{-1, -1, -1, -1}, 0
}

// find gives the column whose heading is one of the words.
func find(row []string, what string) int {
	for i, value := range row {
		value = strings.ToLower(strings.Trim(value, " \t\ufeff:*"))
		for _, word := range headingWords[what] {
			if value == word {
				return i
			}
		}
	}
	return -1
}

// guessed finds the columns of a list without headings: addresses by their @,
// then the organisation, then the name.
func guessed(table [][]string) columnsOf {
	counts, width := [mostCells]int{}, 0
	for _, row := range table {
		width = max(width, len(row))
		for i, value := range row {
			if strings.Contains(value, "@") {
				counts[i]++
			}
		}
	}
	c := columnsOf{-1, -1, -1, -1}
	for i := range width {
		if counts[i] > 0 && (c.email < 0 || counts[i] > counts[c.email]) {
			c.email = i
		}
	}
	for i := range width {
		switch {
		case i == c.email:
		case c.organisation < 0:
			c.organisation = i
		case c.name < 0:
			c.name = i
		}
	}
	return c
}

// kindWords are the words that lists use for the kinds of those invited.
var kindWords = map[consult.Kind][]string{
	consult.CivilSociety: {"civilsamhälle", "civilsamhället", "civil society", "civil-society",
		"förening", "ideell", "ngo"},
	consult.Business: {"näringsliv", "näringslivet", "företag", "business", "bransch"},
	consult.Academia: {"akademi", "akademin", "forskning", "högskola", "universitet",
		"högskola och forskning", "academia", "research", "universities and research"},
	consult.PublicBody: {"myndighet", "kommun", "region", "offentlig", "offentlig sektor",
		"public body", "public-body", "public sector"},
	consult.Media:   {"media", "medier", "press"},
	consult.Expert:  {"expert", "sakkunnig", "sakkunnig i egen sak", "expert in own capacity"},
	consult.Private: {"privatperson", "privat", "private", "private person"},
	consult.Other:   {"", "annat", "övrigt", "övriga", "other"},
}

// kindOf reads the kind of somebody invited.
func kindOf(s string) (consult.Kind, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	for kind, words := range kindWords {
		for _, word := range words {
			if s == word {
				return kind, true
			}
		}
	}
	return consult.Other, false
}

// Mailed is how far the personal invitations of a consultation have come.
type Mailed struct{ Waiting, Sent, Failed int }

// InvitationMail counts the personal invitations in the outbox.
//
// Who may: editors.
func (d *Desk) InvitationMail(ctx context.Context, who account.Person, id consult.ID) (m Mailed,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeePeople, id); err != nil {
			return err
		}
		mails, err := tx.Mails(store.MailFilter{Consultation: string(id), Kind: MailInvitation,
			Limit: 100_000})
		for _, each := range mails {
			switch each.State {
			case store.MailSent:
				m.Sent++
			case store.MailFailed:
				m.Failed++
			default:
				m.Waiting++
			}
		}
		return err
	})
	return m, err
}
