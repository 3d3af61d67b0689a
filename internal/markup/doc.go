// Package markup turns what people write into HTML that is safe to show.
//
// People write a small part of Markdown: paragraphs, emphasis, lists, quotes,
// links, headings and code. Raw HTML is not HTML here, it is text. What comes
// out of the Markdown reader passes an allowlist of elements and of three
// schemes for links (http, https, mailto) before it is called template.HTML.
//
// This is the only package that may make a template.HTML, and markup.go the
// only file: a test reads the source and fails on any other, and on
// template.JS, template.URL and their kin anywhere at all.
package markup
