package consult

import (
	"strings"

	"insyn/internal/fault"
)

// Unnumbered refuses texts that are to be public and seem to hold identity numbers.
func Unnumbered(field string, texts ...string) *fault.Error {
	if found := IdentityNumbers(strings.Join(texts, "\n")); len(found) > 0 {
		return fault.New(fault.Invalid, "answer.number-shown").
			With("Numbers", strings.Join(found, ", ")).At(field)
	}
	return nil
}

// Tidied gives a summary without the characters that nobody sees: those that
// turn the direction of writing.
func (s Summary) Tidied() Summary {
	for i := range s.Sections {
		for _, t := range []*Text{&s.Sections[i].Heading, &s.Sections[i].Body} {
			t.SV, t.EN = prose(t.SV), prose(t.EN)
		}
	}
	return s
}
