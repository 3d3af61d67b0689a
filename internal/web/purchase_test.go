package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// brought brings a ledger of a period and reads it.
func (h *house) brought(period string) purchase.Delivery {
	h.t.Helper()
	text := strings.ReplaceAll(exampleLedgerText, "2024-01", period)
	d, err := h.BringDelivery(h.t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: period,
		Policy: ledger.Bucket,
		Name:   "reskontra.csv"}, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	h.must(err)
	h.must(h.ReadDelivery(h.t.Context(), d.ID))
	return d
}

// fetched gives what stands at an address.
func (h *house) fetched(path string) (*http.Response, string) {
	h.t.Helper()
	answer, err := http.Get(h.server.URL + path)
	h.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	h.must(err)
	return answer, string(body)
}

// TestADeliveryFromUploadToFiles goes the whole way of an officer without a
// terminal: upload, receipt, mask, publish; and then that of a reader.
func TestADeliveryFromUploadToFiles(t *testing.T) {
	h := newHouse(t)
	staff := h.signedInAs("bo", account.Publisher)
	at := "/arbete/inkop/" + string(exampleBody.ID)
	bring := func(period, reason, text string) reply {
		return staff.sendFile(at, at, "file", "reskontra.csv", []byte(text), "period", period, "policy",
			"bucket", "reason", reason)
	}
	if got := bring("januari", "", exampleLedgerText); got.status != http.StatusBadRequest &&
		got.status != http.StatusUnprocessableEntity {
		t.Errorf("a period that is none: %d", got.status)
	}
	made := bring("2024-01", "", exampleLedgerText)
	dossier, _, _ := strings.Cut(made.header.Get("Location"), "?")
	page := staff.get(dossier).body
	for _, want := range []string{"Ingen rad är borta", "beloppet går inte att läsa",
		"personnummer"} {
		if !strings.Contains(page, want) {
			t.Errorf("the file of the delivery does not say %q", want)
		}
	}
	public := strings.Replace(dossier, "/arbete", "/inkop", 1)
	if answer, _ := h.fetched(public); answer.StatusCode != http.StatusNotFound {
		t.Errorf("what is not published answers %d", answer.StatusCode)
	}
	d, _ := url.PathUnescape(path.Base(dossier))
	h.must(h.MaskDelivery(t.Context(), h.boss, purchase.ID(d), ledger.Drop, "")) // after the page was opened
	h.must(h.ReadDelivery(t.Context(), purchase.ID(d)))
	for _, saw := range []string{shownRows(page), ""} {
		if got := staff.send(dossier, dossier, "publish", "1", "saw", saw); got.status != http.StatusConflict ||
			!strings.Contains(got.body, "maskerats på nytt sedan du öppnade sidan") {
			t.Errorf("what nobody has seen is approved: %d", got.status)
		}
	}
	h.must(h.MaskDelivery(t.Context(), h.boss, purchase.ID(d), ledger.Bucket, ""))
	h.must(h.ReadDelivery(t.Context(), purchase.ID(d)))
	if got := staff.publish(dossier); got.status != http.StatusSeeOther {
		t.Fatalf("publishing: %d %s", got.status, got.body)
	}
	h.filesAgree(public)
	h.feedTells(ledgerPath(string(exampleBody.ID))+"/atom.xml", public)
	if got := bring("2024-01", "", exampleLedgerText); got.status == http.StatusSeeOther {
		again, _, _ := strings.Cut(got.header.Get("Location"), "?")
		if refused := staff.publish(again); refused.status == http.StatusSeeOther {
			t.Error("a period is published again without a reason")
		}
		if done := staff.publish(again, "reason",
			"Rättad"); done.status != http.StatusSeeOther {
			t.Errorf("a correction: %d", done.status)
		}
	}
	h.shows(public, "En senare leverans har tagit över")
}

// shownRows gives the hash of the rows that the file of a delivery shows.
func shownRows(page string) string {
	_, rest, _ := strings.Cut(page, `name="saw" value="`)
	saw, _, _ := strings.Cut(rest, `"`)
	return saw
}

// publish approves what the file of a delivery shows.
func (c *caller) publish(dossier string, more ...string) reply {
	c.h.t.Helper()
	return c.send(dossier, dossier, append(more, "publish", "1", "saw", shownRows(c.get(dossier).body))...)
}

// feedTells holds that a feed has one entry, which leads to a page.
func (h *house) feedTells(path, page string) {
	h.t.Helper()
	_, text := h.fetched(path)
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
			Link  struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	h.must(xml.Unmarshal([]byte(text), &feed))
	if len(feed.Entries) != 1 || feed.Entries[0].Title == "" ||
		!strings.HasSuffix(feed.Entries[0].Link.Href, page) {
		h.t.Errorf("%s tells of %+v, not of %s", path, feed.Entries, page)
	}
}

