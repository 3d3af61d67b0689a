package mailcheck

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"net/netip"
	"strings"

	"blitiri.com.ar/go/spf"
	"github.com/emersion/go-msgauth/dmarc"

	"insyn/internal/post"
)

// checkSPF asks whether every outgoing address may send for the envelope.
func (r *run) checkSPF(c Config) {
	aligned := sameOrganisation(r.envelope, r.from)
	domains := values{"From": r.from, "Envelope": r.envelope}
	if aligned {
		r.report.at("mailcheck.envelope-aligned", "MAIL FROM", r.envelope, domains)
	} else {
		r.report.at("mailcheck.envelope-other", "MAIL FROM", r.envelope, domains)
	}
	where := "TXT " + r.envelope
	records, answered := r.texts(r.envelope, "v=spf1")
	domain := values{"Domain": r.envelope}
	switch {
	case !answered:
		return
	case len(records) == 0:
		r.report.at("mailcheck.spf-missing", where, "", domain)
		return
	case len(records) > 1:
		r.report.at("mailcheck.spf-several", where, strings.Join(records, " | "), domain)
		return
	}
	for term := range strings.FieldsSeq(strings.ToLower(records[0])) {
		if term == "all" || term == "+all" {
			r.report.at("mailcheck.spf-open", where, records[0], domain)
		}
	}
	list := r.outgoing(c)
	r.spf = aligned && len(list) > 0
	for _, ip := range list {
		r.spf = r.tryAddress(ip, c, records[0]) && r.spf
	}
}

// tryAddress evaluates SPF for one address.
func (r *run) tryAddress(ip netip.Addr, c Config, record string) bool {
	result, err := spf.CheckHostWithSender(ip.AsSlice(), c.Host, c.Envelope,
		spf.WithContext(r.ctx), spf.WithResolver(r.dns))
	where := "TXT " + r.envelope
	v := values{"Domain": r.envelope, "IP": ip.String(), "Result": string(result)}
	switch result {
	case spf.Pass:
		r.report.at("mailcheck.spf-pass", where, record, v)
		return true
	case spf.Fail:
		r.report.at("mailcheck.spf-fail", where, record, v)
	case spf.TempError:
		r.report.at("mailcheck.dns-failed", where, record, values{"Name": r.envelope})
	case spf.PermError:
		v["Problem"] = err.Error()
		r.report.at("mailcheck.spf-broken", where, record, v)
	default:
		r.report.at("mailcheck.spf-soft", where, record, v)
	}
	return false
}

// checkDKIM compares the published key with the one we sign with.
func (r *run) checkDKIM(s *post.Signing) {
	if s == nil {
		r.dkim = true // the server's word; Received tells the truth
		r.report.add("mailcheck.dkim-elsewhere", values{"Domain": r.from})
		return
	}
	if sameOrganisation(s.Domain, r.from) {
		r.report.add("mailcheck.dkim-aligned", values{"From": r.from, "Signer": s.Domain})
	} else {
		r.report.add("mailcheck.dkim-other", values{"From": r.from, "Signer": s.Domain})
	}
	name := s.Selector + "._domainkey." + s.Domain
	where := "TXT " + name
	records, answered := r.texts(name, "")
	if !answered {
		return
	}
	wanted := Record(s.Key.Public())
	v := values{"Name": name, "Record": wanted}
	ours := encoded(s.Key.Public())
	for _, record := range records {
		if published, ok := publishedKey(record); ok && bytes.Equal(published, ours) {
			r.report.at("mailcheck.dkim-matches", where, record, v)
			r.dkim = sameOrganisation(s.Domain, r.from)
			return
		}
	}
	if len(records) == 0 {
		r.report.at("mailcheck.dkim-missing", where, "", v)
		return
	}
	r.report.at("mailcheck.dkim-differs", where, strings.Join(records, " | "), v)
}

// Record gives the TXT record that publishes a key (RFC 6376, RFC 8463).
func Record(key crypto.PublicKey) string {
	kind := "rsa"
	if _, ok := key.(ed25519.PublicKey); ok {
		kind = "ed25519"
	}
	return "v=DKIM1; k=" + kind + "; p=" + base64.StdEncoding.EncodeToString(encoded(key))
}

// encoded gives the bytes of a key as a record has them.
func encoded(key crypto.PublicKey) []byte {
	switch key := key.(type) {
	case ed25519.PublicKey:
		return key
	case *rsa.PublicKey:
		der, _ := x509.MarshalPKIXPublicKey(key) // cannot fail for an RSA key
		return der
	}
	return nil
}

// publishedKey reads "p=" of a record. RSA keys in the older PKCS #1 form are
// given in the newer.
func publishedKey(record string) ([]byte, bool) {
	for tag := range strings.SplitSeq(record, ";") {
		name, value, _ := strings.Cut(tag, "=")
		if strings.TrimSpace(name) != "p" {
			continue
		}
		der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(value), ""))
		if err != nil || len(der) == 0 {
			return nil, false
		}
		if key, err := x509.ParsePKCS1PublicKey(der); err == nil {
			return encoded(key), true
		}
		return der, true
	}
	return nil, false
}

// checkDMARC reads the policy for From and says what it makes of the rest.
func (r *run) checkDMARC() {
	name, records, answered := r.findDMARC()
	if !answered {
		return
	}
	where := "TXT " + name
	domain := values{"Domain": r.from}
	switch len(records) {
	case 0:
		r.report.at("mailcheck.dmarc-missing", where, "", domain)
		return
	case 1:
	default:
		r.report.at("mailcheck.dmarc-several", where, strings.Join(records, " | "), domain)
		return
	}
	policy, err := dmarc.Parse(records[0])
	if err != nil {
		r.report.at("mailcheck.dmarc-broken", where, records[0],
			values{"Domain": r.from, "Problem": err.Error()})
		return
	}
	v := values{"Domain": r.from, "Policy": string(policy.Policy)}
	if policy.Policy == dmarc.PolicyNone {
		r.report.at("mailcheck.dmarc-watching", where, records[0], v)
	} else {
		r.report.at("mailcheck.dmarc-enforced", where, records[0], v)
	}
	strictSPF := policy.SPFAlignment == dmarc.AlignmentStrict && r.envelope != r.from
	if r.spf && !strictSPF || r.dkim {
		r.report.at("mailcheck.dmarc-passes", where, records[0], v)
	} else {
		r.report.at("mailcheck.dmarc-fails", where, records[0], v)
	}
}

// findDMARC looks at the domain of From and then at that of the organisation.
func (r *run) findDMARC() (name string, records []string, answered bool) {
	for _, domain := range []string{r.from, organisation(r.from)} {
		name = "_dmarc." + domain
		if records, answered = r.texts(name, "v=DMARC1"); !answered || len(records) > 0 {
			return name, records, answered
		}
	}
	return name, nil, true
}
