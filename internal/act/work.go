package act

import (
	"context"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/internal/store"
)

// A TaskKind is a sort of thing that waits to be done.
type TaskKind string

// The kinds of tasks, in the order in which they matter.
const (
	TaskMail       TaskKind = "mail"       // letters that could not be sent
	TaskApprove    TaskKind = "approve"    // a colleague asks for a publication
	TaskScreen     TaskKind = "screen"     // registrations wait for approval
	TaskCall       TaskKind = "call"       // a place is offered to somebody whom no mail reaches
	TaskCheckIn    TaskKind = "checkin"    // the meeting is today
	TaskLink       TaskKind = "link"       // an online meeting without a link
	TaskAgenda     TaskKind = "agenda"     // a meeting without a timed agenda
	TaskViews      TaskKind = "views"      // views that nobody has ruled on
	TaskAnswers    TaskKind = "answers"    // that a body owes, to views and to cases
	TaskSummary    TaskKind = "summary"    // what was said is not published
	TaskObjections TaskKind = "objections" // to the draft of the summary, without an answer
	TaskDraft      TaskKind = "draft"      // a draft that is not published
	TaskDelivery   TaskKind = "delivery"   // a colleague asks for the publication of purchases
	TaskLedger     TaskKind = "ledger"     // purchases that were brought and not decided about
	TaskHarvest    TaskKind = "harvest"    // a harvest from which so much has vanished that it is held
)

// A Task is one thing that waits for somebody at a body.
type Task struct {
	Kind         TaskKind
	Consultation consult.Consultation
	Delivery     purchase.Delivery // instead, of purchases
	Source       catalog.Source    // instead, of a catalogue
	Body         account.BodyID    // instead, of the body as a whole
	Count        int               // of letters, registrations, views or answers
	Due          time.Time         // zero where nothing was promised
	Late         bool
}

// Work is what waits for a person at one body.
type Work struct {
	Body          account.Body
	Role          account.Role
	Consultations []Listing
	Tasks         []Task // what is late first, then by day
}

// A Listing is a consultation in a list, with its state.
type Listing struct {
	Consultation consult.Consultation
	State        consult.State
	Queue        int // people in the queue
}

// The limits by which something is asked for.
const (
	agendaBefore  = 14 * 24 * time.Hour // a meeting should have a timed agenda
	linkBefore    = 7 * 24 * time.Hour  // and a link, where it is online
	summaryWithin = 30 * 24 * time.Hour // what was said is published, where nothing else is promised
)

// Work lists what waits for who, body by body.
//
// Who may: staff, each for the bodies where they have a role.
func (d *Desk) Work(ctx context.Context, who account.Person) (list []Work, err error) {
	if !who.Known() {
		return nil, fault.New(fault.SignIn, "account.sign-in-first")
	}
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		list = nil
		for _, id := range who.Bodies() {
			w, err := work(tx, who, id)
			if err != nil {
				return err
			}
			list = append(list, w)
		}
		return nil
	})
	return list, err
}

func work(tx *store.Tx, who account.Person, id account.BodyID) (w Work, err error) {
	w.Role = who.Roles[id]
	if w.Body, err = tx.Body(id); err != nil {
		return w, err
	}
	list, err := tx.Consultations(store.ConsultationFilter{Body: id, Limit: 500})
	if err != nil {
		return w, err
	}
	for _, c := range list {
		s, err := tx.Seating(c.ID)
		if err != nil {
			return w, err
		}
		w.Consultations = append(w.Consultations, Listing{c, c.State(tx.Now), s.Waiting})
		tasks, err := tasksOf(tx, who, c)
		if err != nil {
			return w, err
		}
		w.Tasks = append(w.Tasks, tasks...)
	}
	answers, err := answerTask(tx, who, id)
	if err != nil {
		return w, err
	}
	deliveries, err := deliveryTasks(tx, who, w.Body)
	if err != nil {
		return w, err
	}
	harvests, err := harvestTasks(tx, who, w.Body)
	if err != nil {
		return w, err
	}
	w.Tasks = slices.Concat(w.Tasks, answers, deliveries, harvests)
	slices.SortStableFunc(w.Tasks, sooner)
	return w, nil
}

