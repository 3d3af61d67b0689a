package act

import (
	"cmp"
	"context"
	"encoding/binary"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// LogCheckpoint gives the latest checkpoint of the public record, with the
// signatures of those who have witnessed it.
//
// Faults: NotFound (nothing is signed yet).
func (d *Desk) LogCheckpoint(ctx context.Context) (signed []byte, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Checkpoint()
		if err == nil {
			signed, err = witnessed(tx, c)
		}
		return err
	})
	return signed, err
}

// witnessed gives a checkpoint with the lines of its witnesses.
func witnessed(tx *store.Tx, c store.Checkpoint) ([]byte, error) {
	lines, err := tx.Cosignatures(c.Size)
	signed := []byte(c.Signed)
	for _, l := range lines {
		signed = append(signed, l.Line...)
	}
	return signed, err
}

// LogTile gives the bytes of a tile: hashes of a level of the tree, or entries,
// each with its length before it. What was once given never changes.
//
// Faults: NotFound (the record is not so long).
func (d *Desk) LogTile(ctx context.Context, t record.Tile) (data []byte, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if t.L < 0 {
			data, err = entries(tx, t)
			return err
		}
		data, err = tx.Tile(t.L, t.N)
		if err == nil && len(data) < t.W*tlog.HashSize {
			err = fault.New(fault.NotFound, "record.no-tile")
		}
		if err == nil {
			data = data[:t.W*tlog.HashSize]
		}
		return err
	})
	return data, err
}

// entries gives the entries of a tile (C2SP tlog-tiles, entry bundles).
func entries(tx *store.Tx, t record.Tile) ([]byte, error) {
	if t.N >= 1<<40 {
		return nil, fault.New(fault.NotFound, "record.no-tile")
	}
	leaves, err := tx.Leaves(t.N*record.Width, t.W)
	if err != nil {
		return nil, err
	}
	if len(leaves) < t.W || leaves[0].Place != t.N*record.Width {
		return nil, fault.New(fault.NotFound, "record.no-tile")
	}
	data := make([]byte, 0, t.W*(2+len(record.Entry{})))
	for _, l := range leaves {
		data = binary.BigEndian.AppendUint16(data, uint16(len(l.Entry)))
		data = append(data, l.Entry[:]...)
	}
	return data, nil
}

// LogProof gives the proof that an entry is in the record as it is now. It
// says where the entry stands and nothing about what it is.
//
// Faults: NotFound, Unavailable (it waits for its place).
func (d *Desk) LogProof(ctx context.Context, e record.Entry) (p record.Proof, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		l, err := tx.Leaf(e)
		if err != nil {
			return err
		}
		if l.Place == store.Waiting {
			return fault.New(fault.Unavailable, "record.pending")
		}
		found, err := d.proof(tx, l.Place)
		if err == nil {
			p = *found
		}
		return err
	})
	return p, err
}

// PublicReceipt gives the receipt, with its content, of an act whose content
// anybody may read. It does not wait. Of an entry that was erased it gives the
// receipt of the erasure.
//
// Faults: NotFound (also for acts whose content is not public).
func (d *Desk) PublicReceipt(ctx context.Context, e record.Entry) (record.Receipt, error) {
	r, err := d.receipt(ctx, e, false)
	if fault.Is(err, fault.NotFound) { // perhaps erased: then that is what can be shown
		erased, again := d.PublicEntries(ctx, "entry/"+e.String())
		if again != nil || len(erased) == 0 {
			return record.Receipt{}, cmp.Or(again, err)
		}
		e = erased[0].Entry
		r, err = d.receipt(ctx, e, false)
	}
	if err != nil {
		return record.Receipt{}, err
	}
	kind, err := recordedAct(r.Statement.Act)
	if err == nil && !kind.public {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	if err != nil {
		return record.Receipt{}, err
	}
	return d.receipt(ctx, e, true)
}

// PublicEntries gives the entries of an object whose content anybody may read,
// those that wait too, in the order of the record.
func (d *Desk) PublicEntries(ctx context.Context, object string) (all []store.Leaf, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		leaves, err := tx.LeavesOf(object)
		all = nil
		for _, l := range leaves {
			if kind, known := recordedAct(l.Statement.Act); known == nil && kind.public {
				all = append(all, l)
			}
		}
		return err
	})
	return all, err
}

// A LogState is what anybody may know of the record as a whole.
type LogState struct {
	Origin     string
	Checkpoint record.Checkpoint
	Signed     string // with the lines of witnesses
	At         time.Time
	Keys       []store.LogKey // the first first
	Witnesses  []record.Key   // whose signatures are taken
	Cosigned   []store.Cosignature
}

// LogState tells how the record stands.
func (d *Desk) LogState(ctx context.Context) (s LogState, err error) {
	s.Witnesses = d.Witnesses
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if s.Keys, err = tx.LogKeys(); err != nil {
			return err
		}
		if s.Origin, err = d.origin(s.Keys); err != nil {
			return err
		}
		c, err := tx.Checkpoint()
		if fault.Is(err, fault.NotFound) {
			return nil // nothing is signed yet
		}
		if err != nil {
			return err
		}
		s.Checkpoint, s.At = record.Checkpoint{Origin: s.Origin, Size: c.Size, Root: c.Root}, c.At
		if s.Cosigned, err = tx.Cosignatures(c.Size); err != nil {
			return err
		}
		signed, err := witnessed(tx, c)
		s.Signed = string(signed)
		return err
	})
	return s, err
}

// Cosign takes a checkpoint of this record that witnesses have signed, and
// keeps the lines of those whose keys are known. It tells how many.
//
// Who may: anybody, for a signature proves itself. Faults: Invalid, Refused
// (not a checkpoint that was signed here, or no known witness has signed it).
func (d *Desk) Cosign(ctx context.Context, signed []byte) (kept int, err error) {
	c, sigs, err := record.OpenCheckpoint(signed, d.Witnesses...)
	if err != nil {
		return 0, err
	}
	err = d.DB.Bookkeep(ctx, theRecord, func(tx *store.Tx) error {
		ours, err := tx.CheckpointSince(c.Size)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		known, _ := record.Peek([]byte(ours.Signed)) // nothing, where there is none
		if err != nil || known != c {
			return fault.New(fault.Refused, "record.checkpoint-unknown").With("Size", c.Size)
		}
		kept = 0
		for _, s := range sigs {
			if err := tx.AddCosignature(store.Cosignature{Size: c.Size, Key: d.witness(s).String(),
				Line: "— " + s.Name + " " + s.Base64 + "\n", At: tx.Now}); err != nil {
				return err
			}
			kept++
		}
		return nil
	})
	return kept, err
}

// witness gives the key of the one who signed.
func (d *Desk) witness(s record.Signature) record.Key {
	for _, k := range d.Witnesses {
		if k.Name() == s.Name && k.KeyHash() == s.Hash {
			return k
		}
	}
	return record.Key{} // never: OpenCheckpoint gives known keys only
}
