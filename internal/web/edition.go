package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/rdf"
)

// editionRoutes are where a body fills its catalogue in by hand.
func (s *Server) editionRoutes() []Route {
	const path = work + "/katalog/{body}"
	return []Route{
		{Method: "GET", Pattern: path, Access: Staff, Handler: s.edition},
		{Method: "POST", Pattern: path, Access: Staff, Handler: s.saveEdition},
		{Method: "POST", Pattern: path + "/publicera", Access: Staff, Handler: s.publishEdition},
		{Method: "GET", Pattern: path + "/datamangd/{dataset}", Access: Staff,
			Handler: s.editDataset},
		{Method: "POST", Pattern: path + "/datamangd/{dataset}", Access: Staff,
			Handler: s.saveDataset},
	}
}

// ownCatalogRoutes are where it is published: at the address where the national
// portal looks for it.
func (s *Server) ownCatalogRoutes() []Route {
	if s.options.Desk == nil {
		return nil
	}
	at := func(pattern string) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Machine: true, Shared: true,
			Handler: s.ownCatalog}
	}
	return []Route{at("/datasets/dcat"), at("/datasets/{body}/dcat")}
}

// newDataset stands in the address of a dataset that is not saved yet.
const newDataset = "ny"

func editionPath(body account.BodyID) string {
	return work + "/katalog/" + url.PathEscape(string(body))
}

