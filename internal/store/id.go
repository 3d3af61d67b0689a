package store

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"sync"
	"time"
)

// ids remembers the last identity given, so that they rise within a process.
var ids struct {
	sync.Mutex
	stamp int64  // milliseconds
	count uint16 // 12 bits
}

// NewID makes a UUIDv7 (RFC 9562) whose time is now. Within a process they
// rise, also when now does not: the twelve bits after the time count on.
func NewID(now time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	ids.Lock()
	if ms := now.UnixMilli(); ms > ids.stamp {
		ids.stamp, ids.count = ms, binary.BigEndian.Uint16(b[6:8])&0x7ff
	} else if ids.count++; ids.count > 0xfff {
		ids.stamp, ids.count = ids.stamp+1, 0
	}
	stamp, count := ids.stamp, ids.count
	ids.Unlock()
	binary.BigEndian.PutUint64(b[:8], uint64(stamp)<<16|0x7000|uint64(count))
	b[8] = b[8]&0x3f | 0x80
	var s [36]byte
	for i, part := range [][]byte{b[:4], b[4:6], b[6:8], b[8:10], b[10:]} {
		from := []int{0, 9, 14, 19, 24}[i]
		hex.Encode(s[from:], part)
		if i > 0 {
			s[from-1] = '-'
		}
	}
	return string(s[:])
}
