package cli

import (
	"errors"
	"syscall"
)

// What Windows calls a file that another has open, and one that goes when it is
// closed.
const (
	sharingViolation = syscall.Errno(32)
	deleteOnClose    = 0x04000000
)

// hold makes a file that one program at a time may hold, and holds it. The file
// goes when it is released, or when the program ends.
func hold(path string) (release func(), err error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const forNobodyElse = 0
	f, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, forNobodyElse, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errHeld
	} else if err != nil {
		return nil, err
	}
	return func() { _ = syscall.CloseHandle(f) }, nil
}
