package mailcheck

import (
	"context"
	"net"
	"strings"
)

// A zone is a Resolver in memory: names with their TXT records, and hosts with
// their addresses. A name in broken does not answer.
type zone struct {
	txt    map[string][]string
	hosts  map[string]string
	broken string
}

func (z zone) miss(name string) error {
	return &net.DNSError{Err: "no such host", Name: name,
		IsNotFound: name != z.broken, IsTemporary: name == z.broken}
}

func (z zone) LookupTXT(_ context.Context, name string) ([]string, error) {
	name = strings.TrimSuffix(name, ".")
	if records, ok := z.txt[name]; ok && name != z.broken {
		return records, nil
	}
	return nil, z.miss(name)
}

func (z zone) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	return nil, z.miss(name)
}

func (z zone) LookupIPAddr(_ context.Context, host string) ([]net.IPAddr, error) {
	if ip, ok := z.hosts[strings.TrimSuffix(host, ".")]; ok {
		return []net.IPAddr{{IP: net.ParseIP(ip)}}, nil
	}
	return nil, z.miss(host)
}

func (z zone) LookupAddr(_ context.Context, address string) ([]string, error) {
	return nil, z.miss(address)
}

// good gives a zone in which mail from example.se is believed.
func good() zone {
	return zone{
		txt: map[string][]string{
			"example.se":        {"v=spf1 ip4:192.0.2.10 include:mail.example.org -all", "other=1"},
			"mail.example.org":  {"v=spf1 ip4:198.51.100.0/24 -all"},
			"_dmarc.example.se": {"v=DMARC1; p=reject; rua=mailto:dmarc@example.se"},
		},
		hosts: map[string]string{"smtp.example.se": "192.0.2.10"},
	}
}
