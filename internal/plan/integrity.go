package plan

import "time"

// The kinds of measures of the work against corruption. Those of
// self-assessment are taken from the picture that everybody sees: what is
// hidden there is hidden here.
const (
	SelfResponse Kind = "self-response" // per cent of the bodies asked that have assessed themselves
	SelfArea     Kind = "self-area"     // per cent of those that have come far in an area
	FlagsDealt   Kind = "flags-dealt"   // per cent of the flags on purchases that somebody has followed up
)

// fewestShown is the least number of bodies of which a share is told.
const fewestShown = 5

// Assessed is a round in which bodies assessed themselves, as everybody can see it.
type Assessed struct {
	Round      string    `json:"round"`
	From       time.Time `json:"from"`
	Ended      time.Time `json:"ended"`      // the first moment after its last day
	Instrument string    `json:"instrument"` // version of the questions
	Asked      int       `json:"asked"`
	Answered   int       `json:"answered"`
	// Far gives how many have come to one of the two highest levels, by area. An
	// area whose count is hidden is left out.
	Far map[string]int `json:"far"`
}

// Flagged is a reason to look at a purchase, and when somebody had followed it
// up; zero for not yet. It says nothing of what or whom it is about.
type Flagged struct {
	Body     string    `json:"body"`
	Found    time.Time `json:"found"`
	Followed time.Time `json:"followed,omitzero"`
}

// assessed computes a measure of the last round that has ended by a moment. An
// area is told only by the questions that were asked last: no line goes across
// a change of instrument.
func (d Definition) assessed(f Facts, moment time.Time) Reading {
	var last, newest *Assessed
	for i := range f.Rounds {
		r := &f.Rounds[i]
		if newest == nil || !r.Ended.Before(newest.Ended) {
			newest = r
		}
		if !r.Ended.After(moment) && (last == nil || !r.Ended.Before(last.Ended)) {
			last = r
		}
	}
	switch {
	case last == nil:
		return Reading{Unknown: true}
	case d.Kind == SelfResponse && last.Answered >= fewestShown:
		return share(last.Answered, last.Asked)
	case d.Kind == SelfArea && last.Instrument == newest.Instrument && last.Answered >= fewestShown:
		if far, told := last.Far[d.Area]; told {
			return share(far, last.Answered)
		}
	}
	return Reading{Unknown: true}
}

// dealt gives the share of the flags found up to a moment that had been
// followed up by then.
func dealt(f Facts, moment time.Time) Reading {
	found, followed := 0, 0
	for _, x := range f.Flags {
		if x.Found.Before(moment) {
			if found++; !x.Followed.IsZero() && x.Followed.Before(moment) {
				followed++
			}
		}
	}
	return share(followed, found)
}

// firstAssessed gives when the first round ended, and when the first flag was found.
func (d Definition) firstAssessed(f Facts, earlier func(time.Time)) {
	if d.Kind == FlagsDealt {
		for _, x := range f.Flags {
			earlier(x.Found)
		}
		return
	}
	for _, r := range f.Rounds {
		earlier(r.Ended)
	}
}
