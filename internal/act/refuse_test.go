package act_test

import (
	"strings"
	"testing"

	"insyn/internal/consult"
	"insyn/internal/fault"
)

// Whoever waits for approval is refused for a reason that was fixed before
// launch, in its words, and for no other. They are told to write where one can.
func TestARefusalHasAReasonFixedBeforeLaunch(t *testing.T) {
	for _, writing := range []bool{true, false} {
		refusalHasAReason(t, writing)
	}
}

func refusalHasAReason(t *testing.T, writing bool) {
	o := newOffice(t, sqlite(t))
	c := december(5)
	c.Registration.Screening = true
	c.Registration.Reasons = []consult.Reason{{ID: "krets", Text: consult.Text{SV: "Samrådet är för en annan krets."}}}
	c.WrittenInput.Open = writing
	id := o.open(c)
	r, _ := o.join(id, "Ada", "ada@example.org")
	if r.Status != consult.Waiting {
		t.Fatalf("%s before anybody has decided", r.Status)
	}
	kind(t, o.Refuse(ctx, o.editor, id, r.ID, "annat"), fault.Invalid)
	kind(t, o.Refuse(ctx, o.editor, id, r.ID, ""), fault.Invalid)
	o.must(o.Refuse(ctx, o.editor, id, r.ID, "krets"))
	o.post()
	if text := o.sent.to(t, "ada@example.org", "").Text; !strings.Contains(text, "en annan krets") ||
		strings.Contains(text, "synpunkter skriftligt") != writing {
		t.Errorf("writing %t: the refusal does not say why, or what one can do:\n%s", writing, text)
	}
	kind(t, o.Approve(ctx, o.editor, id, r.ID), fault.Conflict)
}
