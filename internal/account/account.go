package account

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"insyn/internal/fault"
)

// A BodyID names a public body: a short slug such as "exempeldepartementet".
type BodyID string

// A PersonID names a member of staff (UUIDv7 text).
type PersonID string

// A Body is a public body that runs consultations, and what its pages must say of it.
type Body struct {
	ID          BodyID
	Name        string // in Swedish
	NameEnglish string
	Number      string // organisation number, ten digits; may be empty
	Email       string // role mailbox; sender's reply address and ORGANIZER of its meetings
	Phone       string
	Address     string // postal, in lines
	DPO         string // address of the data-protection officer
	FourEyes    bool   // what is published must be approved by a second person
	Fictitious  bool   // invented, for the demonstration: pages and exports say so
}

// A Role is what a person does at a body. Each includes those before it.
type Role string

// The roles, in rising order.
const (
	Reader        Role = "reader"        // sees drafts
	Editor        Role = "editor"        // writes drafts, handles registrations
	Publisher     Role = "publisher"     // makes public
	Administrator Role = "administrator" // staff, settings
)

// Roles lists the roles in rising order.
func Roles() []Role { return []Role{Reader, Editor, Publisher, Administrator} }

// A Person is a member of staff, signed in or not. The zero Person is anybody.
type Person struct {
	ID      PersonID
	Name    string
	Email   string
	Roles   map[BodyID]Role
	Ended   time.Time // when the account was closed; zero while it is open
	Machine bool      // the program itself: jobs, set-up from the command line
}

// Anybody is the person of whom nothing is known.
var Anybody Person

// System is the program itself, acting by its timetable or from the command line.
var System = Person{ID: "system", Name: "Insyn", Machine: true}

// Known tells whether p is signed in (or the program itself).
func (p Person) Known() bool { return p.Machine || p.ID != "" && p.Ended.IsZero() }

// Bodies lists the bodies where p has a role, in order of their IDs.
func (p Person) Bodies() []BodyID {
	ids := make([]BodyID, 0, len(p.Roles))
	for id := range p.Roles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Address reads an e-mail address as a person types it: one address, no
// display name, no control characters, and of a form that can be carried: the
// domain comes out in lower case and ASCII (xn--…). The error names no field.
func Address(s string) (string, *fault.Error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", fault.New(fault.Invalid, "account.email-missing")
	}
	bad := fault.New(fault.Invalid, "account.email-bad")
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || len(s) > 254 {
		return "", bad
	}
	at := strings.LastIndex(s, "@")
	local, domain := s[:at], s[at+1:]
	if len(local) > 64 || strings.ContainsFunc(local, func(r rune) bool { return r > '~' || r == '"' }) {
		return "", bad // not every server on the way could carry it
	}
	domain, err = idna.Lookup.ToASCII(domain)
	if err != nil || !domainName.MatchString(domain) {
		return "", bad
	}
	return local + "@" + strings.ToLower(domain), nil
}

// domainName is a host name of two labels or more.
var domainName = regexp.MustCompile(
	`^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)

// Fold gives the form in which two addresses are compared: lower case, and
// without the "+tag" that many providers allow. It is for comparison only;
// mail goes to the address as it was typed.
func Fold(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	local, domain, ok := strings.Cut(address, "@")
	if !ok {
		return address
	}
	if tagless, _, found := strings.Cut(local, "+"); found && tagless != "" {
		local = tagless
	}
	return local + "@" + domain
}

// Check tells what is wrong with what is said of a body.
func (b Body) Check() error {
	var id, name *fault.Error
	if !wellNamed(string(b.ID)) {
		id = fault.New(fault.Invalid, "body.id-bad").At("id")
	}
	if strings.TrimSpace(b.Name) == "" {
		name = fault.New(fault.Invalid, "body.name-missing").At("name")
	}
	_, address := Address(b.Email)
	if address != nil {
		address = address.At("email")
	}
	return fault.Fields(id, name, address)
}

// wellNamed tells whether s can stand in addresses: small letters, digits, hyphens.
func wellNamed(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// KnownRole tells what is wrong with a role; "" is the lack of one.
func KnownRole(r Role) *fault.Error {
	if r == "" || slices.Contains(Roles(), r) {
		return nil
	}
	return fault.New(fault.Invalid, "staff.role-bad").At("role")
}
