package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
)

// Whoever writes the address of somebody else into views and cases does not
// fill that one's mailbox; what is sent is received all the same, and nobody
// else goes without a receipt (N-18).
func TestN18ReceiptsToOneAddressHaveAnEnd(t *testing.T) {
	h := newHouse(t)
	h.point()
	at := "/kontakt/" + string(exampleBody.ID) + "/nytt"
	ask := func(address string) reply {
		who := h.caller()
		own := who.sends(t, at, "sort", "request", "about", "whole", "kind", "private", "email", address,
			"text", "Var finns uppgifterna?")
		return who.get(own)
	}
	for range mostAtOnce + 3 {
		shows(t, ask("dan@example.org"), "Ditt ärende är mottaget")
	}
	ask("eva@example.org")
	h.post()
	mails := map[string]int{}
	for _, m := range h.mail {
		mails[m.To.Address]++
	}
	if mails["dan@example.org"] != mostAtOnce || mails["eva@example.org"] != 1 {
		t.Errorf("%v", mails)
	}
	in, err := h.Inbox(t.Context(), h.boss, exampleBody.ID)
	h.must(err)
	if n := len(in.Open); n != mostAtOnce+4 {
		t.Errorf("%d cases", n)
	}
}

// One network does not fill the disk that all share with files; its hour comes
// again, and others are let in meanwhile (N-18).
func TestN18FilesOfOneNetworkHaveAnEnd(t *testing.T) {
	t.Parallel()
	var in intake
	one, other := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("2001:db8::/64")
	now := exampleTime
	const file = 20 << 20
	taken := 0
	for in.take(one, file, now) {
		if taken++; taken > 100 {
			t.Fatal("there is no end")
		}
	}
	if taken < 3*5 {
		t.Errorf("%d files: three views with all their files should go", taken)
	}
	if !in.take(other, file, now) || !in.take(one, file, now.Add(time.Hour)) {
		t.Error("somebody is kept out who should not be")
	}
	for n := range byte(100) { // of very many networks there is an end, too
		network := netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, 100, n}), 32)
		if !in.take(network, mostAnonymousBytes, now.Add(time.Hour)) {
			return
		}
	}
	t.Error("many networks fill the disk")
}

// A file that is more than its network may send now is refused, and not kept.
func TestN18AFileTooManyIsNotKept(t *testing.T) {
	h := newHouse(t)
	h.point()
	s, err := New(Options{Base: h.server.URL, Keys: h.Keys, Desk: h.Desk, Now: h.clock})
	h.must(err)
	t.Cleanup(h.server.Close)
	h.server = httptest.NewServer(s.Handler())
	v, err := h.BeginView(t.Context(), consult.ContactForum(string(exampleBody.ID)), "key",
		consult.ViewForm{Sort: consult.ARequest, Text: "Var?",
			Subject: consult.Subject{About: consult.TheWhole},
			Sender:  consult.Sender{Kind: consult.APerson}})
	h.must(err)
	own, who := ownCase+string(h.ViewLink(v)), h.caller()
	add := func(text string) int {
		return who.sendFile(own, own+"/fil", "file", "underlag.txt", []byte(text)).status
	}
	if got := add("Underlag."); got != http.StatusSeeOther {
		t.Fatalf("the first file: %d", got)
	}
	s.intake.take(netip.MustParsePrefix("127.0.0.1/32"), mostAnonymousBytes-1000, time.Now())
	if got := add(strings.Repeat("Underlag.", 1<<20)); got != http.StatusTooManyRequests {
		t.Errorf("a file too many: %d", got)
	}
	o, err := h.OwnView(t.Context(), h.ViewLink(v))
	h.must(err)
	if len(o.Files) != 1 {
		t.Errorf("%d files are kept", len(o.Files))
	}
}
