package act_test

import (
	"strings"
	"testing"

	"insyn/internal/consult"
)

// Who has left an address is told that a view is not published, why, and what
// another moderator decided; of a view that is published as usual the answer tells.
func TestAuthorsAreToldOfRulings(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	says := func(key string) consult.View {
		form := opinion("KANARIETEXT " + key)
		form.Sender.Email = key + "@example.org"
		v, err := o.BeginView(ctx, f, key, form)
		o.must(err)
		v, err = o.SendView(ctx, o.ViewLink(v), v.Saved)
		o.must(err)
		return v
	}
	withheld := consult.Ruling{Verdict: consult.Withhold, Reason: "advertising", Version: 1}
	shown := consult.Ruling{Verdict: consult.Publish, Version: 1}
	ada, bo := says("ada"), says("bo")
	_, err := o.RuleView(ctx, o.editor, ada.ID, withheld, nil)
	o.must(err)
	_, err = o.RuleView(ctx, o.editor, bo.ID, shown, nil)
	o.must(err)
	o.post()
	first := o.sent.to(t, "ada@example.org", "publiceras inte")
	for _, words := range []string{"Texten är reklam.", "pröva beslutet på nytt",
		string(o.ViewLink(ada))} {
		if !strings.Contains(first.Text, words) {
			t.Errorf("the mail lacks %q:\n%s", words, first.Text)
		}
	}
	if strings.Contains(first.Text, "/integritet/larma") {
		t.Error("who advertises is told how to report misconduct")
	}
	cecilia := says("cecilia") // K4-7 AC4: a tip that came the wrong way is answered with the guide
	_, err = o.RuleView(ctx, o.editor, cecilia.ID, consult.Ruling{Verdict: consult.Withhold, Reason: consult.Allegation, Version: 1}, nil)
	o.must(err)
	o.post()
	if m := o.sent.to(t, "cecilia@example.org", "publiceras inte"); !strings.Contains(m.Text, "https://insyn.example.se/integritet/larma") ||
		!strings.Contains(m.Text, "tills myndigheten får gallra den") || strings.Contains(m.Text, "KANARIETEXT") {
		t.Errorf("the answer to a tip:\n%s", m.Text)
	}
	if strings.Contains(first.Text, "KANARIETEXT") {
		t.Errorf("the mail holds words of the view:\n%s", first.Text)
	}

	_, err = o.AppealView(ctx, o.ViewLink(ada), "Det är ingen reklam.")
	o.must(err)
	_, err = o.RuleView(ctx, o.boss, ada.ID, shown, nil)
	o.must(err)
	o.post()
	if m := o.sent.to(t, "ada@example.org", "är publicerad"); strings.Contains(m.Text, "Skälet") {
		t.Errorf("a reason for what no longer holds:\n%s", m.Text)
	}
	for _, m := range o.sent.mail {
		if m.To.Address == "bo@example.org" && !strings.Contains(m.Subject, "mottagen") {
			t.Errorf("told more than that it was received: %q", m.Subject)
		}
	}
}
