package record

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"insyn/internal/fault"
)

// A Proof shows that an entry is in a log (C2SP tlog-proof).
type Proof struct {
	Extra      []byte // not proven: here the address and the key of the log
	Index      int64
	Path       []Hash // from the leaf's sister up
	Checkpoint []byte // signed
}

// proofForm is the first line of every proof.
const proofForm = "c2sp.org/tlog-proof@v1"

// longestPath is more than any tree is high.
const longestPath = 64

// Text gives the proof as it is kept and passed on.
func (p Proof) Text() []byte {
	var b bytes.Buffer
	b.WriteString(proofForm + "\n")
	if len(p.Extra) > 0 {
		b.WriteString("extra " + base64.StdEncoding.EncodeToString(p.Extra) + "\n")
	}
	b.WriteString("index " + strconv.FormatInt(p.Index, 10) + "\n")
	for _, h := range p.Path {
		b.WriteString(h.String() + "\n")
	}
	b.WriteString("\n")
	b.Write(p.Checkpoint)
	return b.Bytes()
}

// ParseProof reads what Text gave. It proves nothing yet: Check does.
func ParseProof(text []byte) (p Proof, err error) {
	bad := fault.New(fault.Invalid, "record.proof-bad")
	head, signed, ok := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || lines[0] != proofForm || len(signed) > longestNote {
		return p, bad
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		p.Extra, err = base64.StdEncoding.Strict().DecodeString(lines[0][len("extra "):])
		if lines = lines[1:]; err != nil || len(p.Extra) == 0 {
			return Proof{}, bad
		}
	}
	if len(lines) == 0 || len(lines) > longestPath+1 || !strings.HasPrefix(lines[0], "index ") {
		return Proof{}, bad
	}
	if p.Index, ok = decimal(lines[0][len("index "):]); !ok {
		return Proof{}, bad
	}
	for _, line := range lines[1:] {
		h, ok := parseHash(line)
		if !ok {
			return Proof{}, bad
		}
		p.Path = append(p.Path, h)
	}
	p.Checkpoint = []byte(signed)
	if !bytes.Equal(p.Text(), text) {
		return Proof{}, bad
	}
	return p, nil
}

// Check proves that an entry is in the log that one of the keys signs for, and
// gives the checkpoint that says so.
//
// Faults: Invalid, Refused (not signed by those keys, or the entry is not there).
func (p Proof) Check(e Entry, keys ...Key) (Checkpoint, error) {
	c, _, err := OpenCheckpoint(p.Checkpoint, keys...)
	if err != nil {
		return c, err
	}
	if p.Index >= c.Size || tlog.CheckRecord(p.Path, c.Size, c.Root, p.Index, Leaf(e)) != nil {
		return c, fault.New(fault.Refused, "record.not-in-log").With("Index", p.Index)
	}
	return c, nil
}

// Prove gives the path that proves the entry at an index to be in a log of a
// size. read gives the log's own tiles.
func Prove(index, size int64, read Read) ([]Hash, error) {
	return tlog.ProveRecord(size, index, tlog.HashReaderFunc(read.Hashes))
}

// Lies tells whether the entry at an index of the checkpoint's tree is e,
// by tiles that are not believed but proven.
//
// Faults: Refused (another entry, or tiles of another tree), and those of read.
func (c Checkpoint) Lies(e Entry, index int64, read Read) error {
	no := fault.New(fault.Refused, "record.not-in-log").With("Index", index)
	if index < 0 || index >= c.Size {
		return no
	}
	got, err := c.against(read).ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return tilesFalse(err)
	}
	if got[0] != Leaf(e) {
		return no
	}
	return nil
}

// Follows tells whether c is what older has grown to, by tiles that are not
// believed but proven.
//
// Faults: Refused (the log was rewritten or cut), and those of read.
func (c Checkpoint) Follows(older Checkpoint, read Read) error {
	switch {
	case c.Origin != older.Origin:
		return fault.New(fault.Refused, "record.other-log").With("Log", c.Origin)
	case c.Size < older.Size:
		return fault.New(fault.Refused, "record.shrunk").With("Size", c.Size).With("Was", older.Size)
	case older.Size == 0:
		return nil
	}
	root, err := tlog.TreeHash(older.Size, c.against(read))
	if err != nil {
		return tilesFalse(err)
	}
	if root != older.Root {
		return fault.New(fault.Refused, "record.rewritten").With("Size", c.Size).With("Was", older.Size)
	}
	return nil
}

// tilesFalse tells tiles that do not belong to the tree from tiles that could not be had.
func tilesFalse(err error) error {
	if fault.Of(err) != fault.Internal {
		return err
	}
	return fault.New(fault.Refused, "record.tiles-false").From(err)
}

// ProveGrowth gives the hashes that prove a log of a size to be the older one
// grown (RFC 6962, 2.1.2), as witnesses want them. read gives the log's own tiles.
func ProveGrowth(older, size int64, read Read) ([]Hash, error) {
	if older == 0 {
		return nil, nil
	}
	return tlog.ProveTree(size, older, tlog.HashReaderFunc(read.Hashes))
}

// Grown tells whether hashes prove c to be what older has grown to.
func (c Checkpoint) Grown(older Checkpoint, proof []Hash) error {
	if c.Origin != older.Origin || c.Size < older.Size || older.Size > 0 &&
		tlog.CheckTree(proof, c.Size, c.Root, older.Size, older.Root) != nil {
		return fault.New(fault.Refused, "record.rewritten").With("Size", c.Size).With("Was", older.Size)
	}
	return nil
}

// Holds tells whether the entries of a tile, as they are served, are those of
// the checkpoint's tree.
//
// Faults: Refused (they are others), and those of read.
func (c Checkpoint) Holds(bundle []byte, t Tile, read Read) error {
	other := fault.New(fault.Refused, "record.entries-other").With("Index", t.N*Width)
	indexes := make([]int64, t.W)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, t.N*Width+int64(i))
	}
	want, err := c.against(read).ReadHashes(indexes)
	if err != nil {
		return tilesFalse(err)
	}
	for _, leaf := range want {
		if len(bundle) < 2 {
			return other
		}
		n := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+n || tlog.RecordHash(bundle[2:2+n]) != leaf {
			return other
		}
		bundle = bundle[2+n:]
	}
	if len(bundle) > 0 {
		return other
	}
	return nil
}
