package web

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/mail"
	"strings"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/letter"
)

// A Mailbox holds what the demonstration has sent.
type Mailbox interface {
	Letters() ([]letter.Message, error)
	Letter(id string) (letter.Message, error) // fs.ErrNotExist when there is none
	File(id string) ([]byte, error)           // as it would have been sent
}

// A Play is what a demonstration has beside the site: a clock that can be
// moved and a mailbox that can be read.
type Play struct {
	Set     func(time.Time)
	Keep    func(context.Context) error // remembers the clock, and so renews every page
	Mailbox Mailbox
	Moments []Moment
	Tour    *Tour // nil where there is none
	Verify  Verify
	Data    http.Handler // what the invented bodies publish; nil where they publish nothing
}

// Verify checks what an address of the site shows against the public record, by
// what the site answers, and tells what it found.
type Verify func(ctx context.Context, p *lang.Printer, address string, ask Ask) ([]Verified, error)

// Ask gives the site's answer: its status, its media type and its body.
type Ask func(ctx context.Context, address string) (status int, mediaType string, body []byte, err error)

// Verified is one thing that was checked.
type Verified struct {
	OK   bool
	Text string
}

// A Moment is where the clock of the demonstration can be moved.
type Moment struct {
	ID   string // "before", "during", "after"
	When time.Time
}

// MailboxPage lists what has been sent.
type MailboxPage struct {
	Page
	Letters []MailRow
	Empty   Empty
}

// A MailRow is one message in a list.
type MailRow struct {
	Subject Link
	To      string
	Date    time.Time
	Method  string // of its calendar part, or ""
	Entry   Chip   // what the calendar part does
}

// LetterPage shows one message.
type LetterPage struct {
	Page
	Subject   string
	From, To  string
	Date      time.Time
	Lines     []LetterLine
	Calendar  string
	Method    string
	File      Link
	Entry     Link
	Back      Link
	Formatted Link   // the letter as HTML
	Follow    Follow // how the calendar entry goes on from the one before
}

// A LetterLine is a line of a letter; Href is set where it is nothing but an address.
type LetterLine struct{ Text, Href string }

// playRoutes are the routes of the demonstration; none elsewhere.
func (s *Server) playRoutes() []Route {
	if s.options.Play == nil {
		return nil
	}
	return []Route{
		{Method: "POST", Pattern: "/demo/klocka", Access: Anyone, Handler: s.moveClock,
			Tokenless: true},
		{Method: "GET", Pattern: "/demo/brev", Access: Anyone, Handler: s.mailbox},
		{Method: "GET", Pattern: "/demo/brev/{id}", Access: Anyone, Handler: s.letter},
		{Method: "GET", Pattern: "/demo/brev/{id}/brev.eml", Access: Anyone,
			Handler: s.letterFile, Machine: true},
		{Method: "GET", Pattern: "/demo/brev/{id}/brev.html", Access: Anyone,
			Handler: s.letterFormatted, Machine: true},
		{Method: "GET", Pattern: "/demo/brev/{id}/samrad.ics", Access: Anyone,
			Handler: s.letterEntry, Machine: true},
		{Method: "GET", Pattern: "/exempeldata/{file}", Access: Anyone, Handler: s.playData,
			Machine: true, Shared: true},
	}
}

// playData gives a file of an invented body.
func (s *Server) playData(w http.ResponseWriter, r *http.Request) error {
	if s.options.Play.Data == nil {
		return fault.New(fault.NotFound, "web.not-found")
	}
	s.options.Play.Data.ServeHTTP(w, r)
	return nil
}

// demoBar makes the bar of the demonstration.
func (s *Server) demoBar(r *http.Request) *DemoBar {
	if s.options.Play == nil {
		return nil
	}
	v := from(r)
	bar := &DemoBar{Now: v.Now, Action: v.Href("/demo/klocka"), Return: v.Href(v.Path),
		Mailbox: Link{v.T("play.mailbox"), v.Href("/demo/brev")}}
	if s.options.Play.Tour != nil {
		bar.Tour = Link{v.T("tour.link"), v.Href("/rundtur")}
	}
	current := -1
	for i, m := range s.options.Play.Moments {
		if !v.Now.Before(m.When) {
			current = i
		}
		bar.Phases = append(bar.Phases, Phase{Text: v.T("play.moment-" + m.ID), Value: m.ID})
	}
	if current >= 0 {
		bar.Phases[current].Current = true
	}
	return bar
}

// moveClock moves the clock and goes back to where it was asked for.
func (s *Server) moveClock(w http.ResponseWriter, r *http.Request) error {
	for _, m := range s.options.Play.Moments {
		if m.ID != r.PostFormValue("phase") {
			continue
		}
		s.options.Play.Set(m.When)
		if err := s.options.Play.Keep(r.Context()); err != nil {
			return err
		}
		s.pages.changed()
		http.Redirect(w, r, ownPath(r.PostFormValue("next"), from(r).Href("/")),
			http.StatusSeeOther)
		return nil
	}
	return fault.New(fault.Invalid, "play.no-moment")
}

