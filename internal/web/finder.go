package web

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/search"
)

// The fields and facets of what the site can find.
const (
	findTitle = "title"
	findText  = "text"
	findBody  = "body"
	findCode  = "code"
	findKind  = "kind"
)

var findable = search.Schema{
	Fields: []search.Field{{Name: findTitle, Weight: 5}, {Name: findText, Weight: 1},
		{Name: findBody, Weight: 1}, {Name: findCode, Weight: 1}},
	Facets: []string{findKind},
}

// A finder keeps the index of what is public in step with the database. A
// question that finds the data changed waits until the index is as new: what
// was withdrawn is gone from the next answer. follow does the same in the
// background, so that hardly any question waits.
type finder struct {
	desk  *act.Desk
	index *search.Index[act.Findable]
	seen  atomic.Uint64 // one more than the stamp of the data in the index; 0 before there is any

	mutex sync.Mutex
	marks map[consult.Forum]act.FindableMark  // of each consultation and contact point in the index
	parts map[consult.Forum]map[string]string // the marks of what it consists of, by ID
	views map[consult.Forum]map[string]bool   // the IDs of its views

	registers map[string]string // the marks of what the registers hold, by ID

	buying     sync.Mutex
	bought     map[string]string // the marks of ledgers and suppliers, by ID
	boughtMark string
	boughtAt   uint64 // one more than the stamp of the data that was last looked at
}

func newFinder(desk *act.Desk) *finder {
	return &finder{desk: desk, index: search.New[act.Findable](findable),
		marks: map[consult.Forum]act.FindableMark{}, parts: map[consult.Forum]map[string]string{},
		views: map[consult.Forum]map[string]bool{}}
}

// find answers a question from data as new as the database's stamp.
func (f *finder) find(ctx context.Context, r search.Request) (search.Answer[act.Findable], error) {
	if err := f.refresh(ctx); err != nil {
		return search.Answer[act.Findable]{}, err
	}
	return f.index.Find(r), nil
}

