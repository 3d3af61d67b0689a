package act

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/redflag"
)

// flagsTogether is how many flags one transaction writes.
const flagsTogether = 50

// FindFlags looks through all published ledgers for reasons to look closer, if
// anything has been published since the last time. What has been decided about
// a flag that is found again stays; one that is not found any more is gone.
func (d *Desk) FindFlags(ctx context.Context) error {
	if d.Depot == nil {
		return nil
	}
	var last store.FlagRun
	var inForce []purchase.Delivery
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		if last, err = tx.LastFlagRun(); err != nil {
			return err
		}
		sequence, err := tx.DeliverySequence()
		if err == nil && sequence > last.Sequence {
			inForce, err = deliveriesInForce(tx, "")
		}
		return err
	})
	if err != nil || len(inForce) == 0 {
		return err
	}
	result, err := d.runRules(ctx, inForce)
	if err != nil {
		return err
	}
	return d.keepRun(ctx, last.Number+1, inForce, result)
}

// runRules applies the rules to what is public, as it is public.
func (d *Desk) runRules(ctx context.Context, inForce []purchase.Delivery) (*redflag.Result, error) {
	var sources []redflag.Source
	for _, v := range inForce {
		t, err := d.table(v)
		if err != nil {
			return nil, err
		}
		sources = append(sources, redflag.Source{Name: v.Body + "/" + LedgerFileName(v, "parquet"),
			SHA256: v.Parquet.Hash, Table: t})
	}
	return redflag.Run(ctx, sources, redflag.Defaults())
}

// keepRun writes what a run found. The run counts when all has been written: a
// crash before that lets it be done again.
func (d *Desk) keepRun(ctx context.Context, number int64, inForce []purchase.Delivery,
	r *redflag.Result) error {
	data := r.Encode()
	seal, err := d.Depot.Put(func(w io.Writer) error {
		_, err := io.Copy(w,
			bytes.NewReader(data))
		return err
	})
	if err != nil {
		return err
	}
	for from := 0; from < len(r.Flags); from += flagsTogether {
		some := r.Flags[from:min(from+flagsTogether, len(r.Flags))]
		err := d.DB.Write(ctx, "flags", func(tx *store.Tx) error {
			for i := range some {
				if err := keepFlag(tx, number, inForce, &some[i]); err != nil {
					return err
				}
			}
			return note(tx, "flags", "system", "find-flags", "", map[string]any{"run": number,
				"flags": len(some)})
		})
		if err != nil {
			return err
		}
	}
	return d.DB.Write(ctx, "flags", func(tx *store.Tx) error {
		if err := flagsGone(tx, number); err != nil {
			return err
		}
		sequence := int64(0)
		for _, v := range inForce {
			sequence = max(sequence, v.Sequence)
		}
		run := store.FlagRun{Number: number, Sequence: sequence, At: tx.Now,
			File: purchase.File(seal),
			Seal: r.Seal,
			Rows: r.Rows, Flags: len(r.Flags)}
		if err := tx.AddFlagRun(run); err != nil {
			return err
		}
		return note(tx, "flags", "system", "flags-found", "", map[string]any{"run": number,
			"flags": len(r.Flags)})
	})
}

// keepFlag writes a flag that a run has found.
func keepFlag(tx *store.Tx, run int64, inForce []purchase.Delivery, found *redflag.Flag) error {
	f, err := tx.Flag(found.ID)
	if fault.Is(err, fault.NotFound) {
		f, err = purchase.Flag{ID: found.ID, State: purchase.FlagOpen, Found: tx.Now}, nil
	}
	if err != nil || len(found.Evidence.Rows) == 0 {
		return err
	}
	if len(f.Steps) == 0 || !f.Gone.IsZero() {
		f.Note(purchase.StepFound, "", "system", tx.Now)
	}
	if f.Taken() && marked(f) != found.Evidence.Mark {
		f.Note(purchase.StepChanged, "", "system", tx.Now)
	}
	content, err := json.Marshal(found)
	if err != nil {
		return err
	}
	f.Run, f.Rule, f.Ore, f.Content = run, string(found.Rule), found.Ore, string(content)
	f.Body, f.Evidence = inForce[found.Evidence.Rows[0][0]].Body, nil
	for _, ref := range found.Evidence.Rows {
		f.Evidence = append(f.Evidence, purchase.Place{Delivery: inForce[ref[0]].ID, Row: ref[1]})
	}
	return tx.SaveFlag(f)
}

