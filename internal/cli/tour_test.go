package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"insyn/internal/lang"
	"insyn/internal/trial"
	"insyn/internal/web"
)

// A walk is the tour in one language.
type walk struct {
	*trial.Visitor
	t    *testing.T
	say  *lang.Printer
	base string
	home string // of the tour
}

// step goes to the tour and demands that so many steps are done.
func (w walk) step(done int) walk {
	w.t.Helper()
	w.Open(w.home).Has(w.say.T("tour.progress", "Done", done, "All", web.TourLength()))
	return w
}

// press uses a button by the key of its message.
func (w walk) press(key string) walk {
	w.t.Helper()
	w.Press(w.say.T(key))
	return w
}

// mailed waits until the latest letter in the mailbox has the words in its
// subject, and opens it.
func (w walk) mailed(subject string) walk {
	w.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		w.Open(w.base + strings.TrimSuffix(w.home[len(w.base):], "/rundtur") + "/demo/brev")
		if strings.Contains(w.Text(), subject) {
			w.Follow(subject)
			return w
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("no letter says %q\n%s", subject, w.Text())
		}
	}
}

// The whole tour, by hand where a visitor would use their hands, with axe-core
// on its pages.
func TestTour(t *testing.T) {
	for _, l := range lang.Languages() {
		t.Run(string(l), func(t *testing.T) {
			p := start(t, "demo", "--listen", "127.0.0.1:0")
			w := walk{Visitor: trial.Browser(t), t: t, say: lang.For(l), base: p.address,
				home: p.address + tourPath(l)}
			if l == lang.English {
				w.Language("en")
			}
			name := "tour-" + string(l) + "-"
			w.Open(p.address + strings.TrimSuffix(tourPath(l), "/rundtur") +
				"/").Everywhere(name + "front")
			w.Follow(w.say.T("tour.start-link"))
			w.step(0).Everywhere(name + "0")
			w.write(name)
			w.register(name)
			w.meet(name)
			w.purchase(name)
			w.tamper(name)
			w.promise(name)
			w.advice(name)
			if log := p.err.String(); strings.Contains(log, "level=ERROR") {
				t.Errorf("the program complained:\n%s", log)
			}
			for _, line := range p.err.Offending() {
				t.Errorf("the log holds an address: %s", line)
			}
		})
	}
}

// write is steps one to three: paste, see, mend, publish.
func (w walk) write(name string) {
	w.t.Helper()
	w.press("tour.paste-button").press("import.read")
	w.Has(w.say.T("reading.defects", "Count", 9), w.say.T("lint.personal-mailbox")).Axe()
	w.press("reading.accept").Has(w.say.T("overview.content"))
	w.step(1).Has(w.say.T("tour.defects-count", "Count", 9), w.say.T("lint.plan-link"),
		w.say.T("lint.personal-mailbox")).Everywhere(name + "1")
	w.press("tour.see-defects").Has("Hanna Handläggare")
	w.step(1).press("tour.mend")
	w.step(2).press("tour.publish-button").Lacks(w.say.T("lint.plan-link")).Axe()
	w.press("publish.now")
	w.step(3).Everywhere(name + "3")
}

// register is steps four and five: register, confirm, see the entry change.
func (w walk) register(name string) {
	w.t.Helper()
	w.press("tour.register-button").press("register.send")
	w.step(3).Has(w.say.T("tour.confirm"))
	letter := w.mailed(w.confirmSubject())
	letter.Everywhere(name + "letter")
	letter.Follow("/bekrafta/")
	w.press("confirm.press")
	w.step(4)
	w.press("tour.agenda-send")
	w.step(5).Everywhere(name + "5")
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		w.Open(w.home)
		w.press("tour.see-change")
		if strings.Contains(w.Text(), w.say.T("play.changed-entry")) {
			break
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("the entry did not change\n%s", w.Text())
		}
	}
	w.Has("UID", "SEQUENCE", "DTSTAMP", "DESCRIPTION", w.say.T("play.same")).Everywhere(name +
		"changed")
	response, file := w.Get(w.Address(w.say.T("play.entry")))
	if response.StatusCode != 200 || !bytes.Contains(file, []byte("METHOD:REQUEST")) ||
		bytes.Contains(file, []byte("mote.example.se")) {
		w.t.Errorf("calendar file: %s\n%s", response.Status, file)
	}
}

