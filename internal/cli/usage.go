package cli

import (
	"errors"
	"regexp"

	"insyn/internal/fault"
)

// usages are what kong says of a command line that it cannot read, and the
// message that says it in the reader's language.
var usages = []struct {
	said *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unknown flag (--?\S+?)(?:, did you mean .*)?$`), "usage.unknown-flag"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean .*)?$`), "usage.unexpected"},
	{regexp.MustCompile(`^missing flags: (.+)$`), "usage.missing-flags"},
	{regexp.MustCompile(`^expected (?:one of )?(.+)$`), "usage.expected"},
	{regexp.MustCompile(`^(--\S+?)(?:=\S*)? must be one of (.+) but got .+$`), "usage.one-of"},
	{regexp.MustCompile(`^(--?[^:]+): (.+)$`), "usage.flag"},
}

// misunderstood words what is wrong with a command line.
func misunderstood(err error) error {
	var known *fault.Error
	if errors.As(err, &known) {
		return known
	}
	for _, u := range usages {
		if m := u.said.FindStringSubmatch(err.Error()); m != nil {
			f := fault.New(fault.Invalid, u.key).With("What", m[1])
			if len(m) > 2 {
				f = f.With("More", m[2])
			}
			return f
		}
	}
	return fault.New(fault.Invalid, "usage.other").With("What", err.Error())
}
