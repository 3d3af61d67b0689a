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
