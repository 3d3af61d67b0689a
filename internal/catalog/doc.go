// Package catalog holds the rules of the open-data catalogue: where it is
// harvested from, what a harvest may change, which of several descriptions of
// the same thing counts, and when an address is broken.
//
// # Harvest
//
// A Source is the one address at which an organisation publishes. What is
// found there, perhaps in several pages and sub-catalogues, is put together by
// a Gathering, under the rules of Sweden's national portal (DIGG, CC BY 4.0):
// one main catalogue, one level below it, sub-catalogues that are nothing but
// a name fetched from that name, and everything lifted to the main catalogue.
// Items makes of the whole one Item for each dataset, series and service: all
// that is said of it, in the same bytes however it was written.
//
// Decide compares the items with what is known and gives the Changes, or holds
// them for a person: a source that is suddenly empty, or from which more than a
// fifth has vanished, is seldom meant. What can be read is taken, what cannot
// is reported, and what was there before is kept until somebody knows better.
//
// # Identity
//
// A dataset is itself wherever it is found: by its UUID if it has one, else by
// its address. So it keeps its own page here when it moves from one source to
// another, and of two sources that describe it one wins, by a fixed order.
// What has vanished leaves a tombstone; nothing is overwritten.
//
// # Links
//
// A Link is an address that datasets promise something at. Its state follows
// from its probes alone. It is called broken only after three failures over two
// days, since most failures mend themselves, and a host that refuses robots has
// refused a robot, not a reader.
//
// All is values and functions. What fetches, what stores and what tells people
// is elsewhere; now is an argument.
package catalog
