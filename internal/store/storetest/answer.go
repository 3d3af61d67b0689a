package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// Answer is a draft to test with.
func Answer(id string, f consult.Forum) consult.Answer {
	return consult.Answer{ID: consult.AnswerID(id), Forum: f, Body: "exempel",
		Position: consult.PartlyAccepted, Reason: consult.Text{SV: "Så här: å.", EN: "So."},
		Effects: []consult.Effect{{Kind: consult.AMilestone, Title: consult.Text{SV: "Ö"},
			URL: "/plan"}},
		Author: "eva", Begun: Noon, Saved: 1}
}

// owed is what is owed to a view that was sent.
func owed(id string, f consult.Forum, number int64, due time.Time) consult.Duty {
	return consult.Duty{View: consult.ViewID(id), Forum: f, Number: number, Body: "exempel",
		Received: Noon, Due: due}
}

func answers(s suite) {
	f := s.begin("c").ID.Forum()
	a := Answer("a1", f)
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddAnswer(a), tx.AddAnswer(Answer("a2", f))) })
	equal(s, a, func(tx *store.Tx) (consult.Answer, error) { return tx.Answer("a1") })
	a.Position, a.Reason, a.Effects = consult.NotAccepted, consult.Text{SV: "nej"}, nil
	a.Saved, a.Ready, a.Version, a.Number, a.Author = 2, true, 1, 1, "bo"
	s.write(func(tx *store.Tx) error { return tx.SaveAnswer(a) })
	equal(s, []consult.Answer{a, Answer("a2", f)}, func(tx *store.Tx) ([]consult.Answer, error) {
		return tx.Answers(f)
	})
	equal(s, 1, func(tx *store.Tx) (int64, error) { return tx.LastAnswer(f) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SaveAnswer(Answer("no", f)) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.DropAnswer("a1") }) // published
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		two := Answer("a2", f)
		two.Number = 1
		return tx.SaveAnswer(two)
	})

	v := consult.AnswerVersion{Answer: "a1", Number: 1, Position: consult.NotAccepted,
		Reason: consult.Text{SV: "nej"}, Views: []int64{1, 3}, Why: "fel", By: "bo", At: Noon}
	s.write(func(tx *store.Tx) error { return tx.AddAnswerVersion(v) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddAnswerVersion(v) })
	equal(s, []consult.AnswerVersion{v}, func(tx *store.Tx) ([]consult.AnswerVersion, error) {
		return tx.AnswerVersions("a1")
	})
	public := store.PublicAnswer{Number: 1, Body: "exempel", AnswerVersion: v}
	equal(s, []store.PublicAnswer{public}, func(tx *store.Tx) ([]store.PublicAnswer, error) {
		return tx.PublicAnswers(f)
	})
	equal(s, public, func(tx *store.Tx) (store.PublicAnswer, error) { return tx.PublicAnswer(f, 1) })
	equal(s, public, func(tx *store.Tx) (store.PublicAnswer, error) { return tx.PublicAnswerOf("a1") })
	missing(s, func(tx *store.Tx) (store.PublicAnswer, error) { return tx.PublicAnswer(f, 2) })
	missing(s, func(tx *store.Tx) (store.PublicAnswer, error) { return tx.PublicAnswerOf("a2") })
	v.Reason, v.Views = consult.Text{}, nil
	equal(s, store.AnswerVersionKept{AnswerVersion: v, Forum: f, Words: `{"sv":"nej"}`,
		Changes: "null", Answers: "[1,3]"}, func(tx *store.Tx) (store.AnswerVersionKept, error) {
		return tx.AnswerVersionKept("a1", 1)
	})
	equal(s, []consult.AnswerVersion{{Answer: "a1", Number: 1}},
		func(tx *store.Tx) ([]consult.AnswerVersion, error) { return tx.AnswerVersionNames() })
	s.write(func(tx *store.Tx) error { return tx.DropAnswer("a2") })
	missing(s, func(tx *store.Tx) (consult.Answer, error) { return tx.Answer("a2") })
}

func templates(s suite) {
	s.begin("c")
	t := consult.AnswerTemplate{ID: "t1", Body: "exempel", Name: "Öppet", Position: consult.Accepted,
		Reason: consult.Text{SV: "ja"}}
	other := consult.AnswerTemplate{ID: "t2", Body: "exempel", Name: "Ändrat"}
	s.write(func(tx *store.Tx) error { return errors.Join(tx.SaveTemplate(t), tx.SaveTemplate(other)) })
	t.Name, t.Position = "Åtgärdat", ""
	s.write(func(tx *store.Tx) error { return tx.SaveTemplate(t) })
	equal(s, []consult.AnswerTemplate{t, other}, func(tx *store.Tx) ([]consult.AnswerTemplate, error) {
		return tx.AnswerTemplates("exempel")
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.DropTemplate("annan", "t1") })
	s.write(func(tx *store.Tx) error { return tx.DropTemplate("exempel", "t1") })
	equal(s, []consult.AnswerTemplate{other}, func(tx *store.Tx) ([]consult.AnswerTemplate, error) {
		return tx.AnswerTemplates("exempel")
	})
}

