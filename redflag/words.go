package redflag

// A Language is one that the engine speaks.
type Language string

// The languages.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// Words are what a rule says of itself to a reader.
type Words struct {
	Title   string // a few words
	Looks   string // what it looks for
	How     string // how it is computed
	Usually string // why there is usually nothing wrong
}

// Caution is said wherever flags are shown.
func Caution(l Language) string {
	return pick(l, "En varningssignal är en anledning att titta närmare, inte ett påstående om fel. "+
		"Regeln känner raderna men inte vad de står för.",
		"A red flag is a reason to look, not a claim that something is wrong. "+
			"The rule knows the rows and not what they stand for.")
}

func pick(l Language, sv, en string) string {
	if l == English {
		return en
	}
	return sv
}

// Words gives the words of a rule.
func (r Rule) Words(l Language) Words {
	if l == English {
		return english[r]
	}
	return swedish[r]
}

var swedish = map[Rule]Words{
	Duplicate: {"Samma faktura två gånger",
		"Två betalningar till samma leverantör med samma belopp och samma fakturanummer, eller nummer som skiljer sig som ett skrivfel.",
		"Fakturanummer jämförs utan skiljetecken, inledande nollor och skillnad mellan stora och små bokstäver. Kreditrader på samma belopp räknas av. Rader med samma verifikationsnummer är en och samma betalning. Skrivfel söks inom sju dagar: två tecken har bytt plats eller ett tecken saknas.",
		"Leverantören kan återanvända nummer, fakturan kan avse två lika delar, eller så finns krediten i en annan period."},
	Split: {"Flera köp som tillsammans når gränsen",
		"Köp från en leverantör på ett konto som vart för sig ligger under gränsen för direktupphandling men tillsammans når den inom tolv månader.",
		"Alla fönster om tolv månader prövas mot den gräns som gällde den sista dagen. Rader med avtal räknas inte när reskontran har avtal. Krediter dras av.",
		"Kontot kan rymma olika slags köp, och köpen kan vara avrop på ett ramavtal som inte syns i reskontran."},
	BelowLimit: {"Köp strax under gränsen",
		"Ovanligt många köp mellan 90 och 100 procent av gränsen för direktupphandling.",
		"Köp mellan 80 och 110 procent av den gräns som gällde på dagen räknas. Om belopp sprids jämnt över storleksordningar ligger 33 procent av dem mellan 90 och 100. Sannolikheten är binomial.",
		"Den som vet var gränsen går planerar efter den, och det är tillåtet. Ett pris kan vara fast eller förhandlat."},
	Concentration: {"Få leverantörer har det mesta",
		"Ett konto där en eller några få leverantörer har en ovanligt stor del av årets inköp.",
		"Summan av andelarna i kvadrat (Herfindahl–Hirschman) för varje konto och år jämförs med övriga konton. Den som inte kan särskiljas, till exempel maskerade leverantörer, räknas som mycket små.",
		"Lokaler, el och specialistvård har ofta en enda leverantör, och ett ramavtal samlar köpen med avsikt."},
	Benford: {"Ovanliga siffror i beloppen",
		"Beloppens första siffror fördelar sig inte som belopp brukar.",
		"Andelen av varje siffra jämförs med Benfords lag: medelavvikelsen (Nigrini) och chi-kvadrat måste båda passera sin gräns. Minst 500 rader för en siffra och 1 200 för två.",
		"Fasta priser, abonnemang och hyror följer inte lagen. Avvikelsen säger var man kan börja titta, inte mer."},
	Round: {"Många jämna belopp",
		"En leverantör där en ovanligt stor del av raderna är jämna tusental kronor.",
		"Andelen rader vars belopp går jämnt upp i tusen kronor jämförs med övriga leverantörer med minst sex rader.",
		"Hyror, bidrag, förskott och arvoden är ofta jämna."},
	FreeDay: {"Bokfört på lediga dagar",
		"En leverantör med ovanligt många rader bokförda på lördagar, söndagar eller helgdagar.",
		"Sannolikheten (binomial) för så många lediga dagar räknas ut från hur ofta köparen annars bokför då, och multipliceras med antalet prövade leverantörer.",
		"Automatiska körningar och bokslut kan ligga på en helg. Bokföringsdag är inte betalningsdag."},
	YearEnd: {"Mycket i december",
		"Ett konto där december är ovanligt stor jämfört med övriga månader.",
		"Summan för december delas med medelvärdet av januari till november, för hela år, och jämförs med övriga konton.",
		"Periodiseringar, årsavgifter och säsong gör att december ofta är större."},
	Newcomer: {"Ny leverantör som växer snabbt",
		"En leverantör som köparen inte har haft förut och som snart får ovanligt mycket.",
		"Ny är den vars första rad kommer minst 90 dagar efter köparens första. Summan av de första 90 dagarna jämförs med andra nya leverantörer, eller så är de två nästa köpen minst tio gånger det första och når tillsammans gränsen för direktupphandling.",
		"Ett nytt avtal börjar någon gång, och ett litet första köp kan vara ett prov. Reskontran visar inte vad som hände före dess första dag."},
	OffContract: {"Mycket köpt utan avtal",
		"Ett konto där en ovanligt stor del av årets inköp saknar avtal.",
		"Belopp utan avtal delas med kontots summa, för hela år och för köpare där minst tio procent av beloppet har avtal.",
		"Avtalsuppgiften fylls sällan i på alla rader, och kataloger saknar ofta direktupphandlingar och entreprenader. Måttet säger högst hur mycket som kan vara utanför."},
	Identity: {"Nummer och namn som inte stämmer",
		"En leverantör vars organisationsnummer har fel kontrollsiffra eller saknas, ett namn med flera nummer, eller ett nummer med flera namn.",
		"Kontrollsiffran räknas efter. Namn jämförs utan skiljetecken, bolagsform och skillnad mellan stora och små bokstäver.",
		"Skrivfel, utländska leverantörer, kedjor med samma namn och bolag som har bytt namn."},
	Spread: {"Säljer mycket olika saker",
		"En leverantör med rader på ovanligt många slags konton.",
		"Antalet kontogrupper (två första siffrorna) jämförs med övriga leverantörer med minst tjugo rader.",
		"Varuhus, grossister och andra kommuner säljer mycket olika, och en faktura kan delas på flera konton."},
}

