package act_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
)

// The story of one participant, from registration to the meeting link.
func TestRegisterConfirmJoin(t *testing.T) { engines(t, registerConfirmJoin) }

func registerConfirmJoin(t *testing.T, o *office) {
	id := o.open(december(10))
	o.must(o.Register(ctx, id, entry("Åsa Öberg", "asa@example.org"), ""))
	o.post()
	asked := o.sent.to(t, "asa@example.org", "/bekrafta/")
	if asked.Calendar != nil {
		t.Error("a calendar entry is sent to an address that is not proven")
	}
	confirm := linkIn(t, asked, "/bekrafta/")

	page, err := o.ConfirmPage(ctx, confirm)
	o.must(err)
	if page.Registration.Status != consult.Requested {
		t.Errorf("looking at the link changed the status to %s", page.Registration.Status)
	}
	for range 2 {
		r, err := o.Confirm(ctx, confirm)
		o.must(err)
		if r.Status != consult.Seated || r.Order != 1 {
			t.Fatalf("%s, order %d", r.Status, r.Order)
		}
	}
	o.post()
	seated := o.sent.to(t, "asa@example.org", "/min-anmalan/")
	if !bytes.Contains(seated.Calendar, []byte("METHOD:REQUEST")) ||
		seated.CalendarMethod != "REQUEST" {
		t.Errorf("calendar part:\n%s", seated.Calendar)
	}
	personal, join := linkIn(t, seated, "/min-anmalan/"), linkIn(t, seated, "/ga-med/")
	unfolded := strings.ReplaceAll(string(seated.Calendar), "\r\n ", "")
	if strings.Contains(unfolded, string(personal)) || !strings.Contains(unfolded, string(join)) {
		t.Error("the calendar entry must lead to the join address, never to the personal page")
	}

	_, err = o.ShowMeetingLink(ctx, keys.Personal, personal)
	kind(t, err, fault.Refused)
	o.clock.set(time.Date(2023, 12, 12, 11, 45, 0, 0, time.UTC))
	for p, l := range map[keys.Purpose]string{keys.Personal: string(personal),
		keys.Join: string(join)} {
		got, err := o.ShowMeetingLink(ctx, p, act.Link(l))
		o.must(err)
		if got != meetingLink {
			t.Errorf("%s: %q", p, got)
		}
	}
	log, err := o.Log(ctx, o.boss, id, 100, 0)
	o.must(err)
	shown := 0
	for _, e := range log {
		if e.Act == "link-shown" {
			shown++
		}
		if strings.Contains(e.Detail+e.Object, "CANARY") || strings.Contains(e.Detail, "asa@") {
			t.Errorf("the audit log holds what it must not: %+v", e)
		}
	}
	if shown != 2 {
		t.Errorf("%d showings in the log, want 2", shown)
	}
	for _, m := range o.sent.mail {
		if strings.Contains(m.Text+m.HTML+string(m.Calendar), "CANARY") {
			t.Errorf("the meeting link stands in the mail %q", m.Subject)
		}
	}
}

func TestWithdrawalOffersThePlaceToTheNext(t *testing.T) {
	engines(t, withdrawalOffersThePlaceToTheNext)
}

func withdrawalOffersThePlaceToTheNext(t *testing.T, o *office) {
	id := o.open(december(1))
	_, first := o.join(id, "Ada", "ada@example.org")
	second, link := o.join(id, "Bo", "bo@example.org")
	if second.Status != consult.Queued {
		t.Fatalf("the second is %s", second.Status)
	}
	_, err := o.Withdraw(ctx, first)
	o.must(err)
	o.post()
	if m := o.sent.to(t, "ada@example.org", ""); !bytes.Contains(m.Calendar, []byte("METHOD:CANCEL")) ||
		bytes.Contains(m.Calendar, []byte("STATUS:CANCELLED")) {
		t.Errorf("withdrawal of one person: %q\n%s", m.Subject, m.Calendar)
	}
	page, err := o.PersonalPage(ctx, link)
	o.must(err)
	if page.Registration.Status != consult.Offered {
		t.Fatalf("the next in the queue is %s", page.Registration.Status)
	}
	r, err := o.AcceptOffer(ctx, link)
	o.must(err)
	if r.Status != consult.Seated {
		t.Errorf("after accepting: %s", r.Status)
	}
	o.post()
	if m := o.sent.to(t, "bo@example.org", ""); !bytes.Contains(m.Calendar, []byte("METHOD:REQUEST")) {
		t.Errorf("who takes an offer gets a calendar entry; got %q", m.Subject)
	}
}

