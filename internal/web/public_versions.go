package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// VersionsPage lists everything that has been published of a consultation.
type VersionsPage struct {
	Page
	Gist     Gist
	Versions []TimelineItem
}

// VersionPage shows one version: what it changed and why, and all that it said.
type VersionPage struct {
	Page
	Gist     Gist
	Number   int
	At       time.Time
	Why      Words
	Who      string
	First    bool
	Current  bool
	State    Chip
	Changes  []Diff
	Said     []Fact
	All      string
	Previous Link
	Next     Link
	Receipt  Link // of its place in the public record
}

// versions lists what has been published of a consultation.
func (s *Server) versions(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	page := VersionsPage{Page: s.page(r, v.T("versions.title")),
		Gist:     v.gist(p.Consultation, p.Body),
		Versions: v.history(p)}
	return s.render(w, r, http.StatusOK, "versions", page)
}

// history lists the public versions of both papers, from first to last.
func (v *visit) history(p act.Public) []TimelineItem {
	var all []TimelineItem
	for _, e := range editionsOf(p.Versions, consult.Invitation) {
		item := TimelineItem{At: e.Published, Title: v.T("versions.changed", "Number", e.number),
			Text:   e.Reason,
			Tongue: v.foreign(string(lang.Swedish)), Link: Link{v.T("versions.see"),
				v.versionPath(p, strconv.Itoa(e.number))}}
		if e.number == 1 {
			item.Title, item.Link.Text = v.T("versions.first"), v.T("versions.read")
		}
		all = append(all, item)
	}
	for _, e := range editionsOf(p.Versions, consult.SummaryDraft) {
		all = append(all, TimelineItem{At: e.Published, Title: v.T("versions.draft", "Number",
			e.number), Text: v.T("draft-out.out-text", "Until", e.Summary.Until),
			Link: Link{v.T("versions.see"), v.versionPath(p, draftPrefix+strconv.Itoa(e.number))}})
	}
	for _, e := range editionsOf(p.Versions, consult.Report) {
		item := TimelineItem{At: e.Published, Title: v.T("versions.summary-changed", "Number",
			e.number),
			Text: e.Reason, Tongue: v.foreign(string(lang.Swedish)),
			Link: Link{v.T("versions.see"), v.versionPath(p,
				summaryPrefix+strconv.Itoa(e.number))}}
		if e.number == 1 {
			item.Title, item.Link.Text = v.T("versions.summary"), v.T("versions.read")
		}
		all = append(all, item)
	}
	if c := p.Consultation; !c.Cancelled.IsZero() {
		all = append(all, TimelineItem{At: c.Cancelled, Title: v.T("take.cancelled"),
			Text: v.say(c.Why), Tongue: v.tongue(c.Why)})
	}
	slices.SortStableFunc(all, func(a, b TimelineItem) int { return a.At.Compare(b.At) })
	return all
}

// reasonFor gives why a version was made. Reasons are written once, in Swedish.
func (v *visit) reasonFor(x consult.Version) Words {
	return Words{x.Reason, v.foreign(string(lang.Swedish))}
}

// summaryPrefix begins the number of a version of the summary in addresses.
const summaryPrefix = "sammanfattning-"

// draftPrefix begins the number of a draft of the summary that was sent out.
const draftPrefix = "utkast-"

// papersByPrefix says which paper an address is about.
var papersByPrefix = map[string]consult.Paper{summaryPrefix: consult.Report,
	draftPrefix: consult.SummaryDraft}

func (v *visit) versionPath(p act.Public, number string) string {
	return v.Href("/samrad/" + p.Consultation.Slug + "/versioner/" + number)
}

// version shows one version.
func (s *Server) version(w http.ResponseWriter, r *http.Request) error {
	p, err := s.options.Desk.PublicConsultation(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	v := from(r)
	number, paper, prefix := r.PathValue("n"), consult.Invitation, ""
	for before, of := range papersByPrefix {
		if rest, ok := strings.CutPrefix(number, before); ok {
			number, paper, prefix = rest, of, before
			break
		}
	}
	all := editionsOf(p.Versions, paper)
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(all) || strconv.Itoa(n) != number {
		return fault.New(fault.NotFound, "web.not-found")
	}
	page, err := v.versionPage(s.page(r, ""), p, all, n)
	if err != nil {
		return err
	}
	if page.Receipt, err = s.receiptLink(r, all[n-1].Version); err != nil {
		return err
	}
	if n > 1 {
		page.Previous = Link{v.T("versions.previous"), v.versionPath(p, prefix+strconv.Itoa(n-1))}
	}
	if n < len(all) {
		page.Next = Link{v.T("versions.next"), v.versionPath(p, prefix+strconv.Itoa(n+1))}
	}
	return s.render(w, r, http.StatusOK, "version", page)
}

// versionPage makes the page of the version with a public number.
func (v *visit) versionPage(p Page, public act.Public, all []edition, n int) (VersionPage, error) {
	now := all[n-1]
	p.Title = v.T("versions.version", "Number", n)
	switch now.Paper {
	case consult.Report:
		p.Title = v.T("versions.summary-version", "Number", n)
	case consult.SummaryDraft:
		p.Title = v.T("versions.draft", "Number", n)
	}
	page := VersionPage{Page: p, Gist: v.gist(public.Consultation, public.Body), Number: n,
		At:  now.Published,
		Why: v.reasonFor(now.Version), Who: v.bodyName(public.Body), First: n == 1,
		Current: n == len(all),
		All:     v.Href("/samrad/" + public.Consultation.Slug + "/versioner")}
	if page.Current {
		page.State = Chip{Tone: Active, Icon: "check", Text: v.T("versions.now")}
	}
	before, earlier := versionBefore(public, all, n)
	page.First = !earlier
	for _, f := range fieldsOf(now.Paper) {
		if said := f.say(now.Version, v.Language()); said.Text != "" {
			page.Said = append(page.Said, Fact{Term: v.T(string(f.label)), Text: said.Text,
				Tongue: v.foreign(said.Tongue)})
		}
	}
	if !earlier {
		return page, nil
	}
	var err error
	page.Changes, err = v.differences(before, now.Version)
	return page, err
}

// versionBefore gives what a version is compared with: the one before it, and
// for the first summary the draft that those who took part could object to.
func versionBefore(public act.Public, all []edition, n int) (consult.Version, bool) {
	if n > 1 {
		return all[n-2].Version, true
	}
	sent := lastOf(public.Versions, consult.SummaryDraft)
	if all[0].Paper != consult.Report || !all[0].Published.After(sent.Published) {
		return consult.Version{}, false
	}
	return sent.Version, sent.number > 0
}
