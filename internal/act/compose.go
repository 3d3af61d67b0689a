package act

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/plan"
	"insyn/internal/purchase"
	"insyn/internal/store"
)

// ErrNothingToSay is what Compose answers when the occasion of a mail has
// passed or its recipient has been erased: the mail is dropped.
var ErrNothingToSay = errors.New("act: nothing to say any more")

// A dispatch is one mail being made: what it is about, whom it goes to, and
// what the letter around it says.
type dispatch struct {
	mail         store.Mail
	body         account.Body
	consultation consult.Consultation
	registration consult.Registration
	invitee      consult.Invitee
	person       account.Person
	place        int // in the queue
	before       consult.Content
	why          string // reason of the version that the mail is about
	parcel       parcel
	about        struct { // of a mail to staff
		Body     account.BodyID
		Delivery purchase.ID
	}
	delivery purchase.Delivery
	view     consult.View
	venue    consult.Venue
	of       struct { // of a mail about a view
		View consult.ViewID
		News string // what has happened to a case
	}
	until    time.Time // end of the time for objections
	planning aboutPlan
	plan     PublicPlan
	reporter plan.Reporter
	follower plan.Subscription

	to       mail.Address
	language lang.Language
	letter   letter.Letter
	method   string // of the calendar part, or ""
}

// Compose makes the message of a mail in the outbox: the same bytes whenever
// it is made from the same facts, under a Message-ID of its own, so that a
// repeated sending can be told.
func (d *Desk) Compose(ctx context.Context, m store.Mail) (letter.Message, error) {
	x := dispatch{mail: m}
	err := d.DB.Read(ctx, func(tx *store.Tx) error { return d.load(tx, &x) })
	if fault.Is(err, fault.NotFound) {
		return letter.Message{}, ErrNothingToSay
	}
	if err != nil {
		return letter.Message{}, err
	}
	if err := d.word(&x); err != nil {
		return letter.Message{}, err
	}
	if x.to.Address == "" {
		return letter.Message{}, ErrNothingToSay
	}
	return d.envelope(&x)
}

// tellsStaff are the kinds of mail that tell staff of something at their body.
var tellsStaff = map[string]bool{MailStaff: true, MailHarvest: true, MailLinks: true,
	MailOverdue: true, MailHanded: true, MailCaseReply: true, MailDelivery: true}

// load reads what the mail is about.
func (d *Desk) load(tx *store.Tx, x *dispatch) (err error) {
	m := x.mail
	if m.Consultation != "" {
		x.consultation, x.body, err = consultationAndBody(tx, consult.ID(m.Consultation))
		if err != nil {
			return err
		}
		if m.Kind == MailReminder && underWay(tx, x.consultation) {
			return ErrNothingToSay // it has waited too long
		}
	}
	if m.Registration != "" {
		if x.registration, err = tx.Registration(consult.RegistrationID(m.Registration)); err != nil {
			return err
		}
		if x.place, err = tx.QueuePlace(x.registration); err != nil {
			return err
		}
	}
	if m.Invitee != "" {
		if x.invitee, err = tx.Invitee(consult.InviteeID(m.Invitee)); err != nil {
			return err
		}
	}
	if m.Person != "" && m.Kind != MailReport {
		if x.person, err = tx.Person(account.PersonID(m.Person)); err != nil {
			return err
		}
	}
	if ofViews[m.Kind] {
		if err = json.Unmarshal([]byte(m.Data), &x.of); err != nil {
			return ErrNothingToSay // the mail has gone
		}
		if x.view, err = tx.View(x.of.View); err != nil {
			return err
		}
		if err = x.forum(tx); err != nil {
			return err
		}
	}
	if speakers[m.Kind] {
		if err = x.reply(tx); err != nil {
			return err
		}
	}
	if tellsStaff[m.Kind] {
		if err = json.Unmarshal([]byte(m.Data), &x.about); err != nil {
			return err
		}
		if x.body, err = tx.Body(x.about.Body); err != nil {
			return err
		}
		if x.about.Delivery != "" {
			x.delivery, err = tx.Delivery(x.about.Delivery)
			return err
		}
	}
	if ofPlans[m.Kind] {
		return x.loadPlan(tx)
	}
	if m.Kind == MailChanged {
		x.before, x.why, err = previous(tx, x.consultation.ID, m.Version)
	}
	return err
}

