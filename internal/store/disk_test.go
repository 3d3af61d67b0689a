package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// TestN30DiskFullTakesNoHalfView lets the file grow no further while people
// send views: who is refused is told so, nothing of the view is there but the
// draft that was begun, and when there is room again the draft can be sent.
func TestN30DiskFullTakesNoHalfView(t *testing.T) {
	ctx := t.Context()
	db := openSQLite(t, noon)
	d := &act.Desk{DB: db, Keys: keys.Generate(), Now: noon,
		Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}
	f := hearing(t, d)
	pages := db.LimitPages(t, 0)
	db.LimitPages(t, pages+30)
	var stuck consult.View
	sent := 0
	for n := 0; n < 10_000; n++ {
		v, err := d.BeginView(ctx, f, fmt.Sprint("key", n), saying(strings.Repeat("Så här tycker vi. ", 200)))
		if err != nil {
			if !fault.Is(err, fault.Unavailable) {
				t.Fatal(err)
			}
			break
		}
		if _, err = d.SendView(ctx, d.ViewLink(v), v.Saved); err != nil {
			if !fault.Is(err, fault.Unavailable) {
				t.Fatal(err)
			}
			stuck = v
			break
		}
		sent++
	}
	if sent == 0 {
		t.Fatal("nothing could be sent before the disk was full")
	}
	all := wholeViews(t, db, f)
	if all != sent {
		t.Errorf("%d views are there, %d were sent", all, sent)
	}
	db.LimitPages(t, 1<<30)
	if stuck.ID != "" {
		if _, err := d.SendView(ctx, d.ViewLink(stuck), stuck.Saved); err != nil {
			t.Errorf("there is room again: %v", err)
		}
		sent++
	}
	if all := wholeViews(t, db, f); all != sent {
		t.Errorf("%d views are there, %d were sent", all, sent)
	}
	well(t, db)
}

func saying(text string) consult.ViewForm {
	return consult.ViewForm{Text: text, Subject: consult.Subject{About: consult.TheWhole},
		Sender: consult.Sender{Kind: consult.APerson}}
}

// hearing is a public consultation that takes views.
func hearing(t *testing.T, d *act.Desk) consult.Forum {
	t.Helper()
	c := consult.OGP.Begin(noon())
	c.Title, c.Purpose = consult.Text{SV: "Samråd"}, consult.Text{SV: "Vi lyssnar."}
	c.Meeting.Start = noon().AddDate(0, 0, 14)
	c.Meeting.End = c.Meeting.Start.AddDate(0, 0, 1)
	c.WrittenInput.Open = true
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.SaveBody(t.Context(), account.System, account.Body{ID: "exempel", Name: "Exempelmyndigheten",
		Email: "samrad@example.se"}))
	id, err := d.NewConsultation(t.Context(), account.System, "exempel", c)
	must(err)
	must(d.Publish(t.Context(), account.System, id, consult.Invitation, 1, ""))
	return id.Forum()
}

// wholeViews counts the views that were sent and demands that each is whole.
func wholeViews(t *testing.T, db *store.DB, f consult.Forum) (n int) {
	t.Helper()
	err := db.Read(context.Background(), func(tx *store.Tx) error {
		all, err := tx.Views(store.ViewFilter{Forum: f})
		for i, v := range all {
			versions, err := tx.ViewVersions(v.ID)
			if err != nil {
				return err
			}
			leaves, err := tx.LeavesOf("view/" + string(v.ID) + "/1")
			if err != nil {
				return err
			}
			if _, err := tx.Duty(v.ID); err != nil || v.Number != int64(i+1) || len(versions) != 1 ||
				len(leaves) != 1 {
				t.Errorf("view %d is there by half (%v)", v.Number, err)
			}
		}
		n = len(all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
