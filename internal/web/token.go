package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"insyn/internal/fault"
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
		return s.seal("session", v.session)
	}
	name := s.formCookie()
	if c, err := r.Cookie(name); err == nil && len(c.Value) == len(rand.Text()) {
		return s.seal("visitor", c.Value)
	}
	value := rand.Text()
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true,
		Secure: s.base.Scheme == "https", SameSite: http.SameSiteLaxMode})
	r.AddCookie(&http.Cookie{Name: name, Value: value}) // for a second form on the page
	return s.seal("visitor", value)
}

// formCookie names the cookie of visitors without a session. The prefix makes
// browsers refuse it from other hosts; it wants TLS.
func (s *Server) formCookie() string {
	if s.base.Scheme == "https" {
		return "__Host-insyn-form"
	}
	return "insyn-form"
}

// seal makes the token of what it is bound to.
func (s *Server) seal(kind, value string) string {
	mac := hmac.New(sha256.New, s.options.Secret)
	mac.Write([]byte("form token\x00" + kind + "\x00" + value))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
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
	given := r.PostForm.Get(tokenField)
	want := ""
	if v.session != "" {
		want = s.seal("session", v.session)
	} else if c, err := r.Cookie(s.formCookie()); err == nil {
		want = s.seal("visitor", c.Value)
	}
	if want == "" || !hmac.Equal([]byte(given), []byte(want)) {
		return fault.New(fault.Forbidden, "web.token")
	}
	return nil
}

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
