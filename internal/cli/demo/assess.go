package demo

import (
	"context"
	"fmt"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/integrity"
)

// assessing are invented agencies that assess themselves beside those of the
// demonstration, so that there are enough of them for numbers to be shown.
func assessing() (all []account.Body) {
	for _, name := range [][2]string{{"Exempelbyrån", "Bureau of Examples"},
		{"Exempelinspektionen", "Inspectorate of Examples"},
		{"Exempelnämnden", "Tribunal of Examples"},
		{"Exempelinstitutet", "Institute of Examples"},
		{"Exempelstyrelsen", "Directorate of Examples"},
		{"Exempelarkivet", "Archives of Examples"}, {"Exempelmuseet", "Museum of Examples"},
		{"Exempelfonden", "Fund of Examples"}, {"Exempelkontoret", "Office of Examples"},
		{"Exempelkansliet", "Chancery of Examples"}} {
		id := fmt.Sprintf("exempel-%02d", len(all)+1)
		all = append(all, account.Body{ID: account.BodyID(id), Name: name[0], NameEnglish: name[1],
			Email: "registrator@" + id + ".example.se", Fictitious: true})
	}
	return all
}

// assessedIn are the rounds of the demonstration: how many answered of those
// asked, and how many of them had most in place.
var assessedIn = []struct {
	name         integrity.Text
	from, until  integrity.Date
	answered, on int
}{
	{integrity.Text{SV: "Självvärdering vintern 2023 (påhittad)",
		EN: "Self-assessment, winter 2023 (invented)"},
		"2023-01-16", "2023-01-31", 11, 5},
	{integrity.Text{SV: "Självvärdering hösten 2023 (påhittad)",
		EN: "Self-assessment, autumn 2023 (invented)"},
		"2023-09-01", "2023-11-10", 12, 7},
}

// assessed lets the invented agencies assess themselves, two of each signing.
func (s *seeder) assessed(ctx context.Context) error {
	for _, b := range assessing() {
		if err := s.SaveBody(ctx, account.System, b); err != nil {
			return err
		}
	}
	return s.assess(ctx, 0)
}

// assessedAgain is the second round.
func (s *seeder) assessedAgain(ctx context.Context) error { return s.assess(ctx, 1) }

// assess opens a round, and lets those who answer do so.
func (s *seeder) assess(ctx context.Context, n int) error {
	in, asked := assessedIn[n], []string{string(Body.ID), string(Agency.ID), string(Municipality.ID),
		string(Region.ID)}
	for _, b := range assessing() {
		asked = append(asked, string(b.ID))
	}
	r, err := s.OpenRound(ctx, account.System, Body.ID, integrity.Opening{Name: in.name, From: in.from,
		Until: in.until, Population: asked})
	if err != nil {
		return err
	}
	for i, id := range asked[len(asked)-in.answered:] {
		if err := s.submit(ctx, account.BodyID(id), r, i < in.on); err != nil {
			return err
		}
	}
	return nil
}

// submit fills in, signs and submits the assessment of an agency.
func (s *seeder) submit(ctx context.Context, id account.BodyID, r act.Round, most bool) error {
	var signers [2]account.Person
	for i := range signers {
		p, err := s.SetRole(ctx, account.System, id, fmt.Sprintf("Samordnare %d (påhittad)", i+1),
			fmt.Sprintf("samordnare-%d@%s.example.se", i+1, id), account.Editor)
		if err != nil {
			return err
		}
		signers[i] = p
	}
	key := r.Matter.Key
	a, err := s.SaveAppraisal(ctx, signers[0], id, key, 0, repliesOf(r.Instrument(), most))
	if err != nil {
		return err
	}
	for _, p := range signers {
		if _, err := s.SignAppraisal(ctx, p, id, key, a.Draft.Saved); err != nil {
			return err
		}
	}
	return nil
}

// repliesOf answers the questions: those who have most in place all but leave
// follow-up to do, and the others have begun.
func repliesOf(q integrity.Instrument, most bool) integrity.SelfAssessment {
	s := integrity.SelfAssessment{Instrument: q.Version, Defines: "yes",
		Replies: map[string]integrity.Reply{}}
	for k, a := range q.Areas {
		for j, item := range a.Items {
			mark := integrity.Marks()[1+(j+k)%2] // planned, or in part
			if most {
				mark = integrity.Marks()[3+(j+k)%2] // documented, or followed up
			}
			s.Replies[item.ID] = integrity.Reply{Mark: mark}
		}
	}
	return s
}

// counted is what the invented agency has counted in two years.
func (s *seeder) counted(ctx context.Context) error {
	year := func(year, received, attempts int) integrity.Statement {
		return integrity.Statement{Year: year, Set: integrity.LatestFigures,
			Facts: map[string]bool{"prevents": true, "acts": true, "follows-up": year > 2021,
				"side-job-routine": true},
			Counts: map[string]int{"received": received, "acknowledged": received - 6,
				"feedback": received - 7, "attempts": attempts, "attempts-harassment": attempts - 24,
				"attempts-threats": 12, "attempts-violence": 0, "attempts-vandalism": 0,
				"attempts-offers": 7, "side-jobs": 40, "side-jobs-prohibited": 6}}
	}
	_, err := s.StateYears(ctx, account.System, Agency.ID, []integrity.Statement{year(2021, 17, 45),
		year(2022, 22, 38)})
	return err
}
