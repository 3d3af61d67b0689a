// Package document reads and writes papers: what a ministry has on its desk
// and what it sends out.
//
// A paper is a Document: a title, a language and blocks in reading order
// (headings, paragraphs, lists, tables), whose text is runs that may be links.
// That is all a letter needs, and all that survives the way from one format to
// another. The package knows nothing of consultations; it can be used for any
// paper.
//
// # Reading
//
// Text decodes plain text whatever it was saved as, Word reads .docx, Mail
// reads .eml and HTML reads a page. They are our own readers because what is
// read comes from strangers: an archive that unpacks to gigabytes, XML that
// declares entities, mail nested a thousand deep. Every reader has a limit on
// bytes, on depth and on what it hands out, refuses document type declarations
// outright, opens nothing but the bytes it was given, and takes time in
// proportion to them. Nothing is guessed away: text that is not valid UTF-8 is
// read as Windows-1252, in which every byte has a character.
//
// Document.Plain gives a document back as lines of text, with headings, items
// and links marked as people write them in plain text; what interprets a paper
// reads those lines and can point at them.
//
// # Writing
//
// WriteText, WriteWord and WritePDF set the same blocks as plain text wrapped
// at 72 characters, as Office Open XML and as PDF. The same document gives the
// same bytes on every run and every machine: no clock, no random identifier, no
// map order. A public body's papers must be readable by everybody, so Word
// files use real styles, lists and a language, and PDF files are tagged
// (PDF/UA-1): structure tree, embedded fonts, language, bookmarks, described
// links.
//
// Errors are of package fault: what is wrong with the file, and what to do.
package document
