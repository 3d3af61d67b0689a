package consult

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"insyn/internal/fault"
)

func TestIdentityNumbers(t *testing.T) {
	// Made here, with a check digit that agrees.
	for _, number := range []string{"19890101-9805", "890101-9805", "890101+9805", "8901019805",
		"890101 9805", "890161-9802"} {
		if found := IdentityNumbers("Jag är " + number + ", bara så."); !slices.Equal(found,
			[]string{number}) {
			t.Errorf("%s: %q", number, found)
		}
	}
	for _, ok := range []string{"202100-0000", "556036-0793", "890101-9803",
		"891301-9801", "890132-9808", "12345678901234567890", "Fi2023/01234", "2023-11-27 12345", "070-123 45 67", ""} {
		if found := IdentityNumbers(ok); found != nil {
			t.Errorf("%s was taken for %q", ok, found)
		}
	}
}

// A number with its check digit is found wherever it stands, as a
// samordningsnummer too, and with another digit it is not.
func TestIdentityNumbersByProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0,
			rapid.IntRange(0, 33000).Draw(t, "days"))
		text := day.Format("060102")
		if rapid.Bool().Draw(t, "coordination") {
			text = day.Format("0601") + two(day.Day()+60)
		}
		body := text + rapid.StringMatching(`[0-9]{3}`).Draw(t, "serial")
		for digit := range 10 {
			whole := body + two(digit)[1:]
			shown := whole[:6] + "-" + whole[6:]
			found := IdentityNumbers("ö " + shown + "\n" + shown)
			if want := luhn(whole); (len(found) == 2) != want {
				t.Fatalf("%s: %q, want %v", shown, found, want)
			}
		}
	})
}

// What is masked is not in the published text, and nothing else is lost.
func TestMaskedByProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zåäö ]{0,40}`).Draw(t, "text")
		n := utf8.RuneCountInString(text)
		from, to := rapid.IntRange(-2, n+2).Draw(t, "from"), rapid.IntRange(-2, n+2).Draw(t, "to")
		pieces, err := Masked(text, []Mask{{from, to, Secret}})
		if bad := from < 0 || to <= from || to > n; bad != fault.Is(err, fault.Invalid) {
			t.Fatalf("%d–%d of %d: %v", from, to, n, err)
		}
		if err != nil {
			return
		}
		letters := []rune(text)
		if got, want := Said(pieces), string(letters[:from])+"[…]"+string(letters[to:]); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
	if _, err := Masked("åäö", []Mask{{0, 2, Secret}, {1, 3, Secret}}); !fault.Is(err, fault.Invalid) {
		t.Error("masks may cross")
	}
	if _, err := Masked("åäö", []Mask{{0, 2, "lust"}}); !fault.Is(err, fault.Invalid) {
		t.Error("a mask needs no ground")
	}
	masks, err := MaskWords("Bo och Bo", "Bo", PersonalData)
	if err != nil || len(masks) != 2 || masks[1].From != 7 {
		t.Errorf("%v, %v", masks, err)
	}
}

// Nobody is named in public who has not asked for it, whatever was filled in.
func TestNobodyIsNamedUnasked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Sender{Kind: rapid.SampledFrom(SenderKinds()).Draw(t, "kind"), Name: "NAMN",
			Organisation: "BOLAG", Mandate: "MANDAT", Email: "a@example.org",
			Shown: rapid.Bool().Draw(t, "shown")}
		p := s.Public()
		if p.Email != "" || !s.Shown && p.Name != "" ||
			!s.Shown && !s.forOthers() && p.Organisation+p.Mandate != "" {
			t.Fatalf("%+v became %+v", s, p)
		}
	})
}
