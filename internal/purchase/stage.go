package purchase

// A Stage is a part of what is done with a file that was brought.
type Stage int

// The stages, in their order.
const (
	Reads   Stage = iota // and holds against the specification
	Masks                // takes persons out
	Proves               // looks by other code whether one is left
	Packs                // as Parquet
	Tables               // as CSV
	Objects              // as JSON
)

// shares are how many hundredths of the work a stage is, with the time that two
// million rows took.
var shares = [...]int{Reads: 50, Masks: 12, Proves: 16, Packs: 4, Tables: 7, Objects: 11}

// Percent tells how much of all stages is done when so much of this one is.
func (s Stage) Percent(done, total int64) int {
	percent := 0
	for _, share := range shares[:s] {
		percent += share
	}
	if total <= 0 {
		return percent
	}
	return percent + int(int64(shares[s])*min(done, total)/total)
}
