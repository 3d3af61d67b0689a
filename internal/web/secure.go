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
func securityHeaders(tls bool) [][2]string {
	all := [][2]string{
		{"Content-Security-Policy", policy},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"},
	}
	if tls {
		all = append(all, [2]string{"Strict-Transport-Security", "max-age=63072000"})
	}
	return all
}

// secure puts the security headers on every answer.
func (s *Server) secure(next http.Handler) http.Handler {
	values := make([][]string, len(s.headers))
	for i, h := range s.headers {
		values[i] = []string{h[1]}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		for i, h := range s.headers {
			header[h[0]] = values[i]
		}
		next.ServeHTTP(w, r)
	})
}

// dispatch gives the request to its route.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }
