package trial

import (
	"errors"
	"fmt"
	"net/smtp"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

// post sends a letter with the subject to the address.
func post(m *MailServer, to, subject string) error {
	letter := fmt.Sprintf("Subject: %s\r\nMessage-ID: <%[1]s@example.org>\r\n\r\nHej\r\n", subject)
	return smtp.SendMail(m.Addr, nil, "insyn@example.org", []string{to}, []byte(letter))
}

// code is the SMTP code of the error, 0 when it is no answer of a server.
func code(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

func TestMailServerKeepsWhatItAccepts(t *testing.T) {
	Goroutines(t)
	m := SMTP(t)
	if err := post(m, "ada@example.org", "ett"); err != nil {
		t.Fatal(err)
	}
	letter := m.Wait(1, time.Minute)[0]
	if letter.From != "insyn@example.org" || letter.To[0] != "ada@example.org" ||
		letter.Header("Subject") != "ett" || !strings.Contains(string(letter.Data), "\r\n\r\nHej") {
		t.Errorf("the letter is %+v", letter)
	}
	if got := letter.Header("Cc"); got != "" {
		t.Errorf("a field that is not there is %q", got)
	}
}

func TestMailServerMisbehavesWhenTold(t *testing.T) {
	m := SMTP(t)
	m.PutOff(1)
	if err := post(m, "ada@example.org", "put-off"); code(err) != 451 {
		t.Errorf("put off: %v, want 451", err)
	}
	m.Refuse("gone@example.org", 550)
	if err := post(m, "gone@example.org", "refused"); code(err) != 550 {
		t.Errorf("refused: %v, want 550", err)
	}
	m.CutAfter(1, false)
	if err := post(m, "ada@example.org", "first"); err != nil {
		t.Errorf("the message before the cut: %v", err)
	}
	if err := post(m, "ada@example.org", "lost"); err == nil || code(err) != 0 {
		t.Errorf("cut: %v, want a line that breaks", err)
	}
	m.CutAfter(0, true)
	if err := post(m, "ada@example.org", "kept"); err == nil || code(err) != 0 {
		t.Errorf("cut: %v, want a line that breaks", err)
	}
	m.Slow(20 * time.Millisecond)
	start := time.Now()
	err := post(m, "ada@example.org", "slow")
	if took := time.Since(start); err != nil || took < 20*time.Millisecond {
		t.Errorf("slow: %v after %s", err, took)
	}
	m.Down()
	if err := post(m, "ada@example.org", "down"); err == nil {
		t.Error("a server that is down accepts a message")
	}
	m.Up()
	m.Slow(0)
	if err := post(m, "ada@example.org", "up"); err != nil {
		t.Errorf("up again: %v", err)
	}
	var got []string
	for _, letter := range m.Letters() {
		got = append(got, letter.Header("Subject"))
	}
	if want := "first kept slow up"; strings.Join(got, " ") != want {
		t.Errorf("the server has %q, want %q", got, want)
	}
	trying(t, func(tb testing.TB) {
		SMTP(tb).Wait(1, 10*time.Millisecond)
	}).wantFailure(t, "has 0 letters, want 1")
}
