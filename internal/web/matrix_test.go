package web

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/consult"
	"insyn/internal/plan"
)

// least is the matrix of role × object × verb: for each route of the staff the
// lowest role at the body of the object that may. "" is anybody who is signed
// in, wherever they work. A route without a row fails.
var least = map[string]account.Role{
	"GET /arbete/plan/{plan}/atagande/{commitment}/matt":                  account.Editor,
	"POST /arbete/plan/{plan}/atagande/{commitment}/matt":                 account.Publisher,
	"GET /arbete/plan/{plan}/atagande/{commitment}/matt/{measure}":        account.Editor,
	"POST /arbete/plan/{plan}/atagande/{commitment}/matt/{measure}":       account.Publisher,
	"POST /arbete/plan/{plan}/atagande/{commitment}/matt/{measure}/varde": account.Publisher,
	"POST /arbete/plan/{plan}/atagande/{commitment}/matt/{measure}/slut":  account.Publisher,

	"GET /arbete/plan":                                          "",
	"POST /arbete/plan":                                         "",
	"GET /arbete/plan/{plan}":                                   account.Editor,
	"POST /arbete/plan/{plan}/tidplan":                          account.Publisher,
	"POST /arbete/plan/{plan}/utkast":                           account.Publisher,
	"GET /arbete/plan/{plan}/text/{commitment}":                 account.Editor,
	"POST /arbete/plan/{plan}/text/{commitment}":                account.Publisher,
	"GET /arbete/plan/{plan}/beslut":                            account.Publisher,
	"POST /arbete/plan/{plan}/beslut":                           account.Publisher,
	"GET /arbete/plan/{plan}/atagande/{commitment}":             account.Editor,
	"POST /arbete/plan/{plan}/atagande/{commitment}/rapport":    account.Editor,
	"POST /arbete/plan/{plan}/atagande/{commitment}/underlag":   account.Publisher,
	"POST /arbete/plan/{plan}/atagande/{commitment}/delmal":     account.Publisher,
	"GET /arbete/integritet/{body}":                             account.Reader,
	"POST /arbete/integritet/{body}/las-in":                     account.Publisher,
	"GET /arbete/rekommendation/{advice}":                       account.Editor,
	"POST /arbete/rekommendation/{advice}/svar":                 account.Publisher,
	"POST /arbete/rekommendation/{advice}/underlag":             account.Editor,
	"POST /arbete/rekommendation/{advice}/bedomning":            account.Editor,
	"POST /arbete/rekommendation/{advice}/uppfoljning":          account.Editor,
	"POST /arbete/rekommendation/{advice}/jav":                  account.Editor,
	"GET /arbete/plan/{plan}/rapportorer":                       account.Editor,
	"POST /arbete/plan/{plan}/rapportorer":                      account.Publisher,
	"GET /arbete/plan/{plan}/forum":                             account.Editor,
	"POST /arbete/plan/{plan}/atagande/{commitment}/klart":      account.Publisher,
	"GET /arbete/plan/{plan}/gjort":                             account.Editor,
	"POST /arbete/plan/{plan}/gjort":                            account.Publisher,
	"POST /arbete/plan/{plan}/forum":                            account.Publisher,
	"POST /arbete/plan/{plan}/granskning":                       account.Publisher,
	"POST /arbete/plan/{plan}/lage":                             account.Publisher,
	"POST /arbete/plan/{plan}/atagande/{commitment}/bedomning":  account.Publisher,
	"POST /arbete/plan/{plan}/atagande/{commitment}/fil":        account.Publisher,
	"GET /arbete/organisationer/{body}":                         account.Reader,
	"POST /arbete/organisationer/{body}/las-in":                 account.Publisher,
	"POST /arbete/organisationer/{body}/beslut":                 account.Publisher,
	"POST /arbete/organisationer/{body}/uppslag":                account.Publisher,
	"GET /arbete/kontaktregister/{body}":                        account.Reader,
	"POST /arbete/kontaktregister/{body}/las-in":                account.Publisher,
	"POST /arbete/kontaktregister/{body}/omfattning":            account.Publisher,
	"POST /arbete/kontaktregister/{body}/en":                    account.Publisher,
	"POST /arbete/kontaktregister/{body}/inga":                  account.Publisher,
	"POST /arbete/kontaktregister/{body}/aterta":                account.Publisher,
	"GET /arbete/gavor/{body}":                                  account.Reader,
	"POST /arbete/gavor/{body}/las-in":                          account.Publisher,
	"POST /arbete/gavor/{body}/omfattning":                      account.Publisher,
	"POST /arbete/gavor/{body}/en":                              account.Publisher,
	"POST /arbete/gavor/{body}/avyttra":                         account.Publisher,
	"POST /arbete/gavor/{body}/makulera":                        account.Publisher,
	"GET /arbete/sjalvvardering/{body}":                         account.Reader,
	"POST /arbete/sjalvvardering/{body}":                        account.Publisher,
	"GET /arbete/sjalvvardering/{body}/{round}":                 account.Reader,
	"POST /arbete/sjalvvardering/{body}/{round}":                account.Editor,
	"POST /arbete/jav/{view}":                                   account.Editor,
	"GET /arbete/statistik/{body}":                              account.Reader,
	"GET /arbete/statistik/{body}/tal":                          account.Reader,
	"POST /arbete/statistik/{body}":                             account.Publisher,
	"POST /arbete/statistik/{body}/fil":                         account.Publisher,
	"GET /arbete":                                               "",
	"GET /arbete/konto":                                         "",
	"POST /arbete/konto/avsluta":                                "",
	"POST /logga-ut":                                            "",
	"GET /arbete/nytt":                                          account.Editor,
	"POST /arbete/nytt":                                         account.Editor,
	"GET /arbete/samrad/{id}":                                   account.Reader,
	"GET /arbete/samrad/{id}/redigera/{section}":                account.Reader,
	"POST /arbete/samrad/{id}/redigera/{section}":               account.Editor,
	"GET /arbete/samrad/{id}/publicera":                         account.Reader,
	"POST /arbete/samrad/{id}/publicera":                        account.Publisher,
	"POST /arbete/samrad/{id}/be-om-godkannande":                account.Editor,
	"POST /arbete/samrad/{id}/motelank":                         account.Editor,
	"GET /arbete/samrad/{id}/anmalda":                           account.Editor,
	"GET /arbete/samrad/{id}/anmalda/ny":                        account.Editor,
	"POST /arbete/samrad/{id}/anmalda/ny":                       account.Editor,
	"GET /arbete/samrad/{id}/anmalda/mejl":                      account.Editor,
	"POST /arbete/samrad/{id}/anmalda/mejl":                     account.Editor,
	"GET /arbete/samrad/{id}/anmalda/granska":                   account.Editor,
	"POST /arbete/samrad/{id}/anmalda/granska":                  account.Editor,
	"GET /arbete/samrad/{id}/anmalda/{registration}":            account.Editor,
	"POST /arbete/samrad/{id}/anmalda/{registration}":           account.Editor,
	"POST /arbete/samrad/{id}/export":                           account.Publisher,
	"GET /arbete/samrad/{id}/narvaro":                           account.Editor,
	"POST /arbete/samrad/{id}/narvaro":                          account.Editor,
	"POST /arbete/samrad/{id}/narvaro/ny":                       account.Editor,
	"GET /arbete/samrad/{id}/inbjudna":                          account.Editor,
	"POST /arbete/samrad/{id}/inbjudna":                         account.Editor,
	"POST /arbete/samrad/{id}/inbjudna/fil":                     account.Editor,
	"POST /arbete/samrad/{id}/inbjudna/skicka":                  account.Editor,
	"GET /arbete/samrad/{id}/ej-skickat":                        account.Editor,
	"POST /arbete/samrad/{id}/ej-skickat":                       account.Editor,
	"GET /arbete/samrad/{id}/logg":                              account.Publisher,
	"GET /arbete/nytt/las-in":                                   account.Editor,
	"POST /arbete/nytt/las-in":                                  account.Editor,
	"POST /arbete/nytt/ta-emot":                                 account.Editor,
	"POST /arbete/samrad/{id}/fil":                              account.Editor,
	"GET /arbete/samrad/{id}/fil/{hash}":                        account.Reader,
	"GET /arbete/samrad/{id}/brev":                              account.Reader,
	"GET /arbete/samrad/{id}/brev/{format}":                     account.Reader,
	"GET /arbete/samrad/{id}/forhandsgranska":                   account.Reader,
	"GET /arbete/samrad/{id}/sammanfattning":                    account.Reader,
	"POST /arbete/samrad/{id}/sammanfattning":                   account.Editor,
	"POST /arbete/samrad/{id}/sammanfattning/skicka-ut":         account.Publisher,
	"GET /arbete/samrad/{id}/sammanfattning/publicera":          account.Reader,
	"POST /arbete/samrad/{id}/sammanfattning/publicera":         account.Publisher,
	"POST /arbete/samrad/{id}/sammanfattning/be-om-godkannande": account.Editor,
	"GET /arbete/samrad/{id}/sammanfattning/forhandsgranska":    account.Reader,
	"GET /arbete/samrad/{id}/versioner":                         account.Reader,
	"GET /arbete/samrad/{id}/slang/{draft}":                     account.Editor,
	"POST /arbete/samrad/{id}/slang/{draft}":                    account.Editor,
	"GET /arbete/samrad/{id}/stall-in":                          account.Publisher,
	"POST /arbete/samrad/{id}/stall-in":                         account.Publisher,
	"POST /arbete/samrad/{id}/kopiera":                          account.Editor,
	"GET /arbete/samrad/{id}/personuppgifter":                   account.Reader,
	"GET /arbete/samrad/{id}/synpunkter":                        account.Editor,
	"GET /arbete/samrad/{id}/synpunkter/ny":                     account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/ny":                    account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/mejl":                  account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/registrering":          account.Editor,
	"GET /arbete/samrad/{id}/synpunkter/{view}/fil/{hash}":      account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/{view}/diarienummer":   account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/{view}/avsandare":      account.Editor,
	"GET /arbete/samrad/{id}/synpunkter/{view}":                 account.Editor,
	"POST /arbete/samrad/{id}/synpunkter/{view}":                account.Editor,
	"GET /arbete/kallor/{body}":                                 account.Reader,
	"POST /arbete/kallor/{body}":                                account.Publisher,
	"GET /arbete/kalla/{source}":                                account.Reader,
	"POST /arbete/kalla/{source}":                               account.Publisher,
	"GET /arbete/katalog/{body}":                                account.Reader,
	"POST /arbete/katalog/{body}":                               account.Editor,
	"POST /arbete/katalog/{body}/publicera":                     account.Publisher,
	"GET /arbete/katalog/{body}/datamangd/{dataset}":            account.Reader,
	"POST /arbete/katalog/{body}/datamangd/{dataset}":           account.Editor,
	"GET /arbete/lankar/{body}":                                 account.Reader,
	"GET /arbete/lankar/{body}/{link}":                          account.Reader,
	"GET /arbete/signaler/{body}":                               account.Editor,
	"GET /arbete/signal/{flag}":                                 account.Editor,
	"POST /arbete/signal/{flag}":                                account.Editor,
	"GET /arbete/inkop/{body}":                                  account.Reader,
	"POST /arbete/inkop/{body}":                                 account.Editor,
	"GET /arbete/leverans/{delivery}":                           account.Reader,
	"POST /arbete/leverans/{delivery}":                          account.Publisher,
	"GET /arbete/leverans/{delivery}/fil":                       account.Reader,
	"GET /arbete/leverans/{delivery}/jamfor":                    account.Reader,
	"GET /arbete/samrad/{id}/svar":                              account.Editor,
	"POST /arbete/samrad/{id}/svar":                             account.Publisher,
	"GET /arbete/kontakt/{body}":                                account.Editor,
	"POST /arbete/kontakt/{body}":                               account.Publisher,
	"GET /arbete/kontakt/{body}/onskemal":                       account.Editor,
	"POST /arbete/kontakt/{body}/onskemal":                      account.Editor,
	"POST /arbete/kontakt/{body}/registrering":                  account.Editor,
	"GET /arbete/kontakt/{body}/{case}":                         account.Editor,
	"POST /arbete/kontakt/{body}/{case}":                        account.Editor,
	"GET /arbete/kontakt/{body}/{case}/fil/{hash}":              account.Editor,
	"POST /arbete/kontakt/{body}/{case}/diarienummer":           account.Editor,
	"GET /arbete/kontakt/{body}/{case}/granska":                 account.Editor,
	"POST /arbete/kontakt/{body}/{case}/granska":                account.Editor,
	"GET /arbete/svar/{body}":                                   account.Editor,
	"POST /arbete/svar/{body}":                                  account.Editor,
	"GET /arbete/svar/{body}/mallar":                            account.Editor,
	"POST /arbete/svar/{body}/mallar":                           account.Editor,
	"GET /arbete/svar/{body}/synpunkt/{view}":                   account.Editor,
	"POST /arbete/svar/{body}/synpunkt/{view}":                  account.Editor,
	"GET /arbete/svar/{body}/{answer}":                          account.Editor,
	"POST /arbete/svar/{body}/{answer}":                         account.Editor,
	"GET /arbete/medarbetare/{body}":                            account.Reader,
	"POST /arbete/medarbetare/{body}":                           account.Administrator,
	"GET /arbete/myndighet/{body}":                              account.Administrator,
	"POST /arbete/myndighet/{body}":                             account.Administrator,
}

