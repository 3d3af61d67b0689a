package consult_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

func contactVenue() consult.Venue {
	return consult.ContactPoint{Body: "exempel", Open: true, Opened: day(-9)}.
		Venue(consult.Text{SV: "Exempelmyndigheten"}, "kontakt@example.se")
}

// A case has a sort and is about a body, a dataset with an address, or data
// that do not exist; nothing else gets in.
func TestWhatACaseNeeds(t *testing.T) {
	form := func(s consult.Sort, about consult.About, id string) consult.ViewForm {
		return consult.ViewForm{Sort: s, Text: "Jag saknar data.",
			Subject: consult.Subject{About: about, ID: id},
			Sender:  consult.Sender{Kind: consult.APerson}}
	}
	for name, row := range map[string]struct {
		form consult.ViewForm
		bad  string // field
	}{
		"a request":             {form(consult.ARequest, consult.MissingData, "Köp per leverantör"), ""},
		"an error in a dataset": {form(consult.AnError, consult.ADataset, "https://example.se/data/1"), ""},
		"about the body":        {form(consult.ASuggestion, consult.TheWhole, "left over"), ""},
		"no sort":               {form("", consult.TheWhole, ""), "sort"},
		"a view":                {form(consult.AView, consult.TheWhole, ""), "sort"},
		"about nothing":         {form(consult.ARequest, "", ""), "about"},
		"about a question":      {form(consult.ARequest, consult.AQuestion, "q1"), "about"},
		"no name":               {form(consult.ARequest, consult.MissingData, " "), "missing"},
		"a long name":           {form(consult.ARequest, consult.MissingData, strings.Repeat("å", 201)), "missing"},
		"N-05 script":           {form(consult.AnError, consult.ADataset, "javascript:alert(1)"), "dataset"},
		"N-11 user in address":  {form(consult.AnError, consult.ADataset, "https://example.se@evil.example/"), "dataset"},
		"N-10 line end":         {form(consult.AnError, consult.ADataset, "https://example.se/\r\nX: y"), "dataset"},
	} {
		_, err := row.form.Check(contactVenue())
		if row.bad == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), row.bad+": ") {
			t.Errorf("%s: %v, want a fault at %s", name, err, row.bad)
		}
	}
}

