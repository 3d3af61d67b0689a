package act_test

import (
	"regexp"
	"strings"
	"testing"

	"insyn/internal/act"
	"insyn/internal/fault"
)

// codeText is a code as it stands in a letter.
var codeText = regexp.MustCompile(`(?m)^ +\d{3} ?\d{3}$`)

// besiege begins sign-ins in the name of an address, as a stranger in another
// network each time, and guesses at every one as often as that is heard.
func (o *office) besiege(email string, times int, from act.Asker) {
	o.t.Helper()
	for range times {
		in, err := o.StartSignIn(ctx, email, from)
		o.must(err)
		for range 6 {
			if _, err := o.FinishSignIn(ctx, in, "guess", "", ""); fault.Of(err) != fault.Gone {
				o.t.Fatalf("a guess gave %v", err)
			}
		}
	}
	o.post()
}

// signIns counts the mails to an address since a moment, and those with a code.
func (o *office) signIns(email string, since int) (all, codes int) {
	for _, m := range o.sent.mail[since:] {
		if m.To.Address == email && strings.Contains(m.Text, "/logga-in/") {
			all++
			codes += len(codeText.FindAllString(m.Text, -1))
		}
	}
	return all, codes
}

// Whoever asks for codes in an officer's name gets so many guesses and no more,
// however many networks they have (N-18).
func TestN18GuessingAtCodesIsBounded(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.besiege(o.editor.Email, 30, act.Asker{})
	if all, codes := o.signIns(o.editor.Email, 0); all != 20 || codes != 5 {
		t.Errorf("%d letters with %d codes, want 20 with 5", all, codes)
	}
	before := len(o.sent.mail)
	o.besiege(o.editor.Email, 5, act.Asker{Device: o.Device(o.boss)})
	if all, _ := o.signIns(o.editor.Email, before); all != 0 {
		t.Errorf("the browser of somebody else brought %d letters more", all)
	}
}

// None of that keeps the officer out: not in a browser they have used, and not
// in a new one, unless whoever asks has many networks (N-18).
func TestN18AStrangerLocksNobodyOut(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.besiege(o.editor.Email, 5, act.Asker{})
	o.besiege(o.editor.Email, 30, act.Asker{Often: true}) // one network had no more than five
	in, err := o.StartSignIn(ctx, o.editor.Email, act.Asker{})
	o.must(err)
	o.post()
	text := o.sent.to(t, o.editor.Email, "/logga-in/").Text
	_, token, _ := strings.Cut(strings.Fields(text[strings.Index(text, "/logga-in/"):])[0], "~")
	if codeText.MatchString(text) {
		t.Error("a sixth code can be guessed at")
	}
	_, err = o.FinishSignIn(ctx, in, "", token, "")
	o.must(err)

	o.besiege(o.editor.Email, 30, act.Asker{})
	in, err = o.StartSignIn(ctx, o.editor.Email, act.Asker{Device: o.Device(o.editor), Often: true})
	o.must(err)
	o.post()
	code := codeIn(t, o.sent.to(t, o.editor.Email, "kod").Text)
	elsewhere := in
	elsewhere.Browser = "another"
	for range 6 { // does not use up the tries of the browser that began
		_, err = o.FinishSignIn(ctx, elsewhere, code, "", "")
		kind(t, err, fault.Gone)
	}
	_, err = o.FinishSignIn(ctx, in, code, "", "")
	o.must(err)
}