// actors are who tries every route.
var actors = []struct {
	name string
	role account.Role // at the body of the object; "" for the administrator of another
}{
	{"reader", account.Reader}, {"editor", account.Editor}, {"publisher", account.Publisher},
	{"administrator", account.Administrator}, {"stranger", ""},
}

var wildcard = regexp.MustCompile(`\{([a-z]+)(\.\.\.)?\}`)

// TestN13EveryRouteOfStaff tries every route as everybody: who may not is told
// so, who works elsewhere is told that there is no such thing, and who is not
// signed in is asked to.
func TestN13EveryRouteOfStaff(t *testing.T) {
	h := newHouse(t, func(o *Options) { o.Trusted = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} })
	h.must(h.SaveBody(t.Context(), account.System, account.Body{ID: "annan", Name: "Exempelmyndigheten",
		Email: "annan@example.se"}))
	var rows []Route
	for _, row := range (&Server{options: Options{Desk: h.Desk}}).routes() {
		if row.Access == Staff {
			rows = append(rows, row)
		}
	}
	if len(rows) < 20 {
		t.Fatalf("only %d routes are for staff", len(rows))
	}
	nobody := h.caller()
	nobody.client.Transport = &elsewhere{}
	for _, row := range rows {
		name := row.Method + " " + row.Pattern
		if _, listed := least[name]; !listed {
			t.Errorf("%s has no row in the matrix", name)
		}
		if status := nobody.try(h, row, nil); status != http.StatusUnauthorized && status != http.StatusSeeOther &&
			status != http.StatusForbidden {
			t.Errorf("%s: somebody who is not signed in gets %d", name, status)
		}
	}
	for _, actor := range actors {
		who, object := h.signedInAs(actor.name, actor.role), h.object()
		for _, row := range rows {
			name := row.Method + " " + row.Pattern
			if strings.HasSuffix(row.Pattern, "/logga-ut") || strings.HasSuffix(row.Pattern, "/avsluta") {
				continue // ends the session that the others need
			}
			status := who.try(h, row, object)
			may := least[name] == "" || actor.role != "" &&
				slices.Index(account.Roles(), actor.role) >= slices.Index(account.Roles(), least[name])
			if actor.role == "" && !strings.Contains(row.Pattern, "{") {
				may = true // at the body where they work
			}
			refused := status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusUnauthorized
			switch {
			case may && refused, !may && !refused:
				t.Errorf("%s as %s: %d", name, actor.name, status)
			case !may && actor.role == "" && status != http.StatusNotFound:
				t.Errorf("%s: who works elsewhere gets %d, and so learns that it is there", name, status)
			case status >= 500:
				t.Errorf("%s as %s: %d", name, actor.name, status)
			}
		}
	}
}

