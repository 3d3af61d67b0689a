package web

import (
	"net/http"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/lang"
	"insyn/internal/purchase"
)

// apiPurchases is a view of what is bought.
type apiPurchases struct {
	Rows      int               `json:"rows"`
	Ore       int64             `json:"ore"`
	Bodies    []apiBuyer        `json:"bodies"`
	Suppliers []apiSum          `json:"suppliers"`
	Named     int               `json:"suppliersNamed"`
	Others    apiTally          `json:"others"`
	Accounts  []apiSum          `json:"accounts"`
	Months    []apiMonth        `json:"months"`
	Lines     []apiPurchaseLine `json:"lines"`
}

// Parts of a view.
type (
	apiBuyer struct {
		ID    string           `json:"id"`
		Name  apiText          `json:"name"`
		Rows  int              `json:"rows"`
		Ore   int64            `json:"ore"`
		Years map[string]int64 `json:"years"`
	}
	apiSum struct {
		Key  string `json:"key"`
		Name string `json:"name"`
		Rows int    `json:"rows"`
		Ore  int64  `json:"ore"`
	}
	apiTally struct {
		Rows int   `json:"rows"`
		Ore  int64 `json:"ore"`
	}
	apiMonth struct {
		Month string `json:"month"`
		Rows  int    `json:"rows"`
		Ore   int64  `json:"ore"`
	}
	apiPurchaseLine struct {
		URL         string `json:"url"`
		Body        string `json:"body"`
		Delivery    string `json:"delivery"`
		Row         int    `json:"row"`
		Date        string `json:"date"`
		Supplier    string `json:"supplier"`
		Number      string `json:"supplierNumber"`
		Account     string `json:"account"`
		AccountText string `json:"accountText"`
		Ore         int64  `json:"ore"`
	}
)

// toPurchases makes the answer of what was explored, and of nothing else: what
// is not named there cannot be named here.
func (s *Server) toPurchases(e act.Explored) apiPurchases {
	a := apiPurchases{Rows: e.Rows, Ore: e.Ore, Named: e.Named, Bodies: []apiBuyer{},
		Suppliers: toSums(e.Suppliers),
		Others:    apiTally{e.Others.Rows, e.Others.Ore}, Accounts: toSums(e.Accounts), Months: []apiMonth{},
		Lines: []apiPurchaseLine{}}
	for _, b := range e.Bodies {
		a.Bodies = append(a.Bodies, apiBuyer{string(b.Body.ID), bodyText(b.Body), b.Rows, b.Ore, b.Years})
	}
	for _, m := range e.Months {
		a.Months = append(a.Months, apiMonth{m.Month, m.Rows, m.Ore})
	}
	for _, l := range e.Lines {
		a.Lines = append(a.Lines, apiPurchaseLine{URL: s.absolute(in(lang.Swedish, rowPath(l))),
			Body:     string(l.Body.ID),
			Delivery: string(l.Delivery.ID), Row: l.Row + 1, Date: l.Date, Supplier: l.Supplier,
			Number:  l.Number,
			Account: l.Account, AccountText: l.AccountText, Ore: l.Ore})
	}
	return a
}

func bodyText(b account.Body) apiText { return apiText{b.Name, b.NameEnglish} }

func toSums(all []purchase.Sum) []apiSum {
	list := make([]apiSum, 0, len(all))
	for _, x := range all {
		list = append(list, apiSum(x))
	}
	return list
}

// apiPurchases answers with a view. Faults: Invalid where it cannot be read.
func (s *Server) apiPurchases(r *http.Request) (any, error) {
	if err := purchase.CheckView(r.URL.Query()); err != nil {
		return nil, err
	}
	e, err := s.options.Desk.Explore(r.Context(), purchase.ParseView(r.URL.Query()))
	return s.toPurchases(e), err
}

// apiSupplier answers with a supplier.
func (s *Server) apiSupplier(r *http.Request) (any, error) {
	p, err := s.options.Desk.Supplier(r.Context(), r.PathValue("number"))
	return s.toPurchases(p.Explored), err
}

// apiLedgers is what each body has published.
type apiLedgers struct {
	Bodies []apiLedger `json:"bodies"`
}

// Parts of it.
type (
	apiLedger struct {
		ID         string        `json:"id"`
		Name       apiText       `json:"name"`
		Deliveries []apiDelivery `json:"deliveries"`
	}
	apiDelivery struct {
		ID        string    `json:"id"`
		Period    string    `json:"period"`
		Number    int       `json:"number"`
		Published time.Time `json:"published"`
		Replaced  bool      `json:"replaced,omitempty"`
		Reason    string    `json:"reason,omitempty"`
		Rows      int       `json:"rows"`
		Ore       int64     `json:"ore"`
		SHA256    string    `json:"sha256"`
		URL       string    `json:"url"`
	}
)

// apiLedgers answers with every body and its deliveries.
func (s *Server) apiLedgers(r *http.Request) (any, error) {
	list, err := s.options.Desk.PublicLedgers(r.Context())
	if err != nil {
		return nil, err
	}
	answer := apiLedgers{Bodies: []apiLedger{}}
	for _, b := range list {
		one := apiLedger{ID: string(b.Body.ID), Name: bodyText(b.Body), Deliveries: []apiDelivery{}}
		for _, d := range b.Deliveries {
			one.Deliveries = append(one.Deliveries,
				apiDelivery{string(d.ID), string(d.Period), d.Number,
					d.Published.UTC(),
					!d.InForce(), d.Reason, d.Rows, d.Ore, d.Parquet.Hash, s.absolute(deliveryPath(d.ID))})
		}
		answer.Bodies = append(answer.Bodies, one)
	}
	return answer, nil
}
