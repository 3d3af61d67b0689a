package store

import (
	"insyn/internal/consult"
)

// Meddle overwrites what a published version says, and tells nobody: what a
// thief with the database would do. It is there for the demonstration, which
// lets its visitor try and be found out.
func (tx *Tx) Meddle(c consult.ID, p consult.Paper, n int, content string) error {
	tx.shown = true
	return tx.mustNote(`
		update version set content = $4 where consultation = $1 and paper = $2 and number = $3`,
		string(c), string(p), n, content)
}
