package markup

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"insyn/internal/trial"
)

func TestWhatPeopleWrite(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"Hej *du* och **ni**.": "<p>Hej <em>du</em> och <strong>ni</strong>.</p>\n",
		"# Syfte":              "<h3>Syfte</h3>\n",
		"###### Djupt":         "<h6>Djupt</h6>\n",
		"3. tre\n4. fyra":      "<ol start=\"3\">\n<li>tre</li>\n<li>fyra</li>\n</ol>\n",
		"[a](https://example.se/?a=1&b=2)": `<p><a href="https://example.se/?a=1&amp;b=2" ` +
			`rel="nofollow">a</a></p>` + "\n",
		"[b](/om)":                   `<p><a href="/om" rel="nofollow">b</a></p>` + "\n",
		"[c](mailto:a@example.se)":   `<p><a href="mailto:a@example.se" rel="nofollow">c</a></p>` + "\n",
		"![bild](https://x.example)": "<p></p>\n",
		"ett < två & tre":            "<p>ett &lt; två &amp; tre</p>\n",
	} {
		if got := string(HTML(in)); got != want {
			t.Errorf("HTML(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

// hostile is written to make a page do something: each line has been an
// advisory against some reader of Markdown, or is a way round a filter.
var hostile = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg/onload=alert(1)>`,
	`[a](javascript:alert(1))`, `[a](JaVaScRiPt:alert(1))`, `[a](javascript&colon;alert(1))`,
	`[a](java&Tab;script:alert(1))`, "[a](java\tscript:alert(1))", "[a](<java\nscript:alert(1)>)",
	`[a](&#106;avascript:alert(1))`, `[a](\javascript:alert(1))`, `[a](vbscript:x)`,
	`[a](data:text/html;base64,PHNjcmlwdD4=)`, `[a](file:///etc/passwd)`, "[a](\x01javascript:x)",
	`<javascript:alert(1)>`, `<data:text/html,x>`, `[a]: javascript:alert(1)` + "\n\n[a]",
	`[x](https://e.example "a\" onmouseover=\"alert(1)")`, `![x](x "onerror=alert(1)")`,
	"# x {#body onclick=alert(1)}", "``` \" onclick=alert(1)\nx\n```", "```js onload=x\nx\n```",
	`<a href="javascript:x">y</a>`, `<style>*{}</style>`, `<iframe src=//e.example>`,
	`<base href=//e.example>`, `<form action=x><input name=token>`, `<!--><script>x</script>-->`,
	`<p style="position:fixed">`, `<math><mtext></mtext><script>x</script></math>`,
	"a\u2028<script>x</script>", "\x00<script>", `[a](http://e.example/%0d%0aSet-Cookie:x)`,
	`[a](https:javascript:alert(1))`, `[a](//javascript:alert(1))`, `*<b onclick=x>*`,
	`<x-a id=top name=top class=button>`, `[a](mailto:x?body=%0ABcc:y)`,
}

func TestN05HostileMarkupIsHarmless(t *testing.T) {
	for _, in := range hostile {
		for _, out := range []string{string(HTML(in)), string(Inline(in)), string(HTML("> " + in)),
			string(HTML("- a\n- " + in)), string(HTML(Escape(in)))} {
			harmless(t, in, out)
		}
	}
}

var (
	elements = map[string]bool{"p": true, "br": true, "em": true, "strong": true, "ul": true,
		"ol": true, "li": true, "blockquote": true, "h3": true, "h4": true, "h5": true,
		"h6": true, "code": true, "pre": true, "hr": true, "a": true}
	attributes = map[string]*regexp.Regexp{
		"href":  regexp.MustCompile(`(?i)^(https?:|mailto:|[^a-z]|[a-z0-9+.-]*([^a-z0-9+.:-]|$))`),
		"rel":   regexp.MustCompile(`^nofollow$`),
		"start": regexp.MustCompile(`^[0-9]+$`),
	}
	// ignored is what a browser leaves out before it looks for a scheme.
	ignored = regexp.MustCompile(`^[\x00-\x20]+|[\t\r\n]`)
)

// harmless reads out as a browser would and fails on anything but the small
// set of elements and attributes.
func harmless(t *testing.T, in, out string) {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(out))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return
		}
		token := tokens.Token()
		switch kind {
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%q gave %q", in, out)
		case html.StartTagToken, html.SelfClosingTagToken:
			if !elements[token.Data] {
				t.Errorf("%q gave the element %s: %q", in, token.Data, out)
			}
		}
		for _, a := range token.Attr {
			if form := attributes[a.Key]; form == nil ||
				!form.MatchString(ignored.ReplaceAllString(a.Val, "")) {
				t.Errorf("%q gave the attribute %s=%q", in, a.Key, a.Val)
			}
		}
	}
}

func TestInline(t *testing.T) {
	for in, want := range map[string]string{
		"Läs *mer*.": "Läs <em>mer</em>.",
		"a\n\nb":     "<p>a</p>\n<p>b</p>",
		"- a":        "<ul>\n<li>a</li>\n</ul>",
	} {
		if got := string(Inline(in)); got != want {
			t.Errorf("Inline(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestEscapedTextReadsAsItself(t *testing.T) {
	for _, in := range append([]string{"Åsa *Öst* <asa@example.se>", "1. ett", "- två", "# tre",
		"a_b_c", "`kod`", "[x](y)", `\`, "a & b &amp; c"}, hostile...) {
		want := strings.Join(strings.Fields(strings.ReplaceAll(in, "\x00", "\ufffd")), " ")
		if got := Text(Escape(in)); got != want {
			t.Errorf("%q came back as %q", want, got)
		}
	}
}

func TestText(t *testing.T) {
	got := Text("# Syfte\n\nVi *lyssnar* & [svarar](https://example.se).\n\n- ett\n- två")
	if want := "Syfte\n\nVi lyssnar & svarar.\n\nett\n\ntvå"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Deep nesting must neither exhaust the stack nor the patience. How long each
// takes is told and not judged: the longest is under a second without the race
// detector, which gets less to read.
func TestDeepNestingEnds(t *testing.T) {
	size := Longest - 1
	if trial.Race {
		size /= 8
	}
	for _, unit := range []string{">", "> ", "- ", "* ", "[", "![", "*a **a ", "_", "`", "<", "&", "\\",
		"[a](", "]", "<!--", "1. ", "\t", "a\n===\n", "[a]: x\n", "***", "~", "((", "[[a]"} {
		start := time.Now()
		HTML(strings.Repeat(unit, size/len(unit)) + "x") // a stack too deep would end the process
		t.Logf("%q %s", unit, time.Since(start))
	}
	if got := HTML(strings.Repeat("a", Longest+1)); len(got) != Longest+1+len("<p></p>") {
		t.Error("a text over the limit is not shown as it stands")
	}
}

func FuzzHTML(f *testing.F) {
	for _, in := range hostile {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		harmless(t, in, string(HTML(in)))
		harmless(t, in, string(HTML(Escape(in))))
	})
}
