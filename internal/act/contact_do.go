package act

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// withCase changes a case, in one transaction, by who has no interest in it.
func (d *Desk) withCase(ctx context.Context, who account.Person, id consult.ViewID,
	f func(*store.Tx, consult.View, *consult.Duty) error) error {
	return d.decidingDuty(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		if v.Forum.Contact() == "" {
			return fault.New(fault.NotFound, "store.not-found")
		}
		return f(tx, v, duty)
	})
}

// PauseCase stops the clock of a case that waits for others, for a cause and
// with a reason that everybody can read. Its sender is told.
//
// Who may: editors of the body that owes the answer, without an interest in it. Faults: Invalid, Refused
// (nothing is owed, paused already).
func (d *Desk) PauseCase(ctx context.Context, who account.Person, id consult.ViewID,
	cause consult.Cause,
	reason string) error {
	return d.withCase(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		step, err := duty.Pause(cause, reason, string(who.ID), tx.Now)
		if err != nil {
			return err
		}
		if err := tx.AddStep(id, step); err != nil {
			return err
		}
		if err := tellAsker(tx, *duty, newsPaused); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "case-pause", string(id),
			map[string]any{"cause": cause})
	})
}

// ResumeCase lets the clock of a case go on.
//
// Who may: editors of the body that owes the answer, without an interest in it. Faults: Refused (not paused).
func (d *Desk) ResumeCase(ctx context.Context, who account.Person, id consult.ViewID) error {
	return d.withCase(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		if duty.Paused.IsZero() {
			return fault.New(fault.Refused, "case.not-paused")
		}
		if err := goOn(tx, duty, string(who.ID)); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "case-resume", string(id), nil)
	})
}

// goOn ends the pause of a duty, where it is paused.
func goOn(tx *store.Tx, duty *consult.Duty, by string) error {
	if duty.Paused.IsZero() {
		return nil
	}
	step, err := duty.Resume(by, tx.Now)
	if err != nil {
		return err
	}
	if err := tx.AddStep(duty.View, step); err != nil {
		return err
	}
	return remind(tx, *duty)
}

// firstReply notes the first answer of a human being to a case.
func firstReply(tx *store.Tx, duty *consult.Duty, by string) error {
	if duty.Forum.Contact() == "" || by == string(account.System.ID) {
		return nil
	}
	step, first := duty.Reply(by, tx.Now)
	if !first {
		return nil
	}
	return tx.AddStep(duty.View, step)
}

// answerable tells whether a duty can be discharged by an answer, which all can
// read. A case that is kept from the public is answered to its sender alone.
func answerable(tx *store.Tx, duty consult.Duty) error {
	if duty.Forum.Contact() == "" {
		return nil
	}
	v, err := tx.View(duty.View)
	if err == nil && v.AnsweredUnseen() {
		err = fault.New(fault.Refused, "case.private")
	}
	return err
}

// MessageCase writes to the sender of a case. The first message is the first
// human answer. Where the case is kept from the public, settles makes the
// message the answer that ends it.
//
// Who may: editors of the body that owes the answer, without an interest in it. Faults: Invalid, Refused
// (a case that all can read is settled by an answer that all can read).
func (d *Desk) MessageCase(ctx context.Context, who account.Person, id consult.ViewID, text string,
	settles bool) error {
	text, err := consult.CheckMessage(text)
	if err != nil {
		return err
	}
	return d.withCase(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		m := consult.CaseMessage{At: tx.Now, Staff: true, By: string(who.ID), Text: text}
		if err := tx.AddCaseMessage(id, m); err != nil {
			return err
		}
		if err := firstReply(tx, duty, string(who.ID)); err != nil {
			return err
		}
		if settles {
			if err := settleCase(tx, v, duty, string(who.ID)); err != nil {
				return err
			}
		}
		if err := tellAsker(tx, *duty, newsMessage); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "case-message", string(id),
			map[string]any{"settles": settles})
	})
}

// settleCase ends a case that is answered to its sender alone.
func settleCase(tx *store.Tx, v consult.View, duty *consult.Duty, by string) error {
	if !v.AnsweredUnseen() {
		return fault.New(fault.Refused, "case.public").At("message")
	}
	if err := goOn(tx, duty, by); err != nil {
		return err
	}
	step, err := duty.Close(by, tx.Now)
	if err != nil {
		return err
	}
	return tx.AddStep(v.ID, step)
}

// ReopenCase makes an answer owed again, with a reason that everybody can read.
//
// Who may: editors of the body that owes the answer, without an interest in it; the program itself, when a
// repair did not last. Faults: Refused (not answered), Invalid (no reason).
func (d *Desk) ReopenCase(ctx context.Context, who account.Person, id consult.ViewID,
	reason string) error {
	return d.withCase(ctx, who, id, func(tx *store.Tx, v consult.View, duty *consult.Duty) error {
		step, err := duty.Reopen(consult.SolveBy(v.Sort, tx.Now), reason, string(who.ID), tx.Now)
		if err != nil {
			return err
		}
		if err := tx.AddStep(id, step); err != nil {
			return err
		}
		if err := remind(tx, *duty); err != nil {
			return err
		}
		if err := tellAsker(tx, *duty, newsReopened); err != nil {
			return err
		}
		return decided(tx, string(v.Forum), who, "case-reopen", string(id), nil)
	})
}

