// Package mailcheck tells whether the mail of a sender will be believed.
//
// A calendar invitation is acted upon by machines: Google adds it only when
// the sender is proven, Outlook shows a warning when it is not. The proof is
// three records in DNS and the agreement of four addresses:
//
//   - SPF: may this server send for the domain of the envelope?
//   - DKIM: did the domain sign the message, and is the key still published?
//   - DMARC: what shall a receiver do when neither of the two agrees with
//     the domain that the reader sees in From?
//   - alignment: From, envelope, signature and the ORGANIZER of the calendar
//     object belong to one organisation.
//
// Check looks at settings and DNS before the first letter is sent. Received
// looks at a letter that came back: the surest test is to send one to an
// address elsewhere and read what that server found. Both give findings that
// say what is wrong, where, and how to mend it, in the reader's language.
//
// DNS is reached through Resolver, so that a zone in memory can stand in for
// it; *net.Resolver is the real one.
package mailcheck