// filesAgree holds that the files of a delivery and of its year are what the
// sums say, and all say the same.
func (h *house) filesAgree(public string) {
	h.t.Helper()
	folder := "/inkop/data/" + string(exampleBody.ID) + "/"
	_, sums := h.fetched(folder + "SHA256SUMS")
	files := map[string]string{}
	for line := range strings.Lines(sums) {
		hash, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		answer, body := h.fetched(folder + name)
		sum := sha256.Sum256([]byte(body))
		if answer.StatusCode != http.StatusOK || hex.EncodeToString(sum[:]) != hash {
			h.t.Errorf("%s: %d, and its hash is another", name, answer.StatusCode)
		}
		files[name] = body
	}
	if len(files) != 5 || files["2024.csv"] != files["ar=2024/2024-01-1.csv"] {
		h.t.Errorf("%d files", len(files))
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(files["2024.json"]), &rows); err != nil || len(rows) != 3 {
		h.t.Errorf("the year has %d rows: %v", len(rows), err)
	}
	if _, page := h.fetched(public); !strings.Contains(page, "/log/receipt/") {
		h.t.Error("the page leads to no receipt")
	}
	for _, name := range []string{"schema.json", "deliveries.json", "catalogue.ttl",
		"LICENSE.txt"} {
		if answer, body := h.fetched(folder + name); answer.StatusCode != http.StatusOK ||
			body == "" {
			h.t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
}

// flagged publishes a ledger with irregularities and gives a flag on it.
func (h *house) flagged() purchase.Flag {
	h.t.Helper()
	var out bytes.Buffer
	_, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: 1500, Seed: 11, Year: 2022})
	h.must(err)
	again, err := h.PublicLedger(h.t.Context(), exampleBody.ID)
	h.must(err)
	if len(again.InForce()) == 0 {
		d, err := h.BringDelivery(h.t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: "2022",
			Policy: ledger.Bucket,
			Name:   "2022.csv"}, func(w io.Writer) error { _, err := w.Write(out.Bytes()); return err })
		h.must(err)
		h.must(h.ReadDelivery(h.t.Context(), d.ID))
		_, err = h.PublishDelivery(h.t.Context(), account.System, d.ID, "")
		h.must(err)
	}
	h.must(h.FindFlags(h.t.Context()))
	q, err := h.Flags(h.t.Context(), account.System, exampleBody.ID)
	h.must(err)
	for _, f := range q.Flags {
		if f.Rule == "duplicate" {
			return f
		}
	}
	h.t.Fatal("no invoice is flagged as paid twice")
	return purchase.Flag{}
}

// Programs get what the pages show.
func TestPurchasesAgreeWithTheDocument(t *testing.T) {
	h := newHouse(t)
	h.flagged()
	_, ledgers := h.fetch("/api/v1/purchases/bodies", 200)
	agrees(t, "Ledgers", ledgers)
	_, view := h.fetch("/api/v1/purchases?konto=6550&fran=2022", 200)
	agrees(t, "Purchases", view)
	var answer apiPurchases
	h.must(json.Unmarshal(view, &answer))
	if answer.Rows == 0 || len(answer.Suppliers) == 0 || len(answer.Lines) == 0 {
		t.Fatalf("%d rows, %d suppliers", answer.Rows, len(answer.Suppliers))
	}
	_, supplier := h.fetch("/api/v1/purchases/suppliers/"+answer.Suppliers[0].Key, 200)
	agrees(t, "Purchases", supplier)
	_, problem := h.fetch("/api/v1/purchases/suppliers/811218-9876", 404)
	agrees(t, "Problem", problem)
}

// The page of a file that is being read says how far it has come, and how long is left.
func TestAFileThatIsReadSaysHowLongIsLeft(t *testing.T) {
	v := &visit{Printer: lang.For(lang.English), Now: exampleTime}
	for percent, left := range map[int]string{0: "", 4: "", 50: "About 10 s left.",
		80: "About 3 s left."} {
		got := v.readingWords(purchase.Delivery{Created: exampleTime.Add(-10 * time.Second), Progress: percent})
		if !strings.Contains(got, fmt.Sprint(percent, " per cent")) ||
			!strings.HasSuffix(got, left) ||
			left == "" && strings.Contains(got, "left") {
			t.Errorf("at %d: %q", percent, got)
		}
	}
}
