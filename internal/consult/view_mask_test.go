package consult

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever words were masked, who knows the text can tell them, or is told that
// it cannot be told; never something else.
func TestHiddenWordsAreToldFromTheCopy(t *testing.T) {
	for name, row := range map[string]struct {
		text string
		want []HiddenWords
	}{
		"nothing":   {"Allt syns.", nil},
		"two words": {"Ring Ada på 070, inte Bo.", []HiddenWords{{"Ada", PersonalData}, {"070", Secret}}},
		"many times": {"Ada sa att Ada, just Ada, vet.",
			[]HiddenWords{{"Ada", PersonalData}}},
		"all of it": {"Ada", []HiddenWords{{"Ada", PersonalData}}},
	} {
		var masks []Mask
		for _, h := range row.want {
			found, err := MaskWords(row.text, h.Words, h.Ground)
			if err != nil {
				t.Fatal(err)
			}
			masks = append(masks, found...)
		}
		pieces, err := Masked(row.text, masks)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Hidden(row.text, pieces); !ok || !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, %t", name, got, ok)
		}
	}
	if got, ok := Hidden("Ada Ek", []Piece{{Ground: PersonalData}, {Ground: Secret}}); ok {
		t.Errorf("two masks that touch are told apart: %v", got)
	}
	if _, ok := Hidden("En annan text", []Piece{{Text: "Ring "}, {Ground: PersonalData}}); ok {
		t.Error("the pieces of another text are told")
	}
	hostile := []Piece{{Text: "a"}}
	for range 200 {
		hostile = append(hostile, Piece{Ground: Secret}, Piece{Text: "a"})
	}
	if _, ok := Hidden(strings.Repeat("a", 3000)+"b", hostile); ok {
		t.Error("what does not fit is told")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ab", "ö", " "}), 1, 12).
			Draw(t, "text"), "")
		words := rapid.SampledFrom([]string{"a", "b", "ö", "ab", "ba"}).Draw(t, "words")
		masks, err := MaskWords(text, words, Secret)
		if err != nil {
			return
		}
		pieces, err := Masked(text, masks)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := Hidden(text, pieces)
		again := []Mask{}
		for _, h := range got {
			found, err := MaskWords(text, h.Words, h.Ground)
			if err != nil {
				t.Fatal(err)
			}
			again = append(again, found...)
		}
		if same, err := Masked(text, again); ok && (err != nil || !slices.Equal(same, pieces)) {
			t.Fatalf("%q became %v, told as %v", text, pieces, got)
		}
	})
}
