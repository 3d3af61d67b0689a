package cli

import (
	"errors"
	"io/fs"
	"os"

	"insyn/internal/fault"
	"insyn/internal/keys"
)

// keysCommand gathers what concerns the keyring.
type keysCommand struct {
	New    keysNewCommand    `cmd:"" help:"Make a keyring."`
	Rotate keysRotateCommand `cmd:"" help:"Put a new key first in the ring. Links that were sent go on working."`
}

// keysNewCommand makes a keyring.
type keysNewCommand struct {
	File string `arg:"" help:"File to write; it must not exist." type:"path"`
}

// Run writes the ring for the owner's eyes only.
func (c keysNewCommand) Run() error {
	return keys.Generate().Create(c.File)
}

// keysRotateCommand puts a new key first.
type keysRotateCommand struct {
	File string `arg:"" help:"The keyring." type:"existingfile"`
}

// Run writes the new ring beside the old one and puts it in its place.
func (c keysRotateCommand) Run() error {
	old, err := keys.Load(c.File)
	if err != nil {
		return err
	}
	next := c.File + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Unavailable, "keys.disk").With("File", next).From(err)
	}
	if err := old.Rotate().Create(next); err != nil {
		return err
	}
	return os.Rename(next, c.File)
}
