// Package letter makes the mail that Insyn sends. It knows words and MIME; it
// knows neither the database nor the network, so that the same letter can lie
// in an outbox, be shown in a mailbox page, be opened as a draft in a mail
// program or go out over SMTP. (Mail that comes in is read by document.)
//
// There are two steps, and each is a plain function.
//
// Compose turns a typed letter (Registered, Cancelled, …) and a language into
// a subject, a plain text and an HTML text. Both texts come from one template:
// the plain text is the letter, the HTML is the same words with links and
// lists marked. No letter has a field for the link to an online meeting, so
// no template can leak it: the reader is led to a page of ours that shows it.
//
// Bytes turns a Message into the bytes that travel. The bytes are a function
// of the Message alone: the boundaries come from its content, the date and the
// Message-ID from the caller. A letter that must be sent again after a crash
// is therefore the same letter, and the receiver's server can tell. A calendar
// goes out as RFC 6047 asks and as Outlook and Gmail both understand: an
// alternative of the body, and the same bytes as an attached file.
//
// What people write never becomes a header by accident: addresses are parsed
// one at a time, names that look like addresses or hide encoded words are
// refused, and a line break in any header value is an error.
package letter
