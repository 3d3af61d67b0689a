package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
)

// SignInPage asks for the address of a member of staff.
type SignInPage struct {
	Page
	Form  Form
	Email Field
	Next  string
}

// SignInCodePage asks for the code that was mailed.
type SignInCodePage struct {
	Page
	Form Form
	Code Field
}

// SignInLinkPage stands at the mailed link. It does nothing by itself: mail
// scanners open every link before people do.
type SignInLinkPage struct {
	Page
	Token string
	Proof string
	Same  bool // this is the browser that began
}

// signInRoutes let members of staff in and out.
func (s *Server) signInRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	return []Route{
		{Method: "GET", Pattern: "/logga-in", Access: Anyone, Handler: s.signIn},
		{Method: "POST", Pattern: "/logga-in", Access: Anyone, Handler: s.signInStart},
		{Method: "GET", Pattern: "/logga-in/kod", Access: Anyone, Handler: s.signInCode},
		{Method: "POST", Pattern: "/logga-in/kod", Access: Anyone, Handler: s.signInFinish},
		{Method: "GET", Pattern: "/logga-in/{proof}", Access: Holder, Handler: s.signInLink},
		{Method: "POST", Pattern: "/logga-in/{proof}", Access: Holder, Handler: s.signInByLink},
		{Method: "POST", Pattern: "/logga-ut", Access: Staff, Handler: s.signOut},
	}
}

// work is where staff come when they have signed in.
const work = "/arbete"

// signIn asks who one is.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if v.Person.Known() {
		http.Redirect(w, r, ownPath(r.URL.Query().Get("vidare"), v.Href(work)), http.StatusSeeOther)
		return nil
	}
	return s.showSignIn(w, r, r.URL.Query().Get("vidare"), nil)
}

func (s *Server) showSignIn(w http.ResponseWriter, r *http.Request, next string, err error) error {
	v := from(r)
	page := SignInPage{Page: s.page(r, v.T("sign-in.title")), Next: ownPath(next, "")}
	page.Robots = "noindex"
	if r.URL.Query().Has("ut") {
		page.Notices = []Notice{{Tone: Done, Title: v.T("sign-in.out")}}
	}
	page.Form = s.form(w, r, err)
	page.Email = page.Form.Field("email", "email", v.T("sign-in.email"), "").
		Hinted(v.T("sign-in.email-hint")).Fills("email").Sized("middle")
	return s.render(w, r, fault.Status(err), "sign-in", page)
}

// signInStart mails a code, and answers the same for an address that nobody has.
func (s *Server) signInStart(w http.ResponseWriter, r *http.Request) error {
	next := r.PostForm.Get("next")
	email := r.PostForm.Get("email")
	asker := act.Asker{Often: s.startsOften(r, email)}
	if c, err := r.Cookie(s.deviceCookie()); err == nil {
		asker.Device = c.Value
	}
	in, err := s.options.Desk.StartSignIn(r.Context(), email, asker)
	if fault.Is(err, fault.Invalid) {
		return s.showSignIn(w, r, next, err)
	}
	if err != nil {
		return err
	}
	value := in.ID + "~" + in.Browser + "~" + url.QueryEscape(ownPath(next, ""))
	http.SetCookie(w, s.cookie(s.startCookie(), value, in.Expires.Sub(s.options.Now())))
	http.Redirect(w, r, from(r).Href("/logga-in/kod"), http.StatusSeeOther)
	return nil
}

// startsOften tells whether an address has been asked for as often as it may be
// from where r comes. It is counted as it is carried, however it is written, and
// what is no address is not remembered.
func (s *Server) startsOften(r *http.Request, email string) bool {
	address, bad := account.Address(email)
	from := premises(clientAddress(r, s.options.Trusted)).String()
	return bad == nil && !s.starts.allow(from+" "+address)
}

// cookie makes a cookie that scripts cannot read and other sites cannot send
// along with their forms. A zero age lasts until the browser is closed.
func (s *Server) cookie(name, value string, age time.Duration) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true,
		MaxAge: int(age / time.Second), Secure: s.base.Scheme == "https",
		SameSite: http.SameSiteLaxMode}
}

// startCookie names the cookie of a browser that has begun to sign in.
func (s *Server) startCookie() string {
	if s.base.Scheme == "https" {
		return "__Host-insyn-start"
	}
	return "insyn-start"
}

// deviceCookie names the cookie of a browser that somebody has signed in with.
func (s *Server) deviceCookie() string {
	if s.base.Scheme == "https" {
		return "__Host-insyn-device"
	}
	return "insyn-device"
}

// deviceFor is how long a browser is known after somebody has signed in with it.
const deviceFor = 180 * 24 * time.Hour

// started gives the sign-in that this browser has begun, and where to go then.
func (s *Server) started(r *http.Request) (in act.SignIn, next string) {
	c, err := r.Cookie(s.startCookie())
	if err != nil {
		return in, ""
	}
	parts := strings.SplitN(c.Value, "~", 3)
	if len(parts) != 3 {
		return in, ""
	}
	next, _ = url.QueryUnescape(parts[2]) // what cannot be read leads nowhere
	return act.SignIn{ID: parts[0], Browser: parts[1]}, ownPath(next, "")
}

