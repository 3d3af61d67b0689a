package act_test

import (
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
)

// The meeting link is for who holds a seat, at the time of the meeting, of a
// meeting that is held: not for who waits for a place, nor for who left (N-13).
func TestN13MeetingLinkOnlyWithASeat(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(2))
	_, seated := o.join(id, "Ada Ek", "ada@example.org")
	_, leaving := o.join(id, "Bo Al", "bo@example.org")
	_, queued := o.join(id, "Cia Lind", "cia@example.org")
	o.clock.set(time.Date(2023, 12, 12, 11, 45, 0, 0, time.UTC))

	_, err := o.ShowMeetingLink(ctx, keys.Personal, queued)
	kind(t, err, fault.Refused)
	_, err = o.Withdraw(ctx, leaving)
	o.must(err)
	_, err = o.ShowMeetingLink(ctx, keys.Personal, leaving)
	kind(t, err, fault.Refused)
	_, err = o.ShowMeetingLink(ctx, keys.Personal, queued) // offered now, and not yet accepted
	kind(t, err, fault.Refused)

	got, err := o.ShowMeetingLink(ctx, keys.Personal, seated)
	o.must(err)
	if got != meetingLink {
		t.Errorf("who holds a seat is shown %q", got)
	}
	o.must(o.Cancel(ctx, o.boss, id, consult.Text{SV: "Sjukdom."}))
	_, err = o.ShowMeetingLink(ctx, keys.Personal, seated)
	kind(t, err, fault.Refused)
}

// Where the body asks for four eyes, who wrote a version cannot publish it,
// whatever the role; a second person can.
func TestFourEyes(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet",
		Name: "Exempeldepartementet", NameEnglish: "Ministry of Examples",
		Email: "samrad@example.se", FourEyes: true, Fictitious: true}))
	id, err := o.NewConsultation(ctx, o.boss, "exempeldepartementet", december(5))
	o.must(err)
	kind(t, o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""), fault.Forbidden)
	kind(t, o.Publish(ctx, o.editor, id, consult.Invitation, 1, ""), fault.Forbidden)
	second := o.hire("Sara Exempel", "sara@example.se", account.Publisher)
	v, err := o.OpenDraft(ctx, o.boss, id, consult.Invitation)
	o.must(err)
	v.Content.Title.SV = "Samråd under sitt rätta namn"
	v, err = o.SaveDraft(ctx, o.boss, v)
	o.must(err)
	o.must(o.Publish(ctx, second, id, consult.Invitation, v.Number, ""))
	if _, err := o.PublicConsultation(ctx, "samrad-under-sitt-ratta-namn"); err != nil {
		t.Errorf("a draft that was renamed is published under its first name: %v", err)
	}
}
