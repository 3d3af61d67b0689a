package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"insyn/internal/fault"
)

// A pace is how often one neighbourhood may ask: so many at once, and then so
// many per second.
type pace struct {
	burst     int
	perSecond rate.Limit
}

// The paces. Reading is what a page with its files, and a fast reader, takes;
// sending is what an office that shares one address does at once: two phones at
// the door of a meeting, and everybody else pressing the button that joins it.
// Codes and mail have bounds of their own.
var (
	reading = pace{burst: 300, perSecond: 30}
	sending = pace{burst: 120, perSecond: 2}
)

// mostNeighbourhoods bounds the memory that strangers can make us use.
const mostNeighbourhoods = 100_000

// A limiter counts requests by neighbourhood.
type limiter struct {
	now   func() time.Time
	mutex sync.Mutex
	seen  map[bucket]*rate.Limiter
	swept time.Time
}

type bucket struct {
	who     netip.Prefix
	sending bool
}

func newLimiter(func() time.Time) *limiter {
	// Real time, not the clock of the demonstration, which stands still.
	return &limiter{now: time.Now, seen: map[bucket]*rate.Limiter{}}
}

// allow tells whether the neighbourhood may ask once more.
func (l *limiter) allow(b bucket) bool {
	now := l.now()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if now.Sub(l.swept) > time.Minute || len(l.seen) > mostNeighbourhoods {
		l.sweep(now)
	}
	counter, ok := l.seen[b]
	if !ok {
		p := reading
		if b.sending {
			p = sending
		}
		counter = rate.NewLimiter(p.perSecond, p.burst)
		l.seen[b] = counter
	}
	return counter.AllowN(now, 1)
}

// sweep forgets those who could ask at full burst again, and everybody when
// that is not enough.
func (l *limiter) sweep(now time.Time) {
	for b, counter := range l.seen {
		if counter.TokensAt(now) >= float64(counter.Burst()) {
			delete(l.seen, b)
		}
	}
	if len(l.seen) > mostNeighbourhoods {
		clear(l.seen)
	}
	l.swept = now
}

// limit answers those who ask too often.
func (s *Server) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := neighbourhood(clientAddress(r, s.options.Trusted))
		if !s.limits.allow(bucket{who, !readOnly(r)}) {
			s.fail(w, r, fault.New(fault.TooMany, "web.too-many"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
