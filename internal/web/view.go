package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"insyn/internal/lang"
	"insyn/internal/markup"
)

//go:embed templates
var templateFiles embed.FS

// views are the templates, one set per language, so that what a template says
// is bound to the language when it is read.
type views struct {
	sets map[lang.Language]*template.Template
}

// theViews are parsed once: they are the same for every Server.
var theViews = sync.OnceValue(func() *views { return parseViews(theAssets()) })

// parseViews reads every file below templates. A file with the page of the
// same name defines it ("error.html" the page error); a file of pieces defines
// as many as it likes.
func parseViews(a *assets) *views {
	v := &views{sets: map[lang.Language]*template.Template{}}
	for _, l := range lang.Languages() {
		set := template.New("").Funcs(functions(lang.For(l), a)).Option("missingkey=error")
		err := fs.WalkDir(templateFiles, "templates",
			func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				body, err := templateFiles.ReadFile(name)
				if err != nil {
					return err
				}
				_, err = set.New(strings.TrimSuffix(path.Base(name), ".html")).Parse(string(body))
				return err
			})
		if err != nil {
			panic(fmt.Sprintf("web: templates: %v", err)) // embedded: a test parses them
		}
		v.sets[l] = set
	}
	return v
}

// functions are what templates can call, each in the language of p.
func functions(p *lang.Printer, a *assets) template.FuncMap {
	return template.FuncMap{
		"t":        p.T,
		"rich":     func(key string, args ...any) template.HTML { return rich(p, key, args...) },
		"markdown": markup.HTML,
		"number":   p.Number,
		"decimal":  p.Decimal,
		"percent":  p.Percent,
		"size":     p.Size,
		"money":    p.Money,
		"date":     p.Date,
		"day":      p.Day,
		"weekday":  p.Weekday,
		"zone":     p.Zone,
		"datetime": p.DateTime,
		"span":     p.Range,
		"clock":    p.Time,
		"days":     p.Days,
		"duration": p.Duration,
		"iso":      iso,
		"href":     func(path string) string { return in(p.Language(), path) },
		"asset":    a.url,
		"icon":     icon,
		"add":      func(a, b int) int { return a + b },
	}
}

// rich gives a message written in Markdown. Its values are plain text.
func rich(p *lang.Printer, key string, args ...any) template.HTML {
	escaped := make([]any, len(args))
	for i, arg := range args {
		escaped[i] = arg
		if text, ok := arg.(string); ok && i%2 == 1 {
			escaped[i] = markup.Escape(text)
		}
	}
	return markup.Inline(p.T(key, escaped...))
}

// iso gives t for the datetime attribute, with Stockholm's distance from UTC.
func iso(t time.Time) string { return t.In(lang.Stockholm).Format(time.RFC3339) }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// render answers with the page name made from data. Nothing is sent before
// the whole page is made, so that a failure gives an error page and not half
// a page. A page that holds a token or belongs to somebody is never kept: the
// route has said so before the handler ran.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string,
	data any) error {
	out := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(out)
	out.Reset()
	set := s.views.sets[from(r).Language()]
	if err := set.ExecuteTemplate(out, name, data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	header := w.Header()
	header["Content-Type"] = htmlType
	header["Content-Length"] = []string{strconv.Itoa(out.Len())}
	header["Content-Language"] = []string{string(from(r).Language())}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(out.Bytes()) // a reader who has gone is no failure of ours
	}
	return nil
}

var htmlType = []string{"text/html; charset=utf-8"}