// previous gives the content that was in force before a version, and why the
// version was made.
func previous(tx *store.Tx, id consult.ID, version int) (before consult.Content, why string, err error) {
	all, err := tx.Versions(id, consult.Invitation)
	for _, v := range all {
		switch {
		case v.Number == version:
			why = v.Reason
		case v.Number < version && !v.Published.IsZero():
			before = v.Content
		}
	}
	return before, why, err
}

// word chooses the recipient and the letter.
func (d *Desk) word(x *dispatch) error {
	switch {
	case x.mail.Kind == MailErased:
		return d.wordErased(x)
	case x.mail.Kind == MailReport:
		return d.wordReport(x)
	case x.view.Forum.Contact() != "":
		return d.wordCase(x)
	case x.mail.Kind == MailView:
		return d.wordView(x)
	case x.mail.Kind == MailRuled:
		return d.wordRuled(x)
	case x.mail.Kind == MailHarvest, x.mail.Kind == MailLinks:
		return d.wordCatalog(x)
	case x.mail.Kind == MailAnswered:
		return d.wordAnswered(x)
	case speakers[x.mail.Kind] && x.view.ID != "":
		return d.wordSpeaker(x)
	case ofPlans[x.mail.Kind]:
		return d.wordPlan(x)
	case x.mail.Registration != "":
		x.to = letter.Recipient(x.registration.Name, x.registration.Email)
		x.language = lang.Language(x.registration.Language)
		return d.wordParticipant(x)
	case x.mail.Invitee != "":
		x.to = letter.Recipient(x.invitee.Name, x.invitee.Email)
		x.language = lang.Swedish
		x.letter = d.invitation(x)
		return nil
	case x.mail.Person != "":
		x.to = letter.Recipient(x.person.Name, x.person.Email)
		x.language = lang.Swedish
		return d.wordStaff(x)
	}
	return fmt.Errorf("act: the mail %s has no recipient", x.mail.ID)
}

// meeting gives the facts that most letters carry.
func (x *dispatch) meeting() letter.Meeting {
	c := x.consultation.Content
	return letter.Meeting{
		Title: c.Title.In(string(x.language)), Body: bodyName(x.body, x.language),
		Contact: c.Contact.Email, Place: c.Meeting.Place.In(string(x.language)),
		Online: c.Meeting.Form != consult.OnSite, Starts: c.Meeting.Start, Ends: c.Meeting.End,
	}
}

