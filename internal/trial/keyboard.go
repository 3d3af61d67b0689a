package trial

import (
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tabLimit bounds a walk by Tab: a page with more stops is a trap of its own.
const tabLimit = 600

// holdLimit is how many presses of Tab a single control may keep: a field for
// date and time has seven parts.
const holdLimit = 10

// stop is what has the focus after a press of Tab.
type stop struct {
	Name    string `json:"name"`    // "" when nothing in the page has the focus
	First   bool   `json:"first"`   // the walk has come round
	Again   bool   `json:"again"`   // the walk has been here
	Problem string `json:"problem"` // focus not seen, or the element covered
}

// Keyboard walks through the page with Tab and returns the names of the
// controls in the order in which they get the focus. It demands that every
// control that can be used is reached, that the focus is seen on each, that no
// control holds it fast, and that it is not hidden behind something.
func (v *Visitor) Keyboard() []string {
	v.t.Helper()
	v.fromTop()
	var names []string
	held := 0 // a field for a date keeps the focus for each of its parts
	for range tabLimit {
		s := v.tab()
		if held++; s.Again && held > holdLimit {
			v.t.Errorf("%s: %s holds the focus fast", v.URL(), s.Name)
		}
		if s.Name == "" || s.First || held > holdLimit {
			break
		}
		if s.Again {
			continue
		}
		held = 0
		names = append(names, s.Name)
		if s.Problem != "" {
			v.t.Errorf("%s: at %s %s", v.URL(), s.Name, s.Problem)
		}
	}
	missed, err := ask[[]string](v, "unreached")
	if err != nil {
		v.t.Fatalf("walking by Tab: %v", err)
	}
	if len(missed) > 0 {
		v.t.Errorf("%s: Tab never reaches\n  %s\nbut goes\n  %s", v.URL(),
			strings.Join(missed, "\n  "), strings.Join(names, "\n  "))
	}
	return names
}

// Type presses the keys, as KeyboardOnly does: "\t", "\r", "\u001b", text.
func (v *Visitor) Type(keys string) *Visitor {
	v.t.Helper()
	v.act("type", func() error {
		_, err := run(v, chromedp.KeyEvent(keys))
		return err
	})
	return v
}

// fromTop puts the focus before the first control of the page.
func (v *Visitor) fromTop() {
	v.t.Helper()
	if _, err := ask[bool](v, "fromTop"); err != nil {
		v.t.Fatalf("walking by Tab: %v", err)
	}
}

// tab presses Tab once and says what has the focus then.
func (v *Visitor) tab() stop {
	v.t.Helper()
	if _, err := run(v, chromedp.KeyEvent(kb.Tab)); err != nil {
		v.t.Fatalf("walking by Tab: %v", err)
	}
	s, err := ask[stop](v, "afterTab")
	if err != nil {
		v.t.Fatalf("walking by Tab: %v", err)
	}
	return s
}

// tabTo presses Tab until the control has the focus. Among choices of one
// group Tab reaches one, and the arrows the others.
func (v *Visitor) tabTo(kind, name string) {
	v.t.Helper()
	for turn := range tabLimit {
		at, err := ask[string](v, "focused", kind, name, v.scope)
		if err != nil {
			v.t.Fatalf("walking by Tab to the %s %q: %v", kind, name, err)
		}
		key := kb.Tab
		switch at {
		case "here":
			return
		case "group":
			key = kb.ArrowDown
		case "nowhere":
			if turn > 1 {
				v.t.Fatalf("Tab walks past the %s %q\n%s", kind, name, v.where())
			}
		}
		if _, err := run(v, chromedp.KeyEvent(key)); err != nil {
			v.t.Fatalf("walking by Tab to the %s %q: %v", kind, name, err)
		}
	}
	v.t.Fatalf("%d presses of Tab do not reach the %s %q\n%s", tabLimit, kind, name, v.where())
}
