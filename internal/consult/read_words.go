package consult

import "strings"

// A topic is what a section or a labelled line of an invitation is about.
type topic int

const (
	none topic = iota
	general
	subject
	sender
	when
	whenWhere
	where
	how
	register
	deadline
	seats
	invited
	background
	purpose
	commitments
	contents
	agenda
	questions
	practical
	material
	contact
	written
	accessibility
	privacy
	promise
	reference
	dated
	skipped // headers of a mail, which are left unplaced
	unknown // a heading that we do not understand
)

// words names the headings and labels of each topic, as public bodies write
// them. A heading that begins with one ("Syfte med samrådet") counts too.
var words = map[topic][]string{
	general: {"allmän information", "fakta", "i korthet", "kort om mötet", "om mötet",
		"general information", "in brief", "at a glance", "facts"},
	subject: {"ämne", "rubrik", "rör", "angående", "vad", "sak", "subject", "re", "topic", "what"},
	sender: {"från", "avsändare", "arrangör", "arrangörer", "inbjudande", "inbjuder",
		"inbjudan från", "värd", "invitation from", "from", "sender", "organiser", "organizer",
		"host", "hosted by", "organised by"},
	when: {"tid och datum", "datum och tid", "tid", "datum", "när", "tidpunkt", "mötestid", "dag",
		"klockslag", "date and time", "time and date", "when", "time", "date"},
	whenWhere: {"tid och plats", "plats och tid", "när och var", "time and place", "when and where",
		"date and venue", "time and venue"},
	where: {"plats", "var", "lokal", "möteslokal", "mötesplats", "adress", "besöksadress", "where",
		"place", "venue", "location"},
	how: {"form", "mötesform", "hur", "format", "how"},
	register: {"anmälan", "anmäl dig", "anmälan till", "så anmäler du dig", "anmälningslänk", "osa",
		"o.s.a.", "o.s.a", "registrering", "föranmälan", "hur du anmäler dig", "registration",
		"register", "how to register", "rsvp", "sign up"},
	deadline: {"sista anmälningsdag", "sista dag för anmälan", "sista dag att anmäla sig",
		"anmäl senast", "anmäl dig senast", "anmälan senast", "osa senast", "svara senast",
		"sista anmälan", "registration deadline", "deadline", "deadline for registration",
		"register by", "rsvp by", "please register by"},
	seats: {"antal platser", "platser", "max antal deltagare", "capacity", "number of seats",
		"seats"},
	invited: {"målgrupp", "vem", "vilka", "för vem", "vem är inbjuden", "vilka bjuds in",
		"inbjudna", "deltagare", "vem kan delta", "vilka kan delta", "vem vänder vi oss till",
		"vem får delta", "inbjudna organisationer", "who can take part", "who is invited",
		"who should attend", "invited", "participants", "who", "for whom", "target group"},
	background: {"bakgrund", "om samrådet", "om sakrådet", "om remissmötet", "om ärendet",
		"om utredningen", "om förslaget", "om uppdraget", "sammanhang", "inledning", "background",
		"context", "introduction", "about the consultation", "about the proposal"},
	purpose: {"syfte", "syftet", "mål", "mål med mötet", "varför", "purpose", "aim", "aims",
		"objective", "objectives", "why"},
	commitments: {"åtaganden", "handlingsplanens åtaganden", "commitments"},
	contents: {"samrådets innehåll", "innehåll", "mötets innehåll", "mötets upplägg", "upplägg",
		"samrådets upplägg", "så går det till", "content", "contents", "structure", "how it works",
		"outline of the meeting"},
	agenda: {"dagordning", "agenda", "program", "preliminärt program", "preliminär dagordning",
		"förslag till dagordning", "föredragningslista", "programme", "draft agenda",
		"preliminary agenda", "provisional agenda"},
	questions: {"frågor", "diskussionsfrågor", "frågeställningar", "frågor för diskussion",
		"frågor att diskutera", "frågor till deltagarna", "frågor vi vill ha svar på",
		"vi vill särskilt höra", "vi vill gärna höra", "detta vill vi veta", "samtalsfrågor",
		"questions", "discussion questions", "questions for discussion", "we would like to hear"},
	practical: {"praktisk information", "praktiskt", "övrigt", "övrig information", "bra att veta",
		"practical information", "practicalities", "other information", "good to know", "other"},
	material: {"material", "underlag", "handlingar", "bilagor", "läs mer", "dokument", "läsning",
		"material inför mötet", "inför mötet", "bifogat", "documents", "background material",
		"background documents", "read more", "reading", "annexes", "before the meeting"},
	contact: {"kontakt", "kontaktperson", "kontaktpersoner", "kontaktuppgifter", "kontakta oss",
		"frågor om mötet", "frågor om samrådet", "har du frågor", "vid frågor",
		"frågor om inbjudan", "upplysningar", "kontaktpunkt", "e-post", "epost", "telefon", "tfn",
		"tel", "e-mail", "telephone", "phone", "contact point", "contact", "contact person",
		"contacts", "any questions", "enquiries"},
	written: {"skriftliga synpunkter", "skriftliga inspel", "skriftligt inspel", "lämna synpunkter",
		"synpunkter", "skriftligt", "kan du inte delta", "yttrande", "yttranden", "remissvar",
		"lämna remissvar", "så lämnar du synpunkter", "svara skriftligt", "sista svarsdag",
		"written input", "written comments", "written contributions", "cannot attend",
		"how to respond", "submissions"},
	accessibility: {"tillgänglighet", "tillgänglighet och behov", "särskilda behov", "tolkning",
		"behov av anpassning", "accessibility", "accessibility and interpretation",
		"special needs"},
	privacy: {"personuppgifter", "behandling av personuppgifter", "dina personuppgifter",
		"så behandlar vi dina personuppgifter", "så hanterar vi dina personuppgifter",
		"hantering av personuppgifter", "information om personuppgifter", "dataskydd",
		"personal data", "your personal data", "how we handle your personal data",
		"how we use your personal data", "data protection", "privacy"},
	promise: {"dokumentation", "minnesanteckningar", "återkoppling", "efter samrådet",
		"efter mötet", "vad händer sedan", "vad händer efter mötet", "så går det vidare",
		"nästa steg", "uppföljning", "så tas synpunkterna om hand", "så tar vi hand om",
		"what becomes of", "what happens next", "after the meeting", "next steps", "follow-up",
		"minutes", "feedback", "what we do with your input"},
	reference: {"dnr", "diarienummer", "diarienr", "ärendenummer", "vårt dnr", "reference", "ref",
		"registration number", "our ref"},
	dated:   {"skickat", "sent", "datum för inbjudan"},
	skipped: {"till", "kopia", "to", "cc", "bilaga"},
}

