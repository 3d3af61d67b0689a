package act

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/store"
)

// How addresses are probed.
const (
	probesClaimed  = 200              // in one round
	probeHosts     = 8                // at the same time
	probeLease     = 30 * time.Minute // a round that dies gives its links back after this
	probeDeadline  = 30 * time.Second
	probeBeginning = 64 << 10 // bytes of the content that are looked at
	probesShown    = 400
	uptimeOver     = 30 * 24 * time.Hour
)

// ProbeDue looks at the addresses whose turn it is, several hosts at a time
// and each host's one after the other, and tells how many. What is found is
// kept; owners are told by TellOwners.
func (d *Desk) ProbeDue(ctx context.Context) (n int, err error) {
	if d.Fetch == nil {
		return 0, nil
	}
	links, promises, err := d.claimLinks(ctx)
	if err != nil {
		return 0, err
	}
	hosts := map[string][]catalog.Link{}
	for _, l := range links {
		u, _ := url.Parse(l.Address)
		hosts[strings.ToLower(u.Hostname())] = append(hosts[strings.ToLower(u.Hostname())], l)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	places := make(chan struct{}, probeHosts)
	for _, list := range hosts {
		all.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			for _, l := range list {
				failed := d.probeOne(ctx, l, promises[l.ID])
				mu.Lock()
				err = errors.Join(err, failed)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(links) > 0 {
		err = errors.Join(err, d.countLinks(ctx))
	}
	return len(links), err
}

// claimLinks takes links that are due for this round alone. Those at which
// nothing is promised any more are left alone from now on.
func (d *Desk) claimLinks(ctx context.Context) (links []catalog.Link,
	promises map[catalog.LinkID][]catalog.Promise, err error) {
	err = d.DB.Bookkeep(ctx, "links", func(tx *store.Tx) error {
		links, promises = nil, map[catalog.LinkID][]catalog.Promise{}
		due, err := tx.LinksDue(probesClaimed)
		if err != nil {
			return err
		}
		for _, l := range due {
			made, err := tx.Promises(l.ID)
			if err != nil {
				return err
			}
			next := tx.Now.Add(probeLease)
			if len(made) == 0 {
				next = time.Time{}
			} else {
				links = append(links, l)
			}
			for _, p := range made {
				promises[l.ID] = append(promises[l.ID], p.Promise)
			}
			if err := tx.PostponeLink(l.ID, next); err != nil {
				return err
			}
		}
		return nil
	})
	return links, promises, err
}

// probeOne looks at one address, keeps what it shows, and lets the reports
// about it follow.
func (d *Desk) probeOne(ctx context.Context, l catalog.Link, promises []catalog.Promise) error {
	p := d.look(ctx, l, promises)
	if ctx.Err() != nil {
		return nil // we were stopped, and have seen nothing; the claim runs out
	}
	err := d.DB.Bookkeep(ctx, "link/"+string(l.ID), func(tx *store.Tx) error {
		now, err := tx.Link(l.ID)
		if err != nil {
			return err
		}
		p.At = tx.Now
		l, _ = now.Observe(p)
		return tx.SaveLink(l, p)
	})
	if err != nil {
		return err
	}
	return d.followReports(ctx, l)
}

// look asks for an address: the header first, and the content where the header
// fails, gives cause for doubt, or has been believed for long enough.
func (d *Desk) look(ctx context.Context, l catalog.Link, promises []catalog.Promise) catalog.Probe {
	ask := fetch.Request{Address: l.Address, Head: true, MostHops: 5, Robots: true,
		Deadline: probeDeadline, MostBytes: probeBeginning, Beginning: true}
	got, err := d.Fetch.Do(ctx, ask)
	answer := answered(got, err, false)
	if outcome, _ := catalog.Judge(answer, promises, l.Full); inconclusive(outcome, err) ||
		outcome == catalog.Good && d.doubts(l, promises, answer) {
		ask.Head = false
		got, err = d.Fetch.Do(ctx, ask)
		answer = answered(got, err, true)
	}
	p := catalog.Probe{Status: answer.Status, Reason: answer.Reason, Looked: answer.Looked}
	p.Outcome, p.Full = catalog.Judge(answer, promises, l.Full)
	if got != nil {
		p.Expires = got.Expires
	}
	return p
}

// inconclusive tells whether an answer to HEAD is no reason to believe anything yet:
// many hosts answer HEAD with an error, or bar it, and GET as they should. What
// robots.txt says is believed.
func inconclusive(o catalog.Outcome, err error) bool {
	return o == catalog.Failed || o == catalog.Barred && fetch.ReasonOf(err) != fetch.Robots
}

// doubts tells whether the content has to be seen: a file that looks like a
// web page or like nothing, and now and then any file.
func (d *Desk) doubts(l catalog.Link, promises []catalog.Promise, a catalog.Answer) bool {
	file := false
	for _, p := range promises {
		file = file || p.Role == catalog.Download
	}
	return file && (strings.HasPrefix(a.Type, "text/html") ||
		d.Now().Sub(l.Looked) >= catalog.LookEvery)
}

// answered gives what a judgement needs of an answer.
func answered(got *fetch.Response, err error, body bool) catalog.Answer {
	if err != nil {
		reason := string(fetch.ReasonOf(err))
		if reason == "" {
			reason = string(fetch.Unreached)
		}
		return catalog.Answer{Reason: reason}
	}
	return catalog.Answer{Status: got.Status, Type: got.Header.Get("Content-Type"), Body: got.Body,
		Looked: body, Whole: body && !got.Cut}
}

// A LinkLine is an address in a list, and how it has answered lately.
type LinkLine struct {
	Link   catalog.Link
	Uptime catalog.Uptime // over a month
}

// Links lists the addresses that the catalogue of a body names, in a state or
// all, up to a hundred from an ID on, and counts them by state.
//
// Who may: readers of the body.
func (d *Desk) Links(ctx context.Context, who account.Person, body account.BodyID,
	state catalog.LinkState, after string) (all []LinkLine, states map[catalog.LinkState]int, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return nil, nil, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		all = nil
		if states, err = tx.LinkStates(body); err != nil {
			return err
		}
		links, err := tx.LinksOf(body, state, after, LinksPageful)
		if err != nil {
			return err
		}
		for _, l := range links {
			probes, err := tx.Probes(l.ID, tx.Now.Add(-uptimeOver), probesShown)
			if err != nil {
				return err
			}
			all = append(all, LinkLine{l, catalog.UptimeOf(probes)})
		}
		return nil
	})
	return all, states, err
}

// LinksPageful is how many addresses one page lists.
const LinksPageful = 100

// A LinkFile is what is known of one address.
type LinkFile struct {
	LinkLine
	Probes   []catalog.Probe // newest first
	Months   []catalog.Month // what is not kept look by look any more, newest first
	Datasets []store.Record  // that name it, as one of their sources describes them
}

// LinkFile opens the file of an address.
//
// Who may: readers of the body, of whose catalogue it has to be.
func (d *Desk) LinkFile(ctx context.Context, who account.Person, body account.BodyID,
	id catalog.LinkID) (f LinkFile, err error) {
	if err := who.May(account.SeeDraft, body); err != nil {
		return f, err
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		f = LinkFile{}
		if f.Link, err = tx.Link(id); err != nil {
			return err
		}
		if f.Datasets, err = naming(tx, body, id); err != nil {
			return err
		}
		if len(f.Datasets) == 0 {
			return fault.New(fault.NotFound, "account.not-found")
		}
		if f.Probes, err = tx.Probes(id, tx.Now.Add(-uptimeOver), probesShown); err != nil {
			return err
		}
		f.Uptime = catalog.UptimeOf(f.Probes)
		f.Months, err = tx.ProbeMonths(id)
		return err
	})
	return f, err
}

// naming gives the records of a body's sources that name an address.
func naming(tx *store.Tx, body account.BodyID, id catalog.LinkID) (all []store.Record, err error) {
	promises, err := tx.Promises(id)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range promises {
		if seen[p.Dataset+string(p.Source)] {
			continue
		}
		seen[p.Dataset+string(p.Source)] = true
		s, err := tx.Source(p.Source)
		if err != nil {
			return nil, err
		}
		if s.Body != string(body) {
			continue
		}
		copies, err := tx.DatasetCopies(p.Dataset)
		if err != nil {
			return nil, err
		}
		for _, r := range copies {
			if r.Source == p.Source {
				all = append(all, r)
			}
		}
	}
	return all, nil
}
