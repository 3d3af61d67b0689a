package act

import (
	"context"
	"slices"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// How reports of errors and probes of addresses follow each other.
const (
	reportsOver  = 60 * 24 * time.Hour // how far back what was seen of an address counts
	repairLasts  = 14 * 24 * time.Hour // what fails again within this was not mended
	lookedLately = 15 * time.Minute    // nobody can make us look more often than this
)

// A blamed dataset is one that people have reported, and an address of which
// has just been looked at; with what bears on the reports.
type blamed struct {
	names  []string          // what reports call it
	probes []catalog.Probe   // of the address
	broken [][]catalog.Probe // of each other address of it that does not work
}

// about tells whether a report is about the address: it failed when the report came.
func (r blamed) about(duty consult.Duty) bool {
	return catalog.FailedAround(r.probes, duty.Received)
}

// mended tells whether an open report can be closed: nothing else of the
// dataset that failed when it came still fails.
func (r blamed) mended(duty consult.Duty) bool {
	return duty.Open() && r.about(duty) &&
		!slices.ContainsFunc(r.broken, func(probes []catalog.Probe) bool {
			return catalog.FailedAround(probes, duty.Received)
		})
}

// refuted tells whether a report was closed too early: by the program a while
// since, or by somebody who said that it is mended while it goes on failing.
func (r blamed) refuted(duty consult.Duty, a consult.Answer, now time.Time) bool {
	if !r.about(duty) {
		return false
	}
	if a.Author == string(account.System.ID) {
		return now.Sub(duty.Answered) < repairLasts
	}
	return a.Position == consult.Accepted && catalog.FailsSince(r.probes, duty.Answered)
}

// followReports lets the reports about the datasets at an address follow what
// a probe has shown: what works again is mended, and what fails is not.
func (d *Desk) followReports(ctx context.Context, l catalog.Link) error {
	works, fails := l.State == catalog.Alive, l.Failures > 0
	if !works && !fails {
		return nil
	}
	about, err := d.blamedAt(ctx, l)
	for _, r := range about {
		for _, name := range r.names {
			if err != nil {
				return err
			}
			if works {
				_, err = d.CloseOnRepair(ctx, name, r.mended, d.sayAddress(lang.Key("case.works-again"), l))
			} else {
				_, err = d.ReopenOnFailure(ctx, name, r.refuted, d.sayAddress(lang.Key("case.fails-again"), l).SV)
			}
		}
	}
	return err
}

// blamedAt gives the datasets at an address that there are reports about.
func (d *Desk) blamedAt(ctx context.Context, l catalog.Link) (about []blamed, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		about = nil
		promises, err := tx.Promises(l.ID)
		seen := map[string]bool{}
		for _, p := range promises {
			if err != nil {
				return err
			}
			if seen[p.Dataset] {
				continue
			}
			seen[p.Dataset] = true
			var r blamed
			if r.names, err = d.reportedNames(tx, p.Dataset); err != nil || len(r.names) == 0 {
				continue
			}
			if r.probes, err = tx.Probes(l.ID, tx.Now.Add(-reportsOver), probesShown); err != nil {
				return err
			}
			r.broken, err = brokenBeside(tx, p.Dataset, l.ID)
			about = append(about, r)
		}
		return err
	})
	return about, err
}

// reportedNames gives the names under which a dataset has been reported: those
// that catalogues have for it, and the addresses of its page.
func (d *Desk) reportedNames(tx *store.Tx, dataset string) (names []string, err error) {
	copies, err := tx.DatasetCopies(dataset)
	if err != nil {
		return nil, err
	}
	all := []string{d.datasetPage(lang.Swedish) + dataset, d.datasetPage(lang.English) + dataset}
	for _, c := range copies {
		if !slices.Contains(all, c.IRI) {
			all = append(all, c.IRI)
		}
	}
	for _, name := range all {
		cases, err := tx.CasesAbout(name, consult.AnError)
		if err != nil {
			return nil, err
		}
		if len(cases) > 0 {
			names = append(names, name)
		}
	}
	return names, nil
}

// datasetPage gives the address of the page of a dataset without its ID.
func (d *Desk) datasetPage(l lang.Language) string { return d.Site.URL + path(l, "/data/datamangd/") }

// brokenBeside gives the probes of what else of a dataset does not work.
func brokenBeside(tx *store.Tx, dataset string,
	but catalog.LinkID) (all [][]catalog.Probe, err error) {
	promises, err := tx.PromisesOf(dataset)
	if err != nil {
		return nil, err
	}
	seen := map[catalog.LinkID]bool{but: true}
	for _, p := range promises {
		if seen[p.Link] {
			continue
		}
		seen[p.Link] = true
		l, err := tx.Link(p.Link)
		if err != nil {
			return nil, err
		}
		if l.State == catalog.Alive || l.Failures == 0 && l.State != catalog.Dead {
			continue
		}
		probes, err := tx.Probes(l.ID, tx.Now.Add(-reportsOver), probesShown)
		if err != nil {
			return nil, err
		}
		all = append(all, probes)
	}
	return all, nil
}

// mostAddress is how much of an address a reason shows, which has a length.
const mostAddress = 200

// sayAddress words what has been seen of an address, in both languages.
func (d *Desk) sayAddress(key lang.Key, l catalog.Link) consult.Text {
	address := l.Address
	if len(address) > mostAddress {
		address = strings.ToValidUTF8(address[:mostAddress], "") + " …"
	}
	say := func(in lang.Language) string { return lang.For(in).T(string(key), "Address", address) }
	return consult.Text{SV: say(lang.Swedish), EN: say(lang.English)}
}

// lookSoon has the addresses of a dataset that a report is about looked at now:
// when it comes, and when somebody says that it is mended.
func (d *Desk) lookSoon(tx *store.Tx, v consult.View) error {
	if v.Sort != consult.AnError || v.Subject.About != consult.ADataset {
		return nil
	}
	datasets, err := tx.DatasetsNamed(v.Subject.ID)
	for _, l := range []lang.Language{lang.Swedish, lang.English} {
		if id, ours := strings.CutPrefix(v.Subject.ID, d.datasetPage(l)); ours {
			datasets = append(datasets, id)
		}
	}
	for _, dataset := range datasets {
		if err != nil {
			return err
		}
		err = lookAt(tx, dataset)
	}
	return err
}

// lookAt makes the addresses of a dataset due, but for those seen lately.
func lookAt(tx *store.Tx, dataset string) error {
	promises, err := tx.PromisesOf(dataset)
	for _, p := range promises {
		if err != nil {
			return err
		}
		var l catalog.Link
		if l, err = tx.Link(p.Link); err != nil {
			return err
		}
		if tx.Now.Sub(l.Checked) >= lookedLately && l.Next.After(tx.Now) {
			err = tx.PostponeLink(l.ID, tx.Now)
		}
	}
	return err
}

// lookAfterAnswer has what an answer says is mended looked at now.
func (d *Desk) lookAfterAnswer(tx *store.Tx, duties []consult.Duty) error {
	for _, duty := range duties {
		if duty.Forum.Contact() == "" {
			continue
		}
		v, err := tx.View(duty.View)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := d.lookSoon(tx, v); err != nil {
			return err
		}
	}
	return nil
}
