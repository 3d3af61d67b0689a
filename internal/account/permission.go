package account

import (
	"slices"

	"insyn/internal/fault"
)

// A Verb is something a person can want to do.
type Verb string

// What staff can do with what belongs to a body.
const (
	SeeDraft     Verb = "see-draft"     // drafts, versions, queues
	Edit         Verb = "edit"          // write drafts, agenda, material, summary
	SeePeople    Verb = "see-people"    // who is registered, with addresses
	HandlePeople Verb = "handle-people" // enter, approve, move, check in, withdraw
	Export       Verb = "export"        // take the list of participants out
	Invite       Verb = "invite"        // send personal invitations
	SeeViews     Verb = "see-views"     // views as they were sent, with who sent them
	HandleViews  Verb = "handle-views"  // write views down, decide on them, mask, publish
	SetLink      Verb = "set-link"      // write the secret meeting link
	Publish      Verb = "publish"       // make public, change, cancel
	ManageStaff  Verb = "manage-staff"  // accounts and roles
	ManageBody   Verb = "manage-body"   // settings of the body
	SeeAudit     Verb = "see-audit"     // the audit log of the body
	ManageAll    Verb = "manage-all"    // new bodies, the whole installation
)

// permissions is the one table of who may do what: the lowest role that may.
var permissions = map[Verb]Role{
	SeeDraft:     Reader,
	Edit:         Editor,
	SeePeople:    Editor,
	HandlePeople: Editor,
	Invite:       Editor,
	SeeViews:     Editor,
	HandleViews:  Editor,
	SetLink:      Editor,
	Export:       Publisher,
	Publish:      Publisher,
	SeeAudit:     Publisher,
	ManageStaff:  Administrator,
	ManageBody:   Administrator,
}

// Verbs lists everything that can be allowed, in the order of the alphabet.
func Verbs() []Verb {
	verbs := make([]Verb, 0, len(permissions)+1)
	for v := range permissions {
		verbs = append(verbs, v)
	}
	verbs = append(verbs, ManageAll)
	slices.Sort(verbs)
	return verbs
}

// Can tells whether p may do verb with what belongs to body. The program
// itself may do everything; nobody else may manage the whole installation.
func (p Person) Can(verb Verb, body BodyID) bool {
	if p.Machine {
		return true
	}
	least, listed := permissions[verb]
	if !listed || !p.Known() {
		return false
	}
	role, has := p.Roles[body]
	return has && slices.Index(Roles(), role) >= slices.Index(Roles(), least)
}

// May gives nil when p may do verb at body, and otherwise the failure to
// answer with: sign in where p is unknown; not found where p has no role at
// the body, so that its drafts are not even hinted at; else forbidden.
func (p Person) May(verb Verb, body BodyID) error {
	switch {
	case p.Can(verb, body):
		return nil
	case !p.Known():
		return fault.New(fault.SignIn, "account.sign-in-first")
	case p.Roles[body] == "":
		return fault.New(fault.NotFound, "account.not-found")
	}
	return fault.New(fault.Forbidden, "account.forbidden")
}
