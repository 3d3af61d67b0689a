package letter

import (
	"bytes"
	"embed"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"
	"time"

	"insyn/internal/lang"
)

// Content is what a letter says.
type Content struct {
	Language lang.Language
	Subject  string
	Text     string // plain text: paragraphs on one line each, for the reader to wrap
	HTML     string // the same words
}

// Into puts c into m.
func (c Content) Into(m Message) Message {
	m.Language, m.Subject, m.Text, m.HTML = string(c.Language), c.Subject, c.Text, c.HTML
	return m
}

// Compose writes letter in the language. It fails on a language that is not
// ours and on links that are not absolute http or https addresses.
func Compose(language lang.Language, letter Letter) (Content, error) {
	templates, ok := templates[language]
	if !ok {
		return Content{}, fmt.Errorf("letter: no templates in language %q", language)
	}
	var out bytes.Buffer
	if err := templates().ExecuteTemplate(&out, letter.template(), letter); err != nil {
		return Content{}, fmt.Errorf("letter: %w", err)
	}
	subject, body, _ := strings.Cut(out.String(), "\n")
	blocks, err := readBlocks(body)
	if err != nil {
		return Content{}, fmt.Errorf("letter: %s in %s: %w", letter.template(), language, err)
	}
	subject = strings.Join(strings.Fields(subject), " ")
	return Content{Language: language, Subject: subject, Text: asText(blocks),
		HTML: asHTML(language, subject, blocks)}, nil
}

// The templates of each language: the first line is the subject, the rest the
// body, in paragraphs set apart by empty lines.
//
//go:embed templates
var source embed.FS

// templates reads a language's when the first letter is written in it: what
// writes no letters, such as most commands, does not wait for that.
var templates = func() map[lang.Language]func() *template.Template {
	all := map[lang.Language]func() *template.Template{}
	for _, l := range lang.Languages() {
		all[l] = sync.OnceValue(func() *template.Template { return load(l) })
	}
	return all
}()

func load(l lang.Language) *template.Template {
	set := template.New("").Option("missingkey=error").Funcs(functions(l))
	for _, letter := range append([]Letter{nil}, every...) {
		name := "shared"
		if letter != nil {
			name = letter.template()
		}
		text, err := source.ReadFile("templates/" + name + "." + string(l) + ".txt")
		if err != nil {
			panic(err) // embedded: a test of ours fails first
		}
		template.Must(set.New(name).Parse(string(text)))
	}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			guard(t.Tree.Root)
		}
	}
	return set
}

// guard makes every action of a template end in "line", as html/template ends
// them in escapers: no value can start a paragraph, a block or a header.
func guard(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				guard(child)
			}
		}
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand,
				Args: []parse.Node{parse.NewIdentifier("line")}})
		}
	case *parse.IfNode:
		guard(n.List)
		guard(n.ElseList)
	case *parse.RangeNode:
		guard(n.List)
		guard(n.ElseList)
	case *parse.WithNode:
		guard(n.List)
		guard(n.ElseList)
	}
}

// functions are what templates may call: times as the language writes them,
// and the blocks of a letter.
func functions(l lang.Language) template.FuncMap {
	p := lang.For(l)
	f := template.FuncMap{
		"line":   guarded,
		"short":  short,
		"date":   p.Date,
		"at":     p.DateTime,
		"clock":  p.Time,
		"moment": func(t time.Time) string { return zoned(l, p.Weekday(t)+" "+p.DateTime(t), t) },
		"when": func(start, end time.Time) string {
			return zoned(l, p.Weekday(start)+" "+p.Range(start, end), start)
		},
	}
	maps.Copy(f, blockFunctions)
	return f
}

// guarded lets blocks through, makes text one line, and refuses values that
// have no words yet, such as times.
func guarded(v any) (any, error) {
	switch v := v.(type) {
	case block:
		return v, nil
	case string:
		return line(v), nil
	case int:
		return v, nil
	}
	return nil, fmt.Errorf("a template prints a %T as it is", v)
}

// zoned adds the zone to a time that is already written: people abroad and
// the hour that comes twice in autumn need it.
func zoned(l lang.Language, written string, t time.Time) string {
	_, offset := t.In(lang.Stockholm).Zone()
	zone := fmt.Sprintf("UTC+%d", offset/3600)
	if l == lang.Swedish {
		return written + " (svensk tid, " + zone + ")"
	}
	return strings.TrimSuffix(written, ")") + ", " + zone + ")"
}

// short cuts a title for a subject line at a word.
func short(s string) string {
	r := []rune(line(s))
	if len(r) <= 70 {
		return string(r)
	}
	cut := string(r[:69])
	if i := strings.LastIndexByte(cut, ' '); i > 30 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.:;–-") + "…"
}

// checkLink refuses addresses that a mail program should not be given.
func checkLink(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
		link != line(link) || strings.ContainsAny(link, " <>\"") {
		return fmt.Errorf("not an address to link to")
	}
	return nil
}
