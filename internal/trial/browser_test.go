package trial

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// wrapped puts the body in a page that has what every page must have.
func wrapped(body string) string {
	return `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Prov</title>
<meta name="viewport" content="width=device-width">
<style>
	body { background: #fff; color: #111; font: 18px/1.6 sans-serif; margin: 1rem }
	@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } a { color: #9cf } }
	:focus-visible { outline: 3px solid #06c }
</style><body><main>` + body + `</main></body></html>`
}

// site serves the pages by path, and at /tack what was posted there.
func site(t testing.TB, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			if err := r.ParseMultipartForm(1 << 20); err != nil && err != http.ErrNotMultipart {
				t.Error(err)
			}
			http.Redirect(w, r, "/tack?"+r.Form.Encode(), http.StatusSeeOther)
		case r.URL.Path == "/tack":
			sent := html.EscapeString(r.URL.RawQuery)
			fmt.Fprint(w, wrapped("<h1>Tack</h1><p>"+sent+"</p><a href='/'>Hem</a>"))
		case pages[r.URL.Path] != "":
			w.Header().Set("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
			fmt.Fprint(w, pages[r.URL.Path])
		default:
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, wrapped("<h1>Finns inte</h1>"))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

const form = `<h1>Anmälan</h1><form method="post" action="/">
<p><label>Namn <input name="name" value="gammalt"></label></p>
<p><label for="day">Dag</label> <input id="day" name="day" type="date"></p>
<p><label>Ort <select name="town"><option value="">Välj</option>
	<option value="u">Uppsala</option></select></label></p>
<fieldset><legend>Deltar du på plats?</legend>
	<label><input type="radio" name="site" value="yes"> Ja</label>
	<label><input type="radio" name="site" value="no"> Nej</label></fieldset>
<fieldset><legend>Behöver du tolk?</legend>
	<label><input type="radio" name="help" value="yes"> Ja</label>
	<label><input type="radio" name="help" value="no"> Nej</label></fieldset>
<p><label><input type="checkbox" name="listed" value="on" checked> Visa mitt namn</label></p>
<p><label>Meddelande (frivilligt) <textarea name="note"></textarea></label></p>
<details><summary>Mer att veta</summary><p>Allt är gratis.</p></details>
<button>Anmäl dig</button></form><p><a href="/two">Läs mer</a></p>`

// fillForm is a journey; the same steps work with the mouse and without it.
func fillForm(v *Visitor, address string) {
	v.Open(address).Has("Anmälan").Lacks("Allt är gratis.")
	v.Fill("Namn", "Åsa Öberg").Fill("Dag", "2023-12-12").Choose("Ort", "Uppsala")
	v.In("Deltar du på plats?").Check("Nej")
	v.In("Behöver du tolk?").Check("Ja")
	v.Uncheck("Visa mitt namn").Fill("Meddelande", "Hej!")
	v.Press("Mer att veta").Has("Allt är gratis.")
	v.Press("Anmäl dig").Has("Tack", "name=%C3%85sa+%C3%96berg", "day=2023-12-12", "town=u",
		"site=no", "help=yes", "note=Hej").Lacks("listed")
}

func TestJourney(t *testing.T) {
	address := site(t, map[string]string{"/": wrapped(form)})
	t.Run("mouse", func(t *testing.T) {
		v := Browser(t)
		fillForm(v, address)
		if v.Path() != "/tack" || v.Status() != 200 || v.Title() != "Prov" {
			t.Errorf("ends at %s %q with %d", v.URL(), v.Title(), v.Status())
		}
		v.Follow("Hem").Has("Anmälan").Back().Has("Tack")
	})
	t.Run("keyboard", func(t *testing.T) { fillForm(Browser(t).KeyboardOnly(), address) })
	t.Run("without scripts", func(t *testing.T) {
		v := Browser(t)
		v.Scripts(false)
		fillForm(v, address)
	})
	t.Run("an error page", func(t *testing.T) {
		if v := Browser(t).Open(address + "/none").Has("Finns inte"); v.Status() != 404 {
			t.Errorf("the status is %d, want 404", v.Status())
		}
	})
}

func TestVisitorsShareNoCookies(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("who"); err == nil {
			fmt.Fprint(w, wrapped("<h1>Välkommen åter</h1>"+c.Value))
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "who", Value: "ada", HttpOnly: true})
		fmt.Fprint(w, wrapped("<h1>Välkommen</h1>"+r.Header.Get("Accept-Language")))
	}))
	t.Cleanup(server.Close) // after the visitors, whose browser may ask for an icon
	first, second := Browser(t), Browser(t)
	second.Language("en")
	first.Open(server.URL).Has("sv").Open(server.URL).Has("Välkommen åter", "ada")
	second.Open(server.URL).Has("en").Lacks("åter")
	if _, body := first.Get("/again"); !strings.Contains(string(body), "ada") {
		t.Errorf("Get does not send the cookies; the answer is %s", body)
	}
}

