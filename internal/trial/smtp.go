package trial

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/mail"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Letter is a message that the mail server has accepted.
type Letter struct {
	From string   // of the envelope
	To   []string // of the envelope
	Data []byte   // header and body as they came
}

// Header is a field of the letter's header, "" when it is not there.
func (l Letter) Header(name string) string {
	message, err := mail.ReadMessage(bytes.NewReader(l.Data))
	if err != nil {
		return ""
	}
	return message.Header.Get(name)
}

// MailServer accepts mail on this machine and keeps it. Its switches make it
// misbehave as real servers do; they can be turned while mail is under way.
type MailServer struct {
	// Addr is the address to send to, host:port. It stays the same when the
	// server goes down and comes up again.
	Addr string

	t       testing.TB
	mutex   sync.Mutex
	server  *smtp.Server // nil while down
	letters []Letter
	refuse  map[string]int // addresses that are refused, with the code
	busy    int            // messages still to be put off
	slow    time.Duration
	cut     int // messages still to be accepted before the line is cut; -1 for never
	kept    bool
}

// SMTP starts a mail server that is stopped when the test ends.
func SMTP(t testing.TB) *MailServer {
	t.Helper()
	m := &MailServer{t: t, Addr: "127.0.0.1:0", cut: -1, refuse: map[string]int{}}
	m.Up()
	t.Cleanup(m.Down)
	return m
}

// Up starts the server, at the address that it had before.
func (m *MailServer) Up() {
	m.t.Helper()
	listener, err := net.Listen("tcp", m.Addr)
	if err != nil {
		m.t.Fatalf("the mail server does not start: %v", err)
	}
	server := smtp.NewServer(smtp.BackendFunc(m.session))
	server.Domain = "mail.example.org"
	server.MaxMessageBytes = 64 << 20
	server.EnableSMTPUTF8 = true
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.ErrorLog = silence{}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.Addr, m.server = listener.Addr().String(), server
	go func() { _ = server.Serve(listener) }() // ends with an error when it is closed
}

// Down stops the server: who connects is refused, who is connected is cut off.
func (m *MailServer) Down() {
	m.mutex.Lock()
	server := m.server
	m.server = nil
	m.mutex.Unlock()
	if server != nil {
		_ = server.Close()
	}
}

// Refuse answers the code (550, say) to every message for the address.
func (m *MailServer) Refuse(address string, code int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.refuse[address] = code
}

// PutOff answers 451, try again later, to the next n messages.
func (m *MailServer) PutOff(n int) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.busy = n
}

// Slow makes the server think for so long before it accepts a message.
func (m *MailServer) Slow(d time.Duration) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.slow = d
}

// CutAfter cuts the line in the middle of the message after the next n. With
// kept the server has taken that message when the line is cut, and only its
// answer is lost: the sender cannot know, and will repeat it.
func (m *MailServer) CutAfter(n int, kept bool) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.cut, m.kept = n, kept
}

// Letters are the messages accepted so far, in order.
func (m *MailServer) Letters() []Letter {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return slices.Clone(m.letters)
}

// Wait returns the letters when there are at least n, and fails the test when
// there are not within the limit.
func (m *MailServer) Wait(n int, limit time.Duration) []Letter {
	m.t.Helper()
	for deadline := time.Now().Add(limit); ; time.Sleep(5 * time.Millisecond) {
		letters := m.Letters()
		if len(letters) >= n {
			return letters
		}
		if time.Now().After(deadline) {
			m.t.Fatalf("after %s the mail server has %d letters, want %d", limit, len(letters), n)
		}
	}
}

// errCut ends a session whose line has been cut; nobody is left to read it.
var errCut = errors.New("the line is cut")

// accept decides what happens to a message that has come in whole.
func (m *MailServer) accept(letter Letter, hangUp func()) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.busy > 0 {
		m.busy--
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0},
			Message: "Try again later"}
	}
	cut := m.cut == 0
	if m.cut >= 0 {
		m.cut--
	}
	if !cut || m.kept {
		m.letters = append(m.letters, letter)
	}
	if cut {
		hangUp()
		return errCut
	}
	return nil
}

func (m *MailServer) session(c *smtp.Conn) (smtp.Session, error) {
	return &smtpSession{server: m, conn: c}, nil
}

// smtpSession is one connection to the server.
type smtpSession struct {
	server *MailServer
	conn   *smtp.Conn
	letter Letter
}

// Reset forgets the letter that was begun.
func (s *smtpSession) Reset() { s.letter = Letter{} }

// Logout ends the session; nothing is kept.
func (s *smtpSession) Logout() error { return nil }

// Mail takes the address that the letter comes from.
func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	s.letter = Letter{From: from}
	return nil
}

// Rcpt takes an address, or answers as it was told to.
func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mutex.Lock()
	code := s.server.refuse[to]
	s.server.mutex.Unlock()
	if code != 0 {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1},
			Message: "No such mailbox"}
	}
	s.letter.To = append(s.letter.To, to)
	return nil
}

// Data takes the letter itself, and loses the answer where that is asked for.
func (s *smtpSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.letter.Data = data
	s.server.mutex.Lock()
	slow := s.server.slow
	s.server.mutex.Unlock()
	time.Sleep(slow)
	return s.server.accept(s.letter, func() { _ = s.conn.Conn().Close() })
}

// silence swallows what go-smtp reports of connections that were cut.
type silence struct{}

// Printf says nothing: a test that cuts connections is not news.
func (silence) Printf(string, ...any) {}

// Println says nothing either.
func (silence) Println(...any) {}
