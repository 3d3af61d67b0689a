package act_test

import (
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

// What holds the meeting link is not made public, and what is public does not
// become the meeting link (N-20).
func TestN20MeetingLinkIsNeverPublished(t *testing.T) {
	words := map[string]func(*consult.Content){
		"place":   func(c *consult.Content) { c.Meeting.Place.EN = "At " + meetingLink },
		"cases":   func(c *consult.Content) { c.Background.SV = "Gå till MOTE.example.se/canary-8F2D!" },
		"queried": func(c *consult.Content) { c.Purpose.SV = "Se " + meetingLink + "?pwd=1&lang=sv" },
		"agenda":  func(c *consult.Content) { c.Agenda[0].Title.SV = meetingLink },
	}
	for name, put := range words {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, sqlite(t))
			c := december(5)
			put(&c)
			id, err := o.NewConsultation(ctx, o.editor, "exempeldepartementet", c)
			o.must(err)
			o.must(o.SetMeetingLink(ctx, o.editor, id, meetingLink))
			kind(t, o.AskApproval(ctx, o.editor, id, consult.Invitation, 1, ""), fault.Invalid)
			kind(t, o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""), fault.Invalid)
			o.must(o.SetMeetingLink(ctx, o.editor, id, "https://mote.example.se/other-room"))
			o.must(o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""))
			kind(t, o.SetMeetingLink(ctx, o.editor, id, meetingLink+"?pwd=1"), fault.Invalid)
			kind(t, o.Cancel(ctx, o.boss, id, consult.Text{SV: "Vi ses på mote.example.se/other-room."}),
				fault.Invalid)
		})
	}
}

// Who has a seat may write the meeting link in a view: it is masked before the
// view is published (N-20).
func TestN20MeetingLinkIsMaskedInViews(t *testing.T) {
	o := newOffice(t, sqlite(t))
	v, _ := o.speaks(o.listening(), "key", "Jag var inne på "+meetingLink+" men hördes inte.")
	publish := consult.Ruling{Verdict: consult.Publish, Version: 1}
	_, err := o.RuleView(ctx, o.editor, v.ID, publish, nil)
	kind(t, err, fault.Invalid)
	masks, err := consult.MaskWords(v.Text, meetingLink, consult.PersonalData)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, v.ID, publish, masks)
	o.must(err)
}
