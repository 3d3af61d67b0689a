package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/letter"
	"insyn/internal/post"
	"insyn/internal/web"
	"insyn/internal/worker"
)

// A site is the running program: a desk, the pages in front of it and the
// worker behind it.
type site struct {
	desk   *act.Desk
	sender worker.Sender
	log    *slog.Logger
	web    web.Options
	every  time.Duration // how often the worker looks for work
	lease  time.Duration // of a message being sent
}

// patience is how long whoever has done something waits for the place of it in
// the public record.
const patience = 2 * time.Second

// run serves on the listener until ctx is done, then ends what is in hand.
func (s site) run(ctx context.Context, l net.Listener) error {
	w := &worker.Worker{Desk: s.desk, Sender: s.sender, Log: s.log, Every: s.every, Lease: s.lease}
	s.web.Desk, s.web.Keys, s.web.Log = s.desk, s.desk.Keys, s.log
	s.web.Now = s.desk.Now
	s.desk.Patience = patience
	if s.desk.Site.Contact != "" {
		s.web.Report = func(ctx context.Context, r web.Report) (string, error) {
			return s.desk.ReportContent(ctx, act.Report{Address: r.Address, Reason: r.Reason,
				Name: r.Name, Email: r.Email})
		}
	}
	s.web.Version = func(context.Context) (string, error) {
		return strconv.FormatUint(s.desk.DB.Stamp(), 36), nil
	}
	pages, err := web.New(s.web)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: pages.Handler(), ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn), MaxHeaderBytes: 64 << 10}
	work, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 6)
	go func() { ended <- w.Run(work) }()
	go func() { ended <- (&worker.Sequencer{Desk: s.desk, Log: s.log}).Run(work) }()
	go func() { pages.Follow(work); ended <- nil }()
	errands := &worker.Errands{Desk: s.desk, Log: s.log, Every: s.every}
	go func() { ended <- errands.Run(work) }()
	deliveries := &worker.Deliveries{Desk: s.desk, Log: s.log}
	go func() { ended <- deliveries.Run(work) }()
	go func() {
		err := server.Serve(l)
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
		stop()
		ended <- err
	}()
	<-work.Done()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	return errors.Join(server.Shutdown(grace), <-ended, <-ended, <-ended, <-ended, <-ended,
		<-ended)
}

// listen opens the address to serve on.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.New(fault.Conflict, "serve.not-listening").With("Address",
			address).From(err)
	}
	return l, nil
}

// A courier lets the worker send through one of post's ways out.
type courier struct{ post.Sender }

// Deliver packs and hands over.
func (c courier) Deliver(ctx context.Context, m letter.Message) error {
	p, err := post.Pack(m)
	if err != nil {
		return err
	}
	return c.Sender.Deliver(ctx, p)
}

// Again gives post's schedule.
func (courier) Again(err error, tries int, id string, since time.Duration) (time.Duration, bool) {
	if !post.Temporary(err) || since > post.GiveUpAfter {
		return 0, false
	}
	return post.Backoff(tries, id), true
}
