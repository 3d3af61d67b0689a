package act

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

// Identities are the organisations that stand in what is public, whatever the
// register: consultations, ledgers, catalogues and contacts. They are made of
// what those say when somebody looks, and nothing is stored of it; only what
// people have looked up and decided is.
type Identities struct {
	All       []integrity.Organisation // in the order of their identities
	Entered   []integrity.Entered
	Verdicts  []integrity.Dated[integrity.Verdict] // in the order in which they were given
	Bodies    map[string]account.Body
	EnteredBy []string // ID of the body, by the place of what was entered
	DecidedBy []string // ID of the body, by the place of the verdict
}

// Rulings gives the verdicts without their dates.
func (i Identities) Rulings() (all []integrity.Verdict) {
	for _, v := range i.Verdicts {
		all = append(all, v.What)
	}
	return all
}

// Find gives the organisation that an identity speaks of, also where it has
// been merged into another.
func (i Identities) Find(id string) (integrity.Organisation, bool) {
	for _, o := range i.All {
		if o.ID == id || slices.Contains(o.Merged, id) {
			return o, true
		}
	}
	return integrity.Organisation{}, false
}

// Identities gives every organisation that stands in what is public. Nobody writes to it.
//
// Faults: Unavailable (too much else is being made).
func (d *Desk) Identities(ctx context.Context) (Identities, error) {
	return made(ctx, d, "organisations", d.gathered)
}

// gathered makes Identities.
func (d *Desk) gathered(ctx context.Context) (i Identities, err error) {
	var suppliers []integrity.Mention
	if d.Depot != nil {
		if suppliers, err = d.suppliersMentioned(ctx); err != nil {
			return i, err
		}
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		i = Identities{}
		if i.Bodies, err = bodiesByID(tx); err != nil {
			return err
		}
		if err := i.decided(tx); err != nil {
			return err
		}
		mentions := slices.Clone(suppliers)
		for _, look := range []func(*store.Tx, Identities) ([]integrity.Mention, error){
			bodiesMentioned, publishersMentioned, contactsMentioned, giversMentioned, saidMentioned} {
			found, err := look(tx, i)
			if err != nil {
				return err
			}
			mentions = append(mentions, found...)
		}
		i.All = integrity.Organisations(append(mentions, i.lookedUp()...), i.Rulings())
		return nil
	})
	return i, err
}

// decided reads what people have looked up and decided.
func (i *Identities) decided(tx *store.Tx) error {
	matters, said, err := sayings(tx, integrity.AnOrganisation)
	if err != nil {
		return err
	}
	for _, m := range matters {
		for _, e := range said[m.ID][max(0, len(said[m.ID])-1):] {
			i.Entered, i.EnteredBy = append(i.Entered, *e.Entered), append(i.EnteredBy, e.By)
		}
	}
	matters, said, err = sayings(tx, integrity.AVerdict)
	if err != nil {
		return err
	}
	type ruled struct {
		integrity.Dated[integrity.Verdict]
		body string
	}
	var all []ruled
	for _, m := range matters {
		for _, e := range said[m.ID] {
			all = append(all, ruled{integrity.Dated[integrity.Verdict]{Number: e.Number, At: e.At,
				What: *e.Verdict}, e.By})
		}
	}
	slices.SortStableFunc(all, func(a, b ruled) int { return a.At.Compare(b.At) })
	for _, r := range all {
		i.Verdicts, i.DecidedBy = append(i.Verdicts, r.Dated), append(i.DecidedBy, r.body)
	}
	return nil
}

// suppliersMentioned gives the legal persons of whom somebody has bought.
func (d *Desk) suppliersMentioned(ctx context.Context) (all []integrity.Mention, err error) {
	shelves, err := d.shelves(ctx)
	for _, s := range shelves {
		var on integrity.Date
		for _, v := range s.spans {
			on = max(on, integrity.DateOf(v.Published.In(lang.Stockholm)))
		}
		for code, number := range s.table.Column(ledger.SupplierID).Values() {
			if id, listed := purchase.Listed(number); listed && s.names[code] != "" {
				all = append(all, integrity.Mention{Name: s.names[code], Number: id.String(),
					Where: integrity.AsSupplier,
					Path:  SupplierPath(id.String()), By: s.body.Name, On: on})
			}
		}
	}
	return all, err
}

// SupplierPath gives the Swedish path of the page of a supplier.
func SupplierPath(number string) string {
	return "/inkop/leverantor/" + url.PathEscape(number)
}

