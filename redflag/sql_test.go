package redflag

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"insyn/internal/trial"
	"insyn/ledger"
)

// Every rule as SQL, run by PostgreSQL on published rows, gives the flags of
// the engine: the same bodies, suppliers and accounts, and the same figures.
func TestPostgreSQLRaisesTheSameFlags(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, trial.Postgres(t, trial.Unsynced()))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	if _, err := db.Exec(ctx, ledger.Postgres.DDL()); err != nil {
		t.Fatal(err)
	}
	source, _ := made(t, ledger.GenerateOptions{Rows: 2500, Seed: 6})
	raw := tableOf(t, randomRows(3, 2000, 3, 40)...)
	raw.Append(source.Table, nil)
	table, _, err := ledger.Mask(raw, ledger.MaskOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var rows bytes.Buffer
	if err := ledger.WriteRows(&rows, table); err != nil {
		t.Fatal(err)
	}
	if _, err := db.PgConn().CopyFrom(ctx, &rows, ledger.CopyStatement("stdin")); err != nil {
		t.Fatal(err)
	}
	raised := map[Rule]int{}
	for _, peers := range []int{20, 1000} { // with a fence, and with too few to compare
		s := Defaults()
		s.ConcentrationIndex, s.ConcentrationRows, s.YearEndRatio, s.YearEndOre, s.LeastPeers = 0.05, 5, 1, 1, peers
		s.OffContractShare, s.RoundShare, s.SpreadGroups, s.NewcomerOre, s.BelowProbability = 0.2, 0.1, 2, 1, 0.2
		r := run(t, s, Source{Name: "x", Table: table})
		for _, rule := range Rules() {
			var want []string
			for i := range r.Flags {
				if f := &r.Flags[i]; f.Rule == rule && f.Case != SlipOfFinger {
					want = append(want, inSQL(f))
				}
			}
			raised[rule] += len(want)
			slices.SortFunc(want, cmp.Compare)
			if diff := gocmp.Diff(want, asked(t, db, rule.SQL(ledger.Postgres, s))); diff != "" {
				t.Errorf("%s: %s", rule, diff)
			}
		}
	}
	for _, rule := range Rules() {
		if raised[rule] == 0 {
			t.Errorf("%s raises no flag: the test shows nothing of it", rule)
		}
	}
}

// inSQL writes a flag as the queries do.
func inSQL(f *Flag) string {
	supplier, account := "", f.Account
	if f.Supplier != nil {
		supplier = f.Supplier.Number
	}
	if f.Case == ManyNumbers || f.Case == NoNumber {
		supplier = plainName(f.Supplier.Name)
	}
	switch f.Rule {
	case Concentration, YearEnd, OffContract:
		account += " " + f.From[:4]
	}
	return fmt.Sprintf("%s|%s|%s|%s|%.6g", f.Case, f.Buyer.Number, supplier, account, f.Value)
}

func asked(t *testing.T, db *pgx.Conn, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(context.Background(), "select fall, kopare, leverantor, konto, cast(varde as double precision) from ("+
		strings.TrimSuffix(query, ";\n")+"\n) as svar")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var fall, buyer, supplier, account string
		var value float64
		if err := rows.Scan(&fall, &buyer, &supplier, &account, &value); err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s|%s|%s|%s|%.6g", fall, buyer, supplier, account, value))
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%v in %s", err, query)
	}
	slices.SortFunc(all, cmp.Compare)
	return all
}

// Every target has every rule, and nothing of another's spelling.
func TestEveryTargetHasEveryRule(t *testing.T) {
	for _, d := range ledger.Targets() {
		for _, r := range Rules() {
			text := r.SQL(d, Defaults())
			if !strings.Contains(text, "from "+ledger.SQLTable) || strings.Contains(text, "<no value>") || strings.Contains(text, "{{") {
				t.Errorf("%s, %s: %s", d, r, text)
			}
			if d != ledger.ClickHouse && strings.Contains(text, "toInt32") || d == ledger.ClickHouse && strings.Contains(text, "extract(") {
				t.Errorf("%s, %s has the spelling of another database", d, r)
			}
		}
	}
}
