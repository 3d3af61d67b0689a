package document

import (
	"errors"
	"strings"
	"testing"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

func TestKindOf(t *testing.T) {
	for name, c := range map[string]struct {
		file, data string
		want       Kind
	}{
		"text":               {"a.txt", "Inbjudan", KindText},
		"text without name":  {"", "Från: någon\n\nhej", KindText},
		"word":               {"a.docx", "PK\x03\x04…", KindWord},
		"word, misnamed":     {"a.txt", "PK\x03\x04…", KindWord},
		"mail by name":       {"A.EML", "Subject: x\n\nhej", KindMail},
		"mail by headers":    {"a", "From: a@example.org\nMIME-Version: 1.0\n\nhej", KindMail},
		"page":               {"a.html", "<!doctype html><p>x", KindHTML},
		"page without type":  {"a", "  <html><p>x", KindHTML},
		"calendar":           {"a.ics", "BEGIN:VCALENDAR\r\n", KindCalendar},
		"calendar with mark": {"a", "\ufeffbegin:vcalendar\r\n", KindCalendar},
	} {
		if got, err := KindOf(c.file, []byte(c.data)); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestReadAnything(t *testing.T) {
	for name, c := range map[string]struct{ file, data, want string }{
		"text": {"a.txt", "hej\r\ndå", "hej\ndå"},
		"word": {"a.docx", string(wordOf(t, "<w:p><w:r><w:t>hej</w:t></w:r></w:p>")), "hej\n"},
		"mail": {"a.eml", "From: a@example.org\n\nhej", "hej"},
		"page": {"a.html", "<html><h1>hej</h1>", "# hej\n"},
	} {
		if got, err := Read(c.file, []byte(c.data)); err != nil || got != c.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestRefusalsSayWhatToDo: each file that is not read gives a message in both
// languages that says what is wrong and what to do instead.
func TestRefusalsSayWhatToDo(t *testing.T) {
	seen := map[string]string{}
	for name, c := range map[string]struct{ file, data string }{
		"empty": {"a.txt", " \n"}, "old Word": {"a.doc", "\xd0\xcf\x11\xe0"}, "Outlook": {"a.msg",
			"\xd0\xcf\x11\xe0"},
		"PDF": {"a.pdf", "%PDF-1.7"}, "RTF": {"a.rtf", `{\rtf1 x}`}, "no text": {"a.bin",
			"\x01\x00\x02"},
		"calendar": {"a.ics", "BEGIN:VCALENDAR"}, "archive": {"a.zip", string(zipped(t, "a.txt",
			"x"))},
		"damaged": {"a.docx", "PK\x03\x04x"}, "large": {"a.txt", strings.Repeat("a", 2*MaxText+1)},
		"mail": {"a.eml", "no headers\x00"},
	} {
		_, err := Read(c.file, []byte(c.data))
		var f *fault.Error
		if !errors.As(err, &f) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if other, twice := seen[f.Message]; twice {
			t.Errorf("%s and %s say the same", name, other)
		}
		seen[f.Message] = name
		for _, l := range lang.Languages() {
			if words := lang.For(l).Fault(err); len(words) < 30 {
				t.Errorf("%s in %s: %q", name, l, words)
			}
		}
	}
}
