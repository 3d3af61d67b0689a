package web

import (
	"net/http"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
)

// apiSummary is what was said in a consultation as it is told, sentence by
// sentence with the views that each leads to.
type apiSummary struct {
	Final *apiTold  `json:"final,omitempty"` // missing before there is one
	Draft *apiDraft `json:"draft,omitempty"` // that was sent last to those who took part
}

// apiTold is a text that everybody can read.
type apiTold struct {
	Version   int              `json:"version"`
	Published time.Time        `json:"published"`
	Reason    string           `json:"reason,omitempty"`
	Sections  []apiToldSection `json:"sections"`
	URL       string           `json:"url"`
}

// apiToldSection is a section with its sentences.
type apiToldSection struct {
	apiSection
	Sentences []apiSentence `json:"sentences"`
}

// apiSentence is a sentence in Swedish.
type apiSentence struct {
	Number int     `json:"number"`
	Text   string  `json:"text"`
	Views  []int64 `json:"views"`
}

// apiDraft is a draft that can be objected to until a time.
type apiDraft struct {
	apiTold
	Until        time.Time `json:"until"`
	Reflected    []int64   `json:"reflected"`    // views that can be read, and that it leads to
	NotReflected []int64   `json:"notReflected"` // views that can be read, and that it does not
	Objections   []int64   `json:"objections"`   // that can be read, by their numbers among the views
	Waiting      int       `json:"waiting"`      // objections without an answer
}

// apiSummary gives the summary of a consultation, and the draft of it.
func (s *Server) apiSummary(r *http.Request) (any, error) {
	p, err := s.apiPublic(r)
	if err != nil {
		return nil, err
	}
	from(r).Until(p.SentDraft.Until)
	page := s.absolute(p.Venue.Path)
	var out apiSummary
	if final := lastOf(p.Versions, consult.Report); final.number > 0 {
		told := toTold(final, page+"#sammanfattning")
		out.Final = &told
	}
	if sent := lastOf(p.Versions, consult.SummaryDraft); sent.number > 0 {
		out.Draft = toDraft(toTold(sent, page+"/utkast"), p.SentDraft)
	}
	return out, nil
}

func toTold(e edition, address string) apiTold {
	told := apiTold{Version: e.number, Published: e.Published.UTC(), Reason: e.Reason, URL: address,
		Sections: each(e.Summary.Sections, func(x consult.Section) apiToldSection {
			return apiToldSection{apiSection{x.Question, toText(x.Heading), toText(x.Body)},
				[]apiSentence{}}
		})}
	for _, st := range e.Summary.Statements("sv") {
		section := &told.Sections[st.Section]
		section.Sentences = append(section.Sentences,
			apiSentence{st.Number, st.Text, append([]int64{}, st.Views...)})
	}
	return told
}

func toDraft(told apiTold, p act.SentDraft) *apiDraft {
	out := &apiDraft{apiTold: told, Until: p.Until.UTC(), Waiting: p.Waiting,
		Reflected: []int64{}, NotReflected: append([]int64{}, p.Coverage.Missing...),
		Objections: each(p.Objections, func(c consult.Copy) int64 { return c.Number })}
	for _, r := range p.Coverage.Views {
		if len(r.Statements) > 0 {
			out.Reflected = append(out.Reflected, r.Number)
		}
	}
	return out
}