func TestOfferLapsesAndGoesOn(t *testing.T) { engines(t, offerLapsesAndGoesOn) }

func offerLapsesAndGoesOn(t *testing.T, o *office) {
	id := o.open(december(1))
	_, first := o.join(id, "Ada", "ada@example.org")
	_, slow := o.join(id, "Bo", "bo@example.org")
	_, next := o.join(id, "Cia", "cia@example.org")
	_, err := o.Withdraw(ctx, first)
	o.must(err)
	o.clock.set(opening.Add(49 * time.Hour))
	o.post()
	page, err := o.PersonalPage(ctx, slow)
	o.must(err)
	if page.Registration.Status != consult.Lapsed {
		t.Errorf("an offer not taken in 48 hours is %s", page.Registration.Status)
	}
	page, err = o.PersonalPage(ctx, next)
	o.must(err)
	if page.Registration.Status != consult.Offered {
		t.Errorf("the next is %s", page.Registration.Status)
	}
	_, err = o.AcceptOffer(ctx, slow)
	kind(t, err, fault.Gone)
}

// Agenda later, new time, cancellation: the same entry changes in every calendar.
func TestCalendarsFollow(t *testing.T) { engines(t, calendarsFollow) }

func calendarsFollow(t *testing.T, o *office) {
	id := o.open(december(10))
	o.join(id, "Ada", "ada@example.org")
	first := o.sent.to(t, "ada@example.org", "").Calendar

	change := func(f func(*consult.Content)) []byte {
		o.clock.set(o.clock.Now().Add(time.Hour))
		v, err := o.OpenDraft(ctx, o.editor, id, consult.Invitation)
		o.must(err)
		f(&v.Content)
		v, err = o.SaveDraft(ctx, o.editor, v)
		o.must(err)
		o.must(o.Publish(ctx, o.boss, id, consult.Invitation, v.Number, "Vi vet mer nu."))
		o.post()
		o.post()
		return o.sent.to(t, "ada@example.org", "").Calendar
	}
	agenda := change(func(c *consult.Content) {
		c.Agenda = append(c.Agenda, consult.Item{Part: consult.Framing, Title: consult.Text{SV: "Mingel"}, Minutes: 5})
	})
	moved := change(func(c *consult.Content) {
		c.Meeting.Start, c.Meeting.End = c.Meeting.Start.Add(time.Hour), c.Meeting.End.Add(time.Hour)
	})
	if text := o.sent.to(t, "ada@example.org", "").Text; !strings.Contains(text, "Vi vet mer nu.") {
		t.Errorf("a moved meeting without the reason:\n%s", text)
	}
	o.must(o.Cancel(ctx, o.boss, id, consult.Text{SV: "Talaren är sjuk."}))
	o.post()
	o.post()
	cancelled := o.sent.to(t, "ada@example.org", "").Calendar

	uid := property(t, first, "UID")
	for name, row := range map[string]struct {
		file                     []byte
		method, sequence, status string
	}{
		"first":     {first, "REQUEST", "1", "CONFIRMED"},
		"agenda":    {agenda, "REQUEST", "1", "CONFIRMED"},
		"moved":     {moved, "REQUEST", "2", "CONFIRMED"},
		"cancelled": {cancelled, "CANCEL", "3", "CANCELLED"},
	} {
		if got := property(t, row.file, "UID"); got != uid {
			t.Errorf("%s: UID %s, want %s", name, got, uid)
		}
		if got := property(t, row.file, "METHOD"); got != row.method {
			t.Errorf("%s: METHOD %s", name, got)
		}
		if got := property(t, row.file, "SEQUENCE"); got != row.sequence {
			t.Errorf("%s: SEQUENCE %s, want %s", name, got, row.sequence)
		}
		if got := property(t, row.file, "STATUS"); got != row.status {
			t.Errorf("%s: STATUS %s", name, got)
		}
	}
	if property(t, first, "DTSTAMP") == property(t, agenda, "DTSTAMP") {
		t.Error("a change of the text must move DTSTAMP")
	}
}