// refresh brings the index up to the database's stamp.
func (f *finder) refresh(ctx context.Context) error {
	if f.seen.Load() == f.desk.DB.Stamp()+1 {
		return nil
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	stamp := f.desk.DB.Stamp() // before reading: what is committed meanwhile is read again
	if f.seen.Load() == stamp+1 {
		return nil
	}
	ctx = context.WithoutCancel(ctx) // the work is of use to others, too
	now, err := f.desk.FindableMarks(ctx)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(f.marks)) {
		if _, still := now[id]; !still {
			f.forget(id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if err := f.catchUp(ctx, id, now[id]); err != nil {
			return err
		}
	}
	if err := f.register(ctx); err != nil {
		return err
	}
	f.seen.Store(stamp + 1)
	return nil
}

// register brings the index up to the registers: what is taken back is gone
// from the next answer.
func (f *finder) register(ctx context.Context) error {
	list, err := f.desk.FindableRegisters(ctx)
	if err != nil {
		return err
	}
	f.registers = f.replace(f.registers, list)
	return nil
}

// replace puts what is new or other than it was into the index, takes out what
// is there no more, and gives the marks of what is.
func (f *finder) replace(had map[string]string, list []act.Findable) map[string]string {
	now := make(map[string]string, len(list))
	var put []search.Document[act.Findable]
	for _, one := range list {
		now[one.ID] = one.Mark
		if had[one.ID] != one.Mark {
			put = append(put, findDocument(one))
		}
	}
	var gone []string
	for known := range had {
		if _, still := now[known]; !still {
			gone = append(gone, known)
		}
	}
	slices.Sort(gone)
	f.index.Apply(gone, put)
	return now
}

// buy brings the index up to what is published of what is bought, which may take
// a while: rows are read. It is done in the background, so that nobody waits for
// it who looks for something else. What fails is tried again when the data has
// changed.
func (f *finder) buy(ctx context.Context) error {
	f.buying.Lock()
	defer f.buying.Unlock()
	stamp := f.desk.DB.Stamp() + 1
	if f.desk.Depot == nil || f.boughtAt == stamp {
		return nil
	}
	f.boughtAt = stamp
	list, mark, err := f.desk.FindablePurchases(ctx, f.boughtMark)
	if err != nil || mark == f.boughtMark {
		return err
	}
	f.bought, f.boughtMark = f.replace(f.bought, list), mark
	return nil
}

// catchUp reads again what has changed of a consultation.
func (f *finder) catchUp(ctx context.Context, id consult.Forum, now act.FindableMark) error {
	had := f.marks[id]
	if had == now {
		return nil
	}
	var err error
	if had.Mark != now.Mark {
		err = f.learn(ctx, id)
		had.Log = 0 // each view names its consultation and its body
	}
	if err == nil {
		err = f.hear(ctx, id, had.Log)
	}
	switch {
	case fault.Is(err, fault.NotFound):
		f.forget(id)
	case err != nil:
		return err
	default:
		f.marks[id] = now
	}
	return nil
}

// hear puts the views of a consultation into the index, and takes out those
// that are public no longer.
func (f *finder) hear(ctx context.Context, id consult.Forum, since int64) error {
	found, err := f.desk.FindableViews(ctx, id, since)
	if err != nil {
		return err
	}
	now := f.views[id]
	if now == nil || found.All {
		now = map[string]bool{}
	}
	said := make([]search.Document[act.Findable], 0, len(found.List))
	for _, one := range found.List {
		now[one.ID] = true
		said = append(said, findDocument(one))
	}
	gone := found.Gone
	for known := range f.views[id] {
		if !now[known] {
			gone = append(gone, known)
		}
	}
	for _, one := range gone {
		delete(now, one)
	}
	slices.Sort(gone)
	f.index.Apply(gone, said)
	f.views[id] = now
	return nil
}

// forget takes everything of a consultation out of the index.
func (f *finder) forget(id consult.Forum) {
	f.index.Apply(slices.Sorted(maps.Keys(f.parts[id])), nil)
	f.index.Apply(slices.Sorted(maps.Keys(f.views[id])), nil)
	delete(f.parts, id)
	delete(f.views, id)
	delete(f.marks, id)
}

// learn puts what has changed of a consultation into the index, and takes out
// what is gone. Files that have not changed are not read again.
func (f *finder) learn(ctx context.Context, id consult.Forum) error {
	list, err := f.desk.Findables(ctx, id)
	if err != nil {
		return err
	}
	parts := map[string]string{}
	var put []search.Document[act.Findable]
	for _, one := range list {
		parts[one.ID] = one.Mark
		if f.parts[id][one.ID] == one.Mark {
			continue
		}
		if one.File != "" {
			text, err := f.desk.FindableText(ctx, id.Consultation(), one.File)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			one.Text.SV = text
		}
		put = append(put, findDocument(one))
	}
	var gone []string
	for known := range f.parts[id] {
		if _, still := parts[known]; !still {
			gone = append(gone, known)
		}
	}
	slices.Sort(gone)
	f.index.Apply(gone, put)
	f.parts[id] = parts
	return nil
}

// supplierWeight keeps the many suppliers with a common word in their short
// names from standing before what is written about it. Who looks for a supplier
// names it, and finds nothing else.
const supplierWeight = 0.25

// findDocument makes the document of what can be found.
func findDocument(one act.Findable) search.Document[act.Findable] {
	d := search.Document[act.Findable]{ID: one.ID, Key: one.At.UnixMilli(),
		Facets: map[string][]string{findKind: {string(one.Kind)}}}
	add := func(field string, text consult.Text) {
		for l, said := range map[lang.Language]string{lang.Swedish: text.SV,
			lang.English: text.EN} {
			if said != "" {
				d.Texts = append(d.Texts, search.Text{Field: field, Language: l, Text: said})
			}
		}
	}
	add(findTitle, one.Title)
	add(findText, one.Text)
	add(findBody, consult.Text{SV: one.Body.Name, EN: one.Body.NameEnglish})
	add(findCode, consult.Text{SV: one.Code})
	if one.Kind == act.FindSupplier {
		d.Weight = supplierWeight
	}
	slices.SortFunc(d.Texts, func(a, b search.Text) int { // no map decides what comes first
		return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(string(b.Language),
			string(a.Language)))
	})
	one.Text, one.Mark = consult.Text{}, "" // the index has its own
	d.Value = one
	return d
}

// followEvery is how often the data is looked at for changes.
const followEvery = 250 * time.Millisecond

// Follow keeps what the search knows in step with the database until ctx is
// done. Without it the first who searches after a change waits a little.
func (s *Server) Follow(ctx context.Context) {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		err := errors.Join(s.finder.refresh(ctx), s.finder.buy(ctx), s.data.refresh(ctx))
		if err != nil && ctx.Err() == nil {
			s.options.Log.Error("the search does not follow the data", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
