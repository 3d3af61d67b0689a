package act_test

import (
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// Who has declared an interest in a view decides nothing about it: no ruling,
// no answer begun, written or published; colleagues do, and so do they once it
// has ended (I-4). What a consultant said of who pays stays as it was said. On
// both engines.
func TestK46AC2AnInterestBlocksEveryDecision(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			f := o.listening()
			form := opinion("Vi vill se köpen.")
			form.Sender = consult.Sender{Kind: consult.AConsultant, Organisation: "Exempelbolaget",
				Mandate: "rådgivare",
				Funding: "Exempelgruppen", Language: "sv"}
			v, err := o.BeginView(ctx, f, "en nyckel som räcker till", form)
			o.must(err)
			v, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
			o.must(err)
			publish := consult.Ruling{Verdict: consult.Publish, Version: 1}
			stranger := account.Person{ID: "s",
				Roles: map[account.BodyID]account.Role{"annan": account.Administrator}}
			kind(t, o.DeclareStake(ctx, stranger, v.ID, false), fault.NotFound)
			kind(t, o.DeclareStake(ctx, account.Anybody, v.ID, false), fault.SignIn)
			o.must(o.DeclareStake(ctx, o.editor, v.ID, false))
			_, err = o.RuleView(ctx, o.editor, v.ID, publish, nil)
			kind(t, err, fault.Forbidden)
			_, err = o.BeginAnswer(ctx, o.editor, f, []int64{1}, "")
			kind(t, err, fault.Forbidden)
			if dossier, err := o.View(ctx, o.editor, v.ID); err != nil || !dossier.Barred {
				t.Errorf("the page does not know: %v", err)
			}
			_, err = o.RuleView(ctx, o.boss, v.ID, publish, nil)
			o.must(err)
			_, c, err := o.PublicView(ctx, f, 1)
			if err != nil || c.Sender.Funding != "Exempelgruppen" {
				t.Errorf("%+v %v", c, err)
			}
			a, err := o.BeginAnswer(ctx, o.boss, f, []int64{1}, "")
			o.must(err)
			ready := consult.AnswerForm{Position: consult.Accepted, Ready: true, Saved: a.Saved,
				Reason: consult.Text{SV: "Ja."}}
			_, err = o.SaveAnswer(ctx, o.editor, a.ID, ready)
			kind(t, err, fault.Forbidden)
			o.must(o.DeclareStake(ctx, o.editor, v.ID, true))
			a, err = o.SaveAnswer(ctx, o.editor, a.ID, ready)
			o.must(err)
			o.must(o.DeclareStake(ctx, o.boss, v.ID, false))
			for _, ids := range [][]consult.AnswerID{nil, {a.ID}} {
				_, err = o.PublishAnswers(ctx, o.boss, f, ids, "")
				kind(t, err, fault.Forbidden)
			}
			o.must(o.DeclareStake(ctx, o.boss, v.ID, true))
			if n, err := o.PublishAnswers(ctx, o.boss, f, nil, ""); n != 1 || err != nil {
				t.Errorf("%d published, %v", n, err)
			}
			if got := o.acts(string(f)); !strings.Contains(got, "view-publish") {
				t.Errorf("the log has %q", got)
			}
		})
	}
}
