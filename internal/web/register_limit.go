package web

import (
	"cmp"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
)

// A quota bounds how often strangers can make us mail one address. Who is over
// it is answered as everybody else and nothing is mailed: an answer of its own
// would tell which addresses others have used (N-17, N-18).
type quota struct {
	now   func() time.Time
	pace  rate.Limit // mailPace when it is 0
	mutex sync.Mutex
	seen  map[string]*rate.Limiter // by the folded address
}

// The quota of an address: five mails at once, and then one each half hour.
// People mistype and try again; nobody registers for more meetings than that.
const (
	mostAtOnce    = 5
	mostAddresses = 100_000
)

var mailPace = rate.Every(30 * time.Minute)

// signInPace is that of codes for one account to one network: as many in a
// quarter of an hour as have a code, by the clock that counts those.
var signInPace = rate.Every(3 * time.Minute)

// allow tells whether the address may be mailed once more.
func (q *quota) allow(address string) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	now := q.now()
	if len(q.seen) >= mostAddresses {
		for known, counter := range q.seen {
			if counter.TokensAt(now) >= mostAtOnce {
				delete(q.seen, known)
			}
		}
		if len(q.seen) >= mostAddresses {
			clear(q.seen)
		}
	}
	known := account.Fold(address)
	if q.seen == nil {
		q.seen = map[string]*rate.Limiter{}
	}
	if q.seen[known] == nil {
		q.seen[known] = rate.NewLimiter(cmp.Or(q.pace, mailPace), mostAtOnce)
	}
	return q.seen[known].AllowN(now, 1)
}

// ask registers somebody, unless their address has had enough mail. What was
// filled in is checked either way, so that the answer is the same.
func (s *Server) ask(r *http.Request, id consult.ID, e consult.Entry, invitation act.Link) error {
	_, bad := account.Address(e.Email)
	if _, err := e.Check(); err == nil && bad == nil && !s.quota.allow(e.Email) {
		return nil
	}
	return s.options.Desk.Register(r.Context(), id, e, invitation)
}
