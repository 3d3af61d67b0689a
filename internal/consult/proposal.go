package consult

import (
	"strings"

	"insyn/internal/fault"
)

// AProposal is a view that says what hinders, whom it concerns, and what should
// be done. It is a view in all else: read before it is published, and answered.
const AProposal Sort = "proposal"

// A Proposal is what somebody fills in who proposes something.
type Proposal struct {
	Problem  string // what hinders
	Concerns string // whom it concerns: roles and groups, no names
	Measure  string // what should be done
}

// proposalHeads are the headings of the parts in the text of a proposal.
var proposalHeads = map[string][3]string{
	"sv": {"Vad hindrar:", "Vem det gäller:", "Vad som bör göras:"},
	"en": {"What hinders:", "Whom it concerns:", "What should be done:"},
}

// Text writes p as one text, with headings in a language. A line that an
// author wrote like a heading loses its colon, so that ProposalOf finds the parts.
func (p Proposal) Text(language string) string {
	heads, known := proposalHeads[language]
	if !known {
		heads = proposalHeads["sv"]
	}
	var b strings.Builder
	for i, part := range []string{p.Problem, p.Concerns, p.Measure} {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(heads[i] + "\n" + unheaded(prose(part)))
	}
	return b.String()
}

// unheaded takes the colon off lines that look like a heading.
func unheaded(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		for _, heads := range proposalHeads {
			for _, h := range heads {
				if line == h {
					lines[i] = strings.TrimSuffix(line, ":")
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

// ProposalOf finds the parts in the text of a proposal; false where it has none.
func ProposalOf(text string) (p Proposal, ok bool) {
	for _, heads := range proposalHeads {
		rest, found := strings.CutPrefix(text, heads[0]+"\n")
		if !found {
			continue
		}
		problem, rest, first := strings.Cut("\n"+rest, "\n"+heads[1]+"\n")
		concerns, measure, second := strings.Cut("\n"+rest, "\n"+heads[2]+"\n")
		if second = second || strings.HasSuffix("\n"+rest, "\n"+heads[2]); first && second {
			concerns = strings.TrimSuffix("\n"+concerns, "\n"+heads[2])
			return Proposal{prose(problem), prose(concerns), prose(measure)}, true
		}
	}
	return p, false
}

// check tells which parts are missing.
func (p Proposal) check() []*fault.Error {
	return []*fault.Error{
		length("problem", p.Problem, 1, MaxView/4, "proposal.problem-missing"),
		length("concerns", p.Concerns, 1, MaxView/4, "proposal.concerns-missing"),
		length("measure", p.Measure, 1, MaxView/4, "proposal.measure-missing")}
}

// proposed tells what is missing in the text of a proposal; nothing of other views.
func (f ViewForm) proposed() []*fault.Error {
	if f.Sort != AProposal {
		return nil
	}
	p, _ := ProposalOf(f.Text)
	return p.check()
}
