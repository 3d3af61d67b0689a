package act

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/record"
	"insyn/internal/store"
)

// theRecord names the aggregate of the log: whoever writes to it has it alone,
// in whatever process.
const theRecord = "record"

// mostPlaced is how many entries get a place in one transaction, so that it
// does not hold the database for long.
const mostPlaced = 512

// A memory is what this process has signed last. The log never goes back, also
// where the database does.
type memory struct {
	sync.Mutex
	last record.Checkpoint
}

// ErrOldKey is the failure to sign when the log has a newer key than this
// process: its keyring is older than that of another.
var ErrOldKey = errors.New("act: the public record has a newer key than this keyring")

// Integrate gives the acts that wait their places in the public record and signs
// what the log has become. It tells how many there were. Only one process does
// it at a time; when nothing waits it only looks.
func (d *Desk) Integrate(ctx context.Context) (placed int, err error) {
	var waits bool
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		next, err := tx.WaitingLeaves(1)
		if waits = len(next) > 0; err == nil && !waits {
			waits, err = d.unsigned(tx)
		}
		return err
	})
	if err != nil || !waits {
		return 0, err
	}
	d.signed.Lock()
	defer d.signed.Unlock()
	var last record.Checkpoint
	err = d.DB.Bookkeep(ctx, theRecord, func(tx *store.Tx) error {
		if err := firstOfAll(tx); err != nil {
			return err
		}
		entries, err := tx.WaitingLeaves(mostPlaced)
		if err != nil {
			return err
		}
		placed = len(entries)
		last, err = d.grow(tx, entries)
		return err
	})
	if err == nil {
		d.signed.last = last
	}
	return placed, err
}

// firstOfAll puts in the record what was done before there was one.
func firstOfAll(tx *store.Tx) error {
	known, err := tx.LogKeys()
	if err != nil || len(known) > 0 {
		return err
	}
	return enterAll(tx)
}

// unsigned tells whether the log waits for its first checkpoint, or for its new key.
func (d *Desk) unsigned(tx *store.Tx) (bool, error) {
	known, err := tx.LogKeys()
	if err != nil || len(known) == 0 {
		return true, err
	}
	mine, err := d.signer(known)
	return err == nil && mine.Key().String() != known[len(known)-1].Key, nil
}

// grow adds entries to the log as it is and signs it.
func (d *Desk) grow(tx *store.Tx, entries []record.Entry) (now record.Checkpoint, err error) {
	known, err := tx.LogKeys()
	if err != nil {
		return now, err
	}
	was, err := d.latest(tx, known)
	if err != nil {
		return now, err
	}
	signer, err := d.handOver(tx, known, was)
	if err != nil {
		return now, err
	}
	root, changed, err := record.Grow(was.Size, entries, tiles(tx))
	if err != nil {
		return now, err
	}
	for i, e := range entries {
		if err := tx.PlaceLeaf(e, was.Size+int64(i)); err != nil {
			return now, err
		}
	}
	for _, t := range changed {
		if err := tx.SaveTile(t.L, t.N, t.Hashes); err != nil {
			return now, err
		}
	}
	now = record.Checkpoint{Origin: signer.Name(), Size: was.Size + int64(len(entries)), Root: root}
	if len(known) > 0 && len(entries) == 0 {
		return now, nil // only the key is new: what was signed stands
	}
	signed, err := now.Sign(signer)
	if err != nil {
		return now, err
	}
	return now, tx.AddCheckpoint(store.Checkpoint{Size: now.Size, Root: root, Signed: string(signed),
		At: tx.Now})
}

// brokenRecord is the failure to go on with a log that is not as it was signed.
func brokenRecord(cause error) error {
	return fault.New(fault.Internal, "record.broken").From(cause)
}

// latest gives the last checkpoint, if the log is what it says: signed by its
// key, with the tiles that belong to it, and not shorter than what this process
// has signed. Nothing is signed on top of a log that somebody has meddled with.
func (d *Desk) latest(tx *store.Tx, known []store.LogKey) (c record.Checkpoint, err error) {
	kept, err := tx.Checkpoint()
	if fault.Is(err, fault.NotFound) && len(known) == 0 && d.signed.last.Size == 0 {
		return record.Checkpoint{}, nil
	}
	if err != nil {
		return c, cmp.Or(ifMissing(err), err)
	}
	for _, k := range known {
		key, err := record.ParseKey(k.Key)
		if err != nil {
			return c, brokenRecord(err)
		}
		if c, _, err = record.OpenCheckpoint([]byte(kept.Signed), key); err == nil {
			break
		}
	}
	if c.Origin == "" || c.Size != kept.Size || c.Root != kept.Root || !d.mine(c, kept.Signed) {
		return c, brokenRecord(errors.New("act: the last checkpoint is not the log's own"))
	}
	if err := d.signed.follows(c, tiles(tx)); err != nil {
		return c, brokenRecord(err)
	}
	root, err := tlog.TreeHash(c.Size, tlog.HashReaderFunc(tiles(tx).Hashes))
	if err == nil && root != c.Root {
		err = errors.New("act: the tiles are not those of the last checkpoint")
	}
	if err != nil {
		return c, cmp.Or(ifMissing(err), err)
	}
	return c, nil
}

// ifMissing makes of what should be there and is not the failure of the log.
func ifMissing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return brokenRecord(err)
	}
	return nil
}

