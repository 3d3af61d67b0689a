package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"insyn/internal/document"
	"insyn/internal/fault"
)

// An ErrorPage says what happened, where, and what to do.
type ErrorPage struct {
	Page
	Messages  []string
	Do        string
	Reference string // names our own failures in the log, "" otherwise
	SignIn    bool   // offers the way to sign in
	Back      string // where to go next
}

// mostTold is the limit that people are told: where files are taken it is that
// of a file, and what a form has around it is not counted.
func mostTold(limit int64) int64 {
	if limit == mostFile {
		return document.MaxFile
	}
	return limit
}

// fail answers r with err: the one place where failures become pages.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	v, ok := r.Context().Value(visitKey{}).(*visit)
	if !ok {
		v, r = s.begin(r, Route{Access: Anyone}, "")
	}
	v.kept = false
	status := fault.Status(err)
	var tooLarge *http.MaxBytesError
	var method *wrongMethod
	switch {
	case errors.As(err, &tooLarge):
		err = fault.New(fault.TooLarge, "web.too-large").With("Size",
			v.Size(mostTold(tooLarge.Limit))).From(err)
		status = fault.Status(err)
	case errors.As(err, &method):
		status = http.StatusMethodNotAllowed
	}
	if r.Context().Err() != nil {
		return // nobody is there to read it
	}
	page := ErrorPage{Page: s.page(r, v.FaultTitle(err)), Do: v.T(fault.Title(err) + "-do"),
		SignIn: fault.Is(err, fault.SignIn), Back: v.Href("/")}
	var stray *strayForm
	if errors.As(err, &stray) {
		page.Title, page.Do = v.T("web.stray"), v.T("web.stray-do")
	}
	page.Robots = "noindex"
	if page.SignIn {
		page.Back = v.Href("/logga-in")
		if readOnly(r) {
			page.Back += "?vidare=" + url.QueryEscape(r.URL.RequestURI())
		}
	}
	for _, f := range v.Faults(err) {
		page.Messages = append(page.Messages, f.Message)
	}
	if fault.Is(err, fault.Internal) {
		page.Reference = noteFailure(r, err)
	}
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "30")
	}
	w.Header()["Cache-Control"] = noStore
	if strings.HasPrefix(r.URL.Path, "/api/") { // also what no route is for
		w.Header()["Access-Control-Allow-Origin"] = anyOrigin
		w.Header()["Cross-Origin-Resource-Policy"] = crossOrigin
		_ = apiFault(w, r, err, status) // the words are ours and can be written
		return
	}
	if v.Route.Machine {
		http.Error(w, page.Title+"\n"+v.Fault(err), status)
		return
	}
	if err := s.render(w, r, status, "error", page); err != nil {
		noteFailure(r, err)
		http.Error(w, page.Title, status)
	}
}
