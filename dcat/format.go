package dcat

import (
	_ "embed" // the tables
	"strings"
)

var (
	//go:embed tables/formats.txt
	formatText string
	//go:embed tables/equivalents.txt
	equivalentText string
)

// Addresses of the EU's authority lists, and of IANA's media types.
const (
	authority = "http://publications.europa.eu/resource/authority/"
	fileTypes = authority + "file-type/"
	licences  = authority + "licence/"
	iana      = "https://www.iana.org/assignments/media-types/"
)

// A Format is a file format that catalogues name in several ways.
type Format struct {
	Code            string // in the EU's list of file types
	MediaType       string
	MachineReadable bool // as MQA counts it
	Open            bool
}

// formats are known by code, media type and other names, in small letters.
var formats = readFormats(formatText)

func readFormats(text string) map[string]*Format {
	all := map[string]*Format{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 3 || words[0] == "#" {
			continue
		}
		f := &Format{
			Code: words[0], MediaType: words[1],
			MachineReadable: strings.Contains(words[2], "m"), Open: strings.Contains(words[2], "o"),
		}
		for _, name := range append(words[3:], f.Code, f.MediaType) {
			all[strings.ToLower(name)] = f
		}
	}
	return all
}

// FormatOf tells which format a value means: a media type, perhaps with
// parameters, an address in the EU's list or IANA's, or a customary name.
// It returns nil for what is not known.
func FormatOf(value string) *Format {
	for _, beginning := range []string{
		fileTypes, iana, "http://www.iana.org/assignments/media-types/",
		"https://publications.europa.eu/resource/authority/file-type/",
	} {
		value = strings.TrimPrefix(value, beginning)
	}
	name, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(value)), ";")
	name = strings.TrimPrefix(strings.TrimSpace(name), ".")
	if f, known := formats[name]; known {
		return f
	}
	if packed, ok := strings.CutSuffix(name, "+zip"); ok && formats[packed] != nil {
		return formats["zip"]
	}
	return nil
}

// An equivalent is a value of a vocabulary and the EU's address for it.
type equivalent struct {
	write, european string
}

// licenceForms gives for a licence's address, without what people vary, the
// right way to write it. frequencyForms does for superseded frequencies.
var licenceForms, frequencyForms = readEquivalents(equivalentText)

func readEquivalents(text string) (byLicence map[string]equivalent, byFrequency map[string]string) {
	byLicence, byFrequency = map[string]equivalent{}, map[string]string{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) != 3 || words[0] == "#" {
			continue
		}
		switch words[0] {
		case "licence":
			e := equivalent{words[1], licences + strings.TrimPrefix(words[2], "eu:")}
			byLicence[licenceKey(e.write)] = e
			byLicence[licenceKey(e.european)] = e
		case "frequency":
			byFrequency["http://purl.org/cld/freq/"+words[2]] = authority + "frequency/" + words[1]
		}
	}
	return byLicence, byFrequency
}

// licenceKey takes from an address what people vary: the scheme, www, the
// slash at the end, the translation or text of the licence.
func licenceKey(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return ""
	}
	rest = strings.TrimPrefix(strings.ToLower(rest), "www.")
	rest, _, _ = strings.Cut(rest, "/deed")
	rest, _, _ = strings.Cut(rest, "/legalcode")
	return strings.TrimRight(rest, "/")
}

// CanonicalLicence gives the address by which Sweden calls a licence, and the
// EU's for the same, however it is written; "" for what is not known.
func CanonicalLicence(address string) (swedish, european string) {
	e := licenceForms[licenceKey(address)]
	return e.write, e.european
}
