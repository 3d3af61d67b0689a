package act

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/record"
	"insyn/internal/store"
	"insyn/rdf"
)

// catalogPublished is the act of making a catalogue public that was filled in by hand.
const catalogPublished record.Act = "catalog-published"

// recordedCatalogs is its line in recordedActs.
var recordedCatalogs = recorded{catalogPublished, keptCatalog, allCatalogs, true}

// An Editing is the catalogue of a body as it is being filled in.
type Editing struct {
	store.CatalogEdition
	Of       account.Body
	Address  string         // where it is published
	Findings []dcat.Finding // by the Swedish profile, and by the European once it is exported
	Errors   int
}

// EditCatalog opens the catalogue that a body fills in by hand. Before anything
// is saved its number is 0.
//
// Who may: readers of the body.
func (d *Desk) EditCatalog(ctx context.Context, who account.Person,
	body account.BodyID) (e Editing, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return e, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		e = Editing{Address: d.ownAddress(body)}
		if e.Of, err = tx.Body(body); err != nil {
			return err
		}
		e.CatalogEdition, err = tx.LatestCatalogEdition(body)
		if fault.Is(err, fault.NotFound) {
			e.CatalogEdition, err = store.CatalogEdition{Body: body}, nil
		}
		return err
	})
	if err == nil && e.Number > 0 {
		e.check(d.ownGraph(e.CatalogEdition, e.Of))
	}
	return e, err
}

// check holds the catalogue against both profiles: against Europe's as it is
// exported, since no catalogue can obey both.
func (e *Editing) check(g *rdf.Graph) {
	sweden := dcat.Check(g, dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}})
	exported, _ := dcat.Export(g)
	europe := dcat.Check(exported, dcat.Options{Profiles: []*dcat.Profile{dcat.European}})
	for _, f := range append(sweden.Findings, europe.Findings...) {
		f.Position = rdf.Position{}
		if f.Severity == dcat.Error {
			e.Errors++
		}
		e.Findings = append(e.Findings, f)
	}
}

// ownAddress is where the catalogue of a body is published that is filled in here.
func (d *Desk) ownAddress(body account.BodyID) string {
	return d.Site.URL + "/datasets/" + url.PathEscape(string(body)) + "/dcat"
}

// ownGraph makes the catalogue of an edition.
func (d *Desk) ownGraph(e store.CatalogEdition, of account.Body) *rdf.Graph {
	return e.Edition.Graph(d.Site.URL+"/datasets/"+url.PathEscape(string(e.Body)), of.Name)
}

// SaveCatalog changes the draft of a body's catalogue, or begins one. What is
// saved is seen by nobody before it is published.
//
// Who may: editors of the body. Faults: those of change.
func (d *Desk) SaveCatalog(ctx context.Context, who account.Person, body account.BodyID,
	change func(e *catalog.Edition, now time.Time) error) error {
	if err := who.May(account.Edit, body); err != nil {
		return err
	}
	return d.DB.Write(ctx, "body/"+string(body), func(tx *store.Tx) error {
		e, err := tx.LatestCatalogEdition(body)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if e.Number == 0 || !e.Published.IsZero() {
			e.Number, e.Published = e.Number+1, time.Time{}
		}
		if err := change(&e.Edition, tx.Now); err != nil {
			return err
		}
		e.Body, e.Author, e.Saved = body, string(who.ID), tx.Now
		if err := tx.PutCatalogEdition(e); err != nil {
			return err
		}
		return note(tx, "body/"+string(body), string(who.ID), "save-catalog",
			editionObject(body, e.Number), nil)
	})
}

// NewDatasetID gives the ID of a dataset that is filled in from now on.
func NewDatasetID(now time.Time) string { return store.NewID(now) }

func editionObject(body account.BodyID, number int) string {
	return fmt.Sprintf("catalog/%s/%d", body, number)
}

// PublishCatalog makes the draft of a body's catalogue public at its address,
// and takes it into the catalogue of the site. It has to obey the Swedish
// profile.
//
// Who may: publishers; where the body demands four eyes, somebody else than who
// saved it last. Faults: Conflict (nothing is new), Invalid (errors are left),
// Forbidden.
func (d *Desk) PublishCatalog(ctx context.Context, who account.Person, body account.BodyID) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	e, err := d.EditCatalog(ctx, who, body)
	if err != nil {
		return err
	}
	var s catalog.Source
	err = d.DB.Write(ctx, "body/"+string(body), func(tx *store.Tx) error {
		latest, err := tx.LatestCatalogEdition(body)
		switch {
		case fault.Is(err, fault.NotFound) || err == nil && !latest.Published.IsZero():
			return fault.New(fault.Conflict, "edition.nothing-new")
		case err != nil:
			return err
		case latest.Number != e.Number || !latest.Saved.Equal(e.Saved):
			return fault.New(fault.Conflict, "edition.changed")
		case e.Errors > 0:
			return fault.New(fault.Invalid, "edition.errors").With("Count", e.Errors)
		case e.Of.FourEyes && !who.Machine && latest.Author == string(who.ID):
			return fault.New(fault.Forbidden, "edition.four-eyes")
		}
		if err := tx.PublishCatalogEdition(body, e.Number); err != nil {
			return err
		}
		object := editionObject(body, e.Number)
		if err := note(tx, "body/"+string(body), string(who.ID), "publish-catalog", object, nil); err != nil {
			return err
		}
		if _, err := enter(tx, catalogPublished, object); err != nil {
			return err
		}
		s, err = d.ownSource(tx, body)
		return err
	})
	if err != nil {
		return err
	}
	return d.takeIn(ctx, who, s)
}

