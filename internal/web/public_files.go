package web

import (
	"mime"
	"net/http"
	"strconv"
)

// filePolicy is the policy of files that organisers have uploaded: should a
// browser show one after all, it can do nothing.
const filePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

// materialFile gives a file to read before a meeting, to be saved and never shown.
func (s *Server) materialFile(w http.ResponseWriter, r *http.Request) error {
	a, err := s.options.Desk.Material(r.Context(), r.PathValue("slug"), r.PathValue("id"))
	if err != nil {
		return err
	}
	return saved(w, r, a.Name, a.Type, a.Bytes)
}

// saved gives a file to be saved and never shown.
func saved(w http.ResponseWriter, r *http.Request, name, media string, data []byte) error {
	header := w.Header()
	header.Set("Content-Security-Policy", filePolicy)
	header.Set("Content-Type", "application/octet-stream")
	if kind, _, err := mime.ParseMediaType(media); err == nil && kind != "" {
		header.Set("Content-Type", kind)
	}
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": name}))
	if header.Get("Content-Disposition") == "" {
		header.Set("Content-Disposition", "attachment")
	}
	header.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(data)
	return err
}

// calendarFeed gives the public calendar: of one consultation, or of all.
func (s *Server) calendarFeed(w http.ResponseWriter, r *http.Request) error {
	file, err := s.options.Desk.Feed(r.Context(), from(r).Language(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, err = w.Write(file)
	return err
}
