package act_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// A link is for one purpose and one registration, and dies when it is revoked (N-14).
func TestN14LinksAreForOnePurposeAndCanBeRevoked(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	r, personal := o.join(id, "Ada", "ada@example.org")
	other, _ := o.join(id, "Bo", "bo@example.org")
	join := o.linkOf(keys.Join, r)
	if _, err := o.PersonalPage(ctx, join); fault.Of(err) != fault.NotFound {
		t.Errorf("the join address opens the personal page: %v", err)
	}
	swapped := strings.Replace(string(personal), string(r.ID), string(other.ID), 1)
	for name, l := range map[string]act.Link{"another's id": act.Link(swapped), "no token": act.Link(r.ID),
		"nothing": "", "cut": personal[:len(personal)-3]} {
		if _, err := o.PersonalPage(ctx, l); fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	word := o.unlock(personal, "ada@example.org")
	_, err := o.Erase(ctx, personal, word)
	o.must(err)
	for _, l := range []act.Link{personal, join} {
		if _, err := o.PersonalPage(ctx, l); fault.Of(err) != fault.NotFound {
			t.Errorf("a link works after erasure: %v", err)
		}
	}
}

// unlock asks for a code, reads it in the mail and gives the word it opens with.
func (o *office) unlock(l act.Link, address string) string {
	o.t.Helper()
	id, err := o.RequestCode(ctx, l, letter.ToErase)
	o.must(err)
	o.post()
	word, err := o.Unlock(ctx, l, id, codeIn(o.t, o.sent.to(o.t, address, "för att radera").Text))
	o.must(err)
	return word
}

// codeIn finds the six digits of a code.
func codeIn(t testing.TB, text string) string {
	t.Helper()
	for word := range strings.FieldsSeq(text) {
		if word = strings.Trim(word, ".:"); len(word) == 6 && strings.Trim(word, "0123456789") == "" {
			return word
		}
	}
	t.Fatalf("no code in:\n%s", text)
	return ""
}

// The answer is the same whether an address is known or not (N-17); only its
// owner learns more, by mail.
func TestN17RegisteringTellsNobodyWhoIsKnown(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	o.join(id, "Ada", "ada@example.org")
	known := o.Register(ctx, id, entry("X", "ada@example.org"), "")
	unknown := o.Register(ctx, id, entry("X", "new@example.org"), "")
	if known != nil || unknown != nil {
		t.Errorf("known: %v, unknown: %v", known, unknown)
	}
	before := len(o.sent.mail)
	o.post()
	if n := len(o.sent.mail) - before; n != 2 {
		t.Errorf("%d mails were sent, want one to each", n)
	}
	f, err := o.Participants(ctx, o.editor, id)
	o.must(err)
	for _, r := range f {
		if r.Email == "ada@example.org" && r.Name != "Ada" {
			t.Error("somebody else's registration was written over")
		}
	}
	in, err := o.StartSignIn(ctx, "egon@example.se", act.Asker{})
	o.must(err)
	nobody, err := o.StartSignIn(ctx, "nobody@example.se", act.Asker{})
	o.must(err)
	if len(in.ID) != len(nobody.ID) || len(in.Browser) != len(nobody.Browser) {
		t.Error("starting to sign in tells who is known")
	}
	_, err = o.FinishSignIn(ctx, nobody, "123456", "", "")
	_, wrong := o.FinishSignIn(ctx, in, "123456", "", "")
	if fault.Of(err) != fault.Gone || err.Error() != wrong.Error() {
		t.Errorf("unknown: %v, wrong code: %v", err, wrong)
	}
}

// One address cannot be flooded with mail by somebody who presses often (N-18).
func TestN18MailToOneAddressIsLimited(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	_, personal := o.join(id, "Ada", "ada@example.org")
	before := len(o.sent.mail)
	for range 40 {
		o.must(o.Register(ctx, id, entry("X", "ada@example.org"), ""))
		_, err := o.RequestCode(ctx, personal, letter.ToChange)
		o.must(err)
		_, err = o.StartSignIn(ctx, "egon@example.se", act.Asker{})
		o.must(err)
	}
	o.post()
	if n := len(o.sent.mail) - before; n > 1+5+20 {
		t.Errorf("%d mails in one minute", n)
	}
}

// signIn goes the way of a member of staff and gives the secret of the session.
func (o *office) signIn(p account.Person) string {
	o.t.Helper()
	in, err := o.StartSignIn(ctx, p.Email, act.Asker{})
	o.must(err)
	o.post()
	secret, err := o.FinishSignIn(ctx, in, codeIn(o.t, o.sent.to(o.t, p.Email, "/logga-in/").Text), "", "test")
	o.must(err)
	return secret
}

// Signing in is bound to the browser, works once, and ends after ten minutes (N-03).
func TestN03SignInIsBoundToTheBrowser(t *testing.T) { engines(t, signInIsBoundToTheBrowser) }

func signInIsBoundToTheBrowser(t *testing.T, o *office) {
	in, err := o.StartSignIn(ctx, o.editor.Email, act.Asker{})
	o.must(err)
	o.post()
	m := o.sent.to(t, o.editor.Email, "/logga-in/")
	if !m.Secret {
		t.Error("who sends the mail as a draft may read the code")
	}
	code := codeIn(t, m.Text)
	_, token, _ := strings.Cut(string(linkIn(t, m, "/logga-in/")), "~")
	elsewhere := in
	elsewhere.Browser = keys.Secret()
	_, err = o.FinishSignIn(ctx, elsewhere, code, "", "")
	kind(t, err, fault.Gone)
	_, err = o.FinishSignIn(ctx, elsewhere, "", token, "")
	kind(t, err, fault.Gone)
	secret, err := o.FinishSignIn(ctx, in, "", token, "")
	o.must(err)
	if p, _, err := o.WhoIs(ctx, secret); err != nil || p.ID != o.editor.ID {
		t.Errorf("signed in as %q: %v", p.ID, err)
	}
	_, err = o.FinishSignIn(ctx, in, code, "", "")
	kind(t, err, fault.Gone)

	late, err := o.StartSignIn(ctx, o.editor.Email, act.Asker{})
	o.must(err)
	o.post()
	code = codeIn(t, o.sent.to(t, o.editor.Email, "/logga-in/").Text)
	o.clock.set(o.clock.Now().Add(10 * time.Minute))
	_, err = o.FinishSignIn(ctx, late, code, "", "")
	kind(t, err, fault.Gone)
}

// Five wrong codes end a sign-in, right or not.
func TestFiveWrongCodesEndASignIn(t *testing.T) {
	o := newOffice(t, sqlite(t))
	in, err := o.StartSignIn(ctx, o.editor.Email, act.Asker{})
	o.must(err)
	o.post()
	code := codeIn(t, o.sent.to(t, o.editor.Email, "/logga-in/").Text)
	for range 5 {
		_, err = o.FinishSignIn(ctx, in, "000000x", "", "")
		kind(t, err, fault.Gone)
	}
	_, err = o.FinishSignIn(ctx, in, code, "", "")
	kind(t, err, fault.Gone)
}

// A role that is taken away, a session that is ended and an account that has
// rested lose their rights at once (N-28).
func TestN28RightsEndAtOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	secret := o.signIn(o.boss)
	p, session, err := o.WhoIs(ctx, secret)
	o.must(err)
	if !p.Can(account.Publish, "exempeldepartementet") {
		t.Fatal("the publisher may not publish")
	}
	_, err = o.SetRole(ctx, account.System, "exempeldepartementet", "", o.boss.Email, account.Reader)
	o.must(err)
	if old, _, err := o.WhoIs(ctx, secret); err != nil || old.Known() {
		t.Errorf("a session outlives the rights it began with: known %v, %v", old.Known(), err)
	}
	secret = o.signIn(o.boss)
	p, session, err = o.WhoIs(ctx, secret)
	o.must(err)
	kind(t, o.Cancel(ctx, p, id, consult.Text{SV: "x"}), fault.Forbidden)

	o.must(o.EndSession(ctx, p, session.ID))
	p, _, err = o.WhoIs(ctx, secret)
	o.must(err)
	if p.Known() {
		t.Error("an ended session still works")
	}
	resting := o.signIn(o.editor)
	o.clock.set(o.clock.Now().Add(2*time.Hour + time.Minute))
	if p, _, err = o.WhoIs(ctx, resting); err != nil || p.Known() {
		t.Errorf("after two hours of rest: known %v, %v", p.Known(), err)
	}
}

// Two bodies see nothing of each other, not even that it is there (N-13, N-15).
func TestN13AnotherBodySeesNothing(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	r, _ := o.join(id, "Ada", "ada@example.org")
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "annan", Name: "Exempelmyndigheten", Email: "annan@example.se"}))
	spy, err := o.SetRole(ctx, account.System, "annan", "Sigge", "sigge@example.se", account.Administrator)
	o.must(err)
	_, read := o.Consultation(ctx, spy, id)
	_, people := o.Participants(ctx, spy, id)
	_, _, export := o.ExportParticipants(ctx, spy, id, "csv")
	_, log := o.Log(ctx, spy, id, 10, 0)
	_, _, outreach := o.Outreach(ctx, spy, id)
	_, _, privacy := o.Privacy(ctx, spy, id)
	_, draft := o.OpenDraft(ctx, spy, id, consult.Invitation)
	_, enter := o.Enter(ctx, spy, id, entry("X", "x@example.org"), consult.ByPhone)
	for name, err := range map[string]error{"read": read, "people": people, "export": export, "log": log,
		"outreach": outreach, "privacy": privacy, "draft": draft, "enter": enter,
		"link":    o.SetMeetingLink(ctx, spy, id, "https://example.org"),
		"cancel":  o.Cancel(ctx, spy, id, consult.Text{SV: "x"}),
		"publish": o.Publish(ctx, spy, id, consult.Invitation, 1, "x"),
		"remove":  o.Remove(ctx, spy, id, r.ID, "x"),
		"checkin": o.CheckIn(ctx, spy, id, r.ID, true),
	} {
		if fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	second := o.open(december(5))
	if err := o.CheckIn(ctx, o.editor, second, r.ID, true); fault.Of(err) != fault.NotFound {
		t.Errorf("a registration of one consultation was reached through another: %v", err)
	}
}