// CloseOnRepair answers the open error reports about a dataset that concern
// what has been found mended: by the program, with the evidence as its reason.
// No human being has answered by that, and no figure says so. It gives how many
// were closed.
func (d *Desk) CloseOnRepair(ctx context.Context, dataset string, mended func(consult.Duty) bool,
	evidence consult.Text) (closed int, err error) {
	concerns := func(duty consult.Duty) bool { return duty.Open() && mended(duty) }
	return d.eachReport(ctx, dataset, concerns, func(tx *store.Tx, duty consult.Duty) (bool, error) {
		v, err := tx.View(duty.View)
		if err != nil {
			return false, err
		}
		by := string(account.System.ID)
		if v.AnsweredUnseen() {
			if err := settleCase(tx, v, &duty, by); err != nil {
				return false, err
			}
			return true, tx.SaveDuty(duty)
		}
		if err := duty.Leave(); err != nil { // what somebody had begun answers nothing any more
			return false, err
		}
		a := consult.Answer{ID: consult.AnswerID(store.NewID(tx.Now)), Forum: duty.Forum,
			Body:     duty.Body,
			Position: consult.Accepted, Reason: evidence, Author: by, Begun: tx.Now, Saved: 1, Ready: true}
		if err := tx.AddAnswer(a); err != nil {
			return false, err
		}
		if err := take(tx, a.ID, []consult.Duty{duty}); err != nil {
			return false, err
		}
		return true, d.publishAnswer(tx, account.System, a, "")
	})
}

// ReopenOnFailure opens the answered error reports about a dataset again whose
// answer what has been seen refutes. It gives how many.
func (d *Desk) ReopenOnFailure(ctx context.Context, dataset string,
	refuted func(consult.Duty, consult.Answer, time.Time) bool, reason string) (opened int, err error) {
	answered := func(d consult.Duty) bool { return !d.Answered.IsZero() }
	return d.eachReport(ctx, dataset, answered, func(tx *store.Tx, duty consult.Duty) (bool, error) {
		a, err := closing(tx, duty)
		if err != nil || !refuted(duty, a, tx.Now) {
			return false, err
		}
		step, err := duty.Reopen(consult.SolveBy(consult.AnError, tx.Now), reason,
			string(account.System.ID), tx.Now)
		if err != nil {
			return false, err
		}
		if err := tx.AddStep(duty.View, step); err != nil {
			return false, err
		}
		if err := tx.SaveDuty(duty); err != nil {
			return false, err
		}
		return true, tellAsker(tx, duty, newsReopened)
	})
}

// closing gives the answer that closed a case. That of one that was answered to
// its sender alone has no position.
func closing(tx *store.Tx, duty consult.Duty) (a consult.Answer, err error) {
	if duty.Answer != "" {
		return tx.Answer(duty.Answer)
	}
	steps, err := tx.Steps(duty.View)
	for _, s := range steps {
		if s.Kind == consult.Settled {
			a.Author = s.By
		}
	}
	return a, err
}

// eachReport does something to each error report about a dataset, each in a
// transaction of its own contact point, and counts those to which it did.
func (d *Desk) eachReport(ctx context.Context, dataset string, concerns func(consult.Duty) bool,
	f func(*store.Tx, consult.Duty) (bool, error)) (n int, err error) {
	var list []consult.Duty
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list, err = tx.CasesAbout(dataset, consult.AnError)
		return err
	})
	for _, each := range list {
		if err != nil {
			break
		}
		if !concerns(each) {
			continue
		}
		done := false
		err = d.DB.Write(ctx, string(each.Forum), func(tx *store.Tx) error {
			duty, err := tx.Duty(each.View)
			if err != nil {
				return err
			}
			done = false
			if concerns(duty) {
				done, err = f(tx, duty)
			}
			if err != nil {
				return err
			}
			return note(tx, string(each.Forum), string(account.System.ID), "case-probe",
				string(each.View),
				map[string]any{"changed": done})
		})
		if done && err == nil {
			n++
		}
	}
	return n, err
}

// WriteToCase adds what the sender of a case writes to the contact point. A
// case that waited for the sender goes on.
//
// Faults: Invalid (no words), Refused (not sent, withdrawn, too much without
// anybody having answered).
func (d *Desk) WriteToCase(ctx context.Context, l Link, text string) error {
	text, err := consult.CheckMessage(text)
	if err != nil {
		return err
	}
	_, err = d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		if v.Forum.Contact() == "" || v.State() == consult.ViewDraft ||
			v.State() == consult.ViewWithdrawn {
			return fault.New(fault.Refused, "view.not-sent")
		}
		said, err := tx.CaseMessages(v.ID)
		if err != nil {
			return err
		}
		if unheard(said) >= mostUnheard {
			return fault.New(fault.Refused, "case.messages-many").At("message")
		}
		if err := tx.AddCaseMessage(v.ID, consult.CaseMessage{At: tx.Now, Text: text}); err != nil {
			return err
		}
		duty, err := tx.Duty(v.ID)
		if err != nil {
			return err
		}
		steps, err := tx.Steps(v.ID)
		if err != nil {
			return err
		}
		still := consult.Pauses(steps)
		if n := len(still); !duty.Paused.IsZero() && n > 0 &&
			still[n-1].Cause == consult.WaitsForSender {
			if err := goOn(tx, &duty, sender); err != nil {
				return err
			}
			if err := tx.SaveDuty(duty); err != nil {
				return err
			}
		}
		if err := tellStaff(tx, MailCaseReply, account.BodyID(duty.Body), string(v.ID)+"|"+stamp(tx.Now.Truncate(time.Hour))); err != nil {
			return err
		}
		return note(tx, string(v.Forum), sender, "case-write", string(v.ID), nil)
	})
	return err
}

// mostUnheard is how many messages a sender can write before somebody answers.
const mostUnheard = 20

// unheard counts what the sender has written since the contact point last wrote.
func unheard(said []consult.CaseMessage) (n int) {
	for _, m := range said {
		if n++; m.Staff {
			n = 0
		}
	}
	return n
}
