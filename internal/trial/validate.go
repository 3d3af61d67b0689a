package trial

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// validatorConfig asks html-validate for what the standard and WCAG demand,
// not for a way of writing: how a template breaks its lines is our own matter.
const validatorConfig = `{
	"root": true,
	"extends": ["html-validate:recommended", "html-validate:a11y"],
	"rules": {
		"attr-quotes": "off", "attribute-boolean-style": "off", "attribute-empty-style": "off",
		"form-dup-name": ["error", {"shared": ["radio", "checkbox", "submit", "button", "reset"]}],
		"doctype-style": "off", "long-title": "off", "no-implicit-button-type": "off",
		"no-implicit-close": "off", "no-trailing-whitespace": "off", "void-style": "off",
		"tel-non-breaking": ["error", {"ignoreClasses": ["nobr"]}]
	}
}`

// complaint is what html-validate says of one place.
type complaint struct {
	Rule    string `json:"ruleId"`
	Message string `json:"message"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Where   string `json:"selector"`
}

// ValidateHTML demands that html-validate finds nothing on the pages, which
// are given by a name of their own. It is slow to start: give it many at once.
func ValidateHTML(t testing.TB, pages map[string][]byte) {
	t.Helper()
	program := filepath.Join(Root(t), "testdata/npm/node_modules/html-validate/bin/html-validate.mjs")
	if _, err := os.Stat(program); err != nil {
		Lacking(t, "html-validate", "Run make tools, which installs testdata/npm.")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		Lacking(t, "node", "Install Debian's packages: apt-get install nodejs npm")
	}
	folder := t.TempDir()
	config := filepath.Join(folder, "config.json")
	if err := os.WriteFile(config, []byte(validatorConfig), 0o600); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(pages))
	args := []string{program, "--config", config, "--formatter", "json"}
	for i, name := range names {
		file := filepath.Join(folder, fmt.Sprintf("%05d.html", i))
		if err := os.WriteFile(file, pages[name], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(names) == 0 {
		t.Fatal("no pages to validate")
	}
	cmd := exec.Command(node, append(args, folder)...)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	runErr := cmd.Run() // it ends with 1 when it has complaints
	var report []struct {
		File     string      `json:"filePath"`
		Messages []complaint `json:"messages"`
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("html-validate: %v, %v\n%s%s", runErr, err, out.Bytes(), problems.Bytes())
	}
	for _, file := range report {
		var number int
		if _, err := fmt.Sscanf(filepath.Base(file.File), "%05d.html", &number); err != nil {
			t.Fatalf("html-validate speaks of a file that we did not give: %s", file.File)
		}
		lines := bytes.Split(pages[names[number]], []byte("\n"))
		for _, m := range file.Messages {
			t.Errorf("%s, line %d, column %d: %s (%s) at %s\n    %s", names[number], m.Line, m.Column,
				m.Message, m.Rule, m.Where, bytes.TrimSpace(lines[min(m.Line, len(lines))-1]))
		}
	}
}
