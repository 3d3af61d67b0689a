package store

import "insyn/internal/fault"

// Setting gives a setting of the installation; "" when it is not set.
func (tx *Tx) Setting(key string) (string, error) {
	s, err := one(tx, value[string], `select value from setting where key = $1`, key)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return s, err
}

// SetSetting writes a setting of the installation.
func (tx *Tx) SetSetting(key, value string) error {
	tx.shown = true
	return tx.note(`
		insert into setting (key, value) values ($1, $2)
		on conflict (key) do update set value = excluded.value`, key, value)
}
