package act

import (
	"fmt"

	"insyn/internal/consult"
	"insyn/internal/store"
)

// The kinds of mail that Insyn sends.
const (
	MailConfirm    = "confirm"       // prove your address
	MailKnown      = "known"         // you are registered already: here is your page
	MailSeated     = "seated"        // you have a seat; calendar REQUEST
	MailQueued     = "queued"        // you stand in the queue
	MailWaiting    = "waiting"       // somebody will look at your registration
	MailRefused    = "refused"       // not approved, with the reason
	MailOffer      = "offer"         // a place has come free for you
	MailOfferEnded = "offer-ended"   // the offer was not taken in time
	MailChanged    = "changed"       // the meeting has changed; calendar REQUEST
	MailCancelled  = "cancelled"     // the meeting is cancelled; calendar CANCEL
	MailReminder   = "reminder"      // the meeting is soon
	MailWithdrawn  = "withdrawn"     // your place is withdrawn; calendar CANCEL
	MailRemoved    = "removed"       // the organiser has withdrawn your place; calendar CANCEL
	MailCode       = "code"          // a code for changing or seeing personal data
	MailErased     = "erased"        // your data is erased
	MailInvitation = "invitation"    // a personal invitation
	MailSummary    = "summary"       // the summary is published
	MailDraft      = "summary-draft" // the draft of the summary can be objected to
	MailReplyEnds  = "reply-ends"    // the time for that is soon over
	MailEvaluation = "evaluation"    // three questions about the meeting
	MailSignIn     = "sign-in"       // code and link for staff
	MailStaff      = "staff"         // your role has changed
	MailView       = "view"          // your view has been received
	MailRuled      = "ruled"         // your view is not published, or was looked at again
	MailReport     = "report"        // somebody reports content on the site
	MailApproval   = "approval"      // somebody asks you to approve a publication
	MailDelivery   = "delivery"      // a colleague asks you to publish a delivery of purchases
	MailHarvest    = "harvest"       // a harvest waits for somebody to let it through
	MailLinks      = "links"         // addresses in the catalogue are broken, or mended
	MailAnswered   = "answered"      // your view has been answered
	MailOverdue    = "overdue"       // answers that you owe are late
	MailHanded     = "handed"        // views were handed to you to answer
	MailCase       = "case"          // something has happened to your case
	MailCaseReply  = "case-reply"    // who asked has written to you
	MailPlanReport = "plan-report"   // the report of a commitment is due, or late
	MailPlanFollow = "plan-follow"   // prove your address, to follow a plan
	MailPlanNews   = "plan-news"     // what is new in a plan that you follow
)

// send puts a mail to a participant in the outbox. The key says what makes it
// one mail: the same event is never told twice. No event is that of a
// registration which has only now come to be: nothing else can tell of it. Who
// has given no address is told by the body itself: no mail to them shall look as
// if it had been sent.
func send(tx *store.Tx, kind string, r consult.Registration, event string) error {
	if r.Email == "" {
		return nil
	}
	key := ""
	if event != "" {
		key = fmt.Sprintf("%s|%s|%d|%s", kind, r.ID, r.Sequence, event)
	}
	return tx.Enqueue(store.Mail{
		Key:          key,
		Kind:         kind,
		Consultation: string(r.Consultation),
		Registration: string(r.ID),
		Sequence:     r.Sequence,
		Due:          tx.Now,
	})
}
