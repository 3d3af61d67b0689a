package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"
)

// mostAddresses bounds how many addresses of one name are tried.
const mostAddresses = 4

// dial connects to a host: its name is looked up once, all that is found is
// checked, and what was checked is dialled.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, failed(BadAddress, "", err)
	}
	found, err := c.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range found {
		if !c.allowed(a) {
			return nil, failed(Inward, host, nil)
		}
	}
	var last error
	for _, a := range found[:min(len(found), mostAddresses)] {
		conn, err := c.dialer().DialContext(ctx, network, net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		if last = err; ctx.Err() != nil {
			break
		}
	}
	return nil, last
}

// lookup gives the addresses of a host; one that is an address has itself.
func (c *Client) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	find := c.options.Lookup
	if find == nil {
		find = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	found, err := find(ctx, host)
	if err == nil && len(found) == 0 {
		err = errors.New("no addresses")
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, failed(Slow, host, err)
		}
		return nil, failed(Unknown, host, err)
	}
	return found, nil
}

// allowed tells whether an address may be dialled by this client.
func (c *Client) allowed(a netip.Addr) bool {
	return Ordinary(a) || c.options.Loopback && a.Zone() == "" && a.Unmap().IsLoopback()
}

// dialer gives the dialler. Its last look is at the address that the system
// is about to connect to: whatever happened before, nothing else is dialled.
func (c *Client) dialer() *net.Dialer {
	return &net.Dialer{Timeout: c.options.Connect,
		ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !c.allowed(to.Addr()) || !c.open(to) {
				return failed(Inward, to.Addr().String(), err)
			}
			return nil
		}}
}

// open tells whether a port may be dialled.
func (c *Client) open(to netip.AddrPort) bool {
	return to.Port() == 80 || to.Port() == 443 ||
		c.options.Loopback && to.Addr().Unmap().IsLoopback()
}
