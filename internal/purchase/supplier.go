package purchase

import (
	"strconv"

	"insyn/ledger"
)

// Listed tells whether a supplier may stand in a list, have a page and be
// found: it has an organisation number, and that is neither of a person nor of
// the estate of one. The others are added up together.
func Listed(number string) (ledger.Identity, bool) {
	id := ledger.Identify(number)
	return id, id.Kind == ledger.Organisation && len(id.Digits) == 10 && id.Digits[0] != '1'
}

func digits(n int) string { return strconv.Itoa(n) }
