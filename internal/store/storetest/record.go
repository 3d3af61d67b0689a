package storetest

import (
	"errors"
	"time"

	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// statement is a statement to test with.
func statement(object string) record.Statement {
	return record.State("version-published", object, Noon, []byte(object))
}

func leaves(s suite) {
	a, b := statement("a"), statement("b")
	s.write(func(tx *store.Tx) error {
		_, one := tx.AddLeaf(a)
		_, two := tx.AddLeaf(b)
		return errors.Join(one, two)
	})
	waiting := func(tx *store.Tx) ([]record.Entry, error) { return tx.WaitingLeaves(9) }
	equal(s, []record.Entry{a.Entry(), b.Entry()}, waiting)
	want := store.Leaf{Entry: a.Entry(), Place: store.Waiting, Statement: a}
	leaf := func(tx *store.Tx) (store.Leaf, error) { return tx.Leaf(a.Entry()) }
	equal(s, want, leaf)
	s.write(func(tx *store.Tx) error { return tx.PlaceLeaf(a.Entry(), 0) })
	want.Place = 0
	equal(s, want, leaf)
	equal(s, []record.Entry{b.Entry()}, waiting)
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.PlaceLeaf(a.Entry(), 1) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.PlaceLeaf(b.Entry(), 0) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { _, err := tx.AddLeaf(a); return err })
	equal(s, []store.Leaf{want}, func(tx *store.Tx) ([]store.Leaf, error) { return tx.Leaves(0, 9) })
	equal(s, []store.Leaf{want}, func(tx *store.Tx) ([]store.Leaf, error) { return tx.LeavesOf("a") })

	s.write(func(tx *store.Tx) error { return tx.EraseLeaf(a.Entry()) })
	want.Statement, want.Erased = record.Statement{}, Noon
	equal(s, want, leaf)
	equal(s, nil, func(tx *store.Tx) ([]store.Leaf, error) { return tx.LeavesOf("a") })
	equal(s, []record.Entry{a.Entry()}, (*store.Tx).ErasedLeaves)
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.EraseLeaf(a.Entry()) })
	missing(s, func(tx *store.Tx) (store.Leaf, error) { return tx.Leaf(record.Entry{}) })
}

func checkpoints(s suite) {
	missing(s, (*store.Tx).Checkpoint)
	two := store.Checkpoint{Size: 2, Root: record.Hash{2}, Signed: "— å\n", At: Noon}
	five := store.Checkpoint{Size: 5, Root: record.Hash{5}, Signed: "x", At: Noon.Add(time.Minute)}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddCheckpoint(two), tx.AddCheckpoint(five))
	})
	equal(s, five, (*store.Tx).Checkpoint)
	for size, want := range map[int64]store.Checkpoint{0: two, 2: two, 3: five, 5: five} {
		equal(s, want, func(tx *store.Tx) (store.Checkpoint, error) { return tx.CheckpointSince(size) })
	}
	missing(s, func(tx *store.Tx) (store.Checkpoint, error) { return tx.CheckpointSince(6) })
	equal(s, []store.Checkpoint{five}, func(tx *store.Tx) ([]store.Checkpoint, error) {
		return tx.Checkpoints(2, 9)
	})
	for _, size := range []int64{0, 4, 5} { // the log never goes back
		five.Size = size
		s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddCheckpoint(five) })
	}

	line := store.Cosignature{Size: 2, Key: "w+1", Line: "— w x\n", At: Noon}
	s.write(func(tx *store.Tx) error { return tx.AddCosignature(line) })
	line.Line = "— w y\n"
	s.write(func(tx *store.Tx) error { return tx.AddCosignature(line) })
	equal(s, []store.Cosignature{line}, func(tx *store.Tx) ([]store.Cosignature, error) {
		return tx.Cosignatures(2)
	})
}

func tilesAndKeys(s suite) {
	tile := func(tx *store.Tx) ([]byte, error) { return tx.Tile(1, 1<<40) }
	missing(s, tile)
	for _, hashes := range [][]byte{{1}, {1, 0, 255}} {
		s.write(func(tx *store.Tx) error { return tx.SaveTile(1, 1<<40, hashes) })
		equal(s, hashes, tile)
	}
	first := store.LogKey{Key: "b", Number: 1, Size: 0, At: Noon}
	second := store.LogKey{Key: "a", Number: 2, Size: 7, At: Noon, Succession: "ö\n"}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddLogKey(first), tx.AddLogKey(second))
	})
	equal(s, []store.LogKey{first, second}, (*store.Tx).LogKeys)
	second.Key = "c"
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddLogKey(second) })
}

// keptVersions are versions and cancellations as the record wants them.
func keptVersions(s suite) {
	c := s.begin("c")
	equal(s, nil, (*store.Tx).PublishedVersions)
	get := func(tx *store.Tx) (string, error) {
		v, err := tx.VersionAsKept("c", "invitation", 1)
		return v.Content, err
	}
	missing(s, get)
	s.write(func(tx *store.Tx) error {
		v, err := tx.Version("c", "invitation", 1)
		v.Published = Noon
		return errors.Join(err, tx.PublishVersion(v))
	})
	equal(s, 1, func(tx *store.Tx) (int, error) {
		all, err := tx.PublishedVersions()
		return len(all), err
	})
	equal(s, true, func(tx *store.Tx) (bool, error) {
		text, err := get(tx)
		return len(text) > 100 && text[0] == '{', err
	})
	equal(s, nil, (*store.Tx).CancelledConsultations)
	c.Cancelled, c.Published = Noon, 1
	s.write(func(tx *store.Tx) error { return tx.SaveConsultation(c) })
	equal(s, 1, func(tx *store.Tx) (int, error) {
		all, err := tx.CancelledConsultations()
		return len(all), err
	})
}

// fillRecord puts rows in the tables of the public record.
func fillRecord(tx *store.Tx) error {
	e, err := tx.AddLeaf(statement("a"))
	_, more := tx.AddLeaf(statement("b"))
	return errors.Join(err, more, tx.PlaceLeaf(e, 0), tx.SaveTile(0, 0, []byte{0, 1}),
		tx.AddCheckpoint(store.Checkpoint{Size: 1, Signed: "s", At: Noon}),
		tx.AddLogKey(store.LogKey{Key: "k", Number: 1, At: Noon}),
		tx.AddCosignature(store.Cosignature{Size: 1, Key: "w", Line: "l", At: Noon}))
}
