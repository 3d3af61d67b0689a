package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// postgresLine is a connection to PostgreSQL that talks to the server as
// seldom as it can. Statements whose answer nobody needs yet are kept until
// one comes whose answer is needed, and then all are sent in one packet (the
// protocol's pipeline): a registration is one journey instead of eight.
//
// What is sent is divided by synchronisation points; after a failure the
// server skips everything up to the next one. From begin to commit there is no
// point but where an answer is waited for, so that nothing runs outside the
// transaction when begin fails, and commit does not run when something before
// it failed.
//
// The lock of the aggregate is the transaction's first statement, and ends with
// it: nearly always nobody else has it. Where somebody has, that statement fails
// at once, and the connection waits for the lock before it begins anew, so that
// the transaction takes its snapshot when the lock is held.
type postgresLine struct {
	conn      *pgx.Conn
	known     map[string]*pgconn.StatementDescription // prepared, by text
	prepared  int                                     // names given
	waiting   []call
	aggregate string
	used      time.Time
	open      bool  // the server may have a transaction of ours
	waited    bool  // for the lock, which has to be given back when the transaction ends
	failed    error // why the transaction cannot be committed
	ending    bool  // commit is on its way: how it goes only the server knows
}

// A call is a statement that is sent, or waits to be.
type call struct {
	text    string
	values  [][]byte
	formats []int16
	unless  error // the failure of one that does not do what it has to; see postgresText
	point   bool  // a synchronisation point follows
	each    func(scanner) error

	fresh   string // name it is prepared under, when the server did not know it
	done    bool   // it has succeeded
	refused bool   // the server has surely done neither this nor what follows up to the next point
	rows    int64  // that it changed
}

const (
	beginWrite = "begin isolation level serializable"
	beginRead  = "begin isolation level repeatable read read only"
	commit     = "commit"
	tryLock    = "select pg_try_advisory_xact_lock($1)"
	takeLock   = "select pg_advisory_lock($1)"
	giveLock   = "select pg_advisory_unlock($1)"
)

// errTaken is the failure of tryLock: somebody else has the lock.
var errTaken = errors.New("store: the aggregate is locked")

// mostWaiting is how many statements are kept at most before they are sent.
const mostWaiting = 256

// lookAfterUs has a server on another machine notice within a minute that ours
// has vanished, not after two hours: until then it keeps the locks that we had.
const lookAfterUs = `set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10;
	set tcp_keepalives_count = 3`

// idleFor is how long a connection may rest before it is looked at again.
const idleFor = time.Second

func dialPostgres(source string) func(context.Context) (line, error) {
	return func(ctx context.Context) (line, error) {
		config, err := pgx.ParseConfig(source)
		if err != nil {
			return nil, err
		}
		config.DialFunc = wired(config.DialFunc)
		conn, err := pgx.ConnectConfig(ctx, config)
		if err != nil {
			return nil, err
		}
		l := &postgresLine{conn: conn, known: map[string]*pgconn.StatementDescription{},
			used: time.Now()}
		if _, err := conn.Exec(ctx, lookAfterUs); err != nil {
			l.close()
			return nil, err
		}
		return l, nil
	}
}

func (l *postgresLine) begin(ctx context.Context, aggregate string) error {
	l.waiting, l.aggregate, l.failed = l.waiting[:0], aggregate, nil
	l.open, l.waited, l.ending = false, false, false
	if time.Since(l.used) > idleFor {
		if err := l.conn.Ping(ctx); err != nil {
			l.close()
			return err
		}
	}
	return nil
}

// opening gives the calls with which a transaction begins.
func (l *postgresLine) opening() []call {
	if l.aggregate == "" {
		return []call{{text: beginRead}}
	}
	try := l.locking(postgresText(tryLock, aYes))
	try.point, try.unless = false, errTaken
	return []call{{text: beginWrite}, try}
}

// locking gives a call that takes or gives back the lock of the aggregate.
func (l *postgresLine) locking(text string) call {
	h := fnv.New64a()
	h.Write([]byte(l.aggregate))
	number := strconv.AppendInt(nil, int64(h.Sum64()), 10)
	return call{text: text, values: [][]byte{number}, formats: []int16{inText}, point: true}
}

func (l *postgresLine) later(ctx context.Context, must bool, query string, args []any) error {
	if must {
		return l.keep(ctx, postgresText(query, aChange), notFound(), args)
	}
	return l.keep(ctx, postgresText(query, nothing), nil, args)
}

