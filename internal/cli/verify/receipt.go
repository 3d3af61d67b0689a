package verify

import (
	"context"
	"strings"

	"insyn/internal/fault"
	"insyn/internal/record"
)

// Receipt checks a receipt that somebody kept: by itself, and where the web may
// be asked, against the record as it is now and against what the site shows.
func (a *Auditor) Receipt(ctx context.Context, text []byte) (r *Report, err error) {
	r = &Report{}
	kept, err := record.ParseReceipt(text)
	if err != nil {
		return r, err
	}
	return r, a.receipt(ctx, r, kept, a.Fetch != nil)
}

func (a *Auditor) receipt(ctx context.Context, r *Report, kept record.Receipt, online bool) error {
	r.Log = kept.Log
	s := kept.Statement
	r.pass("statement", "verify.statement", fault.Values{"Act": string(s.Act), "Object": s.Object, "At": s.At})
	if kept.Content != nil {
		var err error
		if !s.Says(kept.Content) {
			err = fault.New(fault.Refused, "record.content-other")
		}
		if ok, err := r.see("content", err, "verify.content", fault.Values{"Bytes": len(kept.Content)}); !ok {
			return err
		}
	}
	if !online {
		known, err := a.believe(r, kept.Log, kept.Key)
		if err != nil {
			return err
		}
		return a.proven(r, kept, known)
	}
	l, err := a.open(ctx, r, kept.Log)
	if err != nil || l == nil {
		return err
	}
	return l.current(ctx, r, kept)
}

// proven checks a receipt by the proof that it carries.
func (a *Auditor) proven(r *Report, kept record.Receipt, known []record.Key) error {
	if kept.Proof == nil {
		r.fail("inclusion", fault.New(fault.Unavailable, "record.pending"))
		return nil
	}
	c, err := kept.Proof.Check(kept.Statement.Entry(), known...)
	r.Size = c.Size
	if ok, err := r.see("inclusion", err, "verify.included",
		fault.Values{"Place": kept.Proof.Index, "Count": c.Size}); !ok {
		return err
	}
	if a.State.Logs[kept.Log] == nil { // the first that is seen of the record
		a.State.Logs[kept.Log] = &Seen{Origin: c.Origin, Keys: texts(known),
			Checkpoint: string(kept.Proof.Checkpoint)}
	}
	return nil
}

func texts(keys []record.Key) (all []string) {
	for _, k := range keys {
		all = append(all, k.String())
	}
	return all
}

// current checks a receipt against the record as it is now.
func (l *log) current(ctx context.Context, r *Report, kept record.Receipt) error {
	e := kept.Statement.Entry()
	if kept.Proof == nil {
		got, err := l.get(ctx, l.address+"/proof/"+e.String())
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Unavailable) {
			r.fail("inclusion", fault.New(fault.Refused, "verify.never-placed"))
			return nil
		}
		if err != nil {
			return err
		}
		p, err := record.ParseProof(got.Body)
		if err != nil {
			return err
		}
		kept.Proof = &p
	}
	if ok, err := l.connected(ctx, r, kept); !ok {
		return err
	}
	err := l.now.Lies(e, kept.Proof.Index, l.tiles(ctx))
	if ok, err := r.see("inclusion", err, "verify.included",
		fault.Values{"Place": kept.Proof.Index, "Count": l.now.Size}); !ok {
		return err
	}
	return l.shown(ctx, r, kept)
}

// connected checks that the record of the receipt is the one that is there now.
func (l *log) connected(ctx context.Context, r *Report, kept record.Receipt) (bool, error) {
	old, _, err := record.OpenCheckpoint(kept.Proof.Checkpoint, l.keys...)
	if fault.Is(err, fault.Refused) {
		// By a key from before those that are believed: its word counts for
		// nothing, the place in the record of today does.
		if old, err = record.Peek(kept.Proof.Checkpoint); err == nil && old.Size > l.now.Size {
			err = fault.New(fault.Refused, "record.unsigned")
		}
	}
	if err == nil {
		err = l.now.Follows(old, l.tiles(ctx))
	}
	ok, err := r.see("history", err, "verify.history", fault.Values{"Was": old.Size})
	if !ok && err == nil {
		r.Evidence = append(r.Evidence, string(kept.Proof.Checkpoint), string(l.signed))
	}
	return ok, err
}

// shown checks that the site still shows what the receipt is about, where it is
// something that anybody may read. What was erased must be recorded as erased.
func (l *log) shown(ctx context.Context, r *Report, kept record.Receipt) error {
	if l.Public == nil || !l.Public(kept.Statement.Act) {
		return nil
	}
	e := kept.Statement.Entry()
	got, err := l.get(ctx, l.address+"/receipt/"+e.String())
	if fault.Is(err, fault.NotFound) {
		r.fail("shown", fault.New(fault.Refused, "verify.not-shown"))
		return nil
	}
	if err != nil {
		return err
	}
	there, err := record.ParseReceipt(got.Body)
	if err != nil {
		return err
	}
	s := there.Statement
	switch {
	case s.Entry() == e:
		if there.Content == nil || !s.Says(there.Content) {
			err = fault.New(fault.Refused, "verify.reworded")
		}
		_, err = r.see("shown", err, "verify.shown", nil)
		return err
	case s.Act == "entry-erased" && s.Object == "entry/"+e.String() && there.Proof != nil:
		_, err = there.Proof.Check(s.Entry(), l.keys...)
		_, err = r.see("shown", err, "verify.erased", fault.Values{"At": s.At})
		return err
	}
	r.fail("shown", fault.New(fault.Refused, "verify.not-shown"))
	return nil
}

// receiptPath is where receipts of a site are.
const receiptPath = "/log/receipt/"

// URL checks what is at an address: a record ("…/log"), a receipt, or a page
// that shows what was published and leads to its receipts.
func (a *Auditor) URL(ctx context.Context, address string) (*Report, error) {
	if strings.HasSuffix(strings.TrimSuffix(address, "/"), "/log") {
		return a.Log(ctx, address)
	}
	got, err := a.get(ctx, address)
	if err != nil {
		return &Report{}, err
	}
	if !strings.HasPrefix(got.Type, "text/html") {
		kept, err := record.ParseReceipt(got.Body)
		r := &Report{}
		if err == nil && !sameHost(kept.Log, address) {
			err = fault.New(fault.Refused, "verify.elsewhere").With("Log", kept.Log)
		}
		if err != nil {
			return r, err
		}
		return r, a.receipt(ctx, r, kept, true)
	}
	return a.page(ctx, address, got.Body)
}
