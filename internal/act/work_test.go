package act_test

import (
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// tasks gives what waits for somebody at a consultation, by kind.
func (o *office) tasks(who account.Person, id consult.ID) map[act.TaskKind]act.Task {
	o.t.Helper()
	list, err := o.Tasks(ctx, who, id)
	o.must(err)
	all := map[act.TaskKind]act.Task{}
	for _, t := range list {
		all[t.Kind] = t
	}
	return all
}

// What waits follows from dates and facts: nobody types a to-do list.
func TestTasksFollowFromTheFacts(t *testing.T) {
	o := newOffice(t, sqlite(t))
	content := december(10)
	content.Agenda = nil
	id, err := o.NewConsultation(ctx, o.editor, "exempeldepartementet", content)
	o.must(err)
	if got := o.tasks(o.editor, id); len(got) != 1 || got[act.TaskDraft].Kind == "" {
		t.Errorf("a draft asks for %v", got)
	}
	o.must(o.AskApproval(ctx, o.editor, id, consult.Invitation, 1, ""))
	if got := o.tasks(o.editor, id); len(got) != 0 {
		t.Errorf("who has asked is asked for %v", got)
	}
	if got := o.tasks(o.boss, id); len(got) != 1 || got[act.TaskApprove].Kind == "" {
		t.Errorf("who may publish is asked for %v", got)
	}
	o.must(o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""))

	for _, row := range []struct {
		when string
		at   time.Time
		want []act.TaskKind
		late act.TaskKind
	}{
		{"sixteen days before", content.Meeting.Start.Add(-16 * 24 * time.Hour), nil, ""},
		{"ten days before", content.Meeting.Start.Add(-10 * 24 * time.Hour),
			[]act.TaskKind{act.TaskAgenda}, ""},
		{"six days before", content.Meeting.Start.Add(-6 * 24 * time.Hour),
			[]act.TaskKind{act.TaskAgenda, act.TaskLink}, ""},
		{"that morning", content.Meeting.Start.Add(-4 * time.Hour),
			[]act.TaskKind{act.TaskAgenda, act.TaskLink, act.TaskCheckIn}, ""},
		{"in the meeting", content.Meeting.Start.Add(time.Minute),
			[]act.TaskKind{act.TaskAgenda, act.TaskLink, act.TaskCheckIn}, act.TaskLink},
		{"the day after", content.Meeting.End.Add(24 * time.Hour), []act.TaskKind{act.TaskSummary}, ""},
		{"two months after", content.Meeting.End.Add(60 * 24 * time.Hour),
			[]act.TaskKind{act.TaskSummary}, act.TaskSummary},
	} {
		o.clock.set(row.at)
		got := o.tasks(o.editor, id)
		if len(got) != len(row.want) {
			t.Errorf("%s: %v, want %v", row.when, got, row.want)
		}
		for _, kind := range row.want {
			if _, ok := got[kind]; !ok {
				t.Errorf("%s: nothing says %s", row.when, kind)
			}
		}
		if row.late != "" && !got[row.late].Late || row.late == "" && anyLate(got) {
			t.Errorf("%s: late %v, want %q", row.when, got, row.late)
		}
	}
}

func anyLate(tasks map[act.TaskKind]act.Task) bool {
	for _, t := range tasks {
		if t.Late {
			return true
		}
	}
	return false
}

func TestWorkShowsOwnBodiesOnly(t *testing.T) {
	o := newOffice(t, sqlite(t))
	content := december(1)
	content.Registration.Screening = true
	id := o.open(content)
	o.must(o.Register(ctx, id, entry("Ada", "ada@example.org"), ""))
	o.post()
	_, err := o.Confirm(ctx, linkIn(t, o.sent.to(t, "ada@example.org", "/bekrafta/"), "/bekrafta/"))
	o.must(err)
	list, err := o.Work(ctx, o.editor)
	o.must(err)
	if len(list) != 1 || len(list[0].Consultations) != 1 || list[0].Role != account.Editor {
		t.Fatalf("%+v", list)
	}
	if len(list[0].Tasks) != 1 || list[0].Tasks[0].Kind != act.TaskScreen ||
		list[0].Tasks[0].Count != 1 {
		t.Errorf("%+v", list[0].Tasks)
	}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "annan", Name: "Exempelmyndigheten",
		Email: "annan@example.se"}))
	stranger, err := o.SetRole(ctx, account.System, "annan", "Stig", "stig@example.se",
		account.Administrator)
	o.must(err)
	list, err = o.Work(ctx, stranger)
	o.must(err)
	if len(list) != 1 || list[0].Body.ID != "annan" || len(list[0].Consultations) != 0 {
		t.Errorf("who works elsewhere sees %+v", list)
	}
	_, err = o.Tasks(ctx, stranger, id)
	kind(t, err, fault.NotFound)
	_, err = o.Work(ctx, account.Anybody)
	kind(t, err, fault.SignIn)

	reader := o.hire("Lena Läsare", "lena@example.se", account.Reader)
	list, err = o.Work(ctx, reader)
	o.must(err)
	if len(list[0].Tasks) != 0 {
		t.Errorf("who may only read is asked to do %v", list[0].Tasks)
	}
}

// An administrator of one body cannot change what another calls its people,
// nor leave the own body without an administrator.
func TestRolesStayWithinTheBody(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "annan", Name: "Exempelmyndigheten",
		Email: "annan@example.se"}))
	boss, err := o.SetRole(ctx, account.System, "annan", "Stig", "stig@example.se",
		account.Administrator)
	o.must(err)
	p, err := o.SetRole(ctx, boss, "annan", "Någon Annan", o.editor.Email, account.Reader)
	o.must(err)
	if p.Name != "Egon Exempel" {
		t.Errorf("another body has renamed somebody to %q", p.Name)
	}
	_, err = o.SetRole(ctx, boss, "exempeldepartementet", "", o.editor.Email, account.Reader)
	kind(t, err, fault.NotFound)
	_, err = o.SetRole(ctx, boss, "annan", "", boss.Email, account.Reader)
	kind(t, err, fault.Refused)
}
