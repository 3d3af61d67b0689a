package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"insyn/internal/act"
	"insyn/internal/cli/demo"
	"insyn/internal/depot"
	"insyn/internal/fetch"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/store"
	"insyn/internal/web"
)

// demoCommand shows Insyn with an invented example.
type demoCommand struct {
	Listen string `default:"localhost:8080" help:"Address to serve on."`
	Dir    string `env:"-" help:"Folder to keep the example in, and to go on with next time. A fresh temporary one when left out." type:"path"`
}

// Help is what `insyn demo --help` adds.
func (demoCommand) Help() string {
	return "Everything in the example is invented. No mail leaves the computer: read it in the built-in mailbox."
}

// Run serves the demonstration until it is interrupted.
func (c demoCommand) Run(ctx context.Context, s *Streams) error {
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "insyn-demo-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	base := "http://" + l.Addr().String()
	if _, port, ok := cutPort(c.Listen); ok && port != "0" {
		base = "http://" + c.Listen
	}
	site, done, err := openDemo(ctx, dir, base, l)
	if err != nil {
		return err
	}
	defer done()
	site.log = slog.New(slog.NewTextHandler(s.Err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	fmt.Fprintf(s.Out, "Insyn: %s\n%s\n", base, lang.For(s.Language).T("demo.started", "Tour",
		base+tourPath(s.Language)))
	return site.run(ctx, l)
}

// tourPath gives the path of the tour in a language.
func tourPath(l lang.Language) string {
	if l == lang.English {
		return "/en/rundtur"
	}
	return "/rundtur"
}

// cutPort splits an address into host and port.
func cutPort(address string) (host, port string, ok bool) {
	i := len(address) - 1
	for i >= 0 && address[i] != ':' {
		i--
	}
	if i < 0 {
		return address, "", false
	}
	return address[:i], address[i+1:], true
}

// openDemo opens the example in a folder, and makes it where there is none.
func openDemo(ctx context.Context, dir, base string, l net.Listener) (site, func(), error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return site{}, nil, err
	}
	clock := demo.NewClock(demo.Opening)
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "insyn.db"),
		store.Options{Now: clock.Now})
	if err != nil {
		return site{}, nil, err
	}
	client := demo.Client()
	done := func() { client.Close(); _ = db.Close() }
	made, err := prepare(ctx, db, clock, dir, base, client, l)
	if err != nil {
		done()
		return site{}, nil, err
	}
	return made, done, nil
}

func prepare(ctx context.Context, db *store.DB, clock *demo.Clock, dir, base string,
	client *fetch.Client, l net.Listener) (site, error) {
	if err := clock.Recall(ctx, db); err != nil {
		return site{}, err
	}
	ring, err := keys.Load(filepath.Join(dir, "keys.json"))
	if err != nil {
		return site{}, err
	}
	files, err := depot.Open(filepath.Join(dir, "depot"))
	if err != nil {
		return site{}, err
	}
	desk := &act.Desk{DB: db, Keys: ring, Now: clock.Now, Fetch: client, Depot: files,
		Site: act.Site{URL: base, Name: "Insyn", From: demo.Body.Email, Contact: demo.Body.Email,
			Demo: true, Domain: "insyn.example.se"}}
	bodies, err := desk.Bodies(ctx)
	if err != nil {
		return site{}, err
	}
	data := demo.Data(base, clock.Now)
	if len(bodies) == 0 {
		back := lend(l, data)
		err := demo.Seed(ctx, desk, clock)
		back()
		if err != nil {
			return site{}, err
		}
	}
	mailbox, err := demo.OpenMailbox(filepath.Join(dir, "mailbox"))
	if err != nil {
		return site{}, err
	}
	play := &web.Play{Set: clock.Set,
		Keep:    func(ctx context.Context) error { return clock.Keep(ctx, db) },
		Mailbox: mailbox, Moments: demo.Moments(), Tour: demo.Tour(), Verify: demo.Verifier(),
		Data: data}
	return site{desk: desk, sender: mailbox, every: 200 * time.Millisecond,
		web: web.Options{Base: base, Demo: true, Operator: demo.Body, Play: play}}, nil
}

// lend lets a handler answer at the listener until it is given back: the
// invented past harvests what the site will serve once it runs.
func lend(l net.Listener, h http.Handler) (back func()) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(lent{l}) // it says that it was closed
	}()
	return func() {
		_ = server.Close()
		<-ended
		if t, ok := l.(*net.TCPListener); ok {
			_ = t.SetDeadline(time.Time{})
		}
	}
}

// lent is a listener that closing leaves open: it only stops waiting.
type lent struct{ net.Listener }

// Close implements net.Listener.
func (l lent) Close() error {
	if t, ok := l.Listener.(*net.TCPListener); ok {
		return t.SetDeadline(time.Now())
	}
	return l.Listener.Close()
}
