// Package verify checks the public record of a site from the outside, without
// trusting the site: receipts that people keep, pages that show what was
// published, and that the record has only grown.
//
// It believes one thing, a public key: the one that is given, the one that was
// seen before, or, the first time, the one that the site shows; then it says
// so. From there everything is computed here: signatures, who handed over to
// which key, the place of each entry in the tree, the tree against the one that
// was seen last time, and the content against its hash. What was seen is kept
// in a State, a small file.
package verify
