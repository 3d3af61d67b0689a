package trial

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Check is a demand on an element of a page. The idea is that of pkgsite's
// htmlcheck: small demands that are put together, and a message that names the
// selector of the one that failed.
type Check func(*html.Node) error

// HTML parses the page and makes every demand on it.
func HTML(t testing.TB, page []byte, checks ...Check) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatalf("the page is not HTML: %v", err)
	}
	for _, check := range checks {
		if err := check(root); err != nil {
			t.Error(err)
		}
	}
}

// In makes the demands on the first element that the selector (CSS) finds, and
// demands that there is one.
func In(selector string, checks ...Check) Check {
	find := cascadia.MustCompile(selector)
	return func(n *html.Node) error {
		found := find.MatchFirst(n)
		if found == nil {
			return fmt.Errorf("nothing is found by %q in %s", selector, excerpt(n))
		}
		return all(selector, found, checks)
	}
}

// Each makes the demands on every element that the selector finds, and demands
// that there is at least one.
func Each(selector string, checks ...Check) Check {
	find := cascadia.MustCompile(selector)
	return func(n *html.Node) error {
		found := find.MatchAll(n)
		if len(found) == 0 {
			return fmt.Errorf("nothing is found by %q in %s", selector, excerpt(n))
		}
		for i, f := range found {
			if err := all(fmt.Sprintf("%s (no. %d)", selector, i+1), f, checks); err != nil {
				return err
			}
		}
		return nil
	}
}

// NotIn demands that the selector finds nothing.
func NotIn(selector string) Check { return Count(selector, 0) }

// Count demands that the selector finds exactly so many elements.
func Count(selector string, want int) Check {
	find := cascadia.MustCompile(selector)
	return func(n *html.Node) error {
		if found := find.MatchAll(n); len(found) != want {
			return fmt.Errorf("%d elements are found by %q, want %d, in %s",
				len(found), selector, want, excerpt(n))
		}
		return nil
	}
}

// HasText demands that the element says the text, whatever the spaces.
func HasText(text string) Check {
	return func(n *html.Node) error {
		if !strings.Contains(textOf(n), squeeze(text)) {
			return fmt.Errorf("does not say %q but %q", text, clip(textOf(n), 300))
		}
		return nil
	}
}

// SaysOnly demands that the element says the text and nothing else.
func SaysOnly(text string) Check {
	return func(n *html.Node) error {
		if got := textOf(n); got != squeeze(text) {
			return fmt.Errorf("says %q, want %q", clip(got, 300), text)
		}
		return nil
	}
}

// LacksText demands that the element does not say the text.
func LacksText(text string) Check {
	return func(n *html.Node) error {
		if strings.Contains(textOf(n), squeeze(text)) {
			return fmt.Errorf("says %q and should not: %q", text, clip(textOf(n), 300))
		}
		return nil
	}
}

// HasAttr demands that the element has the attribute with the value.
func HasAttr(name, value string) Check {
	return func(n *html.Node) error {
		for _, a := range n.Attr {
			if a.Key == name && a.Val == value {
				return nil
			}
			if a.Key == name {
				return fmt.Errorf("has %s=%q, want %q", name, a.Val, value)
			}
		}
		return fmt.Errorf("has no attribute %s, want %q, in %s", name, value, excerpt(n))
	}
}

// all makes the demands on the element found by the selector.
func all(selector string, n *html.Node, checks []Check) error {
	for _, check := range checks {
		if err := check(n); err != nil {
			return fmt.Errorf("%s: %w", selector, err)
		}
	}
	return nil
}

// inline are the elements that do not part words.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Cite: true, atom.Code: true,
	atom.Del: true, atom.Em: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Mark: true,
	atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true,
	atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// textOf is what the element says, with every run of spaces as one.
func textOf(n *html.Node) string {
	var b strings.Builder
	write(&b, n)
	return squeeze(b.String())
}

func write(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template:
		return
	}
	parts := n.Type == html.ElementNode && !inline[n.DataAtom]
	if parts {
		b.WriteByte(' ')
	}
	for c := range n.ChildNodes() {
		write(b, c)
	}
	if parts {
		b.WriteByte(' ')
	}
}

// excerpt is the beginning of the element as HTML, for messages.
func excerpt(n *html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return err.Error()
	}
	return clip(squeeze(b.String()), 600)
}

// clip shortens a text to so many letters.
func clip(text string, letters int) string {
	if runes := []rune(text); len(runes) > letters {
		return string(runes[:letters]) + " …"
	}
	return text
}
