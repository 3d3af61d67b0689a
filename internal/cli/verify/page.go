package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"insyn/internal/fault"
	"insyn/internal/markup"
	"insyn/internal/record"
)

// mostReceipts is how many receipts of one page are checked.
const mostReceipts = 200

// A mark is a part of a page that says of itself which recorded text it shows:
// <… data-record="ENTRY" data-field="NAME">.
type mark struct {
	entry, field string
	text         string
}

// A scan is what a page leads to and shows.
type scan struct {
	receipts []string // entries, in order, each once
	marks    []mark
}

// page checks every receipt that a page leads to, and that the parts of the
// page that are marked with an entry say what was recorded.
func (a *Auditor) page(ctx context.Context, address string, body []byte) (*Report, error) {
	r := &Report{}
	found, err := scanPage(body)
	if err != nil {
		return r, err
	}
	if len(found.receipts) == 0 {
		return r, fault.New(fault.NotFound, "verify.no-receipts")
	}
	if len(found.receipts) > mostReceipts {
		return r, fault.New(fault.TooLarge, "verify.many-receipts").With("Count", mostReceipts)
	}
	base, err := url.Parse(address)
	if err != nil {
		return r, fault.New(fault.Invalid, "verify.address").From(err)
	}
	for _, e := range found.receipts {
		got, err := a.get(ctx, base.Scheme+"://"+base.Host+receiptPath+e)
		if err != nil {
			if fault.Is(err, fault.NotFound) {
				r.fail("shown", fault.New(fault.Refused, "verify.receipt-gone").With("Entry", e))
				continue
			}
			return r, err
		}
		kept, err := record.ParseReceipt(got.Body)
		if err != nil {
			return r, err
		}
		if kept.Statement.Entry().String() != e || !sameHost(kept.Log, address) {
			r.fail("shown", fault.New(fault.Refused, "verify.receipt-other").With("Entry", e))
			continue
		}
		if err := a.receipt(ctx, r, kept, true); err != nil {
			return r, err
		}
		found.compare(r, e, kept.Content)
	}
	return r, nil
}

// compare holds what the page shows against what was recorded.
func (s scan) compare(r *Report, entry string, content []byte) {
	for _, m := range s.marks {
		if m.entry != entry {
			continue
		}
		want, ok := recordedText(content, m.field)
		if !ok || words(want) != words(m.text) && words(markup.Text(want)) != words(m.text) {
			r.fail("page", fault.New(fault.Refused, "verify.page-differs").With("Field", m.field))
			continue
		}
		r.pass("page", "verify.page", fault.Values{"Field": m.field})
	}
}

// recordedText finds a text in recorded content: "text", or "why.sv" for a text
// within another. A list of pieces is the text of them all; what is masked is not there.
func recordedText(content []byte, field string) (string, bool) {
	var v any
	if json.Unmarshal(content, &v) != nil {
		return "", false
	}
	for name := range strings.SplitSeq(field, ".") {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	pieces, ok := v.([]any)
	if !ok {
		text, ok := v.(string)
		return text, ok
	}
	var b strings.Builder
	for _, p := range pieces {
		m, _ := p.(map[string]any)
		text, _ := m["text"].(string)
		b.WriteString(text + " ")
	}
	return b.String(), true
}

// words gives the letters and digits of a text, with one space for all that
// stands between them: how a page breaks its lines is nobody's wording.
func words(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// scanPage reads a page.
func scanPage(body []byte) (s scan, err error) {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return s, fault.New(fault.Invalid, "verify.not-a-page").From(err)
	}
	seen := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if _, e, ok := strings.Cut(attribute(n, "href"), receiptPath); ok && !seen[e] {
			if _, err := record.ParseEntry(e); err == nil {
				seen[e], s.receipts = true, append(s.receipts, e)
			}
		}
		if e := attribute(n, "data-record"); e != "" {
			s.marks = append(s.marks, mark{e, attribute(n, "data-field"), textOf(n)})
		}
	}
	return s, nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf gives the text within a part of a page, with a line for each block.
// Where words are masked it says so, which is nobody's wording: a space.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if within(d, n, "masked") {
			b.WriteByte(' ')
			continue
		}
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && (d.DataAtom == atom.P || d.DataAtom == atom.Br ||
			d.DataAtom == atom.Li || d.DataAtom == atom.Div):
			b.WriteString("\n")
		}
	}
	return b.String()
}

// within tells whether a node is inside an element of a class, below another.
func within(d, top *html.Node, class string) bool {
	for ; d != nil && d != top; d = d.Parent {
		if d.Type == html.ElementNode && attribute(d, "class") == class {
			return true
		}
	}
	return false
}
