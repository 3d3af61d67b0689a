package redflag

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Sentence says what a flag found, in one or two sentences with its numbers.
func (f *Flag) Sentence(l Language) string {
	s := &speaker{l: l}
	text := s.of(f)
	if f.Probability != nil {
		text += " " + s.f("Sannolikheten att det är en slump är högst %s.",
			"The probability that this is chance is at most %s.", s.chance(*f.Probability))
	}
	if f.Peers != nil {
		text += " " + s.f("Jämfört med %s andra; gränsen är %s.", "Compared with %s others; the limit is %s.",
			s.int(int64(f.Peers.N)), s.value(f.Threshold, f.Unit))
	}
	return text
}

// Who names the supplier of a flag, or says that it is not named; "" for flags
// on a body.
func (f *Flag) Who(l Language) string {
	switch {
	case f.Supplier == nil:
		return ""
	case f.Supplier.Unnamed:
		return pick(l, "En leverantör som inte nämns", "A supplier that is not named")
	case f.Supplier.Name != "":
		return f.Supplier.Name
	}
	return f.Supplier.Number
}

// Figure writes the value of a flag with its unit, as it stands alone.
func (f *Flag) Figure(l Language) string { return (&speaker{l: l}).alone(f, f.Value) }

// Limit writes the threshold of a flag with its unit.
func (f *Flag) Limit(l Language) string { return (&speaker{l: l}).alone(f, f.Threshold) }

// Counted writes what the value of a flag was computed from, and how many there are.
func (f *Flag) Counted(l Language) string {
	s, n := &speaker{l: l}, int64(f.N)
	switch f.Rule {
	case Split, BelowLimit, Newcomer:
		return s.f("%s köp", "%s "+plural(n, "purchase"), s.int(n))
	case Concentration:
		return s.f("%s "+map[bool]string{true: "leverantör", false: "leverantörer"}[n == 1],
			"%s "+plural(n, "supplier"), s.int(n))
	case Benford:
		return s.f("%s belopp", "%s "+plural(n, "amount"), s.int(n))
	}
	return s.rows(n)
}

