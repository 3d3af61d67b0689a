package act

import "insyn/internal/standard"

// Demand words what a rule demands. Wording that nobody has read in its source
// says so itself: it must not be taken for what the partnership has written.
// Whoever shows a rule without its verdict beside it takes its words from here.
func (p StandardWords) Demand(r standard.Rule) string {
	text := r.Demand.In(string(p.Language()))
	if !r.Verified {
		text += " (" + p.T("standard.unverified") + ")"
	}
	return text
}
