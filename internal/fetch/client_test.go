package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// loopback is a client that reaches the test's own servers without pausing.
func loopback(t *testing.T) *Client {
	c := New(Options{Loopback: true, Pause: -1, Silence: 300 * time.Millisecond,
		Grace: 100 * time.Millisecond, Pace: 100_000})
	t.Cleanup(c.Close)
	return c
}

// server serves a handler and counts who comes.
func server(t *testing.T, h http.HandlerFunc) (address string, visits *atomic.Int64) {
	visits = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visits.Add(1)
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, visits
}

// found makes a Lookup that answers with the addresses in turn, one list for
// each time it is asked.
func found(turns ...[]string) func(context.Context, string) ([]netip.Addr, error) {
	var asked atomic.Int64
	return func(context.Context, string) ([]netip.Addr, error) {
		turn := turns[min(int(asked.Add(1))-1, len(turns)-1)]
		var all []netip.Addr
		for _, a := range turn {
			all = append(all, netip.MustParseAddr(a))
		}
		return all, nil
	}
}

func TestAnAnswer(t *testing.T) {
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte(r.Header.Get("Accept") + " " + r.Header.Get("User-Agent")))
	})
	c := loopback(t)
	got, err := c.Do(t.Context(), Request{Address: at + "/#x", Accept: "text/turtle"})
	if err != nil || string(got.Body) != "text/turtle Insyn" || got.Status != 200 || got.Same {
		t.Fatalf("%+v, %v", got, err)
	}
	got, err = c.Do(t.Context(), Request{Address: at, Known: got.Stamp})
	if err != nil || !got.Same || got.Body != nil || got.Stamp.ETag != `"1"` {
		t.Fatalf("asked again: %+v, %v", got, err)
	}
}

func TestRedirectsAreTheCallersChoice(t *testing.T) {
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		if code, ok := strings.CutPrefix(r.URL.Path, "/go/"); ok {
			w.Header().Set("Location", "/there")
			var n int
			for _, d := range code {
				n = 10*n + int(d-'0')
			}
			w.WriteHeader(n)
		}
	})
	c := loopback(t)
	digg := []int{301, 303, 307, 308}
	for _, code := range []string{"300", "301", "302", "303", "304", "307", "308"} {
		got, err := c.Do(t.Context(), Request{Address: at + "/go/" + code, Redirects: digg})
		switch code {
		case "300", "304":
			if err != nil || len(got.Hops) != 0 {
				t.Errorf("%s is an answer, not a redirect: %+v, %v", code, got, err)
			}
		case "302":
			if ReasonOf(err) != BadRedirect || !strings.Contains(lang.For("sv").Fault(err), "302") {
				t.Errorf("302 is followed or not told: %v", err)
			}
		default:
			if err != nil || got.Address != at+"/there" || len(got.Hops) != 1 ||
				got.Permanent() != slices.Contains([]string{"301", "308"}, code) {
				t.Errorf("%s: %+v, %v", code, got, err)
			}
		}
	}
	if _, err := c.Do(t.Context(), Request{Address: at + "/go/302"}); err != nil {
		t.Errorf("without a list all are followed: %v", err)
	}
}

func TestN11RedirectsAreCheckedAgain(t *testing.T) {
	to := map[string]string{}
	at, visits := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to[r.URL.Path])
		w.WriteHeader(http.StatusMovedPermanently)
	})
	to["/loop"] = "/loop"
	c := loopback(t)
	if _, err := c.Do(t.Context(), Request{Address: at + "/loop"}); ReasonOf(err) != Redirects {
		t.Errorf("a loop: %v", err)
	}
	if visits.Load() != 4 {
		t.Errorf("%d requests, want the first and three redirects", visits.Load())
	}
	for address, want := range map[string]Reason{
		"http://169.254.169.254/latest/": Inward, "http://10.0.0.1/": Inward,
		"http://[::ffff:192.168.0.1]/": Inward, "http://[64:ff9b::7f00:1]/": Inward,
		"file:///etc/passwd": BadAddress, "gopher://example.se/": BadScheme, "": BadRedirect,
		"http://0177.0.0.1/": BadAddress, "http://u@example.se/": BadAddress,
		"https://example.se:25/": BadPort, "http://%zz": BadRedirect,
	} {
		to["/out"] = address
		if _, err := c.Do(t.Context(), Request{Address: at + "/out"}); ReasonOf(err) != want {
			t.Errorf("to %q: %v, want %s", address, err, want)
		}
	}
}

