package letter

import (
	"bytes"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"insyn/internal/fault"
)

// MaxSize is the most that the content of one message may weigh, in bytes.
const MaxSize = 20 << 20

// A Message is one letter to one recipient, ready to be written as bytes.
type Message struct {
	ID             string       // Message-ID without angle brackets, as MessageID makes it
	From           mail.Address // the body that sends
	ReplyTo        mail.Address // where answers go; none when the address is empty
	To             mail.Address // the one recipient
	Subject        string
	Date           time.Time // when the letter was written, not when it is sent
	Language       string    // language tag of the text, such as "sv"
	Text           string    // the letter in plain text
	HTML           string    // the same words in HTML, or ""
	Calendar       []byte    // an iCalendar object, or nil
	CalendarMethod string    // its METHOD, such as "REQUEST"
	Attachments    []Attachment
	Headers        map[string]string // further headers, of those in allowedHeaders
	Secret         bool              // only its recipient may read it; says nothing in the letter
}

// An Attachment is a file that goes with a message.
type Attachment struct {
	Name    string // file name as the reader sees it
	Type    string // media type, such as "application/pdf"
	Content []byte
}

var (
	messageID = regexp.MustCompile(`^[A-Za-z0-9._+=-]{1,120}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$`)
	languages = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	methods   = regexp.MustCompile(`^(REQUEST|CANCEL|PUBLISH|REPLY|ADD|REFRESH|(DECLINE)?COUNTER)$`)
	mediaType = regexp.MustCompile(`^[a-z]+/[a-z0-9][a-z0-9.+-]*$`)
)

// MessageID gives the Message-ID of the letter with the key (an outbox ID,
// say) sent from the domain of an address. The same key gives the same ID, so
// that a repeated sending can be told from a new letter.
func MessageID(key string, from mail.Address) string {
	_, domain, _ := strings.Cut(from.Address, "@")
	return key + "@" + domain
}

// check says what is wrong with m; nil when it can be written.
func (m *Message) check() error {
	if !messageID.MatchString(m.ID) {
		return fault.New(fault.Invalid, "letter.id").With("ID", m.ID)
	}
	if m.Date.IsZero() {
		return fault.New(fault.Invalid, "letter.date")
	}
	if m.Language != "" && !languages.MatchString(m.Language) {
		return fault.New(fault.Invalid, "letter.language").With("Language", m.Language)
	}
	for field, a := range map[string]mail.Address{"From": m.From, "To": m.To} {
		if err := checkAddress(a); err != nil {
			return err.At(field)
		}
	}
	if m.ReplyTo.Address != "" {
		if err := checkAddress(m.ReplyTo); err != nil {
			return err.At("Reply-To")
		}
	}
	if strings.TrimSpace(m.Subject) == "" || hasControl(m.Subject) || !utf8.ValidString(m.Subject) {
		return fault.New(fault.Invalid, "letter.subject")
	}
	if strings.TrimSpace(m.Text) == "" || !utf8.ValidString(m.Text) || !utf8.ValidString(m.HTML) {
		return fault.New(fault.Invalid, "letter.text")
	}
	if err := m.checkCalendar(); err != nil {
		return err
	}
	if err := m.checkAttachments(); err != nil {
		return err
	}
	return checkHeaders(m.Headers)
}

// checkCalendar holds RFC 6047: the method of the header is that of the object.
func (m *Message) checkCalendar() error {
	if m.Calendar == nil {
		if m.CalendarMethod != "" {
			return fault.New(fault.Invalid, "letter.calendar")
		}
		return nil
	}
	if !methods.MatchString(m.CalendarMethod) || !utf8.Valid(m.Calendar) {
		return fault.New(fault.Invalid, "letter.calendar")
	}
	stated := []byte("\r\nMETHOD:" + m.CalendarMethod + "\r\n")
	if !bytes.Contains(m.Calendar, stated) || bytes.Count(m.Calendar, []byte("\r\nMETHOD")) != 1 {
		return fault.New(fault.Invalid, "letter.calendar")
	}
	return nil
}

func (m *Message) checkAttachments() error {
	size := len(m.Text) + len(m.HTML) + 2*len(m.Calendar)
	for _, a := range m.Attachments {
		size += len(a.Content)
		if a.Name == "" || len(a.Name) > 200 || hasControl(a.Name) || !utf8.ValidString(a.Name) ||
			strings.ContainsAny(a.Name, `/\`) || !mediaType.MatchString(a.Type) {
			return fault.New(fault.Invalid, "letter.attachment").With("Name", line(a.Name))
		}
	}
	if size > MaxSize {
		return fault.New(fault.TooLarge, "letter.size").With("Megabytes", MaxSize>>20)
	}
	return nil
}
