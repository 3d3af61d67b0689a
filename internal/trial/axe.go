package trial

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeFinding is one rule that a page breaks.
type axeFinding struct {
	Rule   string   `json:"rule"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // selector and what is wrong there
}

// axeTags are the rules that hold: WCAG 2.0 to 2.2 at A and AA, and what
// axe-core calls best practice.
var axeTags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa",
	"best-practice"}

// axeScript reads axe-core once for the process.
var axeScript = sync.OnceValues(func() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		script, err := os.ReadFile(filepath.Join(dir, "testdata/npm/node_modules/axe-core/axe.min.js"))
		if err == nil || dir == filepath.Dir(dir) {
			return string(script), err
		}
	}
})

// Axe demands that axe-core finds nothing on the page: with all rules in the
// window as it is, and once more for the colours of the dark form.
func (v *Visitor) Axe() *Visitor {
	v.t.Helper()
	v.axeHere()
	v.Dark(true)
	v.axe("in dark mode ", map[string]any{
		"runOnly": map[string]any{"type": "rule", "values": []string{"color-contrast"}}})
	v.Dark(false)
	return v
}

// axeHere runs axe-core on the page as it is, with all rules but those given.
func (v *Visitor) axeHere(without ...string) {
	v.t.Helper()
	script, err := axeScript()
	if err != nil {
		Lacking(v.t, "axe-core", "Run make tools, which installs testdata/npm.")
	}
	here, err := run(v, chromedp.Evaluate[bool]("typeof axe === 'object'"))
	if err == nil && !here {
		err = v.program(script)
	}
	if err != nil {
		v.t.Fatalf("axe-core does not start: %v", err)
	}
	rules := map[string]any{}
	for _, name := range without {
		rules[name] = map[string]any{"enabled": false}
	}
	v.axe("", map[string]any{"rules": rules,
		"runOnly": map[string]any{"type": "tag", "values": axeTags}})
}

// program runs a long script in the page. The browser compiles it once for the
// window, and again when the page is shown by another process.
func (v *Visitor) program(script string) error {
	ctx, cancel := context.WithTimeout(v.ctx, stepLimit)
	defer cancel()
	for range 2 {
		if v.compiled != "" {
			if _, err := chromedp.Call(ctx, runtime.RunScript,
				runtime.RunScriptParams{ScriptID: v.compiled}); err == nil {
				return nil
			}
		}
		made, err := chromedp.Call(ctx, runtime.CompileScript,
			runtime.CompileScriptParams{Expression: script, PersistScript: true})
		if err != nil {
			return err
		}
		v.compiled = made.ScriptID
	}
	return errors.New("the browser forgets what it has compiled")
}

// axe runs axe-core once and reports what it finds.
func (v *Visitor) axe(mode string, options map[string]any) {
	v.t.Helper()
	options["resultTypes"] = []string{"violations"}
	options["preload"] = false // of the rules only one on film and sound needs that
	findings, err := ask[[]axeFinding](v, "axeFindings", options)
	if err != nil {
		v.t.Fatalf("axe-core: %v", err)
	}
	for _, f := range findings {
		v.t.Errorf("%s %sbreaks the rule %s (%s): %s\n  %s", v.URL(), mode, f.Rule, f.Impact,
			f.Help, strings.Join(f.Nodes, "\n  "))
	}
}

// NoOverflow demands that nothing sticks out to the right at the widths, in
// CSS pixels. With none given: 360, and 320, which is 400 % zoom of 1280.
func (v *Visitor) NoOverflow(widths ...int64) *Visitor {
	v.t.Helper()
	if len(widths) == 0 {
		widths = []int64{360, 320}
	}
	width, height := v.width, v.height
	for _, w := range widths {
		v.Window(w, 740)
		culprits, err := ask[[]string](v, "overflowing", w)
		if err != nil {
			v.t.Fatalf("measuring the page: %v", err)
		}
		if len(culprits) > 0 {
			v.t.Errorf("%s has to be scrolled sideways at %d pixels, because of\n  %s",
				v.URL(), w, strings.Join(culprits, "\n  "))
		}
	}
	v.Window(width, height)
	return v
}

// stood holds the fingerprints and the skeletons of the pages that have stood
// everything in this process.
var stood sync.Map

// Everywhere is what every page has to stand, in one call: narrow windows,
// axe-core, the keyboard, and axe-core in a narrow and dark window (where a table
// may become something that scrolls). It also takes the pictures, under the name.
//
// A page that has stood it is not asked again: a journey goes to the same pages
// on both databases, and only what differs is news. Of a page that differs by
// its words alone, as in another language, or by how many rows of one kind it
// has, these are: whether they fit, and what axe-core says of them. Tab goes the
// same way through both, and their colours are the same.
func (v *Visitor) Everywhere(name string) *Visitor {
	v.t.Helper()
	v.Shot(name)
	mark, bones := v.told("fingerprint"), v.told("skeleton")
	if _, known := stood.Load(mark); known {
		return v
	}
	v.NoOverflow()
	if _, known := stood.Load(bones); known {
		v.axeHere("color-contrast")
	} else {
		v.axeHere()
		v.Keyboard()
		v.narrowAndDark()
	}
	if !v.t.Failed() {
		stood.Store(mark, true)
		stood.Store(bones, true)
	}
	return v
}

// told is what a function of page.js says of the page.
func (v *Visitor) told(function string) string {
	v.t.Helper()
	words, err := ask[string](v, function)
	if err != nil {
		v.t.Fatalf("reading the page: %v", err)
	}
	return words
}

// narrowAndDark runs axe-core on the page as a telephone shows it at night.
func (v *Visitor) narrowAndDark() {
	v.t.Helper()
	width, height := v.width, v.height
	v.Window(360, 740)
	v.Dark(true)
	v.axeHere()
	v.Dark(false)
	v.Window(width, height)
}
