package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// A table as both engines have it. It is for what treats all tables alike (to
// copy, to hash); everything else names its columns in its statement.
type table struct {
	name    string
	key     string // columns of the primary key, in order
	columns []column
}

// A column has a name and a kind, which both engines keep in their own type.
type column struct {
	name string
	kind kind
}

type kind string

const (
	aText   kind = "text"
	aNumber kind = "number"
	aTruth  kind = "truth"
	aTime   kind = "time"
	aBlob   kind = "bytes"
)

// tables lists every table so that what a table refers to stands before it. A
// column without a kind is text. A test compares it with both schemas.
var tables = []table{
	describe("body", "id", `id name name_english number email phone address dpo four_eyes:truth
		fictitious:truth`),
	describe("person", "id", `id name email email_fold ended:time`),
	describe("person_role", "person, body", `person body role`),
	describe("session", "id", `id hash:bytes person created:time seen:time expires:time ended:time
		label`),
	describe("challenge", "id", `id purpose subject code_hash:bytes browser_hash:bytes created:time
		expires:time used:time tries:number`),
	describe("consultation", "id", `id body slug created:time published:number first:time
		changed:time sequence:number cancelled:time why summary:number listed:time title_fold
		keep_needs:time keep_people:time`),
	describe("seating", "consultation", `consultation published:truth cancelled:truth opens:time
		closes:time starts:time ends:time capacity:number taken:number last_order:number
		waiting:number screening:truth offer:number`),
	describe("version", "consultation, paper, number", `consultation paper number:number
		saved:number content author edited:time reason asked:time asked_by approved published:time`),
	describe("meeting_link", "consultation", `consultation sealed:bytes`),
	describe("attachment", "consultation, hash", `consultation hash name type size:number
		added:time bytes:bytes`),
	describe("registration", "id", `id consultation name organisation kind email email_fold
		capacity needs listed:truth language via status requested:time expires:time confirmed:time
		place:number reason generation:number sequence:number attended:time evaluated:truth
		erased:time`),
	describe("invitee", "id", `id consultation organisation name email email_fold kind added:time
		sent:time declined:time registration generation:number`),
	describe("evaluation", "consultation, id", `consultation id spoke:number understood:number
		matters:number`),
	describe("view", "id", `id key forum number:number sort about about_id excerpt kind name
		organisation mandate email language shown:truth via body begun:time sent:time came:time
		entered saved:number version:number text generation:number withdrawn:time verdict reason
		ruled_by ruled:time ruled_version:number appealed:time plea on_appeal:truth waits:truth
		erased:time funding`),
	describe("view_version", "view, number", `view number:number at:time text files register
		handed`),
	describe("view_file", "view, hash", `view hash name type size:number added:time bytes:bytes`),
	describe("view_ruling", "view, number", `view number:number version:number verdict reason
		ruled_by ruled:time on_appeal:truth`),
	describe("view_copy", "view, edition", `view edition:number forum number:number version:number
		sort about about_id excerpt sender via sent:time pieces files published_by at:time
		removed:time current:truth`),
	describe("view_copy_file", "view, hash", `view hash original name type size:number
		bytes:bytes`),
	describe("answer", "id", `id forum body number:number position reason effects author begun:time
		saved:number ready:truth version:number`),
	describe("answer_version", "answer, number", `answer number:number position reason effects
		views why published_by at:time`),
	describe("duty", "view", `view forum number:number body received:time due:time considered:time
		answer answered:time ended:time open:truth declined:truth paused:time replied:time`),
	describe("duty_step", "view, number", `view number:number at:time kind old new reason done_by`),
	describe("view_note", "view, number", `view number:number at:time written_by text`),
	describe("answer_template", "id", `id body name position reason`),
	describe("contact_point", "body", `body open:truth opened:time keep:number`),
	describe("case_message", "view, number", `view number:number at:time staff:truth written_by text`),
	describe("wish", "id", `id number:number body title state reason address added:time changed:time
		support:number`),
	describe("wish_case", "view", `view wish`),
	describe("closed_forum", "forum", `forum at:time closed_by`),
	describe("purge", "id", `id consultation at:time what count:number body`),
	describe("audit", "aggregate, number", `aggregate number:number at:time actor act object detail`),
	describe("outbox", "state, due, id", `id key kind consultation registration person invitee version:number
		sequence:number data created:time due:time state attempts:number lease:time sent:time error`),
	describe("job", "id", `id key kind subject due:time attempts:number lease:time error`),
	describe("setting", "key", `key value`),
	describe("plan", "id", `id body slug number:number code created:time current:number`),
	describe("plan_version", "plan, number", `plan number:number content author reason published:time`),
	describe("plan_report", "plan, commitment, period, number", `plan commitment period number:number
		given:time content`),
	describe("matter", "id", `id kind body key created:time entries:number`),
	describe("matter_entry", "matter, number", `matter number:number at:time author content`),
	describe("plan_reporter", "id", `id plan body role name email language commitments
		generation:number created:time ended:time`),
	describe("plan_watch", "address", `address checked:time next:time failures:number since:time
		hash hashed:time earlier`),
	describe("plan_watch_seen", "address, number", `address number:number at:time hash dead:time`),
	describe("plan_file", "plan, hash", `plan hash name type size:number added:time bytes:bytes`),
	describe("plan_pack", "plan, day", `plan day hash made:time made_by size:number bytes:bytes`),
	describe("plan_subscription", "id", `id plan scope subject email email_fold language
		created:time confirmed:time generation:number told:time`),
	describe("appraisal_draft", "matter", `matter saved:number content edited:time edited_by signed_by`),
	describe("record_leaf", "entry", `entry:bytes place:number turn:number act object at:time
		salt:bytes content:bytes erased:time`),
	describe("record_tile", "level, number", `level:number number:number hashes:bytes`),
	describe("record_checkpoint", "size", `size:number root:bytes signed at:time`),
	describe("record_key", "key", `key number:number size:number at:time succession`),
	describe("record_cosignature", "size, key", `size:number key line at:time`),
	describe("source", "id", `id body address sector gathers:truth priority:number created:time
		ended:time next:time generation:number linked:number digest etag modified`),
	describe("harvest", "source, number", `source number:number actor began:time ended:time state
		hold reason added:number changed:number removed:number same:number skipped:number fault
		report:bytes digest etag modified sequence:number`),
	describe("dataset", "id", `id identity kind first:time`),
	describe("dataset_record", "source, dataset, since", `source dataset since:number until:number what
		iri kind title print content:bytes`),
	describe("link", "id", `id address host state since:time checked:time looked:time next:time
		failures:number first:time goods:number turns was_full:truth expires:time outcome
		status:number reason told:truth pending`),
	describe("promise", "link, dataset, source, role, format", `link dataset source role format`),
	describe("probe", "link, at", `link at:time outcome status:number reason`),
	describe("probe_month", "link, month", `link month good:number counted:number looks:number`),
	describe("catalog_count", "source, day", `source day at:time datasets:number conforming:number
		open_licence:number machine_readable:number high_value:number obeying:number points:number
		links:number alive:number`),
	describe("catalog_edition", "body, number", `body number:number content author saved:time
		published:time`),
	describe("delivery", "id", deliveryColumns),
	describe("flag_run", "number", flagRunColumns),
	describe("flag", "id", flagColumns),
	describe("flag_step", "flag, number", flagStepColumns),
}

