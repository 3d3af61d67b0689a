package trial

import (
	"reflect"
	"regexp"
	"strings"
)

// Suspects finds beginnings of words that would name a place for somebody who
// is suspected of something.
var Suspects = regexp.MustCompile(`(?i)^(suspect|accus|alleg|offend|culprit|perpetrat|incident|` +
	`report(er|ee|ed_person)|whistle|misstänk|anklag|anmäld)`)

// Fields lists the fields of a type and of all types within it, with the names
// that they have as JSON.
func Fields(of reflect.Type) []string { return fieldsOf(of, map[reflect.Type]bool{}) }

func fieldsOf(of reflect.Type, seen map[reflect.Type]bool) (names []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
		return fieldsOf(of.Elem(), seen)
	case reflect.Struct:
	default:
		return nil
	}
	if seen[of] || of.PkgPath() == "time" {
		return nil
	}
	seen[of] = true
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(append(names, f.Name, name), fieldsOf(f.Type, seen)...)
	}
	return names
}
