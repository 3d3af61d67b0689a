package web

import (
	"net/http"
	"slices"
	"strings"

	"insyn/internal/act"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// guidePath is where one reads how to report misconduct, elsewhere.
const guidePath = act.GuidePath

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
	More     ChannelNames
}

// ChannelNames are channels of which only the name is known.
type ChannelNames struct {
	Links   []Link // to whose they are
	Sources []Link
	Read    string // when the sources were read
	Check   Chip
}

// A ChannelCard tells of a channel.
type ChannelCard struct {
	Name  string
	Facts []Fact
	Lacks string // what was not checked
	Leave Link   // leaves Insyn
	Site  Link   // of whose it is, where that is not the source
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
		group := ChannelGroup{ID: kind, Title: v.T(string(guideWords[kind][0])),
			Choice: v.T(string(guideWords[kind][1]))}
		for _, c := range integrity.Channels() {
			switch {
			case c.Kind != kind:
			case c.Bare():
				v.addName(&group.More, c)
			default:
				group.Channels = append(group.Channels, v.channelCard(c))
			}
		}
		page.Groups = append(page.Groups, group)
	}
	return page
}

// channelCard tells what is known of a channel, and apart from that what is not.
func (v *visit) channelCard(c integrity.Channel) ChannelCard {
	card := ChannelCard{Name: v.saying(c.Name).Text, Leave: v.sourceLink(c), Check: v.staleChip(c)}
	var lacks []string
	for _, fact := range []struct {
		term string
		text integrity.Text
	}{{v.T("guide.area"), c.Area}, {v.T("guide.forms"), c.Forms}, {v.T("guide.anonymity"), c.Anonymity}} {
		if fact.text == (integrity.Text{}) {
			lacks = append(lacks, strings.ToLower(fact.term))
			continue
		}
		card.Facts = append(card.Facts, Fact{Term: fact.term, Text: v.saying(fact.text).Text})
	}
	card.Facts = append(card.Facts, Fact{Term: v.T("guide.checked"), Text: v.someDate(c.Checked)})
	if len(lacks) > 0 {
		card.Lacks = v.T("guide.lacks", "What", strings.Join(lacks, ", "))
	}
	if c.Site != "" {
		card.Site = Link{v.T("guide.site", "Address", c.Site), c.Site}
	}
	return card
}

// addName adds a channel of which only the name is known.
func (v *visit) addName(names *ChannelNames, c integrity.Channel) {
	names.Links = append(names.Links, Link{v.saying(c.Name).Text, c.Site})
	slices.SortStableFunc(names.Links, func(a, b Link) int { return v.Compare(a.Text, b.Text) })
	if source := v.sourceLink(c); c.Source != c.Site && !slices.Contains(names.Sources, source) {
		names.Sources = append(names.Sources, source)
	}
	names.Read = v.someDate(c.Checked)
	if chip := v.staleChip(c); chip.Text != "" {
		names.Check = chip
	}
}

// sourceLink leads to where what is said of a channel can be read.
func (v *visit) sourceLink(c integrity.Channel) Link {
	return Link{v.T("guide.source", "Address", c.Source), c.Source}
}

// staleChip says that what is told of a channel has to be checked again, if it has.
func (v *visit) staleChip(c integrity.Channel) (chip Chip) {
	if c.Stale(v.Now.In(lang.Stockholm)) {
		chip = Chip{Tone: Late, Icon: "warn", Text: v.T("guide.stale")}
	}
	return chip
}