// What is personal goes when its time has come, and leaves a receipt (N-29).
func TestN29PersonalDataGoesInTime(t *testing.T) {
	engines(t, func(t *testing.T, o *office) {
		c := december(10)
		c.Privacy.Keep = 30
		id := o.open(c)
		e := entry("Ada Unik", "ada@example.org")
		e.Needs, e.Kind = "Teckenspråkstolk", consult.Private
		o.must(o.Register(ctx, id, e, ""))
		o.must(o.Register(ctx, id, entry("Otto Obekräftad", "otto@example.org"), ""))
		o.post()
		_, err := o.Confirm(ctx, linkIn(t, o.sent.to(t, "ada@example.org", "/bekrafta/"), "/bekrafta/"))
		o.must(err)
		remains := func() consult.Remains {
			o.post()
			held, _, err := o.Privacy(ctx, o.editor, id)
			o.must(err)
			return held
		}
		if got := remains(); got != (consult.Remains{Requests: 1, Needs: 1, People: 1}) {
			t.Fatalf("at first: %+v", got)
		}
		o.clock.set(opening.Add(73 * time.Hour))
		o.must(o.PurgeRequests(ctx))
		if got := remains(); got.Requests != 0 {
			t.Errorf("unproven addresses after 73 hours: %+v", got)
		}
		o.clock.set(c.Meeting.End.Add(time.Minute))
		if got := remains(); got.Needs != 0 || got.People != 1 {
			t.Errorf("when the meeting is over: %+v", got)
		}
		o.clock.set(c.Meeting.End.AddDate(0, 0, 30).Add(time.Minute))
		if got := remains(); got != (consult.Remains{}) {
			t.Errorf("after thirty days: %+v", got)
		}
		_, receipts, err := o.Privacy(ctx, o.editor, id)
		o.must(err)
		if len(receipts) != 3 {
			t.Errorf("receipts: %+v", receipts)
		}
		all, err := o.Participants(ctx, o.editor, id)
		o.must(err)
		if len(all) != 1 || all[0].Kind != consult.Private || all[0].Name+all[0].Email+all[0].Needs != "" {
			t.Errorf("what is left: %+v", all)
		}
		noted := func() (mails []store.Mail) {
			o.post()
			o.must(o.DB.Read(ctx, func(tx *store.Tx) (err error) {
				mails, err = tx.Mails(store.MailFilter{Consultation: string(id)})
				return err
			}))
			return mails
		}
		if len(noted()) == 0 {
			t.Error("that a mail was sent is forgotten too soon")
		}
		o.clock.set(c.Meeting.End.AddDate(0, 0, 250))
		if left := noted(); len(left) > 0 {
			t.Errorf("after 250 days it is known whom mail went to: %+v", left)
		}
	})
}

// Whoever holds only the link can see, not change; personal data wants a code.
func TestPersonalDataWantsACode(t *testing.T) { engines(t, personalDataWantsACode) }

