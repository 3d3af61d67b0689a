package document

import "insyn/internal/fault"

// What a reader takes. An invitation is some pages; these limits are wide for
// that and narrow for an attack.
const (
	MaxText    = 5 << 20  // bytes of text that a reader hands out
	MaxFile    = 20 << 20 // bytes of a file that a reader is given
	maxPart    = 40 << 20 // bytes that one part of an archive unpacks to
	maxParts   = 2_000    // files in an archive
	maxDepth   = 200      // XML or HTML elements inside one another
	maxNesting = 12       // mail parts inside one another
	maxPieces  = 400      // parts of a mail
)

// tooLarge says that a file or what it holds is larger than we take.
func tooLarge(limit int) *fault.Error {
	return fault.New(fault.TooLarge, "document.too-large").With("Megabytes", limit>>20)
}
