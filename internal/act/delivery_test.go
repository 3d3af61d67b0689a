package act_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/ledger"
)

const ministry = account.BodyID("exempeldepartementet")

// generated makes an invented ledger of a year, with persons in it.
func generated(t testing.TB, rows int, seed uint64) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: rows, Seed: seed,
		Broken: 3}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// bring brings a ledger and reads it.
func (o *office) bring(who account.Person, period, text string) purchase.Delivery {
	o.t.Helper()
	d, err := o.BringDelivery(ctx, who, ministry, act.BringForm{Period: period, Policy: ledger.Bucket,
		Name: `C:\reskontra 19811218-9876.csv`}, func(w io.Writer) error {
		_, err := io.WriteString(w,
			text)
		return err
	})
	o.must(err)
	o.must(o.ReadDelivery(ctx, d.ID))
	f, err := o.Delivery(ctx, account.System, d.ID)
	o.must(err)
	return f.Delivery
}

func (o *office) faultOf(want fault.Kind, err error) {
	o.t.Helper()
	if fault.Of(err) != want {
		o.t.Errorf("got %v, want the kind %q", err, want)
	}
}

func TestADeliveryIsMaskedProvenAndPublishedOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	d := o.bring(o.editor, "2024", generated(t, 2000, 7))
	if d.State() != purchase.Ready || !d.Balanced() || d.Rows != 2000 ||
		d.Report.Receipt.Rejected.Rows != 3 {
		t.Fatalf("%s: %d rows, %d refused", d.State(), d.Rows, d.Report.Receipt.Rejected.Rows)
	}
	if strings.Contains(d.Name, "9876") {
		t.Errorf("the name of the file has a personal number: %q", d.Name)
	}
	_, err := o.PublishDelivery(ctx, o.editor, d.ID, "")
	o.faultOf(fault.Forbidden, err)
	published, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.must(err)
	_, err = o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.faultOf(fault.Conflict, err)
	o.faultOf(fault.Conflict, o.MaskDelivery(ctx, o.boss, d.ID, ledger.Drop, ""))
	o.faultOf(fault.NotFound, o.DropDelivery(ctx, o.boss, d.ID))
	if _, _, err := o.Depot.Held(string(d.ID)); !fault.Is(err, fault.NotFound) {
		t.Errorf("the file as it was brought is still held: %v", err)
	}
	for _, f := range []purchase.File{published.Parquet, published.CSV, published.JSON} {
		o.must(o.Depot.Verify(depot.Seal(f)))
	}
	o.noPersons(published)
	problems, err := o.CheckRecord(ctx)
	if err != nil || len(problems) > 0 {
		t.Errorf("the record: %v, %v", problems, err)
	}
}

// noPersons holds that no valid personal number is left in what is published.
func (o *office) noPersons(d purchase.Delivery) {
	o.t.Helper()
	for _, f := range []purchase.File{d.CSV, d.JSON} {
		file, err := o.OpenFile(f)
		o.must(err)
		left, err := ledger.ProveLines(file)
		o.must(errors.Join(err, file.Close()))
		if len(left) > 0 {
			o.t.Errorf("%d lines have a personal number, the first is %d", len(left), left[0].Row)
		}
	}
}

func TestNothingIsPublishedWithoutAllItsFiles(t *testing.T) {
	o := newOffice(t, sqlite(t))
	d := o.bring(o.editor, "2024", generated(t, 100, 1))
	o.must(o.Depot.Remove(d.JSON.Hash))
	_, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.faultOf(fault.Conflict, err)
	_, err = o.PublicDelivery(ctx, d.ID)
	o.faultOf(fault.NotFound, err)
}

