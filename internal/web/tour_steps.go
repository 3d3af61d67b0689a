package web

import (
	"insyn/internal/consult"
)

// A guide fills in what can be done in each step, by what has happened.
type guide struct {
	*visit
	facts tourFacts
	tour  *Tour
	play  *Play
}

// Who the visitor is made in the demonstration.
const (
	asOfficer   = "officer"
	asPublisher = "publisher"
	asNobody    = "nobody"
)

// become is a button that makes the visitor somebody and goes to a page.
func (g guide) become(who, path, text string) TourAct {
	return TourAct{Action: g.Href("/demo/logga-in"), Text: text,
		Hidden: []Hidden{{"as", who}, {"next", g.Href(path)}}}
}

// instead is a button that does a step in the visitor's place.
func (g guide) instead(what, text string) TourAct {
	return TourAct{Action: g.Href("/rundtur/gor"), Text: text, Second: true,
		Hidden: []Hidden{{"step", what}}}
}

// clock is a button that moves the clock and goes to a page.
func (g guide) clock(moment, path, text string) TourAct {
	return TourAct{Action: g.Href("/demo/klocka"), Text: text,
		Hidden: []Hidden{{"phase", moment}, {"next", g.Href(path)}}}
}

// late tells whether the meeting has begun: what comes before it must wait
// until the clock has been moved back.
func (g guide) late() bool { return !g.Now.Before(g.tour.Mended.Meeting.Start.Add(-noticeBefore)) }

// rewind is the button that moves the clock back.
func (g guide) rewind(s *TourStep) {
	s.Acts = append(s.Acts, g.clock("before", "/rundtur#"+s.ID, g.T("tour.rewind")))
}

func (g guide) dossier(page string) string { return dossierPath(g.facts.consultation.ID, page) }

func (g guide) paste(s *TourStep) {
	if g.facts.found {
		s.Acts = append(s.Acts, g.become(asOfficer, g.dossier(""), g.T("tour.see-draft")))
		return
	}
	s.Acts = append(s.Acts, g.become(asOfficer, work+"/nytt/las-in?exempel", g.T("tour.paste-button")))
}

func (g guide) defects(s *TourStep) {
	if !g.facts.found {
		return
	}
	if g.facts.left() == 0 {
		s.Do = g.T("tour.defects-none")
		return
	}
	s.Do = g.T("tour.defects-count", "Count", g.facts.left()) + " " + s.Do
	for _, d := range g.facts.defects {
		s.Defects = append(s.Defects, TourDefect{g.Say(d.Title, d.Values), g.Say(d.Reason,
			d.Values),
			g.Say(d.Remedy, d.Values), d.mended})
	}
	s.Acts = append(s.Acts, g.become(asOfficer, g.dossier(""), g.T("tour.see-defects")))
}

func (g guide) publish(s *TourStep) {
	switch f := g.facts; {
	case f.consultation.Published > 0:
		s.Links = append(s.Links, Link{g.T("tour.see-public"), g.Href("/samrad/" +
			f.consultation.Slug)})
		if f.left() > 0 && !g.late() {
			s.Acts = append(s.Acts, g.instead("mend", g.T("tour.mend")))
		}
	case g.late():
		g.rewind(s)
	case !f.found:
	case f.left() > 0:
		s.Acts = append(s.Acts, g.become(asOfficer, g.dossier("redigera/"+editSections[0].path),
			g.T("tour.mend-self")),
			g.instead("mend", g.T("tour.mend")))
	case !f.opened:
		s.Acts = append(s.Acts, g.become(asOfficer, g.dossier("publicera"), g.T("tour.ask")))
		s.Acts = append(s.Acts, g.become(asPublisher, g.dossier("publicera"),
			g.T("tour.publish-button")))
	default:
		s.Acts = append(s.Acts, g.become(asPublisher, g.dossier("publicera"),
			g.T("tour.publish-button")))
	}
}

func (g guide) register(s *TourStep) {
	f := g.facts
	switch {
	case f.seat.ID != "":
		s.Links = append(s.Links, Link{g.T("tour.see-personal"), g.Href("/min-anmalan/" +
			string(f.personal))})
		if f.letter != "" {
			s.Links = append(s.Links, Link{g.T("tour.see-entry"), g.Href("/demo/brev/" + f.letter)})
		}
	case f.waiting:
		s.Acts = append(s.Acts, g.become(asNobody, "/demo/brev", g.T("tour.confirm")))
	case g.late():
		g.rewind(s)
	case f.consultation.Published == 0:
		s.Acts = append(s.Acts, g.instead("open", g.T("tour.open")))
	default:
		s.Acts = append(s.Acts, g.become(asNobody,
			"/samrad/"+f.consultation.Slug+"/anmalan?exempel",
			g.T("tour.register-button")))
	}
}

func (g guide) agenda(s *TourStep) {
	f := g.facts
	switch {
	case f.resent:
		if f.letter != "" {
			s.Acts = append(s.Acts, g.become(asNobody, "/demo/brev/"+f.letter+"#changed",
				g.T("tour.see-change")))
		}
	case f.consultation.Published == 0:
	case g.late():
		g.rewind(s)
	default:
		if f.seat.ID == "" {
			s.Do += " " + g.T("tour.agenda-nobody")
		}
		s.Acts = append(s.Acts, g.become(asOfficer, g.dossier("redigera/dagordning"),
			g.T("tour.agenda-self")),
			g.instead("agenda", g.T("tour.agenda-send")))
	}
}

func (g guide) meeting(s *TourStep) {
	f := g.facts
	if f.seat.ID == "" {
		return
	}
	join := "/ga-med/" + string(f.join)
	if f.consultation.Content.Meeting.LinkShown(g.Now) {
		s.Acts = append(s.Acts, g.become(asNobody, join, g.T("tour.join")))
		return
	}
	s.Acts = append(s.Acts, g.clock("during", join, g.T("tour.meeting-button")))
}

func (g guide) summary(s *TourStep) {
	f := g.facts
	switch {
	case f.consultation.Summary > 0:
		s.Links = append(s.Links, Link{g.T("tour.see-summary"),
			g.Href("/samrad/"+f.consultation.Slug) + "#sammanfattning"})
	case f.consultation.Published == 0:
	case f.consultation.State(g.Now) != consult.Held:
		s.Acts = append(s.Acts, g.clock("after", "/rundtur#summary", g.T("tour.forward")))
	default:
		s.Acts = append(s.Acts, g.become(asOfficer, g.dossier("sammanfattning"),
			g.T("tour.summary-self")),
			g.instead("summary", g.T("tour.summary-write")))
	}
}
