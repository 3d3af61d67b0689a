package ledger

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// aPerson draws a valid number of a person, any date and any birth number.
func aPerson(t *rapid.T) (ten string) {
	day := DayTime(rapid.Int32Range(7305, 47_846).Draw(t, "day"))
	added := rapid.SampledFrom([]int{0, 60}).Draw(t, "added")
	return withCheck(fmt.Sprintf("%02d%02d%02d%03d", day.Year()%100, int(day.Month()), day.Day()+added,
		rapid.IntRange(0, 999).Draw(t, "birth")))
}

// anOrganisation draws a valid organisation number of any legal form.
func anOrganisation(t *rapid.T) string {
	return withCheck(fmt.Sprintf("%d%d%d%06d", rapid.IntRange(1, 9).Draw(t, "form"),
		rapid.IntRange(0, 9).Draw(t, "second"), rapid.IntRange(2, 9).Draw(t, "third"),
		rapid.IntRange(0, 999_999).Draw(t, "rest")))
}

// ways are how people write numbers of persons.
var ways = []func(d string) string{
	func(d string) string { return d }, func(d string) string { return "19" + d },
	func(d string) string { return d[:6] + "-" + d[6:] }, func(d string) string { return d[:6] + "+" + d[6:] },
	func(d string) string { return d[:6] + " " + d[6:] }, func(d string) string { return d[:6] + "\u00a0" + d[6:] },
	func(d string) string { return "20" + d[:6] + "-" + d[6:] }, func(d string) string { return d[:6] + " - " + d[6:] },
	func(d string) string { return d[:6] + "–" + d[6:] }, func(d string) string { return "SE" + d + "01" },
	func(d string) string { return "19" + d[:2] + "-" + d[2:4] + "-" + d[4:6] + "-" + d[6:] },
	func(d string) string { return "18" + d[:6] + " " + d[6:] },
	func(d string) string { return d[:6] + "\u2011" + d[6:] }, func(d string) string { return d[:6] + "\u00ad" + d[6:] },
	func(d string) string { return d[:3] + "\u200b" + d[3:] }, func(d string) string { return d[:6] + "\x00-" + d[6:] },
	func(d string) string { return d[:6] + "/" + d[6:] }, func(d string) string { return "19" + d[:6] + "." + d[6:] },
	func(d string) string { return d[:6] + "_" + d[6:] }, func(d string) string { return d[:6] + "\t" + d[6:] },
	func(d string) string { return d[:6] + "\u2009–\u2009" + d[6:] },
	func(d string) string { return d[:2] + " " + d[2:4] + " " + d[4:6] + " " + d[6:] },
	func(d string) string { return d[:2] + " " + d[2:4] + " " + d[4:6] + "-" + d[6:] },
	func(d string) string { return inScript(d, '\uff10') }, func(d string) string { return inScript(d, '\u0660') },
}

// inScript writes digits as another script does, whose first is zero.
func inScript(d string, zero rune) string {
	return strings.Map(func(r rune) rune { return zero + r - '0' }, d)
}

func TestEveryWayToWriteAPersonIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom(ways).Draw(t, "way")(aPerson(t))
		text := rapid.SampledFrom([]string{"", "avser ", "Kund:", "(", "å"}).Draw(t, "before") + number +
			rapid.SampledFrom([]string{"", ".", " avs", ")", ", 2 st", "å"}).Draw(t, "after")
		clean, found := Redact(text)
		if len(found) != 1 || strings.Contains(clean, number) || ProveText(clean) {
			t.Fatalf("%q becomes %q", text, clean)
		}
		if !ProveText(text) {
			t.Fatalf("%q is not found by Prove", text)
		}
	})
}

func TestOrganisationNumbersPass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anOrganisation(t)
		for _, text := range []string{d, d[:6] + "-" + d[6:], "16" + d, "SE" + d + "01", d[:6] + " " + d[6:]} {
			if _, found := Redact("Faktura från " + text + "."); len(found) > 0 || ProveText(text) {
				t.Fatalf("%q is taken for a person", text)
			}
			if i := Identify(text); i.Kind != Organisation && text != d[:6]+" "+d[6:] || i.Digits != d {
				t.Fatalf("%q is %+v", text, i)
			}
		}
	})
}

// Mask and Prove are written apart, and must agree on any text of digits.
func TestProveAgreesWithRedact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(
			rapid.StringMatching(`[0-9]{1,4}|[-+ ./_:\x{2011}\x{ad}\x{200b}\t\x{ff11}]|SE|[a-zå]`), rapid.Custom(aPerson)), 0, 12).Draw(t, "parts"), "")
		clean, found := Redact(text)
		if ProveText(clean) {
			t.Fatalf("%q becomes %q, which still has one", text, clean)
		}
		persons := 0
		for _, f := range found {
			if f.What != FoundAddress {
				persons++
			}
		}
		if ProveText(text) && persons == 0 {
			t.Fatalf("%q: Prove finds what Redact does not", text)
		}
	})
}

func TestAddressesAreFound(t *testing.T) {
	for text, want := range map[string]string{"Svar till kim.exempelsson@example.se.": "Svar till [e-post].",
		"a@b": "a@b", "5 st @ 10,00": "5 st @ 10,00", "åsa@exempel.example.se, x": "[e-post], x", "@": "@"} {
		if got, _ := Redact(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestNumbersAreKnownByTheirForm(t *testing.T) {
	for text, want := range map[string]Kind{"": Nothing, "212000-1355": Organisation, "556036-0793": Organisation,
		"SE556036079301": Organisation, "165560360793": Organisation, "556036-0794": Misspelt, "****": Withheld,
		"000000-0000": Withheld, "[innehåller personuppgifter]": Withheld, "40711": Internal, "DE123456789": Foreign,
		"Exempel": Internal, personNumber(5, 0): Person, "19" + personNumber(5, 0): Person,
		strings.Replace(dashed(personNumber(5, 0)), "-", "\u2011", 1): Person,
		personNumber(5, 60): Coordination, "SE" + personNumber(5, 0) + "01": Person} {
		if got := Identify(text); got.Kind != want {
			t.Errorf("%q is %v, want %v", text, got.Kind, want)
		}
	}
	wrong := []byte(personNumber(5, 0))
	wrong[9] = '0' + (wrong[9]-'0'+1)%10
	if got := Identify(string(wrong)); got.Kind != PersonLike {
		t.Errorf("a personal number with a wrong check digit is %v", got.Kind)
	}
}