// The faults of a case come in the order of its form, in the words of cases.
func TestWhatIsWrongWithACaseInTheOrderOfItsForm(t *testing.T) {
	_, err := consult.ViewForm{}.Check(contactVenue(),
		fault.New(fault.Invalid, "web.email").At("email"))
	var first *fault.Error
	if !errors.As(err, &first) {
		t.Fatalf("%v is no fault", err)
	}
	var got []string
	for _, f := range append([]fault.Error{*first}, first.Also...) {
		got = append(got, f.Field+" "+f.Message)
	}
	want := []string{"sort case.sort-missing", "about case.about-missing-choice",
		"text case.text-missing", "kind case.sender-missing", "email web.email"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// What a sender calls missing data is not in the public copy, and a number of a
// person in it is warned of.
func TestN20TheNameOfMissingDataIsTheSenders(t *testing.T) {
	v := consult.View{Forum: contactVenue().Forum, Number: 1, Sent: noon, Text: "Jag vill ha dem.", Version: 1,
		Subject: consult.Subject{About: consult.MissingData, ID: "Akten om 811218-9876"}}
	if len(v.Numbers()) != 1 {
		t.Error("no warning of the number")
	}
	c, err := v.Copied(nil, "eva", noon)
	if err != nil || c.Subject.ID != "" || c.Subject.About != consult.MissingData {
		t.Errorf("%v, %+v", err, c.Subject)
	}
}

// The clock stands still while a case is paused, and its day moves by the
// working days that it stood.
func TestPauseAndResume(t *testing.T) {
	d := consult.Duty{Number: 7, Body: "a", Received: day(0),
		Due: consult.AfterWorkingDays(day(0), 5)}
	if _, err := d.Pause(consult.WaitsForSender, " ", "eva", day(1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("paused without a reason: %v", err)
	}
	if _, err := d.Pause("tired", "skäl", "eva", day(1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("paused for no known cause: %v", err)
	}
	if _, err := d.Resume("eva", day(1)); !fault.Is(err, fault.Refused) {
		t.Errorf("resumed what was not paused: %v", err)
	}
	first, err := d.Pause(consult.WaitsForSender, "Vilka år?", "eva", day(1)) // a Wednesday
	if err != nil || !d.Due.Before(day(60)) || d.Late(day(60)) {
		t.Errorf("%v, late %v", err, d.Late(day(60)))
	}
	if _, err := d.Pause(consult.WaitsForBody, "skäl", "eva", day(2)); !fault.Is(err, fault.Refused) {
		t.Errorf("paused twice: %v", err)
	}
	then, err := d.Resume("eva", day(6)) // the Monday after: three working days
	if want := consult.AfterWorkingDays(day(0), 8); err != nil || !d.Due.Equal(want) ||
		!d.Late(day(60)) {
		t.Errorf("%v, due %v, want %v", err, d.Due, want)
	}
	still := consult.Pauses([]consult.Step{first, {Kind: consult.Handed}, then, {Kind: consult.Paused, At: day(7)}})
	if len(still) != 2 || !still[0].To.Equal(day(6)) || !still[1].To.IsZero() {
		t.Errorf("%+v", still)
	}
}

// A case is reopened with a reason; that somebody wrote counts once.
func TestReplyAndReopen(t *testing.T) {
	d := consult.Duty{Number: 7, Body: "a", Received: day(0), Due: day(5)}
	if _, err := d.Reopen(day(30), "skäl", "", day(1)); !fault.Is(err, fault.Refused) {
		t.Errorf("reopened what is open: %v", err)
	}
	if s, first := d.Reply("eva", day(1)); !first || s.Kind != consult.Replied {
		t.Error("the first answer is no step")
	}
	if _, first := d.Reply("eva", day(2)); first || !d.Replied.Equal(day(1)) {
		t.Error("the second answer counts")
	}
	if _, err := d.Close("eva", day(3)); err != nil || d.Open() {
		t.Errorf("%v", err)
	}
	if _, err := d.Reopen(day(30), "", "", day(4)); !fault.Is(err, fault.Invalid) {
		t.Errorf("reopened without a reason: %v", err)
	}
	if _, err := d.Reopen(day(30), "Felet är kvar.", "", day(4)); err != nil || !d.Open() ||
		!d.Due.Equal(day(30)) {
		t.Errorf("%v, %+v", err, d)
	}
}

// A case that is not published to protect somebody is still owed an answer.
func TestWhatIsAnsweredUnseen(t *testing.T) {
	v := consult.View{Forum: contactVenue().Forum, Sent: noon, Version: 1,
		Ruling: consult.Ruling{Verdict: consult.Withhold, Reason: "others-privacy", Version: 1}}
	if v.Claim() != consult.ViewReceived || !v.AnsweredUnseen() {
		t.Error("nothing is owed")
	}
	v.Ruling.Reason = "advertising"
	if v.Claim() != consult.ViewWithheld {
		t.Error("advertising is owed an answer")
	}
	for _, r := range consult.ContactReasons() {
		if r.ID == "no-view" {
			t.Error("a reason speaks of the consultation")
		}
	}
}

// A wish has a name of the body's, and says why it stands as it does.
func TestWhatAWishNeeds(t *testing.T) {
	whole := consult.Wish{Title: consult.Text{SV: "Köp per leverantör"}, State: consult.Wanted}
	change := func(f func(*consult.Wish)) consult.Wish { w := whole; f(&w); return w }
	for name, row := range map[string]struct {
		wish consult.Wish
		want fault.Kind
	}{
		"whole":                {whole, ""},
		"no name":              {change(func(w *consult.Wish) { w.Title.SV = " " }), fault.Invalid},
		"a person's number":    {change(func(w *consult.Wish) { w.Title.SV = "Om 811218-9876" }), fault.Invalid},
		"declined, no reason":  {change(func(w *consult.Wish) { w.State = consult.Declined }), fault.Invalid},
		"delivered, nowhere":   {change(func(w *consult.Wish) { w.State = consult.Delivered }), fault.Invalid},
		"delivered by a trick": {change(func(w *consult.Wish) { w.State, w.Address = consult.Delivered, "javascript:x" }), fault.Invalid},
		"delivered": {change(func(w *consult.Wish) {
			w.State, w.Address = consult.Delivered, "https://example.se/data"
		}), ""},
		"unknown": {change(func(w *consult.Wish) { w.State = "kanske" }), fault.Invalid},
	} {
		if _, err := row.wish.Check(); fault.Of(err) != row.want {
			t.Errorf("%s: %v, want %q", name, err, row.want)
		}
	}
}