// topics finds the topic of a heading or label.
var topics = func() map[string]topic {
	all := map[string]topic{}
	for t, list := range words {
		for _, w := range list {
			all[w] = t
		}
	}
	return all
}()

// alone lists words that name a topic only when nothing follows them: "Vad"
// is a label, "Vad tycker du" is not.
var alone = map[string]bool{
	"vad": true, "var": true, "hur": true, "vem": true, "vilka": true, "när": true, "till": true,
	"från": true, "to": true, "from": true, "re": true, "what": true, "who": true, "how": true,
	"why": true, "when": true, "where": true, "varför": true, "time": true, "date": true,
	"other":             true,
	"other information": true, "form": true, "tid": true, "dag": true, "invited": true,
	"context": true, "register": true,
	"sak": true, "rör": true, "ref": true, "cc": true, "facts": true, "fakta": true, "host": true,
	"kontaktpunkt": true, "contact point": true, "e-post": true,
	"epost": true, "telefon": true, "tfn": true, "tel": true, "e-mail": true, "telephone": true,
	"phone":           true,
	"invitation from": true, "inbjudan från": true, "inbjuder": true,
}

// topicOf finds the topic that a heading or label names: all of its words, or
// the first few with others after them.
func topicOf(lower string) (topic, bool) {
	lower = strings.Trim(lower, " \t\u00a0:?!*_.…–-")
	if len(lower) > 80 {
		return none, false
	}
	lower = fold(lower)
	if t, ok := topics[lower]; ok {
		return t, true
	}
	fields := strings.Fields(lower)
	if len(fields) > 9 {
		return none, false
	}
	for n := min(len(fields)-1, 6); n >= 1; n-- {
		first := strings.Join(fields[:n], " ")
		if t, ok := topics[first]; ok && !alone[first] {
			return t, true
		}
	}
	return none, false
}

// bodies is endings and beginnings of what public bodies are called.
var bodies = []string{"departementet", "myndigheten", "myndighet", "verket", "styrelsen",
	"inspektionen", "kansliet", "länsstyrelse", "kommun", "region", "regeringen", "nämnden",
	"rådet", "institutet", "avdelning", "enhet", "ministry", "agency", "department", "division",
	"government offices", "authority", "municipality", "board", "unit", "council"}

// namesBody tells whether a line is likely the name of a public body or a part of one.
func namesBody(lower string) bool {
	if len(lower) > 140 {
		return false
	}
	for _, b := range bodies {
		if strings.Contains(lower, b) {
			return true
		}
	}
	return false
}

// invites is how the first line of an invitation begins.
var invites = []string{"inbjudan", "välkommen till", "välkomna till", "kallelse", "samråd",
	"sakråd", "remissmöte", "dialogmöte", "nod-samråd", "hearing", "utfrågning", "rundabordssamtal",
	"öppet möte", "informationsmöte", "remiss", "samrådsmöte", "webbinarium", "invitation",
	"you are invited", "consultation", "public consultation", "public meeting", "round table",
	"roundtable", "open meeting", "stakeholder", "workshop", "vi bjuder in till", "bjuder in till"}

// startsWith tells whether lower begins with one of list.
func startsWith(lower string, list []string) bool {
	for _, w := range list {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	return false
}

// greetings is how a letter ends.
var greetings = []string{"välkommen", "välkomna", "varmt välkom", "hjärtligt välkom", "med vänlig",
	"med vänliga", "vänliga hälsningar", "vänligen", "hälsningar", "bästa hälsningar", "mvh",
	"welcome", "kind regards", "best regards", "yours ", "sincerely", "with kind",
	"we look forward", "vi ser fram emot", "you are warmly welcome"}

// has tells whether lower contains one of list.
func has(lower string, list ...string) bool {
	for _, w := range list {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}
