package web

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"

	"insyn/dcat"
	"insyn/internal/catalog"
	"insyn/internal/store"
	"insyn/rdf"
)

// openWarehouse opens a shop whose body publishes one invented dataset, and
// gives what is said of it, which others can be made of.
func openWarehouse(t testing.TB) (*shop, store.Record) {
	t.Helper()
	s := openShop(t)
	var text bytes.Buffer
	s.must(dcat.Generate(&text, dcat.GenerateOptions{Datasets: 1, Seed: 1, Format: rdf.Turtle}))
	s.texts["/dcat.ttl"] = text.String()
	run, err := s.Harvest(t.Context(), s.boss, s.source)
	s.must(err)
	s.must(s.ApproveHarvest(t.Context(), s.boss, s.source, run.Number, "Ett förråd."))
	var model store.Record
	s.must(s.DB.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.ShownSince(s.source, run.Number-1, "", 10)
		for _, r := range all {
			if r.Kind == catalog.Dataset && r.What != catalog.Gone {
				model = r
			}
		}
		return err
	}))
	return s, model
}

// fill lists datasets more, numbered from one number to before another: as
// much is said of each as of the model.
func (s *shop) fill(model store.Record, from, to int) {
	s.t.Helper()
	for ; from < to; from += 1000 {
		s.must(s.DB.Bookkeep(s.t.Context(), "source/"+string(s.source), func(tx *store.Tx) error {
			for i := from; i < min(from+1000, to); i++ {
				name := fmt.Appendf(nil, "/dataset/%d", i)
				r := model
				r.IRI = "https://data.example.se" + string(name)
				r.Content = bytes.ReplaceAll(model.Content, []byte("/dataset/0"), name)
				d, err := tx.DatasetOf(r.IRI, catalog.Dataset)
				if err != nil {
					return err
				}
				r.Dataset = d.ID
				if err := tx.PutRecord(r); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// A watchman stands between a site and the wire, and looks now and then, while
// the site waits for it, how much memory is in use.
type watchman struct {
	http.ResponseWriter
	every, left int
	most        *uint64
}

// Write implements io.Writer.
func (w *watchman) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		w.left = w.every
		*w.most = max(*w.most, inUse())
	}
	return w.ResponseWriter.Write(p)
}

// inUse is how many bytes of the heap are in use, the rubbish taken away.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// stream fetches a file of the catalogue and gives its length, and by how much
// more was in use meanwhile than before, looking each time so many bytes are
// written.
func (s *shop) stream(file string, every int) (length int64, more uint64) {
	s.t.Helper()
	var most uint64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.site.Handler().ServeHTTP(&watchman{w, every, every, &most}, r)
	}))
	defer server.Close()
	before := inUse()
	answer, err := http.Get(server.URL + exportPath + file)
	s.must(err)
	defer answer.Body.Close()
	length, err = io.Copy(io.Discard, answer.Body)
	s.must(err)
	return length, max(most, before) - before
}

// Who fetches the whole catalogue gets it as it is read: six times as many
// datasets take no more of the server's memory. That each format is written so
// is held by the engine's own tests.
func TestTheWholeCatalogueInConstantMemory(t *testing.T) {
	const few, many, slack = 500, 3000, 1 << 20
	files := []string{"allt.rdf", "allt.csv"}
	s, model := openWarehouse(t)
	small := map[string]uint64{}
	s.fill(model, 1, few)
	for _, file := range files {
		_, small[file] = s.stream(file, 100_000)
	}
	s.fill(model, few, many)
	for _, file := range files {
		length, more := s.stream(file, 1_000_000)
		if length < many*500 {
			t.Errorf("%s has %d bytes: it cannot be %d datasets", file, length, many)
		}
		if more > small[file]+slack {
			t.Errorf("%s: %d bytes are in use for %d datasets, %d for %d", file, more, many,
				small[file], few)
		}
	}
}
