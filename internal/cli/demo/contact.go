package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
)

// A question is an invented case at the contact point of the agency. Days are
// counted from its own; 0 stands for what has not happened.
type question struct {
	day    int // after the contact point opened
	sort   consult.Sort
	about  consult.Subject
	text   string
	reply  int // when somebody wrote for the first time
	pause  int // when it was paused, for a week
	answer int
}

// asked is what invented people turned to the agency with. Some wait, one
// is paused, one is late.
func asked() (all []question) {
	dataset := consult.Subject{About: consult.ADataset, ID: "https://exempelmyndigheten.example.se/data/kop"}
	missing := consult.Subject{About: consult.MissingData, ID: "Köp per leverantör och månad"}
	whole := consult.Subject{About: consult.TheWhole}
	add := func(sort consult.Sort, about consult.Subject, text string, days ...[4]int) {
		for _, d := range days {
			all = append(all, question{d[0], sort, about, text, d[1], d[2], d[3]})
		}
	}
	add(consult.ARequest, missing, "Vi saknar uppgifter om köp per leverantör och månad. Kan ni publicera dem?",
		[4]int{0, 1, 0, 9}, [4]int{2, 1, 3, 18}, [4]int{5, 3, 0, 12}, [4]int{9, 2, 0, 15}, [4]int{18, 3, 0, 0}, [4]int{24, 0, 0, 0})
	add(consult.AnError, dataset, "Beloppen i filen har ibland punkt och ibland komma.",
		[4]int{1, 1, 0, 3}, [4]int{3, 1, 0, 5}, [4]int{7, 2, 0, 4}, [4]int{10, 1, 0, 2}, [4]int{12, 4, 0, 0}, [4]int{20, 1, 0, 4})
	add(consult.ALicence, whole, "Får vi använda uppgifterna i en tjänst som vi tar betalt för?",
		[4]int{2, 1, 0, 1}, [4]int{6, 1, 0, 2}, [4]int{11, 2, 0, 6}, [4]int{15, 1, 0, 1}, [4]int{22, 1, 2, 0})
	return all
}

// A moment is something that is done at a time.
type moment struct {
	at time.Time
	do func() error
}

// contact opens the contact point of the agency and lets a month go by.
func (s *seeder) contact(ctx context.Context) error {
	opened := time.Date(2023, 7, 24, 7, 0, 0, 0, time.UTC)
	if err := s.at(ctx, opened); err != nil {
		return err
	}
	clerk, err := s.SetRole(ctx, account.System, Agency.ID, "Klara Kontakt (påhittad)",
		"kontakt@exempelmyndigheten.example.se", account.Publisher)
	if err != nil {
		return err
	}
	if err := s.OpenContact(ctx, clerk, Agency.ID, true); err != nil {
		return err
	}
	var moments []moment
	for i, q := range asked() {
		moments = append(moments, s.turns(ctx, clerk, i, q, opened.AddDate(0, 0, q.day).Add(time.Hour))...)
	}
	slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range moments {
		if err := s.at(ctx, m.at); err != nil {
			return err
		}
		if err := m.do(); err != nil {
			return err
		}
	}
	return nil
}

// turns gives what happens to one case, at its times.
func (s *seeder) turns(ctx context.Context, clerk account.Person, i int, q question,
	asked time.Time) []moment {
	var v consult.View
	forum := consult.ContactForum(string(Agency.ID))
	all := []moment{{asked, func() (err error) {
		v, err = s.BeginView(ctx, forum, fmt.Sprint("demo-case-", i), consult.ViewForm{Sort: q.sort, Subject: q.about,
			Text: "Påhittat exempel. " + q.text, Sender: consult.Sender{Kind: consult.APerson}})
		if err == nil {
			v, err = s.SendView(ctx, s.ViewLink(v), v.Saved)
		}
		return err
	}}}
	after := func(days, hours int, do func() error) {
		if days > 0 {
			all = append(all, moment{asked.AddDate(0, 0, days).Add(time.Duration(hours) * time.Hour), do})
		}
	}
	after(q.reply, 1, func() error {
		if _, err := s.RuleView(ctx, clerk, v.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil); err != nil {
			return err
		}
		return s.MessageCase(ctx, clerk, v.ID, "Tack för att du skrev. Vi tittar på det.", false)
	})
	after(q.pause, 2, func() error {
		return s.PauseCase(ctx, clerk, v.ID, consult.WaitsForBody,
			"Vi väntar på uppgifter från leverantören.")
	})
	if q.pause > 0 && q.answer > 0 {
		after(q.pause+7, 2, func() error { return s.ResumeCase(ctx, clerk, v.ID) })
	}
	after(q.answer, 3, func() error { return s.solve(ctx, clerk, forum, v) })
	return all
}

// solve answers a case, and says that the answer is invented.
func (s *seeder) solve(ctx context.Context, clerk account.Person, f consult.Forum,
	v consult.View) error {
	a, err := s.BeginAnswer(ctx, clerk, f, []int64{v.Number}, "")
	if err != nil {
		return err
	}
	r := reply{says: consult.Accepted, reason: text("Ja. Vi har ordnat det.", "Yes. We have seen to it.")}
	if a, err = s.SaveAnswer(ctx, clerk, a.ID, r.form(a.Saved)); err != nil {
		return err
	}
	_, err = s.PublishAnswers(ctx, clerk, f, []consult.AnswerID{a.ID}, "")
	if err == nil && v.Number == 1 {
		_, err = s.SaveWish(ctx, clerk, consult.Wish{Body: string(Agency.ID), State: consult.UnderWay,
			Title: text("Köp per leverantör och månad (påhittat)",
				"Purchases by supplier and month (invented)"),
			Reason: text("Vi publicerar dem i vår.", "We publish them in spring.")}, v.ID)
	}
	return err
}