// wordParticipant chooses the letter to a participant, as things stand now: a
// mail that has waited while its reason passed is not sent.
func (d *Desk) wordParticipant(x *dispatch) error {
	if x.overtaken() {
		return ErrNothingToSay
	}
	r, meeting := x.registration, x.meeting()
	personal, join := d.links(x)
	public := d.Site.URL + ConsultationPath(x.language, x.consultation.Slug)
	switch x.mail.Kind {
	case MailConfirm:
		if r.Status != consult.Requested {
			return ErrNothingToSay
		}
		x.to.Name = "" // whoever gets it may never have typed that name
		x.letter = letter.Confirm{Meeting: meeting, Expires: r.Expires,
			Link: d.address(x, "/bekrafta/", keys.Confirm)}
	case MailKnown, MailSeated, MailQueued, MailWaiting, MailOffer:
		return x.wordStanding(meeting, personal, join)
	case MailRefused:
		refused := letter.NotApproved{Meeting: meeting, Reason: x.reason()}
		if x.consultation.TakesWriting(x.mail.Created) {
			refused.Writing = public
		}
		x.letter = refused
	case MailOfferEnded:
		x.letter = letter.OfferExpired{Meeting: meeting, Public: public}
	case MailChanged:
		return x.wordChanged(meeting, personal, join)
	case MailCancelled:
		meeting.Online = false // nobody takes part in any way
		x.letter = letter.Cancelled{Meeting: meeting, Reason: x.consultation.Why.In(string(x.language)), Public: public}
		if r.Status == consult.Seated {
			x.method = "CANCEL"
		}
	case MailReminder:
		x.letter = letter.Reminder{Meeting: meeting, Page: personal, Join: join}
	case MailWithdrawn, MailRemoved:
		meeting.Online = false
		x.letter = letter.Withdrawn{Meeting: meeting, ByOrganiser: x.mail.Kind == MailRemoved,
			Reason: x.reason(), Public: public}
		if x.mail.Sequence > 0 {
			x.method = "CANCEL"
		}
	case MailCode:
		return d.wordCode(x, meeting)
	case MailDraft, MailReplyEnds:
		return d.wordDraft(x, meeting)
	case MailSummary:
		x.letter = letter.Summary{Meeting: meeting, Link: public}
	case MailEvaluation:
		meeting.Online = false // it is over
		x.letter = letter.Evaluation{Meeting: meeting, Closes: x.consultation.Content.KeepUntil(),
			Link: d.address(x, "/utvardera/", keys.Evaluate)}
	default:
		return fmt.Errorf("act: no letter to a participant is called %q", x.mail.Kind)
	}
	return nil
}

// overtaken tells whether the meeting was called off while a mail about it
// waited: who has been told that it is cancelled does not get a seat afterwards.
func (x *dispatch) overtaken() bool {
	switch x.mail.Kind {
	case MailSeated, MailQueued, MailWaiting, MailOffer, MailChanged, MailReminder:
		return !x.consultation.Cancelled.IsZero()
	}
	return false
}

// wordStanding tells a participant where their registration stands now.
func (x *dispatch) wordStanding(meeting letter.Meeting, personal, join string) error {
	switch x.registration.Status {
	case consult.Seated:
		x.letter, x.method = letter.Registered{Meeting: meeting, Page: personal, Join: join}, "REQUEST"
	case consult.Queued:
		x.letter = letter.Queued{Meeting: meeting, Position: x.place, Page: personal}
	case consult.Waiting:
		x.letter = letter.Awaiting{Meeting: meeting, Page: personal}
	case consult.Offered:
		x.letter = letter.Offered{Meeting: meeting, Page: personal, Expires: x.registration.Expires}
	default:
		return ErrNothingToSay
	}
	return nil
}

// links gives the addresses of the personal page and of the join page.
func (d *Desk) links(x *dispatch) (personal, join string) {
	return d.address(x, "/min-anmalan/", keys.Personal), d.address(x, "/ga-med/", keys.Join)
}

func (d *Desk) address(x *dispatch, swedish string, p keys.Purpose) string {
	r := x.registration
	return d.Site.URL + path(x.language, swedish) + string(d.link(p, string(r.ID), r.Generation))
}

// reason gives the words of why somebody was refused or removed.
func (x *dispatch) reason() string {
	for _, known := range x.consultation.Content.Registration.Reasons {
		if known.ID == x.registration.Reason {
			return known.Text.In(string(x.language))
		}
	}
	return x.registration.Reason
}

// wordChanged tells of a change those whom it concerns: who has a seat, of all
// that the calendar entry says; who hopes for one, of the time.
func (x *dispatch) wordChanged(meeting letter.Meeting, personal, join string) error {
	old, now := x.before, x.consultation.Content
	seated := x.registration.Status == consult.Seated
	switch {
	case !consult.CalendarDiffersIn(old, now, string(x.language)),
		!seated && !consult.Moves(old, now),
		seated && x.mail.Sequence == 0: // got the seat meanwhile, and the new time with it
		return ErrNothingToSay
	}
	x.letter = x.changed(meeting, personal, join)
	if seated {
		x.method = "REQUEST"
	}
	return nil
}

