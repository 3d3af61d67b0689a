package document

import (
	"testing"

	"insyn/internal/trial"
)

func TestHTML(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"page": {`<!doctype html><html lang="sv"><head><title>Samråd &amp; möte</title><style>p{}</style></head>
			<body><h1>Samråd</h1><script>alert(1)</script><p>Plan: <a href="https://example.se/">h&auml;r</a>.
			<ul><li>Ett<li>Två<ol><li>a</ol></ul></body></html>`,
			"# Samråd\n\nPlan: [här](https://example.se/).\n\n- Ett\n- Två\n  1. a\n"},
		"line breaks":  {`Tid: 13<br>Plats:   Salen<br/>`, "Tid: 13\nPlats: Salen\n"},
		"facts":        {`<table><tr><th>Tid<td>x</table>`, "x\n"},
		"closed cells": {`<table><tr><th>Tid</th><td>kl. 13</td></tr></table>`, "Tid: kl. 13\n"},
		"frame":        {`<table><tr><td><p>Ett</p><p>Två</p></td></tr></table>`, "Ett\n\nTvå\n"},
		"space":        {"<p>a <b> b</b>\n c</p>", "a b c\n"},
		"preformatted": {"<pre>a\n  b</pre>", "a\n  b\n"},
		"no body tag":  {"<head><title>x</title><body>y", "y\n"},
	} {
		d, err := HTML(c.page)
		if got := d.Plain(); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestHTMLKnowsTitleAndLanguage(t *testing.T) {
	d, err := HTML(`<html lang=en><head><title>Meeting &amp; more</title></head><body>x`)
	if err != nil || d.Title != "Meeting & more" || d.Language != "en" {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestHTMLTakesLinearTime reads what is hard for parsers that build a tree.
func TestHTMLTakesLinearTime(t *testing.T) {
	for _, piece := range []string{"<div>", "<ul><li>", "<table><tr><td>", "<b><a href=x>a", "&", "<!--",
		"<h1>a</h2>"} {
		trial.Linear(t, piece, 4<<20, func(text string) {
			if _, err := HTML(text); err != nil {
				t.Errorf("%q: %v", piece, err)
			}
		})
	}
}

func FuzzHTML(f *testing.F) {
	f.Add(`<h1>a</h1><p>b<table><tr><td>c</table><ul><li>d`)
	f.Add(`<title>a<pre>b</title></pre>&#0;&auml`)
	f.Fuzz(func(t *testing.T, page string) {
		d, err := HTML(page)
		if err == nil {
			written(t, d)
		}
	})
}
