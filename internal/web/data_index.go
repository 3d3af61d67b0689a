package web

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/search"
	"insyn/internal/store"
)

// The fields and facets of the catalogue.
const (
	dataTitle   = "title"
	dataText    = "text"
	dataKeyword = "keyword"
	dataWho     = "publisher"

	byTheme   = "theme"
	byFormat  = "format"
	byLicence = "licence"
	byBody    = "body"
	byValue   = "value"
	byQuality = "quality"
)

var dataSchema = search.Schema{
	Fields: []search.Field{{Name: dataTitle, Weight: 5}, {Name: dataText, Weight: 1},
		{Name: dataKeyword, Weight: 2}, {Name: dataWho, Weight: 1}},
	Facets: []string{byTheme, byFormat, byLicence, byBody, byValue, byQuality},
}

// A dataIndex keeps what the catalogue lists in memory, in step with the
// database, so that questions and the counts of their facets need no SQL. It
// reads again only what has changed: a source from the harvest that it has
// seen last, and what an address belongs to whose state has changed.
type dataIndex struct {
	desk   *act.Desk
	index  *search.Index[act.Holding]
	bodies atomic.Pointer[map[account.BodyID]account.Body]
	seen   atomic.Uint64 // one more than the stamp of the data in the index; 0 before there is any

	mutex   sync.Mutex
	sources map[catalog.SourceID]catalog.Source
	moved   time.Time
	copies  map[string]map[catalog.SourceID]act.Holding // of each dataset
}

func newDataIndex(desk *act.Desk) *dataIndex {
	x := &dataIndex{desk: desk, index: search.New[act.Holding](dataSchema),
		sources: map[catalog.SourceID]catalog.Source{},
		copies:  map[string]map[catalog.SourceID]act.Holding{}}
	x.bodies.Store(&map[account.BodyID]account.Body{})
	return x
}

// find answers a question from data as new as the database's stamp.
func (x *dataIndex) find(ctx context.Context,
	r search.Request) (search.Answer[act.Holding], error) {
	if err := x.refresh(ctx); err != nil {
		return search.Answer[act.Holding]{}, err
	}
	return x.index.Find(r), nil
}

// refresh brings the index up to the database's stamp.
func (x *dataIndex) refresh(ctx context.Context) error {
	if x.seen.Load() == x.desk.DB.Stamp()+1 {
		return nil
	}
	x.mutex.Lock()
	defer x.mutex.Unlock()
	stamp := x.desk.DB.Stamp() // before reading: what is committed meanwhile is read again
	if x.seen.Load() == stamp+1 {
		return nil
	}
	ctx = context.WithoutCancel(ctx) // the work is of use to others, too
	mark, err := x.desk.CatalogMark(ctx)
	if err != nil {
		return err
	}
	x.bodies.Store(&mark.Bodies)
	for _, s := range mark.Sources {
		if err := x.catchUp(ctx, s); err != nil {
			return err
		}
	}
	if err := x.follow(ctx, mark.Moved); err != nil {
		return err
	}
	x.seen.Store(stamp + 1)
	return nil
}

// catchUp reads what has changed at a source.
func (x *dataIndex) catchUp(ctx context.Context, s catalog.Source) error {
	was := x.sources[s.ID].Generation
	x.sources[s.ID] = s
	if was == s.Generation {
		return nil
	}
	for after := ""; ; {
		all, next, err := x.desk.HoldingsSince(ctx, s, was, after)
		if err != nil {
			s.Generation = was // it is read again
			x.sources[s.ID] = s
			return err
		}
		x.take(all)
		if next == "" {
			return nil
		}
		after = next
	}
}

// follow looks again at what names an address whose state has changed. What
// has been read for the first time was judged by the states as they were then.
func (x *dataIndex) follow(ctx context.Context, moved time.Time) error {
	if moved.Equal(x.moved) {
		return nil
	}
	for after := (store.Place{}); ; {
		all, next, err := x.desk.HoldingsMoved(ctx, x.moved, after)
		if err != nil {
			return err
		}
		x.take(all)
		if next == (store.Place{}) {
			break
		}
		after = next
	}
	x.moved = moved
	return nil
}

// take puts what has been read into the index: of each dataset what the source
// says that wins.
func (x *dataIndex) take(all []act.Holding) {
	changed := map[string]bool{}
	for _, one := range all {
		changed[one.ID] = true
		if one.Gone {
			delete(x.copies[one.ID], one.Source)
			continue
		}
		if x.copies[one.ID] == nil {
			x.copies[one.ID] = map[catalog.SourceID]act.Holding{}
		}
		x.copies[one.ID][one.Source] = one
	}
	var gone []string
	var put []search.Document[act.Holding]
	for _, id := range slices.Sorted(maps.Keys(changed)) {
		if one, ok := x.winner(id); ok {
			put = append(put, dataDocument(one))
		} else {
			delete(x.copies, id)
			gone = append(gone, id)
		}
	}
	x.index.Apply(gone, put)
}

// winner gives what counts of what the sources say of a dataset.
func (x *dataIndex) winner(id string) (act.Holding, bool) {
	var at []catalog.Source
	for _, source := range slices.Sorted(maps.Keys(x.copies[id])) {
		at = append(at, x.sources[source])
	}
	i := catalog.Winner(at)
	if i < 0 {
		return act.Holding{}, false
	}
	return x.copies[id][at[i].ID], true
}

// dataDocument makes the document of something that is listed.
func dataDocument(h act.Holding) search.Document[act.Holding] {
	d := search.Document[act.Holding]{ID: h.ID, Value: h, Facets: dataFacets(h)}
	if day, err := time.Parse(time.DateOnly, h.Modified[:min(len(h.Modified), 10)]); err == nil {
		d.Key = day.Unix()
	}
	for _, l := range lang.Languages() {
		for _, t := range []search.Text{
			{Field: dataTitle, Language: l, Text: textIn(h.Title, l)},
			{Field: dataText, Language: l, Text: textIn(h.Description, l)},
			{Field: dataKeyword, Language: l, Text: keywords(h.Keywords, l)},
			{Field: dataWho, Language: l, Text: textIn(h.Publisher, l)},
		} {
			if t.Text != "" {
				d.Texts = append(d.Texts, t)
			}
		}
	}
	return d
}

// textIn gives what a text says in a language; what is said without a language
// is taken for Swedish.
func textIn(t dcat.Text, l lang.Language) string {
	if s := t[string(l)]; s != "" || l != lang.Swedish {
		return s
	}
	if t[string(lang.English)] == "" {
		return t.In() // in another language, rather than not at all
	}
	return t[""]
}

// keywords gives the keywords of a language in a line.
func keywords(all map[string][]string, l lang.Language) (line string) {
	words := all[string(l)]
	if l == lang.Swedish {
		words = append(words[:len(words):len(words)], all[""]...)
	}
	for i, w := range words {
		if i > 0 {
			line += ", "
		}
		line += w
	}
	return line
}

// dataFacets gives the values by which something is found.
func dataFacets(h act.Holding) map[string][]string {
	f := map[string][]string{byTheme: h.Themes, byFormat: h.Formats, byBody: {string(h.Body)}}
	for _, l := range h.Licences {
		f[byLicence] = append(f[byLicence], string(l))
	}
	if h.HighValue {
		f[byValue] = []string{"yes"}
	}
	if h.Scored {
		f[byQuality] = []string{dcat.BandOf(h.Points).String()}
	}
	return f
}
