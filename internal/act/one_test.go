package act_test

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// A link that is made anew works, and the one before it leads nowhere.
func TestRenewRevokes(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	r, old := o.join(id, "Ada", "ada@example.org")
	o.must(o.Renew(ctx, o.editor, id, r.ID))
	o.post()
	_, err := o.PersonalPage(ctx, old)
	kind(t, err, fault.NotFound)
	mail := o.sent.to(t, "ada@example.org", "/min-anmalan/")
	page, err := o.PersonalPage(ctx, linkIn(t, mail, "/min-anmalan/"))
	o.must(err)
	if page.Registration.Status != consult.Seated || page.Registration.Sequence != r.Sequence {
		t.Errorf("%+v", page.Registration)
	}
	if !strings.Contains(string(mail.Calendar), "METHOD:REQUEST") {
		t.Error("the calendar entry still leads to the join address that was revoked")
	}
	o.must(o.Renew(ctx, o.editor, id, r.ID)) // twice in the same minute is two mails
	before := len(o.sent.mail)
	o.post()
	if len(o.sent.mail) != before+1 {
		t.Error("the second renewal was not mailed")
	}
}

func TestRenewWantsSomethingToHold(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	r, err := o.Enter(ctx, o.editor, id, consult.Entry{Name: "Bo", Kind: consult.Private},
		consult.ByPhone)
	o.must(err)
	kind(t, o.Renew(ctx, o.editor, id, r.ID), fault.Refused)
	r, _ = o.join(id, "Ada", "ada@example.org")
	o.must(o.WithdrawFor(ctx, o.editor, id, r.ID))
	kind(t, o.Renew(ctx, o.editor, id, r.ID), fault.Refused)
	kind(t, o.Renew(ctx, account.Anybody, id, r.ID), fault.SignIn)
	other := o.open(december(10))
	kind(t, o.Renew(ctx, o.editor, other, r.ID), fault.NotFound)
}

// Who tells by telephone that they will not come has withdrawn, just as if
// they had pressed the button: the next is offered the place.
func TestWithdrawForOffersTheNext(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(1))
	first, _ := o.join(id, "Ada", "ada@example.org")
	second, _ := o.join(id, "Bo", "bo@example.org")
	card, err := o.Registration(ctx, o.editor, id, second.ID)
	o.must(err)
	if card.Place != 1 || card.Free {
		t.Errorf("%+v", card)
	}
	o.must(o.WithdrawFor(ctx, o.editor, id, first.ID))
	card, err = o.Registration(ctx, o.editor, id, second.ID)
	o.must(err)
	if card.Registration.Status != consult.Offered {
		t.Errorf("the next is %s", card.Registration.Status)
	}
	card, err = o.Registration(ctx, o.editor, id, first.ID)
	o.must(err)
	if card.Registration.Status != consult.Withdrawn || card.Log[0].Actor != string(o.editor.ID) {
		t.Errorf("%s, noted by %q", card.Registration.Status, card.Log[0].Actor)
	}
	reader := o.hire("Lena", "lena@example.se", account.Reader)
	_, err = o.Registration(ctx, reader, id, first.ID)
	kind(t, err, fault.Forbidden)
}

// registration is what somebody writes to the address in the invitation.
const letterOfRegistration = "From: =?utf-8?q?=C3=85sa_=C3=96berg?= <asa@example.org>\r\n" +
	"To: samrad@example.se\r\nSubject: Anmälan\r\nDate: Mon, 27 Nov 2023 10:00:00 +0100\r\n" +
	"Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
	"Hej, jag kommer gärna.\r\n"