func plural(n int64, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// A speaker writes sentences and numbers in a language.
type speaker struct{ l Language }

func (s *speaker) f(sv, en string, args ...any) string {
	return fmt.Sprintf(pick(s.l, sv, en), args...)
}

// of is the sentence of each rule.
func (s *speaker) of(f *Flag) string {
	who, n, v := f.Who(s.l), s.int(int64(f.N)), s.value(f.Value, f.Unit)
	switch f.Rule {
	case Duplicate:
		return s.f("%s: %s rader på %s har ett fakturanummer (%s). %s av dem motsvaras inte av "+
			"någon kredit.",
			"%s: %s rows of %s have one invoice number (%s). Without a credit against them: %s.",
			who, n, s.money(f.Facts["amount"]), f.Case.Words(s.l), s.int(int64(f.Value)))
	case Split:
		return s.f("%s: %s köp på konto %s blir tillsammans %s inom tolv månader. Vart och ett är "+
			"under gränsen för direktupphandling, %s.",
			"%s: %s purchases on account %s come to %s within twelve months. Each is below "+
				"the limit for direct awards, %s.",
			who, n, f.Account, v, s.value(f.Threshold, f.Unit))
	case BelowLimit:
		return s.f("%s: %s av %s köp nära gränsen för direktupphandling ligger strax under den, "+
			"%s gånger så många som väntat.",
			"%s: %s of %s purchases near the limit for direct awards lie just below it, %s "+
				"times as many as expected.",
			s.subject(f), s.int(int64(f.Value)), n, s.number(f.Facts["excess"], 1))
	case Concentration:
		return s.f("%s har %s av inköpen på konto %s under %s, som delas av %s leverantörer. "+
			"Koncentrationen är %s.",
			"%s has %s of the purchases on account %s in %s, which %s suppliers share. The "+
				"concentration is %s.",
			who, s.share(f.Facts["top"]), f.Account, f.From[:min(4, len(f.From))], n, s.number(f.Value, 2))
	case Benford:
		return s.f("%s: siffrorna i %s belopp avviker från vad som är vanligt (%s). "+
			"Medelavvikelsen är %s mot gränsen %s; %s är vanligast utöver det väntade.",
			"%s: the digits of %s amounts differ from what is usual (%s). The mean "+
				"deviation is %s against a limit of %s; %s is the commonest beyond what is "+
				"expected.",
			s.subject(f), n, f.Case.Words(s.l), s.number(f.Value, 4), s.number(f.Threshold, 4), s.int(int64(f.Facts["digits"])))
	}
	return s.more(f, who, n, v)
}

func (s *speaker) more(f *Flag, who, n, v string) string {
	switch f.Rule {
	case Round:
		return s.f("%s: %s av %s rader är jämna tusental kronor, %s.", "%s: %s of %s rows are whole thousands of kronor, %s.",
			who, s.int(int64(f.Facts["rows"])), n, v)
	case FreeDay:
		return s.f("%s: %s av %s rader är bokförda på lediga dagar. För köparens övriga rader är "+
			"det %s.",
			"%s: %s of %s rows were booked on free days. Of the body's other rows it is %s.",
			who, s.int(int64(f.Value)), n, s.share(f.Facts["usual"]))
	case YearEnd:
		return s.f("Konto %s: december är %s, %s gånger medelvärdet av årets andra månader.",
			"Account %s: December is %s, %s times the mean of the year's other months.",
			f.Account, s.money(f.Facts["december"]), s.number(f.Value, 1))
	case Newcomer:
		if f.Case == SmallFirst {
			return s.f("%s: det första köpet var %s, de två nästa %s tillsammans, vart och ett minst "+
				"%s gånger större.",
				"%s: the first purchase was %s, the next two %s together, each at least %s times larger.",
				who, s.money(f.Facts["first"]), s.money(f.Facts["then"]), s.number(math.Floor(f.Value), 0))
		}
		return s.f("%s är ny och fick %s under de första 90 dagarna (%s köp).",
			"%s is new and got %s in the first 90 days (purchases: %s).", who, v, n)
	case OffContract:
		return s.f("Konto %s: %s av årets %s saknar avtal i uppgifterna. Av köparens hela belopp "+
			"har %s avtal.",
			"Account %s: %s of the year's %s has no contract in the data. Of all the body "+
				"bought, %s has one.",
			f.Account, v, s.money(f.Facts["sum"]), s.share(f.Facts["known"]))
	case Spread:
		return s.f("%s har %s på %s.", "%s has %s on %s.", who, s.rows(int64(f.N)), v)
	}
	return s.identity(f, who)
}

func (s *speaker) identity(f *Flag, who string) string {
	switch f.Case {
	case WrongNumber:
		return s.f("%s: organisationsnumret har fel kontrollsiffra på %s.",
			"%s: the organisation number has a wrong check digit in %s.", who, s.rows(int64(f.N)))
	case ManyNumbers:
		return s.f("%s har %s organisationsnummer på %s.", "%s has %s organisation numbers in %s.",
			who, s.int(int64(f.Value)), s.rows(int64(f.N)))
	case ManyNames:
		return s.f("%s: numret har %s olika namn.", "%s: the number has %s different names.", who, s.int(int64(f.Value)))
	}
	return s.f("%s saknar organisationsnummer på %s för %s.", "%s has no organisation number in %s of %s.",
		who, s.rows(int64(f.N)), s.money(f.Value))
}

// subject is the supplier, or the body where the flag is on all of it.
func (s *speaker) subject(f *Flag) string {
	if who := f.Who(s.l); who != "" {
		return who
	}
	if f.Buyer.Name != "" {
		return f.Buyer.Name
	}
	return f.Buyer.Number
}

// value writes a value with its unit.
func (s *speaker) value(v float64, u Unit) string {
	switch u {
	case InOre:
		return s.money(v)
	case InShares:
		return s.share(v)
	case InRatio:
		return s.number(v, 1)
	case InDeviate:
		return s.number(v, 4)
	case InGroups:
		return s.f("%s slags konton", "%s kinds of accounts", s.int(int64(v)))
	case InNames:
		return s.int(int64(v))
	}
	return s.rows(int64(v))
}

// alone writes a value with a unit that sentences say in other words.
func (s *speaker) alone(f *Flag, v float64) string {
	text := s.value(v, f.Unit)
	switch {
	case f.Unit == InRatio:
		return s.f("%s gånger", "%s times", text)
	case f.Unit == InNames && f.Case == ManyNumbers:
		return s.f("%s nummer", "%s numbers", text)
	case f.Unit == InNames:
		return s.f("%s namn", "%s names", text)
	}
	return text
}

// rows counts rows: one is not called many.
func (s *speaker) rows(n int64) string {
	if n == 1 {
		return pick(s.l, "1\u00a0rad", "1\u00a0row")
	}
	return s.f("%s rader", "%s rows", s.int(n))
}

// money writes öre as whole kronor.
func (s *speaker) money(ore float64) string {
	kronor := s.number(math.Round(ore/100), 0)
	return s.f("%s\u00a0kr", "SEK\u00a0%s", kronor)
}

func (s *speaker) share(v float64) string { return s.f("%s\u00a0%%", "%s%%", s.number(100*v, 1)) }

// chance writes a probability: as a percentage while that can be read.
func (s *speaker) chance(p float64) string {
	switch {
	case p >= 0.0001:
		return s.f("%s\u00a0%%", "%s%%", s.number(100*p, 2))
	case p > 0:
		return s.f("en på %s", "one in %s", s.number(math.Pow10(int(math.Floor(-math.Log10(p)))), 0))
	}
	return s.number(0, 0)
}

func (s *speaker) int(v int64) string { return s.number(float64(v), 0) }

// number writes a number with grouped thousands: 1 234,5 and 1,234.5.
func (s *speaker) number(v float64, places int) string {
	whole, rest, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'f', places, 64), ".")
	group, point := pick(s.l, "\u00a0", ","), pick(s.l, ",", ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if rest != "" {
		whole += point + rest
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		whole = "\u2212" + whole
	}
	return whole
}
