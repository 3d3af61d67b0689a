package record_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"insyn/internal/fault"
	"insyn/internal/record"
)

// A log is a record kept in memory, as a server keeps it.
type log struct {
	signer  record.Signer
	size    int64
	root    record.Hash
	tiles   map[string][]byte // by level and number
	entries []record.Entry
}

func seeded(name string) ed25519.PrivateKey {
	sum := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(sum[:])
}

func newLog() *log {
	return &log{signer: record.NewSigner("insyn.example.se/log", seeded("log")),
		tiles: map[string][]byte{}}
}

func at(level int, number int64) string { return fmt.Sprint(level, "/", number) }

var errNoTile = errors.New("no such tile")

// read gives tiles as a server would: exactly as wide as they are asked for.
func (l *log) read(tiles ...record.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		have := l.tiles[at(t.L, t.N)]
		if len(have) < t.W*tlog.HashSize {
			return nil, errNoTile
		}
		all = append(all, have[:t.W*tlog.HashSize])
	}
	return all, nil
}

func (l *log) grow(more ...record.Entry) error {
	root, changed, err := record.Grow(l.size, more, l.read)
	if err != nil {
		return err
	}
	for _, c := range changed {
		if len(c.Hashes) != c.W*tlog.HashSize {
			return fmt.Errorf("tile %v has %d bytes", c.Tile, len(c.Hashes))
		}
		l.tiles[at(c.L, c.N)] = c.Hashes
	}
	l.size, l.root, l.entries = l.size+int64(len(more)), root, append(l.entries, more...)
	return nil
}

func (l *log) checkpoint() record.Checkpoint {
	return record.Checkpoint{Origin: l.signer.Name(), Size: l.size, Root: l.root}
}

func (l *log) signed() []byte {
	signed, err := l.checkpoint().Sign(l.signer)
	if err != nil {
		panic(err)
	}
	return signed
}

func numbered(n int) record.Entry { return sha256.Sum256(fmt.Append(nil, "entry ", n)) }

func numberedUpTo(n int) (all []record.Entry) {
	for i := range n {
		all = append(all, numbered(i))
	}
	return all
}

// TestGrowsAsOneTree grows logs in steps of any size: the root is that of
// tlog's own tree of all the entries, every entry is proven in every way, and
// each step follows the one before.
func TestGrowsAsOneTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLog()
		l.size, l.root = 0, record.Checkpoint{}.Root
		var steps []record.Checkpoint
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 400), 1, 4).Draw(t, "steps") {
			if err := l.grow(numberedUpTo(int(l.size) + step)[l.size:]...); err != nil {
				t.Fatal(err)
			}
			steps = append(steps, l.checkpoint())
		}
		if want := plainRoot(t, l.entries); l.root != want {
			t.Fatalf("%d entries: root %v, want %v", l.size, l.root, want)
		}
		now := l.checkpoint()
		for _, old := range steps {
			if err := now.Follows(old, l.read); err != nil {
				t.Fatalf("from %d to %d: %v", old.Size, now.Size, err)
			}
			proof, err := record.ProveGrowth(old.Size, now.Size, l.read)
			if err != nil || now.Grown(old, proof) != nil {
				t.Fatalf("growth from %d to %d: %v", old.Size, now.Size, err)
			}
		}
		if l.size == 0 {
			return
		}
		i := rapid.Int64Range(0, l.size-1).Draw(t, "index")
		path, err := record.Prove(i, l.size, l.read)
		p := record.Proof{Index: i, Path: path, Checkpoint: l.signed()}
		if _, bad := p.Check(l.entries[i], l.signer.Key()); err != nil || bad != nil {
			t.Fatalf("entry %d of %d: %v, %v", i, l.size, err, bad)
		}
		if err := now.Lies(l.entries[i], i, l.read); err != nil {
			t.Fatal(err)
		}
		if p.Index++; p.Index < l.size {
			if _, err := p.Check(l.entries[i], l.signer.Key()); !fault.Is(err, fault.Refused) {
				t.Fatalf("entry %d passes for entry %d", i, p.Index)
			}
		}
	})
}

// plainRoot computes the root of entries by tlog alone, without tiles.
func plainRoot(t *rapid.T, entries []record.Entry) record.Hash {
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, stored[i])
		}
		return all, nil
	})
	for n, e := range entries {
		more, err := tlog.StoredHashes(int64(n), e[:], read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(int64(len(entries)), read)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestRewritingShows changes, drops and cuts what was there: no checkpoint of
// the result follows the old one.
func TestRewritingShows(t *testing.T) {
	before := numberedUpTo(300)
	old := newLog()
	if err := old.grow(before...); err != nil {
		t.Fatal(err)
	}
	swapped := append([]record.Entry{}, before...)
	swapped[3], swapped[4] = swapped[4], swapped[3]
	for name, entries := range map[string][]record.Entry{
		"another first": append([]record.Entry{numbered(-1)}, append(before[1:], numbered(300))...),
		"one dropped": append(append([]record.Entry{}, before[:7]...),
			append(before[8:], numbered(300), numbered(301))...),
		"two swapped": append(swapped, numbered(300)),
		"cut":         before[:299],
	} {
		t.Run(name, func(t *testing.T) {
			l := newLog()
			if err := l.grow(entries...); err != nil {
				t.Fatal(err)
			}
			if err := l.checkpoint().Follows(old.checkpoint(), l.read); !fault.Is(err, fault.Refused) {
				t.Errorf("got %v", err)
			}
			if l.size >= old.size {
				proof, err := record.ProveGrowth(old.size, l.size, l.read)
				if err != nil || l.checkpoint().Grown(old.checkpoint(), proof) == nil {
					t.Errorf("a proof of growth passes, %v", err)
				}
			}
		})
	}
}

// TestTilesOfAnotherTreeAreRefused hands out one false hash at a time.
func TestTilesOfAnotherTreeAreRefused(t *testing.T) {
	l := newLog()
	if err := l.grow(numberedUpTo(300)...); err != nil {
		t.Fatal(err)
	}
	c := l.checkpoint()
	for name, tile := range l.tiles {
		false_ := bytes.Clone(tile)
		false_[len(false_)-1] ^= 1
		l.tiles[name] = false_
		if err := c.Lies(l.entries[299], 299, l.read); !fault.Is(err, fault.Refused) &&
			name != at(0, 0) {
			t.Errorf("tile %s: got %v", name, err)
		}
		l.tiles[name] = tile
	}
	if err := c.Lies(l.entries[0], 300, l.read); !fault.Is(err, fault.Refused) {
		t.Errorf("a place that is none: %v", err)
	}
}

func statement() record.Statement {
	s := record.State("version-published", "version/c/invitation/1",
		time.Date(2023, 11, 27, 11, 0, 0, 123456789, time.UTC), []byte("{}"))
	s.Salt = [32]byte{1, 2, 3}
	return s
}

// receipted gives a log of a few entries and the receipt of one of them.
func receipted(t testing.TB) (*log, record.Receipt) {
	l, s := newLog(), statement()
	if err := l.grow(append(numberedUpTo(5), s.Entry(), numbered(6))...); err != nil {
		t.Fatal(err)
	}
	path, err := record.Prove(5, l.size, l.read)
	if err != nil {
		t.Fatal(err)
	}
	return l, record.Receipt{Statement: s, Log: "https://insyn.example.se/log", Key: l.signer.Key(),
		Proof: &record.Proof{Index: 5, Path: path, Checkpoint: l.signed()}, Content: []byte("{}")}
}
