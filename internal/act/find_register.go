package act

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"insyn/internal/consult"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// FindableRegisters gives what can be found of the registers of the work against
// corruption: contacts and gifts that are told, and the organisations in them.
// What is taken back, cancelled or only counted is not among it.
func (d *Desk) FindableRegisters(ctx context.Context) (list []Findable, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list = nil
		met, err := books(tx)
		if err != nil {
			return err
		}
		given, err := giftBooks(tx)
		if err != nil {
			return err
		}
		list = append(findContacts(met), findGifts(given)...)
		i := Identities{Bodies: met.Bodies}
		mentions, err := i.registered(tx)
		if err != nil {
			return err
		}
		for _, o := range integrity.Organisations(mentions, i.Rulings()) {
			list = append(list, findOrganisation(o))
		}
		return nil
	})
	for i, f := range list {
		list[i].Mark = fmt.Sprintf("%q", []any{f.Path, f.Body.Name, f.Body.NameEnglish,
			f.Body.Fictitious, f.At.UnixMilli(), f.Title, f.Text})
	}
	slices.SortFunc(list, func(a, b Findable) int { return strings.Compare(a.ID, b.ID) })
	return list, err
}

// registered gives what the registers say of organisations, and reads what
// people have decided of them.
func (i *Identities) registered(tx *store.Tx) (all []integrity.Mention, err error) {
	if err := i.decided(tx); err != nil {
		return nil, err
	}
	for _, look := range []func(*store.Tx, Identities) ([]integrity.Mention, error){
		contactsMentioned, giversMentioned} {
		found, err := look(tx, *i)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return append(all, i.lookedUp()...), nil
}

// lookedUp gives the organisations whose numbers somebody has looked up.
func (i Identities) lookedUp() (all []integrity.Mention) {
	for n, e := range i.Entered {
		all = append(all, integrity.Mention{Name: e.Name, Number: e.Number, Where: integrity.AsEntered,
			Path: e.Source, By: i.Bodies[i.EnteredBy[n]].Name, On: e.On})
	}
	return all
}

// findContacts makes what can be found of contacts.
func findContacts(b Books) (list []Findable) {
	for _, one := range b.All {
		for _, r := range one.Told() {
			c, names := r.Now(), ""
			for _, p := range c.With {
				names += p.Name + " " + p.Number + "\n"
			}
			list = append(list, Findable{ID: "contact/" + r.Matter.Key, Kind: FindContact,
				Path: "/integritet/kontakt/" + r.Matter.Key, Body: b.Bodies[one.Matter.Body],
				At: r.Published(), Title: said("", c.Subject),
				Text: said(names, c.Notes, c.Unit)})
		}
	}
	return list
}

// findGifts makes what can be found of gifts.
func findGifts(b GiftBooks) (list []Findable) {
	for _, one := range b.All {
		for _, r := range one.Standing() {
			g := r.Now()
			list = append(list, Findable{ID: "gift/" + r.Matter.Key, Kind: FindGift,
				Path: "/integritet/gava/" + r.Matter.Key, Body: b.Bodies[one.Matter.Body],
				At: r.Registered(), Title: said("", g.What),
				Text: said(g.From.Name+" "+g.From.Number, g.Occasion, g.Unit)})
		}
	}
	return list
}

// findOrganisation makes what can be found of an organisation.
func findOrganisation(o integrity.Organisation) Findable {
	digits := strings.ReplaceAll(o.Number, "-", "")
	at := o.Stated().After(lang.Stockholm)
	return Findable{ID: "organisation/" + o.ID, Kind: FindOrganisation, At: at,
		Path:  "/integritet/organisationer/" + o.ID,
		Title: consult.Text{SV: o.Names[0], EN: o.Names[0]},
		Text:  consult.Text{SV: strings.Join(append([]string{o.Number, digits}, o.Names[1:]...), " ")}}
}

// said puts names and texts together, in the languages that they have.
func said(names string, texts ...integrity.Text) (all consult.Text) {
	for _, t := range append([]integrity.Text{{SV: names}}, texts...) {
		all.SV = strings.TrimSpace(all.SV + "\n" + t.SV)
		all.EN = strings.TrimSpace(all.EN + "\n" + t.EN)
	}
	return all
}
