package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/trial"
)

var sixDigits = regexp.MustCompile(`\b\d{3} ?\d{3}\b`)

// codeTo gives the code in the latest mail to an address.
func (h *house) codeTo(address string) string {
	h.t.Helper()
	h.post()
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for i := len(h.mail) - 1; i >= 0; i-- {
		if h.mail[i].To.Address == address {
			if code := sixDigits.FindString(h.mail[i].Text); code != "" {
				return code
			}
		}
	}
	h.t.Fatalf("no mail to %s has a code", address)
	return ""
}

// hire gives somebody a role at the body of the examples.
func (h *house) hire(name, email string, role account.Role) account.Person {
	h.t.Helper()
	p, err := h.SetRole(h.t.Context(), account.System, exampleBody.ID, name, email, role)
	h.must(err)
	return p
}

// enter signs somebody in at a browser, by the code.
func (h *house) enter(v *trial.Visitor, email string) {
	h.t.Helper()
	v.Open(h.server.URL+"/logga-in").Fill("E-postadress i tjänsten", email).Press("Mejla en kod")
	v.Fill("Kod", h.codeTo(email)).Press("Logga in")
}

// The story of an organiser at a browser: from signing in to a consultation
// that is open.
func TestOrganiserJourney(t *testing.T) { houses(t, organiserJourney) }

func organiserJourney(t *testing.T, h *house) {
	v := trial.Browser(t)
	v.Open(h.server.URL + "/arbete").Has("Logga in först").Follow("Logga in")
	v.Fill("E-postadress i tjänsten",
		"petra@").Press("Mejla en kod").Has("E-postadressen går inte att använda").
		Everywhere("organiser-sign-in")
	v.Fill("E-postadress i tjänsten", "petra@example.se").Press("Mejla en kod")
	v.Fill("Kod", "000 000").Press("Logga in").Has("Koden stämmer inte").Everywhere("organiser-code")
	v.Fill("Kod", h.codeTo("petra@example.se")).Press("Logga in")
	v.Has("Ditt arbete", "Inga samråd ännu").Everywhere("organiser-empty")

	v.Follow("Nytt samråd").Press("Skapa utkastet").Has("Skriv en rubrik.").Everywhere("organiser-new")
	v.Fill("Rubrik", "Samråd om öppna data").Check("OGP-samråd").Press("Skapa utkastet")
	v.Has("Utkastet finns.", "Skriv vad ni vill få veta.").Everywhere("organiser-overview")

	v.Follow("Grunden").Fill("Syfte", "Vi vill veta vad ni saknar.").Press("Spara och fortsätt")
	v.Fill("Dag", "2023-12-12").Fill("Börjar", "13:00").Fill("Slutar", "14:30").
		Fill("Plats", "Digitalt möte").Press("Spara och fortsätt")
	v.Fill("Sista dag för anmälan", "2023-12-08").Fill("Antal platser",
		"många").Press("Spara och fortsätt").
		Has("Skriv ett heltal")
	v.Fill("Antal platser", "40").Press("Spara och fortsätt")
	v.Has("13.05–13.35").Everywhere("organiser-agenda")
	v.In("Punkt 2").Press("Flytta ned")
	if got := v.In("Punkt 3").Value("Punkt"); got != "Information" {
		t.Errorf("the third item is %q", got)
	}
	v.Press("Lägg till en punkt")
	v.Press("Spara och fortsätt").Press("Lägg till en fråga").In("Fråga 1").Fill("Fråga",
		"Vilka data saknar ni?")
	v.Press("Spara")
	v.Follow("Översikt").Follow("Granska och publicera").Everywhere("organiser-publish")
	v.Press("Publicera").Has("Publicerat.").Everywhere("organiser-published")
	v.Follow("Den publika sidan").Has("Samråd om öppna data", "Vilka data saknar ni?")
}

// The story of those who take part, as the organiser sees it: some come by the
// web, one by telephone, one at the door.
func TestOrganiserPeople(t *testing.T) { houses(t, organiserPeople) }

func organiserPeople(t *testing.T, h *house) {
	content := exampleContent()
	content.Registration.Capacity, content.Registration.Screening = 2, true
	c := h.open(content)
	h.seat(c, "Åsa Öberg", "asa@example.org")
	v := trial.Browser(t)
	h.enter(v, "petra@example.se")
	v.Has("1 anmälan väntar på godkännande").Everywhere("organiser-work")
	v.Follow("1 anmälan väntar på godkännande").Has("Åsa Öberg").Follow("1 anmälan väntar på ditt beslut")
	v.Everywhere("organiser-screen")
	v.Press("Säg nej i stället").Press("Säg nej Åsa Öberg").Has("Välj eller skriv en anledning.")
	v.Press("Godkänn Åsa Öberg").Has("Ingen väntar på godkännande")

	v.Follow("Anmälda").Follow("Skriv in en anmälan").Press("Skriv in anmälan").
		Has("Skriv ditt namn.").Everywhere("organiser-enter")
	v.Check("Telefon").Fill("Namn", "Örjan Ek").Choose("Talar för",
		"Civilsamhället").Fill("Organisation",
		"Föreningen Exempel").Press("Skriv in anmälan")
	v.Has("Anmälan är inskriven.", "Väntar på godkännande").Everywhere("organiser-person")
	v.Press("Godkänn").Has("Har plats")

	v.Follow("Anmälda").Fill("Namn, organisation eller adress", "åsa").Press("Visa").
		Has("1 anmälan").Lacks("Örjan").Follow("Visa alla").Everywhere("organiser-people")
	h.move(meeting.Add(5 * 60e9))
	v.Follow("Närvaro").Has("Logga in först") // two weeks have passed
	h.enter(v, "petra@example.se")
	v.Follow("Pricka av deltagarna").Has("0 av 2 har kommit").Everywhere("organiser-attend")
	v.Press("Örjan Ek").Has("1 av 2 har kommit")
	v.Press("Örjan Ek").Has("0 av 2 har kommit").Press("Örjan Ek")
	v.Press("Någon har kommit utan att vara anmäld").Fill("Namn",
		"Ulla").Press("Skriv in och pricka av").
		Has("Skriv vilken organisation")
	v.Fill("Organisation", "Exempelbolaget").Press("Skriv in och pricka av").Has("2 av 3 har kommit")
	v.Follow("Logg").Has("Skrev in någon på plats", "Petra Provare").Everywhere("organiser-log")
}

