package act_test

import (
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// A mail does not say for whom it speaks. Who reads it can, until it has been
// decided about; who sent a view by the form has said it.
func TestTheSenderOfAMailIsCorrected(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	report, err := o.ImportViews(ctx, o.editor, f, consult.Subject{About: consult.TheWhole}, []byte("From: Föreningen <info@example.org>\r\n"+
		"Date: Mon, 20 Nov 2023 10:00:00 +0100\r\nSubject: Svar\r\n\r\nVi vill se mer.\r\n"))
	o.must(err)
	id := report[0].View.ID
	society := consult.Sender{Kind: consult.AnOrganisation, Organisation: "Föreningen Exempel",
		Mandate: "ordförande", Email: "annan@example.org"}
	reader := o.hire("Lena", "lena@example.se", account.Reader)
	kind(t, o.CorrectSender(ctx, reader, id, society), fault.Forbidden)
	kind(t, o.CorrectSender(ctx, o.editor, id, consult.Sender{Kind: consult.AnOrganisation}),
		fault.Invalid)
	o.must(o.CorrectSender(ctx, o.editor, id, society))
	v, err := o.RuleView(ctx, o.editor, id, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	o.must(err)
	if v.Sender.Email != "info@example.org" {
		t.Errorf("the address became %q", v.Sender.Email)
	}
	_, shown, err := o.PublicView(ctx, f, v.Number)
	o.must(err)
	if shown.Sender.Organisation != "Föreningen Exempel" {
		t.Errorf("%+v", shown.Sender)
	}
	kind(t, o.CorrectSender(ctx, o.editor, id, consult.Sender{Kind: consult.APerson}),
		fault.Refused)
	own, _ := o.speaks(f, "own", "Jag skrev själv.")
	kind(t, o.CorrectSender(ctx, o.editor, own.ID, society), fault.Refused)
}

// A letter that is written down is kept as it came, and goes to the register.
func TestALetterIsKeptAsItCame(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	scan := act.Original{Name: "brev.pdf", Bytes: []byte("%PDF-1.4 inskannat")}
	v, err := o.EnterView(ctx, o.editor, f, opinion("Så stod det i brevet."), consult.ByLetter,
		opening, scan)
	o.must(err)
	parcel, err := o.HandOver(ctx, o.editor, f)
	o.must(err)
	if got := unpacked(t, parcel.Bytes)["synpunkt-1-1/1-brev.pdf"]; got != string(scan.Bytes) {
		t.Errorf("the register gets %q with %s", got, v.ID)
	}
	_, err = o.EnterView(ctx, o.editor, f, opinion("Tomt."), consult.ByLetter, opening,
		act.Original{Name: "tom.pdf"})
	kind(t, err, fault.Invalid)
	if all := o.queue(f); len(all) != 1 {
		t.Errorf("%d views were kept", len(all))
	}
}
