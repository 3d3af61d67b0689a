package cli

import (
	"fmt"
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
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fault.New(fault.Conflict, "keys.not-written").With("File", c.File).From(err)
	}
	if _, err := f.Write(keys.Generate().Bytes()); err != nil {
		return fmt.Errorf("keyring: %w", err)
	}
	return f.Close()
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
	if err := os.WriteFile(next, old.Rotate().Bytes(), 0o600); err != nil {
		return fmt.Errorf("keyring: %w", err)
	}
	return os.Rename(next, c.File)
}
