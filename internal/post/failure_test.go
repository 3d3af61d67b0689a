package post

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "insyn/internal/trial/seed"
)

func TestBackoffGrowsAndSpreads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		try := rapid.IntRange(-1, 1000).Draw(t, "try")
		key := rapid.String().Draw(t, "key")
		wait := Backoff(try, key)
		if wait != Backoff(try, key) {
			t.Fatal("the wait differs for the same letter")
		}
		if wait < 24*time.Second || wait > 5*time.Hour {
			t.Fatalf("try %d waits %v", try, wait)
		}
		if later := Backoff(try+2, key); try >= 1 && try < 7 && later <= wait {
			t.Fatalf("try %d waits %v, two later %v", try, wait, later)
		}
	})
	seen := map[time.Duration]bool{}
	for n := range 100 {
		seen[Backoff(3, fmt.Sprint(n))] = true
	}
	if len(seen) < 50 {
		t.Errorf("100 letters wait %d different times", len(seen))
	}
}

func TestGiveUp(t *testing.T) {
	first := time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC)
	if GiveUp(first, first.Add(4*24*time.Hour)) || !GiveUp(first, first.Add(5*24*time.Hour)) {
		t.Error("letters are given up between the fourth and the fifth day")
	}
}

func TestUnknownErrorsAreTemporary(t *testing.T) {
	if !Temporary(errors.New("disk")) || Temporary(nil) || ServerDown(errors.New("disk")) {
		t.Error("a letter would be given up because of us")
	}
}

func TestBlot(t *testing.T) {
	got := blot("5.1.1 <Anna.Ek+x@example.org>: no\r\nsuch (åsa@räksmörgås.example) user " +
		strings.Repeat("x", 300))
	if strings.Contains(got, "@") || strings.Contains(got, "\n") || len([]rune(got)) > 201 {
		t.Errorf("%q", got)
	}
}
