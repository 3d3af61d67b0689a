package store

import (
	"insyn/internal/consult"
)

// AddAnswer writes a new answer, a draft.
func (tx *Tx) AddAnswer(a consult.Answer) error {
	reason, effects, err := said(a.Reason, a.Effects)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into answer (id, forum, body, number, position, reason, effects, author, begun,
			saved, ready, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		string(a.ID), string(a.Forum), a.Body, a.Number, string(a.Position), reason, effects,
		a.Author, Time(a.Begun), a.Saved, a.Ready, a.Version)
}

// said packs the words of an answer.
func said(reason consult.Text, effects []consult.Effect) (words, changes string, err error) {
	if words, err = packed(reason); err != nil {
		return "", "", err
	}
	changes, err = packed(effects)
	return words, changes, err
}

// SaveAnswer writes what has become of an answer. Its forum, its body and when
// it was begun never change.
func (tx *Tx) SaveAnswer(a consult.Answer) error {
	reason, effects, err := said(a.Reason, a.Effects)
	if err != nil {
		return err
	}
	return tx.mustChange(`
		update answer set number = $2, position = $3, reason = $4, effects = $5, saved = $6,
			ready = $7, version = $8, author = $9
		where id = $1`,
		string(a.ID), a.Number, string(a.Position), reason, effects, a.Saved, a.Ready, a.Version,
		a.Author)
}

// DropAnswer throws a draft away. fault.NotFound where there is none: an answer
// that has been published cannot be thrown away.
func (tx *Tx) DropAnswer(id consult.AnswerID) error {
	return tx.mustChange(`delete from answer where id = $1 and version = 0`, string(id))
}

// Answer gives an answer as it is being written.
func (tx *Tx) Answer(id consult.AnswerID) (consult.Answer, error) {
	return one(tx, scanAnswer, selectAnswer+` where id = $1`, string(id))
}

// Answers gives the answers of a forum in the order in which they were begun.
func (tx *Tx) Answers(f consult.Forum) ([]consult.Answer, error) {
	return many(tx, scanAnswer, selectAnswer+` where forum = $1 order by id`, string(f))
}

// LastAnswer gives the number of the latest published answer of a forum, 0 before the first.
func (tx *Tx) LastAnswer(f consult.Forum) (int64, error) {
	return one(tx, value[int64], `
		select coalesce(max(number), 0) from answer where forum = $1 and number > 0`, string(f))
}

// AddAnswerVersion publishes a version of an answer. It is never changed after that.
func (tx *Tx) AddAnswerVersion(v consult.AnswerVersion) error {
	reason, effects, err := said(v.Reason, v.Effects)
	if err != nil {
		return err
	}
	views, err := packed(v.Views)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into answer_version (answer, number, position, reason, effects, views, why,
			published_by, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		string(v.Answer), v.Number, string(v.Position), reason, effects, views, v.Why, v.By,
		Time(v.At))
}

// AnswerVersions gives the published versions of an answer, the first first.
func (tx *Tx) AnswerVersions(id consult.AnswerID) ([]consult.AnswerVersion, error) {
	return many(tx, scanAnswerVersion, selectAnswerVersion+`
		where answer = $1 order by number`, string(id))
}

// A PublicAnswer is the version of an answer that is in force.
type PublicAnswer struct {
	Number int64 // among the answers of the forum
	Body   string
	consult.AnswerVersion
}

// PublicAnswers gives the answers of a forum that everybody can read, as they
// are now, by number.
func (tx *Tx) PublicAnswers(f consult.Forum) ([]PublicAnswer, error) {
	return many(tx, scanPublicAnswer, selectPublicAnswer+`
		where a.forum = $1 and a.version > 0 order by a.number`, string(f))
}

// PublicAnswer gives the answer with a number in a forum, as everybody can read it.
func (tx *Tx) PublicAnswer(f consult.Forum, number int64) (PublicAnswer, error) {
	return one(tx, scanPublicAnswer, selectPublicAnswer+`
		where a.forum = $1 and a.version > 0 and a.number = $2`, string(f), number)
}

// PublicAnswerOf gives an answer by its ID, as everybody can read it.
func (tx *Tx) PublicAnswerOf(id consult.AnswerID) (PublicAnswer, error) {
	return one(tx, scanPublicAnswer, selectPublicAnswer+`
		where a.id = $1 and a.version > 0`, string(id))
}

