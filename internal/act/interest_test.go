package act_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/purchase"
	"insyn/internal/store"
	"insyn/redflag"
)

// A barred act is one that nobody does with an interest in what it is about.
type barred struct {
	name    string
	declare func(who account.Person, ended bool) error
	who     account.Person
	do      func(who account.Person) error
	refused bool // it is refused for another reason where there is no interest
}

// signal makes a red flag that names a supplier.
func (o *office) signal() string {
	o.t.Helper()
	content, err := json.Marshal(redflag.Flag{ID: "f", Supplier: &redflag.Party{Name: "Exempelbolaget"}})
	o.must(err)
	f := purchase.Flag{ID: "f", Body: o.body(), Rule: "duplicate", Content: string(content),
		State: purchase.FlagOpen,
		Found: opening}
	o.must(o.DB.Bookkeep(ctx, "flags", func(tx *store.Tx) error { return tx.SaveFlag(f) }))
	return f.ID
}

// barredActs lists every act that decides something about a view, a case at a
// contact point, a recommendation or a flag, each in an order in which it can be done.
func (o *office) barredActs() []barred {
	keeper, advice := o.advised()
	return slices.Concat(o.barredViews(), o.barredAdvice(keeper, advice.Matter.ID),
		o.barredFlag(o.signal()))
}

// barring collects acts on one thing.
func barring(acts *[]barred, declare func(account.Person, bool) error) func(string, account.Person,
	func(account.Person) error) {
	return func(name string, who account.Person, do func(account.Person) error) {
		*acts = append(*acts, barred{name: name, declare: declare, who: who, do: do})
	}
}

