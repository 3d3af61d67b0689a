package fetch

import "sync"

// A Budget is what a run may ask for in all, shared by its requests. A nil
// Budget has no end.
type Budget struct {
	mu       sync.Mutex
	requests int
	bytes    int64
}

// NewBudget makes a budget of so many requests, redirects counted, and so
// many bytes as they come over the wire.
func NewBudget(requests int, bytes int64) *Budget {
	return &Budget{requests: requests, bytes: bytes}
}

// spend takes one request.
func (b *Budget) spend(host string) error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.requests <= 0 || b.bytes <= 0 {
		return failed(Spent, host, nil)
	}
	b.requests--
	return nil
}

// add takes bytes that have come.
func (b *Budget) add(bytes int64) {
	if b == nil {
		return
	}
	b.mu.Lock()
	b.bytes -= bytes
	b.mu.Unlock()
}

// exceeded tells of a body that was more than the budget had left.
func (b *Budget) exceeded(host string) error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bytes < 0 {
		return failed(Spent, host, nil)
	}
	return nil
}
