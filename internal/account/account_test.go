package account

import (
	"testing"

	"insyn/internal/fault"
)

func TestPermissionTable(t *testing.T) {
	// The rows are the law: role × verb, at one's own body.
	rows := []struct {
		role Role
		may  []Verb
	}{
		{Reader, []Verb{SeeDraft}},
		{Editor, []Verb{SeeDraft, Edit, SeePeople, HandlePeople, Invite, SeeViews, HandleViews,
			SetLink}},
		{Publisher, []Verb{SeeDraft, Edit, SeePeople, HandlePeople, Invite, SeeViews, HandleViews, SetLink,
			Export, Publish, SeeAudit}},
		{Administrator, []Verb{SeeDraft, Edit, SeePeople, HandlePeople, Invite, SeeViews, HandleViews, SetLink,
			Export, Publish, SeeAudit, ManageStaff, ManageBody}},
	}
	for _, row := range rows {
		p := Person{ID: "p", Roles: map[BodyID]Role{"a": row.role}}
		allowed := map[Verb]bool{}
		for _, v := range row.may {
			allowed[v] = true
		}
		for _, v := range Verbs() {
			if p.Can(v, "a") != allowed[v] {
				t.Errorf("%s %s: %v, want %v", row.role, v, p.Can(v, "a"), allowed[v])
			}
			if p.Can(v, "b") {
				t.Errorf("%s at a may %s at b", row.role, v)
			}
			if Anybody.Can(v, "a") {
				t.Errorf("anybody may %s", v)
			}
		}
	}
}

func TestMaySaysTheRightNo(t *testing.T) {
	editor := Person{ID: "p", Roles: map[BodyID]Role{"a": Editor}}
	for _, row := range []struct {
		who  Person
		body BodyID
		want fault.Kind
	}{
		{Anybody, "a", fault.SignIn},
		{editor, "b", fault.NotFound},
		{editor, "a", fault.Forbidden},
		{System, "a", ""},
	} {
		if got := fault.Of(row.who.May(Publish, row.body)); got != row.want {
			t.Errorf("%s at %s: %q, want %q", row.who.ID, row.body, got, row.want)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, ok := range []string{"a@example.se", " a.o@Åland.example.org ",
		"a+b@exempel.example.se"} {
		if _, err := Address(ok); err != nil {
			t.Errorf("%q: %v", ok, err)
		}
	}
	for _, bad := range []string{"", "a", "a@b", "A <a@example.se>", "a@example.se, b@example.se",
		"a@example.se\r\nBcc: b@example.se", "a b@example.se", "å.ö@example.org", "a@[192.0.2.1]"} {
		if _, err := Address(bad); err == nil {
			t.Errorf("%q was taken for an address", bad)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"A.B+news@Example.SE": "a.b@example.se", " x@y.z": "x@y.z", "+a@y.z": "+a@y.z"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}
