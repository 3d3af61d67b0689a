package document

import (
	"bytes"
	"net/mail"
	"strings"

	"insyn/internal/fault"
)

// A Kind is a sort of file that a paper comes in.
type Kind string

// The kinds that are known.
const (
	KindText     Kind = "text"
	KindWord     Kind = "word"
	KindMail     Kind = "mail"
	KindHTML     Kind = "html"
	KindCalendar Kind = "calendar" // read by another package
)

// KindOf tells what a file is, by what is in it and then by its name. Formats
// that people try and that we do not read are refused with what to do instead.
func KindOf(name string, data []byte) (Kind, error) {
	name = strings.ToLower(name)
	start := strings.TrimSpace(strings.TrimPrefix(string(data[:min(len(data), 512)]), "\ufeff"))
	upper := strings.ToUpper(start)
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "", fault.New(fault.Invalid, "document.empty")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return KindWord, nil
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")): // Word 97, Outlook's .msg
		if strings.HasSuffix(name, ".msg") {
			return "", fault.New(fault.Invalid, "document.outlook-message")
		}
		return "", fault.New(fault.Invalid, "document.old-word")
	case strings.HasPrefix(start, "%PDF"):
		return "", fault.New(fault.Invalid, "document.pdf")
	case strings.HasPrefix(start, `{\rtf`):
		return "", fault.New(fault.Invalid, "document.rtf")
	case strings.HasPrefix(upper, "BEGIN:VCALENDAR"):
		return KindCalendar, nil
	case strings.HasPrefix(upper, "<!DOCTYPE HTML"), strings.HasPrefix(upper, "<HTML"):
		return KindHTML, nil
	case strings.HasSuffix(name, ".eml"), looksLikeMail(data):
		return KindMail, nil
	}
	return KindText, nil
}

// looksLikeMail tells whether data begins with the headers that every mail has.
func looksLikeMail(data []byte) bool {
	m, err := mail.ReadMessage(bytes.NewReader(data[:min(len(data), 64<<10)]))
	if err != nil {
		return false
	}
	h := m.Header
	return h.Get("From") != "" && (h.Get("Mime-Version") != "" ||
		h.Get("Message-Id") != "" || h.Get("Received") != "")
}

// Read gives any paper as lines of text: plain text as it stands, the others
// like Document.Plain. A calendar file is refused: it is no paper.
func Read(name string, data []byte) (string, error) {
	kind, err := KindOf(name, data)
	if err != nil {
		return "", err
	}
	switch kind {
	case KindWord:
		d, err := Word(data)
		return d.Plain(), err
	case KindMail:
		l, err := Mail(data)
		return l.Text, err
	case KindCalendar:
		return "", fault.New(fault.Invalid, "document.calendar")
	}
	text, err := DecodeText(data)
	if err != nil || kind == KindText {
		return text, err
	}
	d, err := HTML(text)
	return d.Plain(), err
}
