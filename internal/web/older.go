package web

import (
	"strconv"

	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// olderPath is where a record of a register stands as it stood in a version.
func olderPath(path string, n int) string { return path + "/version/" + strconv.Itoa(n) }

// asItStood gives the versions of a record up to the one that is asked for; all of
// them where none is. What is taken back has no version that anybody can see.
//
// Faults: NotFound.
func asItStood[T any](all []integrity.Dated[T], asked string,
	gone bool) ([]integrity.Dated[T], error) {
	if asked == "" {
		return all, nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > len(all) || gone || strconv.Itoa(n) != asked {
		return nil, fault.New(fault.NotFound, "web.not-found")
	}
	return all[:n], nil
}

// An Older is said of a record that is shown as it stood, and leads to how it stands;
// no text of one that is shown as it stands.
type Older struct {
	Text string
	Now  Link
}

// olderOf tells whether a record is shown as it stood, and until when it did.
func olderOf[T any](v *visit, path string, shown, all []integrity.Dated[T]) Older {
	if len(shown) == len(all) {
		return Older{}
	}
	return Older{v.T("book.older", "Number", len(shown), "All", len(all),
		"On", v.Date(all[len(shown)].At.In(lang.Stockholm))),
		Link{v.T("book.see-now"), v.Href(path)}}
}

// was says what stood before, or that nothing did.
func (v *visit) was(term, before string) string {
	if before == "" {
		return v.T("book.was-empty", "Term", term)
	}
	return v.T("book.was", "Term", term, "Text", before)
}

// seeOlder leads to a version that has been replaced.
func (v *visit) seeOlder(path string, n, all int) Link {
	if n == all {
		return Link{}
	}
	return Link{v.T("book.see-older", "Number", n), v.Href(olderPath(path, n))}
}
