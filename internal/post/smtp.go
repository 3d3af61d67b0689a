package post

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"insyn/internal/fault"
)

// Security is how the connection to the server is protected.
type Security string

// The ways of protecting a connection.
const (
	StartTLS Security = "starttls" // port 587: clear greeting, then TLS or nothing
	Implicit Security = "tls"      // port 465: TLS from the first byte
	Plain    Security = "none"     // only to this machine
)

// Config is what it takes to reach an SMTP server.
type Config struct {
	Host        string
	Port        int      // 0: the usual port of Security
	Security    Security // "" is StartTLS
	User        string   // "" is no authentication
	Password    string
	Auth        string // mechanism such as "plain"; "" takes the strongest that the server offers
	Hello       string // name we greet with; "" is the domain of nobody: "localhost"
	TLS         *tls.Config
	Sign        *Signing      // our own DKIM signature; nil where the server signs
	Connections int           // most connections at once; 0 is 2
	PerConn     int           // letters over one connection before a new one; 0 is 100
	Idle        time.Duration // an unused connection is not trusted longer than this; 0 is 30 s
	StepTimeout time.Duration // most time for one step; 0 is 60 s
	DataTimeout time.Duration // most time for the answer to a whole message; 0 is 10 minutes
}

// SMTP is a Sender that keeps connections for the letters that follow. It is
// safe for concurrent use; more callers than Connections wait their turn.
type SMTP struct {
	config Config
	turns  chan struct{} // one token for each connection that may be open

	mu     sync.Mutex
	idle   []*conversation
	closed bool
}

// A conversation is one open connection.
type conversation struct {
	client *smtp.Client
	raw    net.Conn // for deadlines: they hold for the TLS connection above it
	sent   int
	used   time.Time
}

// NewSMTP checks config and gives a Sender. Nothing is dialled until the first
// letter. Clear text to another machine is refused.
func NewSMTP(config Config) (*SMTP, error) {
	c := config
	if c.Host == "" {
		return nil, fault.New(fault.Invalid, "post.host").At("host")
	}
	if c.Security == "" {
		c.Security = StartTLS
	}
	ports := map[Security]int{StartTLS: 587, Implicit: 465, Plain: 25}
	port, known := ports[c.Security]
	if !known {
		return nil, fault.New(fault.Invalid, "post.security").At("security")
	}
	if c.Security == Plain && !isLoopback(c.Host) {
		return nil, fault.New(fault.Invalid, "post.plain").At("security").With("Host", c.Host)
	}
	if _, known := mechanisms[c.Auth]; c.Auth != "" && !known {
		return nil, fault.New(fault.Invalid, "post.auth").At("auth")
	}
	if c.Port == 0 {
		c.Port = port
	}
	setDefault(&c.Hello, "localhost")
	setDefault(&c.Connections, 2)
	setDefault(&c.PerConn, 100)
	setDefault(&c.Idle, 30*time.Second)
	setDefault(&c.StepTimeout, time.Minute)
	setDefault(&c.DataTimeout, 10*time.Minute)
	if c.TLS == nil {
		c.TLS = &tls.Config{ServerName: c.Host, MinVersion: tls.VersionTLS12}
	}
	return &SMTP{config: c, turns: make(chan struct{}, c.Connections)}, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Deliver sends p over a kept connection, or a new one when there is none or
// the kept one has been closed by the server in the meantime.
func (s *SMTP) Deliver(ctx context.Context, p Parcel) error {
	if err := p.check(); err != nil {
		return err
	}
	if s.config.Sign != nil {
		b, err := s.config.Sign.sign(p.Bytes)
		if err != nil {
			return fault.New(fault.Invalid, "post.key").From(err)
		}
		p.Bytes = b
	}
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return failed(StepConnect, ctx.Err())
	}
	c := s.kept()
	fresh := c == nil
	if fresh {
		var err error
		if c, err = s.dial(ctx); err != nil {
			return err
		}
	}
	err := s.send(ctx, c, p)
	if !fresh && stale(err) && ctx.Err() == nil {
		c.raw.Close()
		if c, err = s.dial(ctx); err != nil {
			return err
		}
		err = s.send(ctx, c, p)
	}
	s.keep(c, err)
	return err
}

// stale tells whether a kept connection turned out to be closed before it
// was told anything, so that nothing can have been sent twice.
func stale(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Step == StepSender && (f.Code == 0 || f.Code == 421)
}

