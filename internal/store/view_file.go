package store

import "insyn/internal/consult"

// AddViewFile keeps a file with a view. The same file again gets its new name.
func (tx *Tx) AddViewFile(f consult.ViewFile) error {
	return tx.change(`
		insert into view_file (view, hash, name, type, size, added, bytes)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (view, hash) do update set name = excluded.name, type = excluded.type`,
		string(f.View), f.Hash, f.Name, f.Type, f.Size, Time(f.Added), blob(f.Bytes))
}

// ViewFile gives a file that came with a view.
func (tx *Tx) ViewFile(id consult.ViewID, hash string) (consult.ViewFile, error) {
	return one(tx, scanViewFile, `
		select view, hash, name, type, size, added, bytes
		from view_file where view = $1 and hash = $2`, string(id), hash)
}

// ViewFiles lists the files that came with a view, without their bytes.
func (tx *Tx) ViewFiles(id consult.ViewID) ([]consult.ViewFile, error) {
	return many(tx, scanViewFile, `
		select view, hash, name, type, size, added, null
		from view_file where view = $1 order by added, hash`, string(id))
}

func scanViewFile(row scanner) (f consult.ViewFile, err error) {
	err = row.Scan(&f.View, &f.Hash, &f.Name, &f.Type, &f.Size, at(&f.Added), &f.Bytes)
	return f, err
}

// DropViewFile takes a file out of a draft.
func (tx *Tx) DropViewFile(id consult.ViewID, hash string) error {
	return tx.change(`delete from view_file where view = $1 and hash = $2`, string(id), hash)
}

// AddCopyFile keeps a file that everybody can have, made from an original.
func (tx *Tx) AddCopyFile(id consult.ViewID, original string, f consult.CopyFile, b []byte) error {
	return tx.change(`
		insert into view_copy_file (view, hash, original, name, type, size, bytes)
		values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (view, hash) do nothing`,
		string(id), f.Hash, original, f.Name, f.Type, f.Size, blob(b))
}

// CopyFile gives the bytes of a file that everybody can have.
func (tx *Tx) CopyFile(id consult.ViewID, hash string) ([]byte, error) {
	return one(tx, value[[]byte], `
		select bytes from view_copy_file where view = $1 and hash = $2`, string(id), hash)
}

// Originals gives the hashes of the originals from which files of a view that
// everybody can have were made, in the order of these.
func (tx *Tx) Originals(id consult.ViewID, files []consult.CopyFile) (hashes []string, err error) {
	for _, f := range files {
		hash, err := one(tx, value[string], `
			select original from view_copy_file where view = $1 and hash = $2`, string(id), f.Hash)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
