package post

import (
	"bytes"
	"context"
	"net/mail"

	"insyn/internal/fault"
	"insyn/internal/letter"
)

// A Parcel is a written letter with its envelope.
type Parcel struct {
	ID       string // Message-ID without angle brackets
	From, To string // envelope addresses, bare
	Subject  string // for the name of a draft; never sent apart from Bytes
	Bytes    []byte // the message, CRLF line ends
	Secret   bool   // signs somebody in who reads it: not for who sends the drafts
}

// Pack writes m and puts it into an envelope from its sender to its recipient.
func Pack(m letter.Message) (Parcel, error) {
	b, err := letter.Bytes(m)
	if err != nil {
		return Parcel{}, err
	}
	return Parcel{ID: m.ID, From: m.From.Address, To: m.To.Address,
		Subject: m.Subject, Bytes: b, Secret: m.Secret}, nil
}

// A Sender carries parcels out of the house. SMTP and Drafts are the two.
type Sender interface {
	// Deliver hands p over and returns nil once somebody else answers for it.
	// Errors are *Failure behind a *fault.Error: fault.Unavailable when the
	// same parcel may go through later, fault.Refused when it never will,
	// fault.Invalid when it should never have been a parcel.
	Deliver(ctx context.Context, p Parcel) error
	// Close ends what is open. A Sender is not used after it.
	Close() error
}

// check refuses envelopes and bytes that could say more to a server than one
// message (SMTP injection and smuggling).
func (p Parcel) check() error {
	for _, s := range []string{p.From, p.To} {
		a, err := mail.ParseAddress(s)
		if err != nil || a.Address != s || a.Name != "" {
			return fault.New(fault.Invalid, "post.envelope")
		}
	}
	b := p.Bytes
	if len(b) == 0 || bytes.IndexByte(b, 0) >= 0 ||
		bytes.Count(b, []byte("\r\n")) != bytes.Count(b, []byte("\n")) ||
		bytes.Count(b, []byte("\r\n")) != bytes.Count(b, []byte("\r")) {
		return fault.New(fault.Invalid, "post.bytes")
	}
	return nil
}
