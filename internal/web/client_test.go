package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestClientAddress(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"),
		netip.MustParsePrefix("2001:db8:1::/48")}
	for _, row := range []struct {
		remote, forwarded, want string
		trusted                 []netip.Prefix
	}{
		{"192.0.2.1:5", "", "192.0.2.1", nil},
		{"192.0.2.1:5", "198.51.100.7", "192.0.2.1", nil},     // nobody is trusted
		{"192.0.2.1:5", "198.51.100.7", "192.0.2.1", trusted}, // forged by the client itself
		{"10.0.0.1:5", "198.51.100.7", "198.51.100.7", trusted},
		{"10.0.0.1:5", "1.1.1.1, 198.51.100.7", "198.51.100.7", trusted}, // the first is a forgery
		{"10.0.0.1:5", "198.51.100.7, 10.9.9.9", "198.51.100.7", trusted},
		{"10.0.0.1:5", "nonsense", "10.0.0.1", trusted},
		{"10.0.0.1:5", "1.1.1.1, , ", "10.0.0.1", trusted},
		{"10.0.0.1:5", "", "10.0.0.1", trusted},
		{"[2001:db8:1::1]:5", "2001:db8:2::9", "2001:db8:2::9", trusted},
		{"[::ffff:10.0.0.1]:5", "::ffff:198.51.100.7", "198.51.100.7", trusted},
		{"[fe80::1%eth0]:5", "", "fe80::1", nil},
	} {
		r := &http.Request{RemoteAddr: row.remote, Header: http.Header{}}
		if row.forwarded != "" {
			r.Header.Set("X-Forwarded-For", row.forwarded)
		}
		if got := clientAddress(r, row.trusted); got.String() != row.want {
			t.Errorf("%s forwarded for %q: %s, want %s", row.remote, row.forwarded, got, row.want)
		}
	}
	if clientAddress(&http.Request{RemoteAddr: "@"}, trusted).IsValid() {
		t.Error("a socket has no address")
	}
	// Two header lines are one list.
	r := &http.Request{RemoteAddr: "10.0.0.1:5",
		Header: http.Header{"X-Forwarded-For": {"1.1.1.1", "198.51.100.7"}}}
	if got := clientAddress(r, trusted); got.String() != "198.51.100.7" {
		t.Errorf("of two lines the first was believed: %s", got)
	}
}

func TestLoggedAddressNamesNoHousehold(t *testing.T) {
	for in, want := range map[string]string{"198.51.100.7": "198.51.100.0/24",
		"2001:db8:1:2:3::4": "2001:db8:1::/48"} {
		if got := logged(netip.MustParseAddr(in)); got != want {
			t.Errorf("%s is logged as %s", in, got)
		}
	}
	if logged(netip.Addr{}) != "" {
		t.Error("no address is logged as one")
	}
}

// TestAskingTooOften holds N-18: one IPv6 subscriber is one, whatever address
// it takes; others are not locked out; who waits may ask again.
func TestAskingTooOften(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimiter(nil)
	l.now = func() time.Time { return now }
	at := func(address string, sending bool) bool {
		return l.allow(bucket{neighbourhood(netip.MustParseAddr(address)), sending})
	}
	for i := range sending.burst {
		if !at(fmt.Sprintf("2001:db8:0:1::%x", i+1), true) {
			t.Fatalf("stopped after %d", i)
		}
	}
	if at("2001:db8:0:1:ffff::1", true) {
		t.Error("a new address in the same /64 begins anew")
	}
	if !at("2001:db8:0:2::1", true) || !at("2001:db8:0:1::1", false) {
		t.Error("the neighbour, or reading, is stopped too")
	}
	now = now.Add(time.Duration(1.5 / float64(sending.perSecond) * float64(time.Second)))
	if !at("2001:db8:0:1::1", true) || at("2001:db8:0:1::1", true) {
		t.Error("who has waited for one may ask once more, and only once")
	}
	for i := range mostNeighbourhoods + 10 {
		at(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}).String(), false)
	}
	if len(l.seen) > mostNeighbourhoods+1 {
		t.Errorf("%d neighbourhoods are remembered", len(l.seen))
	}
	now = now.Add(time.Hour)
	at("192.0.2.1", false)
	if len(l.seen) != 1 {
		t.Errorf("%d neighbourhoods are remembered after an hour", len(l.seen))
	}
}

func TestWhoAsksTooOftenIsTold(t *testing.T) {
	p := site(t,
		func(o *Options) { o.Trusted = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	var last answer
	for i := range reading.burst + 150 {
		// The forged beginning of the list changes, what our proxy adds does not.
		last = ask(t, p, "GET", "/nothing", "X-Forwarded-For",
			fmt.Sprintf("10.1.1.%d, 198.51.100.7", i%200))
		if last.StatusCode == 429 { // a moment later one more would be let through
			break
		}
	}
	if last.StatusCode != 429 || last.Header.Get("Retry-After") == "" ||
		!strings.Contains(string(last.body), "För många försök") {
		t.Errorf("%s", last.Status)
	}
	if got := ask(t, p, "GET", "/nothing", "X-Forwarded-For",
		"198.51.100.8"); got.StatusCode != 404 {
		t.Errorf("another reader: %s", got.Status)
	}
}
