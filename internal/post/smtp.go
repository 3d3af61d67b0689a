package post

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"insyn/internal/fault"
)

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
	if err != nil && (derailed(err) || c.reset() != nil) {
		c.raw.Close()
		return
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

// derailed tells whether the two ends no longer agree where they are.
func derailed(err error) bool {
	var f *Failure
	return !errors.As(err, &f) || f.Code == 0 || f.Code == 421 || f.Code == 503
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

// Address gives host and port, for messages to the operator.
func (s *SMTP) Address() string {
	return net.JoinHostPort(s.config.Host, strconv.Itoa(s.config.Port))
}
