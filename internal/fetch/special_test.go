package fetch

import (
	"net/netip"
	"testing"
)

func TestOrdinaryAddresses(t *testing.T) {
	for _, a := range []string{"8.8.8.8", "192.0.1.1", "100.63.255.255", "100.128.0.0",
		"172.15.0.1",
		"172.32.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2001:4860:4860::8888",
		"2a00:1450::1", "2001:200::1", "::ffff:8.8.8.8"} {
		if !Ordinary(netip.MustParseAddr(a)) {
			t.Errorf("%s is an ordinary address", a)
		}
	}
}

// Each address is one that net/netip itself would let through or that has
// been used to get at somebody's inside.
func TestN11SpecialAddresses(t *testing.T) {
	for _, a := range []string{
		"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1",
		"127.255.255.254", "169.254.169.254", "168.63.129.16", "172.16.0.1", "172.31.255.255",
		"192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
		"203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
		"::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::a00:1", "100::1",
		"2001::1", "2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1",
		"5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
		"4000::1",
	} {
		if Ordinary(netip.MustParseAddr(a)) {
			t.Errorf("%s passes for an ordinary address", a)
		}
	}
	if Ordinary(netip.Addr{}) {
		t.Error("no address passes for an ordinary one")
	}
}