func personalDataWantsACode(t *testing.T, o *office) {
	id := o.open(december(10))
	_, l := o.join(id, "Ada", "ada@example.org")
	_, err := o.MyData(ctx, l, "")
	kind(t, err, fault.Forbidden)
	_, err = o.ChangeEntry(ctx, l, "", entry("Mallory", "m@example.org"))
	kind(t, err, fault.Forbidden)
	_, err = o.Erase(ctx, l, "9999999999~x")
	kind(t, err, fault.Forbidden)
	word := o.unlock(l, "ada@example.org")
	m, err := o.MyData(ctx, l, word)
	o.must(err)
	if m.Registration.Email != "ada@example.org" || len(m.Mails) == 0 || len(m.Log) == 0 {
		t.Errorf("what is held: %+v", m)
	}
	r, err := o.ChangeEntry(ctx, l, word, entry("Ada Ny", "other@example.org"))
	o.must(err)
	if r.Name != "Ada Ny" || r.Email != "ada@example.org" {
		t.Errorf("changed to %+v", r.Entry)
	}
	o.clock.set(o.clock.Now().Add(31 * time.Minute))
	_, err = o.MyData(ctx, l, word)
	kind(t, err, fault.Forbidden)
}

// Erasing takes the entry out of the calendar, frees the seat, and leaves
// nothing personal anywhere in the database.
func TestErasureLeavesNothing(t *testing.T) { engines(t, erasureLeavesNothing) }

func erasureLeavesNothing(t *testing.T, o *office) {
	id := o.open(december(1))
	_, l := o.join(id, "Ada Unik", "ada@example.org")
	_, next := o.join(id, "Bo", "bo@example.org")
	r, err := o.Erase(ctx, l, o.unlock(l, "ada@example.org"))
	o.must(err)
	if r.Name != "" || r.Email != "" || r.Erased.IsZero() {
		t.Errorf("%+v", r)
	}
	o.post()
	m := o.sent.to(t, "ada@example.org", "")
	if !bytes.Contains(m.Calendar, []byte("METHOD:CANCEL")) {
		t.Errorf("the receipt %q takes nothing out of the calendar", m.Subject)
	}
	page, err := o.PersonalPage(ctx, next)
	o.must(err)
	if page.Registration.Status != consult.Offered {
		t.Errorf("the next is %s", page.Registration.Status)
	}
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		mails, err := tx.Mails(store.MailFilter{Registration: string(r.ID)})
		for _, m := range mails {
			if m.Data != "" {
				t.Errorf("the mail %s still holds %q", m.Kind, m.Data)
			}
		}
		return err
	}))
}

// When the meeting is over, erasing takes the person out and leaves what
// happened: they were registered, and came.
func TestErasureAfterTheMeetingLeavesTheCounts(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(0))
	r, l := o.join(id, "Ada Unik", "ada@example.org")
	o.must(o.CheckIn(ctx, o.editor, id, r.ID, true))
	o.clock.set(december(0).Meeting.End.Add(time.Hour))
	r, err := o.Erase(ctx, l, o.unlock(l, "ada@example.org"))
	o.must(err)
	if r.Status != consult.Seated || r.Attended.IsZero() || r.Name != "" || r.Email != "" {
		t.Errorf("left of who was there: %+v", r)
	}
	_, rows, err := o.Outreach(ctx, o.editor, id)
	o.must(err)
	for _, row := range rows {
		if row.Registered != row.Attended {
			t.Errorf("%s: %d registered, %d came", row.Kind, row.Registered, row.Attended)
		}
	}
	o.post()
	if m := o.sent.to(t, "ada@example.org", "kom om du"); len(m.Calendar) > 0 {
		t.Error("the receipt takes a meeting that is over out of the calendar")
	}
}

// A report of content reaches who answers for the site, and is kept no longer.
func TestReportReachesWhoAnswers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	_, err := o.ReportContent(ctx, act.Report{Address: "x", Reason: "y"})
	kind(t, err, fault.Unavailable)
	o.Site.Contact = "ansvarig@example.se"
	reference, err := o.ReportContent(ctx, act.Report{Address: "https://insyn.example.se/samrad/x",
		Reason: "Felaktigt namn", Email: "ada@example.org"})
	o.must(err)
	o.post()
	m := o.sent.to(t, "ansvarig@example.se", reference)
	if !strings.Contains(m.Text, "Felaktigt namn") || !strings.Contains(m.Text, "ada@example.org") {
		t.Errorf("the mail says:\n%s", m.Text)
	}
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		mails, err := tx.Mails(store.MailFilter{Kind: act.MailReport})
		if len(mails) != 1 || mails[0].Data != "" {
			t.Errorf("kept after sending: %+v", mails)
		}
		return err
	}))
}