func TestPeriodsAreNotCountedTwice(t *testing.T) {
	o := newOffice(t, sqlite(t))
	text := generated(t, 200, 3)
	first := o.bring(o.editor, "2024", text)
	_, err := o.PublishDelivery(ctx, o.boss, first.ID, "")
	o.must(err)
	month := o.bring(o.editor, "2024-01", january(text))
	_, err = o.PublishDelivery(ctx, o.boss, month.ID, "Rättad")
	o.faultOf(fault.Conflict, err)
	again := o.bring(o.editor, "2024", text)
	o.faultOf(fault.Invalid, o.AskDelivery(ctx, o.editor, again.ID, ""))
	o.faultOf(fault.Invalid, o.AskDelivery(ctx, o.editor, again.ID, "Enligt 19811218-9876"))
	o.must(o.AskDelivery(ctx, o.editor, again.ID, "Ett konto var fel"))
	second, err := o.PublishDelivery(ctx, o.boss, again.ID, "")
	o.must(err)
	if second.Number != 2 || second.Reason != "Ett konto var fel" {
		t.Errorf("%+v", second)
	}
	b, err := o.PublicLedger(ctx, ministry)
	o.must(err)
	if inForce := b.InForce(); len(inForce) != 1 || inForce[0].ID != second.ID ||
		len(b.Deliveries) != 2 {
		t.Errorf("%d of %d are in force", len(inForce), len(b.Deliveries))
	}
	if years := act.LedgerYears(b.InForce()); len(years) != 1 || years[0].Rows != second.Rows ||
		years[0].Ore != second.Ore {
		t.Errorf("%+v", years)
	}
}

// january keeps the lines of January.
func january(text string) string {
	head, rest, _ := strings.Cut(text, "\n")
	for line := range strings.SplitAfterSeq(rest, "\n") {
		if strings.Contains(line, ";2024-01-") {
			head += "\n" + strings.TrimSuffix(line, "\n")
		}
	}
	return head + "\n"
}

func TestFourEyesForLedgers(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: ministry, Name: "Exempeldepartementet",
		Email: "a@example.se", FourEyes: true}))
	d := o.bring(o.boss, "2024", generated(t, 100, 1))
	_, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
	o.faultOf(fault.Forbidden, err)
	bo := o.hire("Bo Exempel", "bo@example.se", account.Publisher)
	mask := func(who account.Person, p ledger.Policy) {
		o.must(o.MaskDelivery(ctx, who, d.ID, p, ""))
		o.must(o.ReadDelivery(ctx, d.ID))
	}
	mask(bo, ledger.Drop)
	o.must(o.AskDelivery(ctx, o.editor, d.ID, ""))
	for _, maker := range []account.Person{o.boss, bo} {
		_, err = o.PublishDelivery(ctx, maker, d.ID, "")
		if o.faultOf(fault.Forbidden, err); len(o.ledgerTasks(maker)) > 0 {
			t.Error("a maker is asked to approve")
		}
	}
	mask(o.boss, ledger.Drop)
	_, err = o.PublishDelivery(ctx, bo, d.ID, "")
	o.must(err)
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	o := newOffice(t, sqlite(t))
	text := generated(t, 100, 1)
	for _, row := range []struct{ period, text, want string }{
		{"2023", text, "purchase.outside"}, {"2024", "inget att läsa", "ledger-unread."},
		{"2024", strings.SplitAfter(text, "\n")[0], "purchase.empty"},
	} {
		d := o.bring(o.editor, row.period, row.text)
		var f *fault.Error
		if !errors.As(act.DeliveryFault(d), &f) || !strings.HasPrefix(f.Message, row.want) ||
			d.State() != purchase.Unreadable {
			t.Errorf("%.20q is %s: %v, want %s", row.text, d.State(), act.DeliveryFault(d), row.want)
		}
		_, err := o.PublishDelivery(ctx, o.boss, d.ID, "")
		o.faultOf(fault.Refused, err)
	}
	for _, form := range []act.BringForm{{Period: "januari", Policy: ledger.Drop}, {Period: "2024",
		Policy: "kanske"},
		{Period: "2024", Policy: ledger.Drop, Accounts: "9-1"}} {
		_, err := o.BringDelivery(ctx, o.editor, ministry, form, func(io.Writer) error { return nil })
		o.faultOf(fault.Invalid, err)
	}
}

