package web

import (
	"bytes"

	"insyn/internal/trial"
)

// slidesArePrinted demands that each slide of where the plan stands is a sheet
// of its own, without what is there for the screen alone.
func (h *house) slidesArePrinted(v *trial.Visitor) {
	h.t.Helper()
	_, body := h.fetch(planOfJourney+"/lage/bilder", 200)
	slides := bytes.Count(body, []byte(`<section class="slide"`))
	if got := v.Open(h.server.URL + planOfJourney + "/lage/bilder").Sheets(); got != slides ||
		slides < 2 {
		h.t.Errorf("%d slides are printed on %d sheets", slides, got)
	}
}