// describe reads the description of a table: "name" or "name:kind" for each column.
func describe(name, key, columns string) table {
	t := table{name: name, key: key}
	for _, word := range strings.Fields(columns) {
		c := column{word, aText}
		if column, k, ok := strings.Cut(word, ":"); ok {
			c.name, c.kind = column, kind(k)
		}
		t.columns = append(t.columns, c)
	}
	return t
}

// names gives the columns as a statement lists them.
func (t table) names() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

// selecting gives the statement that reads the whole table in the order of its key.
func (t table) selecting() string {
	return "select " + t.names() + " from " + t.name + " order by " + t.key
}

// inserting gives the statement that writes one row.
func (t table) inserting() string {
	places := make([]string, len(t.columns))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	return "insert into " + t.name + " (" + t.names() + ") values (" + strings.Join(places, ", ") + ")"
}

// scan reads a row as values that either engine takes as arguments.
func (t table) scan(row scanner) ([]any, error) {
	cells := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch c.kind {
		case aNumber:
			cells[i] = new(sql.NullInt64)
		case aTruth:
			cells[i] = new(sql.NullBool)
		case aTime:
			cells[i] = new(Time)
		case aBlob:
			cells[i] = new([]byte)
		default:
			cells[i] = new(sql.NullString)
		}
	}
	if err := row.Scan(cells...); err != nil {
		return nil, fmt.Errorf("store: a row of %s: %w", t.name, err)
	}
	for i, cell := range cells {
		cells[i] = plain(cell)
	}
	return cells, nil
}

// plain gives what a cell holds; nil for null.
func plain(cell any) any {
	switch v := cell.(type) {
	case *sql.NullInt64:
		if v.Valid {
			return v.Int64
		}
	case *sql.NullBool:
		if v.Valid {
			return v.Bool
		}
	case *sql.NullString:
		if v.Valid {
			return v.String
		}
	case *Time:
		if !timeOf(*v).IsZero() {
			return *v
		}
	case *[]byte:
		return blob(*v) // never null; empty is nil on one of the engines
	}
	return nil
}

// A digest is the hash of a table's rows in the order of their keys. Both
// engines give the same for the same rows.
type digest struct {
	sum  hash.Hash
	rows int
}

func newDigest(t table) *digest {
	d := &digest{sum: sha256.New()}
	d.add([]any{t.name, t.names()})
	d.rows = 0
	return d
}

// add hashes a row: each cell with its kind and its length, so that no two rows look alike.
func (d *digest) add(cells []any) {
	d.rows++
	for _, cell := range cells {
		var kind byte
		var text []byte
		switch v := cell.(type) {
		case nil:
			kind = '0'
		case string:
			kind, text = 't', []byte(v)
		case []byte:
			kind, text = 'b', v
		case int64:
			kind, text = 'n', strconv.AppendInt(nil, v, 10)
		case bool:
			kind, text = '?', strconv.AppendBool(nil, v)
		case Time:
			kind, text = 'w', timeOf(v).AppendFormat(nil, layout)
		}
		var head [9]byte
		head[0] = kind
		binary.BigEndian.PutUint64(head[1:], uint64(len(text)))
		d.sum.Write(head[:])
		d.sum.Write(text)
	}
	d.sum.Write([]byte{'\n'})
}

// text gives the digest with the number of rows.
func (d *digest) text() string {
	return strconv.Itoa(d.rows) + ":" + hex.EncodeToString(d.sum.Sum(nil))
}