func (o *office) barredViews() (acts []barred) {
	f := o.listening()
	var views []consult.View
	for _, key := range []string{"a", "b", "c"} {
		v, _ := o.speaks(f, "en nyckel som racker till "+key, "Vi vill se köpen.")
		views = append(views, v)
	}
	point := o.point()
	request, _ := o.asks(point, "en-nyckel-som-racker-till", consult.ARequest, missingData())
	boss := o.boss
	var a consult.Answer
	in := func(v consult.View) func(string, account.Person, func(account.Person) error) {
		return barring(&acts, func(who account.Person, ended bool) error { return o.DeclareStake(ctx, who, v.ID, ended) })
	}
	first, second, third, asked := in(views[0]), in(views[1]), in(views[2]), in(request)
	first("rule", boss, func(who account.Person) (err error) {
		_, err = o.RuleView(ctx, who, views[0].ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
		return err
	})
	first("correct the sender", boss, func(who account.Person) error {
		return o.CorrectSender(ctx, who, views[0].ID,
			consult.Sender{Kind: consult.APerson, Language: "sv"})
	})
	acts[len(acts)-1].refused = true // sent by its author
	begin := func(forum consult.Forum, numbers ...int64) func(account.Person) error {
		return func(who account.Person) (err error) {
			a, err = o.BeginAnswer(ctx, who, forum, numbers, "")
			return err
		}
	}
	save := func(who account.Person) error {
		_, err := o.SaveAnswer(ctx, who, a.ID, consult.AnswerForm{Position: consult.Accepted, Ready: true,
			Saved: a.Saved, Reason: consult.Text{SV: "Ja."}})
		return err
	}
	publish := func(who account.Person) error {
		_, err := o.PublishAnswers(ctx, who, a.Forum, []consult.AnswerID{a.ID}, "")
		return err
	}
	second("begin an answer", boss, begin(f, 2))
	second("drop an answer", boss, func(who account.Person) error { return o.DropAnswer(ctx, who, a.ID) })
	first("begin an answer", boss, begin(f, 1))
	second("add to an answer", boss, func(who account.Person) error { return o.AddToAnswer(ctx, who, a.ID, []int64{2}) })
	second("remove from an answer", boss, func(who account.Person) error { return o.RemoveFromAnswer(ctx, who, a.ID, 2) })
	first("save an answer", boss, save)
	first("publish an answer", boss, publish)
	second("postpone", boss, func(who account.Person) error {
		return o.PostponeView(ctx, who, views[1].ID, opening.AddDate(0, 3, 0), "Vi räknar om.")
	})
	third("hand over", boss, func(who account.Person) error {
		return o.HandView(ctx, who, views[2].ID, "exempelmyndigheten", "De vet.")
	})
	asked("pause", boss, func(who account.Person) error {
		return o.PauseCase(ctx, who, request.ID, consult.WaitsForSender, "Vilka år?")
	})
	asked("go on", boss, func(who account.Person) error { return o.ResumeCase(ctx, who, request.ID) })
	asked("write to the sender", boss, func(who account.Person) error {
		return o.MessageCase(ctx, who, request.ID, "Vi letar.", false)
	})
	asked("begin an answer to a case", boss, begin(point, 1))
	asked("save an answer to a case", boss, save)
	asked("publish an answer to a case", boss, publish)
	asked("open again", boss, func(who account.Person) error { return o.ReopenCase(ctx, who, request.ID, "Det saknas år.") })
	return acts
}

func (o *office) barredAdvice(keeper account.Person, id integrity.ID) (acts []barred) {
	boss := o.boss
	matter := barring(&acts, func(who account.Person, ended bool) error { return o.DeclareInterest(ctx, who, id, ended) })
	matter("answer a recommendation", boss, func(who account.Person) error {
		return o.AnswerAdvice(ctx, who, id, integrity.Response{Position: integrity.InPart, Reason: integrity.Text{SV: "Ja."}})
	})
	matter("prove", boss, func(who account.Person) error {
		return o.ProveAdvice(ctx, who, id, integrity.Evidence{Proves: integrity.Text{SV: "Klart"},
			URL: "https://www.example.se/", On: "2023-11-01"})
	})
	matter("assess", keeper, func(who account.Person) error {
		return o.AssessAdvice(ctx, who, id, integrity.Assessment{By: "Exempelgranskaren", Round: "Tredje", On: "2023-11",
			Grade: "partly", URL: "https://www.example.org/tredje"})
	})
	matter("follow up", keeper, func(who account.Person) error {
		return o.FollowAdvice(ctx, who, id, integrity.FollowUp{Status: integrity.UnderWay, Reason: integrity.Text{SV: "Sett."}})
	})
	matter("import another text", keeper, func(who account.Person) error {
		changed := bytes.Replace(fifteenFile(o.t), []byte("En strategi"), []byte("En ny strategi"), 1)
		_, err := o.ImportAdvice(ctx, who, "exempelmyndigheten", reviewer, changed)
		return err
	})
	matter("import another judgement", keeper, func(who account.Person) error {
		changed := bytes.Replace(fifteenFile(o.t), []byte("En strategi"), []byte("En ny strategi"), 1)
		changed = append(changed, "i;;;;;;;implemented;;;2023-12;Fjärde (påhittad);1;https://www.example.org/fjarde;;\n"...)
		_, err := o.ImportAdvice(ctx, who, "exempelmyndigheten", reviewer, changed)
		return err
	})
	return acts
}

func (o *office) barredFlag(flag string) (acts []barred) {
	boss := o.boss
	signal := barring(&acts, func(who account.Person, ended bool) error { return o.DeclareFlagStake(ctx, who, flag, ended) })
	signal("decide on a flag", boss, func(who account.Person) error {
		return o.DecideFlag(ctx, who, flag, purchase.FlagExplained, "Två lokaler.")
	})
	signal("answer a flag", boss, func(who account.Person) error { return o.AnswerFlag(ctx, who, flag, "Vi har sett över det.") })
	signal("invite the supplier", boss, func(who account.Person) error { return o.InviteReply(ctx, who, flag) })
	signal("show a flag", boss, func(who account.Person) error {
		o.clock.set(opening.AddDate(0, 2, 0)) // the supplier has had its time
		return o.ShowFlag(ctx, who, flag, true)
	})
	return acts
}

// Whatever has been declared by whom, and in which order: who has an interest
// last decides nothing, and everybody else does; what is decided says in the log
// that its author declares to have none (I-4, K4-6).
func TestI4NobodyDecidesAnythingWithAnInterest(t *testing.T) {
	o := newOffice(t, sqlite(t))
	for _, a := range o.barredActs() {
		o.must(a.declare(o.editorOf(a.who), false)) // a colleague's is theirs alone
		for _, ended := range [][]bool{{false}, {false, true, false}, {true, false}, {false, false}} {
			for _, e := range ended {
				o.clock.set(o.clock.Now().Add(time.Second))
				o.must(a.declare(a.who, e))
			}
			if err := a.do(a.who); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s with an interest (%v): %v", a.name, ended, err)
			}
		}
		o.clock.set(o.clock.Now().Add(time.Second))
		o.must(a.declare(a.who, true))
		err := a.do(a.who)
		if a.refused && fault.Is(err, fault.Refused) {
			continue
		}
		if err != nil {
			t.Errorf("%s without an interest: %v", a.name, err)
		}
	}
	want := "add-advice answer-advice answer-flag answer-publish assess-advice case-message case-pause case-reopen " +
		"case-resume change-advice decide-flag follow-advice invite-reply prove-advice show-flag view-hand view-postpone view-publish"
	if got := o.stated(); got != want {
		t.Errorf("who has no interest says so of\n%s, want\n%s", got, want)
	}
}

