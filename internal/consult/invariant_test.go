package consult

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whatever is done with a view, it stands in one of the states of moderation,
// and can be read by all only while somebody who has read that very version
// wants it so (I-1).
func TestI1NoTextIsPublicThatNobodyHasRead(t *testing.T) {
	venue := Venue{Reasons: []Reason{{ID: "accusation"}}}
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2023, 11, 27, 9, 0, 0, 0, time.UTC)
		v := View{Text: "Vi vill se köpen.", Sender: Sender{Kind: APerson}}
		read, public, gone := 0, false, false // as somebody who looks on would have it
		for range rapid.IntRange(0, 10).Draw(t, "steps") {
			now = now.Add(time.Hour)
			r := Ruling{Verdict: rapid.SampledFrom([]Verdict{Publish, Withhold, ""}).Draw(t, "verdict"),
				Reason:  rapid.SampledFrom([]string{"accusation", "", "annat"}).Draw(t, "reason"),
				By:      rapid.SampledFrom([]string{"p", "q"}).Draw(t, "by"),
				Version: rapid.IntRange(0, v.Version+1).Draw(t, "version")}
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				_, _ = v.Send(1, v.Saved, now)
			case 1:
				_, _ = v.Revise(ViewForm{Text: "Nya ord.", Sender: v.Sender}, now)
			case 2:
				_ = v.Appeal("Läs igen.", now)
			case 3:
				gone = v.Withdraw(now) == nil || gone
			default:
				sent := !v.Sent.IsZero() && !gone
				if v.Rule(r, venue, now) == nil {
					if !sent || r.Version != v.Version {
						t.Fatalf("version %d of %d was ruled on, sent %v", r.Version, v.Version, sent)
					}
					read, public = r.Version, r.Verdict == Publish
				}
			}
			state := v.State()
			if !slices.Contains(ViewStates(), state) {
				t.Fatalf("the state %q", state)
			}
			if (state == ViewPublished) != (public && read > 0 && !gone) {
				t.Fatalf("%s, with version %d read and %v", state, read, public)
			}
		}
	})
}
