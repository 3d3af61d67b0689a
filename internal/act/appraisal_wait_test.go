package act_test

import (
	"fmt"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// While bodies still answer no number is shown: the difference between two days
// would be what one body, whose name is told, has answered (N-21).
func TestN21NoNumberIsShownWhileARoundGoesOn(t *testing.T) {
	o := newOffice(t, sqlite(t))
	opening := integrity.Opening{Name: integrity.Text{SV: "Runda"}, From: "2023-11-01",
		Until: "2023-12-31"}
	signers := [2]account.Person{{ID: "a", Roles: map[account.BodyID]account.Role{}},
		{ID: "b", Roles: map[account.BodyID]account.Role{}}}
	for i := range 2 * integrity.Least {
		id := account.BodyID(fmt.Sprint("exempel-", i))
		o.must(o.SaveBody(ctx, account.System, account.Body{ID: id, Name: "Exempel", Email: "a@example.se"}))
		opening.Population = append(opening.Population, string(id))
		signers[0].Roles[id], signers[1].Roles[id] = account.Editor, account.Editor
	}
	_, err := o.OpenRound(ctx, o.boss, "exempeldepartementet", opening)
	kind(t, err, fault.Forbidden) // who asks others is not a publisher alone
	admin := o.hire("Ada Administratör", "ada@example.se", account.Administrator)
	r, err := o.OpenRound(ctx, admin, "exempeldepartementet", opening)
	o.must(err)
	full := integrity.SelfAssessment{Defines: "no", Replies: map[string]integrity.Reply{}}
	for _, a := range r.Instrument().Areas {
		for _, i := range a.Items {
			full.Replies[i.ID] = integrity.Reply{Mark: integrity.Reviewed}
		}
	}
	shown := func() (n int) {
		p, err := o.Pictures(ctx)
		o.must(err)
		for _, item := range p.All[0].Items {
			for _, row := range item.Grid[:len(item.Grid)-1] {
				for _, c := range row {
					if !c.Hidden {
						n++
					}
				}
			}
		}
		return n
	}
	for n, body := range opening.Population {
		id := account.BodyID(body)
		if n%2 == 0 { // of fewer than five, and of all alike, nothing would be shown
			full.Replies["risker-analys"] = integrity.Reply{Mark: integrity.No}
		} else {
			full.Replies["risker-analys"] = integrity.Reply{Mark: integrity.Reviewed}
		}
		_, err := o.SaveAppraisal(ctx, signers[0], id, r.Matter.Key, 0, full)
		o.must(err)
		for _, who := range signers {
			_, err := o.SignAppraisal(ctx, who, id, r.Matter.Key, 1)
			o.must(err)
		}
		if n := shown(); n > 0 {
			t.Fatalf("%d numbers are shown in a round that goes on", n)
		}
	}
	o.clock.set(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
	if shown() == 0 {
		t.Error("nothing is shown of a round that is over")
	}
}
