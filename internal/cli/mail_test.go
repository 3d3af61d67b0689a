package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// run runs a command in a language and gives its exit code and what it wrote.
func run(t *testing.T, language string, args ...string) (code int, out, errors string) {
	t.Helper()
	t.Setenv("LC_ALL", language)
	t.Chdir(t.TempDir())
	var o, e bytes.Buffer
	code = Main(args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func TestMailCheckReadsAReceivedLetter(t *testing.T) {
	file := filepath.Join(t.TempDir(), "brev.eml")
	text := "From: samrad@example.se\r\nAuthentication-Results: mx.example.org; spf=pass\r\n\r\nHej\r\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, _ := run(t, "sv_SE.UTF-8", "mail", "check", "--file", file)
	if code != 0 || !strings.Contains(out, "Varning: Brevet från example.se är inte signerat") ||
		!strings.Contains(out, "Bra: mx.example.org godkände SPF") {
		t.Errorf("exit %d\n%s", code, out)
	}
	code, out, _ = run(t, "en", "mail", "check", "--json", "--file", file)
	var got struct {
		Worst    string
		Findings []struct{ Key, Text, Remedy string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 ||
		got.Worst != "warning" ||
		len(got.Findings) != 2 || !strings.HasPrefix(got.Findings[0].Text, "The letter from example.se") {
		t.Errorf("exit %d, %v\n%s", code, err, out)
	}
}

func TestMailCheckFailsWhereLettersWouldBeLost(t *testing.T) {
	file := filepath.Join(t.TempDir(), "brev.eml")
	if err := os.WriteFile(file, []byte("not a letter\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errors := run(t, "sv", "mail", "check", "--file", file); code != 5 ||
		!strings.Contains(out, "Fel: Filen är inte ett brev") || !strings.Contains(errors, "pröva igen") {
		t.Errorf("exit %d\n%s\n%s", code, out, errors)
	}
	if code, _, errors := run(t, "sv", "mail", "check"); code != 2 ||
		!strings.Contains(errors, "--from") {
		t.Errorf("without a sender: exit %d\n%s", code, errors)
	}
	code, _, errors := run(t, "sv", "mail", "check", "--from", "a@example.se", "--dkim-domain", "example.se",
		"--dkim-key", file)
	if code != 2 || !strings.Contains(errors, "DKIM") {
		t.Errorf("with a bad key: exit %d\n%s", code, errors)
	}
}
