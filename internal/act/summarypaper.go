package act

import (
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"
)

// SummaryPaper sets the summary in force as a paper, with what was objected to
// the draft and the answers: what the public page says, and nothing else.
func SummaryPaper(p Public, l lang.Language, page string) document.Document {
	set := paperSetter{lang.For(l), l}
	body := consult.Text{SV: p.Body.Name, EN: p.Body.NameEnglish}
	d := document.Document{Title: set.T("summary-paper.title", "Title",
		set.text(p.Consultation.Content.Title)), Language: languageTag(l), Author: set.text(body)}
	for _, v := range p.Versions {
		if v.Paper == consult.Report {
			d.Created = v.Published
		}
	}
	d.Blocks = []document.Block{document.Heading{Level: 1, Text: document.Plain(d.Title)}}
	if p.Body.Fictitious {
		d.Blocks = append(d.Blocks, document.Paragraph{Text: document.Text{
			{Text: set.T("invitation.fictitious", "Body", set.text(body)), Strong: true}}})
	}
	for _, s := range p.Summary.Sections {
		if s.Body.Empty() {
			continue
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 2, Text: document.Plain(set.text(s.Heading))})
		d.Blocks = append(d.Blocks, set.paragraphs(consult.Words{Text: s.Body})...)
	}
	d.Blocks = append(d.Blocks, set.objections(p)...)
	d.Blocks = append(d.Blocks, document.Paragraph{
		Text: document.Plain(set.T("summary-paper.numbers", "Page", page))})
	return d
}

// objections sets what was objected to the draft, each with its answer.
func (p paperSetter) objections(public Public) (blocks []document.Block) {
	for i, c := range public.SentDraft.Objections {
		if i == 0 {
			blocks = append(blocks, document.Heading{Level: 2,
				Text: document.Plain(p.T("draft-out.objections"))})
		}
		blocks = append(blocks, document.Heading{Level: 3,
			Text: document.Plain(p.T("objection.number", "Number", c.Number))})
		if c.Subject.Quote != "" {
			blocks = append(blocks, document.Paragraph{Text: document.Plain("”" + c.Subject.Quote + "”")})
		}
		blocks = append(blocks, document.Paragraph{Text: document.Plain(consult.Said(c.Pieces))})
		if a := public.Answers[c.Number]; a.Number > 0 {
			blocks = append(blocks, document.Paragraph{Text: document.Text{
				{Text: p.T("opinion.answer"), Strong: true}}})
			blocks = append(blocks, p.paragraphs(consult.Words{Text: a.Reason})...)
		}
	}
	return blocks
}
