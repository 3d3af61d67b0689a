package web

import (
	"net/http"

	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// guidePath is where one reads how to report misconduct, elsewhere.
const guidePath = "/integritet/larma"

// ChannelsPage tells where to report. It takes nothing itself: it has no form,
// sets no cookie and leaves no line in the log.
type ChannelsPage struct {
	Page
	Groups []ChannelGroup
}

// A ChannelGroup is the channels of a kind. The choice among them is a link
// within the page, which no server sees.
type ChannelGroup struct {
	ID       string
	Choice   string // in the words of who has to choose
	Title    string
	Channels []ChannelCard
}

// A ChannelCard tells of a channel.
type ChannelCard struct {
	Name  string
	Facts []Fact
	Leave Link // leaves Insyn
	Check Chip
}

// guideWords says of each kind what it is, and when to choose it.
var guideWords = map[string][2]lang.Key{
	"internal": {lang.Key("guide.internal"), lang.Key("guide.internal-choice")},
	"external": {lang.Key("guide.external"), lang.Key("guide.external-choice")},
	"press":    {lang.Key("guide.press"), lang.Key("guide.press-choice")},
	"police":   {lang.Key("guide.police"), lang.Key("guide.police-choice")},
	"support":  {lang.Key("guide.support"), lang.Key("guide.support-choice")},
}

// channels shows the guide. Other sites are not told that a reader came from here.
func (s *Server) channels(w http.ResponseWriter, r *http.Request) error {
	w.Header()["Referrer-Policy"] = []string{"no-referrer"}
	v := from(r)
	page := s.page(r, v.T("guide.title"))
	page.Description = v.T("guide.lead")
	return s.render(w, r, http.StatusOK, "channels", v.channelsPage(page))
}

// channelsPage makes the guide, without what other pages have to fill in.
func (v *visit) channelsPage(p Page) ChannelsPage {
	p.Seeks, p.Demo, p.Styles = true, nil, integritySheet
	page := ChannelsPage{Page: p}
	for _, kind := range integrity.ChannelKinds() {
		group := ChannelGroup{ID: kind, Title: v.T(string(guideWords[kind][0])), Choice: v.T(string(guideWords[kind][1]))}
		for _, c := range integrity.Channels() {
			if c.Kind == kind {
				group.Channels = append(group.Channels, v.channelCard(c))
			}
		}
		page.Groups = append(page.Groups, group)
	}
	return page
}

func (v *visit) channelCard(c integrity.Channel) ChannelCard {
	source := Link{v.T("guide.source", "Address", c.Source), c.Source}
	card := ChannelCard{Name: v.saying(c.Name).Text, Leave: source, Facts: []Fact{
		{Term: v.T("guide.area"), Text: v.saying(c.Area).Text},
		{Term: v.T("guide.forms"), Text: v.saying(c.Forms).Text},
		{Term: v.T("guide.anonymity"), Text: v.saying(c.Anonymity).Text},
		{Term: v.T("guide.checked"), Text: v.someDate(c.Checked)}}}
	if c.Stale(v.Now.In(lang.Stockholm)) {
		card.Check = Chip{Tone: Late, Icon: "warn", Text: v.T("guide.stale")}
	}
	return card
}
