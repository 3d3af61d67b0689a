package store

import "insyn/internal/account"

// SavePerson writes a member of staff, new or known, with exactly the roles
// that p has. fault.Conflict when somebody else has the address.
func (tx *Tx) SavePerson(p account.Person) error {
	if err := tx.change(`
		insert into person (id, name, email, email_fold, ended) values ($1, $2, $3, $4, $5)
		on conflict (id) do update set name = excluded.name, email = excluded.email,
			email_fold = excluded.email_fold, ended = excluded.ended`,
		string(p.ID), p.Name, p.Email, account.Fold(p.Email), Time(p.Ended)); err != nil {
		return err
	}
	if err := tx.change(`delete from person_role where person = $1`, string(p.ID)); err != nil {
		return err
	}
	for _, body := range p.Bodies() {
		if err := tx.change(`insert into person_role (person, body, role) values ($1, $2, $3)`,
			string(p.ID), string(body), string(p.Roles[body])); err != nil {
			return err
		}
	}
	return nil
}

// Person gives a member of staff with roles.
func (tx *Tx) Person(id account.PersonID) (account.Person, error) {
	return tx.withRoles(one(tx, scanPerson, `
		select id, name, email, ended from person where id = $1`, string(id)))
}

// PersonByEmail gives the member of staff that an address belongs to, however it is spelt.
func (tx *Tx) PersonByEmail(address string) (account.Person, error) {
	return tx.withRoles(one(tx, scanPerson, `
		select id, name, email, ended from person where email_fold = $1`, account.Fold(address)))
}

// People gives those who have a role at a body, in the order of the alphabet.
func (tx *Tx) People(body account.BodyID) ([]account.Person, error) {
	people, err := many(tx, scanPerson, `
		select p.id, p.name, p.email, p.ended
		from person p join person_role r on r.person = p.id
		where r.body = $1 order by p.name collate sv, p.id`, string(body))
	for i := range people {
		if err == nil {
			people[i], err = tx.withRoles(people[i], nil)
		}
	}
	return people, err
}

// withRoles fills in the roles of a person that was found.
func (tx *Tx) withRoles(p account.Person, err error) (account.Person, error) {
	if err != nil {
		return p, err
	}
	type held struct {
		body account.BodyID
		role account.Role
	}
	roles, err := many(tx, func(row scanner) (h held, err error) {
		err = row.Scan(&h.body, &h.role)
		return h, err
	}, `select body, role from person_role where person = $1`, string(p.ID))
	p.Roles = make(map[account.BodyID]account.Role, len(roles))
	for _, h := range roles {
		p.Roles[h.body] = h.role
	}
	return p, err
}

func scanPerson(row scanner) (p account.Person, err error) {
	err = row.Scan(&p.ID, &p.Name, &p.Email, at(&p.Ended))
	return p, err
}
