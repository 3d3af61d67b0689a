package web

import (
	"path"
	"strconv"
	"strings"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// aboutWords says what a view is about.
func (v *visit) aboutWords(s consult.Subject, venue consult.Venue) string {
	switch s.About {
	case consult.AQuestion:
		for i, q := range venue.Questions {
			if q.ID == s.ID {
				return v.T("opinion.question", "Number", i+1, "Text", v.say(q.Text))
			}
		}
		return v.T("opinion.question-gone")
	case consult.SomeContent, consult.APassage:
		m, ok := venue.Text(s.ID)
		if !ok {
			return v.T("opinion.material-gone")
		}
		return v.T("opinion.material", "Title", v.materialName(m))
	case consult.TheSummary:
		return v.T("objection.about", "Number", s.ID)
	}
	return v.aboutData(s, venue)
}

// shownAs tells in which of three ways a sender is shown in public.
func shownAs(s consult.Sender) string {
	switch public := s.Public(); {
	case public.Organisation != "" && public.Name == "":
		return "organisation"
	case public.Name != "":
		return "named"
	}
	return "anonymous"
}

// shownWords says so to the author before sending.
var shownWords = map[string]lang.Key{
	"organisation": lang.Key("check.organisation"),
	"named":        lang.Key("check.named"),
	"anonymous":    lang.Key("check.anonymous"),
}

// viaWords says how a view came.
var viaWords = map[consult.Channel]lang.Key{
	consult.ByWeb:    lang.Key("via.web"),
	consult.ByEmail:  lang.Key("via.email"),
	consult.ByLetter: lang.Key("via.letter"),
	consult.Spoken:   lang.Key("via.oral"),
}

// groundWords says why a passage is masked.
var groundWords = map[consult.Ground]lang.Key{
	consult.PersonalData: lang.Key("ground.personal"),
	consult.Sensitive:    lang.Key("ground.sensitive"),
	consult.Secret:       lang.Key("ground.secret"),
	consult.Insulting:    lang.Key("ground.insult"),
	consult.BusinessData: lang.Key("ground.business"),
}

// viewStates is how each state of a view is shown.
var viewStates = map[consult.ViewState]struct {
	tone Tone
	icon string
	word lang.Key
}{
	consult.ViewDraft:     {Quiet, "pen", lang.Key("view-state.draft")},
	consult.ViewReceived:  {Neutral, "clock", lang.Key("view-state.received")},
	consult.ViewPublished: {Done, "check", lang.Key("view-state.published")},
	consult.ViewWithheld:  {Late, "lock", lang.Key("view-state.withheld")},
	consult.ViewWithdrawn: {Quiet, "cross", lang.Key("view-state.withdrawn")},
}

func (v *visit) viewChip(state consult.ViewState) Chip {
	look := viewStates[state]
	return Chip{Tone: look.tone, Icon: look.icon, Text: v.T(string(look.word))}
}

// opinionCard makes the card of a published view.
func (v *visit) opinionCard(c consult.Copy, venue consult.Venue) Opinion {
	number := strconv.FormatInt(c.Number, 10)
	o := Opinion{ID: "synpunkt-" + number, Sender: v.senderLine(c.Sender),
		Kind: v.T(string(senderWords[c.Sender.Kind])), At: c.Sent,
		About: v.aboutWords(c.Subject, venue), Quote: c.Subject.Quote,
		QuoteIn: v.tongueOfPassage(c.Subject, venue),
		Receipt: Link{v.T("opinion.number", "Number", c.Number),
			v.Href(venue.Views() + "/" + number)},
		Tongue: v.foreign(c.Sender.Language)}
	if o.Kind == o.Sender { // who shows no name is called what they are, once
		o.Kind = ""
	}
	switch c.Sort {
	case consult.AProposal:
		o.Kind = strings.TrimSuffix(v.T("proposal.kind")+" · "+o.Kind, " · ")
	case consult.Objection:
		o.Receipt.Text = v.T("objection.number", "Number", c.Number)
	}
	if c.Via != consult.ByWeb {
		o.Via = v.T(string(viaWords[c.Via]))
	}
	if c.Sender.Mandate != "" {
		o.Mandate = c.Sender.Mandate
	}
	if c.Sender.Funding != "" {
		o.Mandate += " · " + v.T("opinion.funded", "By", c.Sender.Funding)
	}
	for _, f := range c.Files {
		o.Files = append(o.Files, File{Name: f.Name, Bytes: f.Size,
			Format: strings.ToUpper(strings.TrimPrefix(path.Ext(f.Name), ".")),
			Href:   venue.Views() + "/" + number + "/fil/" + f.Hash})
	}
	for _, p := range c.Pieces {
		piece := OpinionPiece{Text: p.Text}
		if p.Ground != "" {
			piece.Masked = v.T("opinion.masked", "Ground", v.T(string(groundWords[p.Ground])))
		}
		o.Text = append(o.Text, piece)
	}
	return o
}

// tongueOfPassage gives the language to mark the words of an attached text with.
func (v *visit) tongueOfPassage(s consult.Subject, venue consult.Venue) string {
	m, ok := venue.Text(s.ID)
	if s.About != consult.APassage || !ok {
		return ""
	}
	return v.foreign(cmpTongue(m.Language))
}

// senderLine says in a line whom a published view comes from.
func (v *visit) senderLine(s consult.Sender) string {
	switch {
	case s.Name != "" && s.Organisation != "":
		return s.Name + ", " + s.Organisation
	case s.Name != "":
		return s.Name
	case s.Organisation != "":
		return s.Organisation
	}
	return v.T(string(senderWords[s.Kind]))
}

// receiptPage makes the page of a view that was sent.
func (v *visit) receiptPage(p Page, o act.OwnView, address, at string) ReceiptPage {
	view, venue := o.View, o.Hearing.Venue
	p.Title = v.T("receipt.title")
	page := ReceiptPage{Page: p, Source: v.source(o.Hearing), Stepper: v.opinionSteps(2),
		Done: Confirmation{Title: v.T("receipt.title"), Text: v.T("receipt.text"),
			Reference: v.T("opinion.number", "Number", view.Number)},
		Keep: Copy{ID: "address", Text: address}, Text: view.Text}
	page.Standing, page.Clock = v.standingOf(o), v.dutyClock(o.Duty)
	v.answerTo(&page.Answer, o.Answer, venue)
	page.Facts = append([]Fact{{Term: v.T("receipt.received"), Time: view.Sent},
		{Term: v.T("receipt.id"), Text: string(view.ID)}}, v.opinionFacts(view, venue)...)
	if f := v.mirrored(venue, o.Mirrored); f.Term != "" {
		page.Facts = append(page.Facts, f)
	}
	for _, e := range o.Entered {
		page.Recorded = append(page.Recorded, v.recorded(e, at))
	}
	for _, f := range o.Files {
		page.Files = append(page.Files, OwnFile{Name: f.Name, Size: f.Size})
	}
	if len(o.Versions) > 1 {
		for _, version := range o.Versions {
			page.Versions = append(page.Versions, TimelineItem{At: version.At,
				Title: v.T("receipt.version", "Number", version.Number)})
		}
	}
	if o.Copy.Number > 0 {
		page.Public = Link{v.T("receipt.public"),
			v.Href(venue.Views() + "/" + strconv.FormatInt(view.Number, 10))}
	}
	if view.State() != consult.ViewWithdrawn {
		page.Withdraw = at + "/aterta"
		if o.Hearing.Takes(view.Subject) == nil {
			page.Change = at + "/andra"
		}
	}
	if s := view.Sender; s.Email != "" || s.Name != "" {
		page.Forget = &AppealForm{Action: at + "/glom"}
	}
	if view.State() == consult.ViewWithheld && !view.Appealed() && !view.Ruling.Second {
		page.Appeal = &AppealForm{Action: at + "/overklaga",
			Field: Field{Kind: "area", Name: "plea",
				Label: v.T("appeal.why"), Lines: 4, Most: 2000, Optional: true}}
	}
	return page
}

// recorded says where in the public record a version stands.
func (v *visit) recorded(e act.Entered, at string) Fact {
	f := Fact{Term: v.T("receipt.version", "Number", e.Version), Text: v.T("receipt.pending"),
		Link: Link{v.T("receipt.file"), at + "/kvitto/" + strconv.Itoa(e.Version)}}
	if e.Leaf.Place != store.Waiting {
		f.Text = v.T("receipt.place", "Place", e.Leaf.Place)
	}
	return f
}

// standingOf says where a view stands.
func (v *visit) standingOf(o act.OwnView) Notice {
	view := o.View
	look := viewStates[view.State()]
	n := Notice{Tone: look.tone, Title: v.T(string(look.word))}
	switch view.State() {
	case consult.ViewReceived:
		n.Text = v.T("view-standing.received")
	case consult.ViewPublished:
		n.Text = v.T("view-standing.published", "At", view.Ruling.At)
		if view.Waits() {
			n.Text = v.T("view-standing.new-version")
		}
	case consult.ViewWithheld:
		n.Text = v.T("view-standing.withheld", "Reason",
			v.say(o.Hearing.Venue.Reason(view.Ruling.Reason)))
		if view.Accuses() {
			n.Link = Link{v.T("guide.title"), v.Href(guidePath)}
		}
		if view.Appealed() {
			n.Text += " " + v.T("view-standing.appealed")
		}
	case consult.ViewWithdrawn:
		n.Text = v.T("view-standing.withdrawn", "At", view.Withdrawn)
	}
	return n
}

// noticeWords are what a notice says of views, or of cases, alone.
type noticeWords struct{ short, purpose, basis, who, kept, rights lang.Key }

var (
	viewNotice = noticeWords{lang.Key("opinion-notice.short"), lang.Key("opinion-notice.purpose"),
		lang.Key("opinion-notice.basis"), lang.Key("opinion-notice.who"),
		lang.Key("opinion-notice.kept"),
		lang.Key("opinion-notice.rights")}
	caseNotice = noticeWords{lang.Key("case-notice.short"), lang.Key("case-notice.purpose"),
		lang.Key("case-notice.basis"), lang.Key("case-notice.who"), lang.Key("case-notice.kept"),
		lang.Key("case-notice.rights")}
)

// opinionNotice is what Article 13 asks us to tell who sends a view.
func (v *visit) opinionNotice(h act.Hearing) PrivacyNotice {
	body := v.bodyName(h.Body)
	words := viewNotice
	if h.Venue.Forum.Contact() != "" {
		words = caseNotice
	}
	gone := v.T("opinion-notice.undated")
	if until := h.Venue.KeepUntil; !until.IsZero() {
		gone = v.Date(until)
	}
	n := PrivacyNotice{Short: v.T(string(words.short), "Controller", body)}
	add := func(term, text string, link Link) {
		n.Facts = append(n.Facts, Fact{Term: term, Text: text, Link: link})
	}
	contact := h.Venue.Contact
	if contact == "" {
		contact = h.Body.Email
	}
	add(v.T("privacy-notice.controller"), body+".", Link{contact, "mailto:" + contact})
	if h.Body.DPO != "" {
		add(v.T("privacy-notice.dpo"), "", Link{h.Body.DPO, "mailto:" + h.Body.DPO})
	}
	add(v.T("privacy-notice.purpose"), v.T(string(words.purpose)), Link{})
	add(v.T("privacy-notice.basis"), v.T(string(words.basis)), Link{})
	add(v.T("privacy-notice.data"), v.T("opinion-notice.data"), Link{})
	add(v.T("privacy-notice.who"), v.T(string(words.who)), Link{})
	add(v.T("privacy-notice.kept"), v.T(string(words.kept), "Count", h.Venue.KeepDays,
		"Date", gone), Link{})
	add(v.T("privacy-notice.rights"), v.T(string(words.rights)), Link{})
	add(v.T("privacy-notice.complain"), v.T("privacy-notice.complain-text"), Link{"imy.se", imy})
	return n
}
