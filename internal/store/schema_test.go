package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/store"
	"insyn/internal/trial"
)

// A catalog is what an engine says of its tables, in words that both use.
type catalog struct {
	columns map[string][]string // of a table, in order, with "not null" where they are
	keys    map[string]string   // primary keys
	indexes map[string]string   // by name, or by table for those of a unique constraint
	refers  []string            // foreign keys
}

// strings reads rows of one text.
func rowsOf(t testing.TB, db *sql.DB, query string, args ...any) (all []string) {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func sqliteCatalog(t testing.TB, db *sql.DB) catalog {
	c := catalog{columns: map[string][]string{}, keys: map[string]string{}, indexes: map[string]string{}}
	for _, table := range rowsOf(t, db, `select name from sqlite_schema
		where type = 'table' and name not like 'sqlite%' and name not like 'goose%'`) {
		c.columns[table] = rowsOf(t, db, `select name || ' ' || lower(type)
			|| case when "notnull" then ' not null' else '' end from pragma_table_info(?) order by cid`, table)
		c.keys[table] = strings.Join(rowsOf(t, db,
			`select name from pragma_table_info(?) where pk > 0 order by pk`, table), ", ")
		for _, name := range rowsOf(t, db,
			`select name from pragma_index_list(?) where origin <> 'pk'`, table) {
			columns := strings.Join(rowsOf(t, db,
				`select name from pragma_index_info(?) order by seqno`, name), ", ")
			if where := rowsOf(t, db, `select substr(sql, instr(sql, ' where ')) from sqlite_schema
				where name = ? and sql like '% where %'`, name); len(where) > 0 {
				columns += where[0]
			}
			if strings.HasPrefix(name, "sqlite_autoindex") {
				name = table + " unique (" + columns + ")"
			}
			c.indexes[name] = columns
		}
		c.refers = append(c.refers, rowsOf(t, db, `select ? || '.' || "from" || ' → ' || "table" || '.' || "to"
			from pragma_foreign_key_list(?)`, table, table)...)
	}
	slices.Sort(c.refers)
	return c
}

func postgresCatalog(t testing.TB, db *sql.DB) catalog {
	c := catalog{columns: map[string][]string{}, keys: map[string]string{}, indexes: map[string]string{}}
	for _, table := range rowsOf(t, db, `select table_name from information_schema.tables
		where table_schema = 'public' and table_name not like 'goose%'`) {
		c.columns[table] = rowsOf(t, db, `select column_name || ' ' || data_type
			|| case is_nullable when 'NO' then ' not null' else '' end
			from information_schema.columns where table_name = $1 order by ordinal_position`, table)
		for _, row := range rowsOf(t, db, `select concat_ws('|', c.relname, i.indisprimary,
				co.conname is not null,
				(select string_agg(a.attname, ', ' order by k.n) from unnest(i.indkey) with ordinality k(num, n)
					join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num),
				pg_get_expr(i.indpred, i.indrelid))
			from pg_index i join pg_class c on c.oid = i.indexrelid
			left join pg_constraint co on co.conindid = i.indexrelid and co.contype = 'u'
			where i.indrelid = $1::text::regclass`, table) {
			part := append(strings.Split(row, "|"), "")
			name, columns := part[0], part[3]
			if part[4] != "" {
				plain := strings.NewReplacer("(", "", ")", "", "::text", "", "IS NULL", "is null").Replace(part[4])
				columns += " where " + plain
			}
			switch {
			case part[1] == "t":
				c.keys[table] = columns
			case part[2] == "t":
				c.indexes[table+" unique ("+columns+")"] = columns
			default:
				c.indexes[name] = columns
			}
		}
	}
	c.refers = rowsOf(t, db, `select conrelid::regclass || '.' || a.attname || ' → '
			|| confrelid::regclass || '.' || b.attname
		from pg_constraint c
		join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
		join pg_attribute b on b.attrelid = confrelid and b.attnum = confkey[1]
		where contype = 'f'`)
	slices.Sort(c.refers)
	return c
}

// TestSchemasAgree compares what the two engines made of their schemas, and
// both with the tables that copies and hashes know.
func TestSchemasAgree(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	open(t, path, store.Options{})
	here := beside(t, path)
	one, two := sqliteCatalog(t, here), postgresCatalog(t,
		operator(t, trial.Postgres(t, trial.Unsynced(), migrated)))
	if d := cmp.Diff(one.keys, two.keys); d != "" {
		t.Errorf("primary keys, SQLite (-), PostgreSQL (+):\n%s", d)
	}
	if d := cmp.Diff(one.indexes, two.indexes); d != "" {
		t.Errorf("indexes, SQLite (-), PostgreSQL (+):\n%s", d)
	}
	if d := cmp.Diff(one.refers, two.refers); d != "" || len(one.refers) < 10 {
		t.Errorf("references, SQLite (-), PostgreSQL (+):\n%s", d)
	}
	if len(store.Tables()) != len(one.columns) || len(one.columns) != len(two.columns) {
		t.Errorf("%d tables are known, SQLite has %d, PostgreSQL %d", len(store.Tables()),
			len(one.columns), len(two.columns))
	}
	kinds := map[string][2]string{"text": {"text", "text"}, "number": {"integer", "bigint"},
		"truth": {"integer", "boolean"}, "time": {"text", "timestamp with time zone"},
		"bytes": {"blob", "bytea"}}
	for _, table := range store.Tables() {
		if table.Key != one.keys[table.Name] {
			t.Errorf("%s: the key is (%s), known as (%s)", table.Name, one.keys[table.Name], table.Key)
		}
		text := rowsOf(t, here, `select sql from sqlite_schema where name = ?`, table.Name)[0]
		for i, name := range table.Columns {
			kind := table.Kinds[name]
			for engine, columns := range [][]string{one.columns[table.Name], two.columns[table.Name]} {
				if i >= len(columns) || strings.TrimSuffix(columns[i], " not null") != name+" "+kinds[kind][engine] {
					t.Errorf("%s: column %d is known as %s %s, the engines have %v and %v", table.Name, i,
						name, kind, one.columns[table.Name], two.columns[table.Name])
					break
				}
			}
			if kind == "truth" && !strings.Contains(text, "check ("+name+" in (0, 1))") {
				t.Errorf("%s.%s can hold more than true and false in SQLite", table.Name, name)
			}
		}
		if a, b := nullable(one.columns[table.Name]), nullable(two.columns[table.Name]); !slices.Equal(a, b) {
			t.Errorf("%s: null may be %v in SQLite, %v in PostgreSQL", table.Name, a, b)
		}
		if !strings.Contains(text, "strict") {
			t.Errorf("%s is not strict", table.Name)
		}
	}
}

// nullable gives the columns that may be null.
func nullable(columns []string) (names []string) {
	for _, c := range columns {
		if !strings.HasSuffix(c, "not null") {
			names = append(names, strings.Fields(c)[0])
		}
	}
	return names
}

// TestTablesStandBeforeWhatRefersToThem is what a copy relies on.
func TestTablesStandBeforeWhatRefersToThem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	open(t, path, store.Options{})
	place := map[string]int{}
	for i, table := range store.Tables() {
		place[table.Name] = i
	}
	for _, r := range sqliteCatalog(t, beside(t, path)).refers {
		from, to, _ := strings.Cut(r, " → ")
		from, _, _ = strings.Cut(from, ".")
		to, _, _ = strings.Cut(to, ".")
		if place[to] >= place[from] {
			t.Errorf("%s stands before %s", from, to)
		}
	}
}

