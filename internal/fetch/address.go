package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// longestAddress is more than any honest address has.
const longestAddress = 4096

// Check tells whether an address is one that the client may be sent to, as far
// as can be seen from the address alone: http or https, a host, no user, no
// other port than 80 and 443, no number that is an IP address in disguise. What
// the name points to is checked when it is dialled.
func Check(address string) error {
	return (&Client{}).Check(address)
}

// Check is Check for what this client may reach.
func (c *Client) Check(address string) error {
	_, err := c.parse(address)
	return err
}

// parse reads an address and refuses those that the client is not for. The
// host comes back in ASCII, the fragment is gone.
func (c *Client) parse(address string) (*url.URL, error) {
	if len(address) > longestAddress {
		return nil, failed(BadAddress, "", nil)
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || u.Host == "" {
		return nil, failed(BadAddress, "", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, failed(BadScheme, u.Hostname(), nil)
	}
	if u.User != nil {
		return nil, failed(BadAddress, u.Hostname(), nil)
	}
	host, err := hostname(u.Hostname())
	if err != nil {
		return nil, err
	}
	if err := c.port(u, host); err != nil {
		return nil, err
	}
	u.Host = joined(host, u.Port())
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// hostname gives a host in the form in which it is looked up. Letters beyond
// ASCII are folded first, for ① and full-width digits become digits by that.
func hostname(host string) (string, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		if !a.IsValid() || a.Zone() != "" {
			return "", failed(BadAddress, host, nil)
		}
		return a.String(), nil
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil || ascii == "" || !utf8.ValidString(host) {
		return "", failed(BadAddress, host, err)
	}
	if numeric(ascii) {
		if _, err := netip.ParseAddr(ascii); err != nil {
			return "", failed(BadAddress, ascii, err)
		}
	}
	return ascii, nil
}

// numeric tells whether some resolvers would read a host as an IP address
// written in decimal, octal or hexadecimal: its last part is a number.
func numeric(host string) bool {
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	if rest, hex := strings.CutPrefix(last, "0x"); hex {
		return strings.Trim(rest, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// port refuses ports on which no catalogue is published. Under Loopback a
// loopback address may have any.
func (c *Client) port(u *url.URL, host string) error {
	switch u.Port() {
	case "", "80", "443":
		return nil
	}
	if c.options.Loopback && home(host) {
		return nil
	}
	return failed(BadPort, host, nil)
}

// home tells whether a host is this machine by its name.
func home(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

// joined puts a host and a port, which may be "", together again.
func joined(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" {
		return host
	}
	return host + ":" + port
}
