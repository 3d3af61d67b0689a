package web

import (
	"net/url"
	"strings"
	"testing"
)

// TestNextStaysHere holds N-24.
func TestNextStaysHere(t *testing.T) {
	for _, own := range []string{"/", "/samrad/a?b=1#c", "/en/samrad", "/a//b", "/%C3%A5", "/a:b",
		"/a?u=https://x.example"} {
		if got := ownPath(own, "/no"); got != own {
			t.Errorf("%q was refused", own)
		}
	}
	for _, foreign := range foreignPaths {
		if got := ownPath(foreign, "/no"); got != "/no" {
			t.Errorf("%q was taken: %q", foreign, got)
		}
	}
}

var foreignPaths = []string{"", "samrad", "//evil.example", "///evil.example", `/\evil.example`,
	`\evil.example`,
	"https://evil.example", "javascript:alert(1)", "/%0d%0aLocation:x", "/\r\nX: y", "/\tevil",
	"/%09/evil.example",
	"/%5cevil.example", "/%2f/evil.example", "/\x00", "/\x7f", "/%zz", strings.Repeat("/a", 2000)}

func FuzzNext(f *testing.F) {
	for _, s := range foreignPaths {
		f.Add(s)
	}
	base, _ := url.Parse("https://insyn.example.se/samrad")
	f.Fuzz(func(t *testing.T, next string) {
		got := ownPath(next, "/no")
		// A browser reads a backslash as a slash and leaves out tabs and line ends.
		read := strings.NewReplacer(`\`, "/", "\t", "", "\r", "", "\n", "").Replace(got)
		u, err := base.Parse(read)
		if err != nil || u.Host != base.Host || u.Scheme != base.Scheme ||
			strings.ContainsAny(got, "\r\n") {
			t.Errorf("%q leads to %v", next, u)
		}
	})
}
