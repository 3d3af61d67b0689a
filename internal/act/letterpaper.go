package act

import (
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"
	"insyn/internal/markup"
)

// A LetterOrder is what a letter of invitation is made from beside the
// consultation's own content.
type LetterOrder struct {
	Body     account.Body
	Page     string            // address of the public page
	Language lang.Language     // that it is written in
	Chapters []consult.Chapter // in the body's order; what it leaves out follows
	Created  time.Time         // when this version was published; zero for a draft
}

// LetterPaper sets the invitation as a paper, which document writes as Word,
// PDF or plain text. It holds what the public page says and no meeting link.
func LetterPaper(c consult.Content, o LetterOrder) document.Document {
	p := paperSetter{lang.For(o.Language), o.Language}
	body := consult.Text{SV: o.Body.Name, EN: o.Body.NameEnglish}
	d := document.Document{
		Title: p.text(c.Title), Language: languageTag(o.Language), Author: p.text(body),
		Created: o.Created,
		Blocks: []document.Block{document.Heading{Level: 1,
			Text: document.Plain(p.text(c.Title))}},
	}
	if c.Meeting.Set() {
		d.Subject = p.Range(c.Meeting.Start, c.Meeting.End)
	}
	if o.Body.Fictitious {
		d.Blocks = append(d.Blocks, document.Paragraph{Text: document.Text{
			{Text: p.T("invitation.fictitious", "Body", p.text(body)), Strong: true}}})
	}
	for _, s := range consult.Letter(c, body, o.Page, o.Chapters) {
		d.Blocks = append(d.Blocks, p.section(s)...)
	}
	return d
}

// languageTag gives the region's form of a language, by which programs choose
// the dictionary.
func languageTag(l lang.Language) string {
	if l == lang.English {
		return "en-GB"
	}
	return "sv-SE"
}

// A paperSetter turns sections into blocks in one language.
type paperSetter struct {
	*lang.Printer
	language lang.Language
}

func (p paperSetter) text(t consult.Text) string { return t.In(string(p.language)) }

// other gives the language of a text that nobody has translated: it stands in
// Swedish in the English letter, and says so to readers of the screen.
func (p paperSetter) other(t consult.Text) string {
	if p.language == lang.English && t.EN == "" && t.SV != "" {
		return languageTag(lang.Swedish)
	}
	return ""
}

func (p paperSetter) section(s consult.LetterSection) []document.Block {
	var blocks []document.Block
	if s.Heading != "" {
		blocks = append(blocks, document.Heading{Level: 2, Text: document.Plain(p.T(s.Heading))})
	}
	if len(s.Table.Rows) > 0 {
		blocks = append(blocks, p.table(s.Table))
	}
	for _, w := range s.Paragraphs {
		blocks = append(blocks, p.paragraphs(w)...)
	}
	if len(s.Items) > 0 {
		l := document.List{Ordered: s.Numbered}
		for _, w := range s.Items {
			l.Items = append(l.Items, document.Item{Text: p.words(w)})
		}
		blocks = append(blocks, l)
	}
	return blocks
}

// paragraphs sets words that may be several paragraphs.
func (p paperSetter) paragraphs(w consult.Words) []document.Block {
	source := p.text(w.Text)
	if w.Key != "" || w.Link != "" || source == "" {
		return []document.Block{document.Paragraph{Text: p.words(w)}}
	}
	if d, err := document.HTML(string(markup.HTML(source))); err == nil && len(d.Blocks) > 0 {
		document.Speak(d.Blocks, p.other(w.Text))
		return below(d.Blocks)
	}
	return []document.Block{document.Paragraph{Text: document.Plain(source)}}
}

// below puts headings that somebody wrote in a text under the chapter's own.
func below(blocks []document.Block) []document.Block {
	top := 6
	for _, b := range blocks {
		if h, ok := b.(document.Heading); ok {
			top = min(top, h.Level)
		}
	}
	for i, b := range blocks {
		if h, ok := b.(document.Heading); ok {
			h.Level += 3 - top
			blocks[i] = h
		}
	}
	return blocks
}

// words sets words as one text.
func (p paperSetter) words(w consult.Words) document.Text {
	run := document.Run{Link: w.Link}
	switch {
	case !w.From.IsZero():
		run.Text = p.Range(w.From, w.Till)
	case w.Key != "":
		run.Text = p.Say(w.Key, p.values(w.Values))
	default:
		run.Text = strings.TrimSpace(p.text(w.Text))
		run.Language = p.other(w.Text)
	}
	return document.Text{run}
}

// values says values that are texts or times of day in the language.
func (p paperSetter) values(given map[string]any) map[string]any {
	values := make(map[string]any, len(given))
	for name, v := range given {
		switch v := v.(type) {
		case consult.Text:
			values[name] = p.text(v)
		case consult.Clock:
			values[name] = p.Time(time.Time(v))
		default:
			values[name] = v
		}
	}
	return values
}

func (p paperSetter) table(g consult.Grid) document.Table {
	t := document.Table{HeadRow: len(g.Head) > 0, HeadColumn: len(g.Head) == 0}
	if t.HeadRow {
		var head []document.Text
		for _, key := range g.Head {
			head = append(head, document.Plain(p.T(key)))
		}
		t.Rows = append(t.Rows, head)
	}
	for _, row := range g.Rows {
		var cells []document.Text
		for _, lines := range row {
			var cell document.Text
			for i, w := range lines {
				if i > 0 {
					cell = append(cell, document.Run{Text: "\n"})
				}
				cell = append(cell, p.words(w)...)
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
