package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// A Request is one question to one address.
type Request struct {
	Address   string
	Head      bool          // ask for the header alone
	Accept    string        // media types, as in the header of that name
	Redirects []int         // the codes that are followed; nil: 301, 302, 303, 307 and 308
	MostHops  int           // how often to be sent on; 3 when 0, never when negative
	MostBytes int64         // of the body, unpacked; 10 MB when 0
	Beginning bool          // take what comes within MostBytes, and leave the rest
	Deadline  time.Duration // for asking, redirects included; one minute when 0
	Known     Stamp         // of what the caller has: an answer may say that it still holds
	Budget    *Budget       // that the request is taken from, or nil
	Robots    bool          // stay away from where the host's robots.txt says so
}

// A Stamp is what a host gives with a body so that one can ask whether it has
// changed.
type Stamp struct {
	ETag     string
	Modified string // as the host wrote it in Last-Modified
}

// A Response is what a host answered.
type Response struct {
	Address string // where the answer came from, after redirects
	Status  int
	Header  http.Header
	Body    []byte    // unpacked; nil for HEAD and when nothing has changed
	Cut     bool      // there was more than Beginning asked for
	Same    bool      // what Known tells of still holds
	Stamp   Stamp     // for the next time
	Hops    []Hop     // the redirects that led here
	Expires time.Time // when the host's certificate does; zero without encryption
	Took    time.Duration
}

// A Hop is a redirect that was followed.
type Hop struct {
	From string
	Code int
}

// Permanent tells whether all redirects said that the address has moved for
// good, so that one does well to write the new one down.
func (r *Response) Permanent() bool {
	return len(r.Hops) > 0 && !slices.ContainsFunc(r.Hops, func(h Hop) bool {
		return h.Code != http.StatusMovedPermanently && h.Code != http.StatusPermanentRedirect
	})
}

// anyRedirect are the codes of HTTP that send on.
var anyRedirect = []int{301, 302, 303, 307, 308}

// Do asks. An answer of any status is an answer; the error is of one of the
// Reasons.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	r.MostHops = or(r.MostHops, 3)
	r.MostBytes = or(r.MostBytes, 10<<20)
	r.Deadline = or(r.Deadline, time.Minute)
	if r.Redirects == nil {
		r.Redirects = anyRedirect
	}
	u, err := c.parse(r.Address)
	if err != nil {
		return nil, err
	}
	var hops []Hop
	var took time.Duration
	for {
		answer, next, err := c.visit(ctx, u, r)
		if err != nil {
			return nil, err
		}
		took += answer.Took
		if next == nil {
			answer.Hops, answer.Took = hops, took
			return answer, nil
		}
		r.Deadline -= answer.Took
		hops = append(hops, Hop{u.String(), answer.Status})
		if len(hops) > r.MostHops {
			return nil, failed(Redirects, u.Hostname(), nil)
		}
		u = next
	}
}

// visit asks one address of a chain; next is where it sends on to. Waiting for
// the host's turn is not held against the host.
func (c *Client) visit(ctx context.Context, u *url.URL, r Request) (*Response, *url.URL, error) {
	if r.Robots {
		if err := c.welcome(ctx, u, r.Budget); err != nil {
			return nil, nil, err
		}
	}
	if err := r.Budget.spend(u.Hostname()); err != nil {
		return nil, nil, err
	}
	leave, err := c.hosts.enter(ctx, u.Hostname(), c.options.Pause)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, r.Deadline)
	defer cancel()
	begun := time.Now()
	answer, next, err := c.ask(ctx, u, r)
	if err != nil {
		return nil, nil, err
	}
	answer.Took = time.Since(begun)
	return answer, next, nil
}

// ask carries out one request and reads its answer.
func (c *Client) ask(ctx context.Context, u *url.URL, r Request) (*Response, *url.URL, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	question, err := c.question(ctx, u, r)
	if err != nil {
		return nil, nil, failed(BadAddress, u.Hostname(), err)
	}
	got, err := c.transport.RoundTrip(question)
	if err != nil {
		return nil, nil, network(u.Hostname(), err)
	}
	defer got.Body.Close()
	c.hosts.told(u.Hostname(), got)
	answer := &Response{Address: u.String(), Status: got.StatusCode, Header: got.Header,
		Stamp: Stamp{got.Header.Get("ETag"), got.Header.Get("Last-Modified")}}
	if got.TLS != nil && len(got.TLS.PeerCertificates) > 0 {
		answer.Expires = got.TLS.PeerCertificates[0].NotAfter
	}
	if answer.Same = got.StatusCode == http.StatusNotModified; answer.Same {
		return answer, nil, nil
	}
	if slices.Contains(anyRedirect, got.StatusCode) {
		next, err := c.next(u, got, r)
		return answer, next, err
	}
	if r.Head {
		return answer, nil, nil
	}
	err = c.read(answer, got, r, cancel)
	return answer, nil, err
}

// question makes the request for the wire.
func (c *Client) question(ctx context.Context, u *url.URL, r Request) (*http.Request, error) {
	method := http.MethodGet
	if r.Head {
		method = http.MethodHead
	}
	q, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return nil, err
	}
	q.Header.Set("User-Agent", c.options.Agent)
	q.Header.Set("Accept", or(r.Accept, "*/*"))
	q.Header.Set("Accept-Encoding", "gzip")
	if r.Known.ETag != "" {
		q.Header.Set("If-None-Match", r.Known.ETag)
	}
	if r.Known.Modified != "" {
		q.Header.Set("If-Modified-Since", r.Known.Modified)
	}
	return q, nil
}

// next gives where a redirect leads, checked like the first address.
func (c *Client) next(from *url.URL, got *http.Response, r Request) (*url.URL, error) {
	refused := &Failure{Reason: BadRedirect, Host: from.Hostname(), Code: got.StatusCode}
	if !slices.Contains(r.Redirects, got.StatusCode) {
		return nil, wrapped(refused)
	}
	to, err := url.Parse(got.Header.Get("Location"))
	if err != nil || got.Header.Get("Location") == "" {
		refused.cause = err
		return nil, wrapped(refused)
	}
	return c.parse(from.ResolveReference(to).String())
}
