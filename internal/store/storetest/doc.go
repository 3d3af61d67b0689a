// Package storetest is the one suite that both engines of the store must pass.
//
// Run takes a function that opens a fresh database and checks every method of
// the store on it: what goes in comes out, what is missing is fault.NotFound,
// what clashes is fault.Conflict, what fails leaves nothing behind. Machine
// drives a database through random acts beside a map that is the model of what
// it should hold.
package storetest