// ownSource gives the source that a body's own catalogue is, and registers it.
func (d *Desk) ownSource(tx *store.Tx, body account.BodyID) (catalog.Source, error) {
	s, err := tx.SourceByAddress(d.ownAddress(body))
	if !fault.Is(err, fault.NotFound) {
		return s, err
	}
	s = catalog.Source{ID: catalog.SourceID(store.NewID(tx.Now)), Body: string(body),
		Address: d.ownAddress(body), Sector: catalog.PublicSector, Created: tx.Now}
	s.Next = catalog.NextHarvest(tx.Now, s.ID)
	return s, tx.AddSource(s)
}

// takeIn harvests what has just been published. Where much has been taken away
// the one who published it has decided that already.
func (d *Desk) takeIn(ctx context.Context, who account.Person, s catalog.Source) error {
	run, err := d.Harvest(ctx, who, s.ID)
	if err != nil || run.State != store.HarvestHeld {
		return errors.Join(err, HarvestFault(run))
	}
	return d.ApproveHarvest(ctx, who, s.ID, run.Number, "Publicerad för hand på webbplatsen.")
}

// ownText gives the catalogue that is published at an address of the site
// itself: no client has to go there. own is false for other addresses.
func (d *Desk) ownText(ctx context.Context, address string) (got *fetch.Response, own bool, err error) {
	name, ok := strings.CutPrefix(address, d.Site.URL+"/datasets/")
	if name, own = strings.CutSuffix(name, "/dcat"); !ok || !own {
		return nil, false, nil
	}
	body, err := url.PathUnescape(name)
	if err != nil {
		return nil, true, fault.New(fault.NotFound, "store.not-found")
	}
	g, _, err := d.OwnCatalog(ctx, account.BodyID(body))
	if err != nil {
		return nil, true, err
	}
	var text bytes.Buffer
	if err := rdf.Write(&text, rdf.RDFXML, g, dcat.Prefixes); err != nil {
		return nil, true, err
	}
	return &fetch.Response{Status: http.StatusOK, Body: text.Bytes(),
		Header: http.Header{"Content-Type": {rdf.RDFXML.MediaType()}}}, true, nil
}

// OwnCatalog gives the catalogue that a body has filled in and published, and
// what changes when it does. For "" it gives those of all bodies: that of the
// only one, or a catalogue of which they are parts.
//
// Faults: NotFound.
func (d *Desk) OwnCatalog(ctx context.Context,
	body account.BodyID) (g *rdf.Graph, print string, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.PublicCatalogEditions()
		if err != nil {
			return err
		}
		var graphs []*rdf.Graph
		var heads []string
		print = ""
		for _, e := range all {
			if body != "" && e.Body != body {
				continue
			}
			of, err := tx.Body(e.Body)
			if err != nil {
				return err
			}
			graphs = append(graphs, d.ownGraph(e, of))
			heads = append(heads, d.Site.URL+"/datasets/"+url.PathEscape(string(e.Body))+"/katalog")
			print += string(e.Body) + "." + strconv.Itoa(e.Number) + " "
		}
		if len(graphs) == 0 {
			return fault.New(fault.NotFound, "store.not-found")
		}
		g = graphs[0]
		if len(graphs) > 1 {
			g = catalog.Together(d.Site.URL+"/datasets/katalog", d.Site.Name, graphs, heads)
		}
		return nil
	})
	return g, print, err
}

// keptCatalog gives what was published, byte by byte.
func keptCatalog(tx *store.Tx, object string) ([]byte, time.Time, error) {
	rest, ok := strings.CutPrefix(object, "catalog/")
	body, n, _ := strings.Cut(rest, "/")
	number, err := strconv.Atoi(n)
	if !ok || err != nil {
		return nil, time.Time{}, fault.New(fault.NotFound, "store.not-found")
	}
	content, at, err := tx.CatalogEditionContent(account.BodyID(body), number)
	if err != nil {
		return nil, time.Time{}, err
	}
	return []byte(`{"at":"` + record.Moment(at) + `","catalog":` + content + `}`), at, nil
}

func allCatalogs(tx *store.Tx) (objects []string, err error) {
	all, err := tx.PublishedCatalogEditions()
	for _, e := range all {
		objects = append(objects, editionObject(e.Body, e.Number))
	}
	return objects, err
}