// The story of an invitation on paper: it is read, its defects are seen, it is
// mended, approved by a second person, published, changed and called off.
func TestOrganiserPaper(t *testing.T) { houses(t, organiserPaper) }

func organiserPaper(t *testing.T, h *house) {
	body := exampleBody
	body.FourEyes = true
	h.must(h.SaveBody(t.Context(), account.System, body))
	h.hire("Egon Exempel", "egon@example.se", account.Editor)
	v := trial.Browser(t)
	h.enter(v, "egon@example.se")
	v.Follow("Nytt samråd").Follow("Har du redan en inbjudan?").Press("Läs in").
		Has("Klistra in texten eller välj en fil.").Everywhere("organiser-import")
	v.Fill("Inbjudans text", exampleInvitation).Press("Läs in")
	v.Has("9 brister", "Inbjudan till samråd om öppna data", "Vilka data saknar ni?",
		"En möteslänk stod i texten").
		Lacks("meetup-join").Everywhere("organiser-reading")
	v.Press("Gör ett utkast av det här").Has("Utkastet finns",
		"Länk till handlingsplanen saknas").Everywhere("organiser-read")

	v.Follow("Grunden").Fill("Syfte", "Vi vill veta vad som saknas.").Fill("Länk till handlingen",
		"ftp://x").
		Press("Spara").Has("Adressen ska börja med https://")
	v.Fill("Länk till handlingen", "https://www.example.se/plan").Press("Spara")
	v.Follow("Material").Attach("Fil", sample(t, "underlag.txt",
		"Underlag.")).Press("Ladda upp filen").
		Has("Filen är sparad", "underlag.txt").Everywhere("organiser-material")
	v.Attach("Fil", sample(t, "sida.html",
		"<p>")).Press("Ladda upp filen").Has("Den sortens fil tas inte emot.")
	v.Follow("Mötet").Check("Digitalt möte").Fill("Ny möteslänk",
		"http://x").Press("Spara möteslänken").Has("börjar med https://")
	v.Fill("Ny möteslänk", canary).Press("Spara möteslänken").Has("förseglad").Lacks("CANARY").Everywhere("organiser-meeting")
	v.Check("Digitalt möte").Press("Spara")
	v.Follow("Översikt").Follow("Förhandsgranska").Has("Så här ser sidan ut",
		"Vilka data saknar ni?").
		Everywhere("organiser-preview")
	v.Follow("Tillbaka till arbetet").Follow("Brev").Has("Word").Everywhere("organiser-letter")
	for _, format := range []string{"docx", "pdf", "txt"} {
		response, file := v.Get(v.Path() + "/" + format)
		if response.StatusCode != 200 || len(file) < 500 ||
			strings.Contains(string(file), "CANARY") {
			t.Errorf("letter as %s: %s, %d bytes", format, response.Status, len(file))
		}
	}
	v.Follow("Översikt").Follow("Granska och publicera").Has("Hos er ska någon annan").Press("Be en kollega publicera").
		Has("Kollegorna som kan publicera har fått ett mejl.")
	v.Follow("Mitt konto").Press("Logga ut").Has("Du har loggat ut.")

	h.enter(v, "petra@example.se")
	v.Has("En kollega ber dig publicera").Follow("En kollega ber dig publicera").
		Has("Egon Exempel ber dig läsa och publicera.").Press("Publicera").Has("Publicerat.")
	v.Follow("Grunden").Fill("Rubrik", "Samråd om öppna data och insyn").Press("Spara")
	v.Follow("Översikt").Follow("Granska och publicera").Has("Det här ändras",
		"Hos er ska någon annan")
	v.Follow("Versioner").Has("Gäller", "1 ändring").Everywhere("organiser-versions")
	v.Follow("Släng utkastet").Has("Det går inte att ångra").Press("Släng utkastet").Has("Utkastet är slängt.")
	v.Follow("Översikt").Press("Börja nästa samråd härifrån").Has("Nästa samråd är påbörjat")
	v.Follow("Arbete").In("Öppet för anmälan").Follow("Inbjudan till samråd om öppna data")
	v.Follow("Ställ in samrådet").Press("Ställ in och meddela alla").Has("Skriv varför samrådet ställs in.").
		Everywhere("organiser-cancel")
	v.Fill("Varför ställs samrådet in?",
		"Lokalen brann.").Press("Ställ in och meddela alla").Has("Samrådet är inställt.")
	v.Follow("Logg").Has("Ställde in samrådet", "Bad en kollega publicera")
}

// sample writes a file for a browser to send.
func sample(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
