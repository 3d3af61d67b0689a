package store

import (
	"time"

	"insyn/internal/consult"
)

// An Attachment is a file kept with a consultation, named by its contents.
type Attachment struct {
	Hash  string // SHA-256 in hexadecimal
	Name  string
	Type  string // media type
	Size  int64
	Added time.Time
	Bytes []byte
}

// AddAttachment keeps a file with a consultation. The same file again gets its new name.
func (tx *Tx) AddAttachment(c consult.ID, a Attachment) error {
	return tx.change(`
		insert into attachment (consultation, hash, name, type, size, added, bytes)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (consultation, hash) do update set name = excluded.name,
			type = excluded.type`,
		string(c), a.Hash, a.Name, a.Type, a.Size, Time(a.Added), blob(a.Bytes))
}

// Attachment gives a file that is kept with a consultation.
func (tx *Tx) Attachment(c consult.ID, hash string) (Attachment, error) {
	return one(tx, func(row scanner) (a Attachment, err error) {
		err = row.Scan(&a.Hash, &a.Name, &a.Type, &a.Size, at(&a.Added), &a.Bytes)
		return a, err
	}, `
		select hash, name, type, size, added, bytes
		from attachment where consultation = $1 and hash = $2`, string(c), hash)
}
