package store

import (
	"errors"
	"io/fs"
	"os"

	codes "modernc.org/sqlite/lib"
)

// OnDisk tells whether what Backup fails with is that its file cannot be
// written: the folder or the disk has to be mended, not the database.
func OnDisk(err error) bool {
	var file *fs.PathError
	var both *os.LinkError
	if errors.As(err, &file) || errors.As(err, &both) {
		return true
	}
	switch code := sqliteCode(err); code & 0xff {
	case codes.SQLITE_FULL, codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY, codes.SQLITE_PERM:
		return true
	case codes.SQLITE_IOERR:
		return code != codes.SQLITE_IOERR_READ && code != codes.SQLITE_IOERR_SHORT_READ
	}
	return false
}
