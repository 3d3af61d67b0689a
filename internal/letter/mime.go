package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Bytes gives m as RFC 5322 and MIME ask, with CRLF line ends and nothing
// outside ASCII. The same Message gives the same bytes. Errors are of the kind
// fault.Invalid (or TooLarge) and say which field is at fault.
//
// With a calendar the shape is
//
//	multipart/mixed
//	    multipart/alternative: text/plain, text/html, text/calendar; method=…
//	    application/ics, as a file, the same bytes
//
// and without one it is the alternative alone, inside a mixed part only when
// there are attachments.
//
// The parts are written with the standard library and not with the mail
// library that carries them: that one gives nested parts either one boundary
// for all or a random one each, and both would break what is promised here.
func Bytes(m Message) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	var head strings.Builder
	field(&head, "Date", m.Date.UTC().Format(time.RFC1123Z))
	field(&head, "From", encodeAddress("From", m.From))
	field(&head, "To", encodeAddress("To", m.To))
	if m.ReplyTo.Address != "" {
		field(&head, "Reply-To", encodeAddress("Reply-To", m.ReplyTo))
	}
	field(&head, "Subject", encodeText("Subject", m.Subject))
	field(&head, "Message-ID", "<"+m.ID+">")
	if m.Language != "" {
		field(&head, "Content-Language", m.Language)
	}
	for _, name := range slices.Sorted(maps.Keys(m.Headers)) {
		field(&head, name, m.Headers[name])
	}
	field(&head, "MIME-Version", "1.0")

	body := m.body()
	for _, name := range slices.Sorted(maps.Keys(body.header)) {
		field(&head, name, body.header.Get(name))
	}
	out := make([]byte, 0, head.Len()+2+len(body.content))
	out = append(out, head.String()...)
	out = append(out, "\r\n"...)
	return append(out, body.content...), nil
}

// A part is one entity of MIME: its header and its encoded content.
type part struct {
	header  textproto.MIMEHeader
	content []byte
}

// body gives the whole content of m as one part.
func (m *Message) body() part {
	seed := m.digest()
	words := []part{textPart("text/plain", m.Text)}
	if m.HTML != "" {
		words = append(words, textPart("text/html", m.HTML))
	}
	var files []part
	if m.Calendar != nil {
		kind := mime.FormatMediaType("text/calendar",
			map[string]string{"method": m.CalendarMethod, "charset": "UTF-8"})
		words = append(words, newPart(kind, "base64", encodeBase64(m.Calendar)))
		name := "invite.ics"
		if m.CalendarMethod == "CANCEL" {
			name = "cancel.ics"
		}
		files = append(files, filePart(Attachment{name, "application/ics", m.Calendar}))
	}
	for _, a := range m.Attachments {
		files = append(files, filePart(a))
	}
	whole := words[0]
	if len(words) > 1 {
		whole = join("alternative", seed, words)
	}
	if len(files) > 0 {
		whole = join("mixed", seed, append([]part{whole}, files...))
	}
	return whole
}

// digest is what the boundaries come from: everything that is in the parts.
func (m *Message) digest() string {
	h := sha256.New()
	for _, s := range [][]byte{[]byte(m.ID), []byte(m.Text), []byte(m.HTML), m.Calendar} {
		io.WriteString(h, strconv.Itoa(len(s))+":")
		h.Write(s)
	}
	for _, a := range m.Attachments {
		io.WriteString(h, strconv.Itoa(len(a.Content))+":"+a.Name)
		h.Write(a.Content)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// join puts parts into a multipart one. The boundary holds "=_", which neither
// quoted-printable nor base64 can write, so that no content can end a part.
func join(kind, seed string, parts []part) part {
	boundary := kind[:3] + "=_" + seed
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary); err != nil {
		panic(err) // our own boundary has only allowed characters
	}
	for _, p := range parts {
		pw, _ := w.CreatePart(p.header) // a bytes.Buffer never fails
		pw.Write(p.content)
	}
	w.Close()
	return part{
		header: textproto.MIMEHeader{"Content-Type": {
			mime.FormatMediaType("multipart/"+kind, map[string]string{"boundary": boundary})}},
		content: b.Bytes(),
	}
}

// textPart gives words in quoted-printable: å ä ö survive every relay, and
// the source stays readable.
func textPart(kind, text string) part {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	if !strings.HasSuffix(text, "\n") {
		b.WriteString("\r\n")
	}
	return newPart(kind+"; charset=UTF-8", "quoted-printable", b.Bytes())
}

func filePart(a Attachment) part {
	p := newPart(a.Type, "base64", encodeBase64(a.Content))
	p.header.Set("Content-Disposition",
		mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	return p
}

func newPart(kind, encoding string, content []byte) part {
	return part{content: content, header: textproto.MIMEHeader{
		"Content-Type": {kind}, "Content-Transfer-Encoding": {encoding}}}
}

// encodeBase64 gives lines of 76 characters.
func encodeBase64(content []byte) []byte {
	encoded := base64.StdEncoding.EncodeToString(content)
	out := make([]byte, 0, len(encoded)+len(encoded)/38+2)
	for len(encoded) > 76 {
		out = append(append(out, encoded[:76]...), "\r\n"...)
		encoded = encoded[76:]
	}
	return append(append(out, encoded...), "\r\n"...)
}