// FormWords says how people meet.
func FormWords(say *lang.Printer, f consult.Form) string { return say.T(string(forms[f])) }

var forms = map[consult.Form]lang.Key{"": lang.Key("form.meeting"),
	consult.Online: lang.Key("form.online"), consult.OnSite: lang.Key("form.onsite"),
	consult.Hybrid: lang.Key("form.hybrid")}

// changed words a change: the agenda alone, or what was and what is.
func (x *dispatch) changed(meeting letter.Meeting, personal, join string) letter.Letter {
	old, now, l := x.before, x.consultation.Content, string(x.language)
	var changes []letter.Change
	text := func(field letter.Field, a, b consult.Text) {
		if a.In(l) != b.In(l) {
			changes = append(changes, letter.Change{Field: field, Old: a.In(l), New: b.In(l)})
		}
	}
	text(letter.FieldTitle, old.Title, now.Title)
	if consult.Moves(old, now) {
		changes = append(changes, letter.Change{Field: letter.FieldTime,
			OldStarts: old.Meeting.Start, OldEnds: old.Meeting.End})
	}
	text(letter.FieldPlace, old.Meeting.Place, now.Meeting.Place)
	if old.Meeting.Form != now.Meeting.Form {
		say := lang.For(x.language)
		changes = append(changes, letter.Change{Field: letter.FieldOther,
			Old: FormWords(say, old.Meeting.Form), New: FormWords(say, now.Meeting.Form)})
	}
	if len(changes) == 0 && len(now.Agenda) > 0 {
		agenda := letter.Agenda{Meeting: meeting, Page: personal, Join: join}
		for _, item := range now.Timetable() {
			agenda.Points = append(agenda.Points, letter.Point{Starts: item.Start, Title: item.Title.In(l)})
		}
		return agenda
	}
	return letter.Changed{Meeting: meeting, Changes: changes, Reason: x.why, Page: personal, Join: join,
		Seatless: x.registration.Status != consult.Seated}
}

// wordCode opens the sealed code.
func (d *Desk) wordCode(x *dispatch, meeting letter.Meeting) error {
	code, s, err := d.code(x.mail)
	if err != nil {
		return err
	}
	x.letter = letter.Code{Meeting: meeting, Code: code, Purpose: cmp.Or(s.For, letter.ToChange), Expires: s.Until}
	return nil
}

func (d *Desk) code(m store.Mail) (string, sealed, error) {
	var s sealed
	if err := json.Unmarshal([]byte(m.Data), &s); err != nil {
		return "", s, ErrNothingToSay // the mail has gone and its code with it
	}
	if s.Code == "" {
		return "", s, nil // the link alone
	}
	b, err := base64.StdEncoding.DecodeString(s.Code)
	if err != nil {
		return "", s, err
	}
	plain, err := d.Keys.Open(keys.Code, s.Challenge, b)
	return string(plain), s, err
}

// invitation words a personal invitation.
func (d *Desk) invitation(x *dispatch) letter.Letter {
	v, c := x.invitee, x.consultation
	to := v.Organisation
	if to == "" {
		to = v.Name
	}
	link := string(d.link(keys.Invitee, string(v.ID), v.Generation))
	return letter.Invitation{Meeting: x.meeting(), To: to,
		About:    c.Content.Summary.In(string(x.language)),
		Register: d.Site.URL + path(x.language, "/inbjudan/") + link,
		Decline:  d.Site.URL + path(x.language, "/inbjudan/") + link + "#avboj",
		Public:   d.Site.URL + ConsultationPath(x.language, c.Slug),
		Closes:   c.Content.Registration.Closes}
}