// bodiesMentioned gives the bodies that work here, with the day on which what
// is said of each was last saved.
func bodiesMentioned(tx *store.Tx, i Identities) (all []integrity.Mention, _ error) {
	for _, b := range i.Bodies {
		number, _ := integrity.OrganisationNumber(b.Number)
		m := integrity.Mention{Name: b.Name, Number: number, Where: integrity.AsBody}
		saved, err := tx.AuditOf("body/"+string(b.ID), string(b.ID), 1)
		if err != nil {
			return nil, err
		}
		for _, line := range saved {
			m.On = integrity.DateOf(line.At.In(lang.Stockholm))
		}
		all = append(all, m)
	}
	return all, nil
}

// lastOf gives the last part of an identifier that may be an address.
func lastOf(identifier string) string {
	return identifier[strings.LastIndexAny(identifier, "/:")+1:]
}

// mostRecords is how many datasets of a source are looked through for publishers.
const mostRecords = 1000

// publishersMentioned gives those who publish what catalogues list, with the
// day of the first harvest in which each stands so.
func publishersMentioned(tx *store.Tx, i Identities) (all []integrity.Mention, err error) {
	sources, err := tx.Sources("")
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.Generation == 0 {
			continue
		}
		found, err := publishersIn(tx, s.ID, integrity.Mention{Where: integrity.AsPublisher,
			Path: "/data/myndighet/" + s.Body, By: i.Bodies[s.Body].Name})
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// publishersIn gives those who publish what one source lists, once each, told
// as in m but for name, number and day.
func publishersIn(tx *store.Tx, id catalog.SourceID,
	m integrity.Mention) (all []integrity.Mention, err error) {
	records, err := tx.InForce(id, "", mostRecords)
	if err != nil {
		return nil, err
	}
	since, days := map[integrity.Mention]int{}, map[int]integrity.Date{}
	for _, r := range records {
		for _, a := range dcat.Describe(catalog.Graph(r.Content)).Agents {
			m.Name = a.Name.In("sv")
			m.Number, _ = integrity.OrganisationNumber(lastOf(a.Identifier))
			first, seen := since[m]
			if m.Name != "" && (!seen || r.Since < first) {
				since[m] = r.Since
			}
		}
	}
	for m, number := range since {
		if days[number] == "" {
			h, err := tx.Harvest(id, number)
			if err != nil {
				return nil, err
			}
			days[number] = integrity.DateOf(h.Ended.In(lang.Stockholm))
		}
		m.On = days[number]
		all = append(all, m)
	}
	return all, nil
}

// contactsMentioned gives those who have met officials.
func contactsMentioned(tx *store.Tx, _ Identities) (all []integrity.Mention, err error) {
	b, err := books(tx)
	for _, one := range b.All {
		for _, r := range one.Told() {
			for _, p := range r.Now().With {
				all = append(all, integrity.Mention{Name: p.Name, Number: p.Number, Where: integrity.AsContact,
					Path: "/integritet/kontakt/" + r.Matter.Key, By: b.Bodies[one.Matter.Body].Name,
					On: integrity.DateOf(r.Published().In(lang.Stockholm))})
			}
		}
	}
	return all, err
}

// giversMentioned gives those who have given bodies something.
func giversMentioned(tx *store.Tx, _ Identities) (all []integrity.Mention, err error) {
	b, err := giftBooks(tx)
	for _, one := range b.All {
		for _, r := range one.Standing() {
			if from := r.Now().From; from.Name != "" {
				all = append(all, integrity.Mention{Name: from.Name, Number: from.Number,
					Where: integrity.AsGiver, Path: "/integritet/gava/" + r.Matter.Key,
					By: b.Bodies[one.Matter.Body].Name,
					On: integrity.DateOf(r.Registered().In(lang.Stockholm))})
			}
		}
	}
	return all, err
}

// saidMentioned gives the organisations that have sent views, and those whose
// participants have agreed to be named. Nobody who speaks for himself is among them.
func saidMentioned(tx *store.Tx, _ Identities) (all []integrity.Mention, err error) {
	list, err := tx.Consultations(store.ConsultationFilter{Public: true, Limit: mostMeetings})
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		t, err := traced(tx, c)
		if err != nil {
			return nil, err
		}
		venue := c.Venue()
		for _, v := range t.Views {
			if v.Sender.Kind == consult.AnOrganisation && v.Sender.Organisation != "" {
				all = append(all, integrity.Mention{Name: v.Sender.Organisation, Where: integrity.AsSender,
					Path: venue.Views() + "/" + strconv.FormatInt(v.Number, 10),
					On:   integrity.DateOf(v.Sent.In(lang.Stockholm))})
			}
		}
		for _, p := range t.Named {
			if p.Organisation != "" && p.Kind != consult.Private && p.Kind != consult.Expert {
				all = append(all, integrity.Mention{Name: p.Organisation, Where: integrity.AsListed,
					Path: "/samrad/" + c.Slug, On: integrity.DateOf(c.Content.Begin().In(lang.Stockholm))})
			}
		}
	}
	return all, nil
}

