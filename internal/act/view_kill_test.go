package act_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/store"
)

// TestN30NoViewIsLostWhenKilled has another process take views from four
// callers and kills it without warning. Whoever was shown a receipt finds the
// view there afterwards, with its clock and its place in the record to come;
// nothing is there by half.
func TestN30NoViewIsLostWhenKilled(t *testing.T) {
	if url := os.Getenv("ACT_CHILD"); url != "" {
		sayForever(t, url)
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			url := sqlite(t)
			if engine == "postgres" {
				url = postgres(t)
			}
			o := newOffice(t, url)
			f := o.listening()
			told := map[string]bool{}
			for round := range 2 {
				for _, id := range o.killed(url, f, 40+25*round) {
					told[id] = true
				}
				o.wholeViews(f, told)
			}
			o.integrate()
			if found, err := o.CheckRecord(ctx); err != nil || len(found) > 0 {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
}

// killed runs a process that takes views, kills it when so many receipts were
// shown, and gives what they are of.
func (o *office) killed(url string, f consult.Forum, most int) (told []string) {
	o.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestN30NoViewIsLostWhenKilled$")
	cmd.Env = append(os.Environ(), "ACT_CHILD="+url, "ACT_FORUM="+string(f),
		"ACT_KEYS="+string(o.Keys.Bytes()))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	o.must(err)
	o.must(cmd.Start())
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if id, ok := strings.CutPrefix(lines.Text(), "told "); ok {
			told = append(told, id)
		}
		if len(told) == most {
			o.must(cmd.Process.Kill())
		}
	}
	_ = cmd.Wait() // it was killed
	if len(told) < most {
		o.t.Fatalf("the process ended by itself after %d", len(told))
	}
	return told
}

// sayForever sends views until the process is killed, and tells of each only
// when its sender has been shown a receipt.
func sayForever(t *testing.T, url string) {
	ring, err := keys.Parse([]byte(os.Getenv("ACT_KEYS")))
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{now: opening}
	db, err := store.Open(ctx, url, store.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	desk := &act.Desk{DB: db, Keys: ring, Now: c.Now,
		Site: act.Site{URL: "https://insyn.example.se", Name: "Insyn", From: "insyn@example.se"}}
	f := consult.Forum(os.Getenv("ACT_FORUM"))
	var all, tells sync.WaitGroup
	told := make(chan consult.ViewID)
	tells.Go(func() {
		for id := range told {
			fmt.Println("told " + string(id))
		}
	})
	for caller := range 4 {
		all.Go(func() {
			for n := 0; ; n++ {
				form := opinion(fmt.Sprint("Synpunkt ", caller, n))
				form.Sender.Email = "ada@example.org"
				v, err := desk.BeginView(ctx, f, fmt.Sprint(os.Getpid(), caller, n), form)
				if err == nil {
					v, err = desk.SendView(ctx, desk.ViewLink(v), v.Saved)
				}
				if err == nil {
					_, err = desk.OwnView(ctx, desk.ViewLink(v)) // the receipt is shown
				}
				if err != nil {
					continue // it is being killed
				}
				told <- v.ID
			}
		})
	}
	all.Wait()
}

// wholeViews demands that every view of a forum is there whole, and those that
// somebody was told of at all.
func (o *office) wholeViews(f consult.Forum, told map[string]bool) {
	o.t.Helper()
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Views(store.ViewFilter{Forum: f})
		o.must(err)
		found := map[string]bool{}
		for i, v := range all {
			found[string(v.ID)] = true
			versions, err := tx.ViewVersions(v.ID)
			o.must(err)
			leaves, err := tx.LeavesOf("view/" + string(v.ID) + "/1")
			o.must(err)
			duty, err := tx.Duty(v.ID)
			o.must(err)
			mailed, err := tx.Enqueued(act.MailView + "|" + string(v.ID))
			o.must(err)
			if v.Number != int64(i+1) || len(versions) != 1 || versions[0].Text != v.Text ||
				len(leaves) != 1 || duty.Number != v.Number || !mailed {
				o.t.Errorf("view %d is there by half: %d versions, %d leaves, %+v", v.Number,
					len(versions), len(leaves), duty)
			}
		}
		for id := range told {
			if !found[id] {
				o.t.Errorf("the view %s is lost, though its sender has a receipt", id)
			}
		}
		return nil
	}))
}
