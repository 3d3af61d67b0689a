package ledger

import (
	"io"
	"testing"
)

// What goes through all rows tells how far it has come, and that it has begun
// anew when it goes through them again.
func TestWhatTakesLongTellsHowFarItHasCome(t *testing.T) {
	o := GenerateOptions{Rows: 2*rowsTold + 1, Seed: 1, Regular: true}
	made := 0
	o.Progress = func(done, total int64) { made++ }
	data, _ := generated(t, o)
	table, _ := read(t, data)
	if made < 3 {
		t.Errorf("what makes rows tells %d times", made)
	}
	for name, work := range map[string]func(){
		"mask":    func() { _, _, _ = Mask(table, MaskOptions{}) },
		"correct": func() { Correct(table) },
		"prove":   func() { Prove(table) },
		"diff":    func() { Diff(table, NewTable()) },
		"csv":     func() { _ = WriteCSV(io.Discard, table) },
		"rows":    func() { _ = WriteRows(io.Discard, table) },
		"json":    func() { _ = WriteJSON(io.Discard, table) },
		"parquet": func() { _ = WriteParquet(io.Discard, table, nil) },
	} {
		told := map[int64]bool{}
		table.Progress = func(done, total int64) {
			told[done] = true
			if done > total || total != int64(table.Len()) {
				t.Errorf("%s: %d of %d", name, done, total)
			}
		}
		if work(); len(told) < 2 { // Parquet has two groups at once
			t.Errorf("%s tells of %v", name, told)
		}
		between := false // what is done before or beside the rows
		for done := range told {
			between = between || done%rowsTold != 0 && done != int64(table.Len())
		}
		if besides := name == "mask" || name == "correct" || name == "diff"; besides != between {
			t.Errorf("%s tells of %v", name, told)
		}
	}
}
