package act

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// Jobs of the right of reply.
const (
	jobAuthors   = "authors"    // one mail to everybody who has sent a view
	jobReplyEnds = "reply-ends" // the time for objections is soon over
)

// tellDraft tells those who took part that a draft of the summary is out,
// and sets when they are reminded.
func tellDraft(tx *store.Tx, v consult.Version) error {
	if err := tellSpeakers(tx, MailDraft, v); err != nil {
		return err
	}
	remind := v.Summary.Until.Add(-consult.ReplyReminder)
	return schedule(tx, jobReplyEnds, inJSON(draftEnd{v.Consultation, v.Number}), remind)
}

// A draftEnd says to which draft the time for objections is soon over.
type draftEnd struct {
	Consultation consult.ID `json:"consultation"`
	Number       int        `json:"number"`
}

// tellSpeakers mails those who registered and those who have sent a view. Who
// did both is told once.
func tellSpeakers(tx *store.Tx, kind string, v consult.Version) error {
	w := wave{Kind: kind, Consultation: v.Consultation, Version: v.Number}
	if err := fanOut(tx, w); err != nil {
		return err
	}
	key := fmt.Sprintf("%s|%s|%s|%d", jobAuthors, kind, v.Consultation, v.Number)
	return tx.Schedule(store.Job{Key: key, Kind: jobAuthors, Subject: inJSON(w), Due: tx.Now})
}

// replyEnds reminds those who took part, unless a later draft has been sent.
func (d *Desk) replyEnds(ctx context.Context, subject string) error {
	var end draftEnd
	if err := json.Unmarshal([]byte(subject), &end); err != nil {
		return err
	}
	return d.DB.Bookkeep(ctx, consultation(end.Consultation), func(tx *store.Tx) error {
		last, err := lastDraft(tx, end.Consultation)
		if err != nil || last.Number != end.Number || !tx.Now.Before(last.Summary.Until) {
			return err
		}
		return tellSpeakers(tx, MailReplyEnds, last)
	})
}

// tellAuthors mails everybody who has sent a view, some hundred in each transaction.
func (d *Desk) tellAuthors(ctx context.Context, subject string) error {
	var w wave
	if err := json.Unmarshal([]byte(subject), &w); err != nil {
		return err
	}
	for {
		n, last := 0, w.Last
		err := d.DB.Write(ctx, consultation(w.Consultation), func(tx *store.Tx) error {
			views, err := tx.Views(store.ViewFilter{Forum: w.Consultation.Forum(), After: w.Last,
				Limit: batch})
			if err != nil {
				return err
			}
			n = len(views)
			for _, v := range views {
				last = v.Number
				if err := d.reachAuthor(tx, w, v); err != nil {
					return err
				}
			}
			return note(tx, consultation(w.Consultation), "system", "mail-authors-"+w.Kind,
				string(w.Consultation), map[string]any{"version": w.Version, "views": n})
		})
		if err != nil || n < batch {
			return err
		}
		w.Last = last
	}
}

// reachAuthor mails the author of one view, once for each address.
func (d *Desk) reachAuthor(tx *store.Tx, w wave, v consult.View) error {
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() {
		return nil
	}
	event := d.once(w, v.Sender.Email)
	told, err := tx.Enqueued(event)
	if err != nil || told {
		return err
	}
	return tx.Enqueue(store.Mail{Kind: w.Kind, Key: event, Consultation: string(w.Consultation),
		Version: w.Version, Data: inJSON(map[string]any{"View": v.ID}), Due: tx.Now})
}

// once names a mail of a wave to an address without telling the address.
func (d *Desk) once(w wave, address string) string {
	hash := d.Keys.Hash(keys.Told, string(w.Consultation)+" "+account.Fold(address))
	return fmt.Sprintf("%s|%s|%s|v%d", w.Kind, w.Consultation, hex.EncodeToString(hash[:16]), w.Version)
}

// speakers are the kinds of mail that reach those who have sent a view as well
// as those who registered.
var speakers = map[string]bool{MailDraft: true, MailReplyEnds: true, MailSummary: true}

// wordSpeaker words a mail to who has sent a view.
func (d *Desk) wordSpeaker(x *dispatch) error {
	v := x.view
	if v.Sender.Email == "" || !v.Withdrawn.IsZero() {
		return ErrNothingToSay
	}
	x.to = letter.Recipient("", v.Sender.Email) // whoever gets it may never have typed the name
	x.language = lang.Language(v.Sender.Language)
	if x.mail.Kind == MailSummary {
		x.letter = letter.Summary{Meeting: x.meeting(),
			Link: d.Site.URL + ConsultationPath(x.language, x.consultation.Slug)}
		return nil
	}
	return d.wordDraft(x, x.meeting())
}

// wordDraft words that a draft of the summary can be objected to. Once the
// time is over there is nothing to say.
func (d *Desk) wordDraft(x *dispatch, meeting letter.Meeting) error {
	if x.until.IsZero() {
		return ErrNothingToSay
	}
	x.letter = letter.SummaryDraft{Meeting: meeting, Until: x.until,
		Soon: x.mail.Kind == MailReplyEnds,
		Link: d.Site.URL + ConsultationPath(x.language, x.consultation.Slug) + "/utkast"}
	return nil
}

// reply reads what the letters about a summary say: until when one can object,
// zero where that is over, and whose view brought the reader here.
func (x *dispatch) reply(tx *store.Tx) error {
	if x.mail.Kind != MailSummary {
		last, err := lastDraft(tx, x.consultation.ID)
		if err != nil {
			return err
		}
		if last.Number == x.mail.Version && tx.Now.Before(last.Summary.Until) {
			x.until = last.Summary.Until
		}
	}
	if x.mail.Data == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(x.mail.Data), &x.of); err != nil {
		return ErrNothingToSay // the mail has gone
	}
	var err error
	if x.view, err = tx.View(x.of.View); err != nil {
		return err
	}
	return x.forum(tx)
}
