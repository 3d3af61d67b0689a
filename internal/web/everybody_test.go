package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"insyn/internal/account"
)

var location = regexp.MustCompile(`<loc>([^<]+)</loc>`)

// openPages are the addresses that anybody can ask for: those of the routes that
// name nothing, in both languages, and those of the sitemap.
func (h *house) openPages() (paths []string) {
	h.t.Helper()
	for _, row := range h.site.routes() {
		path := strings.TrimSuffix(row.Pattern, "{$}")
		if row.Method != http.MethodGet || row.Access != Anyone || strings.Contains(path, "{") {
			continue
		}
		if paths = append(paths, path); !row.Machine {
			paths = append(paths, "/en"+path)
		}
	}
	for _, found := range location.FindAllStringSubmatch(h.caller().get("/sitemap.xml").body, -1) {
		paths = append(paths, strings.TrimPrefix(found[1], h.server.URL))
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// walk asks for the paths from one on, and then for those before it. It runs
// beside the test, so it says what is wrong and goes on.
func (c *caller) walk(from int, paths []string) {
	for i := range paths {
		path := paths[(from+i)%len(paths)]
		answer, err := c.client.Get(c.h.server.URL + path)
		if err != nil {
			c.h.t.Errorf("%s: %v", path, err)
			continue
		}
		_, err = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode >= 500 {
			c.h.t.Errorf("%s: %s, %v", path, answer.Status, err)
		}
	}
}

// Visitors and staff look at everything there is while views come in, are mailed
// about and are found: it is done at the same time, each page by several, for the
// race detector to see. What each page shows is for other tests.
func TestEverybodyAtTheSameTime(t *testing.T) {
	h := newHouse(t, fromEverywhere)
	object := h.object()
	c := h.open(listening())
	open := h.openPages()
	if len(open) < 100 {
		t.Fatalf("only %d open pages", len(open))
	}
	var staff []string
	for path := range h.staffRows(object, http.MethodGet) {
		staff = append(staff, path)
	}
	slices.Sort(staff)
	colleagues := []*caller{h.signedInAs("egon", account.Administrator),
		h.signedInAs("elsa", account.Administrator)}

	ctx, stop := context.WithCancel(t.Context())
	var all, follower sync.WaitGroup
	follower.Go(func() { h.site.Follow(ctx) })
	for range 2 { // side by side, and the colleagues on opposite sides
		visitor := h.caller()
		visitor.client.Transport = &elsewhere{}
		all.Go(func() { visitor.walk(0, open) })
	}
	for i, colleague := range colleagues {
		all.Go(func() { colleague.walk(i*len(staff)/2, staff) })
	}
	for i := range 4 {
		h.said(c, fmt.Sprintf("Synpunkt %d i vimlet.", i))
		h.post()
	}
	all.Wait()
	stop()
	follower.Wait()
}
