package consult

import (
	"slices"
	"time"

	"insyn/internal/fault"
)

// Send makes a draft a view that has been received. To send twice is a success
// and changes nothing, so that a double press or a second window loses nothing.
// Saved is what its author has read before sending.
//
// Faults: Conflict (saved since, in another window).
func (v *View) Send(number int64, saved int, now time.Time) (ViewVersion, error) {
	switch {
	case v.State() != ViewDraft:
		return ViewVersion{View: v.ID, Number: v.Version, At: v.Sent, Text: v.Text}, nil
	case saved != v.Saved:
		return ViewVersion{}, fault.New(fault.Conflict, "view.saved-since")
	}
	v.Number, v.Sent, v.Version = number, now, 1
	return ViewVersion{View: v.ID, Number: 1, At: now, Text: v.Text}, nil
}

// Revise makes a new version of a view that was sent. The old ones stay. The
// same text again is no new version.
//
// Faults: Refused (a draft, withdrawn), Conflict (saved since).
func (v *View) Revise(f ViewForm, now time.Time) (ViewVersion, error) {
	switch {
	case v.State() == ViewDraft:
		return ViewVersion{}, fault.New(fault.Refused, "view.not-sent")
	case !v.Withdrawn.IsZero():
		return ViewVersion{}, fault.New(fault.Refused, "view.withdrawn")
	case f.Saved != v.Saved:
		return ViewVersion{}, fault.New(fault.Conflict, "view.saved-since")
	}
	v.Version, v.Text, v.Saved = v.Version+1, f.Text, v.Saved+1
	return ViewVersion{View: v.ID, Number: v.Version, At: now, Text: v.Text}, nil
}

// Withdraw takes a view back: its published copy goes, the record copy stays.
// To withdraw twice is a success.
//
// Faults: Refused (a draft: it can be thrown away).
func (v *View) Withdraw(now time.Time) error {
	if v.State() == ViewDraft {
		return fault.New(fault.Refused, "view.not-sent")
	}
	if v.Withdrawn.IsZero() {
		v.Withdrawn = now
	}
	return nil
}

// Rule decides on the version of a view that the moderator has read. The
// reasons for withholding are those that were fixed before launch.
//
// Faults: Refused (a draft, withdrawn; an appeal that the same moderator would
// judge; to publish what does not say in what capacity it is said), Conflict (a new version has come), Invalid (no reason).
func (v *View) Rule(r Ruling, venue Venue, now time.Time) error {
	switch {
	case v.State() == ViewDraft, v.State() == ViewWithdrawn:
		return fault.New(fault.Refused, "view.withdrawn")
	case r.Version != v.Version:
		return fault.New(fault.Conflict, "view.new-version")
	case v.AppealsAgainst(r.By):
		return fault.New(fault.Refused, "view.other-moderator")
	case r.Verdict == Publish && v.Erased.IsZero() && v.Sender.Capacity() != nil:
		return v.Sender.Capacity()
	case r.Verdict == Publish:
		r.Reason = ""
	case r.Verdict != Withhold:
		return fault.New(fault.Invalid, "view.verdict-missing").At("verdict")
	case !venue.knows(r.Reason):
		return fault.New(fault.Invalid, "view.reason-missing").At("reason")
	}
	v.Ruling = Ruling{Verdict: r.Verdict, Reason: r.Reason, By: r.By, At: now,
		Version: r.Version, Second: v.Appealed()}
	return nil
}

// AppealsAgainst tells whether the author has appealed against what somebody
// decided: then somebody else decides anew.
func (v View) AppealsAgainst(moderator string) bool {
	return v.Appealed() && v.Ruling.By == moderator
}

func (v Venue) knows(reason string) bool {
	for _, r := range v.Reasons {
		if r.ID == reason {
			return true
		}
	}
	return false
}

// Appeal asks another moderator to look again at a view that was withheld.
//
// Faults: Refused (not withheld, or looked at twice already).
func (v *View) Appeal(plea string, now time.Time) error {
	switch {
	case v.State() != ViewWithheld, v.Ruling.Second:
		return fault.New(fault.Refused, "view.no-appeal")
	case v.Appealed():
		return nil
	}
	v.Ruling.Appealed, v.Ruling.Plea = now, prose(plea)
	return nil
}

// ViewChannels lists how a view can come that staff write down.
func ViewChannels() []Channel { return []Channel{ByEmail, ByLetter, Spoken} }

// Entered tells what is wrong with how and when a view that staff write down came.
func Entered(via Channel, came, now time.Time) *fault.Error {
	switch {
	case !slices.Contains(ViewChannels(), via):
		return fault.New(fault.Invalid, "view.via-missing").At("via")
	case came.IsZero():
		return fault.New(fault.Invalid, "view.came-missing").At("came")
	case came.After(now):
		return fault.New(fault.Invalid, "view.came-ahead").At("came")
	}
	return nil
}

// Accuses tells whether a view is kept out because it accuses somebody.
func (v View) Accuses() bool {
	return v.Ruling.Verdict == Withhold && v.Ruling.Reason == Allegation
}