func duties(s suite) {
	f := s.begin("c").ID.Forum()
	other := s.begin("d").ID.Forum()
	a, b, x := owed("a", f, 1, Noon.Add(2)), owed("b", f, 2, Noon), owed("x", other, 1, Noon)
	a.Due = Noon.Add(2 * time.Hour)
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "a", f, 1), said(tx, "b", f, 2), said(tx, "x", other, 1),
			tx.SaveDuty(a), tx.SaveDuty(b), tx.SaveDuty(x))
	})
	equal(s, a, func(tx *store.Tx) (consult.Duty, error) { return tx.Duty("a") })
	equal(s, b, func(tx *store.Tx) (consult.Duty, error) { return tx.DutyOf(f, 2) })
	missing(s, func(tx *store.Tx) (consult.Duty, error) { return tx.DutyOf(f, 3) })
	queued := func(filter store.DutyFilter) func(*store.Tx) ([]consult.Duty, error) {
		filter.Body = "exempel"
		return func(tx *store.Tx) (list []consult.Duty, err error) {
			found, err := tx.OpenDuties(filter)
			for _, q := range found {
				if q.View.ID != q.Duty.View {
					s.Errorf("%s comes with %s", q.Duty.View, q.View.ID)
				}
				list = append(list, q.Duty)
			}
			return list, err
		}
	}
	equal(s, []consult.Duty{b, x, a}, queued(store.DutyFilter{Limit: 9}))
	equal(s, []consult.Duty{b}, queued(store.DutyFilter{Limit: 1}))
	equal(s, []consult.Duty{a}, queued(store.DutyFilter{Limit: 9,
		After: store.QueueMark{Due: Noon, View: "x"}}))
	equal(s, []consult.Duty{b, a}, queued(store.DutyFilter{Limit: 9, Forum: f}))
	equal(s, []consult.Duty{b, x}, queued(store.DutyFilter{Limit: 9, Until: Noon.Add(time.Hour)}))
	a.Considered, a.Answer, a.Answered = Noon, "a1", Noon.Add(time.Hour)
	b.Ended, b.Answer, b.Body = Noon, "a1", "exempel"
	s.write(func(tx *store.Tx) error { return errors.Join(tx.SaveDuty(a), tx.SaveDuty(b)) })
	equal(s, []consult.Duty{x}, queued(store.DutyFilter{Limit: 9}))
	equal(s, []consult.Duty{a, b}, func(tx *store.Tx) ([]consult.Duty, error) { return tx.DutiesOf("a1") })
	equal(s, nil, func(tx *store.Tx) ([]consult.Duty, error) { return tx.DutiesOf("") })
	equal(s, []consult.Duty{a, b}, func(tx *store.Tx) ([]consult.Duty, error) { return tx.Duties(f) })
	s.read(func(tx *store.Tx) error {
		open, late, err := tx.CountOpen("exempel", Noon)
		same(s, [2]int{open, late}, err, [2]int{1, 1})
		return nil
	})
}

func dutySteps(s suite) {
	f := s.begin("c").ID.Forum()
	step := consult.Step{At: Noon, Kind: consult.Postponed, From: "2023-12-01", To: "2023-12-24",
		Reason: "för många", By: "eva"}
	n := consult.Note{At: Noon, By: "eva", Text: "Ring först."}
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "a", f, 1), tx.SaveDuty(owed("a", f, 1, Noon)),
			tx.AddStep("a", step), tx.AddStep("a", step), tx.AddNote("a", n))
	})
	equal(s, []consult.Step{step, step}, func(tx *store.Tx) ([]consult.Step, error) {
		return tx.Steps("a")
	})
	equal(s, []store.ForumStep{{Number: 1, Step: step}, {Number: 1, Step: step}},
		func(tx *store.Tx) ([]store.ForumStep, error) { return tx.ForumSteps(f) })
	equal(s, []consult.Note{n}, func(tx *store.Tx) ([]consult.Note, error) { return tx.Notes("a") })
	equal(s, time.Time{}, func(tx *store.Tx) (time.Time, error) { return tx.ForumClosed(f) })
	s.write(func(tx *store.Tx) error { return tx.CloseForum(f, "eva") })
	equal(s, Noon, func(tx *store.Tx) (time.Time, error) { return tx.ForumClosed(f) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.CloseForum(f, "eva") })
	s.write(func(tx *store.Tx) error { return tx.ReopenForum(f) })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.ReopenForum(f) })
	equal(s, map[int64]bool{}, func(tx *store.Tx) (map[int64]bool, error) { return tx.CopyNumbers(f) })
}

// fillAnswers writes an answer with what belongs to it.
func fillAnswers(tx *store.Tx, f consult.Forum) error {
	return errors.Join(tx.AddAnswer(Answer("a", f)),
		tx.AddAnswerVersion(consult.AnswerVersion{Answer: "a", Number: 1, Views: []int64{1}, At: Noon}),
		tx.SaveDuty(owed("v", f, 1, Noon)),
		tx.AddStep("v", consult.Step{At: Noon, Kind: consult.Handed}),
		tx.AddNote("v", consult.Note{At: Noon, Text: "Ö"}),
		tx.SaveTemplate(consult.AnswerTemplate{ID: "t", Body: "exempel", Name: "Ö"}),
		tx.CloseForum(f, "eva"))
}
