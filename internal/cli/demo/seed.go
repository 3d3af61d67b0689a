package demo

import (
	"context"
	"errors"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/worker"
)

// Body is the invented ministry of the demonstration.
var Body = account.Body{
	ID: "exempeldepartementet", Name: "Exempeldepartementet", NameEnglish: "Ministry of Examples",
	Email:   "samrad@exempeldepartementet.example.se",
	DPO:     "dataskydd@exempeldepartementet.example.se",
	Address: "Exempelgatan 1, 111 11 Exempelstad", FourEyes: true, Fictitious: true,
}

// Agency is the invented agency that the ministry works with.
var Agency = account.Body{
	ID: "exempelmyndigheten", Name: "Exempelmyndigheten", NameEnglish: "Agency of Examples",
	Email: "dialog@exempelmyndigheten.example.se", DPO: "dataskydd@exempelmyndigheten.example.se",
	Address: "Provgatan 2, 222 22 Exempelstad", Fictitious: true,
}

// Staff are the invented people who work at the ministry.
var Staff = []struct {
	Name, Email string
	Role        account.Role
}{
	{"Hanna Handläggare (påhittad)", "handlaggare@exempeldepartementet.example.se", account.Editor},
	{"Petra Publicerare (påhittad)", "publicerare@exempeldepartementet.example.se",
		account.Publisher},
	{"Axel Administratör (påhittad)", "administrator@exempeldepartementet.example.se",
		account.Administrator},
}

// A seeder writes the history of the demonstration: each thing is done at its
// own hour, by the people who would have done it.
type seeder struct {
	*act.Desk
	clock             *Clock
	worker            worker.Worker
	editor, publisher account.Person
	plan              making // the invented plan
}

// Seed fills an empty database with what has happened before the clock of the
// demonstration starts, and sets the clock to that moment. The mail of the
// past goes nowhere: the mailbox is for what the visitor sets going.
func Seed(ctx context.Context, d *act.Desk, clock *Clock) error {
	s := &seeder{Desk: d, clock: clock, worker: worker.Worker{Desk: d, Sender: nowhere{}}}
	clock.Set(time.Date(2023, 1, 16, 8, 0, 0, 0, time.UTC))
	for _, step := range []func(context.Context) error{s.people, s.assessed, s.february, s.made,
		s.june, s.advice, s.adopted, s.counted, s.oldMeetings, s.reporting, s.ledgers, s.contact,
		s.september, s.assessedAgain, s.lateAdvice, s.lateReporting, s.autumn, s.lateLedgers, s.meetings,
		s.gifts, s.december, s.spring} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return s.at(ctx, Opening)
}

// at moves the clock, and lets what falls due until then happen.
func (s *seeder) at(ctx context.Context, t time.Time) error {
	s.clock.Set(t)
	return s.worker.Once(ctx)
}

func (s *seeder) people(ctx context.Context) error {
	var err error
	for _, b := range []account.Body{Body, Agency, Municipality, Region} {
		err = errors.Join(err, s.SaveBody(ctx, account.System, b))
	}
	if err != nil {
		return err
	}
	for _, each := range Staff {
		p, err := s.SetRole(ctx, account.System, Body.ID, each.Name, each.Email, each.Role)
		if err != nil {
			return err
		}
		switch each.Role {
		case account.Editor:
			s.editor = p
		case account.Publisher:
			s.publisher = p
		}
	}
	return nil
}

// open publishes a consultation, as its two colleagues would.
func (s *seeder) open(ctx context.Context, c consult.Content) (consult.ID, error) {
	id, err := s.NewConsultation(ctx, s.editor, Body.ID, c)
	if err != nil {
		return "", err
	}
	if c.Meeting.Form != consult.OnSite {
		if err := s.SetMeetingLink(ctx, s.editor, id, MeetingLink+"-"+string(id[:8])); err != nil {
			return "", err
		}
	}
	return id, s.Publish(ctx, s.publisher, id, consult.Invitation, 1, "")
}

// enter writes down people who have telephoned or written.
func (s *seeder) enter(ctx context.Context, id consult.ID,
	entries []consult.Entry) ([]consult.Registration, error) {
	var all []consult.Registration
	for i, e := range entries {
		via := consult.ByEmail
		if i%3 == 2 {
			via = consult.ByPhone
		}
		r, err := s.Enter(ctx, s.editor, id, e, via)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// evaluate gives the answers of a participant, through the link in the mail.
func (s *seeder) evaluate(ctx context.Context, r consult.Registration, e consult.Evaluation) error {
	link := act.Link(string(r.ID) + "~" + s.Keys.Token(keys.Evaluate, string(r.ID), r.Generation))
	return s.Evaluate(ctx, link, e)
}

// nowhere is where the mail of the past goes.
type nowhere struct{}

// Deliver implements worker.Sender.
func (nowhere) Deliver(context.Context, letter.Message) error { return nil }

// Again implements worker.Sender.
func (nowhere) Again(error, int, string, time.Duration) (time.Duration, bool) { return 0, false }
