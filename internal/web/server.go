package web

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/keys"
)

// Options say how the site is run. The zero value of each is a usable default
// except for Base and Keys.
type Options struct {
	Base    string         // public address without a path: "https://insyn.example.se"
	Keys    keys.Ring      // of form tokens, the same in all processes
	Trusted []netip.Prefix // proxies whose X-Forwarded-For is believed
	Log     *slog.Logger
	Now     func() time.Time
	Demo    bool      // shows the gallery
	Desk    *act.Desk // where things get done

	Operator      account.Body // who answers for the site
	Accessibility Assessment   // what its accessibility statement says
	Report        ReportDesk   // takes reports of content; nil where none are taken here

	// SignedIn gives who asks and the identity of the session, "" for none.
	SignedIn func(*http.Request) (account.Person, string)
	// Version gives the version of the data that public pages are made from,
	// never "".
	Version func(context.Context) (string, error)
	// Observed is told of every answer: method, pattern of the route, status
	// and how long it took. nil when nobody counts.
	Observed func(method, route string, status int, took time.Duration)
	// Play is what a demonstration has beside the site; nil elsewhere.
	Play *Play
}

// A Server serves the site.
type Server struct {
	options  Options
	base     *url.URL
	views    *views
	assets   *assets
	pages    *cache
	finder   *finder // nil where there is nothing to find
	data     *dataIndex
	previews *previews
	limits   *limiter
	quota    quota // mail to one address
	receipts quota // receipts of views to one address
	starts   quota // sign-ins begun for one address from one network
	reports  quota // of content, from one network
	intake   intake
	presses  pressing
	origins  *http.CrossOriginProtection
	mux      *http.ServeMux
	headers  []fixedHeader           // security headers, the same on every answer
	lines    map[string]slog.Handler // writes the log, by the pattern of the route
}

// New makes a Server. It fails on options that do not hold together.
func New(o Options) (*Server, error) { return assemble(o) }

// assemble makes a Server with more routes: those that a test needs.
func assemble(o Options, more ...Route) (*Server, error) {
	base, err := checkBase(o.Base)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Version == nil && o.Desk != nil {
		o.Version = func(context.Context) (string, error) {
			return strconv.FormatUint(o.Desk.DB.Stamp(), 36), nil
		}
	}
	if o.Version == nil {
		o.Version = func(context.Context) (string, error) { return "always", nil }
	}
	o.Operator.Name = cmp.Or(o.Operator.Name, "Insyn")
	s := &Server{options: o, base: base, origins: http.NewCrossOriginProtection(),
		headers: securityHeaders(base.Scheme == "https"), mux: http.NewServeMux()}
	switch {
	case s.options.SignedIn != nil:
	case o.Desk != nil:
		s.options.SignedIn = s.signedIn
	default:
		s.options.SignedIn = func(*http.Request) (account.Person, string) { return account.Anybody, "" }
	}
	if err := s.origins.AddTrustedOrigin(strings.TrimSuffix(o.Base, "/")); err != nil {
		return nil, err
	}
	s.assets, s.views = theAssets(), theViews()
	s.pages = newCache(o.Version, o.Now)
	if o.Desk != nil {
		s.finder = newFinder(o.Desk)
		s.data, s.previews = newDataIndex(o.Desk), newPreviews()
	}
	s.limits = newLimiter(o.Now)
	s.receipts.now, s.reports.now = time.Now, time.Now
	s.starts.now, s.starts.pace = o.Now, signInPace
	s.quota.now = time.Now // real time, not the clock of the demonstration, which stands still
	rows := append(s.routes(), more...)
	s.lines = linesOf(rows, o.Log)
	s.register(rows)
	return s, nil
}

// Handler gives the whole site: the middlewares from the outermost in.
func (s *Server) Handler() http.Handler {
	return s.serveKept(s.secure(s.observe(s.limit(s.mux))))
}

// absolute gives the public address of a path on this site.
func (s *Server) absolute(path string) string {
	return s.base.Scheme + "://" + s.base.Host + path
}
