package consult

import (
	"regexp"
	"strings"
)

var (
	markedLink = regexp.MustCompile(`\[([^\[\]]+)\]\(([^()\s]*)\)`)
	bareLink   = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>"'\]\[]+`)
	mailbox    = regexp.MustCompile(`(?i)[a-z0-9åäöéü._%+-]+@[a-z0-9åäö-]+(?:\.[a-zåäö0-9-]+)*\.[a-z]{2,24}`)
	telephone  = regexp.MustCompile(`(?:\+46|\b0)[\s-]*\(?0?\)?\d{1,3}[\s-]+(?:\d{2,3}[\s-]?){2,3}\d{0,2}`)
)

// links gathers links, addresses and telephone numbers of the whole text.
func (r *reader) links() {
	seen := map[string]bool{}
	for _, l := range r.lines {
		for _, link := range linksIn(l) {
			r.Links = append(r.Links, link)
			if joinsMeeting(link.URL) && r.Join.URL == "" {
				r.Join = link
				r.use(link.Span)
			}
		}
		if strings.Contains(l.raw, "@") {
			for _, a := range mailbox.FindAllString(l.raw, 200) {
				if !seen[strings.ToLower(a)] && len(r.Addresses) < 200 {
					seen[strings.ToLower(a)] = true
					r.Addresses = append(r.Addresses, l.quote(a))
				}
			}
		}
		if strings.ContainsAny(l.raw, "0+") {
			for _, p := range telephone.FindAllString(l.raw, 3) {
				if p = strings.TrimSpace(p); digits(p) >= 8 && len(r.Phones) < 200 {
					r.Phones = append(r.Phones, l.quote(p))
				}
			}
		}
	}
}

func digits(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// linksIn finds the links of a line: "[words](address)", and bare addresses.
// An address that leads nowhere is given as "".
func linksIn(l line) []ReadLink {
	var found []ReadLink
	rest := l.raw
	if strings.Contains(rest, "](") {
		for _, m := range markedLink.FindAllStringSubmatch(rest, -1) {
			found = append(found, ReadLink{Words: fold(m[1]), URL: leads(m[2]),
				Quote: l.quote(l.raw)})
		}
		rest = markedLink.ReplaceAllString(rest, " ")
	}
	if strings.Contains(rest, "://") || has(l.lower, "www.") {
		for _, address := range bareLink.FindAllString(rest, -1) {
			address = strings.TrimRight(address, ".,;:!?)")
			found = append(found, ReadLink{URL: address, Quote: l.quote(l.raw)})
		}
	}
	return found
}

// joinAddresses is what the addresses of online meetings contain.
var joinAddresses = []string{"teams.microsoft.com/", "teams.live.com/", "zoom.us/",
	"meet.google.com/", "webex.com/", "meet.jit.si/", "join.skype.com/", "meet.lync.com/",
	"whereby.com/", "gotomeet", "bluejeans.com/", "meet.sunet.se/", "/meetup-join/",
	"bigbluebutton", "/b/join"}

// joinsMeeting tells whether an address opens an online meeting.
func joinsMeeting(address string) bool {
	return has(strings.ToLower(address), joinAddresses...)
}

// leads gives an address, or "" for what leads nowhere: "#", "about:blank".
func leads(address string) string {
	address = strings.TrimSpace(address)
	if strings.HasPrefix(address, "#") || strings.HasPrefix(strings.ToLower(address), "about:") {
		return ""
	}
	return address
}

// web tells whether an address leads to a page.
func web(address string) bool {
	lower := strings.ToLower(address)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") ||
		strings.HasPrefix(lower, "www.")
}

// addressIn gives the first e-mail address of a line, or its first web address.
func addressIn(l line) Quote {
	if a := mailbox.FindString(l.raw); a != "" {
		return l.quote(a)
	}
	for _, link := range linksIn(l) {
		if web(link.URL) && !joinsMeeting(link.URL) {
			return l.quote(link.URL)
		}
	}
	return Quote{}
}
