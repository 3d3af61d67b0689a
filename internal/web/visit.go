package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A visit is what is known about one request: who asks for what, in which
// language, and when.
type visit struct {
	*lang.Printer                // writes in the reader's language
	Person        account.Person // account.Anybody when not signed in
	Now           time.Time      // one instant for the whole request
	Path          string         // without the language's prefix
	Route         Route

	session string    // identity of the session, "" for none
	until   time.Time // when the page stops being true by itself; zero for never
	kept    bool      // the page may be kept for others
}

type visitKey struct{}

// from gives the visit of a request that came through a route.
func from(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

// Until says that the page is no longer true at t: a registration opens, a
// meeting begins. The earliest of several counts.
func (v *visit) Until(t time.Time) {
	if !t.IsZero() && t.After(v.Now) && (v.until.IsZero() || t.Before(v.until)) {
		v.until = t
	}
}

// Href gives the address of a page, named by its Swedish path, in the
// language of the visit.
func (v *visit) Href(path string) string { return in(v.Language(), path) }

// in gives the address in l of the page with the Swedish path.
func in(l lang.Language, path string) string {
	switch {
	case l != lang.English:
		return path
	case path == "/":
		return english
	}
	return english + path
}

// split parts a path into its language and the Swedish path.
func split(path string) (lang.Language, string) {
	rest, found := strings.CutPrefix(path, english)
	switch {
	case found && (rest == "" || rest == "/"):
		return lang.English, "/"
	case found && rest[0] == '/':
		return lang.English, rest
	}
	return lang.Swedish, path
}

// begin makes the visit of a request. The language is that of the route; ""
// stands for that of the path.
func (s *Server) begin(r *http.Request, row Route, l lang.Language) (*visit, *http.Request) {
	spoken, path := split(r.URL.Path)
	if l != "" {
		spoken = l
	}
	person, session := s.options.SignedIn(r)
	v := &visit{Printer: lang.For(spoken), Person: person, Now: s.options.Now(),
		Path: path, Route: row, session: session}
	v.kept = row.Keep && !person.Known() && session == "" && readOnly(r)
	return v, r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}

func readOnly(r *http.Request) bool {
	return r.Method == http.MethodGet ||
		r.Method == http.MethodHead
}

// serve wraps the handler of a row: access, size, token; and its errors.
func (s *Server) serve(row Route, l lang.Language) http.HandlerFunc {
	if row.Body == 0 {
		row.Body = mostBody
	}
	return func(w http.ResponseWriter, r *http.Request) {
		noteRoute(r, row)
		r = row.plain(r)
		v, r := s.begin(r, row, l)
		r.Body = http.MaxBytesReader(w, r.Body, row.Body)
		if row.Body > mostFile && v.Person.Known() {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadWithin)) // not every writer can
		}
		row.share(w.Header())
		if v.kept {
			s.pages.fill(w, r, v, row.Handler, s.fail)
			return
		}
		w.Header()["Cache-Control"] = noStore
		if err := s.admit(w, r, v); err != nil {
			s.fail(w, r, err)
			return
		}
		if err := row.Handler(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}

var noStore = []string{"no-store"}

// admit decides whether the request reaches its handler.
func (s *Server) admit(w http.ResponseWriter, r *http.Request, v *visit) error {
	if v.Route.Access == Staff && !v.Person.Known() {
		return fault.New(fault.SignIn, "web.sign-in-first")
	}
	if readOnly(r) {
		return nil
	}
	if err := s.origins.Check(r); err != nil {
		return &strayForm{fault.New(fault.Forbidden, "web.other-site").From(err)}
	}
	if v.Route.Tokenless {
		return nil
	}
	return s.checkToken(r, v)
}
