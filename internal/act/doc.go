// Package act holds what a person can get done: one function for each thing.
//
// Every function reads the same way. It says who acts (an account.Person, or
// the link that a participant holds), opens one transaction, loads what is
// concerned, asks the rules (account for the right, consult for the decision),
// saves, puts the mail that follows in the outbox and writes the audit log, and
// ends. Either all of it is done or none of it. So the answer to "what happens
// when somebody registers" is one function that reads aloud: Desk.Register.
//
// Mail is never sent here. The outbox holds what is to be sent, as references
// and not as text: Desk.Compose makes the message when its turn comes, so that
// no link lies in the database and nothing is sent about somebody who has been
// erased meanwhile.
package act