// TestVisitorComplains shows each check something that it must not accept.
func TestVisitorComplains(t *testing.T) {
	pages := map[string]string{"/": wrapped(form)}
	add := func(path, body string) string { pages[path] = wrapped(body); return path }
	for _, c := range []struct {
		name, path string
		check      func(v *Visitor)
		words      []string
	}{
		{"no such button", "/", func(v *Visitor) { v.Press("Skicka") },
			[]string{`"Skicka"`, `"Anmäl dig"`}},
		{"no such field", "/", func(v *Visitor) { v.Fill("Adress", "x") },
			[]string{`"Adress"`, `"Namn"`}},
		{"two of a name", "/", func(v *Visitor) { v.Check("Ja") }, []string{"2 fields", "In"}},
		{"no such entry", "/", func(v *Visitor) { v.Choose("Ort", "Lund") }, []string{"Uppsala"}},
		{"no such text", "/", func(v *Visitor) { v.Has("Inställt") }, []string{"Inställt", "Anmälan"}},
		{"a text too many", "/", func(v *Visitor) { v.Lacks("Anmälan") }, []string{"Anmälan"}},
		{"an impossible date", "/", func(v *Visitor) { v.Fill("Dag", "2023-13-45") }, []string{"Dag"}},
		{"a covered button", add("/covered", `<h1>x</h1><button>Ta mig</button>
			<div style="position:fixed;inset:0;background:#fff">hinder</div>`),
			func(v *Visitor) { v.Press("Ta mig") }, []string{"covered", "hinder"}},
		{"axe", add("/axe", `<h1>x</h1><img src="data:," width=9><input name="nameless">
			<p style="color:#777;background:#888">blekt</p>`),
			func(v *Visitor) { v.Axe() }, []string{"image-alt", "label", "color-contrast", "nameless"}},
		{"axe in the dark", add("/dark", `<h1>x</h1><p style="color:#222">mörkt</p>`),
			func(v *Visitor) { v.Axe() }, []string{"in dark mode", "color-contrast"}},
		{"axe at night", add("/night", `<h1>x</h1><p style="color:#222">mörkt</p>`),
			func(v *Visitor) { v.Everywhere("night") },
			[]string{"color-contrast", "mörkt"}},
		{"axe where a menu folds", add("/folds", `<h1>x</h1><style>.fold { display: none }
			@media (width < 600px) { .fold { display: block } }</style>
			<button class="fold"></button>`),
			func(v *Visitor) { v.Everywhere("folds") }, []string{"button-name", "fold"}},
		{"too wide", add("/wide", `<h1>x</h1>
			<table class="broad"><tr><td style="min-width:500px">x</table>`),
			func(v *Visitor) { v.NoOverflow() }, []string{"360", "320", "broad"}},
		{"a trap", add("/trap", `<h1>x</h1><a href="/">före</a><button>fälla</button>
			<a href="/">bortom</a><script>
			document.querySelector("button").onkeydown = (e) => e.preventDefault()</script>`),
			func(v *Visitor) { v.Keyboard() }, []string{"fälla", "holds the focus", "bortom"}},
		{"a link out of reach", add("/reach", `<h1>x</h1><a href="/" tabindex="0">ett</a>
			<div onfocusin="event.target.blur()"><button>tjuv</button></div><a href="/">två</a>`),
			func(v *Visitor) { v.Keyboard() }, []string{"två"}},
		{"an unseen focus", add("/unseen", `<h1>x</h1><a href="/" style="outline:none">osedd</a>`),
			func(v *Visitor) { v.Keyboard() }, []string{"osedd", "cannot be seen"}},
		{"a covered focus", add("/under", `<h1>x</h1><a href="/">under</a>
			<div style="position:fixed;inset:0;background:#fff"></div>`),
			func(v *Visitor) { v.Keyboard() }, []string{"under", "out of sight"}},
		{"a foreign host", add("/foreign", `<h1>x</h1><img alt="" src="http://tracker.example/x.gif">`),
			func(v *Visitor) { v.NoForeignRequests() }, []string{"tracker.example", "csp"}},
		{"a console error", add("/console", `<h1>x</h1><script>console.error("oj", 42)</script>`),
			func(*Visitor) {}, []string{"oj", "42"}},
		{"an exception", add("/throw", `<h1>x</h1><script>throw new Error("pang")</script>`),
			func(*Visitor) {}, []string{"pang"}},
		{"a policy violation", add("/policy", `<h1>x</h1><script src="data:text/javascript,1"></script>`),
			func(*Visitor) {}, []string{"Content Security Policy"}},
		{"a missing file", add("/missing", `<h1>x</h1><img alt="" src="/none.png">`),
			func(*Visitor) {}, []string{"/none.png", "404"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := site(t, pages)
			trying(t, func(tb testing.TB) {
				c.check(Browser(tb).Open(address + c.path))
			}).wantFailure(t, c.words...)
		})
	}
}

