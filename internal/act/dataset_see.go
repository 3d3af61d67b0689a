package act

import (
	"context"
	"slices"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/store"
	"insyn/rdf"
)

// A PublicDataset is all that anybody may see of a dataset, a series or a
// service. One that no source lists any more is Gone: what was said of it last
// stands there, so that its address leads somewhere.
type PublicDataset struct {
	ID      string
	Kind    catalog.Kind
	First   store.Event // when it was found first
	Latest  store.Event // what is said of it now, or was said last
	Gone    bool
	Source  catalog.Source
	Body    account.Body
	Others  int  // sources that describe it too, and give way
	Asks    bool // the body has a contact point, to which one can turn
	Links   map[string]LinkLine
	History []store.Event // newest first

	Fetches     bool // beginnings of its files can be looked at
	Content     []byte
	Description *dcat.Description
	Sheet       catalog.Sheet
	Findings    []dcat.Finding // by both profiles, without places: nobody wrote these lines
	Evidence    []dcat.Evidence
}

// Dataset gives the dataset itself, nil of a service.
func (p *PublicDataset) Dataset() *dcat.Dataset {
	for i := range p.Description.Datasets {
		if p.Description.Datasets[i].IRI == p.Sheet.IRI {
			return &p.Description.Datasets[i]
		}
	}
	return nil
}

// Service gives the service itself, nil of a dataset.
func (p *PublicDataset) Service() *dcat.Service {
	for i := range p.Description.Services {
		if p.Description.Services[i].IRI == p.Sheet.IRI {
			return &p.Description.Services[i]
		}
	}
	return nil
}

// PublicDataset opens the page of a dataset.
//
// Faults: NotFound, also of what has only been found by a harvest that waits
// for a person.
func (d *Desk) PublicDataset(ctx context.Context, id string) (p PublicDataset, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p = PublicDataset{ID: id, Links: map[string]LinkLine{}}
		if p.History, err = tx.History(id); err != nil {
			return err
		}
		if len(p.History) == 0 {
			return fault.New(fault.NotFound, "store.not-found")
		}
		p.First = p.History[len(p.History)-1]
		if err := p.choose(tx); err != nil {
			return err
		}
		if p.Source, err = tx.Source(p.Latest.Source); err != nil {
			return err
		}
		if p.Body, err = tx.Body(account.BodyID(p.Source.Body)); err != nil {
			return err
		}
		open, err := tx.ContactBodies()
		if err != nil {
			return err
		}
		p.Asks = slices.ContainsFunc(open, func(b account.Body) bool { return b.ID == p.Body.ID })
		return p.links(tx)
	})
	if err == nil {
		p.Fetches = d.Fetch != nil
		p.Read()
	}
	return p, err
}

// choose finds what counts of what the sources say: that of the one that wins,
// or of a dataset that is gone what was said last.
func (p *PublicDataset) choose(tx *store.Tx) error {
	copies, err := tx.DatasetCopies(p.ID)
	if err != nil {
		return err
	}
	var at []catalog.Source
	for _, r := range copies {
		if r.What == catalog.Gone {
			continue
		}
		s, err := tx.Source(r.Source)
		if err != nil {
			return err
		}
		at = append(at, s)
	}
	winner := catalog.Winner(at)
	p.Gone, p.Others = winner < 0, max(len(at)-1, 0)
	for _, e := range p.History {
		if e.What != catalog.Gone && (p.Gone || e.Source == at[winner].ID) {
			p.Latest = e
			return nil
		}
	}
	return fault.New(fault.NotFound, "store.not-found")
}

// links looks up how the addresses answer.
func (p *PublicDataset) links(tx *store.Tx) error {
	if p.Gone {
		return nil
	}
	promises, err := tx.PromisesOf(p.ID)
	if err != nil {
		return err
	}
	for _, one := range promises {
		if _, known := p.Links[one.Address]; known || one.Source != p.Source.ID {
			continue
		}
		l, err := tx.Link(one.Link)
		if err != nil {
			return err
		}
		probes, err := tx.Probes(l.ID, tx.Now.Add(-uptimeOver), probesShown)
		if err != nil {
			return err
		}
		p.Links[one.Address] = LinkLine{l, catalog.UptimeOf(probes)}
	}
	return nil
}

// Read takes what is said of the dataset out of its latest content.
func (p *PublicDataset) Read() {
	p.Kind, p.Content = p.Latest.Kind, p.Latest.Content
	states := map[string]catalog.LinkState{}
	for address, line := range p.Links {
		states[address] = line.Link.State
	}
	g := catalog.Graph(p.Content)
	p.Description = dcat.Describe(g)
	p.Sheet = catalog.Examine([]catalog.Item{itemOf(p.Latest.Record)}, answers(states))[0]
	report := dcat.Check(g, dcat.Options{Most: mostOfOne})
	for _, f := range report.Findings {
		if f.Code == "no-catalog" || f.Code == "unlisted" {
			continue // it stands in a catalogue, and here alone
		}
		f.Position = rdf.Position{}
		p.Findings = append(p.Findings, f)
	}
	score := dcat.ScoreOf(g, dcat.ScoreOptions{Report: report, Reachable: answers(states)})
	for _, one := range score.Datasets {
		if g.Value(one.Dataset) == p.Sheet.IRI {
			p.Evidence = score.Evidence(g, one)
		}
	}
}
