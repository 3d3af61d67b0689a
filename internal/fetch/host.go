package fetch

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	mostHosts   = 4096           // hosts remembered; the idle ones are forgotten first
	longestWait = 24 * time.Hour // that a host's Retry-After is believed
	shortWait   = 5 * time.Second
)

// hosts keeps what the client owes each host: its turn, its pause, its wish
// to be left alone for a while.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
}

// A host is one name that has been asked.
type host struct {
	turn  chan struct{} // holds a token while the host is being asked
	users int           // that wait or ask
	next  time.Time     // no request before
	away  time.Time     // the host said to come back then
	robot *robots       // what its robots.txt says, when it has been read
}

// enter waits until a host may be asked. A host that wants to be left alone
// for longer than a moment is not waited for.
func (h *hosts) enter(ctx context.Context, name string, pause time.Duration) (func(), error) {
	one := h.take(name)
	select {
	case one.turn <- struct{}{}:
	case <-ctx.Done():
		h.give(one)
		return nil, failed(Slow, name, ctx.Err())
	}
	if err := h.wait(ctx, name, one); err != nil {
		<-one.turn
		h.give(one)
		return nil, err
	}
	return func() {
		h.mu.Lock()
		one.next = time.Now().Add(pause)
		h.mu.Unlock()
		<-one.turn
		h.give(one)
	}, nil
}

// wait lets the pause pass.
func (h *hosts) wait(ctx context.Context, name string, one *host) error {
	h.mu.Lock()
	pause, away := time.Until(one.next), time.Until(one.away)
	h.mu.Unlock()
	if away > shortWait {
		return failed(Busy, name, nil)
	}
	if pause = max(pause, away); pause <= 0 {
		return nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return failed(Slow, name, ctx.Err())
	}
}

// take finds a host, or begins to remember it.
func (h *hosts) take(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all == nil {
		h.all = map[string]*host{}
	}
	one := h.all[name]
	if one == nil {
		if len(h.all) >= mostHosts {
			h.forget()
		}
		one = &host{turn: make(chan struct{}, 1)}
		h.all[name] = one
	}
	one.users++
	return one
}

// forget drops the hosts to whom nothing is owed.
func (h *hosts) forget() {
	now := time.Now()
	for name, one := range h.all {
		if one.users == 0 && one.next.Before(now) && one.away.Before(now) {
			delete(h.all, name)
		}
	}
}

// give tells that a host is no longer asked.
func (h *hosts) give(one *host) {
	h.mu.Lock()
	one.users--
	h.mu.Unlock()
}

// told takes down that a host wants to be left alone.
func (h *hosts) told(name string, got *http.Response) {
	if got.StatusCode != http.StatusTooManyRequests &&
		got.StatusCode != http.StatusServiceUnavailable {
		return
	}
	wait := RetryAfter(got.Header, time.Now())
	if wait <= 0 {
		return
	}
	one := h.take(name)
	h.mu.Lock()
	one.away = time.Now().Add(wait)
	h.mu.Unlock()
	h.give(one)
}

// RetryAfter gives how long a host asks to be left alone, at most a day; 0
// when it does not.
func RetryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, longestWait)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(now), 0), longestWait)
	}
	return 0
}
