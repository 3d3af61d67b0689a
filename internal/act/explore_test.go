package act_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// libraryRows is how many rows a body has in a year: enough for suppliers
// without a number to be among them.
const libraryRows = 1300

// library is an office in which two bodies have published.
func library(t testing.TB) (*office, map[string]*ledger.Table) {
	t.Helper()
	o := newOffice(t, sqlite(t))
	tables := map[string]*ledger.Table{}
	for i, id := range []account.BodyID{ministry, "annan"} {
		o.must(o.SaveBody(ctx, account.System, account.Body{ID: id, Name: "Exempel " + string(id),
			Email: "a@example.se"}))
		for _, year := range []int{2022, 2023} {
			var out bytes.Buffer
			_, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: libraryRows, Seed: uint64(10*i + year),
				Year: year, Body: i})
			o.must(err)
			d, err := o.BringDelivery(ctx, account.System, id, act.BringForm{Period: fmt.Sprint(year),
				Policy: ledger.Bucket},
				func(w io.Writer) error { _, err := w.Write(out.Bytes()); return err })
			o.must(err)
			o.must(o.ReadDelivery(ctx, d.ID))
			d, err = o.PublishDelivery(ctx, account.System, d.ID, "")
			o.must(err)
			if tables[string(id)] == nil {
				tables[string(id)] = ledger.NewTable()
			}
			f, err := o.OpenFile(d.Parquet)
			o.must(err)
			_, err = ledger.ReadParquet(tables[string(id)], f, d.Parquet.Size)
			o.must(err)
			o.must(f.Close())
		}
	}
	return o, tables
}

// rowsOf gives the rows of a view, as its file has them.
func (o *office) rowsOf(v purchase.View) (all *ledger.Table) {
	o.t.Helper()
	o.must(o.ViewTable(ctx, v, func(t *ledger.Table) error {
		all = t
		return nil
	}))
	return all
}

// While a file is written others find that its rows take room: whoever fetches
// slowly, many times at once, holds no more of them than there is room for.
func TestRowsAreHeldWhileAFileIsWritten(t *testing.T) {
	o, _ := library(t)
	patient, stop := context.WithCancel(ctx)
	defer stop()
	leave := time.AfterFunc(time.Hour, stop)
	var err error
	deepest, looked := 0, false
	var fetch func(*ledger.Table) error
	fetch = func(*ledger.Table) error {
		leave.Reset(time.Second) // to wait in vain, however long it took to come so far
		if deepest++; deepest > 100 {
			return nil
		}
		err = o.ViewTable(patient, purchase.View{Account: "4010"}, fetch)
		if err != nil && !looked { // all room for files is taken, and others look on
			_, failed := o.Explore(ctx, purchase.View{Page: 1})
			o.must(failed)
			looked = true
		}
		return err
	}
	if fetch(nil); !fault.Is(err, fault.Unavailable) || deepest > 100 {
		t.Errorf("%d at a time: %v", deepest, err)
	}
	if o.rowsOf(purchase.View{}).Len() == 0 {
		t.Error("room is not given back")
	}
}

// counted adds up by going through every row.
func counted(tables map[string]*ledger.Table, want func(body string, t *ledger.Table,
	row int) bool) (rows int, ore int64) {
	for body, t := range tables {
		for row := range t.Len() {
			if want(body, t, row) {
				rows++
				ore += t.Ore[row]
			}
		}
	}
	return rows, ore
}

func TestViewsAddUpWhatIsPublished(t *testing.T) {
	o, tables := library(t)
	number := "412000-0019"
	for _, v := range tables[string(ministry)].Column(ledger.SupplierID).Values() {
		if id, listed := purchase.Listed(v); listed {
			number = id.String()
			break
		}
	}
	is := func(t *ledger.Table, row int, f ledger.Field, value string) bool {
		return t.Column(f).Value(row) == value
	}
	for name, x := range map[string]struct {
		view purchase.View
		want func(body string, t *ledger.Table, row int) bool
	}{
		"all": {purchase.View{}, func(string, *ledger.Table, int) bool { return true }},
		"body": {purchase.View{Body: "annan"}, func(b string, _ *ledger.Table,
			_ int) bool {
			return b == "annan"
		}},
		"account": {purchase.View{Account: "6550"}, func(_ string, t *ledger.Table,
			row int) bool {
			return is(t, row, ledger.Account, "6550")
		}},
		"supplier": {purchase.View{Supplier: number}, func(_ string, t *ledger.Table,
			row int) bool {
			return is(t, row, ledger.SupplierID, number)
		}},
		"months": {purchase.View{From: "2022-11", To: "2023-02"}, func(_ string, t *ledger.Table,
			row int) bool {
			month := t.Time(row).Format("2006-01")
			return month >= "2022-11" && month <= "2023-02"
		}},
		"year and account": {purchase.View{From: "2023", To: "2023", Account: "4010"}, func(_ string,
			t *ledger.Table, row int) bool {
			return t.Time(row).Year() == 2023 && is(t, row, ledger.Account, "4010")
		}},
	} {
		x.view.Page = 1
		e, err := o.Explore(ctx, x.view)
		o.must(err)
		rows, ore := counted(tables, x.want)
		for _, b := range e.Bodies { // published both, and asked about what the view has
			_, before := b.Years["2022"]
			_, after := b.Years["2023"]
			if len(b.Years) > 2 || !after || before == (name == "year and account") {
				t.Errorf("%s: %s has the years %v", name, b.Body.ID, b.Years)
			}
		}
		if rows == 0 || e.Rows != rows || e.Ore != ore {
			t.Errorf("%s: %d rows and %d, want %d and %d", name, e.Rows, e.Ore, rows, ore)
		}
		file := o.rowsOf(x.view)
		if file.Len() != rows || file.Sum() != ore {
			t.Errorf("%s: the file has %d rows", name, file.Len())
		}
		for i, l := range e.Lines {
			same, err := o.LedgerRow(ctx, l.Delivery.ID, l.Row)
			if o.must(err); same.Ore != l.Ore || same.Voucher != l.Voucher || i > 0 &&
				l.Ore > e.Lines[i-1].Ore {
				t.Errorf("%s: the row %d of %s is another", name, l.Row, l.Delivery.ID)
			}
		}
	}
}

