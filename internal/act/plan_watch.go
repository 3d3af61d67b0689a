package act

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/plan"
	"insyn/internal/store"
)

// How the addresses of evidence are asked.
const (
	watchesClaimed = 50
	watchLease     = 30 * time.Minute
	watchDeadline  = 30 * time.Second
	watchBytes     = 8 << 20 // what is larger has no hash
)

// addresses lists the addresses of the public evidence of a content.
func addresses(c plan.Content) (all []string) {
	for _, one := range c.Commitments {
		for _, e := range one.Evidence {
			if e.Public() && e.Kind == plan.Link && e.URL != "" {
				all = append(all, e.URL)
			}
		}
	}
	return all
}

// watched gives what is known of the addresses of a content's evidence.
func watched(tx *store.Tx, c plan.Content) (map[string]plan.Watch, error) {
	all := map[string]plan.Watch{}
	for _, address := range addresses(c) {
		w, err := tx.Watch(address)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all[address] = w
	}
	return all, nil
}

// watchNew begins to watch the addresses of evidence that are not watched yet.
func watchNew(tx *store.Tx, c plan.Content) error {
	for _, address := range addresses(c) {
		if err := watchAddress(tx, address); err != nil {
			return err
		}
	}
	return nil
}

// WatchDue asks the addresses of evidence whose turn it is, and tells how many.
// What is found changes no status: it says whether the link answers, since when
// it does not, and whether what is there is what was there.
func (d *Desk) WatchDue(ctx context.Context) (n int, err error) {
	if d.Fetch == nil {
		return 0, nil
	}
	var due []plan.Watch
	err = d.DB.Bookkeep(ctx, "watches", func(tx *store.Tx) error {
		if due, err = tx.WatchesDue(watchesClaimed); err != nil {
			return err
		}
		for _, w := range due {
			w.Next = tx.Now.Add(watchLease)
			if err := tx.SaveWatch(w); err != nil {
				return err
			}
		}
		return nil
	})
	for _, w := range due {
		if ctx.Err() != nil {
			break
		}
		err = errors.Join(err, d.watch(ctx, w))
	}
	return len(due), err
}

// watch asks one address.
func (d *Desk) watch(ctx context.Context, w plan.Watch) error {
	got, err := d.Fetch.Do(ctx, fetch.Request{Address: w.Address, MostHops: 5, Robots: true,
		Deadline: watchDeadline, MostBytes: watchBytes, Beginning: true})
	if ctx.Err() != nil {
		return nil // we were stopped, and have seen nothing; the claim runs out
	}
	var seen plan.Watch
	failed := d.DB.Bookkeep(ctx, "watch/"+w.Address, func(tx *store.Tx) error {
		now, failed := tx.Watch(w.Address)
		if failed != nil {
			return failed
		}
		if err != nil || got.Status < 200 || got.Status > 299 {
			seen = now.Failed(tx.Now)
			return saveWatch(tx, now, seen)
		}
		hash := ""
		if !got.Cut {
			sum := sha256.Sum256(got.Body)
			hash = hex.EncodeToString(sum[:])
		}
		seen = now.Answered(tx.Now, hash)
		return saveWatch(tx, now, seen)
	})
	if failed != nil {
		return failed
	}
	return d.tellReach(ctx, seen)
}

// saveWatch keeps what is known of an address; where it is another than before,
// also from when on, so that a day that is past can be told as it was.
func saveWatch(tx *store.Tx, before, now plan.Watch) error {
	if !now.Sighting().Same(before.Sighting()) {
		if err := tx.AddSighting(now.Sighting()); err != nil {
			return err
		}
	}
	return tx.SaveWatch(now)
}

// sightings gives what was known of the addresses of a content's evidence before a moment.
func sightings(tx *store.Tx, c plan.Content, moment time.Time) (map[string]plan.Sighting, error) {
	all := map[string]plan.Sighting{}
	for _, address := range addresses(c) {
		s, err := tx.SightingBefore(address, moment)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		all[address] = s
	}
	return all, nil
}

// ProveByFile keeps a file with a plan as evidence of a commitment, under its
// hash, as a new version of the plan.
//
// Who may: publishers of the plan's body. Faults: NotFound, Invalid, TooLarge.
func (d *Desk) ProveByFile(ctx context.Context, who account.Person, slug, commitment string,
	e plan.Evidence, name string, data []byte) error {
	name = fileName(name)
	media, err := fileKind(name, data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	k := plan.Keepsake{Hash: hex.EncodeToString(sum[:]), Name: name, Type: media,
		Size: int64(len(data)), Bytes: data}
	err = d.revising(ctx, who, account.Publish, slug, func(tx *store.Tx, p plan.Plan) error {
		if _, ok := p.Content.Commitment(commitment); !ok {
			return fault.New(fault.NotFound, "store.not-found")
		}
		k.Plan, k.Added = p.ID, tx.Now
		if err := tx.AddKeepsake(k); err != nil {
			return err
		}
		return note(tx, planning(p.ID), string(who.ID), "add-file", k.Hash,
			map[string]any{"size": k.Size})
	})
	if err != nil {
		return err
	}
	e.Kind, e.Hash, e.URL = plan.File, k.Hash, d.Site.URL+KeepsakePath(slug, k.Hash)
	return d.ProveCommitment(ctx, who, slug, commitment, e)
}

// KeepsakePath is where a file that proves something can be fetched.
func KeepsakePath(slug, hash string) string { return "/plan/" + slug + "/underlag/" + hash }

// Keepsake gives a file that proves something. Only what the plan in force
// lists as public evidence is found.
//
// Faults: NotFound.
func (d *Desk) Keepsake(ctx context.Context, slug, hash string) (k plan.Keepsake, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.PlanBySlug(slug)
		if err != nil {
			return err
		}
		for _, c := range p.Content.Commitments {
			for _, e := range c.Evidence {
				if e.Kind == plan.File && e.Public() && strings.EqualFold(e.Hash, hash) {
					k, err = tx.Keepsake(p.ID, e.Hash)
					return err
				}
			}
		}
		return fault.New(fault.NotFound, "store.not-found")
	})
	return k, err
}
