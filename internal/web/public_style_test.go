package web

import "testing"

func TestThinStyleMeansTheSame(t *testing.T) {
	for long, want := range map[string]string{
		"/* why */\n@layer a, b;\n\n  a { color: red; }\n":   "@layer a,b;a{color:red}",
		".demo :focus-visible , p { margin: 0 auto; }":       ".demo :focus-visible,p{margin:0 auto}",
		"p::after { content: \" (\" attr(href) \")\"; }":     "p::after{content:\" (\" attr(href) \")\"}",
		"@media (min-width: 40rem) { a{b:calc(1px + 2px)} }": "@media (min-width:40rem){a{b:calc(1px + 2px)}}",
		".a > .b + .c { width: 1px }":                        ".a > .b + .c{width:1px}",
	} {
		if got := string(thin([]byte(long))); got != want {
			t.Errorf("%q became %q, want %q", long, got, want)
		}
	}
}