// send carries one parcel through the steps.
func (s *SMTP) send(ctx context.Context, c *conversation, p Parcel) error {
	stop := context.AfterFunc(ctx, func() { c.raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	step := func(name Step, limit time.Duration, do func() error) error {
		if err := ctx.Err(); err != nil {
			return failed(name, err)
		}
		c.raw.SetDeadline(time.Now().Add(limit))
		if ctx.Err() != nil { // it ended while the deadline was being moved
			c.raw.SetDeadline(time.Unix(1, 0))
		}
		err := do()
		if err != nil && ctx.Err() != nil {
			err = fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		if err != nil {
			return failed(name, err)
		}
		return nil
	}
	var body io.WriteCloser
	limit := s.config.StepTimeout
	err := step(StepSender, limit, func() error { return c.client.Mail("<" + p.From + ">") })
	if err == nil {
		err = step(StepRecipient, limit, func() error { return c.client.Rcpt("<" + p.To + ">") })
	}
	if err == nil {
		err = step(StepData, s.config.DataTimeout, func() (err error) {
			if body, err = c.client.Data(); err == nil {
				_, err = body.Write(p.Bytes)
			}
			return err
		})
	}
	if err == nil {
		err = step(StepAccept, s.config.DataTimeout, body.Close)
	}
	return err
}

// kept gives a connection that is still good, or nil.
func (s *SMTP) kept() *conversation {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.idle) > 0 {
		c := s.idle[len(s.idle)-1]
		s.idle = s.idle[:len(s.idle)-1]
		if time.Since(c.used) < s.config.Idle {
			return c
		}
		c.raw.Close()
	}
	return nil
}

// keep puts c back for the next letter, unless the conversation went off the
// rails, has carried its share, or the sender is closed. After a reply that
// concerned the letter only, the server is asked to forget the transaction.
func (s *SMTP) keep(c *conversation, err error) {
	var f *Failure
	if err != nil {
		if !errors.As(err, &f) || f.Code == 0 || f.Code == 421 || f.Code == 503 || c.reset() != nil {
			c.raw.Close()
			return
		}
	}
	c.sent++
	c.used = time.Now()
	s.mu.Lock()
	good := !s.closed && c.sent < s.config.PerConn
	if good {
		s.idle = append(s.idle, c)
	}
	s.mu.Unlock()
	if !good {
		c.quit()
	}
}

func (c *conversation) reset() error {
	c.raw.SetDeadline(time.Now().Add(5 * time.Second))
	return c.client.Reset()
}

// quit says goodbye if the server listens, and hangs up in any case.
func (c *conversation) quit() {
	c.raw.SetDeadline(time.Now().Add(2 * time.Second))
	c.client.Quit() // the letters are delivered; a missing goodbye changes nothing
	c.raw.Close()
}

// Close says goodbye on the kept connections. Deliveries under way finish.
func (s *SMTP) Close() error {
	s.mu.Lock()
	idle := s.idle
	s.idle, s.closed = nil, true
	s.mu.Unlock()
	for _, c := range idle {
		c.quit()
	}
	return nil
}

// dial opens a connection: greeting, EHLO, TLS and AUTH as config says.
func (s *SMTP) dial(ctx context.Context) (*conversation, error) {
	var raw net.Conn
	stop := func() bool { return true }
	client, err := gomail.NewClient(s.config.Host, s.options(func(c net.Conn) {
		raw = c
		stop = context.AfterFunc(ctx, func() { c.SetDeadline(time.Unix(1, 0)) })
	})...)
	if err != nil {
		return nil, failed(StepConnect, err)
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	stop()
	if err != nil {
		if raw != nil {
			raw.Close()
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, failed(StepConnect, err)
	}
	return &conversation{client: conn, raw: raw, used: time.Now()}, nil
}

// strongest lists mechanisms by preference; those that send the password as it
// is come last, and the library takes them over TLS only.
var strongest = []gomail.SMTPAuthType{gomail.SMTPAuthSCRAMSHA256PLUS, gomail.SMTPAuthSCRAMSHA256,
	gomail.SMTPAuthSCRAMSHA1PLUS, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}

// mechanisms are those that can be asked for by name.
var mechanisms = map[string]gomail.SMTPAuthType{"plain": gomail.SMTPAuthPlain,
	"login": gomail.SMTPAuthLogin, "cram-md5": gomail.SMTPAuthCramMD5,
	"scram-sha-1": gomail.SMTPAuthSCRAMSHA1, "scram-sha-256": gomail.SMTPAuthSCRAMSHA256,
	"xoauth2": gomail.SMTPAuthXOAUTH2}

// options gives the library's settings; opened is told of the connection.
func (s *SMTP) options(opened func(net.Conn)) []gomail.Option {
	c := s.config
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		raw, err := (&net.Dialer{Timeout: c.StepTimeout}).DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		opened(raw)
		if c.Security != Implicit {
			return raw, nil
		}
		secure := tls.Client(raw, c.TLS)
		return secure, secure.HandshakeContext(ctx)
	}
	options := []gomail.Option{gomail.WithPort(c.Port), gomail.WithHELO(c.Hello),
		gomail.WithTimeout(c.StepTimeout), gomail.WithTLSConfig(c.TLS),
		gomail.WithDialContextFunc(dial), gomail.WithoutSMTPUTF8()}
	switch c.Security {
	case Implicit:
		options = append(options, gomail.WithSSL())
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if c.User != "" {
		options = append(options, gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
		if c.Auth != "" {
			options = append(options, gomail.WithSMTPAuth(mechanisms[c.Auth]))
		} else {
			options = append(options, gomail.WithOpportunisticSMTPAuth(strongest...))
		}
	}
	return options
}

// Address gives host and port, for messages to the operator.
func (s *SMTP) Address() string {
	return net.JoinHostPort(s.config.Host, strconv.Itoa(s.config.Port))
}