// identities names the aggregate that decisions about organisations lock.
const identities = "organisations"

// EnterOrganisation keeps the number and name of an organisation that somebody
// has looked up.
//
// Who may: publishers of the body. Faults: Invalid.
func (d *Desk) EnterOrganisation(ctx context.Context, who account.Person, body account.BodyID,
	e integrity.Entered) error {
	_, err := d.enterAll(ctx, who, body, []integrity.Entered{e}, e.Check())
	return err
}

// ImportOrganisations keeps a list of organisations that were looked up, all or
// nothing; the same list again changes nothing. It tells how many lines said
// something new.
//
// Who may: publishers of the body. Faults: Invalid (lines of the file), TooLarge.
func (d *Desk) ImportOrganisations(ctx context.Context, who account.Person, body account.BodyID,
	data []byte) (int, error) {
	if err := who.May(account.Publish, body); err != nil {
		return 0, err
	}
	table, err := listTable(integrity.EnteredColumns, data)
	if err != nil {
		return 0, err
	}
	list, err := integrity.ReadEntered(table)
	return d.enterAll(ctx, who, body, list, err)
}

func (d *Desk) enterAll(ctx context.Context, who account.Person, body account.BodyID,
	list []integrity.Entered, wrong error) (n int, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return 0, err
	}
	if wrong != nil {
		return 0, wrong
	}
	err = d.DB.Write(ctx, identities, func(tx *store.Tx) error {
		n = 0
		for _, e := range list {
			m, err := keeping(tx, integrity.AnOrganisation, body, e.Number)
			if err != nil {
				return err
			}
			entries, err := tx.Entries(m.ID)
			if err != nil {
				return err
			}
			if len(entries) > 0 && *entries[len(entries)-1].Entered == e {
				continue
			}
			n++
			if err := say(tx, who, m, "enter-organisation",
				integrity.Said{By: string(body), Entered: &e}); err != nil {
				return err
			}
		}
		return note(tx, identities, string(who.ID), "enter-organisations", string(body),
			map[string]any{"new": n})
	})
	return n, err
}

// RuleOrganisations decides whether two identities are one organisation, or that
// nothing is decided any more. Only people decide, each with a reason.
//
// Who may: publishers of the body. Faults: Invalid (no such identity, no reason),
// Refused (it would make one organisation of two numbers).
func (d *Desk) RuleOrganisations(ctx context.Context, who account.Person, body account.BodyID,
	v integrity.Verdict) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	i, err := d.Identities(ctx)
	if err != nil {
		return err
	}
	for field, id := range map[string]string{"one": v.One, "other": v.Other} {
		if _, known := i.Find(id); !known {
			return fault.New(fault.Invalid, "integrity.no-identity").At(field)
		}
	}
	_, err = d.ruleAll(ctx, who, body, []integrity.Verdict{v}, v.Check())
	return err
}

// ImportRulings takes a list of what has been decided elsewhere, all or nothing.
// What is decided so already is left. It tells how many lines said something new.
//
// Who may: publishers of the body. Faults: Invalid (lines of the file),
// TooLarge, Refused (it would make one organisation of two numbers).
func (d *Desk) ImportRulings(ctx context.Context, who account.Person, body account.BodyID,
	data []byte) (int, error) {
	if err := who.May(account.Publish, body); err != nil {
		return 0, err
	}
	table, err := listTable(integrity.VerdictColumns, data)
	if err != nil {
		return 0, err
	}
	list, err := integrity.ReadVerdicts(table)
	return d.ruleAll(ctx, who, body, list, err)
}

func (d *Desk) ruleAll(ctx context.Context, who account.Person, body account.BodyID,
	list []integrity.Verdict, wrong error) (n int, err error) {
	if wrong != nil {
		return 0, wrong
	}
	err = d.DB.Write(ctx, identities, func(tx *store.Tx) error {
		n = 0
		var had Identities
		if err := had.decided(tx); err != nil {
			return err
		}
		all := had.Rulings()
		for _, v := range list {
			v = v.Ordered()
			if slices.Contains(integrity.Standing(all), v) {
				continue
			}
			if bad := nobody("why", v.Why); bad != nil {
				return bad
			}
			if integrity.Joins(all, v) {
				return fault.New(fault.Refused, "integrity.two-numbers").At("other")
			}
			m, err := keeping(tx, integrity.AVerdict, body, v.Key())
			if err != nil {
				return err
			}
			n, all = n+1, append(all, v)
			if err := sayDecided(tx, who, m, "rule-organisations",
				integrity.Said{By: string(body), Verdict: &v}); err != nil {
				return err
			}
		}
		return note(tx, identities, string(who.ID), "rule-organisations", string(body),
			map[string]any{"new": n})
	})
	return n, err
}
