package web

import (
	"insyn/internal/chart"
	"insyn/internal/lang"
)

// charts fills in one chart of each kind.
func (s *Samples) charts(both either, say *lang.Printer) {
	days := func(v float64) string { return say.Number(v) }
	s.Charts = []chart.Figure{
		chart.Draw(chart.Chart{Kind: chart.Line,
			Title: both("Svaren kommer snabbare: från 34 till 19 dagar",
				"Answers come faster: from 34 to 19 days"),
			Description: both("Mediantiden från synpunkt till svar, för varje halvår.",
				"Median time from view to answer, for each half-year."),
			Source:  both("Räknat den 1 januari 2024.", "Counted on 1 January 2024."),
			Heads:   [2]string{both("Halvår", "Half-year"), both("Dagar", "Days")},
			Nothing: both("inget svar", "no answer"), Format: days,
			Limit: &chart.Limit{Value: 30, Text: both("utlovat: 30 dagar", "promised: 30 days")},
			Points: []chart.Point{{Label: "2021 II", Value: 34}, {Label: "2022 I", Value: 36},
				{Label: "2022 II", Value: 28}, {Label: "2023 I", Unknown: true},
				{Label: "2023 II", Value: 19}}}),
		chart.Draw(chart.Chart{Kind: chart.Bars,
			Title: both("Flest synpunkter kommer från civilsamhället",
				"Most views come from civil society"),
			Description: both("Antal synpunkter efter slag av avsändare.",
				"Number of views by kind of sender."),
			Heads:  [2]string{both("Avsändare", "Sender"), both("Synpunkter", "Views")},
			Format: days,
			Points: []chart.Point{{Label: both("Civilsamhället", "Civil society"), Value: 23},
				{Label: both("Forskning", "Research"), Value: 9},
				{Label: both("Näringslivet", "Business"), Value: 4}}}),
	}
}
