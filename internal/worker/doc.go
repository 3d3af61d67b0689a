// Package worker does what nobody waits for: it empties the outbox and runs
// the timetable.
//
// Mail lies in the outbox from the very transaction that decided on it, so
// none is lost: a message is claimed for a while, made, sent and marked. If the
// process dies between sending and marking, the claim runs out and the message
// is sent once more with the same Message-ID, so that a reader's program can
// tell. SMTP allows no better promise: never lost, and after a crash at most
// the sends in flight twice.
//
// Several processes can work on one database: a claim is exclusive.
package worker