// marked gives the mark of the rows that a flag was found on the last time.
func marked(f purchase.Flag) string {
	says, err := RuleFlag(f)
	if err != nil {
		return ""
	}
	return says.Evidence.Mark
}

// flagsGone notes which flags a run has not found any more.
func flagsGone(tx *store.Tx, run int64) error {
	gone, err := tx.FlagsNotIn(run)
	for _, f := range gone {
		if f, err = tx.Flag(f.ID); err != nil {
			return err
		}
		f.Note(purchase.StepGone, "", "system", tx.Now)
		if err := tx.SaveFlag(f); err != nil {
			return err
		}
	}
	return err
}

// RuleFlag gives what the rules say of a flag.
func RuleFlag(f purchase.Flag) (*redflag.Flag, error) {
	var r redflag.Flag
	return &r, json.Unmarshal([]byte(f.Content), &r)
}

// namesSupplier tells whether a flag names a supplier, who then is heard first.
func namesSupplier(r *redflag.Flag) bool { return r.Supplier != nil && !r.Supplier.Unnamed }

// A FlagFile is all that staff see of a flag.
type FlagFile struct {
	purchase.Flag
	Says     *redflag.Flag
	Of       account.Body
	Lines    []Line
	Named    bool
	Reply    Link  // for the supplier; "" before it has been invited
	Obstacle error // why it cannot become public now
	Barred   bool  // who looks has declared an interest in it
	Run      store.FlagRun
}

// evidenceShown is how many rows a page shows.
const evidenceShown = 30

// Flag opens the file of a flag.
//
// Who may: editors of the body.
func (d *Desk) Flag(ctx context.Context, who account.Person, id string) (f FlagFile, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = FlagFile{}
		if f.Flag, err = flagFor(tx, who, account.Edit, id); err != nil {
			return err
		}
		if f.Barred, err = staked(tx, who, flagStake(id)); err != nil {
			return err
		}
		return d.flagFile(tx, &f)
	})
	if err != nil {
		return f, err
	}
	return f, d.flagLines(ctx, &f)
}

func (d *Desk) flagFile(tx *store.Tx, f *FlagFile) (err error) {
	if f.Of, err = tx.Body(account.BodyID(f.Body)); err != nil {
		return err
	}
	if f.Says, err = RuleFlag(f.Flag); err != nil {
		return err
	}
	if f.Run, err = tx.LastFlagRun(); err != nil {
		return err
	}
	if f.Named = namesSupplier(f.Says); f.Named && !f.Invited.IsZero() {
		f.Reply = d.link(keys.FlagReply, f.ID, 0)
	}
	f.Obstacle = f.Publishable(f.Named, tx.Now)
	return nil
}

// flagLines reads the rows that a flag came from.
func (d *Desk) flagLines(ctx context.Context, f *FlagFile) error {
	for _, p := range f.Evidence[:min(evidenceShown, len(f.Evidence))] {
		l, err := d.LedgerRow(ctx, p.Delivery, p.Row)
		if err != nil {
			return err
		}
		f.Lines = append(f.Lines, l)
	}
	return nil
}

func flagFor(tx *store.Tx, who account.Person, verb account.Verb, id string) (purchase.Flag,
	error) {
	f, err := tx.Flag(id)
	if err != nil {
		return f, err
	}
	return f, who.May(verb, account.BodyID(f.Body))
}

