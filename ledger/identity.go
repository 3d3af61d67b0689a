package ledger

// A Kind is what the number of a supplier or buyer is.
type Kind uint8

// The kinds of numbers.
const (
	Nothing      Kind = iota // no number
	Organisation             // an organisation number
	Person                   // a personal identity number: a sole trader
	Coordination             // a coordination number: a person too
	PersonLike               // looks like a personal number, but its check digit is wrong
	Misspelt                 // looks like an organisation number, but its check digit is wrong
	Foreign                  // a VAT number of another country
	Withheld                 // taken out by whoever published
	Internal                 // a number of the publisher's own
)

// kindNames are the names of the kinds.
var kindNames = [...]string{"nothing", "organisation", "person", "coordination", "person-like",
	"misspelt", "foreign", "withheld", "internal"}

// String gives the kind's name.
func (k Kind) String() string { return kindNames[k] }

// Kinds lists every kind.
func Kinds() []Kind {
	all := make([]Kind, len(kindNames))
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// IsPerson tells whether the number is, or may be, that of a person.
func (k Kind) IsPerson() bool { return k == Person || k == Coordination || k == PersonLike }

// An Identity is a number taken apart.
type Identity struct {
	Kind   Kind
	Digits string // ten digits, of the kinds that have them
}

// String gives the number in its usual form, 556036-0793; "" for kinds without digits.
func (i Identity) String() string {
	if len(i.Digits) != 10 {
		return ""
	}
	return i.Digits[:6] + "-" + i.Digits[6:]
}

// LegalForm gives the group of legal forms that the first digit of an
// organisation number stands for; "" where it stands for none.
func (i Identity) LegalForm() string {
	if i.Kind != Organisation {
		return ""
	}
	return legalForms[i.Digits[0]]
}

var legalForms = map[byte]string{'1': "estate", '2': "public", '3': "foreign", '5': "limited",
	'6': "simple", '7': "economic", '8': "association", '9': "partnership"}

// Identify tells what the number of a supplier or buyer is. It takes the forms
// 556036-0793, 5560360793, 16556036-0793 and SE556036079301, of persons
// 811218-9876, 811218+9876 and 19811218-9876 as well.
func Identify(text string) Identity {
	if text == "" {
		return Identity{}
	}
	if withheld([]byte(text)) {
		return Identity{Kind: Withheld}
	}
	text, _ = asSeen(text)
	letters, d := apart(text)
	if letters == "SE" && len(d) == 12 {
		letters, d = "", d[:10]
	}
	switch {
	case len(letters) == 2 && letters != "SE" && len(d) >= 2:
		return Identity{Kind: Foreign}
	case letters != "":
		return Identity{Kind: Internal}
	case len(d) == 12 && (d[:2] == "16" || d[:2] == "18" || d[:2] == "19" || d[:2] == "20"):
		d = d[2:]
	}
	if len(d) != 10 {
		return Identity{Kind: Internal}
	}
	kind := Internal
	person := isBirth(d)
	switch valid := luhn(d); {
	case person && valid && d[4] >= '6':
		kind = Coordination
	case person && valid:
		kind = Person
	case person:
		kind = PersonLike
	case d[2] >= '2' && valid && d[0] != '0':
		kind = Organisation
	case d[2] >= '2' && d[0] != '0':
		kind = Misspelt
	}
	if kind == Internal {
		return Identity{Kind: Internal}
	}
	return Identity{kind, d}
}

// apart gives the letters that a number begins with and its digits; letters is
// "?" for what no number has.
func apart(text string) (letters, digits string) {
	d := make([]byte, 0, 14)
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9' && len(d) < 14:
			d = append(d, byte(r))
		case len(d) == 0 && len(letters) < 3 && (r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'):
			letters += string(r &^ 0x20)
		case isDash(r), r == ' ', r == '\u00a0', r == '+':
		default:
			return "?", ""
		}
	}
	return letters, string(d)
}

// isDash tells whether a character is one of those that people take for a hyphen.
func isDash(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '\u2212' }

// luhn tells whether the last of ten digits is the check digit of the others.
func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		n := int(d[i] - '0')
		if (len(d)-i)%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// isBirth tells whether ten digits begin with a date of birth, or with one
// whose day has 60 added, as coordination numbers have it.
func isBirth(d string) bool {
	year, month, day := two(d[0:]), two(d[2:]), two(d[4:])
	if day > 60 {
		day -= 60
	}
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	length := daysBefore[month] - daysBefore[month-1]
	if month == 2 && year%4 == 0 {
		length++
	}
	return day <= length
}

func two(d string) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

// withCheck adds the check digit to nine digits.
func withCheck(nine string) string {
	for c := byte('0'); c <= '9'; c++ {
		if d := nine + string(c); luhn(d) {
			return d
		}
	}
	return nine + "0" // cannot be: one of ten is right
}