// signInCode asks for the code.
func (s *Server) signInCode(w http.ResponseWriter, r *http.Request) error {
	return s.showCode(w, r, nil)
}

func (s *Server) showCode(w http.ResponseWriter, r *http.Request, err error) error {
	v := from(r)
	if in, _ := s.started(r); in.ID == "" {
		http.Redirect(w, r, v.Href("/logga-in"), http.StatusSeeOther)
		return nil
	}
	page := SignInCodePage{Page: s.page(r, v.T("sign-in.code-title")), Form: s.form(w, r, err)}
	page.Robots = "noindex"
	page.Code = page.Form.Field("code", "code", v.T("sign-in.code"), "").
		Hinted(v.T("sign-in.code-hint")).Fills("one-time-code").Sized("short")
	page.Code.Value = ""
	return s.render(w, r, fault.Status(err), "sign-in-code", page)
}

// signInFinish takes the code.
func (s *Server) signInFinish(w http.ResponseWriter, r *http.Request) error {
	in, next := s.started(r)
	code := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1 // people type the spaces that they see
		}
		return c
	}, r.PostForm.Get("code"))
	err := s.finish(w, r, in, code, "", next)
	if fault.Is(err, fault.Gone) {
		return s.showCode(w, r, err)
	}
	return err
}

// signInLink shows the button that the mailed link leads to.
func (s *Server) signInLink(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	id, _, _ := strings.Cut(r.PathValue("proof"), "~")
	in, _ := s.started(r)
	page := SignInLinkPage{Page: s.page(r, v.T("sign-in.link-title")),
		Proof: r.PathValue("proof"), Same: in.ID != "" && in.ID == id, Token: s.token(w, r)}
	return s.render(w, r, http.StatusOK, "sign-in-link", page)
}

// signInByLink signs in who holds the mailed link, in the browser that began.
func (s *Server) signInByLink(w http.ResponseWriter, r *http.Request) error {
	id, token, _ := strings.Cut(r.PathValue("proof"), "~")
	in, next := s.started(r)
	if in.ID != id || token == "" { // somebody else's try must not use up the tries of the code
		return fault.New(fault.Gone, "sign-in.other-browser")
	}
	return s.finish(w, r, in, "", token, next)
}

// finish begins the session. One that the browser had before ends.
func (s *Server) finish(w http.ResponseWriter, r *http.Request, in act.SignIn, code, token,
	next string) error {
	v := from(r)
	secret, err := s.options.Desk.FinishSignIn(r.Context(), in, code, token,
		browserName(r.UserAgent()))
	if err != nil {
		return err
	}
	if v.Person.Known() && v.session != "" {
		if err := s.options.Desk.EndSession(r.Context(), v.Person, v.session); err != nil {
			return err
		}
	}
	p, _, err := s.options.Desk.WhoIs(r.Context(), secret)
	if err != nil {
		return err
	}
	http.SetCookie(w, s.cookie(s.deviceCookie(), s.options.Desk.Device(p), deviceFor))
	http.SetCookie(w, s.cookie(s.sessionCookie(), secret, 0))
	http.SetCookie(w, s.cookie(s.startCookie(), "", -time.Second))
	http.SetCookie(w, s.cookie(s.formCookie(), "", -time.Second))
	http.Redirect(w, r, ownPath(next, v.Href(work)), http.StatusSeeOther)
	return nil
}

// signOut ends this session.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if err := s.options.Desk.EndSession(r.Context(), v.Person, v.session); err != nil {
		return err
	}
	http.SetCookie(w, s.cookie(s.sessionCookie(), "", -time.Second))
	http.Redirect(w, r, v.Href("/logga-in")+"?ut", http.StatusSeeOther)
	return nil
}

// signedIn gives who asks, by the cookie of the session.
func (s *Server) signedIn(r *http.Request) (account.Person, string) {
	c, err := r.Cookie(s.sessionCookie())
	if err != nil {
		return account.Anybody, ""
	}
	p, session, err := s.options.Desk.WhoIs(r.Context(), c.Value)
	if err != nil {
		noteFailure(r, err)
		return account.Anybody, ""
	}
	return p, session.ID
}

// browserName says in a few words which browser a session runs in, so that
// its owner knows it again. What a browser says of itself is not believed for
// anything else.
func browserName(agent string) string {
	name := first(agent, "Firefox", "Edg", "OPR", "Chrome", "Safari")
	switch name {
	case "Edg":
		name = "Edge"
	case "OPR":
		name = "Opera"
	}
	system := first(agent, "Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
	return strings.TrimSpace(name + " · " + system)
}

// first gives the first of words that s holds, or "?".
func first(s string, words ...string) string {
	for _, w := range words {
		if strings.Contains(s, w) {
			return w
		}
	}
	return "?"
}
