package depot

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Depot is a directory of files.
type Depot struct{ dir string }

// A Seal is what a stored file is known by.
type Seal struct {
	Hash string // SHA-256 in hex
	Size int64
}

// The directories of a depot.
const (
	stored = "files" // by the first two digits of the hash
	held   = "held"
	making = "making" // files that have no name yet
)

// Open makes the directory where it is not there, and tries whether it can be
// written: a process that shares no depot with the others would lose files.
func Open(dir string) (*Depot, error) {
	d := &Depot{dir}
	for _, name := range []string{stored, held, making} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return nil, unwritable(dir, err)
		}
	}
	f, err := os.CreateTemp(filepath.Join(dir, making), "try-")
	if err != nil {
		return nil, unwritable(dir, err)
	}
	return d, errors.Join(f.Close(), os.Remove(f.Name()))
}

func unwritable(dir string, cause error) error {
	return fault.New(fault.Unavailable, "depot.unwritable").With("Path", dir).From(cause)
}

// Put stores what write writes. The file is there with all its bytes or not at all.
func (d *Depot) Put(write func(io.Writer) error) (Seal, error) {
	f, err := os.CreateTemp(filepath.Join(d.dir, making), "put-")
	if err != nil {
		return Seal{}, unwritable(d.dir, err)
	}
	seal, err := fill(f, write)
	if err == nil {
		err = d.name(f.Name(), d.path(seal.Hash))
	}
	if err != nil {
		return Seal{}, errors.Join(err, remove(f.Name()))
	}
	return seal, nil
}

// fill writes a file through to disk and closes it.
func fill(f *os.File, write func(io.Writer) error) (Seal, error) {
	sum := sha256.New()
	buffer := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<16)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	size, seekErr := f.Seek(0, io.SeekCurrent)
	err = errors.Join(err, seekErr, f.Close())
	return Seal{hex.EncodeToString(sum.Sum(nil)), size}, err
}

// name gives a finished file its place. Where there is one, it has the same bytes.
func (d *Depot) name(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return unwritable(d.dir, err)
	}
	if err := os.Rename(from, to); err != nil {
		return unwritable(d.dir, err)
	}
	folder, err := os.Open(filepath.Dir(to)) // the name, too, has to survive a loss of power
	if err != nil {
		return err
	}
	_ = folder.Sync() // not every system can
	return folder.Close()
}

// path gives the place of a stored file. What is no hash has a place at which
// nothing is.
func (d *Depot) path(hash string) string {
	if len(hash) != 2*sha256.Size || strings.Trim(hash, "0123456789abcdef") != "" {
		return filepath.Join(d.dir, stored, "none")
	}
	return filepath.Join(d.dir, stored, hash[:2], hash)
}

// Open opens a stored file. Faults: NotFound.
func (d *Depot) Open(hash string) (*os.File, int64, error) { return open(d.path(hash)) }

// Has tells whether a file is stored with as many bytes as its seal says.
func (d *Depot) Has(s Seal) bool {
	info, err := os.Stat(d.path(s.Hash))
	return err == nil && info.Mode().IsRegular() && info.Size() == s.Size
}

// Verify reads a stored file and tells whether it is what its name says.
func (d *Depot) Verify(s Seal) error {
	f, size, err := d.Open(s.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if size != s.Size || hex.EncodeToString(sum.Sum(nil)) != s.Hash {
		return fault.New(fault.Conflict, "depot.broken").With("Hash", s.Hash)
	}
	return nil
}

// Remove takes a stored file away. That it was not there is no failure.
func (d *Depot) Remove(hash string) error { return remove(d.path(hash)) }

// Hold keeps an upload under a name until it is released.
func (d *Depot) Hold(name string, write func(io.Writer) error) (Seal, error) {
	f, err := os.CreateTemp(filepath.Join(d.dir, making), "hold-")
	if err != nil {
		return Seal{}, unwritable(d.dir, err)
	}
	seal, err := fill(f, write)
	if err == nil {
		err = d.name(f.Name(), d.held(name))
	}
	if err != nil {
		return Seal{}, errors.Join(err, remove(f.Name()))
	}
	return seal, nil
}

// Held opens what is held under a name. Faults: NotFound.
func (d *Depot) Held(name string) (*os.File, int64, error) { return open(d.held(name)) }

// Release takes away what is held under a name. That there is nothing is no failure.
func (d *Depot) Release(name string) error { return remove(d.held(name)) }

// held gives the place of an upload; names are IDs, and never lead elsewhere.
func (d *Depot) held(name string) string {
	return filepath.Join(d.dir, held, filepath.Base("x"+strings.ReplaceAll(name, "/", "_")))
}

// HeldBefore lists the names of what has been held since before a time.
func (d *Depot) HeldBefore(t time.Time) (names []string, err error) {
	err = d.each(held, func(path string, info fs.FileInfo) error {
		if info.ModTime().Before(t) {
			names = append(names, strings.TrimPrefix(filepath.Base(path), "x"))
		}
		return nil
	})
	return names, err
}

// Sweep takes away what a crash has left: files without a name, and stored
// files that nobody knows, if they are older than a time. What is being made
// now is younger.
func (d *Depot) Sweep(before time.Time, known func(hash string) bool) error {
	old := func(keep func(string) bool) func(string, fs.FileInfo) error {
		return func(path string, info fs.FileInfo) error {
			if info.ModTime().Before(before) && !keep(filepath.Base(path)) {
				return remove(path)
			}
			return nil
		}
	}
	return errors.Join(d.each(making, old(func(string) bool { return false })), d.each(stored,
		old(known)))
}

// each walks the files of a directory of the depot.
func (d *Depot) each(name string, do func(path string, info fs.FileInfo) error) error {
	return filepath.WalkDir(filepath.Join(d.dir, name), func(path string, e fs.DirEntry,
		err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // another process was faster
			return nil
		}
		if err != nil {
			return err
		}
		return do(path, info)
	})
}

func open(path string) (*os.File, int64, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fault.New(fault.NotFound, "depot.missing").From(err)
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
