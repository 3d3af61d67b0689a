package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/purchase"
	"insyn/internal/store"
)

// tourFacts is what the database says about how far the visitor has come.
type tourFacts struct {
	consultation consult.Consultation // of the invitation that was pasted
	found        bool
	defects      []tourDefect // of the invitation as it was pasted
	touched      bool         // somebody has worked on the draft since it was read
	opened       bool         // the colleague can publish: the draft is done and asked for
	waiting      bool         // somebody has registered and not confirmed
	seat         consult.Registration
	join         act.Link          // of the seat
	personal     act.Link          // of the seat
	resent       bool              // the agenda in force is not the first one
	shown        bool              // the meeting link has been shown
	said         tourSaid          // the view that the visitor has sent
	delivery     purchase.Delivery // the ledger that the officer has brought
	meddling     act.Meddling      // what was done to it behind our back
	report       tourReport        // of the invented agency
	advice       integrity.Case    // the recommendation that waits for an answer
	letter       string            // the latest letter with a calendar entry to the visitor
}

// A tourDefect is a defect of the pasted invitation.
type tourDefect struct {
	consult.Finding
	mended bool // in the latest version
}

// tourDefects looks at what the invitation lacked, and which of it the content
// still lacks. What is said of personal data in part is not mended.
func tourDefects(paper string, c consult.Content) (list []tourDefect) {
	left := map[consult.Code]bool{}
	for _, d := range consult.Lint(c, time.Time{}) {
		left[d.Code] = true
	}
	left[consult.NoPrivacy] = left[consult.NoPrivacy] || left[consult.PartialPrivacy]
	for _, d := range consult.Defects(consult.ReadInvitation(paper).Lint(time.Time{})) {
		list = append(list, tourDefect{d, !left[d.Code]})
	}
	return list
}

// left counts the defects that remain.
func (f tourFacts) left() (n int) {
	for _, d := range f.defects {
		if !d.mended {
			n++
		}
	}
	return n
}

// done tells of each step whether it has happened.
func (f tourFacts) done() []bool {
	return []bool{
		f.found,
		f.found && (f.touched || f.consultation.Published > 0),
		f.consultation.Published > 0 && f.left() == 0,
		f.seat.ID != "",
		f.resent,
		f.shown,
		f.said.answered(),
		f.consultation.Summary > 0,
		f.delivery.Public(),
		f.meddling.Undone,
		f.report.given,
		len(f.advice.Responses) > 0,
	}
}

// tourFacts reads how far the visitor has come.
func (s *Server) tourFacts(ctx context.Context) (f tourFacts, err error) {
	all, err := s.options.Desk.Consultations(ctx, account.System, s.options.Play.Tour.Body)
	if err != nil {
		return f, err
	}
	start := s.options.Play.Tour.Mended.Meeting.Start
	for _, c := range all {
		if c.Content.Meeting.Start.Equal(start) && c.Cancelled.IsZero() &&
			(!f.found || c.Created.After(f.consultation.Created)) {
			f.consultation, f.found = c, true
		}
	}
	if err := errors.Join(s.tourPromise(ctx, &f), s.tourAdvice(ctx, &f)); err != nil || !f.found {
		return f, err
	}
	for _, read := range []func(context.Context, *tourFacts) error{s.tourVersions, s.tourLog,
		s.tourSeat, s.tourViews, s.tourDelivery, s.tourMeddling} {
		if err := read(ctx, &f); err != nil {
			return f, err
		}
	}
	return f, nil
}

// tourVersions looks at the versions of the invitation.
func (s *Server) tourVersions(ctx context.Context, f *tourFacts) error {
	file, err := s.options.Desk.Consultation(ctx, account.System, f.consultation.ID)
	if err != nil {
		return err
	}
	var first *consult.Version
	latest := f.consultation.Content
	for i, v := range file.Versions {
		if v.Paper != consult.Invitation {
			continue
		}
		if latest = v.Content; first == nil && !v.Published.IsZero() {
			first = &file.Versions[i]
		}
		f.opened = v.Published.IsZero() && !v.Asked.IsZero()
	}
	f.defects = tourDefects(s.options.Play.Tour.Paper, latest)
	if first != nil {
		f.resent = consult.CalendarDiffers(first.Content, f.consultation.Content)
	}
	return nil
}

// tourLog looks at what has been done to the consultation.
func (s *Server) tourLog(ctx context.Context, f *tourFacts) error {
	log, err := s.options.Desk.Log(ctx, account.System, f.consultation.ID, 500, 0)
	f.touched = slices.ContainsFunc(log, func(e store.Entry) bool { return e.Act == "save" })
	f.shown = slices.ContainsFunc(log, func(e store.Entry) bool { return e.Act == "link-shown" })
	return err
}

// tourSeat looks for the seat of the visitor: the latest that came by the web.
func (s *Server) tourSeat(ctx context.Context, f *tourFacts) error {
	people, err := s.options.Desk.Participants(ctx, account.System, f.consultation.ID)
	for _, p := range people {
		switch {
		case p.Via != consult.ByWeb:
		case p.Status == consult.Seated && !p.Confirmed.Before(f.seat.Confirmed):
			f.seat = p
		case p.Status == consult.Requested:
			f.waiting = true
		}
	}
	if f.seat.ID != "" {
		f.join, f.personal = s.options.Desk.JoinLink(f.seat), s.options.Desk.PersonalLink(f.seat)
	}
	return err
}

// entryLetter finds the latest letter that brings the visitor's calendar
// entry: where it is shown, what changed is shown too.
func (s *Server) entryLetter(f tourFacts) string {
	if f.seat.ID == "" {
		return ""
	}
	all, err := s.options.Play.Mailbox.Letters()
	if err != nil {
		return ""
	}
	var latest calendarLetter
	for _, m := range all {
		e, ok := entryOf(m)
		if ok && strings.EqualFold(m.To.Address, f.seat.Email) &&
			strings.HasPrefix(e.event.UID, string(f.consultation.ID)+"@") && (latest.ID == "" ||
			older(latest, e)) {
			latest = e
		}
	}
	if latest.ID == "" {
		return ""
	}
	return mailID(latest.Message)
}
