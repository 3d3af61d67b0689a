// Package record is the arithmetic of the public record: what is written in
// it, how it is signed, and how anybody checks it without trusting who keeps it.
//
// # What is in it
//
// Each act that belongs in the record (a version published, a view received,
// an answer given) makes a Statement: what was done, to what, when, the hash
// of the content, and a salt that is random. The entry in the log is the hash
// of that text and nothing else. Who holds the statement can prove it; who
// holds only the log learns nothing. When the salt and the content are erased,
// the entry that remains says nothing about anybody, so that erasure stays
// lawful while the log stays whole.
//
// # How it grows
//
// The entries are the leaves of a Merkle tree (RFC 6962; the arithmetic is
// tlog's of golang.org/x/mod). It only grows. A Checkpoint is its size and root
// hash, signed; two checkpoints of a log that only grew are connected by a
// consistency proof, and two of a log that was rewritten are evidence against
// whoever signed both. The tree is kept and published as tiles of 256 hashes.
// The forms are those of C2SP: tlog-checkpoint, tlog-tiles, tlog-proof and
// tlog-cosignature, so that foreign tools read this log.
//
// # Keys
//
// A log has one key at a time. When it is replaced, the old key signs the new
// one (Succession), so that who trusts an old key can follow to the one in
// use. Witnesses are others who saw the log grow and sign its checkpoints.
//
// Everything here is values and functions. Where tiles lie is the caller's
// affair: a function reads them, from a database or from the web.
package record
