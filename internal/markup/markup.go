package markup

import (
	"bytes"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Longest is the number of bytes that are read as Markdown. A longer text is
// shown as it stands: some nestings take time that grows with the square.
const Longest = 64 << 10

// reader reads Markdown. It is never made with WithUnsafe, and headings get no
// identities, which a writer could make collide with those of the page.
var reader = goldmark.New(goldmark.WithParserOptions(
	parser.WithASTTransformers(util.Prioritized(headings{}, 100))))

// allowed is what may stand in the result, whatever the reader made.
var allowed = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "em", "strong", "ul", "ol", "li", "blockquote",
		"h3", "h4", "h5", "h6", "code", "pre", "hr")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	return p
}()

// HTML gives markdown as paragraphs, lists and headings. A heading of the
// first level becomes h3: the page has its own h1 and h2 above it.
func HTML(markdown string) template.HTML {
	if len(markdown) > Longest || nested(markdown) {
		return template.HTML("<p>" + html.EscapeString(markdown) + "</p>")
	}
	var out bytes.Buffer
	if err := reader.Convert([]byte(markdown), &out); err != nil {
		return template.HTML("<p>" + html.EscapeString(markdown) + "</p>")
	}
	return template.HTML(allowed.SanitizeBytes(out.Bytes()))
}

// Inline gives a text of one paragraph without the paragraph around it. A text
// of more than one paragraph keeps them all.
func Inline(markdown string) template.HTML {
	out := strings.TrimSpace(string(HTML(markdown)))
	inner, ok := strings.CutPrefix(out, "<p>")
	inner, closed := strings.CutSuffix(inner, "</p>")
	if !ok || !closed || strings.Contains(inner, "<p>") {
		return template.HTML(out)
	}
	return template.HTML(inner)
}

// deepest is how many quotes or lists may stand inside each other.
const deepest = 32

// nested tells whether a line opens more blocks inside each other than any
// person means.
func nested(markdown string) bool {
	for line := range strings.Lines(markdown) {
		depth := 0
	count:
		for i := range len(line) {
			switch line[i] {
			case '>', '-', '+', '*':
				depth++
			case ' ', '\t':
			default:
				break count
			}
		}
		if depth > deepest && strings.Trim(line, "-*+ \t\r\n") != "" {
			return true
		}
	}
	return false
}

// headings moves every heading two levels down.
type headings struct{}

// Transform implements parser.ASTTransformer.
func (headings) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			h.Level = min(h.Level+2, 6)
		}
	}
}

// special matches every character that can mean something in Markdown.
var special = regexp.MustCompile("[!-/:-@\\[-`{-~]")

// Escape gives plain text as Markdown that reads as that text: for names and
// addresses that are put into a message.
func Escape(plain string) string {
	plain = strings.Join(strings.Fields(plain), " ")
	return special.ReplaceAllString(plain, `\$0`)
}

// Text gives markdown without its marks: for search, previews and mail.
// Paragraphs are kept apart by an empty line.
func Text(markdown string) string {
	out := string(HTML(markdown))
	out = blockEnd.ReplaceAllString(out, "\n\n")
	out = html.UnescapeString(bluemonday.StrictPolicy().Sanitize(out))
	return strings.TrimSpace(blankLines.ReplaceAllString(out, "\n\n"))
}

var (
	blockEnd   = regexp.MustCompile(`</(p|li|h[3-6]|blockquote|pre)>`)
	blankLines = regexp.MustCompile(`\s*\n\s*\n\s*`)
)