// wordStaff words what members of staff are told.
func (d *Desk) wordStaff(x *dispatch) error {
	p := lang.For(x.language)
	switch x.mail.Kind {
	case MailSignIn:
		code, s, err := d.code(x.mail)
		if err != nil {
			return err
		}
		x.letter = letter.SignIn{Site: d.Site.Name, Code: code, Expires: s.Until,
			Link: d.Site.URL + "/logga-in/" + s.Challenge + "~" + d.Keys.Token(keys.SignIn, s.Challenge, 1)}
	case MailStaff:
		role := ""
		if held := x.person.Roles[x.body.ID]; held != "" {
			role = p.T("role." + string(held))
		}
		x.letter = letter.RoleChanged{Site: d.Site.Name, Body: bodyName(x.body, x.language), Person: x.person.Name,
			Role: role, By: d.Site.Name, At: x.mail.Created, Link: d.Site.URL + "/arbete/medarbetare/" + string(x.body.ID)}
	case MailApproval:
		title := x.consultation.Content.Title.In(string(x.language))
		x.letter = letter.Notice{Site: d.Site.Name, What: p.T("notice.approval", "Title", title),
			Text: p.T("notice.approval-text"), Link: d.Site.URL + "/arbete/samrad/" + string(x.consultation.ID)}
	case MailDelivery:
		return d.wordDelivery(x)
	case MailOverdue, MailHanded, MailCaseReply:
		return d.wordDuty(x)
	default:
		return fmt.Errorf("act: no letter to staff is called %q", x.mail.Kind)
	}
	return nil
}

// wordErased words the receipt of an erasure, to an address that only the
// sealed parcel still knows.
func (d *Desk) wordErased(x *dispatch) (err error) {
	if x.mail.Data == "" {
		return ErrNothingToSay
	}
	if x.parcel, err = d.unpack(x.mail.Registration, x.mail.Data); err != nil {
		return err
	}
	x.to = letter.Recipient(x.parcel.Name, x.parcel.Email)
	x.language = lang.Language(x.parcel.Language)
	p := lang.For(x.language)
	x.letter = letter.Erased{Meeting: x.meeting(), At: x.mail.Created,
		Erased: []string{p.T("erased.contact"), p.T("erased.needs")},
		Kept:   []string{p.T("erased.kept")}}
	if x.parcel.Calendar {
		x.method = "CANCEL"
		x.registration.Name, x.registration.Email = x.parcel.Name, x.parcel.Email
	}
	return nil
}

// envelope puts the letter into a message, with the calendar part where there is one.
func (d *Desk) envelope(x *dispatch) (letter.Message, error) {
	content, err := letter.Compose(x.language, x.letter)
	if err != nil {
		return letter.Message{}, err
	}
	name := d.Site.Name
	if x.body.Name != "" {
		name = bodyName(x.body, x.language)
	}
	m := letter.Message{
		ID:   letter.MessageID(x.mail.ID, mail.Address{Address: "x@" + d.Site.domain()}),
		From: letter.Recipient(name, d.Site.From), To: x.to, Date: x.mail.Created,
		Headers: letter.Automatic(), Secret: x.mail.Kind == MailSignIn,
	}
	if reply := x.consultation.Content.Contact.Email; reply != "" {
		m.ReplyTo = letter.Recipient(name, usable(reply, x.body.Email))
	}
	m = content.Into(m)
	if x.method == "" || !x.consultation.Content.Meeting.Set() {
		return m, nil
	}
	x.registration.Sequence = x.mail.Sequence
	calendar, err := d.personal(x.consultation, x.body, x.registration, x.method, x.mail.Created)
	if err != nil {
		return letter.Message{}, err
	}
	m.Calendar, err = calendar.Encode()
	m.CalendarMethod = x.method
	return m, err
}

// usable gives an address to answer to that no header refuses: what somebody has
// mistyped in a consultation must not keep its letters from going.
func usable(typed, otherwise string) string {
	if address, bad := account.Address(typed); bad == nil {
		return address
	}
	return otherwise
}

var anAddress = regexp.MustCompile(`[^\s<>"']+@[^\s<>"']+`)

// WithoutAddresses takes e-mail addresses out of words that are to be kept:
// servers like to repeat the address that they refuse.
func WithoutAddresses(s string) string { return anAddress.ReplaceAllString(s, "<…>") }
