package web

import (
	"net/http"
	"slices"

	"insyn/internal/fault"
)

// GalleryPage shows every piece, and leads to every page from its example.
type GalleryPage struct {
	Page
	Samples Samples
	Pages   []Link
}

// galleryRoutes show the pieces and the examples; in the demonstration only.
func (s *Server) galleryRoutes() []Route {
	if !s.options.Demo {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/galleri", Access: Anyone, Handler: s.gallery},
		{Method: "GET", Pattern: "/galleri/{name}", Access: Anyone, Handler: s.galleryExample},
	}
}

// gallery shows the pieces.
func (s *Server) gallery(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, "gallery",
		s.exampleOf(r, example{"gallery", exampleGallery}))
}

// galleryExample shows a page from its example.
func (s *Server) galleryExample(w http.ResponseWriter, r *http.Request) error {
	all := examples()
	i := slices.IndexFunc(all, func(e example) bool { return e.name == r.PathValue("name") })
	if i < 0 {
		return fault.New(fault.NotFound, "web.not-found")
	}
	return s.render(w, r, http.StatusOK, all[i].template(), s.exampleOf(r, all[i]))
}

func (s *Server) exampleOf(r *http.Request, e example) any {
	page := s.page(r, e.name)
	page.Robots = "noindex"
	return e.data(page, from(r).Printer)
}
