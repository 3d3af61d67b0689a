// Package account says who people are and what they may do.
//
// A public body (Body) runs consultations. A Person works for one or several
// bodies, in each with one Role. What a role allows stands in one table
// (permissions); everything that asks "may she?" asks May, and there is no
// second place where a right is decided.
//
// Participants have no account. They act through unguessable links, and the
// functions of act that serve them take the link instead of a person.
package account
