package act

import (
	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/store"
)

// viewTask asks for a ruling on the views that wait for one, those whose author
// has asked for another moderator among them.
func viewTask(tx *store.Tx, who account.Person, c consult.Consultation) ([]Task, error) {
	if !who.Can(account.HandleViews, account.BodyID(c.Body)) {
		return nil, nil
	}
	n, err := tx.CountWaiting(c.ID.Forum())
	if err != nil || n == 0 {
		return nil, err
	}
	return []Task{{Kind: TaskViews, Consultation: c, Count: n}}, nil
}

// answerTask asks for the answers that a body owes, to views and to cases. Its
// day is that of the first; it is late as soon as one of them is.
func answerTask(tx *store.Tx, who account.Person, body account.BodyID) ([]Task, error) {
	if !who.Can(account.HandleViews, body) {
		return nil, nil
	}
	open, late, err := tx.CountOpen(string(body), tx.Now)
	if err != nil || open == 0 {
		return nil, err
	}
	t := Task{Kind: TaskAnswers, Body: body, Count: open, Late: late > 0}
	first, err := tx.OpenDuties(store.DutyFilter{Body: string(body), Ticking: true, Limit: 1})
	for _, each := range first {
		t.Due = each.Due
	}
	return []Task{t}, err
}