// A FlagQueue is the flags of a body, with how it deals with them.
type FlagQueue struct {
	Of       account.Body
	Flags    []purchase.Flag
	Measures purchase.Measures
	Run      store.FlagRun
}

// Flags lists the flags of a body.
//
// Who may: editors of the body.
func (d *Desk) Flags(ctx context.Context, who account.Person, body account.BodyID) (q FlagQueue,
	err error) {
	if err := who.May(account.Edit, body); err != nil {
		return q, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if q.Of, err = tx.Body(body); err != nil {
			return err
		}
		if q.Flags, err = tx.Flags(body); err != nil {
			return err
		}
		q.Measures = purchase.Measure(q.Flags)
		q.Run, err = tx.LastFlagRun()
		return err
	})
	return q, err
}

// changeFlag changes a flag and writes its log, for who has no interest in it.
func (d *Desk) changeFlag(ctx context.Context, who account.Person, verb account.Verb, id,
	what string,
	change func(tx *store.Tx, f *purchase.Flag) error) error {
	return d.DB.Write(ctx, "flags", func(tx *store.Tx) error {
		f, err := flagFor(tx, who, verb, id)
		if err != nil {
			return err
		}
		if err := disinterested(tx, who, flagStake(id)); err != nil {
			return err
		}
		if err := change(tx, &f); err != nil {
			return err
		}
		if err := tx.SaveFlag(f); err != nil {
			return err
		}
		return decided(tx, purchasesOf(account.BodyID(f.Body)), who, what, id, nil)
	})
}

// DecideFlag follows a flag up: explained, an error in the data, or referred.
//
// Who may: editors. Faults: Invalid (state, reason).
func (d *Desk) DecideFlag(ctx context.Context, who account.Person, id string,
	state purchase.FlagState, reason string) error {
	if bad := privateReason(reason); bad != nil {
		return bad
	}
	return d.changeFlag(ctx, who, account.Edit, id, "decide-flag", func(tx *store.Tx,
		f *purchase.Flag) error {
		return f.Decide(state, reason, string(who.ID), tx.Now)
	})
}

// AnswerFlag is the body's own reply, which stands beside the flag.
//
// Who may: editors. Faults: Invalid.
func (d *Desk) AnswerFlag(ctx context.Context, who account.Person, id, text string) error {
	if err := replyText(text); err != nil {
		return err
	}
	return d.changeFlag(ctx, who, account.Edit, id, "answer-flag", func(tx *store.Tx,
		f *purchase.Flag) error {
		f.Note(purchase.StepBody, text, string(who.ID), tx.Now)
		return nil
	})
}

// replyMost is how long a reply may be, in characters.
const replyMost = 2000

func replyText(text string) error {
	if n := len([]rune(strings.TrimSpace(text))); n == 0 || n > replyMost {
		return fault.New(fault.Invalid, "flag.reply-length").With("Most", replyMost).At("reply")
	}
	if bad := privateReason(text); bad != nil {
		return bad.At("reply")
	}
	return nil
}

// InviteReply lets the supplier that a flag names reply: from then on there is
// a link for it, and its time runs.
//
// Who may: editors. Faults: Refused (the flag names nobody).
func (d *Desk) InviteReply(ctx context.Context, who account.Person, id string) error {
	return d.changeFlag(ctx, who, account.Edit, id, "invite-reply", func(tx *store.Tx,
		f *purchase.Flag) error {
		says, err := RuleFlag(*f)
		if err != nil {
			return err
		}
		if !namesSupplier(says) {
			return fault.New(fault.Refused, "flag.names-nobody")
		}
		if f.Invited.IsZero() {
			f.Note(purchase.StepInvited, "", string(who.ID), tx.Now)
		}
		return nil
	})
}