// editorOf gives somebody else at the body of a person.
func (o *office) editorOf(who account.Person) account.Person {
	o.t.Helper()
	if _, here := who.Roles[account.BodyID(o.body())]; here {
		return o.editor
	}
	p, err := o.SetRole(ctx, account.System, "exempelmyndigheten", "Kollega Exempel", "kollega@example.se", account.Publisher)
	o.must(err)
	return p
}

// stated lists the acts of which the log has that their author declared to have no interest.
func (o *office) stated() string {
	o.t.Helper()
	var acts []string
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		acts = nil
		matters, err := tx.Matters(integrity.Advice, "")
		if err != nil {
			return err
		}
		logs := []string{string(consult.ContactForum(o.body())), "purchase/" + o.body()}
		for _, m := range matters {
			logs = append(logs, "matter/"+string(m.ID))
		}
		list, err := tx.Consultations(store.ConsultationFilter{Public: true, Limit: 10})
		if err != nil {
			return err
		}
		for _, c := range list {
			logs = append(logs, string(c.ID.Forum()))
		}
		for _, aggregate := range logs {
			lines, err := tx.AuditLog(aggregate, 200, 0)
			if err != nil {
				return err
			}
			for _, l := range lines {
				if strings.Contains(l.Detail, `"disinterested":true`) {
					acts = append(acts, l.Act)
				}
			}
		}
		return nil
	}))
	slices.Sort(acts)
	return strings.Join(slices.Compact(acts), " ")
}

// An interest in a proposal is one in the recommendation that it becomes, and
// the other way about for what is answered anew.
func TestI4AnInterestInAProposalGoesWithIt(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.proposed("Utse en kontaktpunkt.")
	queue, err := o.Views(ctx, o.editor, store.ViewFilter{Forum: f, Limit: 1})
	o.must(err)
	a, err := o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
	o.must(err)
	o.settled(a, consult.PartlyAccepted, "")
	o.must(o.DeclareStake(ctx, o.editor, queue.Views[0].ID, false))
	all, err := o.Recommendations(ctx)
	o.must(err)
	c := all.Cases[0]
	follow := integrity.FollowUp{Status: integrity.UnderWay, Reason: integrity.Text{SV: "Sett."}}
	kind(t, o.FollowAdvice(ctx, o.editor, c.Matter.ID, follow), fault.Forbidden)
	if desk, err := o.AdviceDesk(ctx, o.editor, c.Matter.ID); err != nil ||
		!desk.Interested(string(o.editor.ID)) ||
		c.Interests != 1 {
		t.Errorf("the page does not know: %d interests, %v", c.Interests, err)
	}
	o.clock.set(opening.Add(time.Hour))
	o.must(o.DeclareInterest(ctx, o.editor, c.Matter.ID, true)) // said last
	o.must(o.FollowAdvice(ctx, o.editor, c.Matter.ID, follow))

	o.must(o.DeclareInterest(ctx, o.boss, c.Matter.ID, false))
	o.must(o.DeclareStake(ctx, o.editor, queue.Views[0].ID, true))
	a = o.answerOf(a)
	a, err = o.SaveAnswer(ctx, o.editor, a.ID, consult.AnswerForm{Position: consult.Accepted, Ready: true, Saved: a.Saved,
		Reason: consult.Text{SV: "Ja."}})
	o.must(err)
	_, err = o.PublishAnswers(ctx, o.boss, f, []consult.AnswerID{a.ID}, "Ny bedömning.")
	kind(t, err, fault.Forbidden) // the answer would answer the recommendation
	o.must(o.DeclareInterest(ctx, o.boss, c.Matter.ID, true))
	o.settled(o.answerOf(a), consult.Accepted, "Ny bedömning.")
}