var english = map[Rule]Words{
	Duplicate: {"The same invoice twice",
		"Two payments to one supplier with the same amount and the same invoice number, or numbers that differ as a slip of the finger does.",
		"Invoice numbers are compared without signs, leading zeros and case. Credits of the same amount are set against them. Rows with one voucher number are one payment. Slips are looked for within seven days: two characters have changed places, or one is missing.",
		"The supplier may use numbers again, the invoice may have two equal parts, or the credit stands in another period."},
	Split: {"Several purchases that together reach the limit",
		"Purchases from one supplier on one account, each below the limit for direct awards, that together reach it within twelve months.",
		"Every window of twelve months is held against the limit of its last day. Rows under a contract do not count where the ledger has contracts. Credits are taken off.",
		"The account may hold different kinds of purchases, and they may be call-offs from a framework agreement that the ledger does not show."},
	BelowLimit: {"Purchases just below the limit",
		"Unusually many purchases between 90 and 100 per cent of the limit for direct awards.",
		"Purchases between 80 and 110 per cent of the limit of the day are counted. When amounts are spread evenly over orders of magnitude, 33 per cent of them lie between 90 and 100. The probability is binomial.",
		"Whoever knows the limit plans by it, which is allowed. A price may be fixed or negotiated."},
	Concentration: {"Few suppliers have most of it",
		"An account where one or a few suppliers have an unusually large part of the year's purchases.",
		"The sum of squared shares (Herfindahl–Hirschman) of each account and year is compared with other accounts. Those who cannot be told apart, such as masked suppliers, count as very small.",
		"Premises, power and specialist care often have a single supplier, and a framework agreement gathers purchases on purpose."},
	Benford: {"Unusual digits in amounts",
		"The first digits of amounts are not spread as those of amounts usually are.",
		"The share of each digit is held against Benford's law: the mean absolute deviation (Nigrini) and chi-square must both pass their limits. At least 500 rows for one digit and 1,200 for two.",
		"Fixed prices, subscriptions and rents do not follow the law. The deviation says where one can begin to look, and no more."},
	Round: {"Many round amounts",
		"A supplier of whose rows an unusually large part are whole thousands of kronor.",
		"The share of rows that are multiples of a thousand kronor is compared with other suppliers with six rows or more.",
		"Rents, grants, advances and fees are often round."},
	FreeDay: {"Booked on free days",
		"A supplier with unusually many rows booked on Saturdays, Sundays or public holidays.",
		"The probability (binomial) of so many free days is computed from how often the body otherwise books on them, and multiplied by the number of suppliers tested.",
		"Automatic runs and closing of the books may fall on a weekend. The day of booking is not the day of payment."},
	YearEnd: {"Much in December",
		"An account where December is unusually large compared with other months.",
		"The sum of December is divided by the mean of January to November, of whole years, and compared with other accounts.",
		"Accruals, yearly fees and the season often make December larger."},
	Newcomer: {"A new supplier that grows fast",
		"A supplier that the body has not had before and that soon gets unusually much.",
		"New is one whose first row comes at least 90 days after the body's first. The sum of the first 90 days is compared with other new suppliers; or the next two purchases are each at least ten times the first and together reach the limit for direct awards.",
		"A new contract begins some day, and a small first purchase may be a trial. The ledger does not show what came before its first day."},
	OffContract: {"Much bought without a contract",
		"An account where an unusually large part of the year's purchases lacks a contract.",
		"Amounts without a contract are divided by the sum of the account, for whole years and for bodies where at least ten per cent of the sum has a contract.",
		"The contract is seldom filled in on every row, and catalogues often lack direct awards and construction. The measure says at most how much may be outside."},
	Identity: {"Numbers and names that do not agree",
		"A supplier whose organisation number has a wrong check digit or is missing, a name with several numbers, or a number with several names.",
		"The check digit is computed. Names are compared without signs, legal form and case.",
		"Typing errors, foreign suppliers, chains with one name, and companies that have changed their names."},
	Spread: {"Sells very different things",
		"A supplier with rows on unusually many kinds of accounts.",
		"The number of groups of accounts (the first two digits) is compared with other suppliers with twenty rows or more.",
		"Department stores, wholesalers and other municipalities sell many things, and one invoice may be booked on several accounts."},
}

