package store

import (
	"time"

	"insyn/internal/account"
	"insyn/internal/purchase"
)

// The tables of flags, for what treats all tables alike.
const (
	flagRunColumns = `number:number sequence:number at:time file file_size:number seal rows:number
	flags:number`
	flagColumns = `id body rule ore:number content evidence run:number found:time gone:time state
	decided:time invited:time published:time`
	flagStepColumns = `flag number:number at:time kind state text done_by`
)

// A FlagRun is one time that all published ledgers were looked through.
type FlagRun struct {
	Number   int64
	Sequence int64 // of the last delivery that was looked at
	At       time.Time
	File     purchase.File // the result, as package redflag writes it
	Seal     string
	Rows     int
	Flags    int
}

// AddFlagRun writes a run.
func (tx *Tx) AddFlagRun(r FlagRun) error {
	return tx.change(`
		insert into flag_run (number, sequence, at, file, file_size, seal, rows, flags)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		r.Number, r.Sequence, Time(r.At), r.File.Hash, r.File.Size, r.Seal, r.Rows, r.Flags)
}

// LastFlagRun gives the latest run; number 0 where there is none.
func (tx *Tx) LastFlagRun() (FlagRun, error) {
	all, err := many(tx, func(row scanner) (r FlagRun, err error) {
		err = row.Scan(&r.Number, &r.Sequence, at(&r.At), &r.File.Hash, &r.File.Size, &r.Seal, &r.Rows,
			&r.Flags)
		return r, err
	}, `
		select number, sequence, at, file, file_size, seal, rows, flags
		from flag_run order by number desc limit 1`)
	if err != nil || len(all) == 0 {
		return FlagRun{}, err
	}
	return all[0], nil
}

// SaveFlag writes a flag, new or known, and those of its steps that are new.
func (tx *Tx) SaveFlag(f purchase.Flag) error {
	evidence, err := packed(f.Evidence)
	if err != nil {
		return err
	}
	err = tx.change(`
		insert into flag (id, body, rule, ore, content, evidence, run, found, gone, state, decided,
			invited, published)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		on conflict (id) do update set ore = excluded.ore, content = excluded.content,
			evidence = excluded.evidence, run = excluded.run, gone = excluded.gone,
			state = excluded.state, decided = excluded.decided, invited = excluded.invited,
			published = excluded.published`,
		f.ID, f.Body, f.Rule, f.Ore, f.Content, evidence, f.Run, Time(f.Found), Time(f.Gone),
		string(f.State), Time(f.Decided), Time(f.Invited), Time(f.Published))
	for n, s := range f.Steps {
		if err != nil {
			break
		}
		err = tx.change(`
			insert into flag_step (flag, number, at, kind, state, text, done_by)
			values ($1, $2, $3, $4, $5, $6, $7) on conflict (flag, number) do nothing`,
			f.ID, n+1, Time(s.At), string(s.Kind), string(s.State), s.Text, s.By)
	}
	return err
}

const selectFlag = `
	select id, body, rule, ore, content, evidence, run, found, gone, state, decided, invited,
		published
	from flag`

// Flag gives a flag with its steps.
func (tx *Tx) Flag(id string) (purchase.Flag, error) {
	f, err := one(tx, scanFlag, selectFlag+` where id = $1`, id)
	if err == nil {
		f.Steps, err = many(tx, scanFlagStep, `
			select at, kind, state, text, done_by from flag_step where flag = $1 order by number`, id)
	}
	return f, err
}

// Flags gives the flags of a body, or of all for "", without their steps: the
// largest sums first.
func (tx *Tx) Flags(body account.BodyID) ([]purchase.Flag, error) {
	return many(tx, scanFlag, selectFlag+` where $1 = '' or body = $1 order by ore desc, id`,
		string(body))
}

// FlagsNotIn gives the flags that a run has not found and the one before had.
func (tx *Tx) FlagsNotIn(run int64) ([]purchase.Flag, error) {
	return many(tx, scanFlag, selectFlag+` where run < $1 and gone is null order by id`, run)
}

func scanFlag(row scanner) (f purchase.Flag, err error) {
	var evidence string
	err = row.Scan(&f.ID, &f.Body, &f.Rule, &f.Ore, &f.Content, &evidence, &f.Run, at(&f.Found),
		at(&f.Gone), &f.State, at(&f.Decided), at(&f.Invited), at(&f.Published))
	if err == nil {
		err = unpack(evidence, &f.Evidence)
	}
	return f, err
}

func scanFlagStep(row scanner) (s purchase.FlagStep, err error) {
	err = row.Scan(at(&s.At), &s.Kind, &s.State, &s.Text, &s.By)
	return s, err
}
