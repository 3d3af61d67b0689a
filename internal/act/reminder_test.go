package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// Nobody is told that a meeting is soon once it has begun: neither by a
// timetable that comes late nor by a mail that has waited in the outbox.
func TestNoReminderAfterTheMeetingHasBegun(t *testing.T) {
	for name, row := range map[string]struct {
		before bool // the wave goes out in time, and its mail waits
		late   time.Duration
		want   int
	}{
		"in time":               {true, -time.Hour, 1},
		"the mail waits":        {true, 0, 0},
		"the timetable is late": {false, time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, sqlite(t))
			c := december(0)
			c.Reminder = 48
			id := o.open(c)
			o.join(id, "Kim", "kim@example.org")
			o.sent.mail = nil
			if row.before {
				o.clock.set(c.Meeting.Start.Add(-2 * time.Hour))
				o.remind(id)
			}
			o.clock.set(c.Meeting.Start.Add(row.late))
			o.post()
			got := 0
			for _, m := range o.sent.mail {
				if strings.Contains(m.Text, "Snart är det dags") {
					got++
				}
			}
			if got != row.want {
				t.Errorf("%d reminders, want %d", got, row.want)
			}
		})
	}
}

// A reminder that the organiser has taken away is not sent.
func TestNoReminderThatWasTakenAway(t *testing.T) {
	o := newOffice(t, sqlite(t))
	c := december(0)
	c.Reminder = 48
	id := o.open(c)
	o.join(id, "Kim", "kim@example.org")
	v, err := o.OpenDraft(ctx, o.editor, id, consult.Invitation)
	o.must(err)
	v.Content.Reminder = 0
	v, err = o.SaveDraft(ctx, o.editor, v)
	o.must(err)
	o.must(o.Publish(ctx, o.boss, id, consult.Invitation, v.Number, "Ingen påminnelse."))
	o.sent.mail = nil
	o.clock.set(c.Meeting.Start.Add(-2 * time.Hour))
	o.post()
	o.post()
	if len(o.sent.mail) > 0 {
		t.Errorf("a reminder that nobody wants any more is sent:\n%s", o.sent.mail[0].Text)
	}
}

// remind runs what reminds of a meeting, without sending anything.
func (o *office) remind(id consult.ID) {
	o.t.Helper()
	o.must(o.RunJob(ctx, store.Job{Kind: "reminder", Subject: string(id)}))
	o.must(o.RunJob(ctx, store.Job{Kind: "fan-out",
		Subject: fmt.Sprintf(`{"kind":"reminder","consultation":%q,"version":1}`, id)}))
}
