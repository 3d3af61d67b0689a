package web

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/internal/trial"
	"insyn/ledger"
	"insyn/redflag"
)

// The story of a ledger: an officer brings it and sees what is in it and what is
// masked, a colleague approves, a reader gets to the row, and a flag is
// followed up.
func TestPurchaseJourney(t *testing.T) {
	h := newHouse(t)
	body := exampleBody
	body.FourEyes = true
	h.must(h.SaveBody(t.Context(), account.System, body))
	_, err := h.SetRole(t.Context(), account.System, body.ID, "Eva Exempel", "eva@example.se",
		account.Editor)
	h.must(err)
	v := trial.Browser(t)
	h.enter(v, "eva@example.se")
	h.brings(v)
	v.Open(h.server.URL + work + "/konto").Press("Logga ut")
	h.enter(v, h.boss.Email)
	h.approves(v)
	h.looksUp(v)
	h.followsUp(v)
}

// brings has an officer hand over a file, mask it and ask a colleague.
func (h *house) brings(v *trial.Visitor) {
	h.t.Helper()
	var out bytes.Buffer
	_, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: 1500, Seed: 11, Year: 2022, Broken: 2})
	h.must(err)
	path := filepath.Join(h.t.TempDir(), "reskontra.csv")
	h.must(os.WriteFile(path, out.Bytes(), 0o600))
	v.Open(h.server.URL+deliveriesAt(string(exampleBody.ID))).Attach("Fil", path).Fill("Period", "2022").
		Press("Lämna filen").Has("Ingen rad är borta", "beloppet går inte att läsa")
	v.Press("Maskera på annat sätt").Check("Utelämna dem").Press("Maskera så").Has("Maskeringen är ändrad").
		Lacks("Publicera leveransen").Everywhere("purchase-dossier")
	v.Press("Be en kollega publicera").Has("Kollegorna som kan publicera har fått ett mejl")
}

// approves has the colleague who was mailed publish.
func (h *house) approves(v *trial.Visitor) {
	h.t.Helper()
	letters := 0
	for _, m := range h.mail {
		if m.To.Address == h.boss.Email && strings.Contains(m.Subject+m.Text, "publicera: inköp hos") {
			letters++
		}
	}
	if letters != 1 {
		h.t.Errorf("the colleague has %d letters", letters)
	}
	v.Open(h.server.URL + work).Has("En kollega ber dig publicera inköp").
		Follow("En kollega ber dig publicera inköp").Press("Publicera leveransen").
		Has("Leveransen är publicerad")
}

// looksUp has a reader ask what is bought of a supplier, down to the row, whose
// address can be kept.
func (h *house) looksUp(v *trial.Visitor) {
	h.t.Helper()
	all, err := h.Explore(h.t.Context(), purchase.View{Page: 1})
	h.must(err)
	of := all.Suppliers[0]
	e, err := h.Explore(h.t.Context(), purchase.View{Supplier: of.Key, Page: 1})
	h.must(err)
	days, day := map[string]int{}, ""
	for _, l := range e.Lines {
		days[l.Date]++
	}
	var row act.Line
	for _, l := range e.Lines {
		if days[l.Date] == 1 {
			row, day = l, (&visit{Printer: lang.For(lang.Swedish)}).ledgerDay(l.Date)
		}
	}
	v.Open(h.server.URL+purchasePath).Fill("Leverantör", of.Name).Press("Visa").
		Has("Leverantörer med de orden i namnet").Follow(of.Name).Everywhere("purchase-view")
	v.Follow(day).Has(of.Name, row.Voucher)
	if v.Path() != rowPath(row) {
		h.t.Errorf("the row has the address %s, want %s", v.Path(), rowPath(row))
	}
	v.Open(h.server.URL + v.Path()).Has(row.Voucher).Everywhere("purchase-row")
}

// followsUp has the body explain a flag.
func (h *house) followsUp(v *trial.Visitor) {
	h.t.Helper()
	f := h.flagged()
	says, err := act.RuleFlag(f)
	h.must(err)
	v.Open(h.server.URL+flagsAt(string(exampleBody.ID))+"?regel=duplicate").
		Has(redflag.Caution(redflag.Swedish), says.Sentence(redflag.Swedish))
	v.Open(h.server.URL+flagAt(f.ID)).Press("Spara uppföljningen").Has("Välj vad signalen visade sig vara").
		Check("Förklarad").Fill("Skäl", "Två lokaler med samma hyra.").Press("Spara uppföljningen").
		Has("Uppföljningen är sparad", "Två lokaler med samma hyra.").Everywhere("purchase-flag")
}
