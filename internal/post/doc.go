// Package post carries letters out of the house: to an SMTP server, or, where
// there is none, into a folder of drafts that an officer opens and sends from
// the mail program. It also tells whether what is sent will be believed:
// SPF, DKIM, DMARC and the alignment of the addresses.
//
// SMTP cannot promise exactly once. What is promised instead: Deliver returns
// nil only after the server has taken the message; every failure says whether
// trying again can help and whether it was the message or the server that
// failed; and the bytes and the Message-ID of a second try are those of the
// first. The queue that holds letters until they are delivered lives in the
// store and the worker; post gives it the pure pieces, Backoff and Failure.
//
// Nothing here logs. Errors carry the step and the server's codes; addresses
// in the server's words are blotted out, because errors end up in logs.
package post
