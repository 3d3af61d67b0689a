package store

import (
	"context"
	"sync"
)

// gates let writers of the same aggregate through one at a time, in the order
// in which they came, before they take a connection.
type gates struct {
	mutex sync.Mutex
	open  map[string]*gate
}

// gate is the turn at one aggregate, and how many hold it or wait for it.
type gate struct {
	turn  chan struct{}
	users int
}

// enter waits for the turn at an aggregate; leave gives it to the next.
func (g *gates) enter(ctx context.Context, aggregate string) (leave func(), err error) {
	g.mutex.Lock()
	if g.open == nil {
		g.open = map[string]*gate{}
	}
	one := g.open[aggregate]
	if one == nil {
		one = &gate{turn: make(chan struct{}, 1)}
		g.open[aggregate] = one
	}
	one.users++
	g.mutex.Unlock()

	select {
	case one.turn <- struct{}{}:
		return func() { <-one.turn; g.drop(aggregate, one) }, nil
	case <-ctx.Done():
		g.drop(aggregate, one)
		return nil, ctx.Err()
	}
}

// drop forgets the gate when nobody uses it any more.
func (g *gates) drop(aggregate string, one *gate) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if one.users--; one.users == 0 {
		delete(g.open, aggregate)
	}
}
