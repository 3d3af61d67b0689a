package web

import (
	"net/http"
	"net/url"

	"insyn/internal/purchase"
)

// purchaseRoutes are what anybody may see of what public bodies buy.
func (s *Server) purchaseRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Handler: h, Keep: true,
			Asks: []string{}}
	}
	return []Route{
		get("/inkop/leverans/{delivery}", s.publicDelivery),
		get("/inkop/leverans/{delivery}/jamfor", s.deliveryDiff),
		get("/inkop/myndighet/{body}", s.publicLedger),
		{Method: "GET", Pattern: "/inkop/data/{body}/{name...}", Access: Anyone, Machine: true,
			Shared:  true,
			Handler: s.ledgerFile},
	}
}

// The addresses of what is bought.
const purchasePath = "/inkop"

func deliveryPath(id purchase.ID) string {
	return purchasePath + "/leverans/" + url.PathEscape(string(id))
}

func ledgerPath(body string) string { return purchasePath + "/myndighet/" + url.PathEscape(body) }

// ledgerFolder is where the files of a body are, ending with a slash.
func ledgerFolder(body string) string { return purchasePath + "/data/" + url.PathEscape(body) + "/" }

// periodWords names a period: "januari 2024", "2024".
func (v *visit) periodWords(p purchase.Period) string {
	if p.IsYear() {
		return string(p)
	}
	return v.Month(p.Start())
}

// publicDelivery shows a delivery to anybody.
func (s *Server) publicDelivery(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicDelivery(r.Context(), purchase.ID(r.PathValue("delivery")))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.publicDeliveryPage(p)
	title := page.Title
	page.Page = bought(s.page(r, title))
	page.Feed = v.Href(ledgerPath(p.Body) + "/atom.xml")
	return s.render(w, r, http.StatusOK, "ledger-delivery", page)
}

// deliveryDiff shows what a later delivery of a period changed.
func (s *Server) deliveryDiff(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicDelivery(r.Context(), purchase.ID(r.PathValue("delivery")))
	if err != nil {
		return err
	}
	before, ok := p.Corrected()
	if !ok {
		return notHere()
	}
	d, err := s.options.Desk.CompareDeliveries(r.Context(), before, p.Delivery)
	if err != nil {
		return err
	}
	v := from(r)
	page := v.ledgerDiffPage(p.Of, d)
	page.Page = bought(s.page(r, page.Title))
	return s.render(w, r, http.StatusOK, "ledger-diff", page)
}

// publicLedger shows what a body has published.
func (s *Server) publicLedger(w http.ResponseWriter, r *http.Request) error {
	b, err := s.options.Desk.PublicLedger(r.Context(), bodyID(r))
	if err != nil {
		return err
	}
	v := from(r)
	page := v.ledgerBodyPage(b)
	page.Page = bought(s.page(r, page.Title))
	page.Feed = v.Href(ledgerPath(string(b.Body.ID)) + "/atom.xml")
	return s.render(w, r, http.StatusOK, "ledger-body", page)
}