func (l *postgresLine) expect(ctx context.Context, query string, args []any) error {
	return l.keep(ctx, postgresText(query, aYes), errGuess, args)
}

// keep has a statement wait for one whose answer is needed.
func (l *postgresLine) keep(ctx context.Context, text string, unless error, args []any) error {
	if l.failed != nil {
		return l.failed
	}
	c, err := newCall(text, args)
	if err != nil {
		return err
	}
	c.unless = unless
	if len(l.waiting) >= mostWaiting {
		c.point = true
		_, err := l.send(ctx, c)
		return err
	}
	l.waiting = append(l.waiting, c)
	return nil
}

func (l *postgresLine) exec(ctx context.Context, query string, args []any) (int64, error) {
	c, err := l.ask(ctx, query, args, nil)
	return c.rows, err
}

func (l *postgresLine) query(ctx context.Context, query string, args []any, each func(scanner) error) error {
	_, err := l.ask(ctx, query, args, each)
	return err
}

// ask sends a statement, and what waits before it, and reads the answer.
func (l *postgresLine) ask(ctx context.Context, query string, args []any, each func(scanner) error) (call, error) {
	if l.failed != nil {
		return call{}, l.failed
	}
	c, err := newCall(postgresText(query, nothing), args)
	if err != nil {
		return c, err
	}
	c.point, c.each = true, each
	calls, err := l.send(ctx, c)
	return calls[len(calls)-1], err
}

func (l *postgresLine) commit(ctx context.Context) error {
	switch {
	case l.failed != nil:
		return l.failed
	case !l.open && len(l.waiting) == 0:
		return nil // nothing was done
	}
	err := l.end(ctx, commit)
	if err != nil && l.ending && l.gone() {
		return unsure().From(err)
	}
	return err
}

func (l *postgresLine) rollback(ctx context.Context) error {
	l.waiting = l.waiting[:0]
	if !l.open {
		return nil
	}
	return l.end(ctx, "rollback")
}

// end sends how the transaction ends, and where that was reached gives back the
// lock: until then the server would refuse to.
func (l *postgresLine) end(ctx context.Context, how string) error {
	calls, err := l.send(ctx, call{text: how, point: true})
	if !calls[len(calls)-1].done {
		return err
	}
	l.open = false
	if !l.waited {
		return nil
	}
	l.waited = false
	if err := l.exchange(ctx, []call{l.locking(giveLock)}); err != nil {
		l.close() // which gives it back
	}
	return nil
}

func (l *postgresLine) gone() bool { return l.conn.IsClosed() }

func (l *postgresLine) lost() bool { return l.gone() && !l.ending }

func (l *postgresLine) close() {
	ctx, cancel := context.WithTimeout(context.Background(), commitWithin)
	defer cancel()
	l.conn.Close(ctx)
}

// send sends everything that waits, and more, and gives all of it as it was
// answered. The error is the first failure; after it the transaction cannot be committed.
func (l *postgresLine) send(ctx context.Context, more ...call) ([]call, error) {
	var first []call
	if !l.open {
		first = l.opening()
	}
	what := slices.Concat(first, l.waiting, more)
	l.waiting, l.open = l.waiting[:0], true
	calls, err := what, l.exchange(ctx, what)
	if err == errTaken { // before anything was done
		l.waited = true // whatever is told of it: the server may fail when it has the lock
		err = l.exchange(ctx, []call{{text: "rollback", point: true}, l.locking(takeLock)})
		if err == nil {
			calls = append([]call{{text: beginWrite}}, what[len(first):]...)
			err = l.exchange(ctx, calls)
		}
	}
	if err != nil && l.failed == nil {
		l.failed = err
	}
	l.used = time.Now()
	return calls, err
}

// exchange sends calls in one packet and reads the answers.
func (l *postgresLine) exchange(ctx context.Context, calls []call) error {
	pipe := l.conn.PgConn().StartPipeline(ctx)
	err := l.put(pipe, calls)
	if err == nil {
		err = l.read(pipe, calls)
	}
	if ended := pipe.Close(); err == nil {
		err = ended
	}
	return err
}

