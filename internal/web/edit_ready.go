package web

import (
	"time"

	"insyn/internal/consult"
	"insyn/internal/lang"
)

// unready lists what a draft lacks that its content does not say: whether an
// online meeting has a link, which is kept apart, and whether the reminder can
// still go out. In one section or, for "", in all of them.
func unready(v *visit, was consult.Consultation, c consult.Content, section string) []FindingRow {
	m := c.Meeting
	if section != "" && section != "mote" || !m.Set() || !v.Now.Before(m.End) {
		return nil
	}
	var list []FindingRow
	add := func(s consult.Severity, title, reason, remedy lang.Key, field string, args ...any) {
		list = append(list, FindingRow{Chip: v.severity(s), Title: v.T(string(title)),
			Reason: v.T(string(reason), args...), Remedy: v.T(string(remedy)),
			Href: v.Href(dossierPath(was.ID, "redigera/mote")) + "#" + Field{Name: field}.ID()})
	}
	if m.Form != consult.OnSite && !was.HasLink {
		add(consult.Warning, lang.Key("ready.link"), lang.Key("ready.link-reason"),
			lang.Key("ready.link-remedy"), "link", "Opens", m.LinkOpens())
	}
	due := m.Start.Add(-time.Duration(c.Reminder) * time.Hour)
	if c.Reminder > 0 && !v.Now.Before(due) && v.Now.Before(m.Start) && moves(was, c) {
		add(consult.Advice, lang.Key("ready.reminder"), lang.Key("ready.reminder-reason"),
			lang.Key("ready.reminder-remedy"), "reminder", "Due", due)
	}
	return list
}

// moves tells whether publishing c sets the hour of the reminder anew. One that
// has gone out in time is no finding in a later version.
func moves(was consult.Consultation, c consult.Content) bool {
	return was.Published == 0 || was.Content.Reminder != c.Reminder ||
		!was.Content.Meeting.Start.Equal(c.Meeting.Start)
}
