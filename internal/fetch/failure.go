package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"

	"insyn/internal/fault"
)

// A Reason is why there is no answer.
type Reason string

// The reasons.
const (
	BadAddress  Reason = "address"     // not an address, or one in disguise
	BadScheme   Reason = "scheme"      // neither http nor https
	BadPort     Reason = "port"        // neither 80 nor 443
	Inward      Reason = "inward"      // it leads to an address that is no ordinary host
	Unknown     Reason = "unknown"     // the name has no address
	Unreached   Reason = "unreached"   // nobody answers there, or hung up
	Certificate Reason = "certificate" // expired, for another host, or by nobody we trust
	BadTLS      Reason = "tls"         // the two ends agree on no encryption
	BadRedirect Reason = "redirect"    // sent on by a code that is not followed, or to nowhere
	Redirects   Reason = "redirects"   // sent on too often
	Slow        Reason = "slow"        // no deadline was kept
	TooLarge    Reason = "large"       // more bytes than asked for, unpacked or not
	Garbled     Reason = "garbled"     // cut short, or packed in a way that cannot be unpacked
	Busy        Reason = "busy"        // the host has asked us to wait
	Spent       Reason = "spent"       // the budget of the run is used up
	Robots      Reason = "robots"      // the host asks robots to stay away from there
)

// faults pairs each reason with its kind and message.
var faults = map[Reason]struct {
	kind    fault.Kind
	message string
}{
	BadAddress:  {fault.Invalid, "fetch.address"},
	BadScheme:   {fault.Invalid, "fetch.scheme"},
	BadPort:     {fault.Invalid, "fetch.port"},
	Inward:      {fault.Refused, "fetch.inward"},
	Unknown:     {fault.Unavailable, "fetch.unknown"},
	Unreached:   {fault.Unavailable, "fetch.unreached"},
	Certificate: {fault.Unavailable, "fetch.certificate"},
	BadTLS:      {fault.Unavailable, "fetch.tls"},
	BadRedirect: {fault.Refused, "fetch.redirect"},
	Redirects:   {fault.Refused, "fetch.redirects"},
	Slow:        {fault.Unavailable, "fetch.slow"},
	TooLarge:    {fault.TooLarge, "fetch.large"},
	Garbled:     {fault.Unavailable, "fetch.garbled"},
	Busy:        {fault.Unavailable, "fetch.busy"},
	Spent:       {fault.TooMany, "fetch.spent"},
	Robots:      {fault.Refused, "fetch.robots"},
}

// A Failure is the cause within each error of this package.
type Failure struct {
	Reason Reason
	Host   string // the host that was asked, or ""
	Code   int    // the status of a redirect that was not followed, else 0
	cause  error
}

// Error gives the operator's reading.
func (f *Failure) Error() string {
	s := "fetch: " + string(f.Reason)
	if f.Host != "" {
		s += " at " + f.Host
	}
	if f.cause != nil {
		s += ": " + f.cause.Error()
	}
	return s
}

// Unwrap gives the error of the network.
func (f *Failure) Unwrap() error { return f.cause }

// ReasonOf gives why err happened; "" when it is not from this package.
func ReasonOf(err error) Reason {
	var f *Failure
	if errors.As(err, &f) {
		return f.Reason
	}
	return ""
}

// failed makes the error of a reason.
func failed(reason Reason, host string, cause error) error {
	return wrapped(&Failure{Reason: reason, Host: host, cause: cause})
}

// wrapped gives f its words.
func wrapped(f *Failure) error {
	known := faults[f.Reason]
	e := fault.New(known.kind, known.message).From(f)
	host := f.Host
	if host == "" {
		host = "?"
	}
	return e.With("Host", host).With("Code", f.Code)
}

// network tells apart what went wrong while a host was asked.
func network(host string, err error) error {
	var own *Failure
	if errors.As(err, &own) { // our dialler's, through the layers of net/http
		return wrapped(own)
	}
	var asked *url.Error // would carry the whole address into the log
	if errors.As(err, &asked) {
		err = asked.Err
	}
	return failed(classify(err), host, err)
}

// classify finds the reason of a network error.
func classify(err error) Reason {
	var (
		name    *net.DNSError
		timeout net.Error
		record  tls.RecordHeaderError
		alert   tls.AlertError
	)
	switch {
	case errors.Is(err, context.Canceled):
		return Unreached
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return Slow
	case errors.As(err, &name):
		return Unknown
	case untrusted(err):
		return Certificate
	case errors.As(err, &record), errors.As(err, &alert):
		return BadTLS
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Garbled
	}
	return Unreached
}

// untrusted tells whether a certificate was refused.
func untrusted(err error) bool {
	var (
		verify  *tls.CertificateVerificationError
		invalid x509.CertificateInvalidError
		host    x509.HostnameError
		issuer  x509.UnknownAuthorityError
	)
	return errors.As(err, &verify) || errors.As(err, &invalid) || errors.As(err, &host) ||
		errors.As(err, &issuer)
}
