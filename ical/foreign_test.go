package ical

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A foreign is a program by others that reads calendar files. prepare gives the
// command to which the files are added, or why it is not there.
type foreign struct {
	name    string
	prepare func(t *testing.T) (cmd []string, missing string)
}

var foreigners = []foreign{
	{"icalendar", python("icalendar")},
	{"vobject", python("vobject")},
	{"libical", libical},
	{"ical.js", node("ical.js", "ical-js-read.mjs")},
	{"node-ical", node("node-ical", "node-ical-read.mjs")},
}

const (
	foreignScripts = "testdata/foreign"
	npmModules     = "../testdata/npm/node_modules"
	systemPython   = "/usr/bin/python3" // the one for which Debian installs modules
)

func python(module string) func(*testing.T) ([]string, string) {
	return func(t *testing.T) ([]string, string) {
		if err := exec.Command(systemPython, "-c", "import "+module).Run(); err != nil {
			return nil, "install python3-" + module
		}
		return []string{systemPython, filepath.Join(foreignScripts, module+"_read.py")}, ""
	}
}

func node(module, script string) func(*testing.T) ([]string, string) {
	return func(t *testing.T) ([]string, string) {
		if _, err := exec.LookPath("node"); err != nil {
			return nil, "install nodejs"
		}
		modules, err := filepath.Abs(npmModules)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(modules, module)); err != nil {
			return nil, "run npm ci in testdata/npm"
		}
		return []string{"env", "NPM_MODULES=" + modules, "node",
			filepath.Join(foreignScripts, script)}, ""
	}
}

func libical(t *testing.T) ([]string, string) {
	program := filepath.Join(t.TempDir(), "libical_read")
	source := filepath.Join(foreignScripts, "libical_read.c")
	out, err := exec.Command("gcc", "-o", program, source, "-lical").CombinedOutput()
	if err != nil {
		return nil, "install gcc and libical-dev: " + string(out)
	}
	return []string{program}, ""
}

// aroundChanges makes 1,000 meetings of an hour and a half, one for each of the
// fifty hours around twenty changes of the Swedish clock, the hour that comes
// twice among them.
func aroundChanges() (list []Event) {
	words := []string{"Samråd; om åtaganden, mål", "Möte på ö: \"så når vi ä\"",
		"Följ upp – 100 % öppet…", "Sökväg D:\\1 för å, ä & ö", "Första\nandra\n\nfjärde raden",
		"日本語 och 😀 i mitten"}
	for year := 2023; year < 2033; year++ {
		spring, autumn := switches(year)
		for _, change := range []time.Time{spring, autumn} {
			for hour := range 50 {
				n := len(list)
				e := meeting()
				e.UID = fmt.Sprintf("%s-%d@example.se", change.Format(formDate), hour)
				e.Start = change.Add(time.Duration(hour-25)*time.Hour + time.Duration(n%60)*time.Minute)
				e.End = e.Start.Add(90 * time.Minute)
				e.Summary = fmt.Sprintf("%d %s", n, words[n%len(words)])
				e.Description = strings.Repeat(words[(n/7)%len(words)]+" ", 1+n%9)
				e.Description = strings.TrimSpace(e.Description)
				e.Location = "Sal " + strings.Repeat("å", n%80) + "; plan 2, Exempelgatan"
				list = append(list, e)
			}
		}
	}
	return list
}

// row is the line that every foreign program should print for e.
func row(e Event) string {
	fields := []string{e.UID, fmt.Sprint(e.Start.Unix()), fmt.Sprint(e.End.Unix())}
	for _, s := range []string{e.Summary, e.Description, e.Location, e.Organizer.Name,
		"mailto:" + e.Organizer.Email} {
		fields = append(fields, hex.EncodeToString([]byte(s)))
	}
	return strings.Join(fields, "\t")
}

// foreignFiles writes an invitation, its change, both kinds of cancellation and a feed of
// a thousand meetings, and gives their names and the lines that should be read.
func foreignFiles(t *testing.T) (names, want []string) {
	t.Helper()
	e := meeting()
	e.Description = "Välkommen!\nDagordning: 1. Information, 2. Diskussion; frågor följer."
	moved := e
	moved.Start, moved.End = e.Start.Add(time.Hour), e.End.Add(time.Hour)
	moved.Sequence = NextSequence(e, moved, 0)
	later := aroundChanges()
	if len(later) != 1000 {
		t.Fatalf("%d meetings", len(later))
	}
	for i, c := range []Calendar{Request(product, e, guest), Request(product, moved, guest),
		CancelMeeting(product, moved, guest), CancelPerson(product, moved, guest),
		Publish(product, "Samråd", later...)} {
		b, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), fmt.Sprintf("%d.ics", i))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
		for _, e := range c.Events {
			want = append(want, row(e))
		}
	}
	return names, want
}

func TestForeignProgramsReadTheSame(t *testing.T) {
	names, want := foreignFiles(t)
	for _, f := range foreigners {
		t.Run(f.name, func(t *testing.T) {
			cmd, missing := f.prepare(t)
			switch {
			case missing != "" && os.Getenv("CI") == "true":
				t.Fatalf("%s is not here: %s", f.name, missing)
			case missing != "":
				t.Skipf("%s is not here: %s", f.name, missing)
			}
			read := exec.Command(cmd[0], append(cmd[1:], names...)...)
			read.Env = append(os.Environ(), "TZ=Pacific/Auckland") // not right by luck
			var complaints bytes.Buffer
			read.Stderr = &complaints
			out, err := read.Output()
			if err != nil {
				t.Fatalf("%v\n%s", err, complaints.String())
			}
			compareRows(t, want, strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"))
		})
	}
}

// compareRows tells the first differences in words.
func compareRows(t *testing.T, want, got []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("read %d events, want %d", len(got), len(want))
	}
	told := 0
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] && told < 5 {
			t.Errorf("event %d:\n got %q\nwant %q", i, inWords(got[i]), inWords(want[i]))
			told++
		}
	}
}

// inWords reads the hexadecimal fields of a line.
func inWords(row string) []string {
	fields := strings.Split(row, "\t")
	for i := 3; i < len(fields); i++ {
		if b, err := hex.DecodeString(fields[i]); err == nil {
			fields[i] = string(b)
		}
	}
	return fields
}