// limitWords are the words of what limits a rule.
var limitWords = map[string][2]string{
	"limit-before-2018": {"Rader före 2018 prövas inte: gränsen är inte inlagd.", "Rows before 2018 are not tested: the limit is not on file."},
	"limit-after-2025":  {"För rader efter 2025 används den gräns som gällde då; kontrollera att den gäller.", "For rows after 2025 the limit of that year is used; check that it holds."},
	"persons":           {"Enskilda personer och maskerade leverantörer prövas inte och nämns aldrig.", "Natural persons and masked suppliers are not tested and never named."},
	"no-contracts":      {"För minst en köpare säger reskontran för lite om avtal: avrop på ramavtal kan vara med.", "For at least one body the ledger says too little about contracts: call-offs may be among the rows."},
	"own-column":        {"Ingen avtalskatalog har lästs: bara reskontrans egen avtalskolumn används.", "No catalogue of contracts was read: only the ledger's own column is used."},
	"less-than-a-year":  {"Minst en köpare har mindre än ett år, så tolv månader kan inte prövas i sin helhet.", "At least one body has less than a year, so that twelve months cannot be tested in full."},
	"months-only":       {"Minst en fil har bara månad: dagar kan inte prövas där.", "At least one file has months only: days cannot be tested there."},
	"few-peers":         {"För få att jämföra med: bara den fasta gränsen används.", "Too few to compare with: only the fixed limit is used."},
	"cut":               {"Bara de största visas; antalet gäller alla.", "Only the largest are shown; the count is of all."},
}

// LimitWords gives the words of a code of Applied.Limits; "" for none of them.
func LimitWords(l Language, code string) string {
	w := limitWords[code]
	return pick(l, w[0], w[1])
}

// caseWords are the words of cases.
var caseWords = map[Case][2]string{
	SameInvoice: {"samma nummer", "the same number"}, RespeltOne: {"samma nummer, olika skrivet", "the same number, written differently"},
	SlipOfFinger: {"nummer som skiljer sig som ett skrivfel", "numbers that differ as a slip of the finger does"},
	OneSupplier:  {"en leverantör", "one supplier"}, WholeBody: {"hela köparen", "the whole body"},
	FirstOfOne: {"första siffran, en leverantör", "the first digit, one supplier"}, PairOfOne: {"två första siffrorna, en leverantör", "the first two digits, one supplier"},
	FirstOfAll: {"första siffran, hela köparen", "the first digit, the whole body"}, PairOfAll: {"två första siffrorna, hela köparen", "the first two digits, the whole body"},
	GrowsAtOnce: {"stor summa under de första dagarna", "a large sum in the first days"}, SmallFirst: {"litet första köp, sedan stora", "a small first purchase, then large ones"},
	WrongNumber: {"fel kontrollsiffra", "wrong check digit"}, ManyNumbers: {"ett namn, flera nummer", "one name, several numbers"},
	ManyNames: {"ett nummer, flera namn", "one number, several names"}, NoNumber: {"nummer saknas", "no number"},
}

// Words gives the words of a case; "" where the rule has one case.
func (c Case) Words(l Language) string {
	w := caseWords[c]
	return pick(l, w[0], w[1])
}
