package store

import (
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/record"
)

// A Leaf is a statement of the public record with the place that it has in the log.
type Leaf struct {
	Entry     record.Entry
	Place     int64            // index in the log; Waiting until it has one
	Statement record.Statement // zero once it is erased
	Erased    time.Time        // when what it told of was erased
}

// Waiting is the place of a leaf that the log has not taken in yet.
const Waiting int64 = -1

// AddLeaf puts a statement where the log will take it from, in the same
// transaction as the act it tells of: there is never one without the other.
func (tx *Tx) AddLeaf(s record.Statement) (record.Entry, error) {
	e := s.Entry()
	tx.leaves++
	return e, tx.note(`
		insert into record_leaf (entry, place, turn, act, object, at, salt, content, erased)
		values ($1, null, $2, $3, $4, $5, $6, $7, null)`,
		e[:], tx.leaves, string(s.Act), s.Object, Time(s.At), s.Salt[:], s.Content[:])
}

const leafColumns = `entry, place, act, object, at, salt, content, erased`

// WaitingLeaves gives the entries that have no place yet, at most limit, in the order they were made.
func (tx *Tx) WaitingLeaves(limit int) ([]record.Entry, error) {
	return many(tx, scanEntryOf, `
		select entry from record_leaf where place is null order by at, turn, entry limit $1`, limit)
}

// PlaceLeaf gives an entry its place. It has one once and for all: fault.NotFound for another.
func (tx *Tx) PlaceLeaf(e record.Entry, place int64) error {
	tx.shown = true
	return tx.mustNote(`update record_leaf set place = $2 where entry = $1 and place is null`,
		e[:], place)
}

// Leaf gives the leaf of an entry.
func (tx *Tx) Leaf(e record.Entry) (Leaf, error) {
	return one(tx, scanLeaf, `select `+leafColumns+` from record_leaf where entry = $1`, e[:])
}

// LeavesOf gives the leaves of an object, in the order of the log, those that wait last.
func (tx *Tx) LeavesOf(object string) ([]Leaf, error) {
	return many(tx, scanLeaf, `select `+leafColumns+` from record_leaf where object = $1
		order by coalesce(place, 9223372036854775807), at, turn, entry`, object)
}

// Leaves gives the leaves from a place on, at most limit, in the order of the log.
func (tx *Tx) Leaves(from int64, limit int) ([]Leaf, error) {
	return many(tx, scanLeaf, `select `+leafColumns+` from record_leaf where place >= $1
		order by place limit $2`, from, limit)
}

// EraseLeaf takes away what ties an entry to anything: what was done, to what,
// when, and the salt. The entry and its place stay.
func (tx *Tx) EraseLeaf(e record.Entry) error {
	return tx.mustChange(`
		update record_leaf set act = '', object = '', at = null, salt = $2, content = $2, erased = $3
		where entry = $1 and erased is null`, e[:], []byte{}, Time(tx.Now))
}

func scanEntryOf(row scanner) (e record.Entry, err error) {
	var b []byte
	if err := row.Scan(&b); err != nil {
		return e, err
	}
	return e, fit(e[:], b)
}

func scanLeaf(row scanner) (l Leaf, err error) {
	var entry, salt, content []byte
	var place *int64
	if err := row.Scan(&entry, &place, &l.Statement.Act, &l.Statement.Object, at(&l.Statement.At),
		&salt, &content, at(&l.Erased)); err != nil {
		return l, err
	}
	if l.Place = Waiting; place != nil {
		l.Place = *place
	}
	if err := fit(l.Entry[:], entry); err != nil || !l.Erased.IsZero() {
		return l, err
	}
	if err := fit(l.Statement.Salt[:], salt); err != nil {
		return l, err
	}
	return l, fit(l.Statement.Content[:], content)
}

// fit copies bytes that must be as many as there is room for.
func fit(dst, src []byte) error {
	if len(src) != len(dst) {
		return fault.New(fault.Internal, "store.record-broken")
	}
	copy(dst, src)
	return nil
}

// Tile gives the hashes of a tile of the log, all that it has so far.
func (tx *Tx) Tile(level int, number int64) ([]byte, error) {
	return one(tx, value[[]byte], `select hashes from record_tile where level = $1 and number = $2`,
		level, number)
}

// SaveTile writes a tile that has grown.
func (tx *Tx) SaveTile(level int, number int64, hashes []byte) error {
	return tx.note(`
		insert into record_tile (level, number, hashes) values ($1, $2, $3)
		on conflict (level, number) do update set hashes = excluded.hashes`, level, number, hashes)
}

// A Checkpoint is a checkpoint of the log as it was signed.
type Checkpoint struct {
	Size   int64
	Root   record.Hash
	Signed string
	At     time.Time
}

