package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// tokens gives what is cut from a text by what next gives, and how it ends.
func tokens(next func() (string, error)) string {
	var all strings.Builder
	for {
		token, err := next()
		if err != nil {
			return all.String() + "end"
		}
		all.WriteString(token + "\n")
	}
}

// The decoder of the standard library and ours cut texts, spoilt ones too,
// into the same tokens, and stop at the same byte.
func TestTokensAreThoseOfTheStandardLibrary(t *testing.T) {
	whole := `[{"a":"b\u00e5\ud83d\ude00\"","c":-1.5E+2,"d":[true,false,null,{}],"":0}, "x"] {"ö":"\ud800"} 12 "s" null`
	texts := []string{"", " ", "1", "-", "01", "1.", "1e", "nul", "nullx", "[1 2]", "[1,]", "{,}", `{"a"}`, `{"a":}`, `{"a":1,}`,
		"]", "[}", `{"a" 1}`, "\"a\nb\"", `"\q"`, `"\u12"`, "\"\xff\"", "[\xff]", "+1", ":", `{1:2}`, "\ufeff1", whole}
	for cut := range whole {
		texts = append(texts, whole[:cut], whole[cut:], whole[:cut]+"}"+whole[cut:], whole[:cut]+"\""+whole[cut:],
			whole[:cut]+",:"+whole[cut:])
	}
	for _, text := range texts {
		library := json.NewDecoder(strings.NewReader(text))
		library.UseNumber()
		want := tokens(func() (string, error) {
			token, err := library.Token()
			if token == nil {
				token = ""
			}
			return fmt.Sprint(token), err
		}) + fmt.Sprint(library.InputOffset())
		ours := jsonTokens{source: newSource(strings.NewReader(text), int64(len(text)), encoding{name: UTF8})}
		got := tokens(func() (string, error) {
			kind, value, err := ours.token()
			if strings.ContainsRune("[]{}", rune(kind)) {
				value = []byte{kind}
			}
			return string(value), err
		}) + fmt.Sprint(ours.done)
		if got != want {
			t.Errorf("%q is cut into\n%s\nwant\n%s", text, got, want)
		}
	}
}

// A value, a space or an object without an end fills no memory.
func TestJSONWithoutAnEndIsRefused(t *testing.T) {
	long := strings.Repeat("a", mostOfJSON+readSize)
	for what, text := range map[string]string{"value": `[{"a":"` + long, "space": "[" + strings.Repeat(" ", len(long)),
		"number": "[" + strings.Repeat("1", len(long)),
		"object": `[{` + strings.Repeat(`"a":"`+long[:mostOfJSON/4]+`",`, 5) + `"b":1}]`} {
		r, err := Open(strings.NewReader(text), int64(len(text)), Options{})
		var unread *Unread
		if r != nil || !errors.As(err, &unread) || unread.Reason != "too-long" || errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Objects that are read to know the names are kept, so no more of them are than
// come to so many bytes; the rows after them are read as ever.
func TestLongJSONObjectsAreNotAllKept(t *testing.T) {
	const rows = 10
	text := strings.Repeat(`{"a":"12345"}`+"\n", rows)
	j := openJSON(strings.NewReader(text), int64(len(text)), encoding{name: UTF8})
	if err := j.header(12); err != nil || len(j.first) != 3 {
		t.Fatalf("%d objects are kept (%v), want 3", len(j.first), err)
	}
	for row := range rows {
		var r record
		if err := j.next(&r); err != nil || string(r.cells[0]) != "12345" {
			t.Fatalf("row %d: %q, %v", row, r.cells, err)
		}
	}
}
