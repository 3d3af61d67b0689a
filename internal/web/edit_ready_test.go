package web

import (
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/lang"
)

// What the content does not say is told before it is published: an online
// meeting without a link, and a reminder whose hour has passed. Findings lead to
// the control that mends them, and one section tells only of its own.
func TestWhatIsNotReadyIsTold(t *testing.T) {
	v := staffVisit(lang.For(lang.Swedish))
	at := func(hours int) consult.Content {
		c := exampleContent()
		c.Meeting.Form, c.Reminder = consult.Online, 24
		c.Meeting.Start = v.Now.Add(time.Duration(hours) * time.Hour)
		c.Meeting.End = c.Meeting.Start.Add(time.Hour)
		return c
	}
	late, onsite, over, unasked := at(5), at(30), at(-2), at(5)
	onsite.Meeting.Form, unasked.Reminder = consult.OnSite, 0
	for name, row := range map[string]struct {
		was     consult.Consultation
		c       consult.Content
		section string
		want    string
	}{
		"no link":         {consult.Consultation{}, at(30), "mote", "link"},
		"a link":          {consult.Consultation{HasLink: true}, at(30), "", ""},
		"on site":         {consult.Consultation{}, onsite, "", ""},
		"both":            {consult.Consultation{}, late, "", "link reminder"},
		"too late":        {consult.Consultation{HasLink: true}, late, "", "reminder"},
		"no reminder":     {consult.Consultation{HasLink: true}, unasked, "", ""},
		"gone out":        {consult.Consultation{HasLink: true, Published: 1, Content: late}, late, "", ""},
		"moved":           {consult.Consultation{HasLink: true, Published: 1, Content: at(30)}, late, "", "reminder"},
		"over":            {consult.Consultation{}, over, "", ""},
		"another section": {consult.Consultation{}, late, "kontakt", ""},
	} {
		var got []string
		for _, f := range unready(v, row.was, row.c, row.section) {
			_, control, _ := strings.Cut(f.Href, "#f-")
			got = append(got, control)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
	c := consult.Consultation{Content: at(0)}
	if box := v.joinBox(c, "", ""); box.Button != "" || !strings.Contains(box.Text, c.Content.Contact.Email) {
		t.Errorf("without a link there is a button for it: %+v", box)
	}
	c.HasLink = true
	if v.joinBox(c, "", "").Button == "" {
		t.Error("no button for the link")
	}
}

// Who works on a written round is told of no meeting: neither that it is in
// order nor of who comes.
func TestAWrittenRoundHasNoMeetingToMend(t *testing.T) {
	v, c := staffVisit(lang.For(lang.Swedish)), consult.Written.Begin(exampleTime)
	for _, row := range sectionRows(v, consult.Consultation{}, c) {
		if strings.HasSuffix(row.Link.Href, "/mote") && row.Chip.Text != v.T("overview.no-meeting") {
			t.Errorf("the meeting of a written round: %+v", row.Chip)
		}
	}
	if f := (dossierFile{Consultation: consult.Consultation{Content: c}}); !idle(f) {
		t.Error("there is a list of those registered for a written round")
	}
	if f := exampleFile(); idle(f) {
		t.Error("a meeting has no list of those registered")
	}
}
