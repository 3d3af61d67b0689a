package storetest

import (
	"errors"
	"time"

	"insyn/internal/purchase"
	"insyn/internal/store"
)

// flagOf is a flag to test with.
func flagOf(id string) purchase.Flag {
	return purchase.Flag{ID: id, Body: "exempel", Rule: "duplicate", Ore: 5_000, Content: `{"id":"ö"}`,
		Evidence: []purchase.Place{{Delivery: "d", Row: 7}}, Run: 1, Found: Noon,
		State: purchase.FlagOpen,
		Steps: []purchase.FlagStep{{At: Noon, Kind: purchase.StepFound, By: "system"}}}
}

// fillFlags writes a run with a flag.
func fillFlags(tx *store.Tx) error {
	return errors.Join(tx.AddFlagRun(store.FlagRun{Number: 1, Sequence: 1, At: Noon, Seal: "00"}),
		tx.SaveFlag(flagOf("f")))
}

// flags holds that a flag keeps what was decided, and every step.
func flags(s suite) {
	s.write(func(tx *store.Tx) error { return tx.SaveBody(Body("exempel", "Exempelmyndigheten")) })
	equal(s, store.FlagRun{}, func(tx *store.Tx) (store.FlagRun, error) { return tx.LastFlagRun() })
	run := store.FlagRun{Number: 2, Sequence: 9, At: Noon, File: purchase.File{Hash: "aa", Size: 1},
		Seal: "bb",
		Rows: 10, Flags: 2}
	f, g := flagOf("f"), flagOf("g")
	g.Ore, g.Run = 6_000, 2
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddFlagRun(run), tx.SaveFlag(f),
			tx.SaveFlag(g))
	})
	equal(s, run, func(tx *store.Tx) (store.FlagRun, error) { return tx.LastFlagRun() })
	later := Noon.Add(time.Hour)
	if err := f.Decide(purchase.FlagExplained, "Två lokaler", "eva", later); err != nil {
		s.Fatal(err)
	}
	f.Note(purchase.StepInvited, "", "eva", later)
	f.Note(purchase.StepReply, "Ja", "supplier", later)
	f.Note(purchase.StepShown, "", "eva", later)
	s.write(func(tx *store.Tx) error { return errors.Join(tx.SaveFlag(f), tx.SaveFlag(f)) })
	equal(s, f, func(tx *store.Tx) (purchase.Flag, error) { return tx.Flag("f") })
	missing(s, func(tx *store.Tx) (purchase.Flag, error) { return tx.Flag("none") })
	f.Steps, g.Steps = nil, nil
	equal(s, []purchase.Flag{g, f}, func(tx *store.Tx) ([]purchase.Flag,
		error) {
		return tx.Flags("exempel")
	})
	equal(s, []purchase.Flag{f}, func(tx *store.Tx) ([]purchase.Flag,
		error) {
		return tx.FlagsNotIn(2)
	})
	equal(s, 0, func(tx *store.Tx) (int, error) {
		all, err := tx.Flags("annan")
		return len(all), err
	})
}
