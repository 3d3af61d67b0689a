package web

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/search"
	"insyn/internal/trial"
)

// manyViews is how many views the benchmark searches.
const manyViews = 50_000

// anOpinion makes what people say, the same each time.
func anOpinion(r *rand.Rand) string {
	words := strings.Fields("vi vill att staten ska publicera öppna data om upphandling och inköp så att " +
		"medborgare kan granska hur pengar används svaren behöver komma snabbare registret saknar leverantörer " +
		"handlingsplanen borde säga vem som ansvarar dialogen med civilsamhället är viktig åtgärder mot korruption")
	var b strings.Builder
	for range 60 {
		if r.IntN(5) == 0 {
			fmt.Fprintf(&b, "ämne%d ", r.IntN(20_000))
		}
		b.WriteString(words[r.IntN(len(words))] + " ")
	}
	return b.String()
}

// The page of results, from the request to the last byte of HTML, against the
// bare lookup of which views there are and how they rank.
func BenchmarkRatioSearchPage(b *testing.B) {
	h := newHouse(b)
	s, err := New(Options{Base: "http://insyn.example.se", Keys: h.Keys, Operator: exampleBody, Now: h.clock,
		Desk: h.Desk})
	h.must(err)
	h.must(s.finder.refresh(b.Context()))
	r := rand.New(rand.NewPCG(1, 2))
	put := make([]search.Document[act.Findable], manyViews)
	for i := range put {
		put[i] = findDocument(act.Findable{ID: fmt.Sprint(i), Kind: act.FindView, Body: exampleBody,
			Of: sv("Samråd om öppna data"), Path: fmt.Sprint("/samrad/exempel/synpunkter/", i), Number: int64(i),
			From: consult.Sender{Kind: consult.APerson}, At: exampleTime, Text: sv(anOpinion(r))})
	}
	s.finder.index.Apply(nil, put)
	queries := []string{"upphandlingarna", "öppna data", "ansvar för åtgärder", "snabbare svar", "korruption",
		"ämne77", "leverantör register", "medborgarnas granskning"}
	handler, sender := s.Handler(), 0
	trial.Measure(b, trial.Ratio{Name: "Search page over 50,000 views, from request to HTML", Goal: 1 / 1.5,
		Peer: "the bare lookup in the same index",
		Ours: func(n int) error {
			for i := range n {
				sender++
				request := httptest.NewRequest(http.MethodGet,
					"/sok?q="+url.QueryEscape(queries[i%len(queries)]), nil)
				request.RemoteAddr = fmt.Sprintf("10.%d.%d.1:1", sender/250%250, sender%250) // nobody asks too often
				answer := httptest.NewRecorder()
				if handler.ServeHTTP(answer, request); answer.Code != http.StatusOK {
					return fmt.Errorf("%s: %d", queries[i%len(queries)], answer.Code)
				}
			}
			return nil
		},
		Limit: func(n int) error {
			for i := range n {
				s.finder.index.Find(search.Request{Query: search.Parse(queries[i%len(queries)])})
			}
			return nil
		}})
}
