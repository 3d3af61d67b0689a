package act_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// invitees is a list as a ministry keeps it.
const invitees = "Organisation;Namn;E-post;Kategori\r\nFöreningen Exempel;Åsa Öberg;asa@example.org;Civilsamhället\r\n" +
	"\r\nExempelbolaget;Bo Ek;bo@example.org;Näringsliv\r\n"

func TestReadInvitees(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String(invitees)
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(invitees)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	for name, data := range map[string][]byte{
		"semicolons": []byte(invitees), "mark": []byte("\ufeff" + invitees), "latin": []byte(latin),
		"wide":        wide,
		"commas":      []byte(strings.ReplaceAll(invitees, ";", ",")),
		"tabs":        []byte(strings.ReplaceAll(invitees, ";", "\t")),
		"no headings": []byte(strings.SplitAfterN(invitees, "\n", 2)[1]),
		"workbook":    workbook(t, invitees),
	} {
		list, rows, err := act.ReadInvitees(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(list) != 2 || list[0].Name != "Åsa Öberg" ||
			list[0].Organisation != "Föreningen Exempel" ||
			list[1].Email != "bo@example.org" {
			t.Errorf("%s: %+v", name, list)
		}
		if name == "no headings" {
			continue
		}
		if list[0].Kind != consult.CivilSociety || list[1].Kind != consult.Business || rows[0] != 2 ||
			rows[1] != 4 {
			t.Errorf("%s: kinds %s, %s in rows %v", name, list[0].Kind, list[1].Kind, rows)
		}
	}
}

// workbook makes an Excel file of the same rows.
func workbook(t *testing.T, text string) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r", "")), "\n") {
		for j, value := range strings.Split(line, ";") {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := book.SetCellStr("Sheet1", at, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadInviteesRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"empty": " \n", "no addresses": "Organisation;Namn\nA;B\n", "only headings": "namn;e-post\n",
		"pdf": "%PDF-1.7", "old": "\xd0\xcf\x11\xe0....", "damaged": "PK\x03\x04....",
		"unknown kind": "e-post;kategori\na@example.org;hund\n",
		"too many":     "e-post\n" + strings.Repeat("a@example.org\n", 5000),
	} {
		_, _, err := act.ReadInvitees([]byte(data))
		if k := fault.Of(err); k != fault.Invalid && k != fault.TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An import is all or nothing, names the rows of the file, and adds nobody twice.
func TestImportInvitees(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	_, _, err := o.ImportInvitees(ctx, o.editor, id,
		[]byte("namn;e-post\nAda;ada@example.org\n\nBo;bo@\n;\nCia;\n"))
	var wrong *fault.Error
	if !errors.As(err, &wrong) || wrong.Values["Row"] != 4 || len(wrong.Also) != 1 ||
		wrong.Also[0].Values["Row"] != 6 {
		t.Fatalf("%+v", err)
	}
	_, _, err = o.ImportInvitees(ctx, o.editor, id,
		[]byte("namn;e-post;kategori\nBo;bo@;förening\nAda;ada@example.org;hund\n"))
	if !errors.As(err, &wrong) || wrong.Values["Row"] != 2 || len(wrong.Also) != 1 ||
		wrong.Also[0].Values["Row"] != 3 {
		t.Errorf("one fault hides the other: %+v", err)
	}
	if _, _, err := act.ReadInvitees([]byte("\x00\x01\x02\xff\xfe\x00")); !errors.As(err, &wrong) ||
		wrong.Message != "invitees.not-a-table" {
		t.Errorf("a file that is no text: %+v", err)
	}
	if list, _, err := o.Outreach(ctx, o.editor, id); err != nil || len(list) != 0 {
		t.Errorf("a bad file left %d people, %v", len(list), err)
	}
	for i, want := range [][2]int{{2, 0}, {0, 2}} {
		added, known, err := o.ImportInvitees(ctx, o.editor, id, []byte(invitees))
		o.must(err)
		if added != want[0] || known != want[1] {
			t.Errorf("time %d: %d added, %d known", i+1, added, known)
		}
	}
	if _, _, err := o.ImportInvitees(ctx, account.Person{}, id,
		[]byte(invitees)); fault.Of(err) != fault.SignIn {
		t.Errorf("a stranger: %v", err)
	}
	_, err = o.SendInvitations(ctx, o.editor, id)
	o.must(err)
	if m, err := o.InvitationMail(ctx, o.editor, id); err != nil || m.Waiting != 2 {
		t.Errorf("%+v, %v", m, err)
	}
	o.refuse(id, "550 no such mailbox")
	list, rows, err := o.Outreach(ctx, o.editor, id)
	o.must(err)
	for _, row := range rows {
		if row.Invited > 0 || !list[0].Unsent || !list[1].Unsent {
			t.Errorf("told as invited though no letter could be sent: %+v", row)
		}
	}
	failed, err := o.Unsent(ctx, o.editor, id)
	o.must(err)
	if len(failed) != 2 || failed[0].Email == "" || failed[0].Mail.Error != "550 no such mailbox" {
		t.Errorf("not sent: %+v", failed)
	}
	kind(t, o.SendUnsent(ctx, o.hire("Rut", "rut@example.se", account.Reader), id, ""), fault.Forbidden)
	kind(t, o.SendUnsent(ctx, o.editor, id, "another"), fault.NotFound)
	o.must(o.SendUnsent(ctx, o.editor, id, failed[0].Mail.ID))
	o.must(o.SendUnsent(ctx, o.editor, id, ""))
	kind(t, o.SendUnsent(ctx, o.editor, id, failed[1].Mail.ID), fault.NotFound)
	o.post()
	if m, err := o.InvitationMail(ctx, o.editor, id); err != nil || m.Sent != 2 || m.Waiting != 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

// refuse lets all that waits to be sent about a consultation fail for good.
func (o *office) refuse(id consult.ID, reason string) {
	o.t.Helper()
	o.must(o.DB.Bookkeep(ctx, "outbox", func(tx *store.Tx) error {
		mails, err := tx.ClaimMail(100, time.Minute)
		for _, m := range mails {
			if m.Consultation == string(id) {
				err = errors.Join(err, tx.MailFailed(m, tx.Now, reason, true))
			}
		}
		return err
	}))
}

func FuzzReadInvitees(f *testing.F) {
	f.Add([]byte(invitees))
	f.Add([]byte("namn,e-post\n\"Ada, \"\"A\"\"\",'=ada@example.org\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, rows, err := act.ReadInvitees(data)
		if err != nil {
			if fault.Is(err, fault.Internal) {
				t.Fatal(err)
			}
			return
		}
		if len(list) != len(rows) || len(list) > 1700 {
			t.Fatalf("%d people in %d rows", len(list), len(rows))
		}
	})
}
