package letter

import (
	"errors"
	"html"
	"slices"
	"strings"
	"text/template"

	"insyn/internal/lang"
)

// A block is what a block function prints: a mark, the kind of block and its
// fields. The marks are control characters, which guarded takes out of every
// value, so that no value can pass for a block.
type block string

const (
	startMark = "\x01"
	fieldMark = "\x02"
	breakMark = "\x03" // a line break inside a field
)

// The kinds of blocks.
const (
	kindParagraph = "p"
	kindFact      = "fact"  // what it is, how it is
	kindLink      = "link"  // words, address
	kindCode      = "code"  // a code to copy
	kindProse     = "prose" // words with lines and paragraphs of their own
	kindItem      = "item"  // a line of a list
	kindFoot      = "foot"  // what follows is the foot of the letter
)

// blockFunctions are the blocks as templates call them.
var blockFunctions = template.FuncMap{
	"fact": func(what, how string) block { return newBlock(kindFact, what, how) },
	"link": func(words, address string) (block, error) {
		return newBlock(kindLink, words, address), checkLink(address)
	},
	"code": func(code string) block { return newBlock(kindCode, code) },
	"prose": func(words string) block {
		return block(startMark + kindProse + fieldMark + prose(words))
	},
	"item": func(words string) block { return newBlock(kindItem, words) },
	"foot": func() block { return newBlock(kindFoot) },
}

func newBlock(kind string, fields ...string) block {
	b := startMark + kind
	for _, f := range fields {
		b += fieldMark + line(f)
	}
	return block(b)
}

// prose gives text of several lines as one field, without empty lines at its
// ends and without more than one between.
func prose(s string) string {
	var lines []string
	for l := range strings.SplitSeq(s, "\n") {
		l = line(l)
		if l == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, l)
	}
	if n := len(lines); n > 0 && lines[n-1] == "" {
		lines = lines[:n-1]
	}
	return strings.Join(lines, breakMark)
}

// A piece is a block as read back from an executed template.
type piece struct {
	kind   string
	fields []string
}

var errMidline = errors.New("a block stands inside a line")

// readBlocks reads the body of an executed template: lines up to an empty one
// are a paragraph, lines that start with a mark are blocks.
func readBlocks(body string) ([]piece, error) {
	var pieces []piece
	var paragraph []string
	end := func() {
		if len(paragraph) > 0 {
			pieces = append(pieces, piece{kindParagraph, []string{strings.Join(paragraph, " ")}})
			paragraph = nil
		}
	}
	for l := range strings.SplitSeq(body, "\n") {
		l = strings.Trim(l, " \t")
		marked, isBlock := strings.CutPrefix(l, startMark)
		switch {
		case strings.Contains(marked, startMark):
			return nil, errMidline
		case isBlock:
			end()
			fields := strings.Split(marked, fieldMark)
			pieces = append(pieces, piece{fields[0], fields[1:]})
		case l == "":
			end()
		default:
			paragraph = append(paragraph, l)
		}
	}
	end()
	return pieces, nil
}

// grouped tells whether b follows a without space: facts after facts, items
// after items.
func grouped(a, b string) bool { return a == b && (a == kindFact || a == kindItem) }

// asText writes pieces as plain text.
func asText(pieces []piece) string {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && !grouped(pieces[i-1].kind, p.kind) && pieces[i-1].kind != kindFoot {
			b.WriteString("\n")
		}
		switch p.kind {
		case kindFact:
			b.WriteString(p.fields[0] + ": " + p.fields[1] + "\n")
		case kindLink:
			b.WriteString(p.fields[0] + ":\n" + p.fields[1] + "\n")
		case kindCode:
			b.WriteString("    " + p.fields[0] + "\n")
		case kindProse:
			b.WriteString(strings.ReplaceAll(p.fields[0], breakMark, "\n") + "\n")
		case kindItem:
			b.WriteString("- " + p.fields[0] + "\n")
		case kindFoot:
			b.WriteString("-- \n")
		default:
			b.WriteString(p.fields[0] + "\n")
		}
	}
	return b.String()
}

// groups are the elements around facts and items.
var groups = map[string]string{kindFact: "dl", kindItem: "ul"}

// asHTML writes pieces as HTML without styles: mail programs set their own.
func asHTML(l lang.Language, subject string, pieces []piece) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"" + string(l) + "\">\n" +
		"<head><meta charset=\"utf-8\"><title>" + html.EscapeString(subject) +
		"</title></head>\n<body>\n")
	for i, p := range pieces {
		group := groups[p.kind]
		if group != "" && (i == 0 || pieces[i-1].kind != p.kind) {
			b.WriteString("<" + group + ">\n")
		}
		b.WriteString(p.html())
		if group != "" && (i == len(pieces)-1 || pieces[i+1].kind != p.kind) {
			b.WriteString("</" + group + ">\n")
		}
	}
	b.WriteString("</body>\n</html>\n")
	return b.String()
}

func (p piece) html() string {
	f := slices.Clone(p.fields)
	for i := range f {
		f[i] = html.EscapeString(f[i])
	}
	switch p.kind {
	case kindFact:
		return "<dt>" + f[0] + "</dt>\n<dd>" + f[1] + "</dd>\n"
	case kindLink:
		return "<p><a href=\"" + f[1] + "\">" + f[0] + "</a><br>\n" + f[1] + "</p>\n"
	case kindCode:
		return "<p><strong><code>" + f[0] + "</code></strong></p>\n"
	case kindProse:
		paragraphs := strings.ReplaceAll(f[0], breakMark+breakMark, "</p>\n<p>")
		return "<p>" + strings.ReplaceAll(paragraphs, breakMark, "<br>\n") + "</p>\n"
	case kindItem:
		return "<li>" + f[0] + "</li>\n"
	case kindFoot:
		return "<hr>\n"
	}
	return "<p>" + f[0] + "</p>\n"
}