func TestGoodPagePassesEverything(t *testing.T) {
	shots := t.TempDir()
	t.Setenv("INSYN_SHOTS", shots)
	v := Browser(t).Open(site(t, map[string]string{"/": wrapped(form)}))
	v.Everywhere("form").NoForeignRequests()
	names := v.Keyboard()
	alone := wrapped("<h1>x</h1><a href='/'>enda</a>")
	Browser(t).Open(site(t, map[string]string{"/": alone})).Keyboard()
	want := []string{`input "Namn"`, `input "Dag"`}
	if len(names) < 8 || !slices.Equal(names[:2], want) || !slices.Contains(names, `a "Läs mer"`) {
		t.Errorf("Tab goes %q", names)
	}
	for _, name := range []string{"1280-light", "1280-dark", "360-light", "360-dark"} {
		info, err := os.Stat(filepath.Join(shots, "form-"+name+".png"))
		if err != nil || info.Size() < 5000 {
			t.Errorf("the picture %s: %v %v", name, info, err)
		}
	}
}

// TestFingerprint: what is drawn anew for each visitor makes no other page of a
// page; a word, a letter of markup or another window does.
func TestFingerprint(t *testing.T) {
	page := func(id, word string) string {
		return wrapped(`<h1>` + word + `</h1><a href="/x/` + id + `">Din sida</a>`)
	}
	address := site(t, map[string]string{
		"/1": page("018c0fcb-3140-71ed-a040-9d1f2640edf8", "Välkommen"),
		"/2": page("018c0fcb-081e-7191-a4ba-9b54dcf0036c", "Välkommen"),
		"/3": page("018c0fcb-081e-7191-a4ba-9b54dcf0036c", "Informationsförsörjningsfråga"),
		"/4": page("018c0fcb-081e-7191-a4ba-9b54dcf0036c", "Informationsforsorjningsfraga"),
		"/5": wrapped(`<h1>Välkommen</h1><a class="button" href="/x">Din sida</a>`),
	})
	v := Browser(t)
	see := func(what, path string) string {
		v.Open(address + path)
		got, err := ask[string](v, what)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Replace(got, path, "", 1)
	}
	mark := func(path string) string { return see("fingerprint", path) }
	if bones := see("skeleton", "/1"); bones != see("skeleton", "/4") ||
		bones == see("skeleton", "/5") {
		t.Error("pages of the same elements, and only these, have one skeleton")
	}
	first := mark("/1")
	if mark("/2") != first {
		t.Error("another identity makes another page")
	}
	if mark("/3") == first || mark("/3") == mark("/4") {
		t.Error("other words make no other page")
	}
	if v.Window(360, 740); mark("/1") == first {
		t.Error("another window makes no other page")
	}
}