func TestN11NamesThatLeadHome(t *testing.T) {
	at, visits := server(t, func(w http.ResponseWriter, r *http.Request) {})
	port := at[strings.LastIndexByte(at, ':'):]
	for name, o := range map[string]Options{
		"home":                 {Lookup: found([]string{"127.0.0.1"})},
		"one of several":       {Lookup: found([]string{"8.8.8.8", "127.0.0.1"})},
		"the first of several": {Lookup: found([]string{"127.0.0.1", "8.8.8.8"})},
		"mapped":               {Lookup: found([]string{"::ffff:127.0.0.1"})},
		"metadata":             {Lookup: found([]string{"169.254.169.254"})},
		"a private network":    {Lookup: found([]string{"10.0.0.1"}), Loopback: true},
	} {
		o.Pause = -1
		c := New(o)
		_, err := c.Do(t.Context(), Request{Address: "http://evil.example/"})
		if ReasonOf(err) != Inward || fault.Of(err) != fault.Refused {
			t.Errorf("%s: %v", name, err)
		}
		_, err = c.Do(t.Context(), Request{Address: "http://evil.example" + port})
		if ReasonOf(err) != BadPort {
			t.Errorf("%s, at another port: %v", name, err)
		}
		c.Close()
	}
	if visits.Load() != 0 {
		t.Errorf("%d requests have reached this machine", visits.Load())
	}
}

// The last look is at what the system is about to connect to, whatever was
// looked up before.
func TestN11WhatIsDialledIsChecked(t *testing.T) {
	at, visits := server(t, func(w http.ResponseWriter, r *http.Request) {})
	address := strings.TrimPrefix(at, "http://")
	conn, err := New(Options{}).dialer().DialContext(t.Context(), "tcp", address)
	if conn != nil || ReasonOf(network("x", err)) != Inward {
		t.Errorf("dialled %s: %v", address, err)
	}
	conn, err = New(Options{Loopback: true}).dialer().DialContext(t.Context(), "tcp", "192.0.2.1:80")
	if conn != nil || ReasonOf(network("x", err)) != Inward {
		t.Errorf("dialled a documentation address: %v", err)
	}
	if visits.Load() != 0 {
		t.Error("this machine has been reached")
	}
}

func TestN11NoProxyFromTheEnvironment(t *testing.T) {
	proxy, visits := server(t, func(w http.ResponseWriter, r *http.Request) {})
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, proxy)
	}
	c := New(Options{Lookup: found([]string{"127.0.0.1"}), Pause: -1})
	defer c.Close()
	if _, err := c.Do(t.Context(), Request{Address: "http://evil.example/"}); ReasonOf(err) != Inward {
		t.Errorf("%v", err)
	}
	if visits.Load() != 0 {
		t.Error("the proxy of the environment has been asked")
	}
}

// packed gives bytes as gzip.
func packed(b []byte) []byte {
	var to bytes.Buffer
	w := gzip.NewWriter(&to)
	w.Write(b)
	w.Close()
	return to.Bytes()
}

func TestBodiesArePackedForTheJourney(t *testing.T) {
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		if r.URL.Path == "/text" {
			w.Write(packed([]byte("hej")))
		}
	})
	c := loopback(t)
	if got, err := c.Do(t.Context(), Request{Address: at + "/text"}); err != nil || string(got.Body) != "hej" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := c.Do(t.Context(), Request{Address: at}); err != nil || len(got.Body) != 0 {
		t.Errorf("nothing, packed: %+v, %v", got, err)
	}
	if text, err := Unpack(packed([]byte("hej")), 3); err != nil || string(text) != "hej" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := Unpack(packed([]byte("hej")), 2); ReasonOf(err) != TooLarge || !Packed(packed(nil)) {
		t.Errorf("more than asked for: %v", err)
	}
}

