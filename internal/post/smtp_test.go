package post

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"insyn/internal/fault"
	"insyn/internal/letter"
)

// A server is an SMTP server in this process that keeps what it is given and
// misbehaves as told.
type server struct {
	host string
	port int
	tls  *tls.Config // for clients

	mu       sync.Mutex
	got      []delivered
	sessions int
	mail     func(from string) error
	rcpt     func(to string) error
	data     func(s *session, r io.Reader) error
	password string
}

type delivered struct{ from, to, bytes string }

type session struct {
	on       *server
	conn     *smtp.Conn
	from, to string
}

func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions++
	return &session{on: s, conn: c}, nil
}

func (s *server) received() []delivered {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]delivered(nil), s.got...)
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	if s.on.mail != nil {
		return s.on.mail(from)
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.on.rcpt != nil {
		return s.on.rcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	if s.on.data != nil {
		return s.on.data(s, r)
	}
	b, err := io.ReadAll(r)
	s.on.mu.Lock()
	s.on.got = append(s.on.got, delivered{s.from, s.to, string(b)})
	s.on.mu.Unlock()
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.on.password == "" || password != s.on.password || user != "insyn" {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

// start runs a server on the loopback address until the test ends.
func start(t testing.TB, security Security, change func(*server)) *server {
	t.Helper()
	on := &server{host: "127.0.0.1"}
	if change != nil {
		change(on)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	on.port = listener.Addr().(*net.TCPAddr).Port
	s := smtp.NewServer(on)
	s.Domain, s.ErrorLog = "mx.example.org", quiet{}
	if security != Plain {
		certificate, pool := newCertificate(t)
		s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
		on.tls = &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
	}
	if security == Implicit {
		listener = tls.NewListener(listener, s.TLSConfig)
	}
	done := make(chan struct{})
	go func() { defer close(done); s.Serve(listener) }()
	t.Cleanup(func() { listener.Close(); s.Close(); <-done })
	return on
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// newCertificate makes a certificate for 127.0.0.1 and a pool that trusts it.
func newCertificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// sender gives a Sender to on.
func sender(t testing.TB, on *server, security Security, change func(*Config)) *SMTP {
	t.Helper()
	c := Config{Host: on.host, Port: on.port, Security: security, TLS: on.tls,
		StepTimeout: 5 * time.Second, DataTimeout: 5 * time.Second}
	if change != nil {
		change(&c)
	}
	s, err := NewSMTP(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// parcel gives the n-th letter of a test.
func parcel(t testing.TB, n int) Parcel {
	t.Helper()
	from := mail.Address{Name: "Exempeldepartementet", Address: "samrad@example.se"}
	p, err := Pack(letter.Message{
		ID: letter.MessageID(fmt.Sprintf("letter-%d", n), from), From: from,
		To:      mail.Address{Address: fmt.Sprintf("anna.%d@example.org", n)},
		Subject: "Din plats är klar", Date: time.Date(2023, 11, 27, 9, 0, 0, 0, time.UTC),
		Language: "sv", Text: "Hej!\n.\n..prick på egen rad\nÅ, ä och ö.\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDeliverOverEachKindOfConnection(t *testing.T) {
	for _, security := range []Security{Plain, StartTLS, Implicit} {
		t.Run(string(security), func(t *testing.T) {
			on := start(t, security, func(s *server) { s.password = "hemligt" })
			s := sender(t, on, security, func(c *Config) {
				if security != Plain {
					c.User, c.Password = "insyn", "hemligt"
				}
			})
			p := parcel(t, 1)
			if err := s.Deliver(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			got := on.received()
			if len(got) != 1 || got[0] != (delivered{p.From, p.To, string(p.Bytes)}) {
				t.Errorf("the server got %q", got)
			}
		})
	}
}

func TestConnectionIsReusedAndRenewed(t *testing.T) {
	on := start(t, Plain, nil)
	s := sender(t, on, Plain, func(c *Config) { c.PerConn = 10 })
	for n := range 25 {
		if err := s.Deliver(t.Context(), parcel(t, n)); err != nil {
			t.Fatal(err)
		}
	}
	if len(on.received()) != 25 || on.sessions != 3 {
		t.Errorf("%d letters over %d connections, want 25 over 3", len(on.received()), on.sessions)
	}
}

func TestRepliesAreClassified(t *testing.T) {
	reply := func(code int, enhanced ...int) error {
		e := &smtp.SMTPError{Code: code, Message: "no <anna.1@example.org> here"}
		if len(enhanced) == 3 {
			e.EnhancedCode = smtp.EnhancedCode{enhanced[0], enhanced[1], enhanced[2]}
		}
		return e
	}
	tests := []struct {
		name      string
		change    func(*server)
		step      Step
		code      int
		temporary bool
		server    bool
	}{
		{"greylisted", func(s *server) {
			s.rcpt = func(string) error { return reply(450, 4, 7, 1) }
		}, StepRecipient, 450, true, false},
		{"no such mailbox", func(s *server) {
			s.rcpt = func(string) error { return reply(550, 5, 1, 1) }
		}, StepRecipient, 550, false, false},
		{"sender not allowed yet", func(s *server) {
			s.mail = func(string) error { return reply(550, 5, 7, 1) }
		}, StepSender, 550, true, true},
		{"taken for spam", func(s *server) {
			s.data = func(_ *session, r io.Reader) error {
				io.Copy(io.Discard, r)
				return reply(554, 5, 7, 1)
			}
		}, StepAccept, 554, false, false},
		{"disk full", func(s *server) {
			s.data = func(_ *session, r io.Reader) error {
				io.Copy(io.Discard, r)
				return reply(452, 4, 3, 1)
			}
		}, StepAccept, 452, true, false},
		{"shutting down", func(s *server) {
			s.rcpt = func(string) error { return reply(421, 4, 3, 2) }
		}, StepRecipient, 421, true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			on := start(t, Plain, test.change)
			err := sender(t, on, Plain, nil).Deliver(t.Context(), parcel(t, 1))
			var f *Failure
			if !errors.As(err, &f) {
				t.Fatalf("got %v", err)
			}
			if f.Step != test.step || f.Code != test.code || f.Temporary != test.temporary ||
				f.Server != test.server || f.Uncertain || f.Enhanced == "" {
				t.Errorf("got %+v", f)
			}
			want := map[bool]fault.Kind{true: fault.Unavailable,
				false: fault.Refused}[test.temporary]
			if fault.Of(err) != want || Temporary(err) != test.temporary ||
				ServerDown(err) != test.server {
				t.Errorf("kind %s, temporary %v, server %v", fault.Of(err), Temporary(err),
					ServerDown(err))
			}
			if strings.Contains(err.Error(), "anna") {
				t.Errorf("the error names a person: %v", err)
			}
		})
	}
}

// After a letter is refused the same connection carries the next one.
func TestRefusalDoesNotSpoilTheConnection(t *testing.T) {
	on := start(t, Plain, func(s *server) {
		s.rcpt = func(to string) error {
			if to == "anna.1@example.org" {
				return &smtp.SMTPError{Code: 550, Message: "no"}
			}
			return nil
		}
	})
	s := sender(t, on, Plain, nil)
	if err := s.Deliver(t.Context(), parcel(t, 1)); !fault.Is(err, fault.Refused) {
		t.Fatalf("got %v", err)
	}
	if err := s.Deliver(t.Context(), parcel(t, 2)); err != nil {
		t.Fatal(err)
	}
	if on.sessions != 1 {
		t.Errorf("%d connections", on.sessions)
	}
}

func TestDroppedInTheMiddleIsTemporaryAndTheNextGoesThrough(t *testing.T) {
	drop := true
	on := start(t, Plain, nil)
	on.data = func(s *session, r io.Reader) error {
		b, _ := io.ReadAll(r)
		if drop {
			drop = false
			s.conn.Conn().Close()
			return errors.New("cable cut")
		}
		on.got = append(on.got, delivered{s.from, s.to, string(b)})
		return nil
	}
	s := sender(t, on, Plain, nil)
	err := s.Deliver(t.Context(), parcel(t, 1))
	var f *Failure
	if !errors.As(err, &f) || !f.Temporary || !f.Uncertain || f.Step != StepAccept {
		t.Fatalf("got %v, %+v", err, f)
	}
	if err := s.Deliver(t.Context(), parcel(t, 1)); err != nil {
		t.Fatal(err)
	}
	if len(on.received()) != 1 {
		t.Errorf("got %d letters", len(on.received()))
	}
}

// A connection that the server closed while it lay idle costs nobody a letter.
func TestStaleConnectionIsReplaced(t *testing.T) {
	var last *session
	on := start(t, Plain, nil)
	on.data = func(s *session, r io.Reader) error {
		last = s
		_, err := io.Copy(io.Discard, r)
		return err
	}
	s := sender(t, on, Plain, nil)
	if err := s.Deliver(t.Context(), parcel(t, 1)); err != nil {
		t.Fatal(err)
	}
	last.conn.Conn().Close()
	if err := s.Deliver(t.Context(), parcel(t, 2)); err != nil {
		t.Fatal(err)
	}
	if on.sessions != 2 {
		t.Errorf("%d connections", on.sessions)
	}
}

func TestSlowServerIsLeftInTime(t *testing.T) {
	release := make(chan struct{})
	on := start(t, Plain, func(s *server) { s.rcpt = func(string) error { <-release; return nil } })
	defer close(release)
	s := sender(t, on, Plain, func(c *Config) { c.StepTimeout = 100 * time.Millisecond })
	err := s.Deliver(t.Context(), parcel(t, 1))
	if !Temporary(err) || !ServerDown(err) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}

func TestCancelEndsADelivery(t *testing.T) {
	release := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	on := start(t, Plain, func(s *server) {
		s.rcpt = func(string) error { cancel(); <-release; return nil }
	})
	defer close(release)
	err := sender(t, on, Plain, nil).Deliver(ctx, parcel(t, 1))
	if !errors.Is(err, context.Canceled) || !Temporary(err) || ServerDown(err) {
		t.Errorf("got %v", err)
	}
}

func TestWrongPasswordKeepsTheLetters(t *testing.T) {
	on := start(t, StartTLS, func(s *server) { s.password = "nytt" })
	s := sender(t, on, StartTLS, func(c *Config) { c.User, c.Password = "insyn", "gammalt" })
	err := s.Deliver(t.Context(), parcel(t, 1))
	if !Temporary(err) || !ServerDown(err) || strings.Contains(err.Error(), "gammalt") {
		t.Errorf("got %v", err)
	}
}

func TestTLSIsNotOptional(t *testing.T) {
	on := start(t, Plain, nil)
	err := sender(t, on, StartTLS, nil).Deliver(t.Context(), parcel(t, 1))
	if !ServerDown(err) || len(on.received()) != 0 {
		t.Errorf("clear text after STARTTLS was asked for: %v", err)
	}
	secure := start(t, StartTLS, nil)
	stranger := sender(t, secure, StartTLS, func(c *Config) { c.TLS = nil })
	err = stranger.Deliver(t.Context(), parcel(t, 1))
	if !ServerDown(err) || len(secure.received()) != 0 {
		t.Errorf("an unknown certificate was trusted: %v", err)
	}
}

func TestNobodyListens(t *testing.T) {
	s, err := NewSMTP(Config{Host: "127.0.0.1", Port: 1, Security: Plain, StepTimeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Deliver(t.Context(), parcel(t, 1)); !ServerDown(err) || !Temporary(err) {
		t.Errorf("got %v", err)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for _, c := range []Config{{}, {Host: "mx.example.org", Security: "ssl"},
		{Host: "mx.example.org", Security: Plain}, {Host: "mx.example.org", Auth: "plain-noenc"}} {
		if _, err := NewSMTP(c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestManyCallersShareConnections(t *testing.T) {
	on := start(t, Plain, nil)
	s := sender(t, on, Plain, func(c *Config) { c.Connections = 3 })
	var wait sync.WaitGroup
	for n := range 60 {
		p := parcel(t, n)
		wait.Go(func() {
			if err := s.Deliver(t.Context(), p); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(on.received()) != 60 || on.sessions > 3 {
		t.Errorf("%d letters over %d connections", len(on.received()), on.sessions)
	}
}

// N-10: what could carry a second command or a second message never reaches
// the wire.
func TestN10InjectionIsRefused(t *testing.T) {
	on := start(t, Plain, nil)
	s := sender(t, on, Plain, nil)
	good := parcel(t, 1)
	for name, change := range map[string]func(*Parcel){
		"recipient with a command": func(p *Parcel) { p.To = "a@example.org>\r\nRCPT TO:<b@example.org" },
		"two recipients":           func(p *Parcel) { p.To = "a@example.org,b@example.org" },
		"parameter":                func(p *Parcel) { p.From = "a@example.org> SIZE=1" },
		"no recipient":             func(p *Parcel) { p.To = "" },
		"bare line feed":           func(p *Parcel) { p.Bytes = []byte("A: b\r\n\r\nx\n.\nQUIT\r\n") },
		"bare carriage return":     func(p *Parcel) { p.Bytes = []byte("A: b\r\n\r\nx\r.\r\n") },
		"nothing":                  func(p *Parcel) { p.Bytes = nil },
	} {
		p := good
		change(&p)
		if err := s.Deliver(t.Context(), p); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if on.sessions != 0 {
		t.Errorf("%d connections were made", on.sessions)
	}
}
