// Package trial holds what the tests of Insyn share: a throw-away PostgreSQL,
// a browser that walks through a journey, a mail server that can be told to
// misbehave, checks on pages. Only tests import it.
//
// Three rules run through the package.
//
// A test says what it lacks. When a browser, a database or a fixture is not
// on the machine, the test skips and tells how to get it. Where the
// environment says CI=true the same lack is a failure, so that a green run
// there never means that half the tests were asleep. See Lacking.
//
// What is dear is made once. A database cluster and a browser are started at
// the first use in a test process and shared by the tests after it; every
// test gets a database, or a browser context with its own cookies, of its
// own. A small watcher process clears up when the test process ends, however
// it ends: nobody has to write a TestMain for it.
//
// A check that cannot fail is worthless. Every check here has a test that
// feeds it something bad and demands that it complains.
package trial
