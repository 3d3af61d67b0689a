// Package purchase says how a public body publishes what it bought.
//
// A Delivery is the ledger of a period, a month or a year, of one body. It is
// uploaded, read, masked and looked at; then somebody decides, and where the
// body wants four eyes, somebody else than who brought it or masked it. What has
// been published is never changed: a period is delivered again, with a reason, and
// the later delivery takes the place of the earlier, which stays to be
// compared with. How far a delivery has come is computed from what has
// happened to it (State), and nobody types it.
//
// Months and years of one body may not overlap, for else rows would be counted
// twice (Fits).
//
// A natural person is never listed: Listed tells which suppliers may stand in
// a list, have a page and be found.
package purchase