// elsewhere sends each request from another network, so that nobody is slowed
// down for asking often.
type elsewhere struct{ asked int }

// RoundTrip implements http.RoundTripper.
func (e *elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	e.asked++
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("198.51.%d.%d", e.asked/250%250, e.asked%250+1))
	return http.DefaultTransport.RoundTrip(r)
}

// object makes a consultation with somebody registered, and gives what stands
// for each wildcard.
func (h *house) object() map[string]string {
	h.t.Helper()
	c := h.open(complete())
	h.seat(c, "Ada", "ada@example.org")
	list, err := h.Participants(h.t.Context(), h.boss, c.ID)
	h.must(err)
	draft, err := h.OpenDraft(h.t.Context(), h.boss, c.ID, consult.Invitation)
	h.must(err)
	_, err = h.AddFile(h.t.Context(), h.boss, c.ID, "underlag.txt", "", []byte("Underlag."))
	h.must(err)
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte("Underlag.")))
	_, err = h.ImportPlans(h.t.Context(), account.System, exampleBody.ID, plan.Sweden(), "Inläst.")
	h.must(err)
	source, err := h.AddSource(h.t.Context(), h.boss, catalog.Source{Body: string(exampleBody.ID),
		Address: "https://example.se/" + string(c.ID), Sector: catalog.PublicSector})
	h.must(err)
	view := h.saidWithFile(c)
	answer, err := h.BeginAnswer(h.t.Context(), h.boss, c.ID.Forum(), []int64{view.Number}, "")
	h.must(err)
	return map[string]string{"advice": h.advised(), "round": h.round(), "flag": h.flagged().ID, "delivery": string(h.brought("2024-01").ID),
		"source": string(source.ID), "plan": "sverige-5", "commitment": "SE0021", "measure": "charter-documents", "draft": "invitation-2", "hash": hash, "saved": shown(draft), "id": string(c.ID), "registration": string(list[0].ID), "body": string(exampleBody.ID),
		"paper": string(consult.Invitation), "number": "1", "n": "1", "section": "mote", "format": "txt", "part": "moten",
		"view": string(view.ID), "answer": string(answer.ID), "case": string(h.asked(string(c.ID)).ID),
		"dataset": newDataset, "link": string(h.linked(source.ID).ID)}
}

