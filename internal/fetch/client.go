package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/netip"
	"time"
)

// Options set a client up. The zero value is the one for strangers' addresses.
type Options struct {
	Agent    string        // how the client names itself; say who runs it and where to write
	Loopback bool          // let it reach this machine, at any port: tests, demonstrations
	Pause    time.Duration // between two requests to a host; 1 s when 0, none when negative
	Connect  time.Duration // at most, to reach a host and to agree on encryption; 10 s
	Silence  time.Duration // at most, in which nothing comes; 20 s
	Grace    time.Duration // after which Pace is asked for; 10 s
	Pace     int64         // bytes in a second that a body comes with, at least; 1,000

	// Lookup finds the addresses of a name; nil asks the system.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Roots are the authorities whose certificates are taken; nil are the system's.
	Roots *x509.CertPool
}

// A Client asks other hosts. It is safe for concurrent use.
type Client struct {
	options   Options
	transport *http.Transport
	hosts     hosts
}

// New makes a client.
func New(o Options) *Client {
	o.Agent = or(o.Agent, "Insyn")
	o.Pause = or(o.Pause, time.Second)
	o.Connect = or(o.Connect, 10*time.Second)
	o.Silence = or(o.Silence, 20*time.Second)
	o.Grace = or(o.Grace, 10*time.Second)
	o.Pace = or(o.Pace, 1000)
	c := &Client{options: o}
	c.transport = &http.Transport{
		Proxy:                  nil, // a proxy would dial for us, unchecked
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{RootCAs: o.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    o.Connect,
		ResponseHeaderTimeout:  o.Silence,
		MaxResponseHeaderBytes: 64 << 10,
		DisableCompression:     true, // unpacked here, under a cap
		ForceAttemptHTTP2:      true,
		MaxConnsPerHost:        2,
		IdleConnTimeout:        15 * time.Second,
	}
	return c
}

// or gives the value, or what stands for one not given.
func or[T comparable](value, otherwise T) T {
	var none T
	if value == none {
		return otherwise
	}
	return value
}

// Close lets go of the connections that are kept for the next request.
func (c *Client) Close() { c.transport.CloseIdleConnections() }
