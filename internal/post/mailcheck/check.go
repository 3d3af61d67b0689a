package mailcheck

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"insyn/internal/letter"
	"insyn/internal/post"
)

// A Resolver answers questions to DNS. *net.Resolver is one.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error)
	LookupAddr(ctx context.Context, address string) ([]string, error)
}

// Config is who sends and from where.
type Config struct {
	From      string        // address that readers see
	Envelope  string        // address for bounces; "" is From
	Organizer string        // ORGANIZER of calendar objects; "" is From
	Host      string        // SMTP server that we hand letters to
	Outgoing  []netip.Addr  // addresses from which the world gets them; none: those of Host
	Sign      *post.Signing // our own signature; nil where the server signs
}

// A run is one check under way.
type run struct {
	ctx      context.Context
	dns      Resolver
	report   Report
	from     string // domains
	envelope string
	spf      bool // SPF passes and agrees with From
	dkim     bool // so does our signature, or the server is trusted to make one
}

// Check looks at c and at DNS. It asks no server but the resolver and ends
// with ctx.
func Check(ctx context.Context, c Config, dns Resolver) Report {
	r := &run{ctx: ctx, dns: dns}
	if c.Envelope == "" {
		c.Envelope = c.From
	}
	if c.Organizer == "" {
		c.Organizer = c.From
	}
	var organizer string
	for _, a := range []struct {
		name, address string
		domain        *string
	}{{"From", c.From, &r.from}, {"MAIL FROM", c.Envelope, &r.envelope},
		{"ORGANIZER", c.Organizer, &organizer}} {
		parsed, err := letter.ParseAddress(a.address)
		if err != nil {
			r.report.add("mailcheck.address", values{"Field": a.name, "Address": a.address})
			return r.report
		}
		_, *a.domain, _ = strings.Cut(parsed.Address, "@")
	}
	r.organizer(organizer, "ORGANIZER")
	r.checkSPF(c)
	r.checkDKIM(c.Sign)
	r.checkDMARC()
	return r.report
}

// organizer compares the organiser's domain with that of From: calendars take
// the organiser from the file, and the proof is for From.
func (r *run) organizer(domain, where string) {
	key := values{"From": r.from, "Organizer": domain}
	if sameOrganisation(domain, r.from) {
		r.report.at("mailcheck.organizer-same", where, domain, key)
	} else {
		r.report.at("mailcheck.organizer-other", where, domain, key)
	}
}

// outgoing gives the addresses to try SPF for.
func (r *run) outgoing(c Config) []netip.Addr {
	if len(c.Outgoing) > 0 {
		return c.Outgoing
	}
	if c.Host == "" {
		r.report.add("mailcheck.host-missing", nil)
		return nil
	}
	found, err := r.dns.LookupIPAddr(r.ctx, c.Host)
	if err != nil || len(found) == 0 {
		r.report.at("mailcheck.host-unknown", "A "+c.Host, "", values{"Host": c.Host})
		return nil
	}
	var list []netip.Addr
	var names []string
	for _, f := range found {
		if a, ok := netip.AddrFromSlice(f.IP); ok {
			list = append(list, a.Unmap())
			names = append(names, a.Unmap().String())
		}
	}
	r.report.at("mailcheck.host-assumed", "A "+c.Host, strings.Join(names, ", "),
		values{"Host": c.Host, "Addresses": strings.Join(names, ", ")})
	return list
}

// texts gives the TXT records of name that start with prefix. The second
// value is false when DNS did not answer.
func (r *run) texts(name, prefix string) ([]string, bool) {
	all, err := r.dns.LookupTXT(r.ctx, name)
	if failed(err) {
		r.report.at("mailcheck.dns-failed", "TXT "+name, "", values{"Name": name})
		return nil, false
	}
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool {
		return len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix)
	}), true
}

// failed tells whether err is DNS not answering: "there is no such name" is
// an answer.
func failed(err error) bool {
	var e *net.DNSError
	return err != nil && !(errors.As(err, &e) && e.IsNotFound)
}

// sameOrganisation tells whether two domains belong to one organisation, in
// DMARC's relaxed sense: the same name below the public suffix.
func sameOrganisation(a, b string) bool { return organisation(a) == organisation(b) }

func organisation(domain string) string {
	domain = strings.ToLower(strings.TrimSuffix(domain, "."))
	if o, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return o
	}
	return domain
}
