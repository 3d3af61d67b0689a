package verify

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"insyn/internal/fault"
	"insyn/internal/record"
)

// A Got is an answer of the web.
type Got struct {
	Status int
	Type   string // media type
	Body   []byte
}

// An Auditor checks what it is given, and remembers records in its State.
type Auditor struct {
	Fetch  func(ctx context.Context, address string) (Got, error) // nil: nobody is asked
	State  *State
	Key    record.Key                // to believe, instead of the first one seen
	Public func(act record.Act) bool // whether anybody may read the content of an act
	logs   map[string]*log           // asked for in this run
}

// A log is a record as it is found now.
type log struct {
	*Auditor
	address string
	keys    []record.Key
	now     record.Checkpoint
	signed  []byte
}

func asFault(err error) (*fault.Error, bool) {
	var f *fault.Error
	ok := errors.As(err, &f)
	return f, ok
}

// get fetches what must be there.
func (a *Auditor) get(ctx context.Context, address string) (Got, error) {
	got, err := a.Fetch(ctx, address)
	if err == nil && got.Status != 200 {
		kind := fault.Unavailable
		if got.Status == 404 || got.Status == 410 {
			kind = fault.NotFound
		}
		err = fault.New(kind, "verify.answered").With("Address", address).With("Status", got.Status)
	}
	return got, err
}

// tiles reads tiles from the record's address. What a record has signed it must
// be able to show.
func (l *log) tiles(ctx context.Context) record.Read {
	return func(tiles ...record.Tile) ([][]byte, error) {
		all := make([][]byte, len(tiles))
		for i, t := range tiles {
			got, err := l.get(ctx, l.address+"/"+record.TilePath(t))
			if fault.Is(err, fault.NotFound) {
				err = fault.New(fault.Refused, "record.tiles-missing").From(err)
			}
			if err != nil {
				return nil, err
			}
			all[i] = got.Body
		}
		return all, nil
	}
}

// believe chooses the key of a record: the one given, or those seen before, or
// the one that is shown the first time.
func (a *Auditor) believe(r *Report, address string, shown record.Key) ([]record.Key, error) {
	seen := a.State.Logs[address]
	switch {
	case a.Key.String() != "":
		if seen != nil && !slices.Contains(seen.Keys, a.Key.String()) {
			delete(a.State.Logs, address) // who gives a key knows better than what was seen
		}
		r.pass("key", "verify.key-given", nil)
		return []record.Key{a.Key}, nil
	case seen != nil:
		r.pass("key", "verify.key-seen", nil)
		return seen.keys()
	case shown.String() == "":
		return nil, fault.New(fault.Invalid, "verify.no-key")
	}
	r.FirstUse = true
	r.pass("key", "verify.key-first", fault.Values{"Key": shown.String()})
	return []record.Key{shown}, nil
}

// open finds out how a record is now: which keys it has, what it has signed,
// and whether it has grown from what was seen. It does so once in a run.
func (a *Auditor) open(ctx context.Context, r *Report, address string) (*log, error) {
	if l := a.logs[address]; l != nil {
		return l, nil
	}
	l := &log{Auditor: a, address: address}
	got, err := a.get(ctx, address+"/keys")
	if err != nil {
		return nil, err
	}
	set, err := record.ParseKeySet(got.Body)
	if err != nil {
		return nil, err
	}
	var shown record.Key
	if n := len(set.Keys); n > 0 {
		if shown, err = record.ParseKey(set.Keys[n-1].Key); err != nil {
			return nil, err
		}
	}
	if l.keys, err = a.believe(r, address, shown); err != nil {
		return nil, err
	}
	followed, err := set.Trusted(l.keys[len(l.keys)-1])
	if ok, err := r.see("succession", err, "verify.keys-follow", fault.Values{"Count": len(set.Keys)}); !ok {
		return nil, err
	}
	l.keys = append(l.keys[:len(l.keys)-1], followed...)
	if got, err = a.get(ctx, address+"/checkpoint"); err != nil {
		return nil, err
	}
	l.signed = got.Body
	l.now, _, err = record.OpenCheckpoint(got.Body, l.keys[len(l.keys)-1])
	if fault.Is(err, fault.Refused) && len(l.keys) > 1 { // nothing was signed since the new key came
		l.now, _, err = record.OpenCheckpoint(got.Body, l.keys...)
	}
	if err == nil && l.now.Origin != l.keys[0].Name() {
		err = fault.New(fault.Refused, "record.other-log").With("Log", l.now.Origin)
	}
	ok, err := r.see("signature", err, "verify.signed", fault.Values{"Count": l.now.Size, "Log": l.now.Origin})
	if !ok {
		return nil, err
	}
	r.Log, r.Size = address, l.now.Size
	if ok, err := l.grown(ctx, r); !ok {
		return nil, err
	}
	if a.logs == nil {
		a.logs = map[string]*log{}
	}
	a.logs[address] = l
	return l, nil
}

// grown checks the record against what was seen of it, and remembers it as it is.
func (l *log) grown(ctx context.Context, r *Report) (bool, error) {
	seen := l.State.Logs[l.address]
	if seen == nil {
		l.State.Logs[l.address] = l.seen()
		return true, nil
	}
	old, err := seen.last()
	if err != nil {
		return false, err
	}
	ok, err := r.see("growth", l.now.Follows(old, l.tiles(ctx)), "verify.grown",
		fault.Values{"Was": old.Size, "Count": l.now.Size})
	switch {
	case ok:
		l.State.Logs[l.address] = l.seen()
	case err == nil:
		r.Evidence = append(r.Evidence, seen.Checkpoint, string(l.signed))
	}
	return ok, err
}

// seen is what is remembered of the record as it is.
func (l *log) seen() *Seen {
	s := &Seen{Origin: l.now.Origin, Checkpoint: string(l.signed)}
	for _, k := range l.keys {
		s.Keys = append(s.Keys, k.String())
	}
	return s
}

// Log checks a record as a whole: its keys, its signature, its growth, and that
// every entry it gives out is of the tree that it has signed.
func (a *Auditor) Log(ctx context.Context, address string) (r *Report, err error) {
	r = &Report{Log: address}
	l, err := a.open(ctx, r, strings.TrimSuffix(address, "/"))
	if err != nil || l == nil {
		return r, err
	}
	_, err = r.see("entries", l.entries(ctx), "verify.entries", fault.Values{"Count": l.now.Size})
	return r, err
}

// entries checks every entry against the tree.
func (l *log) entries(ctx context.Context) error {
	for first := int64(0); first < l.now.Size; first += record.Width {
		t := record.Tile{H: record.Height, L: -1, N: first / record.Width,
			W: int(min(record.Width, l.now.Size-first))}
		got, err := l.get(ctx, l.address+"/"+record.TilePath(t))
		if err != nil {
			return err
		}
		if err := l.now.Holds(got.Body, t, l.tiles(ctx)); err != nil {
			return err
		}
	}
	return nil
}

// sameHost tells whether an address is on the same host as another.
func sameHost(a, b string) bool {
	x, err := url.Parse(a)
	y, again := url.Parse(b)
	return err == nil && again == nil && x.Scheme == y.Scheme && x.Host == y.Host && x.Host != ""
}
