package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"insyn/internal/depot"
	"insyn/internal/fault"
)

// The files of a folder that tell of the others.
const (
	listName, schemaName, sumsName = "deliveries.json", "schema.json", "SHA256SUMS"
)

// seals reads the seals of the folder before, by name. They are of use where
// its list of deliveries is the one that they were made with and its columns
// are those of today: then its years are what they would be if they were made
// anew. Otherwise there are none, and every year is made from its deliveries.
func (b *folder) seals() map[string]string {
	text, err := os.ReadFile(filepath.Join(b.before, sumsName))
	list, other := os.ReadFile(filepath.Join(b.before, listName))
	schema, wrong := schemaText()
	if err != nil || other != nil || wrong != nil {
		return nil
	}
	seals := map[string]string{}
	for line := range strings.Lines(string(text)) {
		hash, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		seals[name] = hash
	}
	if seals[listName] != sealOf(list) || seals[schemaName] != sealOf(schema) {
		return nil
	}
	return seals
}

// keep puts a delivery that has been published into the folder. It must have
// the bytes that it had.
func (b *folder) keep(x delivery) (depot.Seal, error) {
	seal, err := b.sealed(x.File)
	if err == nil && seal.Hash != x.SHA256 {
		err = fault.New(fault.Conflict, "ledger.publish-broken").With("File", x.File)
	}
	if err != nil {
		return seal, err
	}
	return seal, b.link(x.File, seal)
}

// keepYear puts the files of a year into the folder in which no delivery has
// changed. It tells whether both are there and as they were sealed.
func (b *folder) keepYear(year int) bool {
	name := strconv.Itoa(year)
	if b.kept == nil {
		return false
	}
	table, other := b.sealed(name + ".csv")
	list, wrong := b.sealed(name + ".json")
	if other != nil || wrong != nil || table.Hash != b.kept[name+".csv"] || list.Hash != b.kept[name+".json"] {
		return false
	}
	if b.link(name+".csv", table) != nil || b.link(name+".json", list) != nil {
		_ = os.Remove(filepath.Join(b.dir, name+".csv"))
		_ = os.Remove(filepath.Join(b.dir, name+".json"))
		return false
	}
	b.add(name+".csv", "text/csv", table, year)
	b.add(name+".json", "application/json", list, year)
	return true
}

// sealed reads a file of the folder before, and gives its seal.
func (b *folder) sealed(name string) (depot.Seal, error) {
	from, err := os.Open(filepath.Join(b.before, filepath.FromSlash(name)))
	if err != nil {
		return depot.Seal{}, err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return depot.Seal{}, err
	}
	tell, sum := b.streams.meter(name), sha256.New()
	defer tell.done()
	n, err := io.Copy(io.MultiWriter(sum, tell.over(info.Size())), from)
	return depot.Seal{Hash: hex.EncodeToString(sum.Sum(nil)), Size: n}, err
}

// link puts a file of the folder before into the new one: the same file, which
// nothing writes in any more, or its bytes where a file can have one name only
// or the name only leads to a file elsewhere, which may change or go.
func (b *folder) link(name string, seal depot.Seal) error {
	to, err := b.place(name)
	if err != nil {
		return err
	}
	at := filepath.Join(b.before, filepath.FromSlash(name))
	info, err := os.Lstat(at)
	if err == nil && info.Mode().IsRegular() && os.Link(at, to) == nil {
		return nil
	}
	from, err := os.Open(at)
	if err != nil {
		return err
	}
	defer from.Close()
	copied, err := b.streams.create(to, func(w io.Writer) error {
		_, err := io.Copy(w, from)
		return err
	})
	if err == nil && copied != seal {
		err = fault.New(fault.Conflict, "ledger.publish-broken").With("File", name)
	}
	return err
}
