package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"insyn/internal/fault"
)

//go:embed static
var staticFiles embed.FS

// assets are the files of the site itself. The address of each carries its
// hash, so that a browser may keep it for ever.
type assets struct {
	address map[string]string // by the name of the file
	files   map[string]*kept  // by the hashed name
}

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// theAssets are read once: they are the same for every Server.
var theAssets = sync.OnceValue(loadAssets)

func loadAssets() *assets {
	a := &assets{address: map[string]string{}, files: map[string]*kept{}}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	for _, entry := range entries {
		name := entry.Name()
		body, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			panic(err)
		}
		extension := path.Ext(name)
		if extension == ".css" {
			body = thin(body)
		}
		sum := sha256.Sum256(body)
		hashed := fmt.Sprintf("%s.%s%s", strings.TrimSuffix(name, extension),
			hex.EncodeToString(sum[:6]), extension)
		a.address[name] = "/static/" + hashed
		a.files[hashed] = &kept{contentType: []string{contentTypes[extension]},
			plain: encode(body, ""), zipped: encode(zip(body), "-gz")}
	}
	return a
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s*([{};,])\s*|(:)\s+`)
)

// thin takes out of a style what only its writers need: comments and the space
// around signs. A space before a colon is kept, since in a selector it means
// something.
func thin(style []byte) []byte {
	style = cssComment.ReplaceAll(style, nil)
	style = cssSpace.ReplaceAll(style, []byte("$1$2"))
	return bytes.TrimSpace(bytes.ReplaceAll(style, []byte(";}"), []byte("}")))
}

// url gives the address of a file; a name that is no file is a fault of the
// template and fails its test.
func (a *assets) url(name string) (string, error) {
	address, ok := a.address[name]
	if !ok {
		return "", fmt.Errorf("web: there is no file static/%s", name)
	}
	return address, nil
}

var forever = []string{"public, max-age=31536000, immutable"}

// static serves a file of the site.
func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	file, ok := s.assets.files[r.PathValue("name")]
	if !ok {
		return fault.New(fault.NotFound, "web.not-found")
	}
	file.send(immutable{w}, r)
	return nil
}

// immutable replaces the header that a kept page asks to be revalidated with.
type immutable struct{ http.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w immutable) WriteHeader(status int) {
	w.mark()
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w immutable) Write(p []byte) (int, error) {
	w.mark()
	return w.ResponseWriter.Write(p)
}

func (w immutable) mark() {
	w.Header()["Cache-Control"] = forever
	w.Header().Set("Vary", "Accept-Encoding")
}

// favicon answers browsers that ask for the icon by its old name.
func (s *Server) favicon(w http.ResponseWriter, r *http.Request) error {
	w.Header()["Cache-Control"] = []string{"public, max-age=86400"}
	http.Redirect(w, r, s.assets.address["icon.svg"], http.StatusFound)
	return nil
}
