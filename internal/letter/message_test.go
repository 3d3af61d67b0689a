package letter

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"insyn/internal/fault"
)

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n" +
	"SUMMARY:Samråd om öppna data\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

// sample gives a letter with everything in it.
func sample() Message {
	from := mail.Address{Name: "Exempeldepartementet, enheten för samråd",
		Address: "samrad@example.se"}
	return Message{
		ID: MessageID("0190-abc", from), From: from,
		ReplyTo: mail.Address{Address: "samrad+2023-12@example.se"},
		To:      mail.Address{Name: "Åsa Öberg", Address: "asa@example.org"},
		Subject: "Din plats är klar: Samråd om öppna data och inköp, 12 december 2023 kl. 13.00",
		Date:    time.Date(2023, 11, 27, 10, 0, 0, 0, time.FixedZone("CET", 3600)), Language: "sv",
		Text: "Din plats är klar.\n\nTid: 12 december 2023 kl. 13.00–14.30\n" +
			strings.Repeat("lång rad ", 30) + "\n",
		HTML:     "<p>Din plats är klar.</p>\n",
		Calendar: []byte(calendar), CalendarMethod: "REQUEST",
		Attachments: []Attachment{{"dagordning för mötet.pdf", "application/pdf",
			[]byte("%PDF-1.7\n\x00\xff")}},
		Headers: Automatic(),
	}
}

// leaf is one part as read back.
type leaf struct {
	kind        string
	params      map[string]string
	disposition string
	content     []byte
}

// leaves reads a message back with the standard library and gives its parts
// in order, multiparts as empty leaves before what they hold.
func leaves(t *testing.T, kind, encoding, disposition string, body io.Reader) []leaf {
	t.Helper()
	name, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "multipart/") {
		switch encoding {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		return []leaf{{name, params, disposition, content}}
	}
	all := []leaf{{kind: name}}
	r := multipart.NewReader(body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		h := p.Header
		all = append(all, leaves(t, h.Get("Content-Type"), h.Get("Content-Transfer-Encoding"),
			h.Get("Content-Disposition"), p)...)
	}
}

func TestReadBack(t *testing.T) {
	m := sample()
	b, err := Bytes(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	h := got.Header
	decode := func(name string) string {
		s, err := new(mime.WordDecoder).DecodeHeader(h.Get(name))
		if err != nil {
			t.Error(err)
		}
		return s
	}
	if decode("Subject") != m.Subject {
		t.Errorf("subject %q", decode("Subject"))
	}
	for name, want := range map[string]mail.Address{"From": m.From, "To": m.To,
		"Reply-To": m.ReplyTo} {
		if list, err := h.AddressList(name); err != nil || len(list) != 1 || *list[0] != want {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
	if date, err := h.Date(); err != nil || !date.Equal(m.Date) {
		t.Errorf("date %v, %v", date, err)
	}
	for name, want := range map[string]string{"Message-Id": "<0190-abc@example.se>",
		"Content-Language": "sv", "Auto-Submitted": "auto-generated", "Mime-Version": "1.0",
		"User-Agent": "", "X-Mailer": ""} {
		if h.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, h.Get(name), want)
		}
	}
	checkParts(t, m, leaves(t, h.Get("Content-Type"), "", "", got.Body))
}

// checkParts holds the shape that Outlook and Gmail both understand.
func checkParts(t *testing.T, m Message, parts []leaf) {
	t.Helper()
	kinds := []string{"multipart/mixed", "multipart/alternative", "text/plain", "text/html",
		"text/calendar", "application/ics", "application/pdf"}
	if len(parts) != len(kinds) {
		t.Fatalf("%d parts, want %d", len(parts), len(kinds))
	}
	for i, p := range parts {
		if p.kind != kinds[i] {
			t.Errorf("part %d is %s, want %s", i, p.kind, kinds[i])
		}
	}
	if string(parts[2].content) != strings.ReplaceAll(m.Text, "\n", "\r\n") {
		t.Errorf("text came back as %q", parts[2].content)
	}
	if p := parts[4]; p.params["method"] != "REQUEST" || p.params["charset"] != "UTF-8" ||
		string(p.content) != calendar {
		t.Errorf("calendar part: %v, %q", p.params, p.content)
	}
	if string(parts[5].content) != calendar ||
		parts[5].disposition != "attachment; filename=invite.ics" {
		t.Errorf("calendar file: %q, %q", parts[5].disposition, parts[5].content)
	}
	_, params, err := mime.ParseMediaType(parts[6].disposition)
	if err != nil || params["filename"] != m.Attachments[0].Name ||
		!bytes.Equal(parts[6].content, m.Attachments[0].Content) {
		t.Errorf("attachment: %v, %v", params, err)
	}
}

func TestBytesAreLawful(t *testing.T) {
	m := sample()
	m.Subject = strings.Repeat("Långt ämne med ord ", 12)
	b, err := Bytes(m)
	if err != nil {
		t.Fatal(err)
	}
	head := true
	for l := range strings.SplitSeq(string(b), "\r\n") {
		head = head && l != ""
		if strings.ContainsFunc(l, func(r rune) bool { return r > '~' || r < ' ' && r != '\t' }) {
			t.Errorf("not plain ASCII: %q", l)
		}
		if len(l) > 998 || head && len(l) > 78 {
			t.Errorf("%d characters: %q", len(l), l)
		}
	}
}

func TestSameMessageSameBytes(t *testing.T) {
	first, err := Bytes(sample())
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		m := sample()
		m.Date = m.Date.UTC() // the same instant after a turn through a database
		if again, _ := Bytes(m); !bytes.Equal(first, again) {
			t.Fatal("the bytes differ")
		}
	}
	m := sample()
	m.Text += "mer"
	if other, _ := Bytes(m); bytes.Contains(other, []byte("mix=_"+first2boundary(first))) {
		t.Error("another content has the same boundary")
	}
}

