// Package integrity holds the rules of the work against corruption and improper
// influence, as it is followed up in the open.
//
// Everything is one chain: somebody finds something and recommends a measure;
// the body that it is addressed to answers, with reasons; something is done,
// which evidence shows; and the one who recommended it looks again. A [Matter]
// is a link of that chain. What has been said of it is a row of entries, and an
// entry is never changed: to correct one is to say something more. What holds
// now is derived from the entries when somebody looks, so that no job has to
// run for a body that has not answered to be seen not to have.
//
// Three things are kept apart. What others have judged stands in their own
// words, on their own [Scale]. What a body says of itself is said to be its own
// word. What Insyn makes of it, a colour or a level, is said to be Insyn's
// reading. Nothing here adds them up, and nothing puts bodies in an order other
// than that of the alphabet.
//
// There is no place in these types for a person who is suspected of anything.
// Nor is there one for a report of misconduct: a file comes to Insyn only with a
// view or a case, where somebody reads it before anybody else can, and what
// accuses a person is kept out and answered with the guide of [Channels].
package integrity