// confirmSubject is the beginning of the subject of the mail that asks for
// confirmation.
func (w walk) confirmSubject() string {
	if w.say.Language() == lang.English {
		return "Confirm"
	}
	return "Bekräfta"
}

// meet is steps six to eight: the link, the view and its answer, and the summary.
func (w walk) meet(name string) {
	w.t.Helper()
	w.step(5).press("tour.meeting-button").Axe()
	w.press("join.press").Has("https://mote.example.se/exempel/oppenhet-2023-12-12")
	w.view(name)
	w.step(7).press("tour.forward")
	w.step(7).press("tour.summary-write")
	w.step(8)
	w.Follow(w.say.T("tour.see-summary")).Has(w.said()).Everywhere(name + "after")
}

// view is step seven: a view, its receipt, and the answer of the two colleagues.
func (w walk) view(name string) {
	w.t.Helper()
	w.step(6).press("tour.view-button").press("opinion.check")
	w.press("check.send").Has(w.say.T("receipt.title"))
	w.step(6).press("tour.view-answer").Check(w.say.T("opinion.number", "Number", 1))
	w.press("answer-queue.begin").Check(w.say.T("position.accepted"))
	w.Fill(w.say.T("write.reason"), "Det gör vi redan.").Check(w.say.T("write.ready"))
	w.press("edit.save")
	w.step(6).press("tour.view-publish").press("write.publish")
	w.step(7).Follow(w.say.T("tour.view-answered")).Has("Det gör vi redan.").Everywhere(name +
		"answered")
}

// purchase is step nine: publish the ledger that the colleague has brought, and
// find it among what everybody can see.
func (w walk) purchase(name string) {
	w.t.Helper()
	w.step(8).press("tour.purchase-button").Has(w.say.T("purchase.balance")).Everywhere(name + "ledger")
	w.press("purchase.publish-do").Has(w.say.T("done.delivery-published"))
	w.step(9).Follow(w.say.T("tour.purchase-see")).Has(w.say.T("purchase.hashes"))
	w.Open(w.home).Follow(w.say.T("tour.purchase-explore")).Has(w.say.T("explore.tree-about")).Everywhere(name + "explore")
}

// tamper is step ten: reword what was published, be found out, put it back.
func (w walk) tamper(name string) {
	w.t.Helper()
	w.step(9).press("tour.tamper-button").Has(w.say.T("tour.verify-breaks"),
		w.say.T("record.content-other")).Everywhere(name + "tampered")
	w.press("tour.tamper-restore").Has(w.say.T("tour.verify-holds"))
	w.step(10).Everywhere(name + "10")
}

// promise is step eleven: an agency reports late with a reason, and one reads it.
func (w walk) promise(name string) {
	w.t.Helper()
	w.press("tour.promise-report")
	w.step(11).Follow(w.say.T("tour.promise-front")).Has(w.say.T("plan-page.promised"))
	w.step(11).Follow(w.say.T("tour.promise-state")).Has(w.say.T("state.why"),
		w.say.T("state.measured-head"))
	w.step(11).Follow(w.say.T("tour.promise-see")).Has(w.say.T("plan.status-limited")).Everywhere(name + "promise")
}

// advice is step twelve: advice that nobody has answered is answered with
// reasons, and one sees how bodies assess themselves.
func (w walk) advice(name string) {
	w.t.Helper()
	w.step(11).Follow(w.say.T("tour.advice-silent")).Has(w.say.T("advice-answer.silent"))
	w.step(11).press("tour.advice-button").Check(w.say.T("advice-position.accept"))
	w.Fill(w.say.T("advice.reason"), "Det gör vi.").Fill(w.say.T("advice.measure"), "En plan.")
	w.press("advice.answer-send")
	w.step(12).Has(w.say.T("tour.over")).Follow(w.say.T("tour.advice-see")).Has("Det gör vi.").
		Everywhere(name + "advice")
	w.Open(w.home).Follow(w.say.T("picture.title")).Has("12").Axe()
}

// said is a sentence of the invented summary.
func (w walk) said() string {
	if w.say.Language() == lang.English {
		return "Participants asked for one place to turn to"
	}
	return "Deltagarna efterlyste ett ställe dit man vänder sig"
}
