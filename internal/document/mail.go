package document

import (
	"bytes"
	"mime"
	"net/mail"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Letter is a mail that was read.
type Letter struct {
	From        []mail.Address
	To          []mail.Address
	ReplyTo     []mail.Address
	Subject     string
	Date        time.Time // zero where it does not say
	MessageID   string    // without angle brackets
	InReplyTo   string
	Automatic   bool   // sent by a machine: out of office, a list, a bounce
	Text        string // the body as lines, like Document.Plain gives them
	Attachments []Attachment
}

// An Attachment is a file in a mail. Its name is the sender's word and is for
// people to see: it is never a path.
type Attachment struct {
	Name string
	Type string // media type, such as "text/calendar"
	Data []byte
}

// Mail reads a .eml file: text/plain where there is one, else the words of its
// HTML; encoded words and every character set of mail; the other parts as
// attachments, with calendar and Word files among them.
func Mail(data []byte) (Letter, error) {
	if len(data) > MaxFile {
		return Letter{}, tooLarge(MaxFile)
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Letter{}, fault.New(fault.Invalid, "document.mail-damaged").From(err)
	}
	l := Letter{
		From:      addresses(m.Header, "From"),
		To:        addresses(m.Header, "To"),
		ReplyTo:   addresses(m.Header, "Reply-To"),
		Subject:   oneLine(decodedWords(m.Header.Get("Subject"))),
		MessageID: identifier(m.Header.Get("Message-Id")),
		InReplyTo: identifier(m.Header.Get("In-Reply-To")),
		Automatic: automatic(m.Header),
	}
	if date, err := m.Header.Date(); err == nil {
		l.Date = date.UTC()
	}
	r := mailReader{letter: &l, room: MaxFile}
	body := entity{header: map[string][]string(m.Header), body: m.Body}
	if err := r.read(body, 0); err != nil {
		return Letter{}, err
	}
	l.Text, err = r.text()
	return l, err
}

// addresses gives the addresses of a header; those that cannot be read are
// left out, for a mail with a broken Cc is still a mail.
func addresses(h mail.Header, name string) []mail.Address {
	p := mail.AddressParser{WordDecoder: &wordDecoder}
	list, err := p.ParseList(h.Get(name))
	if err != nil {
		return nil
	}
	var found []mail.Address
	for _, a := range list {
		found = append(found, mail.Address{Name: oneLine(a.Name), Address: a.Address})
	}
	return found
}

var wordDecoder = mime.WordDecoder{CharsetReader: charsetReader}

func decodedWords(s string) string {
	if d, err := wordDecoder.DecodeHeader(s); err == nil {
		return d
	}
	return s
}

func identifier(s string) string {
	return strings.Trim(strings.TrimSpace(s), "<>")
}

// automatic tells whether no person wrote the mail (RFC 3834, and the headers
// that mail servers set before it).
func automatic(h mail.Header) bool {
	if v := strings.ToLower(strings.TrimSpace(h.Get("Auto-Submitted"))); v != "" && v != "no" {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Precedence"))) {
	case "bulk", "junk", "list", "auto_reply":
		return true
	}
	return h.Get("X-Auto-Response-Suppress") != "" && h.Get("X-Autoreply") != "" ||
		strings.TrimSpace(h.Get("Return-Path")) == "<>"
}
