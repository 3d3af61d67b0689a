// Package store keeps everything that Insyn must not forget, in SQLite or in
// PostgreSQL. It is the only package with SQL.
//
// # One text, two engines
//
// Every statement is written once, in PostgreSQL's spelling, beside the
// function that scans its rows. What the two engines do not agree on is the
// dialect: a handful of members. Logic never lives in SQL; the rules are
// values and functions in account and consult, and a statement only fetches
// or puts away. Request alone chooses what it writes and mails, by what a rule
// gives way to, so that nothing outside learns who is known.
//
// # Transactions
//
// Everything happens inside Write, Bookkeep or Read. A Write names the
// aggregate it changes ("consultation/…", "person/…"): writers of the same
// aggregate come one after another on both engines, so that a rule which was
// asked inside the transaction still holds when it is committed. SQLite has
// one write connection. PostgreSQL takes an advisory lock as a transaction
// begins, or before where it has to wait for it, and runs it SERIALIZABLE,
// again where the engine asks for it; the function given to Write may therefore
// run more than once and must touch only its Tx and its own results. A Write
// must not start another: on SQLite it would wait for itself.
//
// A statement that failed fails the whole transaction on both engines,
// whatever its caller makes of the error: look first, then change. PostgreSQL
// is told of a change together with what comes after it, so that the failure
// may come from a later call, or from the commit.
//
// What changes people's affairs must be told to the audit log in the same
// transaction, or Write refuses to commit (ErrUnaudited). The program's own
// bookkeeping (sessions, outbox, jobs) goes through Bookkeep.
//
// # Time, order, identity
//
// Time is fixed-width UTC text in SQLite and timestamptz in PostgreSQL, to the
// microsecond; a zero time is null. Tx.Now is the time of the transaction, and
// no statement asks the engine for its clock. Order is a number given in the
// transaction. IDs are made here (NewID), so that rows can move between
// engines unchanged: Copy does that and proves it by hashes.
//
// # Failure
//
// What is deleted leaves the files too (secure_delete, Tidy), and Backup copies
// what is there at one moment while others write. Check finds what cannot be
// right, CheckBackup what is no longer as it was made.
//
// What is not there is fault.NotFound, what somebody else was first with is
// fault.Conflict, and an engine that does not answer, or whose disk is full,
// is fault.Unavailable: then nothing of the transaction has happened. The
// exception has a message of its own (store.unsure): the connection went while
// the engine committed, and whether it did is for the caller to look at.
package store
