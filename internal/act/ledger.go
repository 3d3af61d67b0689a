package act

import (
	"errors"

	"insyn/internal/fault"
	"insyn/ledger"
)

// LedgerFault words why a file is not read as a supplier ledger, or masked by
// the accounts that were chosen; other errors are given back as they are.
func LedgerFault(err error) error {
	var unread *ledger.Unread
	var sum *ledger.SumTooLarge
	var accounts *ledger.AccountError
	switch {
	case errors.As(err, &unread):
		return fault.New(fault.Invalid, "ledger-unread."+unread.Reason).With("Name", unread.Name).
			With("Detail", unread.Detail)
	case errors.As(err, &sum):
		return fault.New(fault.Invalid, "ledger-unread.sum").With("Name", "").
			With("Detail", sum.Line)
	case errors.As(err, &accounts):
		pattern, _ := ledger.Redact(accounts.Pattern)
		return fault.New(fault.Invalid, "ledger.mask-accounts").With("Detail", pattern)
	}
	return err
}
