package ledger

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"insyn/internal/trial"
)

// PostgreSQL adds the same rows up to the same figures.
func TestPostgreSQLGivesEqualFigures(t *testing.T) {
	t.Parallel()
	dsn := trial.Postgres(t, trial.Unsynced())
	ctx := context.Background()
	db, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	table := NewTable()
	for _, d := range []string{"national", "umea"} {
		data, _ := generated(t, GenerateOptions{Rows: 3000, Seed: 11, Dialect: d})
		other, _ := read(t, data)
		table.Append(other, nil)
	}
	table.Days[3] = NoDay
	if _, err := db.Exec(ctx, Postgres.DDL()); err != nil {
		t.Fatal(err)
	}
	var rows bytes.Buffer
	if err := WriteRows(&rows, table); err != nil {
		t.Fatal(err)
	}
	if _, err := db.PgConn().CopyFrom(ctx, &rows, CopyStatement("stdin")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(table.Months(nil), figures(t, db)); diff != "" {
		t.Error(diff)
	}
	for _, g := range table.Facet(Supplier, nil)[:5] {
		var ore int64
		name := table.Column(Supplier).Values()[g.Code]
		if err := db.QueryRow(ctx, "select sum(nettobelopp * 100)::bigint from "+SQLTable+" where leverantor = $1",
			name).Scan(&ore); err != nil || ore != g.Ore {
			t.Errorf("%d öre, want %d: %v", ore, g.Ore, err)
		}
	}
}

// figures asks what Figures asks, with the credits of each month.
func figures(t *testing.T, db *pgx.Conn) (all []Period) {
	t.Helper()
	rows, err := db.Query(context.Background(), "select coalesce(to_char(bokforingsdatum, 'YYYY-MM'), ''), count(*), "+
		"sum(nettobelopp * 100)::bigint, count(*) filter (where nettobelopp < 0), "+
		"coalesce(sum(nettobelopp * 100) filter (where nettobelopp < 0), 0)::bigint from "+SQLTable+" group by 1 order by 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Period
		if err := rows.Scan(&p.Month, &p.Rows, &p.Ore, &p.Credits, &p.CreditsOre); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryTargetHasTheColumnsOfTheFiles(t *testing.T) {
	for _, target := range Targets() {
		ddl := target.DDL()
		for _, f := range Fields() {
			if strings.Count(ddl, "  "+f.String()+" ") != 1 {
				t.Errorf("%s: %s is not there once:\n%s", target, f, ddl)
			}
		}
		if load := target.Load("år/o'x.parquet"); !strings.Contains(load, SQLTable) ||
			target != Spark && !strings.Contains(load, "o''x") {
			t.Errorf("%s: %s", target, load)
		}
	}
}
