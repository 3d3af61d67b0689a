package demo

import (
	"context"
	"time"

	shipped "insyn/internal/plan"
)

// june is when the action plan was handed in. What is said of Sweden's plans
// is what Insyn ships: read in public sources, and nothing beside it.
func (s *seeder) june(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 6, 30, 7, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	_, err := s.ImportPlans(ctx, s.publisher, Body.ID, shipped.Sweden(),
		"Inläst ur öppna källor. Det som inte står i dem saknas.")
	return err
}

// What the visitor of the tour reports of: the commitment of which there is no
// report yet. Nothing that it says is said of a real body.
const (
	planTold       = "exempellandet-pahittat-1"
	commitmentTold = "A3"
)

// lateReport is what the tour lets its visitor report.
func lateReport() shipped.Report {
	return shipped.Report{Commitment: commitmentTold, Status: shipped.Limited,
		Challenges: []shipped.Challenge{shipped.Resources},
		Progress: words("Påhittat exempel: alla synpunkter utom en är besvarade, men inte alla i tid.",
			"Invented example: all views but one have been answered, but not all of them in time."),
		Why: words("Påhittat exempel: den som skulle svara har slutat.",
			"Invented example: the person who was to answer has left.")}
}
