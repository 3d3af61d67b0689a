package web

import (
	"crypto/rand"
	"net/http"
	"strings"

	"insyn/internal/fault"
	"insyn/internal/keys"
)

// tokenField is the name of the form field that carries the token.
const tokenField = "token"

// Token gives the token for a form on this answer. It is bound to the session;
// a visitor without one gets a cookie now, when a form is opened, and not
// before. A page with a token is never kept.
func (s *Server) token(w http.ResponseWriter, r *http.Request) string {
	v := from(r)
	v.kept = false
	w.Header()["Cache-Control"] = noStore
	if v.session != "" {
		return s.options.Keys.Token(keys.FormToken, "session "+v.session, 0)
	}
	name := s.formCookie()
	if c, err := r.Cookie(name); err == nil && len(c.Value) == len(rand.Text()) {
		return s.options.Keys.Token(keys.FormToken, "visitor "+c.Value, 0)
	}
	value := rand.Text()
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true,
		Secure: s.base.Scheme == "https", SameSite: http.SameSiteLaxMode})
	r.AddCookie(&http.Cookie{Name: name, Value: value}) // for a second form on the page
	return s.options.Keys.Token(keys.FormToken, "visitor "+value, 0)
}

// formCookie names the cookie of visitors without a session. The prefix makes
// browsers refuse it from other hosts; it wants TLS.
func (s *Server) formCookie() string {
	if s.base.Scheme == "https" {
		return "__Host-insyn-form"
	}
	return "insyn-form"
}

// mostInMemory is how much of an uploaded file is held in memory.
const mostInMemory = 1 << 20

// checkToken refuses a form without the token of its session or visitor. It is
// the second lock beside the check of origins, which lets through browsers
// that say nothing about where a request comes from.
func (s *Server) checkToken(r *http.Request, v *visit) error {
	if err := parseForm(r); err != nil {
		return err
	}
	bound := ""
	if v.session != "" {
		bound = "session " + v.session
	} else if c, err := r.Cookie(s.formCookie()); err == nil {
		bound = "visitor " + c.Value
	}
	if bound == "" || !s.options.Keys.Proves(r.PostForm.Get(tokenField), keys.FormToken, bound, 0) {
		return &strayForm{fault.New(fault.Forbidden, "web.token")}
	}
	return nil
}

// A strayForm is a Forbidden that no permission would mend: the form did not
// come from a page that was opened here.
type strayForm struct{ cause *fault.Error }

// Error implements error.
func (e *strayForm) Error() string { return e.cause.Error() }

// Unwrap lets errors.As find the fault within.
func (e *strayForm) Unwrap() error { return e.cause }

// parseForm reads the body of a form of either encoding.
func parseForm(r *http.Request) error {
	parse := r.ParseForm
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		parse = func() error { return r.ParseMultipartForm(mostInMemory) }
	}
	err := parse()
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil, asError(err, &tooLarge):
		return err
	}
	return fault.New(fault.Invalid, "web.form-unreadable").From(err)
}
