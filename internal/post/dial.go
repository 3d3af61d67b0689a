package post

import (
	"context"
	"crypto/tls"
	"net"
	"time"

	gomail "github.com/wneessen/go-mail"
)

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
var strongest = []gomail.SMTPAuthType{
	gomail.SMTPAuthSCRAMSHA256PLUS, gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1PLUS,
	gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}

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
