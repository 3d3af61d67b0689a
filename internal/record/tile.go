package record

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"insyn/internal/fault"
)

// A Tile names 256 hashes of one level of the tree, or the first W of them.
// L is -1 for the entries themselves.
type Tile = tlog.Tile

// Height is that of every tile: 2⁸ hashes wide.
const Height = 8

// Width is how many hashes a full tile has.
const Width = 1 << Height

// entries is the level of the tiles of entries.
const entries = -1

// TilePath gives the address of a tile below that of the log (C2SP tlog-tiles).
func TilePath(t Tile) string {
	level := "entries"
	if t.L != entries {
		level = strconv.Itoa(t.L)
	}
	number := fmt.Sprintf("%03d", t.N%1000)
	for n := t.N / 1000; n > 0; n /= 1000 {
		number = fmt.Sprintf("x%03d/%s", n%1000, number)
	}
	path := "tile/" + level + "/" + number
	if t.W < Width {
		path += ".p/" + strconv.Itoa(t.W)
	}
	return path
}

// longestTilePath is more than any that is written.
const longestTilePath = 64

// ParseTilePath reads what TilePath gave, and nothing that it would not give.
//
// Faults: NotFound, for it is an address.
func ParseTilePath(path string) (Tile, error) {
	none := fault.New(fault.NotFound, "record.no-tile")
	rest, ok := strings.CutPrefix(path, "tile/")
	level, rest, ok2 := strings.Cut(rest, "/")
	if !ok || !ok2 || len(path) > longestTilePath {
		return Tile{}, none
	}
	t := Tile{H: Height, L: entries, W: Width}
	if level != "entries" {
		n, ok := decimal(level)
		if !ok || n > 63 {
			return Tile{}, none
		}
		t.L = int(n)
	}
	if number, width, partial := strings.Cut(rest, ".p/"); partial {
		w, ok := decimal(width)
		if !ok || w < 1 || w >= Width {
			return Tile{}, none
		}
		t.W, rest = int(w), number
	}
	digits := strings.ReplaceAll(strings.ReplaceAll(rest, "/", ""), "x", "")
	n, err := strconv.ParseInt(digits, 10, 64)
	if t.N = n; err != nil || n < 0 || TilePath(t) != path {
		return Tile{}, none
	}
	return t, nil
}

// A Read gives the hashes of tiles: of each the first W, at least.
type Read func(tiles ...Tile) ([][]byte, error)

// Hashes lets tlog read hashes out of tiles that are believed: the log's own.
func (read Read) Hashes(indexes []int64) ([]Hash, error) {
	tiles := make([]Tile, len(indexes))
	for i, index := range indexes {
		tiles[i] = tlog.TileForIndex(Height, index)
	}
	data, err := read(tiles...)
	if err != nil {
		return nil, err
	}
	all := make([]Hash, len(indexes))
	for i, index := range indexes {
		if all[i], err = tlog.HashFromTile(tiles[i], data[i], index); err != nil {
			return nil, fmt.Errorf("record: %w", err)
		}
	}
	return all, nil
}

// checked lets tlog read tiles that are not believed: those that others serve.
type checked struct{ read Read }

// Height implements tlog.TileReader.
func (c checked) Height() int { return Height }

// ReadTiles implements tlog.TileReader.
func (c checked) ReadTiles(tiles []Tile) ([][]byte, error) { return c.read(tiles...) }

// SaveTiles implements tlog.TileReader.
func (c checked) SaveTiles([]Tile, [][]byte) {}

// against gives a reader of hashes out of tiles, each proven to be of the checkpoint's tree.
func (c Checkpoint) against(read Read) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: c.Size, Hash: c.Root}, checked{read})
}
