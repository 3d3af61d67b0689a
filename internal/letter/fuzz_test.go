package letter

import (
	"bytes"
	"mime"
	"net/mail"
	"strings"
	"testing"

	"insyn/internal/lang"
)

// Whatever is written as a letter reads back as one message to one recipient,
// with the same subject and name and no header that was not asked for.
func FuzzBytes(f *testing.F) {
	f.Add("Din plats är klar", "Åsa Öberg", "asa@example.org", "Hej\n", "auto-generated")
	f.Add("a\r\nBcc: b@c", "x <y@z>", "a@b,c@d", "\x00", "x\r\ny: z")
	f.Add("=?utf-8?q?x?= "+strings.Repeat("å", 200), `"\`, "a@b", "=3D", strings.Repeat("w ", 400))
	f.Fuzz(func(t *testing.T, subject, name, address, text, header string) {
		m := sample()
		m.Subject, m.To = subject, mail.Address{Name: name, Address: address}
		m.Text, m.Headers = text, map[string]string{"Auto-Submitted": header}
		b, err := Bytes(m)
		if err != nil {
			return
		}
		if bytes.Count(b, []byte("\n")) != bytes.Count(b, []byte("\r\n")) {
			t.Fatal("a bare line end")
		}
		got, err := mail.ReadMessage(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Header) != 10 {
			t.Fatalf("%d headers: %v", len(got.Header), got.Header)
		}
		to, err := got.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != address {
			t.Fatalf("to %v, %v", to, err)
		}
		want := strings.Join(strings.Fields(subject), " ")
		s, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
		if err != nil || s != want {
			t.Fatalf("subject %q for %q, %v", s, want, err)
		}
	})
}

// Whatever people write in a letter stays one value: no new block, link,
// element or header.
func FuzzCompose(f *testing.F) {
	f.Add("Samråd", "Skälet\n\när detta")
	f.Add("\x01link\x02x\x02https://evil.example", "<script>\r\n-- \n")
	f.Fuzz(func(t *testing.T, title, reason string) {
		m := meeting
		m.Title = title
		plain, _ := Compose(lang.Swedish, NotApproved{meeting, "x", ""})
		c, err := Compose(lang.Swedish, NotApproved{m, reason, ""})
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(c.Subject+c.Text, "\x00\x01\x02\x03\r") ||
			strings.Contains(c.Subject, "\n") {
			t.Fatalf("%q", c)
		}
		for _, tag := range []string{"<a ", "<dt>", "<hr>", "<script"} {
			if strings.Count(c.HTML, tag) != strings.Count(plain.HTML, tag) {
				t.Fatalf("%d %s in %s", strings.Count(c.HTML, tag), tag, c.HTML)
			}
		}
		message := sample()
		if _, err := Bytes(c.Into(message)); err != nil {
			t.Fatalf("the letter cannot be written: %v", err)
		}
	})
}
