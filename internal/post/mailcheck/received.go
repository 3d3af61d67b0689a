package mailcheck

import (
	"bytes"
	"context"
	"io"
	"net/mail"
	"regexp"
	"strings"

	"github.com/emersion/go-msgauth/authres"
	"github.com/emersion/go-msgauth/dkim"

	"insyn/internal/document"
	"insyn/internal/letter"
)

// maxSignatures and maxFile bound what a file can make us do.
const (
	maxSignatures = 8
	maxFile       = letter.MaxSize * 2
)

// Received looks at a letter that came back from somewhere else, as a file:
// whether its signatures hold, what the receiving server found, and whether
// the calendar's organiser agrees with From.
func Received(ctx context.Context, file io.Reader, dns Resolver) Report {
	r := &run{ctx: ctx, dns: dns}
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil || len(data) > maxFile {
		r.report.add("mailcheck.file-unreadable", nil)
		return r.report
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		r.report.add("mailcheck.file-unreadable", nil)
		return r.report
	}
	from, err := mail.ParseAddress(m.Header.Get("From"))
	if err != nil {
		r.report.add("mailcheck.address", values{"Field": "From", "Address": m.Header.Get("From")})
		return r.report
	}
	_, r.from, _ = strings.Cut(strings.ToLower(from.Address), "@")
	r.signatures(data)
	r.results(m.Header["Authentication-Results"])
	r.calendars(data)
	return r.report
}

// signatures verifies each DKIM signature against the published key.
func (r *run) signatures(data []byte) {
	lines := bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	signed := bytes.ReplaceAll(lines, []byte("\n"), []byte("\r\n"))
	found, err := dkim.VerifyWithOptions(bytes.NewReader(signed), &dkim.VerifyOptions{
		MaxVerifications: maxSignatures,
		LookupTXT: func(name string) ([]string, error) {
			return r.dns.LookupTXT(r.ctx, name)
		}})
	if len(found) == 0 {
		v := values{"Domain": r.from}
		if err != nil {
			r.report.at("mailcheck.file-bad-signature", "DKIM-Signature", "",
				values{"Domain": r.from, "Problem": err.Error()})
			return
		}
		r.report.at("mailcheck.file-unsigned", "DKIM-Signature", "", v)
		return
	}
	aligned := false
	for _, v := range found {
		where := "DKIM-Signature d=" + v.Domain
		switch {
		case v.Err == nil:
			r.report.at("mailcheck.file-signed", where, "", values{"Domain": v.Domain})
			aligned = aligned || sameOrganisation(v.Domain, r.from)
		case dkim.IsTempFail(v.Err):
			r.report.at("mailcheck.dns-failed", where, "", values{"Name": v.Domain})
		default:
			r.report.at("mailcheck.file-bad-signature", where, "",
				values{"Domain": v.Domain, "Problem": v.Err.Error()})
		}
	}
	v := values{"From": r.from, "Signer": found[0].Domain}
	if aligned {
		r.report.add("mailcheck.dkim-aligned", v)
	} else {
		r.report.add("mailcheck.dkim-other", v)
	}
}

// results reads what the receiving server wrote down. Only the topmost header
// is its own; those below may have come with the letter.
func (r *run) results(headers []string) {
	if len(headers) == 0 {
		r.report.at("mailcheck.file-no-results", "Authentication-Results", "", nil)
		return
	}
	server, all, err := authres.Parse(headers[0])
	if err != nil {
		r.report.at("mailcheck.file-no-results", "Authentication-Results", headers[0], nil)
		return
	}
	for _, one := range all {
		method, result := methodOf(one)
		if method == "" {
			continue
		}
		v := values{"Server": server, "Method": method, "Result": string(result)}
		if result == authres.ResultPass {
			r.report.at("mailcheck.file-result-pass", "Authentication-Results", headers[0], v)
		} else {
			r.report.at("mailcheck.file-result-bad", "Authentication-Results", headers[0], v)
		}
	}
}

// methodOf names the three methods that we care for.
func methodOf(r authres.Result) (string, authres.ResultValue) {
	switch r := r.(type) {
	case *authres.SPFResult:
		return "SPF", r.Value
	case *authres.DKIMResult:
		return "DKIM", r.Value
	case *authres.DMARCResult:
		return "DMARC", r.Value
	}
	return "", ""
}

var unfold = strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "")

var organizer = regexp.MustCompile(`(?im)^ORGANIZER[^\r\n]*?:mailto:[^@\s]+@([A-Za-z0-9.-]+)`)

// calendars compares the organiser of each calendar object with From.
func (r *run) calendars(data []byte) {
	l, err := document.Mail(data)
	if err != nil {
		return // the headers were read; a body that cannot be is another matter
	}
	seen := map[string]bool{}
	for _, a := range l.Attachments {
		object := unfold.Replace(string(a.Data))
		m := organizer.FindStringSubmatch(object)
		if strings.HasPrefix(object, "BEGIN:VCALENDAR") && m != nil && !seen[m[1]] {
			seen[m[1]] = true
			r.organizer(strings.ToLower(m[1]), "ORGANIZER")
		}
	}
}
