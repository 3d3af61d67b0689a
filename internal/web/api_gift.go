package web

import (
	"net/http"
	"time"

	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// apiGifts is the gift register of a body, for programs.
type apiGifts struct {
	Body       string         `json:"body"`
	Covers     integrity.Text `json:"covers"`
	Since      integrity.Date `json:"since"`
	Complete   bool           `json:"complete"` // never: trivial gifts need not be registered
	FromRank   integrity.Rank `json:"fromRank"`
	WithinDays int            `json:"withinDays"`
	Ended      integrity.Date `json:"ended,omitempty"`
	Gifts      []apiGift      `json:"gifts"`
}

// apiGift is a gift.
type apiGift struct {
	Number     int                `json:"number"`
	Received   integrity.Date     `json:"received"`
	Registered time.Time          `json:"registered"`
	Days       int                `json:"daysToRegister"`
	Late       bool               `json:"late"`
	Cancelled  string             `json:"cancelled,omitempty"` // why; nothing more is left of it
	Sort       integrity.GiftSort `json:"sort,omitempty"`
	Rank       integrity.Rank     `json:"rank,omitempty"` // none where the unit alone is told
	Unit       *integrity.Text    `json:"unit,omitempty"`
	Person     bool               `json:"privatePerson"`
	From       *integrity.Partner `json:"organisation,omitempty"`
	What       *integrity.Text    `json:"what,omitempty"`
	Occasion   *integrity.Text    `json:"occasion,omitempty"`
	Value      int64              `json:"valueSEK,omitempty"` // none where it is not stated
	Kept       *integrity.Text    `json:"kept,omitempty"`
	Contact    string             `json:"contact,omitempty"`
	Disposal   integrity.Disposal `json:"disposal,omitempty"`
	Disposed   integrity.Date     `json:"disposed,omitempty"`
	Version    int                `json:"version"`
	URL        string             `json:"url"`
}

// apiGifts gives the registers.
func (s *Server) apiGifts(r *http.Request) (any, error) {
	all, err := s.options.Desk.GiftBooks(r.Context())
	if err != nil {
		return nil, err
	}
	items := []apiGifts{}
	for _, b := range all.All {
		c := b.Now()
		one := apiGifts{Body: b.Matter.Body, Covers: c.Covers, Since: c.Since, FromRank: c.From,
			WithinDays: integrity.GiftDays, Ended: c.Ended, Gifts: []apiGift{}}
		for _, g := range b.Gifts {
			one.Gifts = append(one.Gifts, s.toGift(g))
		}
		items = append(items, one)
	}
	return map[string]any{"items": items}, nil
}

func (s *Server) toGift(r integrity.Registered) apiGift {
	g := r.Now()
	out := apiGift{Number: g.Number, Received: g.On, Registered: r.Registered().UTC(),
		Days: r.Took(lang.Stockholm), Late: g.Cancelled == "" && r.Late(lang.Stockholm),
		Cancelled: g.Cancelled, Sort: g.Sort, Rank: g.Rank, Unit: worded(g.Unit), Person: g.Person,
		What: worded(g.What), Occasion: worded(g.Occasion), Value: g.Value / 100, Kept: worded(g.Kept),
		Contact: g.Contact, Disposal: g.Disposal, Disposed: g.Disposed, Version: len(r.Versions),
		URL: s.absolute(giftPath(r.Matter.Key))}
	if out.Rank == integrity.Officer {
		out.Rank = ""
	}
	if g.From.Name != "" {
		out.From = &g.From
	}
	return out
}