// signedInAs signs somebody in who has a role at the body of the examples, or
// is the administrator of another.
func (h *house) signedInAs(name string, role account.Role) *caller {
	h.t.Helper()
	body, email := exampleBody.ID, name+"@example.se"
	if role == "" {
		body, role = "annan", account.Administrator
	}
	_, err := h.SetRole(h.t.Context(), account.System, body, name, email, role)
	h.must(err)
	c := h.caller()
	c.client.Transport = &elsewhere{}
	asked := c.send("/logga-in", "/logga-in", "email", email)
	to := asked.header.Get("Location")
	if to == "" {
		h.t.Fatalf("asking to sign in as %s: %d", name, asked.status)
	}
	if answer := c.send(to, to, "code", h.codeIn(email)); answer.status != http.StatusSeeOther {
		h.t.Fatalf("signing in as %s: %d", name, answer.status)
	}
	return c
}

// try asks for a route with what stands for its wildcards, and gives the status.
func (c *caller) try(h *house, row Route, object map[string]string) int {
	h.t.Helper()
	if object == nil {
		object = map[string]string{"advice": "x", "round": "x", "plan": "x", "commitment": "x", "measure": "x", "id": "x", "registration": "x", "body": "x", "paper": "invitation", "number": "1",
			"n": "1", "section": "mote", "format": "txt", "part": "moten", "draft": "invitation-2", "hash": "x", "view": "x", "source": "x", "answer": "x", "delivery": "x", "flag": "x"}
		object["case"], object["dataset"], object["link"] = "x", newDataset, "x"
	}
	path := wildcard.ReplaceAllStringFunc(row.Pattern, func(w string) string {
		value, known := object[strings.Trim(w, "{}.")]
		if !known {
			h.t.Errorf("%s: nothing is known to stand for %s", row.Pattern, w)
		}
		return value
	})
	path = strings.TrimSuffix(path, "{$}")
	if row.Method == http.MethodGet {
		return c.get(path).status
	}
	token := tokenInPage.FindStringSubmatch(c.get("/arbete/konto").body)
	if token == nil {
		return c.post(path).status
	}
	return c.post(path, "token", token[1], "format", "csv", "saved", object["saved"],
		"registration", object["registration"]).status
}
