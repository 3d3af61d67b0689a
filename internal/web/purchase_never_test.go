package web

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// canaryPersons are a sole trader, a coordination number in a text and an
// address: none may be seen anywhere. The numbers are of those kept for tests.
var canaryPersons = []string{"811218-9876", "8112189876", "19811218", "811278-9873",
	"Exempelsson Kanarie", "kanarie@example.org"}

const canaryLedger = "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;bokforingsdatum;" +
	"forvaltning;fakturanummer;nettobelopp;grund;avtal;811218-9876\n" +
	"432000-1009;Exempel;1;Exempel Bygg 1 AB;402000-0016;6550;Konsult;2024-01-15;Stab;F-1;125000.00;=1+1;A-1;\n" +
	"432000-1009;Exempel;2;Exempelsson Kanarie;811218-9876;6530;Städning;2024-01-17;Stab;F-2;-4000.50;;;\n" +
	"432000-1009;Exempel;3;Exempelsson Kanarie;;4010;Material;2024-01-20;Stab;F-3;9000.00;enligt 811278-9873;;\n" +
	"432000-1009;Exempel;4;Exempel El 4 AB;402000-0040;4010;Material;2024-01-21;19811218-9876;F-4;5.00;kanarie@example.org;;\n" +
	"432000-1009;Exempel;5;Exempelsson Kanarie;811218-9876;4010;Material;2024-01-21;Stab;F-5;ett belopp;;;\n" +
	"432000-1009;Exempel;6;Exempelsson Kanarie;811218\u20119876;4010;Material;2024-01-22;Stab;F-6;7.00;;;\n" +
	"432000-1009;Exempel;7;Exempelsson Kanarie 8112189876;;4010;Material;2024-01-22;Stab;F-7;8.00;;;\n"

