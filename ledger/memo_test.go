package ledger

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The number of a text is that of the same bytes, also where many texts have one
// sketch and some of them are forgotten.
func TestNumbersOfAMemoAreThoseOfTheirTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		memo, seen := newMemo(), map[string]bool{"": true}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 3000), 0, 3000).Draw(t, "texts") {
			text := strings.Repeat("x", n%3) + fmt.Sprintf("Exempel%6d med samma början och slut", n) // of which six are not sketched
			if n%5 == 0 {
				text = fmt.Sprint(n)[:n%4%len(fmt.Sprint(n))]
			}
			number, known := memo.number([]byte(text))
			if string(memo.text(number)) != text || known && !seen[text] {
				t.Fatalf("%q is %d, which is %q", text, number, memo.text(number))
			}
			seen[text] = true
		}
		if memo.len() < len(seen) {
			t.Fatalf("%d texts have %d numbers", len(seen), memo.len())
		}
	})
}
