package web

import (
	"context"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/purchase"
)

// tourDelivery looks for the ledger that the officer has brought: the latest
// of the body of the tour.
func (s *Server) tourDelivery(ctx context.Context, f *tourFacts) error {
	all, err := s.options.Desk.Deliveries(ctx, account.System, s.options.Play.Tour.Body)
	for _, d := range all {
		if d.Public() || f.delivery.ID == "" && d.State() != purchase.Dropped {
			f.delivery = d
		}
	}
	return err
}

// purchase is the step in which the visitor publishes a ledger as a colleague
// of the officer who brought it.
func (g guide) purchase(s *TourStep) {
	d := g.facts.delivery
	switch {
	case d.ID == "":
	case d.Public():
		s.Links = append(s.Links, Link{g.T("tour.purchase-see"), g.Href(deliveryPath(d.ID))})
	default:
		s.Acts = append(s.Acts, g.become(asPublisher, deliveryAt(d.ID), g.T("tour.purchase-button")),
			g.instead("purchase", g.T("tour.purchase-instead")))
	}
	s.Links = append(s.Links, Link{g.T("tour.purchase-explore"), g.Href(purchasePath)},
		Link{g.T("flag.all"), g.Href(purchasePath + "/signaler")})
}

// tourPublish publishes the ledger in the visitor's place.
func (s *Server) tourPublish(ctx context.Context, f tourFacts, publisher account.Person) error {
	if f.delivery.ID == "" {
		return fault.New(fault.NotFound, "tour.no-delivery")
	}
	if f.delivery.Public() {
		return nil
	}
	_, err := s.options.Desk.PublishDelivery(ctx, publisher, f.delivery.ID, "")
	return err
}