// ShowFlag makes a flag public, or hides it again: that is the choice of the body.
//
// Who may: publishers. Faults: Refused (not followed up, the supplier has its
// time to reply), Conflict.
func (d *Desk) ShowFlag(ctx context.Context, who account.Person, id string, show bool) error {
	return d.changeFlag(ctx, who, account.Publish, id, "show-flag", func(tx *store.Tx,
		f *purchase.Flag) error {
		if !show {
			f.Note(purchase.StepHidden, "", string(who.ID), tx.Now)
			return nil
		}
		says, err := RuleFlag(*f)
		if err != nil {
			return err
		}
		if err := f.Publishable(namesSupplier(says), tx.Now); err != nil {
			return err
		}
		f.Note(purchase.StepShown, "", string(who.ID), tx.Now)
		return nil
	})
}

// FlagByLink opens a flag for the supplier that it names.
//
// Faults: NotFound.
func (d *Desk) FlagByLink(ctx context.Context, l Link) (f FlagFile, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = FlagFile{}
		if f.Flag, err = d.flagOf(tx, l); err != nil {
			return err
		}
		return d.flagFile(tx, &f)
	})
	if err != nil {
		return f, err
	}
	return f, d.flagLines(ctx, &f)
}

// flagOf gives the flag that a link to reply leads to.
func (d *Desk) flagOf(tx *store.Tx, l Link) (purchase.Flag, error) {
	id, token := l.parts()
	f, err := tx.Flag(id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return f, err
	}
	if err != nil || f.Invited.IsZero() || !d.Keys.Proves(token, keys.FlagReply, id, 0) {
		return purchase.Flag{}, badLink()
	}
	return f, nil
}

// mostReplies is how often a supplier can reply to one flag. All of it stands
// on the page of the flag.
const mostReplies = 5

// ReplyToFlag is the reply of the supplier.
//
// Who may: whoever holds the link. Faults: NotFound, Invalid (also when there
// are as many replies as there may be).
func (d *Desk) ReplyToFlag(ctx context.Context, l Link, text string) error {
	if err := replyText(text); err != nil {
		return err
	}
	return d.DB.Write(ctx, "flags", func(tx *store.Tx) error {
		f, err := d.flagOf(tx, l)
		if err != nil {
			return err
		}
		if f.Count(purchase.StepReply) >= mostReplies {
			return fault.New(fault.Invalid, "flag.replies-many").With("Most",
				mostReplies).At("reply")
		}
		f.Note(purchase.StepReply, text, "supplier", tx.Now)
		if err := tx.SaveFlag(f); err != nil {
			return err
		}
		return note(tx, purchasesOf(account.BodyID(f.Body)), "supplier", "reply-flag", f.ID, nil)
	})
}

// PublicFlag gives a flag that its body has made public. Faults: NotFound.
func (d *Desk) PublicFlag(ctx context.Context, id string) (f FlagFile, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = FlagFile{}
		if f.Flag, err = tx.Flag(id); err != nil {
			return err
		}
		if f.Published.IsZero() {
			return fault.New(fault.NotFound, "store.not-found")
		}
		return d.flagFile(tx, &f)
	})
	if err != nil {
		return f, err
	}
	f.Reply = ""
	return f, d.flagLines(ctx, &f)
}

// PublicFlags lists the flags that bodies have made public, and how each body
// deals with all that it has.
func (d *Desk) PublicFlags(ctx context.Context) (public []FlagFile, bodies []FlagQueue, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		public, bodies = nil, nil
		list, err := tx.Bodies()
		if err != nil {
			return err
		}
		for _, b := range list {
			all, err := tx.Flags(b.ID)
			if err != nil {
				return err
			}
			if len(all) > 0 {
				bodies = append(bodies, FlagQueue{Of: b, Measures: purchase.Measure(all)})
			}
			for _, f := range all {
				if f.Published.IsZero() {
					continue
				}
				one := FlagFile{Flag: f, Of: b}
				if one.Says, err = RuleFlag(f); err != nil {
					return err
				}
				public = append(public, one)
			}
		}
		return nil
	})
	return public, bodies, err
}
