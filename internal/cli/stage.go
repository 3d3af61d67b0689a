package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"insyn/internal/lang"
)

// Stages tell on a terminal what a command is doing and for how long, once it
// has taken a second. Elsewhere they tell nothing.
type stages struct {
	out   io.Writer // nil: tell nothing
	p     *lang.Printer
	mu    sync.Mutex
	now   string
	told  bool
	ended chan struct{} // closed when there is no more to tell; nil before the first stage
	done  sync.WaitGroup
}

// untold is how long a command works without saying what it is doing.
const untold = time.Second

// stages prepares to tell what a command is doing.
func (s *Streams) stages() *stages {
	st := &stages{p: lang.For(s.Language)}
	if f, ok := s.Err.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			st.out = f
		}
	}
	return st
}

// at says what is being done from now on.
func (st *stages) at(stage string) {
	if st.out == nil {
		return
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.now = stage
	if st.ended == nil {
		st.ended = make(chan struct{})
		st.done.Go(st.watch)
	}
}

// watch tells each second what is being done.
func (st *stages) watch() {
	start := time.Now()
	tick := time.NewTicker(untold)
	defer tick.Stop()
	for {
		select {
		case <-st.ended:
			return
		case now := <-tick.C:
			st.tell(now.Sub(start))
		}
	}
}

func (st *stages) tell(elapsed time.Duration) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.told = true
	fmt.Fprintf(st.out, "\r\x1b[K%s", st.p.T("catalogue.stage", "Stage", st.now, "Seconds",
		int(elapsed.Round(time.Second)/time.Second)))
}

// end takes away what was told. It may be called again.
func (st *stages) end() {
	if st.ended == nil {
		return
	}
	select {
	case <-st.ended:
		return
	default:
	}
	close(st.ended)
	st.done.Wait()
	if st.told {
		fmt.Fprint(st.out, "\r\x1b[K")
	}
}
