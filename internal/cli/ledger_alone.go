package cli

import (
	"errors"
	"os"
	"path/filepath"

	"insyn/internal/fault"
)

// errHeld says that another program holds a file.
var errHeld = errors.New("another holds the file")

// beside gives the path of something of ours beside the folder, by a name that
// nobody gives to a copy of their own.
func (c ledgerPublishCommand) beside(what string) string {
	return filepath.Join(filepath.Dir(c.Dir), "."+filepath.Base(c.Dir)+".insyn-"+what)
}

// alone does what nobody else may do at the same time in the folder. What holds
// others off goes with the program, however it ends: a file that is left by one
// that was killed holds nobody off.
func (c ledgerPublishCommand) alone(do func() error) error {
	path := c.beside("lock")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fault.New(fault.Invalid, "ledger.not-written").With("Path", shown(c.Dir)).From(bare(err))
	}
	release, err := hold(path)
	if errors.Is(err, errHeld) {
		return fault.New(fault.Conflict, "ledger.publish-busy").With("Path", shown(c.Dir))
	} else if err != nil {
		return unwritten(path, err)
	}
	defer release()
	return do()
}
