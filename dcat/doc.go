// Package dcat checks catalogues of open data against the Swedish and the
// European profile of DCAT, scores them, and makes of a catalogue that obeys
// Sweden one that obeys Europe.
//
// # Rules
//
// What the profiles ask for stands in the tables of the folder tables, one row
// for each property of each class: DCAT-AP-SE 3.0.1, DCAT-AP 3.0.1 with its
// recommendations, and DCAT-AP HVD 3.0.0 for high-value datasets. The tables
// are written for people to read and check; tests hold them equal to the
// published profile of Sweden (by DIGG, CC BY 4.0) and to the published shapes
// of the EU. A table is compiled to SHACL shapes, and these run in package
// shacl like any others. What no shape can say, such as that publisher and
// contact point must differ, is in Go.
//
// # Two verdicts
//
// The profiles contradict each other: Sweden wants dcterms:format to be text,
// Europe forbids it. A catalogue cannot obey both, and its publisher should
// know. So Check gives a Verdict for each profile, side by side, and Findings
// that say by which profile, on which line, what is there and what to write
// instead. Codes are stable and texts English; other languages are the
// business of whoever shows them.
//
// # Europe
//
// Export rewrites a catalogue so that Europe accepts it, and lists every
// change; nothing is lost, and Restore takes the changes back. Score computes
// the 405 points of the EU's Metadata Quality Assessment with the evidence for
// each, and the 375 of DIGG's variant.
package dcat
