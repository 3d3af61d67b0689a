package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	robotsBytes = 500 << 10      // RFC 9309, 2.5: at least so much is read
	robotsRules = 10_000         // more are no rules but an attack
	robotsHold  = 24 * time.Hour // RFC 9309, 2.4
)

// robots is what a robots.txt says to us.
type robots struct {
	rules []robotRule
	read  time.Time
}

// A robotRule allows or forbids paths by a pattern.
type robotRule struct {
	pattern string
	allow   bool
}

// welcome asks the host's robots.txt whether an address may be asked for. A
// host without the file welcomes all. One that fails to give it has made no
// wish known; the request that follows will show what ails it, and a fault of
// the file alone must not pass for one of the address.
func (c *Client) welcome(ctx context.Context, u *url.URL, b *Budget) error {
	rules := c.hosts.robots(u.Host)
	if rules == nil {
		var err error
		if rules, err = c.robots(ctx, u, b); err != nil {
			return err
		}
		c.hosts.keep(u.Host, rules)
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !rules.allow(or(path, "/")) {
		return failed(Robots, u.Hostname(), nil)
	}
	return nil
}

// robots fetches the file. That nobody answers is told as it is, for then
// nobody answers at the address either.
func (c *Client) robots(ctx context.Context, u *url.URL, b *Budget) (*robots, error) {
	at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	answer, err := c.Do(ctx, Request{Address: at.String(), MostHops: 5, MostBytes: robotsBytes,
		Beginning: true, Deadline: 20 * time.Second, Budget: b})
	switch ReasonOf(err) {
	case "":
	case BadRedirect, Redirects, TooLarge, Garbled, Inward, BadAddress, BadScheme, BadPort:
		return &robots{read: time.Now()}, nil
	default:
		return nil, err
	}
	if answer.Status != http.StatusOK {
		return &robots{read: time.Now()}, nil
	}
	name, _, _ := strings.Cut(c.options.Agent, "/")
	return &robots{parseRobots(string(answer.Body), name), time.Now()}, nil
}

// robots gives what is known of a host, unless it is old.
func (h *hosts) robots(name string) *robots {
	one := h.take(name)
	defer h.give(one)
	h.mu.Lock()
	defer h.mu.Unlock()
	if one.robot == nil || time.Since(one.robot.read) > robotsHold {
		return nil
	}
	return one.robot
}

// keep remembers what a host's robots.txt says.
func (h *hosts) keep(name string, r *robots) {
	one := h.take(name)
	defer h.give(one)
	h.mu.Lock()
	one.robot = r
	h.mu.Unlock()
}

// parseRobots reads the rules for the robot of a name: those of the groups
// that name it, else those for everybody. RFC 9309.
func parseRobots(text, name string) []robotRule {
	var own, all []robotRule
	named := false         // some group is for us
	var forUs, forAll bool // whom the present group is for
	startsAnew := true     // the next user-agent begins a group
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		key, value, ok := robotLine(line)
		switch {
		case !ok:
		case key == "user-agent":
			if startsAnew {
				forUs, forAll, startsAnew = false, false, false
			}
			forAll = forAll || value == "*"
			if strings.EqualFold(robotName(value), robotName(name)) && robotName(name) != "" {
				forUs, named = true, true
			}
		case key == "allow", key == "disallow":
			startsAnew = true
			rule := robotRule{escaped(value), key == "allow"}
			if value == "" || len(own)+len(all) >= robotsRules {
				continue
			}
			if forUs {
				own = append(own, rule)
			}
			if forAll {
				all = append(all, rule)
			}
		}
	}
	if named {
		return own
	}
	return all
}

// robotLine takes a line apart.
func robotLine(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ok
}

// robotName gives the letters with which a product token begins.
func robotName(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// escaped writes what is not ASCII in a pattern as it stands in an address.
func escaped(pattern string) string {
	var b strings.Builder
	for i := range len(pattern) {
		if ch := pattern[i]; ch > 0x20 && ch < 0x7f {
			b.WriteByte(ch)
		} else {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[ch>>4], digits[ch&15]})
		}
	}
	return b.String()
}

// allow tells whether a path is welcome: the longest pattern that matches
// decides, and in doubt the kinder one.
func (r *robots) allow(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	longest, allowed := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if n < longest || n == longest && !rule.allow || !robotMatch(rule.pattern, path) {
			continue
		}
		longest, allowed = n, rule.allow
	}
	return allowed
}

// robotMatch tells whether a path begins as a pattern says, in which *
// stands for any text and $ at the end for the end. Each star takes the
// shortest text that serves, so the time is linear in both for each star.
func robotMatch(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	parts = parts[1:]
	for i, part := range parts {
		if whole && i == len(parts)-1 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}