// AnswerVersionKept is a published version with its words as they lie in the
// database, for what is proved byte by byte.
type AnswerVersionKept struct {
	consult.AnswerVersion
	Forum                   consult.Forum
	Words, Changes, Answers string // JSON
}

// AnswerVersionKept gives a published version as it lies in the database.
func (tx *Tx) AnswerVersionKept(id consult.AnswerID, number int) (AnswerVersionKept, error) {
	return one(tx, func(row scanner) (k AnswerVersionKept, err error) {
		v := &k.AnswerVersion
		err = row.Scan(&v.Answer, &v.Number, &v.Position, &k.Words, &k.Changes, &k.Answers, &v.Why,
			&v.By, at(&v.At), &k.Forum)
		return k, err
	}, `
		select v.answer, v.number, v.position, v.reason, v.effects, v.views, v.why,
			v.published_by, v.at, a.forum
		from answer_version v join answer a on a.id = v.answer
		where v.answer = $1 and v.number = $2`, string(id), number)
}

// AnswerVersionNames gives every published version, by answer and number.
func (tx *Tx) AnswerVersionNames() ([]consult.AnswerVersion, error) {
	return many(tx, func(row scanner) (v consult.AnswerVersion, err error) {
		err = row.Scan(&v.Answer, &v.Number)
		return v, err
	}, `select answer, number from answer_version order by answer, number`)
}

// SaveTemplate writes a template of answers, new or known.
func (tx *Tx) SaveTemplate(t consult.AnswerTemplate) error {
	reason, err := packed(t.Reason)
	if err != nil {
		return err
	}
	return tx.change(`
		insert into answer_template (id, body, name, position, reason)
		values ($1, $2, $3, $4, $5)
		on conflict (id) do update set name = excluded.name, position = excluded.position,
			reason = excluded.reason`,
		t.ID, t.Body, t.Name, string(t.Position), reason)
}

// DropTemplate throws a template of a body away.
func (tx *Tx) DropTemplate(body, id string) error {
	return tx.mustChange(`delete from answer_template where body = $1 and id = $2`, body, id)
}

// AnswerTemplates gives the templates of a body by name.
func (tx *Tx) AnswerTemplates(body string) ([]consult.AnswerTemplate, error) {
	return many(tx, scanTemplate, `
		select id, body, name, position, reason from answer_template
		where body = $1 order by name collate sv, id`, body)
}

const selectAnswer = `
	select id, forum, body, number, position, reason, effects, author, begun, saved, ready, version
	from answer`

const selectAnswerVersion = `
	select answer, number, position, reason, effects, views, why, published_by, at
	from answer_version`

const selectPublicAnswer = `
	select a.number, a.body, v.answer, v.number, v.position, v.reason, v.effects, v.views, v.why,
		v.published_by, v.at
	from answer a join answer_version v on v.answer = a.id and v.number = a.version`

func scanAnswer(row scanner) (a consult.Answer, err error) {
	var reason, effects string
	if err = row.Scan(&a.ID, &a.Forum, &a.Body, &a.Number, &a.Position, &reason, &effects,
		&a.Author, at(&a.Begun), &a.Saved, &a.Ready, &a.Version); err != nil {
		return a, err
	}
	if err = unpack(reason, &a.Reason); err != nil {
		return a, err
	}
	return a, unpack(effects, &a.Effects)
}

func scanAnswerVersion(row scanner) (v consult.AnswerVersion, err error) {
	return v, scanPublished(row, &v)
}

func scanPublicAnswer(row scanner) (p PublicAnswer, err error) {
	return p, scanPublished(row, &p.AnswerVersion, &p.Number, &p.Body)
}

// scanPublished scans a version, after what stands before it.
func scanPublished(row scanner, v *consult.AnswerVersion, before ...any) error {
	var reason, effects, views string
	err := row.Scan(append(before, &v.Answer, &v.Number, &v.Position, &reason, &effects, &views,
		&v.Why, &v.By, at(&v.At))...)
	if err != nil {
		return err
	}
	if err := unpack(reason, &v.Reason); err != nil {
		return err
	}
	if err := unpack(effects, &v.Effects); err != nil {
		return err
	}
	return unpack(views, &v.Views)
}

func scanTemplate(row scanner) (t consult.AnswerTemplate, err error) {
	var reason string
	if err = row.Scan(&t.ID, &t.Body, &t.Name, &t.Position, &reason); err != nil {
		return t, err
	}
	return t, unpack(reason, &t.Reason)
}