func TestReceiveReadsAMail(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	m, err := o.Receive(ctx, o.editor, id, []byte(letterOfRegistration))
	o.must(err)
	if m.Entry.Name != "Åsa Öberg" || m.Entry.Email != "asa@example.org" || m.Known != nil ||
		m.Declines {
		t.Errorf("%+v", m)
	}
	r, _ := o.join(id, "Åsa Öberg", "asa@example.org")
	reply := func(uid string) string {
		return strings.NewReplacer("text/plain; charset=utf-8",
			"text/calendar; method=REPLY; charset=utf-8",
			"Hej, jag kommer gärna.\r\n", "BEGIN:VCALENDAR\r\nPRODID:-//x//x//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\n"+
				"BEGIN:VEVENT\r\nUID:"+uid+"\r\nDTSTAMP:20231127T100000Z\r\nDTSTART:20231212T120000Z\r\nSEQUENCE:0\r\n"+
				"ORGANIZER:mailto:samrad@example.se\r\nATTENDEE;PARTSTAT=DECLINED:mailto:asa@example.org\r\n"+
				"END:VEVENT\r\nEND:VCALENDAR\r\n").Replace(letterOfRegistration)
	}
	m, err = o.Receive(ctx, o.editor, id, []byte(reply(string(id)+"@insyn.example.se")))
	o.must(err)
	if !m.Declines || m.Known == nil || m.Known.ID != r.ID {
		t.Errorf("an answer from a calendar is read as %+v", m)
	}
	if card, err := o.Registration(ctx, o.editor, id, r.ID); err != nil ||
		card.Registration.Status != consult.Seated {
		t.Errorf("reading a mail has changed something: %s, %v", card.Registration.Status, err)
	}
	m, err = o.Receive(ctx, o.editor, id, []byte(reply("other@example.se")))
	o.must(err)
	if m.Declines {
		t.Error("an answer about another meeting is taken for this one")
	}
	_, err = o.Receive(ctx, o.editor, id, []byte("no mail"))
	kind(t, err, fault.Invalid)
	_, err = o.Receive(ctx, account.Anybody, id, []byte(letterOfRegistration))
	kind(t, err, fault.SignIn)
}

// Staff see the answers of participants when the public may, and not before.
func TestEvaluationIsHiddenWhileFew(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(0))
	names := []string{"a", "b", "c", "d", "e"}
	var late consult.RegistrationID
	for i, n := range names[:4] {
		r, _ := o.join(id, n, n+"@example.org")
		if late = r.ID; i < 3 {
			o.must(o.CheckIn(ctx, o.editor, id, r.ID, true))
		}
	}
	_, err := o.WalkIn(ctx, o.editor, id, entry("e", "e@example.org"))
	o.must(err)
	o.clock.set(december(0).Meeting.End.Add(time.Hour))
	o.post()
	o.post()
	asked := func(n string) int { return o.letters(n+"@example.org", "Tre frågor") }
	if asked("d") != 0 || asked("e") != 1 {
		t.Errorf("not ticked off, asked %d times; came unannounced, asked %d times", asked("d"), asked("e"))
	}
	for _, there := range []bool{true, true, false, true} { // ticked off when the meeting is over
		o.must(o.CheckIn(ctx, o.editor, id, late, there))
		o.post()
	}
	_, err = o.WalkIn(ctx, o.editor, id, entry("f", "f@example.org"))
	o.must(err)
	o.post()
	if asked("d") != 1 || asked("a") != 1 || asked("f") != 1 {
		t.Errorf("asked %d, %d and %d times, want once each", asked("d"), asked("a"), asked("f"))
	}
	for i, n := range names {
		link := linkIn(t, o.sent.to(t, n+"@example.org", "/utvardera/"), "/utvardera/")
		o.must(o.Evaluate(ctx, link, consult.Evaluation{Spoke: consult.Yes, Understood: consult.Yes,
			Matters: consult.No}))
		counts, shown, err := o.Evaluation(ctx, o.editor, id)
		o.must(err)
		if shown != (i == len(names)-1) || counts.Answers != i+1 || !shown && counts.Spoke != [3]int{} {
			t.Errorf("after %d answers: %+v, shown %v", i+1, counts, shown)
		}
	}
}
