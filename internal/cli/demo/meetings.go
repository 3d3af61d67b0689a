package demo

import (
	"context"
	"time"

	"insyn/internal/account"
	"insyn/internal/integrity"
	"insyn/internal/purchase"
)

// meetings is when the ministry had begun to tell of its contacts: one of them
// late, one exempted, one told again with its notes. All of it is invented.
func (s *seeder) meetings(ctx context.Context) error {
	err := s.CoverContacts(ctx, s.publisher, Body.ID, integrity.Coverage{
		Covers: integrity.Text{SV: "Departementets ledning, när möten gäller det som bereds (påhittat exempel)",
			EN: "The management of the ministry, when meetings are about matters under preparation (invented example)"},
		Since: "2023-09-01", From: integrity.DepartmentHead, Within: 14})
	if err != nil {
		return err
	}
	bought, err := s.Explore(ctx, purchase.View{Page: 1})
	if err != nil {
		return err
	}
	largest := bought.Suppliers[0] // so that a supplier is seen as one that met officials
	unit := integrity.Text{SV: "enheten för offentlig förvaltning",
		EN: "the unit for public administration"}
	association := integrity.Partner{Name: "Föreningen Öppna Exempel", Number: "802999-0002"}
	first := integrity.Contact{Ref: "2023-1", On: "2023-10-04", Place: "Exempelgatan 1, Stockholm",
		Rank: integrity.StateSecretary, Unit: unit,
		With: []integrity.Partner{association, {Name: "Nätverket Insyn Exempel",
			Sort: integrity.Network}},
		Subject: integrity.Text{SV: "Redovisning av kontakter med utomstående",
			EN: "Reporting of contacts with third parties"},
		Measure: s.Site.URL + "/integritet/rekommendationer/exempelgranskaren-5-iv"}
	for _, c := range []integrity.Contact{first,
		{Ref: "2023-2", On: "2023-11-06", Place: "Videomöte", Rank: integrity.Officer, Unit: unit,
			With: []integrity.Partner{{Name: largest.Name, Number: largest.Key}},
			Subject: integrity.Text{SV: "Inköpsdata i maskinläsbar form",
				EN: "Purchasing data in machine-readable form"}},
		{Ref: "2023-3", On: "2023-11-08", Rank: integrity.StateSecretary, Unit: unit,
			Exemption: integrity.ExemptAuthority},
	} {
		if _, err := s.TellContact(ctx, s.publisher, Body.ID, c, ""); err != nil {
			return err
		}
	}
	first.Notes = integrity.Text{SV: "Föreningen vill att möten redovisas inom en vecka. Ledningen svarade att två veckor är rimligt."}
	if _, err = s.TellContact(ctx, s.publisher, Body.ID, first,
		"Anteckningen var inte klar."); err != nil {
		return err
	}
	return s.identified(ctx, association)
}

// identified looks up the number of an association that has sent views and met
// officials, and decides by it that the two are one.
func (s *seeder) identified(ctx context.Context, association integrity.Partner) error {
	err := s.EnterOrganisation(ctx, s.publisher, Body.ID,
		integrity.Entered{Number: association.Number, Name: association.Name,
			Source: "https://www.example.org/register/802999-0002", On: "2023-11-10"})
	if err != nil {
		return err
	}
	one := integrity.Mention{Name: association.Name}.Identity()
	other := integrity.Mention{Number: association.Number}.Identity()
	return s.RuleOrganisations(ctx, s.publisher, Body.ID, integrity.Verdict{One: one, Other: other,
		Ruling: integrity.IsSame,
		Why:    "Numret står i det brev som föreningen skickade (påhittat exempel)."})
}

// oldMeetings is an agency that told of one contact in summer, and then stopped.
func (s *seeder) oldMeetings(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 7, 3, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	err := s.CoverContacts(ctx, account.System, Agency.ID, integrity.Coverage{
		Covers: integrity.Text{SV: "Generaldirektören (påhittat exempel)",
			EN: "The director-general (invented example)"},
		Since: "2023-05-01", From: integrity.AgencyHead, Within: 30})
	if err != nil {
		return err
	}
	_, err = s.TellContact(ctx, account.System, Agency.ID, integrity.Contact{Ref: "1",
		On: "2023-06-13", Place: "Exempelstad",
		Rank: integrity.AgencyHead, Unit: integrity.Text{SV: "ledningen", EN: "the management"},
		With:    []integrity.Partner{{Name: "Exempelförbundet", Number: "802999-0010"}},
		Subject: integrity.Text{SV: "Tillsynens öppna data", EN: "Open data of the supervision"}}, "")
	return err
}