// ownCatalog gives a catalogue that was filled in here, in the format that is
// asked for.
func (s *Server) ownCatalog(w http.ResponseWriter, r *http.Request) error {
	g, print, err := s.options.Desk.OwnCatalog(r.Context(), account.BodyID(r.PathValue("body")))
	if err != nil {
		return err
	}
	format := wanted(r.Header.Get("Accept"))
	etag := `"` + strings.ReplaceAll(strings.TrimSpace(print), " ", "-") + "-" + strings.Trim(format.Extension(), ".") + `"`
	header := w.Header()
	header["Cache-Control"], header["Etag"], header["Vary"] = revalidate, []string{etag}, []string{"Accept"}
	if has(r.Header["If-None-Match"], etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("Content-Type", format.MediaType()+"; charset=utf-8")
	return rdf.Write(w, format, g, dcat.Prefixes)
}

// wanted gives the format that is asked for by Accept: the first that we have,
// and RDF/XML, which the national portal wants, where none is.
func wanted(accept string) rdf.Format {
	for part := range strings.SplitSeq(accept, ",") {
		name, _, _ := strings.Cut(part, ";")
		switch f := rdf.FormatOf(strings.TrimSpace(name), ""); f {
		case rdf.RDFXML, rdf.Turtle, rdf.NTriples, rdf.JSONLD:
			return f
		}
	}
	return rdf.RDFXML
}

// EditionPage is where a body fills its catalogue in.
type EditionPage struct {
	Page
	Body     string
	Action   string
	Form     Form
	Fields   []Field
	May      bool // save
	Table    Table
	None     Empty
	New      string
	Publish  string // address of the form, "" for who may not, or where nothing is new
	Wait     string // why the reader may not, of those who else may
	Facts    []Fact
	Findings SourceFindings
	Valid    Notice
}

// edition shows the catalogue of a body as it is being filled in.
func (s *Server) edition(w http.ResponseWriter, r *http.Request) error {
	return s.showEdition(w, r, nil)
}

func (s *Server) showEdition(w http.ResponseWriter, r *http.Request, wrong error) error {
	v := from(r)
	e, err := s.options.Desk.EditCatalog(r.Context(), v.Person, account.BodyID(r.PathValue("body")))
	if err != nil {
		return err
	}
	page := v.editionPage(s.page(r, v.T("edition.title")), e, s.form(w, r, wrong))
	page.notice(v, r)
	return s.render(w, r, fault.Status(wrong), "edition", page)
}

// editionPage makes the page.
func (v *visit) editionPage(base Page, e act.Editing, f Form) EditionPage {
	page := EditionPage{Page: catalogued(base), Body: v.bodyName(e.Of),
		Action: v.Href(editionPath(e.Body)), Form: f,
		May: v.Person.Can(account.Edit, e.Body), Fields: v.headFields(f, e.Edition)}
	page.Table = Table{Caption: v.T("edition.datasets"), Headed: true,
		Columns: []Column{{Text: v.T("edition.dataset")},
			{Text: v.T("edition.files"), Number: true}}}
	for _, d := range e.Edition.Datasets {
		page.Table.Rows = append(page.Table.Rows, []Cell{{Text: d.Title.SV,
			Link: page.Action + "/datamangd/" + url.PathEscape(d.ID)}, {Text: v.Number(len(d.Files))}})
	}
	if page.May {
		page.New = page.Action + "/datamangd/" + newDataset
	}
	if e.Number == 0 {
		page.None = Empty{Title: v.T("edition.none"), Text: v.T("edition.none-text")}
		return page
	}
	page.Facts = []Fact{{Term: v.T("edition.address"), Link: Link{e.Address, e.Address}}}
	if e.Published.IsZero() {
		page.Facts = append(page.Facts, Fact{Term: v.T("edition.draft"), Time: e.Saved})
	} else {
		page.Facts = append(page.Facts, Fact{Term: v.T("edition.published"), Time: e.Published})
	}
	page.Findings = v.findings(act.HarvestReport{Findings: e.Findings})
	page.Valid = Notice{Tone: Done, Title: v.T("edition.valid")}
	if e.Errors > 0 {
		page.Valid = Notice{Tone: Late, Title: v.T("edition.errors", "Count", e.Errors)}
	}
	if e.Published.IsZero() && e.Errors == 0 && v.Person.Can(account.Publish, e.Body) {
		page.Publish = page.Action + "/publicera"
		if e.Of.FourEyes && e.Author == string(v.Person.ID) {
			page.Publish, page.Wait = "", v.T("edition.four-eyes")
		}
	}
	return page
}

// publisherWords says what sort of body publishes.
var publisherWords = map[string]lang.Key{
	"NationalAuthority": lang.Key("edition.national"), "RegionalAuthority": lang.Key("edition.regional"),
	"LocalAuthority": lang.Key("edition.local"),
}

// headFields are the questions about the catalogue itself.
func (v *visit) headFields(f Form, e catalog.Edition) []Field {
	var sorts []Option
	for _, code := range catalog.Publishers() {
		sorts = append(sorts, Option{Value: code, Text: v.T(string(publisherWords[code]))})
	}
	return []Field{
		f.Field("text", "title", v.T("edition.catalog-title"), e.Title.SV),
		f.Field("text", "title-en", v.T("edition.in-english", "Field", v.T("edition.catalog-title")), e.Title.EN).May(),
		f.Field("area", "description", v.T("edition.description"), e.Description.SV).Area(3, 1000),
		f.Field("area", "description-en", v.T("edition.in-english", "Field", v.T("edition.description")),
			e.Description.EN).Area(3, 1000).May(),
		f.Field("radios", "publisher", v.T("edition.publisher"), e.Publisher).Among(sorts...),
		f.Field("text", "contact", v.T("edition.contact"),
			e.Contact).Hinted(v.T("edition.contact-hint")),
		f.Field("email", "email", v.T("edition.email"), e.Email),
	}
}

// saveEdition saves what is said of the catalogue itself.
func (s *Server) saveEdition(w http.ResponseWriter, r *http.Request) error {
	v, body, form := from(r), account.BodyID(r.PathValue("body")), r.PostForm
	err := s.options.Desk.SaveCatalog(r.Context(), v.Person, body, func(e *catalog.Edition, _ time.Time) error {
		e.Title, e.Description = saidIn(form, "title"), saidIn(form, "description")
		e.Publisher, e.Contact, e.Email = form.Get("publisher"), trimmed(form, "contact"), trimmed(form, "email")
		return e.CheckHead()
	})
	return s.savedEdition(w, r, err, editionPath(body)+"?klart=saved-catalog", s.showEdition)
}

// savedEdition leads on after something has been saved, or back to the form.
func (s *Server) savedEdition(w http.ResponseWriter, r *http.Request, err error, to string,
	show func(http.ResponseWriter, *http.Request, error) error) error {
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Refused) ||
		fault.Is(err, fault.Conflict) {
		return show(w, r, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, from(r).Href(to), http.StatusSeeOther)
	return nil
}

func trimmed(form url.Values, name string) string { return strings.TrimSpace(form.Get(name)) }

func saidIn(form url.Values, name string) catalog.Said {
	return catalog.Said{SV: trimmed(form, name), EN: trimmed(form, name+"-en")}
}

// publishEdition makes the catalogue public.
func (s *Server) publishEdition(w http.ResponseWriter, r *http.Request) error {
	v, body := from(r), account.BodyID(r.PathValue("body"))
	err := s.options.Desk.PublishCatalog(r.Context(), v.Person, body)
	return s.savedEdition(w, r, err, editionPath(body)+"?klart=published-catalog", s.showEdition)
}

// EditedPage is where a dataset is filled in.
type EditedPage struct {
	Page
	Back   Link
	Action string
	Form   Form
	Fields []Field
	May    bool
	Old    bool // it can be taken away
}

// editDataset shows the form of a dataset.
func (s *Server) editDataset(w http.ResponseWriter, r *http.Request) error {
	return s.showEdited(w, r, nil)
}

func (s *Server) showEdited(w http.ResponseWriter, r *http.Request, wrong error) error {
	v, id := from(r), r.PathValue("dataset")
	e, err := s.options.Desk.EditCatalog(r.Context(), v.Person, account.BodyID(r.PathValue("body")))
	if err != nil {
		return err
	}
	d := catalog.Edited{Licence: catalog.CC0}
	if id != newDataset {
		i := slices.IndexFunc(e.Edition.Datasets, func(d catalog.Edited) bool { return d.ID == id })
		if i < 0 {
			return fault.New(fault.NotFound, "web.not-found")
		}
		d = e.Edition.Datasets[i]
	}
	page := v.editedPage(s.page(r, ""), e.Body, d, s.form(w, r, wrong))
	return s.render(w, r, fault.Status(wrong), "edition-dataset", page)
}

// editedPage makes the form of a dataset.
func (v *visit) editedPage(base Page, body account.BodyID, d catalog.Edited, f Form) EditedPage {
	base.Title = v.T("edition.new")
	if d.ID != "" {
		base.Title = d.Title.SV
	}
	page := EditedPage{Page: base, Form: f, Old: d.ID != "", May: v.Person.Can(account.Edit, body),
		Back:   Link{v.T("edition.title"), v.Href(editionPath(body))},
		Action: v.Href(editionPath(body)) + "/datamangd/" + url.PathEscape(orNew(d.ID))}
	page.Fields = append(v.datasetFields(f, d), v.editedFiles(f, d)...)
	return page
}

func orNew(id string) string {
	if id == "" {
		return newDataset
	}
	return id
}

// datasetFields are the questions about a dataset.
func (v *visit) datasetFields(f Form, d catalog.Edited) []Field {
	return []Field{
		f.Field("text", "title", v.T("edition.dataset-title"), d.Title.SV),
		f.Field("text", "title-en", v.T("edition.in-english", "Field", v.T("edition.dataset-title")), d.Title.EN).May(),
		f.Field("area", "description", v.T("edition.description"), d.Description.SV).Area(4, 2000),
		f.Field("area", "description-en", v.T("edition.in-english", "Field", v.T("edition.description")),
			d.Description.EN).Area(4, 2000).May(),
		f.Field("text", "keywords", v.T("dataset.keywords"),
			d.Keywords).Hinted(v.T("edition.keywords-hint")).May(),
		f.Field("select", "theme", v.T("data.theme"),
			d.Theme).Among(v.choices(catalog.ThemeCodes(), facetWords[byTheme])...),
		f.Field("select", "frequency", v.T("dataset.frequency"), d.Frequency).Among(
			v.choices(catalog.EditedFrequencies(), frequencyWords)...).May(),
		f.Field("radios", "licence", v.T("data.licence"), string(d.Licence)).Among(v.choices(
			[]string{string(catalog.CC0), string(catalog.CCBY), string(catalog.CCBYSA)},
			facetWords[byLicence])[1:]...),
		f.Field("date", "issued", v.T("dataset.issued"), d.Issued).May(),
	}
}

// choices words the values of a list, after one that chooses nothing.
func (v *visit) choices(values []string, words map[string]lang.Key) []Option {
	all := []Option{{Value: "", Text: v.T("edition.choose-one")}}
	for _, value := range values {
		all = append(all, Option{Value: value, Text: v.T(string(words[value]))})
	}
	return all
}

// editedFiles are the questions about the files of a dataset.
func (v *visit) editedFiles(f Form, d catalog.Edited) (all []Field) {
	formats := []Option{{Value: "", Text: v.T("edition.choose-one")}}
	for _, media := range catalog.EditedFormats() {
		formats = append(formats, Option{Value: media, Text: dcat.FormatOf(media).Code})
	}
	for i := range catalog.MostFiles {
		var file catalog.EditedFile
		if i < len(d.Files) {
			file = d.Files[i]
		}
		n := strconv.Itoa(i + 1)
		address := f.Field("url", "address-"+n, v.T("edition.file", "Number", i+1), file.Address)
		format := f.Field("select", "format-"+n, v.T("edition.file-format", "Number", i+1),
			file.Format).Among(formats...)
		if i > 0 {
			address, format = address.May(), format.May()
		}
		all = append(all, address, format)
	}
	return all
}

// saveDataset saves a dataset, or takes it away.
func (s *Server) saveDataset(w http.ResponseWriter, r *http.Request) error {
	v, body, id := from(r), account.BodyID(r.PathValue("body")), r.PathValue("dataset")
	err := s.options.Desk.SaveCatalog(r.Context(), v.Person, body, func(e *catalog.Edition, now time.Time) error {
		known := slices.ContainsFunc(e.Datasets, func(d catalog.Edited) bool { return d.ID == id })
		if id != newDataset && !known {
			return fault.New(fault.NotFound, "web.not-found")
		}
		if known && r.PostForm.Has("remove") {
			e.Take(id)
			return nil
		}
		d := editedIn(r.PostForm)
		if d.ID = id; id == newDataset {
			d.ID = act.NewDatasetID(now)
		}
		if err := d.Check(); err != nil {
			return err
		}
		return e.Put(d)
	})
	return s.savedEdition(w, r, err, editionPath(body)+"?klart=saved-catalog", s.showEdited)
}

// editedIn reads the form of a dataset.
func editedIn(form url.Values) catalog.Edited {
	d := catalog.Edited{Title: saidIn(form, "title"), Description: saidIn(form, "description"),
		Keywords: trimmed(form, "keywords"), Theme: form.Get("theme"), Frequency: form.Get("frequency"),
		Licence: catalog.Licence(form.Get("licence")), Issued: trimmed(form, "issued")}
	for i := range catalog.MostFiles {
		n := strconv.Itoa(i + 1)
		if address := trimmed(form, "address-"+n); address != "" {
			d.Files = append(d.Files, catalog.EditedFile{Address: address, Format: form.Get("format-" + n)})
		}
	}
	return d
}

// editionExamples are of the catalogue that is filled in by hand.
func editionExamples() []example {
	return []example{{"edition", exampleEdition}, {"edition-dataset", exampleEdited}}
}

var exampleEditedDataset = catalog.Edited{ID: "exempel",
	Title:       catalog.Said{SV: "Badplatser", EN: "Bathing places"},
	Description: catalog.Said{SV: "Kommunens badplatser med läge."}, Keywords: "bad, vatten", Theme: "ENVI",
	Frequency: "ANNUAL", Licence: catalog.CC0, Issued: "2023-06-01",
	Files: []catalog.EditedFile{{Address: "https://data.example.se/bad.csv", Format: "text/csv"}}}

func exampleEdition(p Page, say *lang.Printer) any {
	p.Title, p.Work = say.T("edition.title"), true
	e := act.Editing{Of: exampleBody, Address: "https://insyn.example.se/datasets/exempeldepartementet/dcat"}
	e.Body, e.Number, e.Saved = exampleBody.ID, 2, exampleTime
	e.Edition = catalog.Edition{Title: catalog.Said{SV: "Exempeldepartementets öppna data"},
		Publisher: "NationalAuthority",
		Contact:   "Registrator", Email: "registrator@example.se", Datasets: []catalog.Edited{exampleEditedDataset}}
	page := staffVisit(say).editionPage(p, e, Form{printer: say})
	page.Publish = "#"
	return page
}

func exampleEdited(p Page, say *lang.Printer) any {
	p.Work = true
	return staffVisit(say).editedPage(p, exampleBody.ID, exampleEditedDataset, Form{printer: say})
}
