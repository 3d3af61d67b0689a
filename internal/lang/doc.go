// Package lang speaks to people in their own language.
//
// Every text that a person reads is a message with a key, "register.closed",
// and stands in messages/<feature>.<language>.json, one file per feature and
// language. A Printer, made by For, turns keys and values into text and writes
// numbers, dates and amounts as the language does. Swedish is the first
// language and English complete beside it: a test walks the source and fails
// on a key that is missing, unused, or asks for values it is not given.
//
// Placeholders in a message are {{.Name}} and nothing more. A message with
// plural forms is chosen by the value called Count.
//
// Nothing goes wrong in silence. A missing key or value panics under go test;
// in production it is logged once and the key is shown in brackets, because a
// page with one odd word is better than no page.
package lang
