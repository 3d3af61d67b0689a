package fetch

import "testing"

func TestRobots(t *testing.T) {
	const text = "# rules\nUser-agent: other\nDisallow: /\n\nUser-Agent: insyn\nuser-agent: friend\n" +
		"Disallow: /a\nAllow: /a/b\nDisallow: /*.csv$\nDisallow: /å\n\nUser-agent: *\nDisallow: /zone\n"
	for name, rows := range map[string]map[string]bool{
		"Insyn/1.0": {"/": true, "/a": false, "/ab": false, "/a/b/c": true, "/x.csv": false,
			"/x.csv?y": true, "/zone": true, "/%C3%A5": false, "/robots.txt": true},
		"nobody": {"/a": true, "/zone/x": false},
		"other":  {"/": false, "/robots.txt": true},
	} {
		r := &robots{rules: parseRobots(text, name)}
		for path, want := range rows {
			if got := r.allow(path); got != want {
				t.Errorf("%s at %s: %v", name, path, got)
			}
		}
	}
}

func TestRobotsPatterns(t *testing.T) {
	for _, row := range []struct {
		pattern, path string
		want          bool
	}{
		{"/", "/x", true}, {"/x$", "/x", true}, {"/x$", "/xy", false}, {"/*b*d", "/abcd", true},
		{"/*d*b", "/abcd", false}, {"*$", "/", true}, {"/a*a$", "/a", false},
		{"/a*a$", "/axa", true},
		{"/*/x", "/a/b/x/y", true}, {"$", "/", false},
	} {
		if got := robotMatch(row.pattern, row.path); got != row.want {
			t.Errorf("%q on %q: %v", row.pattern, row.path, got)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /\n", "/axb")
	f.Add("\ufeffUSER-AGENT:insyn\rdisallow:/\n#", "/")
	f.Fuzz(func(t *testing.T, text, path string) {
		rules := parseRobots(text, "Insyn/1.0")
		if len(rules) > robotsRules {
			t.Fatalf("%d rules", len(rules))
		}
		r := &robots{rules: rules}
		if first := r.allow(path); r.allow(path) != first || !r.allow("/robots.txt") {
			t.Fatal("the answer changes")
		}
	})
}
