package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// An entry is what the log says about one request: the pattern of its route,
// never the path (it may hold a secret link), no query, a shortened address.
type entry struct {
	route     string
	silent    bool // nobody is to know that it was asked for
	reference string
	err       error
}

type entryKey struct{}

// noteRoute tells the log which route answers.
func noteRoute(r *http.Request, row Route) {
	if e, ok := r.Context().Value(entryKey{}).(*entry); ok {
		e.route, e.silent = row.Pattern, row.Silent
	}
}

// noteFailure keeps a failure of ours for the log and gives the reference
// under which it is found there.
func noteFailure(r *http.Request, err error) string {
	e, ok := r.Context().Value(entryKey{}).(*entry)
	if !ok {
		return ""
	}
	if e.reference == "" {
		e.reference = rand.Text()[:8]
	}
	e.err = errors.Join(e.err, err)
	return e.reference
}

// observe logs every request and answers for handlers that panic.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &entry{}
		began := time.Now()
		out := &counted{ResponseWriter: w}
		r = r.WithContext(context.WithValue(r.Context(), entryKey{}, e))
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.panicked(out, r, p)
			}
			s.logRequest(r, e, out.status, out.bytes, time.Since(began))
		}()
		next.ServeHTTP(out, r)
	})
}

// panicked answers a request whose handler panicked.
func (s *Server) panicked(w *counted, r *http.Request, p any) {
	err := fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	if w.status != 0 { // it is too late for a page; the failure must be in the log all the same
		noteFailure(r, err)
		return
	}
	s.fail(w, r, err)
}

// logRequest writes the line of a request; one with a failure of ours also
// says what failed.
func (s *Server) logRequest(r *http.Request, e *entry, status int, bytes int64,
	took time.Duration) {
	if e.silent && e.err == nil {
		return
	}
	if s.options.Observed != nil {
		s.options.Observed(method(r), e.route, status, took)
	}
	level := slog.LevelInfo
	if e.err != nil {
		level = slog.LevelError
	}
	lines := s.lines[e.route]
	if !lines.Enabled(r.Context(), level) {
		return
	}
	line := slog.NewRecord(time.Now(), level, "request", 0) // which line of ours wrote it is no news
	line.AddAttrs(slog.Int("status", status), slog.String("method", method(r)),
		slog.Int64("bytes", bytes), slog.Duration("took", took.Round(time.Microsecond)))
	if !e.silent {
		line.AddAttrs(slog.String("client", logged(clientAddress(r, s.options.Trusted))))
	}
	if e.err != nil {
		line.AddAttrs(slog.String("reference", e.reference), slog.Any("error", e.err))
	}
	_ = lines.Handle(r.Context(), line) // as slog.Logger does: there is nobody to tell
}

// linesOf gives what writes the lines about each route, which it names already.
func linesOf(rows []Route, log *slog.Logger) map[string]slog.Handler {
	lines := map[string]slog.Handler{}
	for _, row := range append(rows, Route{}) { // the last is of what no route answers
		lines[row.Pattern] = log.Handler().WithAttrs([]slog.Attr{slog.String("route", row.Pattern)})
	}
	return lines
}

// method gives the method of r, or "other" for words that a client made up.
func method(r *http.Request) string {
	switch r.Method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return r.Method
	}
	return "other"
}

// counted notes what is answered.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader implements http.ResponseWriter.
func (c *counted) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (c *counted) Write(p []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(p)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// asError is errors.As for use inside a switch.
func asError[T error](err error, target *T) bool { return errors.As(err, target) }
