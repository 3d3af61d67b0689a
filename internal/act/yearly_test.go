package act_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

// A body's counts are read in all or not at all, once, and corrected with a
// reason; of a file that holds anything else nothing is kept, told or logged
// (I-1); on both engines.
func TestK48AC3CountsAreImportedAndNothingElse(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			const body = account.BodyID("exempeldepartementet")
			const head = "year;received;acknowledged;feedback"
			_, err := o.ImportYears(ctx, o.editor, body, "", []byte(head+"\n2021;12;10;9\n"))
			kind(t, err, fault.Forbidden)
			for _, bad := range []string{head + ";anmäld person\n2021;12;10;9;Anna Exempel\n",
				head + "\n2021;12;10;9\n2022;Anna Exempel;9;9\n",
				head + "\n2021;12;10;9\n2022;9;10;9\n", "\x00\x01Anna Exempel", "%PDF Anna Exempel", "\xd0\xcf\x11\xe0Anna Exempel", ""} {
				_, err := o.ImportYears(ctx, o.boss, body, "", []byte(bad))
				kind(t, err, fault.Invalid)
				var wrong *fault.Error
				if errors.As(err, &wrong); strings.Contains(err.Error(), "Anna") {
					t.Errorf("%q is quoted", wrong)
				}
			}
			if y, _, err := o.Yearbook(ctx, o.editor, body); err != nil || len(y.Said) != 0 {
				t.Errorf("half of a file is kept: %+v %v", y, err)
			}
			o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
				matters, err := tx.Matters(integrity.Yearly, "")
				log, failed := tx.AuditLog("yearly/"+string(body), 100, 0)
				if len(matters)+len(log) > 0 {
					t.Errorf("something of it is kept: %v %v", matters, log)
				}
				return errors.Join(err, failed)
			}))
			done, err := o.ImportYears(ctx, o.boss, body, "", []byte(head+"\n2021;12;10;9\n2022;30;20;20\n"))
			if err != nil || done.New != 2 {
				t.Fatal(done, err)
			}
			done, err = o.ImportYears(ctx, o.boss, body, "", []byte(head+"\n2021;12;10;9\n2022;30;20;20\n"))
			if err != nil || done.Same != 2 || done.New+done.Changed != 0 {
				t.Error(done, err)
			}
			_, err = o.ImportYears(ctx, o.boss, body, "", []byte(head+"\n2021;12;11;9\n"))
			kind(t, err, fault.Invalid)
			_, err = o.ImportYears(ctx, o.boss, body, "Född 19121212-1212", []byte(head+"\n2021;12;11;9\n"))
			kind(t, err, fault.Invalid)
			done, err = o.ImportYears(ctx, o.boss, body, "Räknefel", []byte(head+"\n2021;12;11;9\n"))
			if err != nil || done.Changed != 1 {
				t.Error(done, err)
			}
			_, err = o.StateYears(ctx, o.boss, body, []integrity.Statement{{Year: opening.In(time.UTC).Year(), Set: integrity.LatestFigures,
				Facts: map[string]bool{"acts": true}}})
			kind(t, err, fault.Invalid) // the year is not over
			all, err := o.Yearbooks(ctx)
			o.must(err)
			y := all.Of[string(body)]
			if now, _ := y.Of(2021); len(y.Said) != 3 || now.What.Counts["acknowledged"] != 11 ||
				now.What.Why != "Räknefel" {
				t.Errorf("%+v", y.Said)
			}
			if got := o.acts("matter/" + string(y.Matter.ID)); got != "state-year state-year state-year" {
				t.Errorf("the log has %q", got)
			}
		})
	}
}
