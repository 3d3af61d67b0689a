//go:build unix

package cli

import (
	"errors"
	"os"
	"syscall"
)

// hold makes a file that one program at a time may hold, and holds it. The file
// goes when it is released; who took hold of one that was on its way away has
// lost to the one who holds the next.
func hold(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || err == nil && !named(f, path) {
		err = errHeld
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return func() {
		_ = os.Remove(path) // while it is held: nobody else's goes
		_ = f.Close()
	}, nil
}

// named tells whether a file that is open still has its name.
func named(f *os.File, path string) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(ours, there)
}
