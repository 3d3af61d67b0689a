package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

// send sends the draft that a link leads to. Its author has proven no address:
// one that has had enough receipts is mailed no more of them, so that nobody can
// fill the mailbox of somebody else with views in that one's name (N-18). The
// page is the same either way.
func (s *Server) send(r *http.Request, saved int) (consult.View, error) {
	o, err := s.options.Desk.OwnView(r.Context(), held(r))
	if err != nil {
		return consult.View{}, err
	}
	address := o.View.Sender.Email
	if address == "" || s.receipts.allow(address) {
		return s.options.Desk.SendView(r.Context(), held(r), saved)
	}
	return s.options.Desk.SendViewUnmailed(r.Context(), held(r), saved)
}

// What strangers of one network can make us keep in files: three views with all
// that may come with them at once, and as much again in an hour; and what those
// of all networks together can, for one may have very many networks.
const (
	mostAnonymousBytes = 300 << 20
	mostOfEverybody    = 8 << 30
)

// An intake bounds how many bytes of files each network can send, and all of
// them, so that nobody fills the disk that all share.
type intake struct {
	mutex sync.Mutex
	seen  map[netip.Prefix]*rate.Limiter
	all   *rate.Limiter
}

// hourly lets so many bytes through at once, and as many again in an hour.
func hourly(bytes int) *rate.Limiter { return rate.NewLimiter(rate.Limit(bytes/3600), bytes) }

// take tells whether so many bytes more may come from a network.
func (i *intake) take(who netip.Prefix, bytes int, now time.Time) bool {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	if len(i.seen) >= mostNeighbourhoods {
		for known, counter := range i.seen {
			if counter.TokensAt(now) >= mostAnonymousBytes {
				delete(i.seen, known)
			}
		}
	}
	if i.seen == nil || len(i.seen) >= mostNeighbourhoods {
		i.seen = map[netip.Prefix]*rate.Limiter{}
	}
	if i.all == nil {
		i.all = hourly(mostOfEverybody)
	}
	if i.seen[who] == nil {
		i.seen[who] = hourly(mostAnonymousBytes)
	}
	return i.seen[who].AllowN(now, bytes) && i.all.AllowN(now, bytes)
}

// takesFile gives nil where a file of so many bytes may come with a draft.
func (s *Server) takesFile(r *http.Request, bytes int) error {
	who := neighbourhood(clientAddress(r, s.options.Trusted))
	if !s.intake.take(who, bytes, time.Now()) {
		return fault.New(fault.TooMany, "web.too-many")
	}
	return nil
}
