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
	if err != nil {
		return err
	}
	_, err = s.AddReporter(ctx, s.publisher, planTold, shipped.Reporter{Body: Agency.Name + " (påhittad)",
		Role: "samordnare (påhittad)", Name: "Rut Rapportör (påhittad)",
		Email: "rapport@exempelmyndigheten.example.se", Commitments: []string{commitmentTold}})
	return err
}

// What the invented agency reports of. Nothing that it says is said of a real body.
const (
	planTold       = "sverige-5"
	commitmentTold = "SE0023"
)

// lateReport is what the tour lets its visitor report.
func lateReport() shipped.Report {
	return shipped.Report{Commitment: commitmentTold, Status: shipped.Limited,
		Challenges: []shipped.Challenge{shipped.Resources},
		Progress: shipped.Text{SV: "Påhittat exempel: Exempelmyndigheten har gått igenom sina inköpsdata men inte publicerat dem.",
			EN: "Invented example: Exempelmyndigheten has gone through its purchasing data but not published them."},
		Why: shipped.Text{SV: "Påhittat exempel: den som skulle göra det har slutat.",
			EN: "Invented example: the person who was to do it has left."}}
}
