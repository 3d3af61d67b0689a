package demo

import (
	"insyn/internal/consult"
	"insyn/internal/web"
)

// Tour is what the tour in seven steps needs to know of the example.
func Tour() *web.Tour {
	return &web.Tour{
		Body: Body.ID, Officer: Staff[0].Email, Publisher: Staff[1].Email,
		Paper: Paper, Mended: December(), Agenda: Agenda(), Summary: Summary(), Link: MeetingLink,
		Visitor: consult.Entry{Name: "Vera Besökare (påhittad)", Email: "vera@example.org",
			Kind: consult.CivilSociety, Organisation: "Föreningen Öppna Exempel", Listed: true},
	}
}
