package cli

import (
	"fmt"
	"io"
	"time"

	"insyn/internal/lang"
	"insyn/ledger"
)

// A meter tells a person at a terminal how far something has come and how long
// it will go on, once a second has gone since the first of what the command
// does began: many short steps are a long silence, too. Elsewhere it is silent.
type meter struct {
	s     *Streams
	what  string
	began time.Time // the first of the command
	start time.Time // of this time through
	told  time.Time
	last  int64 // done the last time: less of it begins anew
}

// meter begins to measure.
func (s *Streams) meter(what string) *meter {
	if !s.terminal() {
		return &meter{}
	}
	now := time.Now()
	if s.began.IsZero() {
		s.began = now
	}
	return &meter{s: s, what: what, began: s.began, start: now, last: 1<<63 - 1}
}

// doing begins to measure, in words of what is done.
func (s *Streams) doing(what string) *meter { return s.meter(lang.For(s.Language).Say(what, nil)) }

// watch tells how far what goes through the rows of a table has come.
func (s *Streams) watch(t *ledger.Table, what string) *meter {
	m := s.doing(what)
	t.Progress = m.at
	return m
}

// at says how much is done of how much.
func (m *meter) at(done, total int64) {
	if m.s == nil || done <= 0 || total <= 0 {
		return
	}
	now := time.Now()
	if done < m.last { // the next time through
		m.start = now
	}
	m.last = done
	const often = 200 * time.Millisecond
	if now.Sub(m.began) < time.Second || now.Sub(m.start) < often || now.Sub(m.told) < often {
		return
	}
	m.told = now
	left := time.Duration(float64(now.Sub(m.start)) * float64(total-done) / float64(done))
	p := lang.For(m.s.Language)
	fmt.Fprintf(m.s.Err, "\r\x1b[K%s", p.T("ledger.progress", "Name", m.what,
		"Share", p.Percent(float64(done)/float64(total), 0), "Seconds", int(left.Seconds()+0.5)))
}

// over gives what tells how much has been written to it of how much.
func (m *meter) over(total int64) io.Writer { return &metered{m: m, total: total} }

// metered counts what is written to it.
type metered struct {
	m           *meter
	done, total int64
}

// Write counts.
func (w *metered) Write(p []byte) (int, error) {
	w.done += int64(len(p))
	w.m.at(w.done, w.total)
	return len(p), nil
}

// done ends the line.
func (m *meter) done() {
	if m.s != nil && !m.told.IsZero() {
		fmt.Fprint(m.s.Err, "\r\x1b[K")
	}
}