func TestWhatNobodyDecidesAboutIsDeleted(t *testing.T) {
	o := newOffice(t, sqlite(t))
	d := o.bring(o.editor, "2024", generated(t, 100, 1))
	o.clock.set(time.Now())
	o.must(o.TidyDeliveries(ctx))
	if _, _, err := o.Depot.Held(string(d.ID)); err != nil {
		t.Fatalf("it is gone at once: %v", err)
	}
	o.clock.set(time.Now().AddDate(0, 0, act.RawDays+1))
	o.must(o.TidyDeliveries(ctx))
	f, err := o.Delivery(ctx, account.System, d.ID)
	o.must(err)
	if _, _, err := o.Depot.Held(string(d.ID)); !fault.Is(err, fault.NotFound) ||
		f.State() != purchase.Dropped || f.Raw {
		t.Errorf("%s, held: %v", f.State(), err)
	}
}

// TestNeverHalfPublished has another process bring and publish ledgers, and
// kills it without warning. Whatever anybody may see afterwards has all its
// files, each as its hash says, and stands in the public record.
func TestNeverHalfPublished(t *testing.T) {
	if dir := os.Getenv("DELIVERY_CHILD"); dir != "" {
		publishForever(t, dir)
	}
	dir := t.TempDir()
	o := newOffice(t, filepath.Join(dir, "insyn.db"))
	for round := range 3 {
		told := killedPublishing(t, dir, 2+round)
		o.wholeDeliveries(dir, told)
	}
}

func killedPublishing(t *testing.T, dir string, most int) (told []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestNeverHalfPublished$")
	cmd.Env = append(os.Environ(), "DELIVERY_CHILD="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		id, ok := strings.CutPrefix(lines.Text(), "told ")
		if !ok {
			continue
		}
		if told = append(told, id); len(told) == most {
			time.AfterFunc(time.Duration(3*most)*time.Millisecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	if len(told) < most {
		t.Fatalf("the process ended after %d", len(told))
	}
	return told
}

// publishForever is what the process does.
func publishForever(t *testing.T, dir string) {
	o := officeOf(t, dir)
	text := generated(t, 300, 5)
	for n := 0; ; n++ {
		d := o.bring(o.editor, "2024", text)
		d, err := o.PublishDelivery(ctx, o.boss, d.ID, fmt.Sprint("Rättelse ", n))
		o.must(err)
		fmt.Println("told " + string(d.ID))
	}
}

// officeOf opens what another process has made.
func officeOf(t *testing.T, dir string) *office {
	t.Helper()
	c := &clock{now: opening}
	db, err := store.Open(ctx, filepath.Join(dir, "insyn.db"), store.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	files, err := depot.Open(filepath.Join(dir, "depot"))
	if err != nil {
		t.Fatal(err)
	}
	boss := account.Person{ID: "boss",
		Roles: map[account.BodyID]account.Role{ministry: account.Publisher}}
	return &office{t: t, clock: c, Desk: &act.Desk{DB: db, Keys: keys.Generate(), Now: c.Now,
		Depot: files},
		editor: boss, boss: boss}
}

// wholeDeliveries holds that what is public is whole, and that what was told is public.
func (o *office) wholeDeliveries(dir string, told []string) {
	o.t.Helper()
	files, err := depot.Open(filepath.Join(dir, "depot"))
	o.must(err)
	b, err := o.PublicLedger(ctx, ministry)
	o.must(err)
	public := map[string]bool{}
	for _, d := range b.Deliveries {
		public[string(d.ID)] = true
		for _, f := range []purchase.File{d.Parquet, d.CSV, d.JSON} {
			o.must(files.Verify(depot.Seal(f)))
		}
		p, err := o.PublicDelivery(ctx, d.ID)
		if o.must(err); p.Entry == "" || !d.Balanced() {
			o.t.Errorf("%s is not sealed", d.ID)
		}
	}
	if len(b.InForce()) != 1 {
		o.t.Errorf("%d deliveries of one period are in force", len(b.InForce()))
	}
	for _, id := range told {
		if !public[id] {
			o.t.Errorf("%s was told of and is not public", id)
		}
	}
}
