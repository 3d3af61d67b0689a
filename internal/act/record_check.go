package act

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// waitsTooLong is how old an act may be that has no place in the record.
const waitsTooLong = 10 * time.Minute

// CheckRecord holds the whole database against the public record: that every
// checkpoint is signed and of the tree that the entries make, that every act
// which belongs in the record is there, and that what is kept today is what was
// recorded, with its time and its order. It changes nothing.
func (d *Desk) CheckRecord(ctx context.Context) (all []store.Problem, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c := recordCheck{tx: tx, recorded: map[string]bool{}}
		for _, look := range []func() error{c.keys, c.tree, c.waiting, c.missing} {
			if err := look(); err != nil {
				return err
			}
		}
		all = c.found
		return nil
	})
	return all, err
}

// A recordCheck is one such comparison.
type recordCheck struct {
	tx       *store.Tx
	trusted  []record.Key
	tiles    map[[2]int64][]byte // the tree as the entries make it
	recorded map[string]bool     // acts with their objects that have a leaf
	found    []store.Problem
}

func (c *recordCheck) tell(key string, values fault.Values) {
	c.found = append(c.found, fault.Error{Kind: fault.Conflict, Message: key, Values: values})
}

// keys follows the keys of the log from the first.
func (c *recordCheck) keys() error {
	kept, err := c.tx.LogKeys()
	if err != nil || len(kept) == 0 {
		return err
	}
	set := record.KeySet{}
	for _, k := range kept {
		set.Keys = append(set.Keys, record.KeyFact{Key: k.Key, Size: k.Size, Succession: k.Succession})
	}
	first, err := record.ParseKey(kept[0].Key)
	if err == nil {
		c.trusted, err = set.Trusted(first)
	}
	if err != nil {
		c.tell("check.record-keys", nil)
	}
	return nil
}

// tree builds the tree again from the entries, checkpoint by checkpoint.
func (c *recordCheck) tree() error {
	c.tiles = map[[2]int64][]byte{}
	size := int64(0)
	for after := int64(-1); ; {
		page, err := c.tx.Checkpoints(after, 500)
		if err != nil {
			return err
		}
		for _, kept := range page {
			after = kept.Size
			root, err := c.grow(size, kept.Size)
			if err != nil {
				return err
			}
			size = kept.Size
			c.checkpoint(kept, root)
		}
		if len(page) == 0 {
			break
		}
	}
	beyond, err := c.tx.Leaves(size, 1)
	if err != nil {
		return err
	}
	if len(beyond) > 0 {
		c.tell("check.record-beyond", fault.Values{"Place": beyond[0].Place})
	}
	return c.compareTiles()
}

// grow adds the entries up to a size and gives the root.
func (c *recordCheck) grow(from, to int64) (root record.Hash, err error) {
	for size := from; ; {
		leaves, err := c.tx.Leaves(size, int(min(to-size, 1000)))
		if err != nil {
			return root, err
		}
		var entries []record.Entry
		for i, l := range leaves {
			if l.Place != size+int64(i) {
				c.tell("check.record-gap", fault.Values{"Place": size + int64(i)})
				return root, nil
			}
			entries = append(entries, l.Entry)
			if err := c.leaf(l); err != nil {
				return root, err
			}
		}
		var changed []record.Changed
		if root, changed, err = record.Grow(size, entries, c.read); err != nil {
			return root, nil // a gap was told of before
		}
		for _, t := range changed {
			c.tiles[[2]int64{int64(t.L), t.N}] = t.Hashes
		}
		if size += int64(len(entries)); size >= to {
			return root, nil
		}
		if len(leaves) == 0 {
			c.tell("check.record-gap", fault.Values{"Place": size})
			return root, nil
		}
	}
}

// read gives tiles of the tree that is being built.
func (c *recordCheck) read(tiles ...record.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, t := range tiles {
		if all[i] = c.tiles[[2]int64{int64(t.L), t.N}]; len(all[i]) < t.W*len(record.Hash{}) {
			return nil, fmt.Errorf("act: the tree has no tile %v", t)
		}
	}
	return all, nil
}

// checkpoint compares a checkpoint with the root of the entries that it counts.
func (c *recordCheck) checkpoint(kept store.Checkpoint, root record.Hash) {
	signed, _, err := record.OpenCheckpoint([]byte(kept.Signed), c.trusted...)
	switch {
	case err != nil:
		c.tell("check.record-unsigned", fault.Values{"Count": kept.Size})
	case signed.Size != kept.Size, signed.Root != kept.Root, kept.Root != root:
		c.tell("check.record-root", fault.Values{"Count": kept.Size})
	}
}

// compareTiles compares the tree with the tiles that are kept and served.
func (c *recordCheck) compareTiles() error {
	for at, want := range c.tiles {
		got, err := c.tx.Tile(int(at[0]), at[1])
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if !bytes.Equal(got, want) {
			c.tell("check.record-tile", fault.Values{"Level": at[0], "Number": at[1]})
		}
	}
	return nil
}

// leaf compares a leaf with what it is of.
func (c *recordCheck) leaf(l store.Leaf) error {
	s := l.Statement
	if !l.Erased.IsZero() {
		return nil // that it was erased has a leaf of its own, or is missed
	}
	if s.Entry() != l.Entry {
		c.tell("check.record-leaf", fault.Values{"Place": l.Place})
		return nil
	}
	c.recorded[string(s.Act)+" "+s.Object] = true
	kind, err := recordedAct(s.Act)
	if err != nil {
		c.tell("check.record-leaf", fault.Values{"Place": l.Place})
		return nil
	}
	content, at, err := kind.kept(c.tx, s.Object)
	values := fault.Values{"Object": s.Object, "Place": l.Place}
	switch {
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.Invalid):
		c.tell("check.record-dropped", values)
	case err != nil:
		return err
	case !s.Says(content):
		c.tell("check.record-changed", values)
	case !at.Equal(s.At):
		c.tell("check.record-time", values)
	}
	return nil
}

// waiting looks at the acts that have no place yet.
func (c *recordCheck) waiting() error {
	entries, err := c.tx.WaitingLeaves(1 << 30)
	if err != nil {
		return err
	}
	late := 0
	for _, e := range entries {
		l, err := c.tx.Leaf(e)
		if err != nil {
			return err
		}
		if err := c.leaf(l); err != nil {
			return err
		}
		if c.tx.Now.Sub(l.Statement.At) > waitsTooLong {
			late++
		}
	}
	if late > 0 {
		c.tell("check.record-waiting", fault.Values{"Count": late})
	}
	return nil
}

// missing looks for acts that belong in the record and are not there.
func (c *recordCheck) missing() error {
	for _, kind := range recordedActs {
		objects, err := kind.all(c.tx)
		if err != nil {
			return err
		}
		for _, object := range objects {
			if !c.recorded[string(kind.act)+" "+object] {
				c.tell("check.record-missing",
					fault.Values{"Object": object, "Act": string(kind.act)})
			}
		}
	}
	return nil
}