// Tasks lists what waits for who at one consultation.
//
// Who may: readers of the body.
func (d *Desk) Tasks(ctx context.Context, who account.Person, id consult.ID) (list []Task,
	err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		c, err := loaded(tx, who, account.SeeDraft, id)
		if err != nil {
			return err
		}
		list, err = tasksOf(tx, who, c)
		slices.SortStableFunc(list, sooner)
		return err
	})
	return list, err
}

// sooner puts what is late first, then what is due, then what has no day.
func sooner(a, b Task) int {
	switch {
	case a.Late != b.Late:
		return map[bool]int{true: -1, false: 1}[a.Late]
	case a.Due.IsZero() != b.Due.IsZero():
		return map[bool]int{true: 1, false: -1}[a.Due.IsZero()]
	}
	return a.Due.Compare(b.Due)
}

// tasksOf reads what the tasks of a consultation follow from.
func tasksOf(tx *store.Tx, who account.Person, c consult.Consultation) ([]Task, error) {
	body := account.BodyID(c.Body)
	if !who.Can(account.Edit, body) {
		return nil, nil
	}
	tasks := standing(c, tx.Now)
	waiting, err := tx.Registrations(store.RegistrationFilter{Consultation: c.ID,
		Status: []consult.Status{consult.Waiting}})
	if err != nil {
		return nil, err
	}
	if n := len(waiting); n > 0 {
		tasks = append(tasks, Task{Kind: TaskScreen, Consultation: c, Count: n, Due: c.Content.Begin()})
	}
	calls, err := callTask(tx, c)
	if err != nil {
		return nil, err
	}
	tasks = append(tasks, calls...)
	failed, err := unsent(tx, c.ID, "")
	if err != nil {
		return nil, err
	}
	if n := len(failed); n > 0 {
		tasks = append(tasks, Task{Kind: TaskMail, Consultation: c, Count: n})
	}
	views, err := viewTask(tx, who, c)
	if err != nil {
		return nil, err
	}
	if tasks, err = objectionTask(tx, c, append(tasks, views...)); err != nil {
		return nil, err
	}
	for _, paper := range []consult.Paper{consult.Invitation, consult.Report} {
		v, err := tx.OpenDraft(c.ID, paper)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if t, ok := drafted(who, c, v); ok {
			tasks = append(tasks, t)
		}
	}
	return tasks, nil
}

// drafted tells what an open draft asks of who.
func drafted(who account.Person, c consult.Consultation, v consult.Version) (Task, bool) {
	switch {
	case !c.Cancelled.IsZero():
		return Task{}, false
	case !v.Asked.IsZero() && v.AskedBy != string(who.ID) &&
		who.Can(account.Publish, account.BodyID(c.Body)):
		return Task{Kind: TaskApprove, Consultation: c, Due: c.Content.Begin()}, true
	case v.Paper == consult.Invitation && v.Asked.IsZero():
		return Task{Kind: TaskDraft, Consultation: c, Due: c.Content.Begin()}, true
	}
	return Task{}, false
}

// standing lists what a consultation asks for by its dates alone.
func standing(c consult.Consultation, now time.Time) (tasks []Task) {
	m := c.Content.Meeting
	add := func(kind TaskKind, due time.Time) {
		tasks = append(tasks, Task{Kind: kind, Consultation: c, Due: due, Late: now.After(due)})
	}
	switch c.State(now) {
	case consult.Draft, consult.Cancelled:
		return nil
	case consult.Held:
		if c.Summary > 0 {
			return nil
		}
		due, over := c.Content.Promise.By, c.Content.Promise.Over()
		if due.IsZero() {
			due = c.Content.End().Add(summaryWithin)
			over = due
		}
		return []Task{{Kind: TaskSummary, Consultation: c, Due: due, Late: !now.Before(over)}}
	}
	if !m.Set() {
		return nil
	}
	left := m.Start.Sub(now)
	if left < agendaBefore && !c.Content.Timed() {
		add(TaskAgenda, m.Start)
	}
	if left < linkBefore && m.Form != consult.OnSite && !c.HasLink {
		add(TaskLink, m.LinkOpens())
	}
	if left < 12*time.Hour {
		tasks = append(tasks, Task{Kind: TaskCheckIn, Consultation: c, Due: m.Start})
	}
	return tasks
}
