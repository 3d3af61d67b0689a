package web

import (
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/catalog"
	"insyn/internal/lang"
)

// facetWords are the values of facets in words.
var facetWords = map[string]map[string]lang.Key{
	byTheme: {
		"AGRI": lang.Key("theme.agri"), "ECON": lang.Key("theme.econ"),
		"EDUC": lang.Key("theme.educ"), "ENER": lang.Key("theme.ener"),
		"ENVI": lang.Key("theme.envi"), "GOVE": lang.Key("theme.gove"),
		"HEAL": lang.Key("theme.heal"), "INTR": lang.Key("theme.intr"),
		"JUST": lang.Key("theme.just"), "REGI": lang.Key("theme.regi"),
		"SOCI": lang.Key("theme.soci"), "TECH": lang.Key("theme.tech"),
		"TRAN": lang.Key("theme.tran"),
	},
	byLicence: {
		string(catalog.CC0): lang.Key("licence.cc0"), string(catalog.CCBY): lang.Key("licence.by"),
		string(catalog.CCBYSA):       lang.Key("licence.by-sa"),
		string(catalog.CCBYNC):       lang.Key("licence.by-nc"),
		string(catalog.CCBYND):       lang.Key("licence.by-nd"),
		string(catalog.CCBYNCSA):     lang.Key("licence.by-nc-sa"),
		string(catalog.CCBYNCND):     lang.Key("licence.by-nc-nd"),
		string(catalog.OtherLicence): lang.Key("licence.other"),
		string(catalog.NoLicence):    lang.Key("licence.none"),
	},
	byQuality: {
		dcat.Excellent.String():  lang.Key("band.excellent"),
		dcat.Good.String():       lang.Key("band.good"),
		dcat.Sufficient.String(): lang.Key("band.sufficient"),
		dcat.Bad.String():        lang.Key("band.bad"),
	},
}

// formatNames are the names of formats that people do not call by the code of
// the EU's list.
var formatNames = map[string]string{
	"JSON_LD": "JSON-LD", "RDF_XML": "RDF/XML", "RDF_TURTLE": "Turtle", "RDF_N_TRIPLES": "N-Triples",
	"RDF_N_QUADS": "N-Quads", "RDF_TRIG": "TriG", "WFS_SRVC": "WFS", "WMS_SRVC": "WMS",
}

// formatName gives the name of a format from its code.
func formatName(code string) string {
	if name, known := formatNames[code]; known {
		return name
	}
	return strings.ReplaceAll(code, "_", " ")
}

// accessWords says who may use data, by the code of the EU's list.
var accessWords = map[string]lang.Key{
	"PUBLIC": lang.Key("access.public"), "RESTRICTED": lang.Key("access.restricted"),
	"NON_PUBLIC": lang.Key("access.non-public"),
}

// frequencyWords says how often data change, by the code of the EU's list.
var frequencyWords = map[string]lang.Key{
	"CONT": lang.Key("frequency.cont"), "UPDATE_CONT": lang.Key("frequency.cont"),
	"HOURLY": lang.Key("frequency.hourly"), "DAILY": lang.Key("frequency.daily"),
	"DAILY_2": lang.Key("frequency.daily-2"), "WEEKLY": lang.Key("frequency.weekly"),
	"WEEKLY_2": lang.Key("frequency.weekly-2"), "WEEKLY_3": lang.Key("frequency.weekly-3"),
	"BIWEEKLY": lang.Key("frequency.biweekly"), "MONTHLY": lang.Key("frequency.monthly"),
	"MONTHLY_2": lang.Key("frequency.monthly-2"), "MONTHLY_3": lang.Key("frequency.monthly-3"),
	"BIMONTHLY": lang.Key("frequency.bimonthly"), "QUARTERLY": lang.Key("frequency.quarterly"),
	"ANNUAL": lang.Key("frequency.annual"), "ANNUAL_2": lang.Key("frequency.annual-2"),
	"ANNUAL_3": lang.Key("frequency.annual-3"), "BIENNIAL": lang.Key("frequency.biennial"),
	"TRIENNIAL": lang.Key("frequency.triennial"), "IRREG": lang.Key("frequency.irreg"),
	"NEVER": lang.Key("frequency.never"), "UNKNOWN": lang.Key("frequency.unknown"),
}

// languageWords names the languages that Swedish catalogues use most.
var languageWords = map[string]lang.Key{
	"SWE": lang.Key("tongue.swe"), "ENG": lang.Key("tongue.eng"), "FIN": lang.Key("tongue.fin"),
	"SME": lang.Key("tongue.sme"),
}

// coded words an address of a list by its code, and gives the address itself
// where the list is not known.
func (v *visit) coded(address string, words map[string]lang.Key) string {
	code := address[strings.LastIndexAny(address, "/#")+1:]
	if key, known := words[code]; known {
		return v.T(string(key))
	}
	return address
}

// told gives a text of a catalogue in the reader's language, else in any,
// marked where it is in another.
func (v *visit) told(t dcat.Text) Words {
	own := string(v.Language())
	for _, l := range []string{own, string(v.Language().Other()), ""} {
		if text := t[l]; text != "" {
			words := Words{Text: text}
			if l != own && l != "" {
				words.Tongue = l
			}
			return words
		}
	}
	return Words{Text: t.In()}
}

// written reads a date or a moment as catalogues write it.
func written(text string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.ParseInLocation(form, text, lang.Stockholm); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// day writes a date of a catalogue as people do; one that is no date stands as it is.
func (v *visit) day(text string) string {
	if t, ok := written(text); ok {
		return v.Date(t)
	}
	return text
}
