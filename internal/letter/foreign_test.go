package letter

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"insyn/internal/document"
	"insyn/internal/lang"
)

// readInPython reads a message with Python's email package and gives what a
// mail program would show, as JSON.
const readInPython = `
import sys, json, base64, email, email.policy
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
body = lambda kind: m.get_body(preferencelist=(kind,)).get_content()
parts = [p for p in m.walk()]
cal = [p for p in parts if p.get_content_type() in ("text/calendar", "application/ics")]
defects = [str(d) for p in parts for d in p.defects]
defects += [str(d) for h in m.values() for d in getattr(h, "defects", [])]
json.dump(dict(
  subject=m["Subject"], id=m["Message-ID"], date=m["Date"].datetime.isoformat(),
  sender=[m["From"].addresses[0].display_name, m["From"].addresses[0].addr_spec],
  to=[m["To"].addresses[0].display_name, m["To"].addresses[0].addr_spec],
  text=body("plain"), html=body("html"), types=[p.get_content_type() for p in parts],
  method=[p.get_param("method") for p in cal], charset=[p.get_param("charset") for p in cal],
  calendar=[base64.b64encode(p.get_payload(decode=True)).decode() for p in cal],
  files=[p.get_filename() for p in m.iter_attachments()], defects=defects), sys.stdout)
`

// full gives a composed letter with a calendar and an attachment.
func full(t testing.TB, l lang.Language) Message {
	t.Helper()
	c, err := Compose(l, Registered{meeting, page, joinPage})
	if err != nil {
		t.Fatal(err)
	}
	return c.Into(sample())
}

func TestPythonReadsTheSame(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("python3 is missing")
		}
		t.Skip("python3 is not on the PATH: letters are not read by a foreign reader")
	}
	m := full(t, lang.Swedish)
	b, err := Bytes(m)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(python, "-c", readInPython)
	run.Stdin = bytes.NewReader(b)
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var got struct {
		Subject, ID, Date, Text, HTML string
		Sender, To, Types, Files      []string
		Method, Charset               []*string
		Calendar, Defects             []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Subject != m.Subject || got.ID != "<"+m.ID+">" ||
		got.Date != "2023-11-27T09:00:00+00:00" {
		t.Errorf("%q, %q, %q", got.Subject, got.ID, got.Date)
	}
	if got.Sender[0] != m.From.Name || got.Sender[1] != m.From.Address || got.To[0] != m.To.Name {
		t.Errorf("%q, %q", got.Sender, got.To)
	}
	if plain := strings.ReplaceAll(got.Text, "\r\n", "\n"); plain != m.Text {
		t.Errorf("text %q", plain)
	}
	if page := strings.ReplaceAll(got.HTML, "\r\n", "\n"); page != m.HTML {
		t.Errorf("html %q", page)
	}
	for i, c := range got.Calendar {
		if raw, err := base64.StdEncoding.DecodeString(c); err != nil ||
			!bytes.Equal(raw, m.Calendar) {
			t.Errorf("calendar %d: %q", i, raw)
		}
	}
	if len(got.Calendar) != 2 || *got.Method[0] != "REQUEST" || *got.Charset[0] != "UTF-8" {
		t.Errorf("%d calendars", len(got.Calendar))
	}
	if len(got.Files) != 2 || got.Files[1] != m.Attachments[0].Name || len(got.Defects) > 0 {
		t.Errorf("files %q, defects %q", got.Files, got.Defects)
	}
}

// What we send, our own reader of incoming mail understands.
func TestDocumentReadsTheSame(t *testing.T) {
	for _, language := range lang.Languages() {
		m := full(t, language)
		b, err := Bytes(m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := document.Mail(b)
		if err != nil {
			t.Fatal(err)
		}
		if got.Subject != m.Subject || got.MessageID != m.ID || !got.Automatic ||
			len(got.Attachments) != 3 {
			t.Errorf("%+v", got)
		}
		if !bytes.Equal(got.Attachments[0].Data, m.Calendar) {
			t.Errorf("calendar %q", got.Attachments[0].Data)
		}
	}
}

// The whole letter as it travels, in both languages.
func TestGoldenBytes(t *testing.T) {
	for _, language := range lang.Languages() {
		got, err := Bytes(full(t, language))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "golden", "registered."+string(language)+".eml")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || !bytes.Equal(want, got) {
			t.Errorf("%s differs (%v); it is now:\n%s", path, err, got)
		}
	}
}