func TestTypesAreStrict(t *testing.T) {
	path := filepath.Join(t.TempDir(), "insyn.db")
	open(t, path, store.Options{})
	for _, bad := range []string{
		`insert into setting (key, value) values ('a', x'00')`,
		`insert into body values ('a','','','','','','','', 2, 0)`,
		`insert into body values ('a','','','','','','','', 'yes', 0)`,
		`insert into setting (key, value) values ('a', null)`,
	} {
		if _, err := beside(t, path).Exec(bad); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

// TestConnectionsAreAsTheyShouldBe asks SQLite how each of its connections is set.
func TestConnectionsAreAsTheyShouldBe(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a b?c#d%20å.db"), store.Options{})
	asked := func(run func(context.Context, string, func(*store.Tx) error) error) map[string]string {
		got := map[string]string{}
		if err := run(t.Context(), "x", func(tx *store.Tx) error {
			for _, p := range []string{"journal_mode", "synchronous", "foreign_keys", "busy_timeout",
				"query_only"} {
				var err error
				if got[p], err = tx.Pragma(p); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1",
		"busy_timeout": "5000", "query_only": "0"}
	if d := cmp.Diff(want, asked(db.Bookkeep)); d != "" {
		t.Errorf("the connection that writes: %s", d)
	}
	want["query_only"] = "1"
	if d := cmp.Diff(want, asked(func(ctx context.Context, _ string, f func(*store.Tx) error) error {
		return db.Read(ctx, f)
	})); d != "" {
		t.Errorf("a connection that reads: %s", d)
	}
}