// AddCheckpoint writes a checkpoint. It must be of a longer log than every
// other: fault.Conflict where it is not, for the log never goes back.
func (tx *Tx) AddCheckpoint(c Checkpoint) error {
	longest, err := one(tx, value[int64], `select coalesce(max(size), -1) from record_checkpoint`)
	if err != nil {
		return err
	}
	if c.Size <= longest {
		return fault.New(fault.Conflict, "store.record-back").With("Size", c.Size).
			With("Longest", longest)
	}
	tx.shown = true
	return tx.note(`
		insert into record_checkpoint (size, root, signed, at) values ($1, $2, $3, $4)`,
		c.Size, c.Root[:], c.Signed, Time(c.At))
}

const checkpointColumns = `size, root, signed, at`

// Checkpoint gives the latest checkpoint.
func (tx *Tx) Checkpoint() (Checkpoint, error) {
	return one(tx, scanCheckpoint, `select `+checkpointColumns+` from record_checkpoint
		order by size desc limit 1`)
}

// CheckpointSince gives the first checkpoint of a log that is at least so long.
func (tx *Tx) CheckpointSince(size int64) (Checkpoint, error) {
	return one(tx, scanCheckpoint, `select `+checkpointColumns+` from record_checkpoint
		where size >= $1 order by size limit 1`, size)
}

// Checkpoints gives the checkpoints of logs longer than after, at most limit, the shortest first.
func (tx *Tx) Checkpoints(after int64, limit int) ([]Checkpoint, error) {
	return many(tx, scanCheckpoint, `select `+checkpointColumns+` from record_checkpoint
		where size > $1 order by size limit $2`, after, limit)
}

func scanCheckpoint(row scanner) (c Checkpoint, err error) {
	var root []byte
	if err := row.Scan(&c.Size, &root, &c.Signed, at(&c.At)); err != nil {
		return c, err
	}
	return c, fit(c.Root[:], root)
}

// A LogKey is a public key of the log and from which size on it signs.
type LogKey struct {
	Key        string
	Number     int // of the key, from 1
	Size       int64
	At         time.Time
	Succession string // by which the key before it hands over; "" for the first
}

// AddLogKey writes the next key of the log.
func (tx *Tx) AddLogKey(k LogKey) error {
	return tx.note(`
		insert into record_key (key, number, size, at, succession) values ($1, $2, $3, $4, $5)`,
		k.Key, k.Number, k.Size, Time(k.At), k.Succession)
}

// LogKeys gives the keys of the log, the first first.
func (tx *Tx) LogKeys() ([]LogKey, error) {
	return many(tx, func(row scanner) (k LogKey, err error) {
		err = row.Scan(&k.Key, &k.Number, &k.Size, at(&k.At), &k.Succession)
		return k, err
	}, `select key, number, size, at, succession from record_key order by number`)
}

// A Cosignature is a line by which a witness says that it has seen a checkpoint.
type Cosignature struct {
	Size int64
	Key  string // of the witness
	Line string
	At   time.Time // when it came
}

// AddCosignature writes a cosignature. A witness that signs again replaces its line.
func (tx *Tx) AddCosignature(c Cosignature) error {
	return tx.note(`
		insert into record_cosignature (size, key, line, at) values ($1, $2, $3, $4)
		on conflict (size, key) do update set line = excluded.line, at = excluded.at`,
		c.Size, c.Key, c.Line, Time(c.At))
}

// Cosignatures gives those of the checkpoint of a size, by the names of the witnesses.
func (tx *Tx) Cosignatures(size int64) ([]Cosignature, error) {
	return many(tx, func(row scanner) (c Cosignature, err error) {
		err = row.Scan(&c.Size, &c.Key, &c.Line, at(&c.At))
		return c, err
	}, `select size, key, line, at from record_cosignature where size = $1 order by key`, size)
}

// ErasedLeaves gives the entries that were erased.
func (tx *Tx) ErasedLeaves() ([]record.Entry, error) {
	return many(tx, scanEntryOf, `select entry from record_leaf where erased is not null
		order by entry`)
}

// A KeptVersion is a published version exactly as it is stored.
type KeptVersion struct {
	Consultation consult.ID
	Paper        consult.Paper
	Number       int
	Content      string // JSON
	Reason       string
	Published    time.Time
}

// VersionAsKept gives a published version, byte by byte as it is stored.
func (tx *Tx) VersionAsKept(c consult.ID, p consult.Paper, n int) (KeptVersion, error) {
	return one(tx, scanKeptVersion, `
		select consultation, paper, number, content, reason, published from version
		where consultation = $1 and paper = $2 and number = $3 and published is not null`,
		string(c), string(p), n)
}

// PublishedVersions gives every published version without its content.
func (tx *Tx) PublishedVersions() ([]KeptVersion, error) {
	return many(tx, scanKeptVersion, `
		select consultation, paper, number, '', reason, published from version
		where published is not null order by consultation, paper, number`)
}

func scanKeptVersion(row scanner) (v KeptVersion, err error) {
	err = row.Scan(&v.Consultation, &v.Paper, &v.Number, &v.Content, &v.Reason, at(&v.Published))
	return v, err
}

// CancelledConsultations gives the consultations that were called off.
func (tx *Tx) CancelledConsultations() ([]consult.ID, error) {
	return many(tx, value[consult.ID], `
		select id from consultation where cancelled is not null order by id`)
}
