package redflag

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"insyn/ledger"
)

// An Analysis looks at ledgers, and can be given more of them: only bodies
// that have new rows are looked at again. Whatever the steps, the result is
// that of looking at everything at once.
type Analysis struct {
	// Progress is told how many of how many have been dealt with, by one caller
	// at a time: of the suppliers of a ledger that is added, of all rows to put
	// them in order, and of rows to look at them. It may be nil.
	Progress func(done, total int64)

	settings  Settings
	inputs    []Input
	parts     []*part
	rows      int
	buyers    *parties
	suppliers *parties
	accounts  numbering
	names     numbering // of suppliers, without case, signs and legal form
	spans     [][]span  // of contracts, by supplier; nil where there is no catalogue
	numbered  bool      // some supplier has an organisation number

	order  []uint32
	groups []group
	bodies []body

	digests map[uint32]*digest // by body
	seen    map[uint32]int     // rows of each body when it was looked at
	shared  string             // what the bodies have in common, when they were
}

// New begins an analysis. The error is *SettingsError.
func New(s Settings) (*Analysis, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	return &Analysis{settings: s, buyers: newParties(), suppliers: newParties(), accounts: newNumbering(),
		names: newNumbering(), digests: map[uint32]*digest{}, seen: map[uint32]int{}}, nil
}

// Run looks at ledgers with some settings.
func Run(ctx context.Context, sources []Source, s Settings) (*Result, error) {
	return runTold(ctx, sources, s, nil)
}

func runTold(ctx context.Context, sources []Source, s Settings, progress func(done, total int64)) (*Result, error) {
	a, err := New(s)
	if err != nil {
		return nil, err
	}
	a.Progress = progress
	for _, source := range sources {
		if err := a.Add(source); err != nil {
			return nil, err
		}
	}
	return a.Result(ctx)
}

// Add adds a ledger, whose table must not be changed any more.
func (a *Analysis) Add(s Source) error {
	in, err := s.input()
	if err != nil {
		return err
	}
	a.inputs = append(a.inputs, in)
	a.add(s)
	return nil
}

// Result applies the rules to all that has been added.
func (a *Analysis) Result(ctx context.Context) (*Result, error) {
	a.catalogue()
	a.sorted()
	a.stale()
	if err := a.inspect(ctx); err != nil {
		return nil, err
	}
	r := &Result{Format: Format, Settings: a.settings, SettingsHash: a.settings.Hash(),
		Inputs: slices.Clone(a.inputs), Rows: a.rows, Flags: []Flag{}}
	for _, in := range a.inputs {
		r.Ore += in.Ore
	}
	a.finish(r)
	r.Seal = r.seal()
	return r, nil
}

// stale forgets what was made of bodies that have got rows since. What a
// supplier is called in the rows of one body tells something of it in those of
// others, so that all are looked at again when a name or number is new.
func (a *Analysis) stale() {
	a.numbered = slices.ContainsFunc(a.suppliers.all, func(p party) bool { return p.kind == ledger.Organisation })
	if shared := a.common(); shared != a.shared {
		clear(a.digests)
		a.shared = shared
	}
	for n := range a.bodies {
		if a.seen[uint32(n)] != a.bodies[n].rows {
			delete(a.digests, uint32(n))
			a.seen[uint32(n)] = a.bodies[n].rows
		}
	}
}

// chunkRows is about how many rows are looked at in one piece.
const chunkRows = 1 << 16

// A chunk is groups of one body that one worker looks at.
type chunk struct {
	groups []group
	digest *digest
}

// rows is how many rows a chunk has.
func (c *chunk) rows() int { return c.groups[len(c.groups)-1].to - c.groups[0].from }

// progress gives what workers tell that they have looked at some rows.
func (a *Analysis) progress(all []chunk) func(rows int) {
	if a.Progress == nil {
		return func(int) {}
	}
	var mutex sync.Mutex
	done, total := int64(0), int64(0)
	for i := range all {
		total += int64(all[i].rows())
	}
	return func(rows int) {
		mutex.Lock()
		defer mutex.Unlock()
		done += int64(rows)
		a.Progress(done, total)
	}
}

// chunks cuts the groups of bodies that have to be looked at into pieces.
func (a *Analysis) chunks() (all []chunk) {
	for from := 0; from < len(a.groups); {
		to := from + 1
		for to < len(a.groups) && a.groups[to].buyer == a.groups[from].buyer &&
			a.groups[to].to-a.groups[from].from <= chunkRows {
			to++
		}
		if a.digests[a.groups[from].buyer] == nil {
			all = append(all, chunk{groups: a.groups[from:to]})
		}
		from = to
	}
	return all
}

// inspect looks at the bodies that have to be, on all processors, and adds what
// was found up in the order of the rows.
func (a *Analysis) inspect(ctx context.Context) error {
	all := a.chunks()
	tell := a.progress(all)
	spread(len(all), func() func(int) {
		w := a.worker()
		return func(i int) {
			if ctx.Err() == nil {
				all[i].digest = w.digested(all[i].groups)
				tell(all[i].rows())
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, c := range all {
		b := c.groups[0].buyer
		if a.digests[b] == nil {
			a.digests[b] = newDigest()
		}
		a.digests[b].add(c.digest)
	}
	return nil
}

// spread has pieces of work done on all processors. Each takes the next piece
// when it is done with one, by a function of its own.
func spread(pieces int, worker func() func(piece int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), pieces) {
		wait.Go(func() {
			do := worker()
			for i := int(next.Add(1)) - 1; i < pieces; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}
