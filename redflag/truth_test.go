package redflag

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/ledger"
)

// made makes a ledger of the generator, and gives the truth about it.
func made(t testing.TB, o ledger.GenerateOptions) (Source, *ledger.Truth) {
	t.Helper()
	var b bytes.Buffer
	truth, err := ledger.Generate(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	table, _, err := ledger.Read(bytes.NewReader(b.Bytes()), int64(b.Len()), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return Source{Name: "made.csv", Table: table}, truth
}

func run(t testing.TB, s Settings, sources ...Source) *Result {
	t.Helper()
	r, err := Run(context.Background(), sources, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A finding is what the truth and the flags have in common.
type finding struct {
	Rule     Rule
	Case     Case
	Supplier string
	Rows     []int
}

// planted tells which flag each kind of planting has to raise. Kinds that are
// not here must raise none.
var planted = map[string]struct {
	rule Rule
	form Case
}{"duplicate": {Duplicate, SameInvoice}, "duplicate-respelt": {Duplicate, RespeltOne}, "split": {Split, ""},
	"below-limit": {BelowLimit, OneSupplier}, "round": {Round, ""}, "weekend": {FreeDay, ""},
	"jump": {Newcomer, SmallFirst}, "wrong-number": {Identity, WrongNumber},
	"many-numbers": {Identity, ManyNumbers}, "no-number": {Identity, NoNumber}}

func inOrder(all []finding) []finding {
	slices.SortFunc(all, func(a, b finding) int {
		return slices.Compare([]string{string(a.Rule), string(a.Case), a.Supplier},
			[]string{string(b.Rule), string(b.Case), b.Supplier})
	})
	return all
}

// Flags on suppliers are those that were planted, with their rows, and no
// others: not on persons, not on an invoice that was credited, not on what is
// usual.
func TestFlagsAreThoseThatWerePlanted(t *testing.T) {
	for _, o := range []ledger.GenerateOptions{{Rows: 20_000, Seed: 5}, {Rows: 5_000, Seed: 6, Dialect: "vgr"},
		{Rows: 60_000, Seed: 7, Dialect: "goteborg"}, {Rows: 20_000, Seed: 8, Dialect: "orebro"}} {
		source, truth := made(t, o)
		settings := Defaults()
		if o.Dialect == "goteborg" || o.Dialect == "orebro" { // no contracts: every large supplier would be a split
			settings.Skip = []Rule{Split}
		}
		var want, got []finding
		for _, p := range truth.Planted {
			if x, ok := planted[p.Kind]; ok && !settings.skips(x.rule) {
				want = append(want, finding{x.rule, x.form, p.Supplier, p.Rows})
			}
		}
		for _, f := range run(t, settings, source).Flags {
			if f.Supplier == nil { // on the body as a whole: held against another computation elsewhere
				continue
			}
			x := finding{f.Rule, f.Case, f.Who(Swedish), nil}
			for _, at := range f.Evidence.Rows {
				x.Rows = append(x.Rows, at[1])
			}
			got = append(got, x)
		}
		if diff := cmp.Diff(inOrder(want), inOrder(got)); diff != "" {
			t.Errorf("%+v: %s", o, diff)
		}
	}
}
