// Package depot keeps files that are too large for the database in a
// directory that all processes share.
//
// A file that is stored is named by the SHA-256 of its bytes, so that it is
// what its name says or it is not there: it is written beside its place,
// brought to disk and only then given its name, and nobody changes it
// afterwards. A crash leaves at most a file without a name, which Sweep takes
// away.
//
// A file that is held is different: somebody's upload, which may have persons
// in it, waits under a name of its own until it has been dealt with, and is
// then released. Only the owner of the directory can read either kind.
package depot