func TestOnlyLegalPersonsAreExplored(t *testing.T) {
	o, _ := library(t)
	e, err := o.Explore(ctx, purchase.View{Page: 1})
	o.must(err)
	for _, s := range e.Suppliers {
		if _, listed := purchase.Listed(s.Key); !listed || strings.Contains(s.Name, "Exempelsson") {
			t.Errorf("%s %s is listed", s.Key, s.Name)
		}
	}
	all := o.rowsOf(purchase.View{})
	for row := range all.Len() {
		name, number := all.Text(row, ledger.Supplier), all.Text(row, ledger.SupplierID)
		if _, listed := purchase.Listed(number); !listed && name != "" && name != ledger.MaskedName {
			t.Fatalf("row %d names %q, whose number is %q", row, name, number)
		}
	}
	if e.Others.Rows == 0 {
		t.Error("nobody is left unnamed")
	}
	if found, err := o.FindSuppliers(ctx, "exempelsson", 10); err != nil || len(found) > 0 {
		t.Errorf("%d persons are found: %v", len(found), err)
	}
	long := strings.Repeat("exempel ", 10) + "och mycket mer" // no name is long enough to have it all
	if found, err := o.FindSuppliers(ctx, long, 10); err != nil || len(found) == 0 {
		t.Errorf("more words than are looked at: %d, %v", len(found), err)
	}
	found, err := o.FindSuppliers(ctx, "exempel ab", 10)
	if err != nil || len(found) == 0 {
		t.Fatalf("no company is found: %v", err)
	}
	p, err := o.Supplier(ctx, found[0].Key)
	if o.must(err); p.Rows == 0 || len(p.Names) == 0 {
		t.Errorf("%+v", p)
	}
	list, err := o.SupplierDeliveries(ctx, found[0].Key)
	sum := int64(0)
	for _, d := range list {
		sum += d.Sum
	}
	if o.must(err); sum != p.Ore {
		t.Errorf("its deliveries add up to %d, it has %d", sum, p.Ore)
	}
	for _, nobody := range []string{"811218-9876", "000000-0000", "", "412000-9999"} {
		_, err := o.Supplier(ctx, nobody)
		o.faultOf(fault.NotFound, err)
	}
}

func TestACorrectionIsExploredAtOnce(t *testing.T) {
	o, _ := library(t)
	before, err := o.Explore(ctx, purchase.View{Page: 1})
	o.must(err)
	text := generated(t, 40, 9)
	text = strings.ReplaceAll(text, ";2024-", ";2023-")
	d, err := o.BringDelivery(ctx, account.System, "annan", act.BringForm{Period: "2023",
		Policy: ledger.Bucket, Reason: "Rättad"},
		func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	o.must(err)
	o.must(o.ReadDelivery(ctx, d.ID))
	_, err = o.PublishDelivery(ctx, account.System, d.ID, "")
	o.must(err)
	after, err := o.Explore(ctx, purchase.View{Page: 1})
	if o.must(err); after.Rows != before.Rows-libraryRows+40 {
		t.Errorf("%d rows before, %d after", before.Rows, after.Rows)
	}
}

// BenchmarkExplore adds a million rows of one body up; ten million take ten
// times as long.
func BenchmarkExplore(b *testing.B) {
	o := newOffice(b, filepath.Join(b.TempDir(), "insyn.db"))
	var out bytes.Buffer
	if _, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: 1_000_000, Seed: 1,
		Regular: true}); err != nil {
		b.Fatal(err)
	}
	d, err := o.BringDelivery(ctx, account.System, ministry, act.BringForm{Period: "2024",
		Policy: ledger.Bucket},
		func(w io.Writer) error { _, err := w.Write(out.Bytes()); return err })
	o.must(err)
	o.must(o.ReadDelivery(ctx, d.ID))
	_, err = o.PublishDelivery(ctx, account.System, d.ID, "")
	o.must(err)
	for name, v := range map[string]purchase.View{"all": {Page: 1}, "account": {Account: "6550",
		Page: 1},
		"months": {From: "2024-02", To: "2024-05", Page: 1}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := o.Explore(ctx, v)
				o.must(err)
			}
		})
	}
}
