package web

import (
	"net/http"
	"strings"
)

// policy is the Content-Security-Policy of every answer. Scripts and styles
// come from our own files only, never from the page itself; nothing is fetched
// from anybody else; nobody puts us in a frame.
var policy = strings.Join([]string{
	"default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'",
	"connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}, "; ")

// securityHeaders lists the headers that every answer carries. The referrer
// is sent within the site: without it a browser says "Origin: null" over plain
// HTTP, and every form would be refused.
func securityHeaders(tls bool) []fixedHeader {
	all := []fixedHeader{
		{"Content-Security-Policy", []string{policy}},
		{"Referrer-Policy", []string{"same-origin"}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"X-Frame-Options", []string{"DENY"}},
		{"Permissions-Policy", []string{"camera=(), geolocation=(), microphone=(), browsing-topics=()"}},
	}
	if tls {
		all = append(all, fixedHeader{"Strict-Transport-Security", []string{"max-age=63072000"}})
	}
	return all
}

// secure puts the security headers on every answer.
func (s *Server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.addHeaders(w.Header())
		next.ServeHTTP(w, r)
	})
}

// addHeaders adds the security headers. Their values are shared by all answers.
func (s *Server) addHeaders(header http.Header) {
	for i := range s.headers {
		header[s.headers[i].name] = s.headers[i].values
	}
}

// A fixedHeader is the same on every answer.
type fixedHeader struct {
	name   string
	values []string
}
