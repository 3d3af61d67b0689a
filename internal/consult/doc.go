// Package consult holds what consultations are and what is allowed in them.
//
// A Consultation belongs to a public body. What it says (title, background,
// meeting, agenda, questions, material …) is its Content. Content is never
// overwritten once it is public: each published state is a Version with a
// number, an author and a reason, and Diff tells what differs between two.
//
// People take part through a Registration. An address must be proven before a
// seat is held: Requested holds nothing; Confirm gives a seat, a place in the
// queue by order of confirmation, or a place before the person who screens.
// A place that comes free is offered to the first in the queue, and the offer
// holds the place until it is answered or runs out. Seating is the small fact
// sheet on which those decisions are made.
//
// What a consultation is at a given moment (announced, open, full, closed,
// held) follows from its dates and seats: State computes it, nobody types it.
//
// What people say is a View. It belongs to a Forum, which is a consultation
// here and can be something else: what the machinery of views needs to know of
// a forum is its Venue, and nothing of it leans on a consultation. Its words
// are kept twice. The record copy is what was sent, every version of it, and
// is never shown in public; the published copy (Copy) is made from one version
// with each masked passage on a stated ground, and can be removed while the
// record stays.
//
// An invitation that somebody has written is read by ReadInvitation: each line
// is put where its heading, its label or its words say, every value is a quote
// with its lines, and what was not understood is listed. Lint finds what an
// invitation or a draft lacks; nine of its rules are defects. Letter lays the
// invitation out again, in the order of chapters that a body is used to.
//
// Everything here is values and functions of values. The time is an argument.
//
// A contact point is a forum that never closes. What comes to it is a case: a
// view of a sort of its own, about a body, a dataset or data that do not exist
// (MissingData), with a day counted in working days (WorkingDays, Holidays). A
// case can be paused for a cause; its times are told by Time, apart from its
// pauses, with open cases counted as long as they have lasted, and Hide takes
// out of a table what could point somebody out. Wishes are data that are
// wanted. Their support is a sum of presses: to count people one would have to
// know them, and nothing here is worth that.
package consult