func TestN12HostileBodies(t *testing.T) {
	bomb := packed(make([]byte, 8<<20))
	drip := func(w http.ResponseWriter, r *http.Request, wait time.Duration) {
		for r.Context().Err() == nil {
			w.Write([]byte("a"))
			http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(wait):
			}
		}
	}
	hostile := map[string]http.HandlerFunc{
		"bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		},
		"twice": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip")
			w.Write(packed(bomb))
		},
		"endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write(make([]byte, 1<<16))
			}
		},
		"drip":    func(w http.ResponseWriter, r *http.Request) { drip(w, r, 5*time.Millisecond) },
		"silence": func(w http.ResponseWriter, r *http.Request) { drip(w, r, time.Minute) },
		"mute":    func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			w.Write([]byte("ten bytes."))
		},
		"cut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed(bytes.Repeat([]byte("hej "), 1000))[:20])
		},
		"unlike": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write([]byte("this is not packed at all"))
		},
		"brotli": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Encoding", "br") },
		"header": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("a", 1<<20))
		},
		"hangup": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) { hostile[r.URL.Path[1:]](w, r) })
	c := loopback(t)
	for name, want := range map[string]Reason{"bomb": TooLarge, "twice": Garbled, "endless": TooLarge,
		"drip": Slow, "silence": Slow, "mute": Slow, "short": Garbled, "cut": Garbled,
		"unlike": Garbled, "brotli": Garbled, "header": Unreached, "hangup": Unreached} {
		ask := Request{Address: at + "/" + name, MostBytes: 1 << 20}
		if want == Slow {
			ask.Deadline = time.Second / 2
		}
		got, err := c.Do(t.Context(), ask)
		if ReasonOf(err) != want {
			t.Errorf("%s: %v, %v, want %s", name, got, err, want)
		}
		for _, l := range lang.Languages() {
			if said := lang.For(l).Fault(err); len(said) < 40 {
				t.Errorf("%s in %s: %q does not say what to do", name, l, said)
			}
		}
	}
	got, err := c.Do(t.Context(), Request{Address: at + "/endless", MostBytes: 1000, Beginning: true})
	if err != nil || len(got.Body) != 1000 || !got.Cut {
		t.Errorf("the beginning of what has no end: %v", err)
	}
}

func TestN12PolitenessAndBudgets(t *testing.T) {
	at, visits := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/busy":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/robots.txt":
			w.Write([]byte("User-agent: *\nDisallow: /secret\n"))
		default:
			w.Write(make([]byte, 100))
		}
	})
	c := loopback(t)
	budget := NewBudget(3, 150)
	for range 2 {
		c.Do(t.Context(), Request{Address: at, Budget: budget})
	}
	if _, err := c.Do(t.Context(), Request{Address: at, Budget: budget}); ReasonOf(err) != Spent {
		t.Errorf("more bytes than the budget has: %v", err)
	}
	_, err := c.Do(t.Context(), Request{Address: at + "/secret/x", Robots: true})
	if ReasonOf(err) != Robots {
		t.Errorf("where robots are not welcome: %v", err)
	}
	before := visits.Load()
	if got, err := c.Do(t.Context(), Request{Address: at + "/busy", Robots: true}); err != nil || got.Status != 429 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := c.Do(t.Context(), Request{Address: at}); ReasonOf(err) != Busy {
		t.Errorf("the host wants to be left alone: %v", err)
	}
	if visits.Load() != before+1 {
		t.Errorf("%d requests, want one: robots.txt is remembered, and Retry-After is obeyed",
			visits.Load()-before)
	}
}

func TestAHostIsAskedByOneAtATime(t *testing.T) {
	var now, most atomic.Int64
	at, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(time.Millisecond)
		now.Add(-1)
	})
	c := loopback(t)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := c.Do(t.Context(), Request{Address: at, Head: true}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at the same time", most.Load())
	}
}

func TestFailuresTellNoAddress(t *testing.T) {
	c := loopback(t)
	_, err := c.Do(t.Context(), Request{Address: "http://127.0.0.1:1/secret?token=hemlig"})
	if ReasonOf(err) != Unreached || strings.Contains(err.Error(), "hemlig") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Do(ctx, Request{Address: "http://127.0.0.1:1/"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c := loopback(t)
	if _, err := c.Do(t.Context(), Request{Address: s.URL}); ReasonOf(err) != Certificate {
		t.Errorf("a certificate by nobody: %v", err)
	}
	trusting := New(Options{Loopback: true, Pause: -1,
		Roots: s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs})
	t.Cleanup(trusting.Close)
	got, err := trusting.Do(t.Context(), Request{Address: s.URL})
	if err != nil || !got.Expires.Equal(s.Certificate().NotAfter) {
		t.Errorf("%+v, %v", got, err)
	}
	plain, _ := server(t, func(http.ResponseWriter, *http.Request) {})
	_, err = c.Do(t.Context(), Request{Address: strings.Replace(plain, "http:", "https:", 1)})
	if ReasonOf(err) != BadTLS {
		t.Errorf("no encryption where it was expected: %v", err)
	}
}
