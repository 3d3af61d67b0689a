package web

import (
	"net/http"
	"strings"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A handler answers a request, or says why not.
type handler func(w http.ResponseWriter, r *http.Request) error

// Access says who may come to a route at all. What they may do there is
// decided by package account, object by object.
type Access string

// The kinds of access.
const (
	Anyone Access = "anyone" // public
	Holder Access = "holder" // whoever holds the link; never kept, never indexed
	Staff  Access = "staff"  // signed in
)

// A Route is one row of the table of routes.
type Route struct {
	Method  string // GET (serves HEAD too) or POST
	Pattern string // as http.ServeMux takes it, in Swedish: "/samrad/{id}"
	Access  Access
	Handler handler

	Keep      bool     // a public page that is made once per version of the data
	Asks      []string // what of the address a kept page is made from; nil for everything
	Machine   bool     // no page for people: one address for all languages
	Shared    bool     // scripts of other sites may read the answer
	Silent    bool     // no line of it in the log, and it is not counted
	Tokenless bool     // a POST that needs no form token: nothing of a person's changes
	Body      int64    // most bytes taken, for routes that take files
}

// english is the beginning of every English path.
const english = "/en"

// mostBody is how many bytes a form may have where its route says nothing else.
const mostBody = 256 << 10

// routes is the table of everything that can be asked for. Each part of the
// site adds its rows.
func (s *Server) routes() []Route {
	var all []Route
	for _, rows := range [][]Route{
		s.foundationRoutes(),
		s.legalRoutes(),
		s.galleryRoutes(),
		s.playRoutes(),
		s.tourRoutes(),
		s.apiRoutes(),
		s.feedRoutes(),
		s.recordRoutes(),
		s.publicRoutes(),
		s.findRoutes(),
		s.registerRoutes(),
		s.participantRoutes(),
		s.signInRoutes(),
		s.staffRoutes(),
		s.dataRoutes(),
		s.invitedRoutes(),
		s.planRoutes(),
		s.integrityRoutes(),
		s.makingRoutes(),
		s.planFollowRoutes(),
		s.reportSheetRoutes(),
		s.pictureRoutes(),
		s.bookRoutes(),
		s.giftRoutes(),
		s.orgRoutes(),
		s.yearlyRoutes(),
		s.opinionRoutes(),
		s.answerRoutes(),
		s.dataSiteRoutes(),
		s.ownCatalogRoutes(),
		s.draftRoutes(),
		s.purchaseRoutes(),
		s.exploreRoutes(),
		s.flagRoutes(),
		s.contactRoutes(),
	} {
		all = append(all, rows...)
	}
	return all
}

// share lets scripts of other sites read an answer that is meant for them.
func (row Route) share(header http.Header) {
	if row.Shared {
		header["Access-Control-Allow-Origin"] = anyOrigin
		header["Cross-Origin-Resource-Policy"] = crossOrigin
	}
}

var (
	anyOrigin   = []string{"*"}
	crossOrigin = []string{"cross-origin"}
)

// register puts the rows into the mux, pages once for each language.
func (s *Server) register(rows []Route) {
	for _, row := range rows {
		s.mux.Handle(row.Method+" "+row.Pattern, s.serve(row, lang.Swedish))
		if row.Machine {
			continue
		}
		s.mux.Handle(row.Method+" "+english+row.Pattern, s.serve(row, lang.English))
		if row.Pattern == "/{$}" { // the address that in gives, without the last slash
			s.mux.Handle(row.Method+" "+english, s.serve(row, lang.English))
		}
	}
	s.mux.Handle("/", s.serve(Route{Access: Anyone, Handler: s.nothingHere, Tokenless: true}, ""))
}

// foundationRoutes are the files of the site itself.
func (s *Server) foundationRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: "/static/{name}", Access: Anyone, Handler: s.static,
			Machine: true},
		{Method: "GET", Pattern: "/api/v1", Access: Anyone, Handler: s.apiHome, Machine: true, Shared: true},
		{Method: "GET", Pattern: "/favicon.ico", Access: Anyone, Handler: s.favicon, Machine: true},
	}
}

// nothingHere answers what no other row does: a known path with another
// method, or a path that is not known.
func (s *Server) nothingHere(w http.ResponseWriter, r *http.Request) error {
	var allowed []string
	for _, method := range []string{"GET", "POST"} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := s.mux.Handler(other); pattern != "" && pattern != "/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) > 0 && r.Method != "GET" && r.Method != "HEAD" {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		return &wrongMethod{fault.New(fault.NotFound, "web.wrong-method")}
	}
	return fault.New(fault.NotFound, "web.not-found")
}

// A wrongMethod is a NotFound that HTTP has a status of its own for.
type wrongMethod struct{ cause *fault.Error }

// Error implements error.
func (e *wrongMethod) Error() string { return e.cause.Error() }

// Unwrap lets errors.As find the fault within.
func (e *wrongMethod) Unwrap() error { return e.cause }
