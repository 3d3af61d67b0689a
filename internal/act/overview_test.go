package act_test

import (
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

// The front page counts what was promised and what came in time.
func TestOverviewCountsPromises(t *testing.T) {
	o := newOffice(t, sqlite(t))
	held := func(by time.Time) consult.ID {
		c := december(0)
		c.Agenda = append(c.Agenda, consult.Item{Part: consult.Information,
			Title: consult.Text{SV: "Läget"}})
		c.Promise = consult.Promise{Text: consult.Text{SV: "En sammanfattning."}, By: by}
		return o.open(c)
	}
	over := december(0).Meeting.End
	inTime, tooLate, missing := held(over.Add(48*time.Hour)), held(over.Add(24*time.Hour)),
		held(over.Add(36*time.Hour))
	held(over.Add(1000 * time.Hour)) // not due yet
	held(time.Time{})                // nothing promised
	cancelled := held(over.Add(time.Hour))
	o.must(o.Cancel(ctx, o.boss, cancelled, consult.Text{SV: "Inställt."}))
	o.clock.set(over.Add(47 * time.Hour))
	for _, id := range []consult.ID{inTime, tooLate} {
		v, err := o.OpenDraft(ctx, o.editor, id, consult.Report)
		o.must(err)
		v.Summary.Sections[0].Body = consult.Text{SV: "Så här sades det."}
		v, err = o.SaveDraft(ctx, o.editor, v)
		o.must(err)
		o.must(o.Publish(ctx, o.boss, id, consult.Report, v.Number, ""))
	}
	o.clock.set(over.Add(72 * time.Hour))
	got, err := o.Overview(ctx)
	o.must(err)
	if got.Held != 5 || got.Promised != 3 || got.InTime != 1 {
		t.Errorf("held %d, promised %d, in time %d; want 5, 3, 1", got.Held, got.Promised,
			got.InTime)
	}
	if at := got.Summarised[inTime]; !at.Equal(over.Add(47*time.Hour)) ||
		!got.Summarised[missing].IsZero() {
		t.Errorf("summarised: %v", got.Summarised)
	}
	o.clock.set(over.AddDate(1, 0, 1))
	if got, err = o.Overview(ctx); err != nil || got.Held != 0 || got.Promised != 0 {
		t.Errorf("a year later: %+v %v", got, err)
	}
}

// The gist says as much of the seats as the whole, and no more of anybody.
func TestPublicGist(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(1))
	o.join(id, "Ada", "ada@example.org")
	o.join(id, "Bo", "bo@example.org")
	f, err := o.Consultation(ctx, o.boss, id)
	o.must(err)
	whole, err := o.PublicConsultation(ctx, f.Consultation.Slug)
	o.must(err)
	short, err := o.PublicGist(ctx, f.Consultation.Slug)
	o.must(err)
	if short.State != whole.State || short.Free != 0 || short.Queue != 1 || whole.Queue != 1 ||
		short.Versions != nil {
		t.Errorf("%+v", short)
	}
	_, err = o.PublicGist(ctx, "finns-inte")
	kind(t, err, fault.NotFound)
}

// Who has lost the mail is mailed again; who is not registered is not.
func TestMailLink(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(0))
	_, personal := o.join(id, "Ada", "ada@example.org")
	o.must(o.Register(ctx, id, entry("Bo", "bo@example.org"), ""))
	o.clock.set(opening.Add(time.Hour))
	o.post()
	o.sent.mail = nil
	for _, address := range []string{"ada@example.org", "bo@example.org", "ny@example.org"} {
		o.must(o.MailLink(ctx, id, address))
		o.must(o.MailLink(ctx, id, address)) // twice within the minute is once
	}
	o.post()
	if len(o.sent.mail) != 2 {
		t.Errorf("%d mails", len(o.sent.mail))
	}
	if got := linkIn(t, o.sent.to(t, "ada@example.org", "/min-anmalan/"),
		"/min-anmalan/"); got != personal {
		t.Errorf("the link %s, want %s", got, personal)
	}
	o.sent.to(t, "bo@example.org", "/bekrafta/")
	kind(t, o.MailLink(ctx, id, "ingen adress"), fault.Invalid)
}
