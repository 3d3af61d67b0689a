package act

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Bounds of a workshop: how much is made at a time, and how much is kept.
const (
	worksAtATime = 2
	worksKept    = 8
)

// A workshop makes what takes long to make, is the same for everybody, and can
// be asked for by anybody as often as they want: so much at a time, once for
// all who wait for the same, and not again while the data are as they were and
// nothing else has been asked for since. Nobody writes to what it gives.
type workshop struct {
	free   room
	making singleflight.Group
	mutex  sync.Mutex
	kept   []finished // the one asked for last at the end
}

type finished struct {
	name string
	done any
}

// made gives what has a name, made of the data as they are now.
//
// Faults: Unavailable (too much else is being made), and those of making it.
func made[T any](ctx context.Context, d *Desk, name string,
	do func(context.Context) (T, error)) (T, error) {
	w := &d.shop
	name = strconv.FormatUint(d.DB.Stamp(), 10) + " " + name // before reading: what is committed meanwhile is read again
	if had, ok := w.find(name); ok {
		return had.(T), nil
	}
	done, err, _ := w.making.Do(name, func() (any, error) {
		alone := context.WithoutCancel(ctx) // the work is of use to others, too
		leave, err := w.free.enter(alone, mostRowsHeld/worksAtATime)
		if err != nil {
			return nil, err
		}
		defer leave()
		done, err := do(alone)
		if err == nil {
			w.keep(finished{name, done})
		}
		return done, err
	})
	if err != nil {
		var none T
		return none, err
	}
	return done.(T), nil
}

// find gives what has been kept under a name.
func (w *workshop) find(name string) (any, bool) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	at := slices.IndexFunc(w.kept, func(k finished) bool { return k.name == name })
	if at < 0 {
		return nil, false
	}
	had := w.kept[at]
	w.kept = append(slices.Delete(w.kept, at, at+1), had)
	return had.done, true
}

// keep keeps something instead of what has not been asked for longest.
func (w *workshop) keep(k finished) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if len(w.kept) == worksKept {
		w.kept = slices.Delete(w.kept, 0, 1)
	}
	w.kept = append(w.kept, k)
}