// Who stands in the queue is told of a new time, without a calendar entry, and
// of nothing less.
func TestWhoWaitsIsToldOfANewTime(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(1))
	o.join(id, "Ada", "ada@example.org")
	o.join(id, "Bo", "bo@example.org")
	change := func(f func(*consult.Content)) {
		v, err := o.OpenDraft(ctx, o.editor, id, consult.Invitation)
		o.must(err)
		f(&v.Content)
		v, err = o.SaveDraft(ctx, o.editor, v)
		o.must(err)
		o.sent.mail = nil
		o.must(o.Publish(ctx, o.boss, id, consult.Invitation, v.Number, "Salen var upptagen."))
		o.post()
		o.post()
	}
	change(func(c *consult.Content) { c.Agenda[0].Minutes++ })
	if len(o.sent.mail) != 1 || o.sent.mail[0].To.Address != "ada@example.org" {
		t.Errorf("%d letters of an agenda, want one to Ada", len(o.sent.mail))
	}
	change(func(c *consult.Content) { c.Meeting.Form = consult.Hybrid })
	if m := o.sent.to(t, "ada@example.org", ""); len(o.sent.mail) != 1 ||
		!strings.Contains(m.Text, "Ändrat: På plats") {
		t.Errorf("%d letters of another form; to Ada:\n%s", len(o.sent.mail), m.Text)
	}
	change(func(c *consult.Content) { c.Meeting.End = c.Meeting.End.Add(time.Hour) })
	if m := o.sent.to(t, "bo@example.org", ""); m.Calendar != nil ||
		!strings.Contains(m.Text, "ingen plats än") || !strings.Contains(m.Text, "Salen var upptagen") ||
		strings.Contains(m.Text, "/ga-med/") {
		t.Errorf("who waits is told:\n%s", m.Text)
	}
	if m := o.sent.to(t, "ada@example.org", ""); m.Calendar == nil || len(o.sent.mail) != 2 {
		t.Errorf("%d letters of a new time; to Ada:\n%s", len(o.sent.mail), m.Text)
	}
}

// A mail that waited while the meeting was called off is not sent after the
// mail that says so.
func TestACancellationOvertakesWhatWaits(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(5))
	o.must(o.Register(ctx, id, entry("Ada", "ada@example.org"), ""))
	o.post()
	_, err := o.Confirm(ctx, linkIn(t, o.sent.to(t, "ada@example.org", "/bekrafta/"), "/bekrafta/"))
	o.must(err)
	o.sent.mail = nil
	o.must(o.Cancel(ctx, o.boss, id, consult.Text{SV: "Talaren är sjuk."}))
	o.post()
	o.post()
	if len(o.sent.mail) != 1 || !strings.Contains(o.sent.mail[0].Text, "Talaren är sjuk.") {
		t.Errorf("%d letters, the first:\n%s", len(o.sent.mail), o.sent.mail[0].Text)
	}
}

func TestEveryWaveReachesEverybodyOnce(t *testing.T) { engines(t, everyWaveReachesEverybodyOnce) }

func everyWaveReachesEverybodyOnce(t *testing.T, o *office) {
	id := o.open(december(0))
	people := []string{"a", "b", "c", "d", "e"}
	for _, p := range people {
		o.join(id, p, p+"@example.org")
	}
	o.must(o.Cancel(ctx, o.boss, id, consult.Text{SV: "Inställt."}))
	for range 3 {
		o.post()
	}
	got := map[string]int{}
	for _, m := range o.sent.mail {
		if bytes.Contains(m.Calendar, []byte("STATUS:CANCELLED")) {
			got[m.To.Address]++
		}
	}
	if len(got) != len(people) {
		t.Errorf("cancellations: %v", got)
	}
	for who, n := range got {
		if n != 1 {
			t.Errorf("%s was told %d times", who, n)
		}
	}
}

// property gives the first value of a property in a calendar file.
func property(t *testing.T, file []byte, name string) string {
	t.Helper()
	for line := range strings.SplitSeq(strings.ReplaceAll(string(file), "\r\n ", ""), "\r\n") {
		if head, value, ok := strings.Cut(line, ":"); ok &&
			(head == name || strings.HasPrefix(head, name+";")) {
			return value
		}
	}
	t.Fatalf("no %s in:\n%s", name, file)
	return ""
}
