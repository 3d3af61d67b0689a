package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/lang"
)

// sourceRoutes are about where a body's catalogue is harvested from.
func (s *Server) sourceRoutes() []Route {
	return []Route{
		{Method: "GET", Pattern: work + "/kallor/{body}", Access: Staff, Handler: s.sources},
		{Method: "POST", Pattern: work + "/kallor/{body}", Access: Staff, Handler: s.addSource},
		{Method: "GET", Pattern: work + "/kalla/{source}", Access: Staff, Handler: s.source},
		{Method: "POST", Pattern: work + "/kalla/{source}", Access: Staff, Handler: s.judgeSource},
		{Method: "GET", Pattern: work + "/lankar/{body}", Access: Staff, Handler: s.links},
		{Method: "GET", Pattern: work + "/lankar/{body}/{link}", Access: Staff,
			Handler: s.linkFile},
	}
}

// previewWithin is how long somebody waits for a preview.
const previewWithin = 90 * time.Second

// SourcesPage lists where a body's catalogue is harvested from, and adds to it.
type SourcesPage struct {
	Page
	Body    string
	Action  string
	Form    Form
	Fields  []Field
	May     bool
	Table   Table
	None    Empty
	Links   string
	Preview *SourcePreview
}

// A SourcePreview is what a harvest of an address would find.
type SourcePreview struct {
	Title    string
	Fault    string
	Facts    []Fact
	Findings SourceFindings
}

// sources lists the sources of a body.
func (s *Server) sources(w http.ResponseWriter, r *http.Request) error {
	return s.showSources(w, r, nil, nil)
}

func (s *Server) showSources(w http.ResponseWriter, r *http.Request, preview *act.Preview,
	wrong error) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	b, err := s.bodyOf(r, account.SeeDraft)
	if err != nil {
		return err
	}
	list, err := s.options.Desk.Sources(r.Context(), v.Person, id)
	if err != nil {
		return err
	}
	page := SourcesPage{Page: catalogued(s.page(r, v.T("source.title"))), Body: v.bodyName(b),
		Form: s.form(w, r, wrong), Action: v.Href(work + "/kallor/" + url.PathEscape(string(id))),
		Links: v.Href(act.LinksPath(string(id))), May: v.Person.Can(account.Publish, id)}
	page.notice(v, r)
	page.fill(v, list)
	if preview != nil {
		page.Preview = v.preview(*preview)
	}
	return s.render(w, r, fault.Status(wrong), "harvest-sources", page)
}

// catalogued gives a page the looks of those about catalogues.
func catalogued(p Page) Page {
	p.Styles = append(p.Styles, "data.css", "cards.css")
	return p
}

// fill lists the sources and asks for another.
func (p *SourcesPage) fill(v *visit, list []act.SourceLine) {
	p.Table = Table{Caption: v.T("source.title"), Headed: true,
		Columns: []Column{{Text: v.T("source.address")},
			{Text: v.T("source.state")}, {Text: v.T("source.last")}, {Text: v.T("source.next")}}}
	for _, line := range list {
		p.Table.Rows = append(p.Table.Rows, v.sourceRow(line))
	}
	if len(list) == 0 {
		p.None = Empty{Title: v.T("source.none"), Text: v.T("source.none-text")}
	}
	p.Fields = []Field{
		p.Form.Field("url", "address", v.T("source.address"),
			"").Hinted(v.T("source.address-hint")),
		p.Form.Field("radios", "sector", v.T("source.sector-label"),
			string(catalog.PublicSector)).Among(
			Option{Value: string(catalog.PublicSector), Text: v.T("source.public")},
			Option{Value: string(catalog.PrivateSector), Text: v.T("source.private")}),
		p.Form.Field("check", "gathers", v.T("source.gathers"), "").Hinted(
			v.T("source.gathers-hint")).May(),
	}
}

func (v *visit) sourceRow(line act.SourceLine) []Cell {
	last, next := v.T("source.never"), v.T("source.never")
	if !line.Last.Ended.IsZero() {
		last = v.DateTime(line.Last.Ended)
	}
	if line.Source.Ended.IsZero() && !line.Source.Next.IsZero() {
		next = v.DateTime(line.Source.Next)
	}
	return []Cell{{Text: line.Source.Address, Link: v.Href(act.SourcePath(line.Source.ID))},
		{Chip: v.sourceChip(line)}, {Text: last}, {Text: next}}
}

// sourceChip says how a source stands.
func (v *visit) sourceChip(line act.SourceLine) Chip {
	switch {
	case !line.Source.Ended.IsZero():
		return Chip{Tone: Quiet, Text: v.T("source.ended")}
	case line.Held.Number > 0:
		return Chip{Tone: Late, Text: v.T("source.held")}
	}
	return v.harvestChip(line.Last)
}

// addSource shows what a harvest would find, or registers the address.
func (s *Server) addSource(w http.ResponseWriter, r *http.Request) error {
	v, id := from(r), account.BodyID(r.PathValue("body"))
	if err := v.Person.May(account.Publish, id); err != nil {
		return err
	}
	address := strings.TrimSpace(r.PostForm.Get("address"))
	if !r.PostForm.Has("add") {
		ctx, cancel := context.WithTimeout(r.Context(), previewWithin)
		defer cancel()
		preview, err := s.options.Desk.PreviewSource(ctx, v.Person, id, address)
		if err != nil {
			return s.showSources(w, r, nil, err)
		}
		return s.showSources(w, r, &preview, nil)
	}
	made, err := s.options.Desk.AddSource(r.Context(), v.Person, catalog.Source{Body: string(id),
		Address: address, Sector: catalog.Sector(r.PostForm.Get("sector")),
		Gathers: r.PostForm.Get("gathers") != ""})
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.showSources(w, r, nil, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, v.Href(act.SourcePath(made.ID))+"?klart=source", http.StatusSeeOther)
	return nil
}

// preview words what a harvest would find.
func (v *visit) preview(p act.Preview) *SourcePreview {
	if p.Fault != nil {
		return &SourcePreview{Title: v.T("source.preview-fault"), Fault: v.Fault(p.Fault)}
	}
	d := p.Decision
	counts := []Fact{{Term: v.T("source.catalogue"), Text: p.Title},
		{Term: v.T("source.added"), Text: v.Number(d.Count(catalog.Added) + d.Count(catalog.Returned))},
		{Term: v.T("source.changed"), Text: v.Number(d.Count(catalog.Changed))},
		{Term: v.T("source.removed"), Text: v.Number(d.Count(catalog.Gone))}}
	made := &SourcePreview{Title: v.T("source.preview-title"), Facts: counts,
		Findings: v.findings(p.Report)}
	if d.Hold != catalog.NoHold {
		made.Fault = v.T(string(holds[d.Hold]))
	}
	return made
}

// holds says why a harvest waits.
var holds = map[catalog.Hold]lang.Key{
	catalog.Empty:    lang.Key("source.hold-empty"),
	catalog.Vanished: lang.Key("source.hold-vanished"),
	catalog.Broken:   lang.Key("source.hold-broken"),
}
