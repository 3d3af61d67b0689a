package cli

import (
	"os"
	"path/filepath"
	"testing"

	"insyn/internal/fault"
)

func TestOperator(t *testing.T) {
	o := operatorFlags{Address: "Exempelgatan 1, 100 00 Stockholm", Number: "202100-0000"}
	b := o.body("Exempelmyndigheten", "noreply@example.se")
	if b.Address != "Exempelgatan 1\n100 00 Stockholm" || b.Email != "noreply@example.se" {
		t.Errorf("%+v", b)
	}
	o.Contact = "fragor@example.se"
	if b := o.body("", "noreply@example.se"); b.Email != "fragor@example.se" {
		t.Errorf("readers are told to write to %s", b.Email)
	}
	if a, err := o.assessment(); err != nil || a.Conformance != "" {
		t.Errorf("no file: %+v, %v", a, err)
	}
	o.Assessment = filepath.Join(t.TempDir(), "assessment.json")
	if _, err := o.assessment(); fault.Of(err) != fault.NotFound {
		t.Errorf("a missing file: %v", err)
	}
	if err := os.WriteFile(o.Assessment, []byte(`{"conformance": "nearly"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := o.assessment(); fault.Of(err) != fault.Invalid {
		t.Errorf("a file that does not hold: %v", err)
	}
}
