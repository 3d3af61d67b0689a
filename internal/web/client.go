package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// clientAddress gives the address that a request comes from. X-Forwarded-For
// is read from its end for as long as the speaker is a trusted proxy: what
// stands before the first stranger is the stranger's own word.
func clientAddress(r *http.Request, trusted []netip.Prefix) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	address := peer.Addr().Unmap().WithZone("")
	if len(trusted) == 0 {
		return address
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		if !slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(address) }) {
			return address
		}
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return address
		}
		address = before.Unmap().WithZone("")
	}
	return address
}

// neighbourhood gives the prefix in which an address is counted: one IPv4
// address, or the /64 that one IPv6 subscriber can change addresses within.
func neighbourhood(a netip.Addr) netip.Prefix { return prefixOf(a, 64) }

// premises gives the prefix of a place: one IPv4 address, or the /48 of which a
// subscriber may have many a /64, where it is no loss to others to count them as one.
func premises(a netip.Addr) netip.Prefix { return prefixOf(a, 48) }

func prefixOf(a netip.Addr, six int) netip.Prefix {
	bits := 32
	if a.Is6() {
		bits = six
	}
	p, _ := a.Prefix(bits) // fails for the zero Addr only, which then is its own prefix
	return p
}

// logged gives an address cut short enough that it names no household.
func logged(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	bits := 24
	if a.Is6() {
		bits = 48
	}
	p, _ := a.Prefix(bits)
	return p.String()
}
