package consult

import "testing"

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Samråd om öppna data — 2023–2025!": "samrad-om-oppna-data-2023-2025",
		"  ": "samrad", "Ålands Änglar": "alands-anglar", "<script>": "script",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCheckListsEverythingThatIsMissing(t *testing.T) {
	fields := map[string]bool{}
	for _, f := range OGP.Begin(noon).Check() {
		if f != nil {
			fields[f.Field] = true
		}
	}
	for _, want := range []string{"title", "purpose", "controller", "start", "contact"} {
		if !fields[want] {
			t.Errorf("%s is not missed; got %v", want, fields)
		}
	}
}

func TestCheckPassesWhatIsComplete(t *testing.T) {
	c := december().Content
	c.Title, c.Purpose, c.Privacy.Controller = Text{SV: "a"}, Text{SV: "b"}, Text{SV: "c"}
	c.Contact.Email = "samrad@example.se"
	for _, f := range c.Check() {
		if f != nil {
			t.Error(f)
		}
	}
	c.Plan.URL = "javascript:alert(1)"
	if f := c.Check(); f[len(f)-1] == nil {
		t.Error("a link that runs script is taken for an address")
	}
	for _, typed := range []string{"inte en adress", "samrad@example.se\r\nBcc: x@example.org", "a@b",
		"a@example.se, b@example.se", "Kim <a@example.se>", "å@example.se", "a@@example.se"} {
		c.Plan.URL, c.Contact.Email, c.WrittenInput.Email = "", typed, typed
		fields := map[string]bool{}
		for _, f := range c.Check() {
			if f != nil {
				fields[f.Field] = true
			}
		}
		if !fields["contact"] || !fields["written.email"] {
			t.Errorf("%q may be published as an address to write to", typed)
		}
	}
	c.Contact.Email, c.WrittenInput.Email = "samrad@example.se", ""
	c.Plan.URL, c.Material = "", []Material{{ID: "m1", Title: Text{SV: "Underlag"}}}
	if f := c.Check(); f[len(f)-1] == nil {
		t.Error("material that leads nowhere may be published")
	}
}

func TestEnglishIsOutOfDateWhenTheSwedishMovesOn(t *testing.T) {
	var c Content
	c.Title = Text{SV: "Samråd", EN: "Consultation"}
	c.Translated(Content{})
	if got := c.Title.English(); got != Translated {
		t.Fatalf("just written: %s", got)
	}
	next := c
	next.Title.SV = "Sakråd"
	next.Translated(c)
	if got := next.Title.English(); got != OutOfDate {
		t.Errorf("Swedish changed: %s", got)
	}
	last := next
	last.Title.EN = "Hearing"
	last.Translated(next)
	if got := last.Title.English(); got != Translated {
		t.Errorf("English written anew: %s", got)
	}
	if got := (Text{SV: "a"}).English(); got != Missing {
		t.Errorf("no English: %s", got)
	}
}

func TestMeetingLinkInTheTextIsNotPublished(t *testing.T) {
	c := december().Content
	c.Meeting.Place = Text{SV: "Teams: https://teams.microsoft.com/l/meetup-join/19%3ameeting"}
	for _, f := range c.Check() {
		if f != nil && f.Message == "draft.link-shown" {
			return
		}
	}
	t.Error("a link straight into the meeting can be published")
}
