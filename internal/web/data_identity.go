package web

import (
	"net/http"

	"insyn/internal/account"
)

// catalogueItself leads from the name that the catalogue has in its exports to
// the page about it, as linked data wants.
func (s *Server) catalogueItself(w http.ResponseWriter, r *http.Request) error {
	page := dataPath
	if body := r.PathValue("body"); body != "" {
		page = bodyDataPath(account.BodyID(body))
	}
	http.Redirect(w, r, from(r).Href(page), http.StatusSeeOther)
	return nil
}
