package store

import "insyn/internal/account"

// SaveBody writes a body, new or known.
func (tx *Tx) SaveBody(b account.Body) error {
	return tx.change(`
		insert into body (id, name, name_english, number, email, phone, address, dpo,
			four_eyes, fictitious)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (id) do update set name = excluded.name,
			name_english = excluded.name_english, number = excluded.number,
			email = excluded.email, phone = excluded.phone, address = excluded.address,
			dpo = excluded.dpo, four_eyes = excluded.four_eyes, fictitious = excluded.fictitious`,
		string(b.ID), b.Name, b.NameEnglish, b.Number, b.Email, b.Phone, b.Address, b.DPO,
		b.FourEyes, b.Fictitious)
}

// Body gives a body.
func (tx *Tx) Body(id account.BodyID) (account.Body, error) {
	return one(tx, scanBody, `
		select id, name, name_english, number, email, phone, address, dpo, four_eyes, fictitious
		from body where id = $1`, string(id))
}

// Bodies gives every body in the order of the alphabet.
func (tx *Tx) Bodies() ([]account.Body, error) {
	return many(tx, scanBody, `
		select id, name, name_english, number, email, phone, address, dpo, four_eyes, fictitious
		from body order by name collate sv, id`)
}

func scanBody(row scanner) (b account.Body, err error) {
	err = row.Scan(&b.ID, &b.Name, &b.NameEnglish, &b.Number, &b.Email, &b.Phone, &b.Address,
		&b.DPO, &b.FourEyes, &b.Fictitious)
	return b, err
}
