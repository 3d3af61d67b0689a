package web

import (
	"encoding/binary"
	"net/http"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/record"
	"insyn/internal/store"
	"insyn/internal/trial"
	"insyn/internal/worker"
)

// integrate gives everything that waits its place in the record.
func (h *house) integrate() {
	h.t.Helper()
	h.must((&worker.Sequencer{Desk: h.Desk}).Once(h.t.Context()))
}

// leaves gives an object's leaves in the record.
func (h *house) leaves(object string) (all []store.Leaf) {
	h.t.Helper()
	h.must(h.DB.Read(h.t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.LeavesOf(object)
		return err
	}))
	return all
}

// served gives tiles as the site serves them.
func (h *house) served(tiles ...record.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		header, body := h.fetch("/log/"+record.TilePath(t), http.StatusOK)
		if !strings.Contains(header.Get("Cache-Control"), "immutable") ||
			header.Get("Content-Type") != "application/octet-stream" {
			h.t.Errorf("%s: %v", record.TilePath(t), header)
		}
		all = append(all, body)
	}
	return all, nil
}

// Whoever reads /log/ as C2SP has it can check everything: the signature, that
// an entry is there, what the entries are, and that the record has grown.
func TestRecordIsServedAsTiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.fetch("/log/checkpoint", http.StatusNotFound)
	first := h.open(complete())
	h.integrate()
	header, signed := h.fetch("/log/checkpoint", http.StatusOK)
	if header.Get("Content-Type") != "text/plain; charset=utf-8" ||
		header.Get("Cache-Control") != "public, max-age=2" ||
		header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%v", header)
	}
	_, body := h.fetch("/log/keys", http.StatusOK)
	set, err := record.ParseKeySet(body)
	h.must(err)
	key, err := record.ParseKey(set.Keys[0].Key)
	h.must(err)
	old, _, err := record.OpenCheckpoint(signed, key)
	h.must(err)
	for range 2 {
		h.open(complete())
	}
	h.integrate()
	_, signed = h.fetch("/log/checkpoint", http.StatusOK)
	now, _, err := record.OpenCheckpoint(signed, key)
	h.must(err)
	if now.Size != 3 || now.Origin != strings.TrimPrefix(h.server.URL, "http://")+"/log" {
		t.Errorf("%+v", now)
	}
	h.must(now.Follows(old, h.served))
	e := h.leaves("version/" + string(first.ID) + "/invitation/1")[0].Entry
	h.must(now.Lies(e, 0, h.served))
	_, bundle := h.fetch("/log/tile/entries/000.p/3", http.StatusOK)
	if n := binary.BigEndian.Uint16(bundle); n != 32 || string(bundle[2:34]) != string(e[:]) ||
		len(bundle) != 3*34 {
		t.Errorf("%d bytes of entries", len(bundle))
	}
	_, body = h.fetch("/log/proof/"+e.String(), http.StatusOK)
	p, err := record.ParseProof(body)
	h.must(err)
	_, err = p.Check(e, key)
	h.must(err)
	for _, path := range []string{"tile/0/000", "tile/0/000.p/4", "tile/1/000.p/1",
		"tile/0/001.p/1",
		"tile/entries/000", "tile/entries/000.p/4", "tile/0/x999/x999/x999/x999/x999/999",
		"tile/entries/x999/x999/x999/x999/x999/999", "tile/x", "receipt/" + strings.Repeat("0", 64)} {
		h.fetch("/log/"+path, http.StatusNotFound)
	}
	h.fetch("/log/proof/x", http.StatusUnprocessableEntity)
}

// A reader of a version finds its receipt; the page of the record says how it stands.
func TestRecordLeadsToReceipts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.open(complete())
	h.integrate()
	e := h.leaves("version/" + string(c.ID) + "/invitation/1")[0].Entry
	if _, body := h.fetch("/samrad/"+c.Slug+"/versioner/1", http.StatusOK); !strings.Contains(string(body), "/log/receipt/"+e.String()) {
		t.Error("no receipt at the version")
	}
	_, body := h.fetch("/log/receipt/"+e.String(), http.StatusOK)
	receipt, err := record.ParseReceipt(body)
	h.must(err)
	if _, err := receipt.Check(receipt.Key); err != nil || receipt.Content == nil ||
		receipt.Log != h.server.URL+"/log" {
		t.Errorf("%+v, %v", receipt, err)
	}
	_, signed := h.fetch("/log/checkpoint", http.StatusOK)
	root := strings.Split(string(signed), "\n")[2]
	for _, path := range []string{"/registret", "/en/registret"} {
		if _, page := h.fetch(path, http.StatusOK); !strings.Contains(string(page), strings.ReplaceAll(root, "+", "&#43;")) ||
			!strings.Contains(string(page), "insyn verify "+h.server.URL+"/log") {
			t.Errorf("%s does not show the checkpoint", path)
		}
	}
}

// A demonstration has no address on the web: both commands that its page shows
// say that they may ask this computer, or they would be refused.
func TestTheCommandsOfADemonstrationWork(t *testing.T) {
	t.Parallel()
	page := recordPage(Page{}, lang.For(lang.Swedish), act.LogState{}, "http://localhost:8080/log")
	page.demonstrate()
	if page.Command != "insyn verify --loopback http://localhost:8080/log" ||
		page.Receipt != "insyn verify --loopback kvitto.txt" {
		t.Errorf("%q and %q", page.Command, page.Receipt)
	}
}

// A witness signs what the record has signed: its line is kept and passed on.
// What nobody has signed, and what another record has, is refused.
func TestWitnessesAreTakenInByTheirKeys(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	w := trial.NewWitness("vittne.example.org")
	known, err := record.ParseKey(w.Key())
	h.must(err)
	h.Witnesses = []record.Key{known}
	h.open(complete())
	h.integrate()
	_, served := h.fetch("/log/checkpoint", http.StatusOK)
	signed := string(served)
	send := func(body string, want int) {
		t.Helper()
		answer, err := h.server.Client().Post(h.server.URL+"/log/cosignatures", "text/plain", strings.NewReader(body))
		h.must(err)
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("got %d, want %d for\n%s", answer.StatusCode, want, body)
		}
	}
	cosigned := func(note string) string {
		text, _, _ := strings.Cut(note, "\n\n")
		return note + w.Line(text+"\n", 1700000000)
	}
	send(signed, http.StatusConflict)
	forged := strings.Replace(signed, "\n1\n", "\n2\n", 1)
	send(cosigned(forged), http.StatusConflict)
	send("å", http.StatusUnprocessableEntity)
	send(cosigned(signed), http.StatusNoContent)
	_, after := h.fetch("/log/checkpoint", http.StatusOK)
	if string(after) != cosigned(signed) {
		t.Errorf("got\n%s", after)
	}
	c, sigs, err := record.OpenCheckpoint(after, known)
	if err != nil || len(sigs) != 1 || c.Size != 1 {
		t.Errorf("%+v, %d signatures, %v", c, len(sigs), err)
	}
	if _, page := h.fetch("/registret", http.StatusOK); !strings.Contains(string(page), "vittne.example.org") {
		t.Error("the page does not name the witness")
	}
}
