package store

import (
	"context"
	"sync"
)

// gates let writers of the same aggregate through one at a time, in the order
// in which they came, before they take a connection. Who comes through either
// begins a transaction or is handed that of the one before.
type gates struct {
	mutex sync.Mutex
	open  map[string]*gate // those at which somebody is
	came  uint64           // who came last, of all that had to wait
}

// gate is those who wait at one aggregate.
type gate struct{ waiting []*ticket }

// A ticket is the place of one who waits.
type ticket struct {
	number uint64
	alone  bool        // takes no transaction of others
	turn   chan *share // nil: begin one
}

// enter waits for the turn at an aggregate. It gives the transaction in which
// the caller goes on, nil where it has to begin one. The caller must pass or leave.
func (g *gates) enter(ctx context.Context, aggregate string, alone bool) (*share, error) {
	mine, one := g.queue(aggregate, alone)
	if mine == nil {
		return nil, nil
	}
	select {
	case s := <-mine.turn:
		return s, nil
	case <-ctx.Done():
	}
	if g.forget(one, mine) {
		return nil, ctx.Err()
	}
	return <-mine.turn, nil // it was given at the same moment, and has to be passed on
}

// queue gives a place among those who wait, none where nobody is there.
func (g *gates) queue(aggregate string, alone bool) (*ticket, *gate) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	one, busy := g.open[aggregate]
	if !busy {
		if g.open == nil {
			g.open = map[string]*gate{}
		}
		g.open[aggregate] = &gate{}
		return nil, nil
	}
	g.came++
	mine := &ticket{number: g.came, alone: alone, turn: make(chan *share, 1)}
	one.waiting = append(one.waiting, mine)
	return mine, one
}

// forget takes somebody out who waits no longer, and tells whether it could.
func (g *gates) forget(one *gate, mine *ticket) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for i, t := range one.waiting {
		if t == mine {
			one.waiting = append(one.waiting[:i], one.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// last gives the number of who came last.
func (g *gates) last() uint64 {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.came
}

// pass hands a transaction to the next who waits, if that one came before it
// began and takes it.
func (g *gates) pass(aggregate string, s *share) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	one := g.open[aggregate]
	if len(one.waiting) == 0 || one.waiting[0].alone || one.waiting[0].number > s.until {
		return false
	}
	one.next(s)
	return true
}

// leave lets the next begin a transaction.
func (g *gates) leave(aggregate string) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	one := g.open[aggregate]
	if len(one.waiting) == 0 {
		delete(g.open, aggregate)
		return
	}
	one.next(nil)
}

// next gives the first who waits the turn.
func (g *gate) next(s *share) {
	first := g.waiting[0]
	g.waiting = g.waiting[1:]
	first.turn <- s
}