// follows tells whether a checkpoint is what this process has signed last, or has grown from it.
func (m *memory) follows(c record.Checkpoint, read record.Read) error {
	if m.last.Origin == "" {
		return nil
	}
	return c.Follows(m.last, read)
}

// mine tells whether a checkpoint is signed by a key of this process's ring:
// a key that the database alone vouches for is not believed.
func (d *Desk) mine(c record.Checkpoint, signed string) bool {
	for _, private := range d.Keys.Signing(keys.Record) {
		if _, _, err := record.OpenCheckpoint([]byte(signed),
			record.NewSigner(c.Origin, private).Key()); err == nil {
			return true
		}
	}
	return false
}

// tiles gives the log's own tiles out of the database.
func tiles(tx *store.Tx) record.Read {
	return func(wanted ...record.Tile) ([][]byte, error) {
		all := make([][]byte, len(wanted))
		for i, t := range wanted {
			hashes, err := tx.Tile(t.L, t.N)
			if err != nil {
				return nil, err
			}
			all[i] = hashes
		}
		return all, nil
	}
}

// origin gives the name of the log: that of its first key, and before there is
// one, the address of the site.
func (d *Desk) origin(known []store.LogKey) (string, error) {
	if len(known) > 0 {
		k, err := record.ParseKey(known[0].Key)
		return k.Name(), err
	}
	u, err := url.Parse(d.Site.URL)
	if err != nil || u.Host == "" {
		return "insyn.invalid/log", nil
	}
	return u.Host + u.Path + "/log", nil
}

// signer gives the newest key of the ring, as the log's.
func (d *Desk) signer(known []store.LogKey) (record.Signer, error) {
	origin, err := d.origin(known)
	if err != nil {
		return record.Signer{}, err
	}
	return record.NewSigner(origin, d.Keys.Signing(keys.Record)[0]), nil
}

// handOver gives the key to sign with. Where the ring has a new one, the key
// that the log had signs that the new one follows it.
func (d *Desk) handOver(tx *store.Tx, known []store.LogKey,
	was record.Checkpoint) (record.Signer, error) {
	signer, err := d.signer(known)
	if err != nil {
		return signer, err
	}
	next := store.LogKey{Key: signer.Key().String(), Number: len(known) + 1, Size: was.Size, At: tx.Now}
	if len(known) == 0 {
		return signer, tx.AddLogKey(next)
	}
	last := known[len(known)-1].Key
	if next.Key == last {
		return signer, nil
	}
	for _, k := range known {
		if k.Key == next.Key {
			return signer, ErrOldKey
		}
	}
	for _, private := range d.Keys.Signing(keys.Record)[1:] {
		if old := record.NewSigner(signer.Name(), private); old.Key().String() == last {
			signed, err := record.Succession{Origin: signer.Name(), Size: was.Size,
				Key: signer.Key()}.Sign(old)
			if err != nil {
				return signer, err
			}
			next.Succession = string(signed)
			return signer, tx.AddLogKey(next)
		}
	}
	return signer, ErrOldKey
}

// includedEvery is how often a receipt looks whether its place has come.
const includedEvery = 25 * time.Millisecond

// Receipt gives the receipt of an entry: with its proof as soon as it has a
// place in the log, at most d.Patience from now, and else without. With content
// it carries along what the statement is about, for the one whose it is.
//
// Faults: NotFound (no such entry, or it was erased).
func (d *Desk) Receipt(ctx context.Context, e record.Entry,
	content bool) (r record.Receipt, err error) {
	until := time.Now().Add(d.Patience)
	for {
		if r, err = d.receipt(ctx, e, content); err != nil || r.Proof != nil ||
			time.Now().After(until) {
			return r, err
		}
		select {
		case <-ctx.Done():
			return r, nil
		case <-time.After(includedEvery):
		}
	}
}

// receipt gives the receipt as it can be now.
func (d *Desk) receipt(ctx context.Context, e record.Entry,
	content bool) (r record.Receipt, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		l, err := tx.Leaf(e)
		if err != nil {
			return err
		}
		if !l.Erased.IsZero() {
			return fault.New(fault.NotFound, "store.not-found")
		}
		known, err := tx.LogKeys()
		if err != nil {
			return err
		}
		r = record.Receipt{Statement: l.Statement, Log: d.Site.URL + "/log"}
		if len(known) > 0 {
			if r.Key, err = record.ParseKey(known[len(known)-1].Key); err != nil {
				return brokenRecord(err)
			}
		}
		if content {
			kind, err := recordedAct(l.Statement.Act)
			if err != nil {
				return err
			}
			if r.Content, _, err = kind.kept(tx, l.Statement.Object); err != nil {
				return err
			}
		}
		if l.Place == store.Waiting {
			return nil
		}
		r.Proof, err = d.proof(tx, l.Place)
		return err
	})
	return r, err
}

// proof proves that the entry at a place is in the log as it is now.
func (d *Desk) proof(tx *store.Tx, place int64) (*record.Proof, error) {
	c, err := tx.Checkpoint()
	if err != nil {
		return nil, err
	}
	path, err := record.Prove(place, c.Size, tiles(tx))
	if err != nil {
		return nil, err
	}
	return &record.Proof{Index: place, Path: path, Checkpoint: []byte(c.Signed)}, nil
}
