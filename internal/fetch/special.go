package fetch

import "net/netip"

// special are the addresses that are no ordinary hosts on the internet: the
// IANA registries of special-purpose addresses (RFC 6890 and what followed),
// multicast, what is reserved, and the address at which one large cloud serves
// its machines their secrets although it is an ordinary one. Forms that carry
// an IPv4 address inside (NAT64, 6to4, Teredo) are refused whole.
var special = prefixes(
	"0.0.0.0/8",         // this network
	"10.0.0.0/8",        // private
	"100.64.0.0/10",     // shared between carriers and customers; metadata of one cloud
	"127.0.0.0/8",       // loopback
	"168.63.129.16/32",  // services for virtual machines of one cloud
	"169.254.0.0/16",    // link-local; metadata of most clouds
	"172.16.0.0/12",     // private
	"192.0.0.0/24",      // protocol assignments
	"192.0.2.0/24",      // documentation
	"192.31.196.0/24",   // AS112
	"192.52.193.0/24",   // AMT
	"192.88.99.0/24",    // 6to4 relays, abandoned
	"192.168.0.0/16",    // private
	"192.175.48.0/24",   // AS112
	"198.18.0.0/15",     // benchmarks
	"198.51.100.0/24",   // documentation
	"203.0.113.0/24",    // documentation
	"224.0.0.0/4",       // multicast
	"240.0.0.0/4",       // reserved, and broadcast
	"2001::/23",         // protocol assignments: Teredo, ORCHID, benchmarks
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
)

// global is the part of IPv6 that is given out to hosts on the internet. All
// else is special without being listed: loopback, IPv4 in other clothes,
// NAT64, discard, unique local, link-local, multicast.
var global = netip.MustParsePrefix("2000::/3")

// prefixes parses the table.
func prefixes(all ...string) []netip.Prefix {
	parsed := make([]netip.Prefix, len(all))
	for i, p := range all {
		parsed[i] = netip.MustParsePrefix(p)
	}
	return parsed
}

// Ordinary tells whether an address is one of an ordinary host on the
// internet, which a stranger may have us ask. Addresses of IPv4 mapped into
// IPv6 are judged as what they are.
func Ordinary(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if a.Is6() && !global.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
