// Package ical writes and reads calendar messages, so that a meeting stands
// right in everybody's calendar, whatever program they use, and stays right
// when it changes.
//
// # What goes wrong without it
//
// An invitation is a small file with a long history, and the programs that read
// it forgive little. A line longer than 75 octets, or one that is folded
// in the middle of an å, is shown as rubbish. A time without a description of
// its zone lands an hour off in Outlook; a description that is too long lands
// elsewhere in Google. An update that does not raise its number is ignored; one
// with another UID makes a second meeting beside the first. A file that lists
// everybody who registered gives everybody's address to everybody.
//
// So there are few things to decide here, and the functions decide them.
//
// # Writing
//
// An [Event] is a plain value whose times are instants. Four functions wrap it
// in a message (RFC 5546, iTIP): [Request] puts it in one person's calendar and
// changes it there, [CancelMeeting] and [CancelPerson] take it away, and
// [Publish] makes a calendar that anybody can subscribe to. [Calendar.Encode]
// gives the bytes, the same bytes for the same value, after
// [Calendar.Validate] has held the message against the rules.
//
// Nothing that a person typed can become a property of its own. Line breaks in
// texts are escaped, those in names become spaces, other control characters
// are dropped, quotes in names are written with the carets of RFC 6868, and
// addresses are checked and percent-encoded.
//
// # Versions
//
// A meeting keeps its UID for ever. [NextSequence] gives the number of a new
// version: it rises when the time or the status changes. A text that changes, such as an
// agenda that follows later, keeps the number, and the later Stamp tells the
// versions apart. [Newer] orders two messages in that way.
//
// # Zones
//
// Swedish meetings are written in local time with a description of
// Europe/Stockholm in two rules, so that a calendar shows "13:00
// Stockholm" to somebody who travels. Other zones are written in UTC: the instant is
// right, and the reader's own zone is shown. So is the hour that comes twice
// each autumn, which local time cannot name for sure.
//
// # Mail
//
// The bytes travel as text/calendar with the parameter method equal to the
// Method, charset=UTF-8, beside a plain text for people (RFC 6047, iMIP). The
// organizer is whom the file names, so its domain is the one that must be aligned with
// SPF, DKIM and DMARC. Mail itself is not made here.
package ical
