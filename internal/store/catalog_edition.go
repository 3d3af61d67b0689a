package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
)

// A CatalogEdition is a catalogue that a body fills in by hand: a draft until
// it is published, and from then on as it is.
type CatalogEdition struct {
	Body      account.BodyID
	Number    int
	Edition   catalog.Edition
	Author    string // account.PersonID
	Saved     time.Time
	Published time.Time // zero of a draft
}

// PutCatalogEdition writes a draft, over what had been saved of it. One that is
// published is never written over.
func (tx *Tx) PutCatalogEdition(e CatalogEdition) error {
	content, err := packed(e.Edition)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into catalog_edition (body, number, content, author, saved, published)
		values ($1, $2, $3, $4, $5, null)
		on conflict (body, number) do update set content = excluded.content,
			author = excluded.author, saved = excluded.saved
		where catalog_edition.published is null`,
		string(e.Body), e.Number, content, e.Author, Time(e.Saved))
}

// PublishCatalogEdition makes a draft public.
func (tx *Tx) PublishCatalogEdition(body account.BodyID, number int) error {
	return tx.mustChange(`
		update catalog_edition set published = $3
		where body = $1 and number = $2 and published is null`, string(body), number, Time(tx.Now))
}

const selectEdition = `select body, number, content, author, saved, published from catalog_edition`

// LatestCatalogEdition gives what was saved last of a body's catalogue.
func (tx *Tx) LatestCatalogEdition(body account.BodyID) (CatalogEdition, error) {
	return one(tx, scanEdition, selectEdition+` where body = $1 order by number desc limit 1`, string(body))
}

// CatalogEdition gives an edition.
func (tx *Tx) CatalogEdition(body account.BodyID, number int) (CatalogEdition, error) {
	return one(tx, scanEdition, selectEdition+` where body = $1 and number = $2`, string(body), number)
}

// CatalogEditionContent gives the content of an edition that is published, byte
// by byte as it was saved, and when it was published.
func (tx *Tx) CatalogEditionContent(body account.BodyID, number int) (content string, at time.Time, err error) {
	type kept struct {
		content string
		at      time.Time
	}
	k, err := one(tx, func(row scanner) (k kept, err error) {
		var published Time
		err = row.Scan(&k.content, &published)
		k.at = time.Time(published)
		return k, err
	}, `select content, published from catalog_edition
		where body = $1 and number = $2 and published is not null`, string(body), number)
	return k.content, k.at, err
}

// PublicCatalogEditions gives of each body the edition that is in force.
func (tx *Tx) PublicCatalogEditions() ([]CatalogEdition, error) {
	all, err := many(tx, scanEdition, selectEdition+` where published is not null order by body, number`)
	var latest []CatalogEdition
	for i, e := range all {
		if i+1 == len(all) || all[i+1].Body != e.Body {
			latest = append(latest, e)
		}
	}
	return latest, err
}

// PublishedCatalogEditions lists every edition that has been published.
func (tx *Tx) PublishedCatalogEditions() ([]CatalogEdition, error) {
	return many(tx, scanEdition, selectEdition+` where published is not null order by body, number`)
}

func scanEdition(row scanner) (e CatalogEdition, err error) {
	var content string
	if err := row.Scan(&e.Body, &e.Number, &content, &e.Author, at(&e.Saved), at(&e.Published)); err != nil {
		return e, err
	}
	return e, unpack(content, &e.Edition)
}
