package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"insyn/internal/trial"
)

// A slip is a piece of a catalogue that is wrong, and what it should be.
type slip struct{ wrong, right string }

// slips are in flawedText in this order; each is found at its line.
var slips = []slip{
	{"dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/deed.sv> ; # om katalogen",
		"dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> ;"},
	{`vcard:hasEmail "data@r.example.se" .`, "vcard:hasEmail <mailto:data@r.example.se> ."},
	{"<https://r.example.se/d/1> a dcat:Dataset ;",
		"<https://r.example.se/d/1> a dcat:Dataset ; dcterms:publisher <https://r.example.se/p> ;"},
	{"dcterms:format <https://r.example.se/csv> ;", `dcterms:format "text/csv" ;`},
}

// flawedText is a catalogue as somebody might have made it.
const flawedText = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<https://r.example.se/c> a dcat:Catalog ; dcterms:title "Rättad katalog"@sv ;
  dcterms:description "Allt vi har."@sv ; dcterms:publisher <https://r.example.se/p> ;
  dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/deed.sv> ; # om katalogen
  dcat:dataset <https://r.example.se/d/1> .
<https://r.example.se/p> a foaf:Agent ; foaf:name "Exempelverket"@sv ;
  dcterms:type <http://purl.org/adms/publishertype/LocalAuthority> .
<https://r.example.se/k> a vcard:Organization ; vcard:fn "Öppna data"@sv ;
  vcard:hasEmail "data@r.example.se" .
<https://r.example.se/d/1> a dcat:Dataset ;
  dcterms:title "Rastplatser"@sv ; dcterms:description "Var man kan rasta."@sv ;
  dcat:contactPoint <https://r.example.se/k> ; dcat:distribution <https://r.example.se/d/1/f> .
<https://r.example.se/d/1/f> a dcat:Distribution ; dcat:accessURL <https://r.example.se/rast.csv> ;
  dcterms:format <https://r.example.se/csv> ;
  dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> .
`

// A publisher mends a catalogue by what the findings say until it is clean; a
// small body makes one by hand; and somebody finds the data and downloads them.
func TestDataJourney(t *testing.T) {
	s := openShop(t)
	publisher, reader := trial.Browser(t), trial.Browser(t)
	s.enter(publisher, "petra@example.se")
	s.mends(publisher)
	s.makesByHand(publisher)
	s.downloads(reader)
}

// mends has the publisher look at what a harvest would find, and mend what is
// told, line by line.
func (s *shop) mends(v *trial.Visitor) {
	text := flawedText
	v.Open(s.server.URL + "/arbete/kallor/" + string(exampleBody.ID))
	look := func() string {
		s.texts["/rattas.ttl"] = text
		v.Fill("Adress", s.at+"/rattas.ttl").Press("Se vad som finns där")
		return v.Has("Det här skulle hämtas", "Rättad katalog").Text()
	}
	for i, one := range slips {
		line := fmt.Sprintf("Rad %d,", strings.Count(text[:strings.Index(text, one.wrong)], "\n")+1)
		if page := look(); !strings.Contains(page, line) ||
			strings.Contains(page, "DCAT-AP-SE 3.0.1 (Sverige) 0 0 1 av 1") {
			s.t.Errorf("the findings do not say %s %q:\n%s", line, one.wrong, page)
		}
		if i == 0 {
			v.Everywhere("data-flawed")
		}
		text = strings.Replace(text, one.wrong, one.right, 1)
	}
	if page := look(); !strings.Contains(page, "DCAT-AP-SE 3.0.1 (Sverige) 0 0 1 av 1") {
		s.t.Errorf("the catalogue is mended and not clean:\n%s", page)
	}
	v.Fill("Adress", s.at+"/rattas.ttl").Press("Lägg till källan").Press("Hämta nu")
}

// makesByHand has a small body fill in a catalogue and publish it.
func (s *shop) makesByHand(v *trial.Visitor) {
	v.Open(s.server.URL+"/arbete/katalog/"+string(exampleBody.ID)).
		Fill("Katalogens namn", "Exempelkommunens data").Fill("Beskrivning", "Det vi har.").
		Check("Kommun").Fill("Kontaktpunkt", "Kansliet").
		Fill("Kontaktpunktens e-postadress", "kansli@example.se").Press("Spara uppgifterna om katalogen")
	v.Follow("Lägg till en datamängd").Fill("Datamängdens namn", "Sandlådor").
		Fill("Beskrivning", "Var man kan leka.").Choose("Tema", "Befolkning och samhälle").
		Check("CC0: fritt att använda").Fill("Adress till fil 1", s.at+"/luft.csv").
		Choose("Format för fil 1", "CSV").Everywhere("data-by-hand").Press("Spara datamängden")
	v.Has("Katalogen följer den svenska profilen").Press("Publicera katalogen").
		Has("Katalogen är publicerad")
	if r, body := v.Get("/datasets/dcat"); r.StatusCode != 200 ||
		!strings.Contains(string(body), "Sandlådor") {
		s.t.Errorf("/datasets/dcat: %d, %s", r.StatusCode, body)
	}
	_, err := s.HarvestDue(s.t.Context())
	s.must(err)
	time.Sleep(versionAge)
}

// downloads has somebody find the data and take them home.
func (s *shop) downloads(v *trial.Visitor) {
	v.Open(s.server.URL+"/data").Fill("Sök bland datamängder", "sandlåda").Press("Sök").
		Has("1 datamängd").Follow("Sandlådor")
	file := v.Has("CC0: fritt att använda", "CSV").Everywhere("data-dataset").Address(s.at + "/luft.csv")
	if _, body := v.Get(file); string(body) != s.texts["/luft.csv"] {
		s.t.Errorf("the file: %s", body)
	}
	for _, name := range []string{exportPath + "allt.csv", exportPath + "allt.ttl"} {
		if r, body := v.Get(name); r.StatusCode != 200 ||
			!strings.Contains(string(body), "Sandlådor") {
			s.t.Errorf("%s: %d, %s", name, r.StatusCode, body)
		}
	}
}
