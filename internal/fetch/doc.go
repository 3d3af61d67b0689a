// Package fetch is the one client with which Insyn asks other hosts for
// anything: catalogues to harvest, links to check, evidence to keep.
//
// The addresses come from strangers, and what stands behind them is theirs
// too. So the client decides by what it really dials, not by what an address
// looks like: names are looked up once, every address found must be an
// ordinary one on the internet (IANA's registries of special purposes, kept
// here as a table), and the dialler checks again at the moment of connecting.
// A name that points home, a redirect that leads home and a name that changes
// its answer between two look-ups all end in the same refusal. Only ports 80
// and 443 are open, and no proxy from the environment is used, since a proxy
// would dial for us.
//
// A source may be slow, endless or a bomb. Every request has a deadline for
// the whole, one for silence and a least pace; bytes are counted after
// unpacking; redirects are counted, and each caller says which codes it
// follows. Hosts are treated politely: one request at a time, a pause between
// two, Retry-After obeyed, and a Budget that a run shares.
//
// A failure is a *fault.Error with words for people, and its Reason tells
// programs apart what happened. An answer of any status is an answer: the
// caller knows what it asked for.
package fetch