// put writes calls to the server, and before each the text of a statement
// that the server does not know yet.
func (l *postgresLine) put(pipe *pgconn.Pipeline, calls []call) error {
	names := map[string]string{}
	for i := range calls {
		c := &calls[i]
		if known := l.known[c.text]; known != nil {
			pipe.SendQueryStatement(known, c.values, c.formats, inBinary)
		} else {
			name := names[c.text]
			if name == "" {
				l.prepared++
				name = "s" + strconv.Itoa(l.prepared)
				names[c.text], c.fresh = name, name
				pipe.SendPrepare(name, c.text, nil)
			}
			pipe.SendQueryPrepared(name, c.values, c.formats, inBinary)
		}
		if c.point {
			pipe.SendPipelineSync()
		}
	}
	err := pipe.Flush()
	if calls[len(calls)-1].text == commit && l.aggregate != "" {
		l.ending = !pgconn.SafeToRetry(err) // unless nothing of it has left
	}
	return err
}

// read reads the answers to calls. After a failure it goes on at the next point.
func (l *postgresLine) read(pipe *pgconn.Pipeline, calls []call) (first error) {
	failing := false
	for i := range calls {
		if !failing {
			if err := l.answer(pipe, &calls[i]); err != nil {
				failing = true
				l.ending = l.ending && !calls[i].refused
				if first == nil {
					first = err
				}
				if l.gone() {
					return first
				}
			}
		}
		if calls[i].point {
			failing = false
			if _, err := pipe.GetResults(); err != nil && first == nil {
				first = err
			}
		}
	}
	return first
}

// answer reads the answer to one call.
func (l *postgresLine) answer(pipe *pgconn.Pipeline, c *call) error {
	results, err := pipe.GetResults()
	if description, ok := results.(*pgconn.StatementDescription); ok && err == nil {
		description.Name = c.fresh
		l.known[c.text] = description
		results, err = pipe.GetResults()
	}
	if err != nil {
		return c.explain(err)
	}
	reader, ok := results.(*pgconn.ResultReader)
	if !ok {
		return fmt.Errorf("store: the server answered %T", results)
	}
	var bad error
	for reader.NextRow() {
		if c.each != nil && bad == nil {
			bad = c.each(postgresRow{l.conn.TypeMap(), reader})
		}
	}
	tag, err := reader.Close()
	if err != nil {
		return c.explain(err)
	}
	c.done, c.rows = true, tag.RowsAffected()
	return bad
}

// explain tells the failure of a statement that has not done what it had to from others.
func (c *call) explain(err error) error {
	var told *pgconn.PgError
	if !errors.As(err, &told) {
		return err
	}
	// It may tell of its end when it has committed, but not of having waited for us.
	c.refused = c.text != commit || slices.Contains(waitedInVain, told.Code)
	if c.unless != nil && told.Code == divisionByZero {
		return c.unless
	}
	return err
}

// The forms in which values travel.
const inText int16 = 0

var inBinary = []int16{1}

// serverEpoch is where PostgreSQL begins to count time, in microseconds of Unix time.
var serverEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

// newCall gives the call of a statement with its arguments: as text, and bytes as they are.
func newCall(text string, args []any) (call, error) {
	c := call{text: text, values: make([][]byte, len(args)), formats: make([]int16, len(args))}
	for i, a := range args {
		switch v := a.(type) {
		case nil:
		case string:
			c.values[i] = []byte(v)
		case []byte:
			c.values[i], c.formats[i] = v, inBinary[0]
		case bool:
			c.values[i] = strconv.AppendBool(nil, v)
		case int:
			c.values[i] = strconv.AppendInt(nil, int64(v), 10)
		case int64:
			c.values[i] = strconv.AppendInt(nil, v, 10)
		case Time:
			at := time.Time(v)
			switch {
			case at.IsZero():
				continue
			case at.Year() < 1 || at.Year() > 9999:
				return c, fmt.Errorf("store: the year %d cannot be kept", at.Year())
			}
			// So that the server need not read a calendar: microseconds from its own beginning.
			micro := at.UnixMicro() - serverEpoch
			c.values[i] = binary.BigEndian.AppendUint64(nil, uint64(micro))
			c.formats[i] = inBinary[0]
		default:
			return c, fmt.Errorf("store: no statement takes a %T", a)
		}
	}
	return c, nil
}

// postgresRow is a row that the server has sent.
type postgresRow struct {
	types *pgtype.Map
	*pgconn.ResultReader
}

// Scan reads the columns of the row.
func (r postgresRow) Scan(dest ...any) error {
	values, fields := r.Values(), r.FieldDescriptions()
	if len(values) != len(dest) {
		return fmt.Errorf("store: %d columns for %d places", len(values), len(dest))
	}
	for i, f := range fields {
		if err := r.types.Scan(f.DataTypeOID, f.Format, values[i], dest[i]); err != nil {
			return fmt.Errorf("store: column %s: %w", f.Name, err)
		}
	}
	return nil
}
