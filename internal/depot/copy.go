package depot

import (
	"io"

	"insyn/internal/fault"
)

// CopyTo copies a stored file into another depot, and proves that it is what its
// name says. One that is there already is read and proven.
//
// Faults: NotFound, Conflict (it has been changed).
func (d *Depot) CopyTo(to *Depot, hash string) (Seal, error) {
	if seal, err := to.sealOf(hash); err == nil {
		return seal, to.Verify(seal)
	}
	f, _, err := d.Open(hash)
	if err != nil {
		return Seal{}, err
	}
	defer f.Close()
	seal, err := to.Put(func(w io.Writer) error { _, err := io.Copy(w, f); return err })
	if err == nil && seal.Hash != hash {
		err = fault.New(fault.Conflict, "depot.broken").With("Hash", hash)
	}
	return seal, err
}

// sealOf gives what a stored file should be. Faults: NotFound.
func (d *Depot) sealOf(hash string) (Seal, error) {
	f, size, err := d.Open(hash)
	if err != nil {
		return Seal{}, err
	}
	return Seal{hash, size}, f.Close()
}

// VerifyAll reads files of a depot and gives the hashes of those that are not
// there or are not what their names say.
func (d *Depot) VerifyAll(hashes []string) (bad []string) {
	for _, hash := range hashes {
		seal, err := d.sealOf(hash)
		if err == nil {
			err = d.Verify(seal)
		}
		if err != nil {
			bad = append(bad, hash)
		}
	}
	return bad
}
