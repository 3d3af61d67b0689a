package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// dialogueFeed gives the latest views and answers of a consultation as they
// were published, the latest first.
func (s *Server) dialogueFeed(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	said, err := s.options.Desk.PublicViews(r.Context(), store.CopyFilter{Forum: h.Venue.Forum,
		Before: 1<<63 - 1, Limit: feedMost})
	if err != nil {
		return err
	}
	answered, err := s.options.Desk.PublicAnswers(r.Context(), h.Venue.Forum)
	if err != nil {
		return err
	}
	v := from(r)
	title := v.T("feed.dialogue", "Title", v.say(h.Venue.Title))
	entries := append(s.saidEntries(v, said), s.answerEntries(v, answered)...)
	told, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	return s.latest(w, v, title, h.Venue.Path+"/atom.xml", h.Venue.Path+"/svar",
		append(entries, s.toldEntries(v, told)...))
}

// latest answers with a feed of entries, the latest first, that is read at a
// path beside a page.
func (s *Server) latest(w http.ResponseWriter, v *visit, title, path, page string,
	all []atomEntry) error {
	slices.SortStableFunc(all, func(a, b atomEntry) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.ID, b.ID))
	})
	self := s.absolute(v.Href(path))
	feed := atomFeed{Lang: string(v.Language()), ID: self, Title: title,
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author:  atomAuthor{s.options.Operator.Name}, Links: []atomLink{
			{"self", "application/atom+xml", self},
			{"alternate", "text/html", s.absolute(v.Href(page))}},
		Entries: all[:min(feedMost, len(all))]}
	if len(all) > 0 {
		feed.Updated = all[0].Updated
	}
	return writeXML(w, "application/atom+xml; charset=utf-8", feed)
}

// dialogueEntry makes an entry that is read at an address.
func dialogueEntry(address, title, author, summary string, at time.Time) atomEntry {
	return atomEntry{ID: address, Title: title, Author: atomAuthor{author}, Summary: summary,
		Link: atomLink{"alternate", "text/html", address}, at: at,
		Updated: at.UTC().Format(time.RFC3339)}
}

// saidEntries tells of views: what may be read of them, and who may be named.
func (s *Server) saidEntries(v *visit, said act.Said) (all []atomEntry) {
	for _, c := range said.Views {
		at := s.absolute(v.Href(said.Venue.Views() + "/" + strconv.FormatInt(c.Number, 10)))
		all = append(all, dialogueEntry(at, v.T("opinion.number", "Number", c.Number),
			v.senderLine(c.Sender), consult.Said(c.Pieces), c.At))
	}
	return all
}

// answerEntries tells of answers, by the version that is in force.
func (s *Server) answerEntries(v *visit, a act.Answered) (all []atomEntry) {
	for _, x := range a.Answers {
		body := a.Bodies[x.Body]
		author := v.bodyName(body)
		if body.Fictitious {
			author += " (" + v.T("consultation.example") + ")"
		}
		title := v.T("answer.one", "Number", x.Number) + ": " + v.positionChip(x.Position).Text
		all = append(all, dialogueEntry(s.answerURL(v.Language(), a.Venue, x), title, author,
			v.say(x.Reason), x.At))
	}
	return all
}

// toldEntries tells of the drafts of the summary that were sent out, and of its versions.
func (s *Server) toldEntries(v *visit, p act.Public) (all []atomEntry) {
	for _, paper := range []consult.Paper{consult.SummaryDraft, consult.Report} {
		title, prefix := v.T("draft-out.title"), draftPrefix
		if paper == consult.Report {
			title, prefix = v.T("section.summary"), summaryPrefix
		}
		for _, e := range editionsOf(p.Versions, paper) {
			said := reportFields[0].say(e.Version, v.Language())
			all = append(all, dialogueEntry(s.absolute(v.versionPath(p, prefix+strconv.Itoa(e.number))),
				title, v.bodyName(p.Body), said.Text, e.Published))
		}
	}
	return all
}

// answerTable gives the answers of a consultation as a table for spreadsheets.
func (s *Server) answerTable(w http.ResponseWriter, r *http.Request) error {
	h, err := s.hearing(r)
	if err != nil {
		return err
	}
	a, err := s.options.Desk.PublicAnswers(r.Context(), h.Venue.Forum)
	if err != nil {
		return err
	}
	table, err := spreadsheet(s.answerRows(a))
	if err != nil {
		return err
	}
	return asTable(w, "svar.csv", table)
}

// answerRows lists the answers, a row for each.
func (s *Server) answerRows(a act.Answered) [][]string {
	rows := [][]string{{"answer", "version", "published", "body", "position", "reason_sv", "reason_en",
		"effects", "views", "why_changed", "url"}}
	for _, x := range a.Answers {
		effects := each(x.Effects, func(e consult.Effect) string {
			return strings.TrimSpace(e.Title.SV + " " + s.toEffect(e).URL)
		})
		views := each(x.Views, func(n int64) string { return strconv.FormatInt(n, 10) })
		rows = append(rows, []string{strconv.FormatInt(x.Number, 10),
			strconv.Itoa(x.AnswerVersion.Number), x.At.UTC().Format(time.RFC3339),
			a.Bodies[x.Body].Name, string(x.Position), x.Reason.SV, x.Reason.EN,
			strings.Join(effects, "\n"), strings.Join(views, " "), x.Why,
			s.answerURL(lang.Swedish, a.Venue, x)})
	}
	return rows
}

// spreadsheet writes rows as spreadsheets in Swedish read them. What people
// wrote cannot begin a formula (N-07).
func spreadsheet(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		if err := w.Write(each(row, document.Cell)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
