package trial

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pageScript holds the functions that look at the page from inside. They are
// handed to the browser by its protocol, so no policy of the page stops them.
//
//go:embed page.js
var pageScript string

// spot is where a control was found, or why it was not.
type spot struct {
	Error string  `json:"error"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	Kind  string  `json:"kind"` // name of the element, or type of the input
	Href  string  `json:"href"`
	On    bool    `json:"on"` // checked
}

// pageNames are the functions of page.js that steps call.
const pageNames = "afterTab, axeFindings, choose, content, fill, find, fingerprint, focused, " +
	"fromTop, mark, overflowing, seek, skeleton, unreached"

// pageProgram puts the functions where the page itself does not look.
var pageProgram = `globalThis[Symbol.for("insyn.page")] = (() => {` + pageScript +
	"\nreturn {" + pageNames + "}})();"

// said is what a function said, if the page has the functions.
type said[T any] struct {
	There bool `json:"there"`
	Value T    `json:"value"`
}

// ask calls a function of page.js with the arguments. The functions are sent
// once to each document: they are longer than most answers.
func ask[T any](v *Visitor, function string, args ...any) (T, error) {
	var words []string
	for _, a := range args {
		word, err := json.Marshal(a)
		if err != nil {
			var zero T
			return zero, err
		}
		words = append(words, string(word))
	}
	script := fmt.Sprintf(`(() => {
		const page = globalThis[Symbol.for("insyn.page")];
		if (!page) return {there: false};
		const value = page.%s(%s);
		return value instanceof Promise ? value.then((value) => ({there: true, value})) :
			{there: true, value};
	})()`, function, strings.Join(words, ","))
	answer, err := run(v, chromedp.Evaluate[said[T]](script, chromedp.EvalAwaitPromise))
	if err == nil && !answer.There {
		answer, err = run(v, chromedp.Evaluate[said[T]](pageProgram+script, chromedp.EvalAwaitPromise))
	}
	return answer.Value, err
}

// Open goes to the address. Its host becomes one that pages may ask.
func (v *Visitor) Open(address string) *Visitor {
	v.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		v.t.Fatalf("open: %v", err)
	}
	v.seen.opened(u.Host)
	if _, err := run(v, chromedp.Navigate(address)); err != nil {
		v.t.Fatalf("open %s: %v", address, err)
	}
	v.still("open " + address)
	return v
}

// In returns the visitor with eyes only for the smallest part of the page (row,
// item, group of fields, section) that holds both the text and the control:
// v.In("Anna Ek").Press("Ta bort").
func (v *Visitor) In(text string) *Visitor {
	narrow := *v
	narrow.scope = text
	return &narrow
}

// KeyboardOnly makes the visitor lay the mouse aside: every later step reaches
// its control with Tab and uses it with Enter, Space and the arrows.
func (v *Visitor) KeyboardOnly() *Visitor {
	v.keyboard = true
	return v
}

// Fill writes the text into the field with the label, in place of what stood
// there. A date is written as 2023-12-12, a time as 13:00.
func (v *Visitor) Fill(label, text string) *Visitor {
	v.t.Helper()
	at := v.reach("field", label)
	if at.Kind == "select" {
		v.t.Fatalf("fill %q: it is a list: use Choose", label)
	}
	set, err := ask[string](v, "fill", label, v.scope, text)
	if err == nil && set == "type" {
		_, err = run(v, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
			return err
		}))
	}
	if err != nil {
		v.t.Fatalf("fill %q: %v", label, err)
	}
	return v
}

// Mark marks words in the field with the label, as with the mouse.
func (v *Visitor) Mark(label, words string) *Visitor {
	v.t.Helper()
	v.reach("field", label)
	v.act(fmt.Sprintf("mark %q in %q", words, label), func() error {
		problem, err := ask[string](v, "mark", label, v.scope, words)
		if err == nil && problem != "" {
			err = fmt.Errorf("%s", problem)
		}
		return err
	})
	return v
}

// Choose takes the entry of the list with the label.
func (v *Visitor) Choose(label, entry string) *Visitor {
	v.t.Helper()
	v.reach("field", label)
	v.act(fmt.Sprintf("choose %q in %q", entry, label), func() error {
		problem, err := ask[string](v, "choose", label, v.scope, entry)
		if err == nil && problem != "" {
			err = fmt.Errorf("%s", problem)
		}
		return err
	})
	return v
}

// Check ticks the box, or takes the choice, with the label.
func (v *Visitor) Check(label string) *Visitor {
	v.t.Helper()
	return v.tick(label, true)
}

// Uncheck clears the box with the label.
func (v *Visitor) Uncheck(label string) *Visitor {
	v.t.Helper()
	return v.tick(label, false)
}

func (v *Visitor) tick(label string, on bool) *Visitor {
	v.t.Helper()
	at := v.reach("field", label)
	if at.On == on {
		return v
	}
	v.use(fmt.Sprintf("tick %q", label), at, " ")
	if at = v.find("field", label); at.On != on {
		v.t.Fatalf("tick %q: it is still %t", label, at.On)
	}
	return v
}

// Attach puts the file into the field with the label.
func (v *Visitor) Attach(label, path string) *Visitor {
	v.t.Helper()
	v.find("field", label)
	selector := chromedp.JSPath(fmt.Sprintf(
		`globalThis[Symbol.for("insyn.page")].seek("field", %q, %q).element`, label, v.scope))
	if _, err := run(v, chromedp.SetUploadFiles(selector, []string{path})); err != nil {
		v.t.Fatalf("attach to %q: %v", label, err)
	}
	return v
}

// Press uses the button (or the summary of details that open) with the text.
func (v *Visitor) Press(button string) *Visitor {
	v.t.Helper()
	v.use(fmt.Sprintf("press %q", button), v.reach("button", button), "\r")
	return v
}

// Follow goes where the link with the text leads.
func (v *Visitor) Follow(link string) *Visitor {
	v.t.Helper()
	v.use(fmt.Sprintf("follow %q", link), v.reach("link", link), "\r")
	return v
}

// Address is where the link with the text leads.
func (v *Visitor) Address(link string) string {
	v.t.Helper()
	return v.find("link", link).Href
}

// Back goes to the page before.
func (v *Visitor) Back() *Visitor {
	v.t.Helper()
	v.act("back", func() error {
		past, err := chromedp.Call(v.ctx, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		if past.CurrentIndex == 0 {
			return errors.New("no page was before")
		}
		_, err = chromedp.Call(v.ctx, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{
			EntryID: past.Entries[past.CurrentIndex-1].ID})
		return err
	})
	return v
}

// find looks up a control: a field, a button or a link.
func (v *Visitor) find(kind, name string) spot {
	v.t.Helper()
	at, err := ask[spot](v, "find", kind, name, v.scope)
	if err != nil {
		v.t.Fatalf("looking for the %s %q: %v", kind, name, err)
	}
	if at.Error != "" {
		v.t.Fatalf("%s\n%s", at.Error, v.where())
	}
	return at
}

// reach finds a control and, with the keyboard alone, moves the focus to it.
func (v *Visitor) reach(kind, name string) spot {
	v.t.Helper()
	at := v.find(kind, name)
	if v.keyboard {
		v.tabTo(kind, name)
	}
	return at
}

// use clicks at the spot, or presses the key when the mouse is laid aside.
func (v *Visitor) use(step string, at spot, key string) {
	v.t.Helper()
	v.act(step, func() error {
		if v.keyboard {
			_, err := run(v, chromedp.KeyEvent(key))
			return err
		}
		_, err := run(v, chromedp.MouseClickXY(at.X, at.Y))
		return err
	})
}

// act does something that may lead to another page and waits until it stands.
func (v *Visitor) act(step string, do func() error) {
	v.t.Helper()
	if err := do(); err != nil {
		v.t.Fatalf("%s: %v\n%s", step, err, v.where())
	}
	// A form is sent by a task that the click leaves behind. Two turns of the
	// page's own loop later the browser has said whether a navigation began.
	for range 2 {
		time.Sleep(10 * time.Millisecond)
		_, _ = run(v, chromedp.Evaluate[int]("0")) // fails when the page is being replaced
	}
	v.still(step)
}

// still waits until no navigation is under way.
func (v *Visitor) still(step string) {
	v.t.Helper()
	for deadline := time.Now().Add(stepLimit); v.seen.loading(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			v.t.Fatalf("%s: the page is still loading after %s", step, stepLimit)
		}
	}
}
