package fetch

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, address := range []string{"http://example.se/datasets/dcat", "https://example.se:443/a?b=c",
		"http://exempel.se:80/", "https://räksmörgås.example/x", "https://8.8.8.8/", "http://example.se./",
		"https://[2001:4860:4860::8888]/", "HTTP://EXAMPLE.SE/", "https://3g.example/", "https://7.example/"} {
		if err := Check(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestN11AddressesInDisguise(t *testing.T) {
	for address, want := range map[string]Reason{
		"http://2130706433/":                  BadAddress,
		"http://0177.0.0.1/":                  BadAddress,
		"http://0x7f.0.0.1/":                  BadAddress,
		"http://0x7f000001/":                  BadAddress,
		"http://127.1/":                       BadAddress,
		"http://127.0.0.01/":                  BadAddress,
		"http://１２７.1/":                       BadAddress,
		"http://①②⑦.1/":                       BadAddress,
		"http://[fe80::1%25eth0]/":            BadAddress,
		"http://user@127.0.0.1/":              BadAddress,
		"http://example.se@127.0.0.1/":        BadAddress,
		"http://u:p@example.se/":              BadAddress,
		"http://":                             BadAddress,
		"":                                    BadAddress,
		"//example.se/":                       BadScheme,
		"example.se":                          BadAddress,
		"http:example.se":                     BadAddress,
		"file:///etc/passwd":                  BadAddress,
		"file://example.se/etc/passwd":        BadScheme,
		"gopher://example.se:70/_x":           BadScheme,
		"ftp://example.se/a":                  BadScheme,
		"javascript://example.se/%0aalert(1)": BadScheme,
		"http://example.se:22/":               BadPort,
		"http://example.se:8080/":             BadPort,
		"http://127.0.0.1:8080/":              BadPort,
		"http://example.se:0/":                BadPort,
		"http://exa mple.se/":                 BadAddress,
		"http://example.se\r\nHost: x/":       BadAddress,
		"http://example.se/" + strings.Repeat("a", longestAddress): BadAddress,
	} {
		if got := ReasonOf(Check(address)); got != want {
			t.Errorf("%.60q: %q, want %q", address, got, want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"http://example.se/", "http://0x7f.1/", "http://[::1]:80/", "http://①.se"} {
		f.Add(seed)
	}
	c := New(Options{})
	f.Fuzz(func(t *testing.T, address string) {
		u, err := c.parse(address)
		if err != nil {
			if ReasonOf(err) == "" {
				t.Fatalf("%q: %v has no reason", address, err)
			}
			return
		}
		again, err := c.parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q is read as %q and that as %v, %v", address, u, again, err)
		}
		if u.User != nil || u.Fragment != "" || strings.ContainsAny(u.Host, " \r\n@") {
			t.Fatalf("%q is let through as %q", address, u)
		}
	})
}
