package mailcheck

import (
	"bytes"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"insyn/internal/letter"
)

// received gives a signed letter as it lies in somebody's mailbox.
func received(t testing.TB, organizer string) []byte {
	t.Helper()
	from := mail.Address{Name: "Exempeldepartementet", Address: "samrad@example.se"}
	b, err := letter.Bytes(letter.Message{ID: letter.MessageID("a", from), From: from,
		To: mail.Address{Address: "anna@example.org"}, Subject: "Möte", Text: "Hej",
		Date: time.Date(2023, 11, 27, 9, 0, 0, 0, time.UTC), CalendarMethod: "REQUEST",
		Calendar: []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nORGANIZER;CN=Exempel\r\n" +
			" departementet:mailto:" + organizer + "\r\nEND:VCALENDAR\r\n")})
	if err != nil {
		t.Fatal(err)
	}
	var signed bytes.Buffer
	if err := dkim.Sign(&signed, bytes.NewReader(b), &dkim.SignOptions{Domain: "example.se",
		Selector: "insyn", Signer: key(1), HeaderKeys: []string{"From", "Subject"},
		HeaderCanonicalization: dkim.CanonicalizationRelaxed,
		BodyCanonicalization:   dkim.CanonicalizationRelaxed}); err != nil {
		t.Fatal(err)
	}
	return append([]byte("Authentication-Results: mx.example.org;\r\n"+
		" spf=pass smtp.mailfrom=samrad@example.se; dkim=pass header.d=example.se;\r\n"+
		" dmarc=fail header.from=example.se\r\n"), signed.Bytes()...)
}

func TestReceivedLetter(t *testing.T) {
	b := received(t, "samrad@example.se")
	r := Received(t.Context(), bytes.NewReader(b), published())
	want := []string{"file-signed", "dkim-aligned", "file-result-pass", "file-result-pass",
		"file-result-bad", "organizer-same"}
	if got := keys(r); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	inWords(t, r)
	unix := bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) // as some programs save it
	again := Received(t.Context(), bytes.NewReader(unix), published())
	if !slices.Equal(keys(again), want) {
		t.Errorf("with other line ends: %q", keys(again))
	}
}

func TestReceivedFaults(t *testing.T) {
	b := string(received(t, "samrad@example.se"))
	unsigned := b[strings.Index(b, "\r\nDate: ")+2:]
	for name, test := range map[string]struct {
		file string
		zone zone
		want string
	}{
		"changed on the way": {strings.Replace(b, "Subject: ", "Subject: x", 1), published(),
			"file-bad-signature"},
		"key is gone": {b, good(), "file-bad-signature"},
		"unsigned":    {unsigned, published(), "file-unsigned"},
		"no results":  {unsigned, published(), "file-no-results"},
		"another organiser": {string(received(t, "samrad@example.org")), published(),
			"organizer-other"},
		"another sender": {strings.Replace(b, "From: ", "From: a@example.org\r\nX: ", 1),
			published(), "dkim-other"},
		"no sender":    {"Subject: x\r\n\r\nHej", published(), "address"},
		"not a letter": {"hej\x00", published(), "file-unreadable"},
	} {
		r := Received(t.Context(), strings.NewReader(test.file), test.zone)
		if !slices.Contains(keys(r), test.want) {
			t.Errorf("%s: %q", name, keys(r))
		}
		inWords(t, r)
	}
}

func FuzzReceived(f *testing.F) {
	f.Add(received(f, "samrad@example.se"))
	f.Add([]byte("From: a@b.se\nAuthentication-Results: x; spf=pass\nDKIM-Signature: v=1\n\n"))
	z := published()
	f.Fuzz(func(t *testing.T, b []byte) {
		r := Received(t.Context(), bytes.NewReader(b), z)
		inWords(t, r)
	})
}