// mailbox lists what has been sent.
func (s *Server) mailbox(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	all, err := s.options.Play.Mailbox.Letters()
	if err != nil {
		return err
	}
	page := MailboxPage{Page: s.page(r, v.T("play.mailbox")),
		Empty: Empty{Title: v.T("play.empty"), Text: v.T("play.empty-text")}}
	page.Play = true
	for _, m := range all {
		row := MailRow{To: m.To.Address, Date: m.Date, Method: m.CalendarMethod,
			Subject: Link{m.Subject, v.Href("/demo/brev/" + mailID(m))},
			Entry:   Chip{Tone: Neutral, Icon: "calendar", Text: v.T("play.with-entry")}}
		if m.CalendarMethod == "CANCEL" {
			row.Entry = Chip{Tone: Late, Icon: "calendar", Text: v.T("play.cancelled-entry")}
		}
		page.Letters = append(page.Letters, row)
	}
	return s.render(w, r, http.StatusOK, "mailbox", page)
}

func mailID(m letter.Message) string {
	id, _, _ := strings.Cut(m.ID, "@")
	return id
}

// posted gives the message that a request is about.
func (s *Server) posted(r *http.Request) (letter.Message, error) {
	m, err := s.options.Play.Mailbox.Letter(r.PathValue("id"))
	if errors.Is(err, fs.ErrNotExist) {
		err = fault.New(fault.NotFound, "play.no-letter")
	}
	return m, err
}

// letter shows one message, with its calendar part.
func (s *Server) letter(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	m, err := s.posted(r)
	if err != nil {
		return err
	}
	all, err := s.options.Play.Mailbox.Letters()
	if err != nil {
		return err
	}
	here := "/demo/brev/" + mailID(m)
	page := LetterPage{Page: s.page(r, m.Subject), Subject: m.Subject, From: person(m.From),
		To:   person(m.To),
		Date: m.Date, Calendar: string(m.Calendar), Method: m.CalendarMethod,
		File: Link{v.T("play.file"), here + "/brev.eml"},
		Back: Link{v.T("play.back"), v.Href("/demo/brev")}, Follow: v.follow(m, all)}
	page.Play = true
	for line := range strings.SplitSeq(m.Text, "\n") {
		page.Lines = append(page.Lines, s.letterLine(line))
	}
	if m.HTML != "" {
		page.Formatted = Link{v.T("play.formatted"), here + "/brev.html"}
	}
	if len(m.Calendar) > 0 {
		page.Entry = Link{v.T("play.entry"), here + "/samrad.ics"}
	}
	return s.render(w, r, http.StatusOK, "letter", page)
}

// person writes an address as people see it, not as it travels.
func person(a mail.Address) string {
	if a.Name == "" {
		return a.Address
	}
	return a.Name + " <" + a.Address + ">"
}

// letterLine lets an address of this site be followed.
func (s *Server) letterLine(line string) LetterLine {
	word := strings.Trim(strings.TrimSpace(line), "<>")
	if rest, ok := strings.CutPrefix(word, s.absolute("")); ok && strings.HasPrefix(rest, "/") {
		return LetterLine{Text: word, Href: rest}
	}
	return LetterLine{Text: line}
}

// letterFile gives one message as it would have been sent.
func (s *Server) letterFile(w http.ResponseWriter, r *http.Request) error {
	file, err := s.options.Play.Mailbox.File(r.PathValue("id"))
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "play.no-letter")
	}
	if err != nil {
		return err
	}
	return attach(w, "message/rfc822", "brev.eml", file)
}

// letterFormatted shows the letter as a mail program would: with its own style,
// and shut off from the site.
func (s *Server) letterFormatted(w http.ResponseWriter, r *http.Request) error {
	m, err := s.posted(r)
	if err != nil {
		return err
	}
	if m.HTML == "" {
		return fault.New(fault.NotFound, "play.no-letter")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy",
		"default-src 'none'; style-src 'unsafe-inline'; sandbox")
	_, err = w.Write([]byte(m.HTML))
	return err
}

// letterEntry gives the calendar part of one message.
func (s *Server) letterEntry(w http.ResponseWriter, r *http.Request) error {
	m, err := s.posted(r)
	if err != nil {
		return err
	}
	if len(m.Calendar) == 0 {
		return fault.New(fault.NotFound, "play.no-letter")
	}
	return attach(w, "text/calendar; charset=utf-8; method="+m.CalendarMethod, "samrad.ics",
		m.Calendar)
}

// attach sends a file to be kept, never to be shown.
func attach(w http.ResponseWriter, contentType, name string, file []byte) error {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write(file)
	return err
}

// examplePaper gives the invitation that the form for pasting one begins with:
// none, or the invented one where the tour asks for it.
func (s *Server) examplePaper(r *http.Request) string {
	if play := s.options.Play; play != nil && play.Tour != nil && r.URL.Query().Has("exempel") {
		return play.Tour.Paper
	}
	return ""
}

// exampleEntry gives what the form of registration begins with: nothing, or an
// invented person where the tour asks for it.
func (s *Server) exampleEntry(r *http.Request) consult.Entry {
	if play := s.options.Play; play != nil && play.Tour != nil && r.URL.Query().Has("exempel") {
		return play.Tour.Visitor
	}
	return consult.Entry{}
}
