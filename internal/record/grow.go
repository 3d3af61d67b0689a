package record

import (
	"golang.org/x/mod/sumdb/tlog"
)

// Leaf gives the hash of an entry as a leaf of the tree.
func Leaf(e Entry) Hash { return tlog.RecordHash(e[:]) }

// Changed is a tile as it is after the tree has grown. It has more hashes than before.
type Changed struct {
	Tile   // W is how many hashes it has now
	Hashes []byte
}

// Grow adds entries to a tree of a size and gives its new root and the tiles
// that changed, the lowest level first. read gives tiles of the tree as it was.
func Grow(size int64, more []Entry, read Read) (root Hash, changed []Changed, err error) {
	g := growing{read: read, tiles: map[place]int{}}
	for i, e := range more {
		n := size + int64(i)
		hashes, err := tlog.StoredHashesForRecordHash(n, Leaf(e), tlog.HashReaderFunc(g.hashes))
		if err != nil {
			return root, nil, err
		}
		for level, h := range hashes {
			if level%Height == 0 {
				if err := g.put(level/Height, n>>level, h); err != nil {
					return root, nil, err
				}
			}
		}
	}
	root, err = tlog.TreeHash(size+int64(len(more)), tlog.HashReaderFunc(g.hashes))
	return root, g.changed, err
}

// place is where a tile is, whatever its width.
type place struct {
	level  int
	number int64
}

// growing is a tree with the tiles that have changed so far.
type growing struct {
	read    Read
	tiles   map[place]int // into changed
	changed []Changed
}

// put adds the hash number n of a level at which tiles begin.
func (g *growing) put(level int, n int64, h Hash) error {
	at := place{level, n / Width}
	i, ok := g.tiles[at]
	if !ok {
		old := Tile{H: Height, L: level, N: at.number, W: int(n % Width)}
		c := Changed{Tile: old}
		if old.W > 0 {
			data, err := g.read(old)
			if err != nil {
				return err
			}
			c.Hashes = append(c.Hashes, data[0][:old.W*tlog.HashSize]...)
		}
		i = len(g.changed)
		g.tiles[at], g.changed = i, append(g.changed, c)
	}
	c := &g.changed[i]
	c.Hashes, c.W = append(c.Hashes, h[:]...), c.W+1
	return nil
}

// hashes reads hashes of the tree as it has become so far.
func (g *growing) hashes(indexes []int64) ([]Hash, error) {
	return Read(func(tiles ...Tile) ([][]byte, error) {
		all := make([][]byte, len(tiles))
		for i, t := range tiles {
			if at, ok := g.tiles[place{t.L, t.N}]; ok {
				all[i] = g.changed[at].Hashes
				continue
			}
			one, err := g.read(t)
			if err != nil {
				return nil, err
			}
			all[i] = one[0]
		}
		return all, nil
	}).Hashes(indexes)
}
