package act

import (
	"encoding/json"
	"time"

	"insyn/internal/account"
	"insyn/internal/store"
)

// A rename is what the log tells of a body that got another name.
type rename struct {
	Was string `json:"was"`
}

// renamed gives what is to be logged of a body that is saved: its name before,
// where that was another.
func renamed(was, now account.Body) any {
	if was.Name == "" || was.Name == now.Name {
		return nil
	}
	return rename{was.Name}
}

// bodyNameThen gives the name that a body had before a moment: the one that the
// first change since then took from it.
func bodyNameThen(tx *store.Tx, b account.Body, moment time.Time) (string, error) {
	name, before := b.Name, int64(0)
	for {
		page, err := tx.AuditLog("body/"+string(b.ID), logPage, before)
		if err != nil {
			return "", err
		}
		for _, e := range page {
			if e.At.Before(moment) {
				return name, nil
			}
			var r rename
			if e.Act == "save-body" && json.Unmarshal([]byte(e.Detail), &r) == nil && r.Was != "" {
				name = r.Was
			}
			before = e.Number
		}
		if len(page) < logPage {
			return name, nil
		}
	}
}

// logPage is how many lines of a log are read at a time.
const logPage = 200