func first2boundary(b []byte) string {
	_, after, _ := bytes.Cut(b, []byte("mix=_"))
	return string(after[:32])
}

// N-10: nothing that a person writes becomes a header, a second recipient or
// somebody else's name.
func TestN10InjectionIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Message){
		"line break in subject":        func(m *Message) { m.Subject = "Hej\r\nBcc: alla@example.org" },
		"bare line feed in subject":    func(m *Message) { m.Subject = "Hej\nBcc: alla@example.org" },
		"line break in name":           func(m *Message) { m.To.Name = "Åsa\r\nBcc: alla@example.org" },
		"line break in address":        func(m *Message) { m.To.Address = "asa@example.org\r\nBcc: b@example.org" },
		"two addresses":                func(m *Message) { m.To.Address = "asa@example.org, b@example.org" },
		"address in name":              func(m *Message) { m.From.Name = "statsministern@example.se" },
		"full-width at sign in name":   func(m *Message) { m.From.Name = "statsministern＠example.se" },
		"encoded word in name":         func(m *Message) { m.From.Name = "=?utf-8?q?chef=40example.se?=" },
		"name that turns direction":    func(m *Message) { m.To.Name = "Åsa \u202eesnefed" },
		"no recipient":                 func(m *Message) { m.To.Address = "" },
		"quoted local part":            func(m *Message) { m.To.Address = `"a b"@example.org` },
		"address literal":              func(m *Message) { m.To.Address = "a@[127.0.0.1]" },
		"line break in header":         func(m *Message) { m.Headers["List-Id"] = "x\r\nBcc: b" },
		"header that is not ours":      func(m *Message) { m.Headers["Bcc"] = "b@example.org" },
		"header under another case":    func(m *Message) { m.Headers["list-id"] = "x" },
		"line break in Message-ID":     func(m *Message) { m.ID = "a@example.org>\r\nBcc: b" },
		"line break in language":       func(m *Message) { m.Language = "sv\r\nBcc: b" },
		"line break in file name":      func(m *Message) { m.Attachments[0].Name = "a\r\nb.pdf" },
		"path in file name":            func(m *Message) { m.Attachments[0].Name = "../a.pdf" },
		"media type with parameters":   func(m *Message) { m.Attachments[0].Type = "text/html; x=y" },
		"another method in the object": func(m *Message) { m.CalendarMethod = "CANCEL" },
		"made-up method":               func(m *Message) { m.CalendarMethod = "REQUEST\r\nX: y" },
		"two methods": func(m *Message) {
			m.Calendar = []byte(strings.Replace(calendar, "BEGIN:VEVENT", "METHOD:CANCEL\r\nBEGIN:VEVENT", 1))
		},
		"method without a calendar": func(m *Message) { m.Calendar = nil },
		"no date":                   func(m *Message) { m.Date = time.Time{} },
		"no text":                   func(m *Message) { m.Text = " " },
		"text that is not UTF-8":    func(m *Message) { m.Text = "\xff" },
	} {
		m := sample()
		change(&m)
		if b, err := Bytes(m); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v, %d bytes", name, err, len(b))
		}
	}
	m := sample()
	m.Attachments[0].Content = make([]byte, MaxSize)
	if _, err := Bytes(m); !fault.Is(err, fault.TooLarge) {
		t.Errorf("a large file: %v", err)
	}
}

// A subject that only looks encoded is read as it was written.
func TestSubjectThatLooksEncoded(t *testing.T) {
	m := sample()
	m.Subject = "Betyder =?utf-8?q?chef=40example.se?= något, och vad betyder det i så fall för oss?"
	b, err := Bytes(m)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := mail.ReadMessage(bytes.NewReader(b))
	s, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || s != m.Subject {
		t.Errorf("%q, %v", s, err)
	}
}

func TestShapesWithoutCalendar(t *testing.T) {
	m := sample()
	m.Calendar, m.CalendarMethod, m.Attachments = nil, "", nil
	for want, change := range map[string]func(*Message){
		"multipart/alternative;": func(*Message) {},
		"text/plain;":            func(m *Message) { m.HTML = "" },
		"multipart/mixed;":       func(m *Message) { m.Attachments = sample().Attachments },
	} {
		m := m
		change(&m)
		b, err := Bytes(m)
		if err != nil || !bytes.Contains(b, []byte("\r\nContent-Type: "+want)) {
			t.Errorf("%s: %v\n%s", want, err, b)
		}
	}
}

func BenchmarkBytes(b *testing.B) {
	m := sample()
	for b.Loop() {
		if _, err := Bytes(m); err != nil {
			b.Fatal(err)
		}
	}
}
