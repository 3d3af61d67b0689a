package store_test

import (
	"context"
	"strconv"
	"testing"

	"insyn/internal/store"
)

// count adds one to a number: it reads first and then writes.
func count(tx *store.Tx) error {
	s, err := tx.Setting("counter")
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(s)
	return tx.SetSetting("counter", strconv.Itoa(n+1))
}

// counted gives the number that count has reached.
func counted(t testing.TB, db *store.DB) (n int) {
	t.Helper()
	if err := db.Read(context.Background(), func(tx *store.Tx) error {
		s, err := tx.Setting("counter")
		n, _ = strconv.Atoi(s)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
