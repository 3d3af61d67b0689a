package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/url"
	"strings"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// advice looks at how the site is about to run and tells what should be
// otherwise, each with what to do about it. Nothing in it stops the start.
func (c serveCommand) advice(ctx context.Context, d *act.Desk, p *lang.Printer) ([]string, error) {
	var all []string
	add := func(wrong bool, key string, args ...any) {
		if wrong {
			all = append(all, p.T(key, args...))
		}
	}
	add(c.URL == "", "serve.no-url", "URL", d.Site.URL)
	add(insecure(c.URL), "serve.not-https", "URL", c.URL)
	add(c.SMTPHost == "", "serve.drafts", "Folder", c.Drafts, "Secret", c.SignInDrafts)
	add(c.SMTPHost != "" && c.SMTPSecurity == "none", "serve.smtp-open")
	bodies, err := d.Bodies(ctx)
	if err != nil {
		return nil, err
	}
	add(len(bodies) == 0, "serve.no-body")
	for _, b := range bodies {
		staff, err := d.Staff(ctx, account.System, b.ID)
		if err != nil {
			return nil, err
		}
		add(len(staff) == 0, "serve.no-staff", "Body", string(b.ID))
		add(!strings.EqualFold(domainOf(b.Email), domainOf(c.From)), "serve.other-domain",
			"Body", b.Email, "From", c.From)
	}
	return all, nil
}

// insecure tells whether an address is open to be listened to on its way.
func insecure(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host != "localhost" && (ip == nil || !ip.IsLoopback())
}

func domainOf(address string) string {
	return address[strings.LastIndex(address, "@")+1:]
}

// advise writes the advice on standard error, one line each.
func (c serveCommand) advise(ctx context.Context, d *act.Desk, s *Streams) error {
	p := lang.For(s.Language)
	all, err := c.advice(ctx, d, p)
	for _, line := range all {
		fmt.Fprintln(s.Err, p.T("serve.note", "Text", line))
	}
	return err
}

// secured puts TLS on a listener where a certificate is given.
func (c serveCommand) secured(l net.Listener) (net.Listener, error) {
	switch {
	case c.TLSCert == "" && c.TLSKey == "":
		return l, nil
	case c.TLSCert == "" || c.TLSKey == "":
		return nil, fault.New(fault.Invalid, "serve.tls-half").At("tls-cert")
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fault.New(fault.Invalid, "serve.tls-bad").With("Cert", c.TLSCert).With("Key",
			c.TLSKey).From(err)
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{pair},
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{"h2", "http/1.1"}}), nil
}
