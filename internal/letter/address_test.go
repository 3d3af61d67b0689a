package letter

import (
	"net/mail"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/fault"
)

func TestParseAddress(t *testing.T) {
	for in, want := range map[string]mail.Address{
		"asa@example.org":                      {Address: "asa@example.org"},
		" Asa@Example.ORG ":                    {Address: "Asa@example.org"},
		"Åsa Öberg <asa@example.org>":          {Name: "Åsa Öberg", Address: "asa@example.org"},
		"asa@räksmörgås.example":               {Address: "asa@xn--rksmrgs-5wao1o.example"},
		"o'brien+samrad@example.org":           {Address: "o'brien+samrad@example.org"},
		`"Öberg, Åsa" <asa@example.org>`:       {Name: "Öberg, Åsa", Address: "asa@example.org"},
		"=?utf-8?q?=C3=85sa?= <a@example.org>": {Name: "Åsa", Address: "a@example.org"},
	} {
		if got, err := ParseAddress(in); err != nil || got != want {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "asa", "@example.org", "asa@", "a@b@c",
		"asa@example.org, b@example.org",
		"grupp: a@example.org;", "asa@example.org\r\nBcc: b@example.org", "asa@example.org\x00",
		`"a b"@example.org`, "a..b@example.org", ".a@example.org", "åsa@example.org", "a@[127.0.0.1]",
		"a@-x.example", "a@x..example", "chef@example.se <a@example.org>",
		"=?utf-8?q?chef=40example.se?= <a@example.org>", "a@" + strings.Repeat("x", 64) + ".se",
		strings.Repeat("a", 65) + "@example.org", strings.Repeat("n", 121) + " <a@example.org>",
	} {
		if got, err := ParseAddress(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %+v, %v", in, got, err)
		}
	}
}

// A name that cannot be shown costs nobody a letter.
func TestRecipient(t *testing.T) {
	for in, want := range map[string]string{"Åsa Öberg": "Åsa Öberg", "Åsa\tÖberg\r\n": "Åsa Öberg",
		"Åsa (asa@example.org)": "", "<b>Åsa</b>": "", "=?utf-8?q?x?=": "", "Åsa\u202e": "Åsa",
		strings.Repeat("x", 200): ""} {
		m := sample()
		m.To = Recipient(in, "asa@example.org")
		if _, err := Bytes(m); err != nil || m.To.Name != want {
			t.Errorf("%q: %q, %v", in, m.To.Name, err)
		}
	}
}

// What the forms accept as an address can be written to.
func FuzzAccountAddress(f *testing.F) {
	for _, s := range []string{"asa@example.org", "asa@räksmörgås.example", "a@[1.2.3.4]", "a@b_c.se",
		"åsa@example.org", `"a b"@example.org`, "a@B.SE", "a@xn--.se", "a@１.se"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, bad := account.Address(s)
		if bad != nil {
			return
		}
		m := sample()
		m.To = Recipient("", a)
		if _, err := Bytes(m); err != nil {
			t.Errorf("%q is accepted as %q and cannot be written to: %v", s, a, err)
		}
		if again, bad := account.Address(a); bad != nil || again != a {
			t.Errorf("%q becomes %q, and that %q, %v", s, a, again, bad)
		}
	})
}

// Whatever ParseAddress accepts can be written and reads back as itself.
func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"asa@example.org", "Åsa <asa@räksmörgås.example>", `"a, b" <c@d>`, "a@b\r\nc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAddress(s)
		if err != nil {
			return
		}
		if strings.ContainsAny(a.String(), "\r\n") {
			t.Errorf("%q gives %q", s, a.String())
		}
		again, err := ParseAddress(a.String())
		if err != nil || again.Address != a.Address {
			t.Errorf("%q gives %q, read again %+v, %v", s, a.String(), again, err)
		}
	})
}
