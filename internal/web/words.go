package web

import (
	"insyn/internal/consult"
	"insyn/internal/lang"
)

// stateChip shows what a consultation is.
func stateChip(p *lang.Printer, s consult.State) Chip {
	chip := Chip{Text: p.T("state." + string(s))}
	switch s {
	case consult.Open:
		chip.Tone = Active
	case consult.Announced:
		chip.Tone = Neutral
	case consult.Held:
		chip.Tone = Done
	case consult.Full:
		chip.Tone, chip.Icon = Late, "people"
	case consult.Cancelled:
		chip.Tone, chip.Icon = Late, "cross"
	case consult.Closed:
		chip.Tone, chip.Icon = Quiet, "lock"
	default:
		chip.Tone, chip.Icon = Quiet, "pen"
	}
	return chip
}

// statusChip shows where a registration stands.
func statusChip(p *lang.Printer, s consult.Status) Chip {
	chip := Chip{Text: p.T("status." + string(s))}
	switch s {
	case consult.Seated, consult.WalkedIn:
		chip.Tone = Done
	case consult.Offered:
		chip.Tone = Active
	case consult.Waiting:
		chip.Tone, chip.Icon = Late, "clock"
	case consult.Queued:
		chip.Tone, chip.Icon = Neutral, "people"
	case consult.Requested:
		chip.Tone, chip.Icon = Quiet, "mail"
	default:
		chip.Tone, chip.Icon = Quiet, "minus"
	}
	return chip
}

// kindOptions offers whom a participant speaks for.
func kindOptions(p *lang.Printer) []Option {
	options := make([]Option, len(consult.Kinds()))
	for i, k := range consult.Kinds() {
		options[i] = Option{Value: string(k), Text: p.T("kind." + string(k))}
	}
	return options
}
