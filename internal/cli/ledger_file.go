package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/ledger"
)

// shown gives the name of a file as others may see it: people call files by
// whom they are about.
func shown(name string) string {
	name, _ = ledger.Redact(name)
	return name
}

// bare gives what the system says of a file, without the name.
func bare(err error) error {
	var of *fs.PathError
	var both *os.LinkError
	switch {
	case errors.As(err, &of):
		return of.Err
	case errors.As(err, &both):
		return both.Err
	}
	return err
}

// pieceSize is how much of a file is put on the disk at a time: the disk takes
// longer than the work, and only what it has is done.
const pieceSize = 16 << 20

// create makes a file that is not there yet of what write writes, which is not
// kept meanwhile, and gives its seal. The file appears whole or not at all.
func (s *Streams) create(path string, write func(io.Writer) error) (depot.Seal, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return depot.Seal{}, fault.New(fault.Conflict, "ledger.exists").With("Path", shown(path))
	} else if err != nil {
		return depot.Seal{}, unwritten(path, err)
	}
	to := &growing{File: f, sum: sha256.New()}
	err = write(to)
	if disk := errors.Join(to.failed, f.Sync(), f.Close()); disk != nil {
		err = unwritten(path, disk)
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return depot.Seal{Hash: hex.EncodeToString(to.sum.Sum(nil)), Size: to.size}, err
}

func unwritten(path string, err error) error {
	return fault.New(fault.Unavailable, "ledger.not-written").With("Path", shown(path)).From(bare(err))
}

// A growing file notes its seal while it is written.
type growing struct {
	*os.File
	sum    hash.Hash
	size   int64
	failed error
}

// Write implements io.Writer.
func (g *growing) Write(p []byte) (int, error) {
	n, err := g.File.Write(p)
	g.sum.Write(p[:n])
	before := g.size
	if g.size += int64(n); err == nil && before/pieceSize != g.size/pieceSize {
		err = g.File.Sync()
	}
	g.failed = errors.Join(g.failed, err)
	return n, err
}

// writeNew writes a file that is not there yet, and tells how far it has come.
func (s *Streams) writeNew(path string, data []byte) error {
	tell := s.meter(shown(filepath.Base(path)))
	defer tell.done()
	_, err := s.create(path, func(to io.Writer) error {
		for done := 0; done < len(data); tell.at(int64(done), int64(len(data))) {
			n, err := to.Write(data[done:min(done+pieceSize, len(data))])
			if done += n; err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
