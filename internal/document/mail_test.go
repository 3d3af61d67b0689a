package document

import (
	"fmt"
	"strings"
	"testing"

	"insyn/internal/fault"
)

const multipart1 = "From: =?utf-8?q?=C3=85sa_Exempel?= <asa@example.org>\r\n" +
	"To: samrad@example.se\r\nSubject: =?iso-8859-1?q?Anm=E4lan_till?= =?iso-8859-1?q?_samr=E5d?=\r\n" +
	"Date: Mon, 27 Nov 2023 09:15:00 +0100\r\nMessage-ID: <a1@example.org>\r\nIn-Reply-To: <b2@example.se>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"ut\"\r\n\r\n" +
	"--ut\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n" +
	"--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"Hej!=20\r\nVi kommer g=E4rna, =\r\ntv=E5 personer.\r\n" +
	"--in\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hej i HTML</p>\r\n--in--\r\n" +
	"--ut\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8; name=\"mote.ics\"\r\n" +
	"Content-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFSDQo=\r\n" +
	"--ut\r\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\r\n" +
	"Content-Disposition: attachment; filename*=utf-8''..%2F..%2F%C3%B6ppet.docx\r\n\r\nPK\r\n--ut--\r\n"

func TestMail(t *testing.T) {
	l, err := Mail([]byte(multipart1))
	if err != nil {
		t.Fatal(err)
	}
	if l.Subject != "Anmälan till samråd" || l.From[0].Name != "Åsa Exempel" ||
		l.From[0].Address != "asa@example.org" || l.MessageID != "a1@example.org" ||
		l.InReplyTo != "b2@example.se" || l.Date.Format("15:04") != "08:15" || l.Automatic {
		t.Errorf("headers: %+v", l)
	}
	if want := "Hej! \nVi kommer gärna, två personer."; l.Text != want {
		t.Errorf("text %q", l.Text)
	}
	if len(l.Attachments) != 2 || l.Attachments[0].Type != "text/calendar" ||
		string(l.Attachments[0].Data) != "BEGIN:VCALENDAR\r\n" ||
		l.Attachments[1].Name != "öppet.docx" {
		t.Errorf("attachments: %q", l.Attachments)
	}
}

func TestMailOfOneHTMLPart(t *testing.T) {
	l, err := Mail([]byte("From: a@example.org\r\nSubject: x\r\nContent-Type: text/html; charset=windows-1252\r\n" +
		"Content-Transfer-Encoding: base64\r\n\r\n" +
		"PGh0bWw+PGhlYWQ+PHN0eWxlPnB7fTwvc3R5bGU+PC9oZWFkPjxib2R5PjxoMT5TYW1y5WQ8L2gxPjxwPktvbSE8L2h0bWw+"))
	if err != nil || l.Text != "# Samråd\n\nKom!\n" {
		t.Errorf("%q, %v", l.Text, err)
	}
}

func TestMailAsPeopleSendIt(t *testing.T) {
	for name, c := range map[string]struct{ mail, want string }{
		"flowed": {"From: a@example.org\nContent-Type: text/plain; format=flowed\n\nVi kommer \ngärna.\n-- \nÅsa\n",
			"Vi kommer gärna.\n-- \nÅsa\n"},
		"wrong character set": {"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\nv\xe4lkommen", "välkommen"},
		"unknown one":         {"From: a@example.org\nContent-Type: text/plain; charset=x-nobody\n\nvälkommen", "välkommen"},
		"no type":             {"From: a@example.org\n\nhej", "hej"},
		"cut short":           {"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhej", "hej"},
	} {
		if l, err := Mail([]byte(c.mail)); err != nil || l.Text != c.want {
			t.Errorf("%s: %q, %v", name, l.Text, err)
		}
	}
}

func TestMailByMachines(t *testing.T) {
	for _, h := range []string{"Auto-Submitted: auto-replied", "Precedence: bulk",
		"Return-Path: <>"} {
		if l, err := Mail([]byte("From: a@example.org\n" + h + "\n\nhej")); err != nil ||
			!l.Automatic {
			t.Errorf("%s: taken for a person's, %v", h, err)
		}
	}
}

func TestMailBombs(t *testing.T) {
	nested := "From: a@example.org\n"
	for i := range 40 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	many := "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" +
		strings.Repeat("--b\n\nx\n", maxPieces+1) + "--b--"
	for name, c := range map[string]struct {
		mail string
		want fault.Kind
	}{
		"nested":     {nested, fault.TooLarge},
		"many parts": {many, fault.TooLarge},
		"large":      {"From: a@example.org\n\n" + strings.Repeat("a", MaxFile), fault.TooLarge},
		"no headers": {"\x00\x01", fault.Invalid},
	} {
		if _, err := Mail([]byte(c.mail)); fault.Of(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(multipart1))
	f.Add([]byte("From: a@example.org\nContent-Type: text/html\n\n<table><tr><td>a<td>b</table>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Mail(data)
		if err != nil {
			return
		}
		for _, a := range l.Attachments {
			if strings.ContainsAny(a.Name, "/\\\n\x00") {
				t.Errorf("name of an attachment: %q", a.Name)
			}
		}
	})
}
