package act

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// A Paragraph of an attached text, with where it stands: characters from its beginning.
type Paragraph struct {
	From, To int
	Text     string
	Heading  bool // of what follows
}

// A Paper is an attached text laid out so that one can say something about each
// part of it.
type Paper struct {
	Hearing    Hearing
	Material   consult.Material
	Paragraphs []Paragraph
}

// Legible tells whether the words of m can be shown, so that one can say
// something about a passage of it.
func Legible(m consult.Material) bool {
	return m.File != "" && slices.Contains([]string{".txt", ".docx"}, strings.ToLower(filepath.Ext(m.Name)))
}

// Paper opens an attached text.
//
// Faults: NotFound (also for texts whose words cannot be shown).
func (d *Desk) Paper(ctx context.Context, f consult.Forum, material string) (p Paper, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if p.Hearing, err = hearing(tx, f); err != nil {
			return err
		}
		text, m, err := attached(tx, p.Hearing.Venue, material)
		if err != nil {
			return err
		}
		p.Material, p.Paragraphs = m, paragraphs(text, strings.EqualFold(filepath.Ext(m.Name), ".docx"))
		return nil
	})
	return p, err
}

// attached gives the words of an attached text.
func attached(tx *store.Tx, venue consult.Venue,
	material string) (string, consult.Material, error) {
	m, ok := venue.Text(material)
	if !ok || !Legible(m) {
		return "", m, fault.New(fault.NotFound, "material.not-found")
	}
	a, err := tx.Attachment(venue.Forum.Consultation(), m.File)
	if err != nil {
		return "", m, err
	}
	text, err := document.Read(m.Name, a.Bytes)
	return text, m, err
}

// paragraphs takes a text apart at its lines, and a line that is longer than
// what can be quoted at its sentences. The words of a document that had headings
// carry marks for them, which nobody is shown.
func paragraphs(text string, marked bool) (all []Paragraph) {
	at := 0
	for line := range strings.Lines(text) {
		words, heading := strings.TrimSpace(line), false
		if bare := strings.TrimLeft(words, "#"); marked && bare != words &&
			strings.HasPrefix(bare, " ") {
			words, heading = strings.TrimSpace(bare), true
		}
		from := at + len([]rune(line[:strings.LastIndex(line, words)]))
		for _, part := range quotable(words) {
			n := len([]rune(part))
			if shown := strings.TrimSpace(part); shown != "" {
				all = append(all, Paragraph{From: from, To: from + len([]rune(strings.TrimRight(part, " "))),
					Text: shown, Heading: heading})
			}
			from += n
		}
		at += len([]rune(line))
	}
	return all
}

// quotable takes words apart so that each part can be quoted: after a sentence
// where there is one, else after a word, else anywhere.
func quotable(words string) (parts []string) {
	letters := []rune(words)
	for len(letters) > mostQuoted {
		part, end := string(letters[:mostQuoted]), mostQuoted
		for _, sign := range []string{". ", " "} {
			if i := strings.LastIndex(part, sign); i > 0 {
				end = len([]rune(part[:i+len(sign)]))
				break
			}
		}
		parts, letters = append(parts, string(letters[:end])), letters[end:]
	}
	return append(parts, string(letters))
}

// quoted fills in which edition of a text a passage is of, and its words, which
// are taken from the text and not from the form.
//
// Faults: Invalid (there is no such passage).
func quoted(tx *store.Tx, venue consult.Venue, s consult.Subject) (consult.Subject, error) {
	if s.About == consult.TheSummary {
		return objected(tx, venue, s)
	}
	if s.About != consult.APassage {
		s.Excerpt = consult.Excerpt{}
		return s, nil
	}
	text, m, err := attached(tx, venue, s.ID)
	if fault.Is(err, fault.NotFound) {
		return s, fault.New(fault.Invalid, "view.subject-missing").At("about")
	}
	if err != nil {
		return s, err
	}
	letters := []rune(text)
	if s.From < 0 || s.To <= s.From || s.To > len(letters) || s.To-s.From > mostQuoted {
		return s, fault.New(fault.Invalid, "view.subject-missing").At("about")
	}
	s.Hash, s.Quote = m.File, string(letters[s.From:s.To])
	return s, nil
}

// mostQuoted is the longest passage that a view can be about, in characters.
const mostQuoted = 2000
