// Package web is what people see: routes, forms and pages.
//
// A handler returns an error and never writes one: the route's wrapper turns it
// into a page by the table of package fault. What a handler needs to know about
// the request, who asks, in which language, at what time, it gets from
// from(r). A page is one struct that embeds Page, rendered by one template of
// the same name; the list examples holds sample data for each, and from that
// list a test type-checks every template, the gallery shows every page, and the
// checks of HTML and accessibility know where to go.
//
// Swedish pages stand at their path, English ones at the same path below /en.
// Public pages set no cookie and are served from memory until the data or the
// clock changes them. A form is rendered on a page of its own that is not
// kept, with a token bound to the session or, for those who have none, to a
// cookie that is set when the form is opened.
//
// Every page works without scripts.
package web