// TestNeverAPersonInWhatIsBought publishes a ledger with persons in it and goes
// everywhere: pages for anybody in both languages, files, feeds, exports, the
// pages of staff, the log.
func TestNeverAPersonInWhatIsBought(t *testing.T) {
	var log bytes.Buffer
	h := newHouse(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	d, err := h.BringDelivery(t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: "2024-01",
		Policy: ledger.Bucket,
		Name:   "reskontra 811218-9876.csv"}, func(w io.Writer) error {
		_, err := io.WriteString(w,
			canaryLedger)
		return err
	})
	h.must(err)
	h.must(h.ReadDelivery(t.Context(), d.ID))
	staff := h.signedInAs("bo", account.Publisher)
	nobody := func(where, text string) {
		t.Helper()
		for _, person := range canaryPersons {
			if strings.Contains(text, person) {
				t.Errorf("%s shows %s", where, person)
			}
		}
	}
	for _, path := range []string{deliveryAt(d.ID), deliveryAt(d.ID) + "/fil",
		deliveryAt(d.ID) + "/jamfor", deliveriesAt(string(exampleBody.ID))} {
		answer := staff.get(path)
		if answer.status != http.StatusOK {
			t.Errorf("%s: %d", path, answer.status)
		}
		nobody(path, answer.body)
	}
	_, err = h.PublishDelivery(t.Context(), h.boss, d.ID, "")
	h.must(err)
	h.must(h.FindFlags(t.Context()))
	for _, path := range h.everythingBought(d) {
		answer, body := h.fetched(path)
		if answer.StatusCode != http.StatusOK || body == "" {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
		nobody(path, body)
		nobody("the address", path)
	}
	h.feedTells("/inkop/leverantor/402000-0016/atom.xml", deliveryPath(d.ID))
	if answer, _ := h.fetched("/inkop/leverantor/811218-9876"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a person has a page: %d", answer.StatusCode)
	}
	for _, number := range []string{"811218-9876", "om+8112189876", "811218%E2%80%919876"} {
		asked := h.caller().get("/en/sok?q=" + number)
		if to := asked.header.Get("Location"); asked.status != http.StatusSeeOther ||
			to != "/en/sok" {
			t.Errorf("a search for a person is answered with %d, %s", asked.status, to)
		}
		nobody("the answer to a search for a person", asked.body)
		nobody("the same from the API", h.caller().get("/api/v1/search?q="+number).body)
	}
	for _, field := range []string{"leverantor", "konto", "myndighet", "fran"} {
		for _, number := range []string{"811218-9876", "811218%2D9876", "811218%E2%80%919876"} {
			asked := h.caller().get("/inkop?" + field + "=" + number)
			if to := asked.header.Get("Location"); asked.status != http.StatusSeeOther ||
				to != "/inkop" {
				t.Errorf("%s: a question for a person is answered with %d, %s", field, asked.status, to)
			}
			nobody("the answer to a question for a person", asked.body)
		}
	}
	nobody("the log", log.String())
	nobody("what is stored", h.storedOfPurchases())
}

// everythingBought lists every address at which something of a delivery stands.
func (h *house) everythingBought(d purchase.Delivery) (all []string) {
	h.t.Helper()
	body, company := string(exampleBody.ID), "/inkop/leverantor/402000-0016"
	for _, page := range []string{"/inkop", "/inkop?leverantor=kanarie", "/inkop?konto=4010",
		"/inkop/myndigheter",
		"/inkop/signaler", company, company + "/atom.xml", ledgerPath(body),
		ledgerPath(body) + "/atom.xml",
		deliveryPath(d.ID), "/inkop/rad/" + string(d.ID) + "/1",
		"/inkop/rad/" + string(d.ID) + "/2",
		"/inkop/rad/" + string(d.ID) + "/3", "/inkop/rad/" + string(d.ID) + "/4", "/sok?q=kanarie"} {
		all = append(all, page, "/en"+page)
	}
	_, sums := h.fetched(ledgerFolder(body) + "SHA256SUMS")
	for line := range strings.Lines(sums) {
		_, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		all = append(all, ledgerFolder(body)+name)
	}
	for _, name := range []string{"deliveries.json", "catalogue.ttl", "schema.json", "SHA256SUMS"} {
		all = append(all, ledgerFolder(body)+name)
	}
	return append(all, "/inkop/vy.csv", "/inkop/vy.parquet", "/api/v1/purchases",
		"/api/v1/purchases/bodies",
		"/matt/underlag.json")
}

// storedOfPurchases gives what is stored of the ledgers of the body: names,
// reasons, faults, receipts and reports.
func (h *house) storedOfPurchases() string {
	h.t.Helper()
	var all strings.Builder
	f, err := h.Deliveries(h.t.Context(), account.System, exampleBody.ID)
	h.must(err)
	for _, d := range f {
		report, err := json.Marshal(d.Report)
		h.must(err)
		all.WriteString(d.Name + d.Fault + d.Reason + string(report))
	}
	return all.String()
}

// TestN07ViewsAndFilesHaveNoFormulas looks at every CSV of what is bought.
func TestN07ViewsAndFilesHaveNoFormulas(t *testing.T) {
	h := newHouse(t)
	d, err := h.BringDelivery(t.Context(), h.boss, exampleBody.ID, act.BringForm{Period: "2024-01",
		Policy: ledger.Drop},
		func(w io.Writer) error { _, err := io.WriteString(w, canaryLedger); return err })
	h.must(err)
	h.must(h.ReadDelivery(t.Context(), d.ID))
	_, err = h.PublishDelivery(t.Context(), h.boss, d.ID, "")
	h.must(err)
	folder := "/inkop/data/" + string(exampleBody.ID)
	for _, path := range []string{"/inkop/vy.csv", folder + "/2024.csv",
		folder + "/ar=2024/2024-01-1.csv"} {
		_, text := h.fetched(path)
		if !strings.Contains(text, ";'=1+1;") || strings.Contains(text, ";=1+1;") {
			t.Errorf("%s has a formula:\n%s", path, text)
		}
	}
}

// TestAFlagIsFollowedUpAndShown goes from the queue to the public page: the
// supplier replies by its link, and rules that run again keep what was decided.
func TestAFlagIsFollowedUpAndShown(t *testing.T) {
	h := newHouse(t)
	f := h.flagged()
	staff := h.signedInAs("bo", account.Publisher)
	at := flagAt(f.ID)
	if answer, _ := h.fetched(flagPath(f.ID)); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a flag is public before its body says so: %d", answer.StatusCode)
	}
	if page := staff.get(flagsAt(string(exampleBody.ID)) + "?regel=duplicate&lage=open").body; !strings.Contains(page, f.ID) {
		t.Error("the queue does not lead to the flag")
	}
	if got := staff.send(at, at, "show", "1"); got.status == http.StatusSeeOther {
		t.Error("a flag becomes public that nobody has followed up")
	}
	if got := staff.send(at, at, "decide", "1", "state", "explained", "reason",
		""); got.status == http.StatusSeeOther {
		t.Error("a flag is followed up without a reason")
	}
	shows(t, staff.get(at), "uppger du att du inte är jävig", "Är du jävig?")
	staff.send(at, at, "stake", "1") // K4-6: who has an interest has no button, and is refused
	if got := staff.send(at, at, "state", "explained", "reason", "Två lokaler"); got.status != http.StatusForbidden {
		t.Errorf("a flag is followed up with an interest: %d", got.status)
	}
	if page := staff.get(at).body; strings.Contains(page, `name="decide"`) || !strings.Contains(page, "Jag är inte längre jävig") {
		t.Error("the buttons are there still")
	}
	staff.send(at, at, "stake", "1", "ended", "1")
	for _, done := range [][]string{{"state", "explained", "reason", "Två lokaler med samma hyra"},
		{"invite", "1"},
		{"answer", "1", "reply", "Vi har sett över avtalet."}} {
		if got := staff.send(at, at, done...); got.status != http.StatusSeeOther {
			t.Fatalf("%v: %d", done, got.status)
		}
	}
	if got := staff.send(at, at, "show", "1"); got.status == http.StatusSeeOther {
		t.Error("a flag becomes public before the supplier has had its time")
	}
	file, err := h.Flag(t.Context(), account.System, f.ID)
	h.must(err)
	reply := "/svar-pa-signal/" + string(file.Reply)
	supplier := h.caller()
	if got := supplier.get("/svar-pa-signal/" + f.ID + "~gissad"); got.status != http.StatusNotFound {
		t.Errorf("a guessed link leads to %d", got.status)
	}
	if got := supplier.send(reply, reply, "reply",
		"Fakturorna avser olika lokaler."); got.status != http.StatusSeeOther {
		t.Fatalf("the reply: %d", got.status)
	}
	if got := staff.send(at, at, "show", "1"); got.status != http.StatusSeeOther {
		t.Fatalf("showing: %d", got.status)
	}
	h.shows(flagPath(f.ID), "Fakturorna avser olika lokaler.", "Två lokaler med samma hyra",
		"Vi har sett över avtalet.",
		"Varför det oftast är i sin ordning")
	h.shows("/inkop/signaler", "Förklarad")
	for n := 2; n <= 6; n++ { // the link is a supplier's own, and the page everybody's
		want := http.StatusSeeOther
		if n == 6 {
			want = http.StatusUnprocessableEntity
		}
		if got := supplier.send(reply, reply, "reply", "Samma sak igen."); got.status != want {
			t.Errorf("reply %d: %d, want %d", n, got.status, want)
		}
	}
	d := h.brought("2024-01")
	_, err = h.PublishDelivery(t.Context(), account.System, d.ID, "")
	h.must(err)
	h.must(h.FindFlags(t.Context()))
	again, err := h.Flag(t.Context(), account.System, f.ID)
	h.must(err)
	facts, err := h.MeasureFacts(t.Context()) // and it counts in the measure of commitment 4
	h.must(err)
	followed := 0
	for _, one := range facts.Flags {
		if !one.Followed.IsZero() {
			followed++
		}
	}
	if followed != 1 || len(facts.Flags) < 2 || facts.Flags[0].Body != string(exampleBody.ID) {
		t.Errorf("%d of %d flags are followed up", followed, len(facts.Flags))
	}
	if again.State != purchase.FlagExplained || again.Run.Number != 2 || again.Published.IsZero() {
		t.Errorf("after the rules ran again: %s, run %d", again.State, again.Run.Number)
	}
}
