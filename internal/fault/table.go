package fault

import "net/http"

// edge is what a kind of failure means outside.
type edge struct {
	status int    // HTTP status
	exit   int    // exit code of the command line
	title  string // key of the heading of the page
}

// table is the one place where kinds meet the edges.
var table = map[Kind]edge{
	Invalid:     {http.StatusUnprocessableEntity, 2, "fault.invalid"},
	SignIn:      {http.StatusUnauthorized, 3, "fault.sign-in"},
	Forbidden:   {http.StatusForbidden, 3, "fault.forbidden"},
	NotFound:    {http.StatusNotFound, 4, "fault.not-found"},
	Gone:        {http.StatusGone, 4, "fault.gone"},
	Conflict:    {http.StatusConflict, 5, "fault.conflict"},
	Refused:     {http.StatusConflict, 5, "fault.refused"},
	TooLarge:    {http.StatusRequestEntityTooLarge, 2, "fault.too-large"},
	TooMany:     {http.StatusTooManyRequests, 6, "fault.too-many"},
	Unavailable: {http.StatusServiceUnavailable, 6, "fault.unavailable"},
	Internal:    {http.StatusInternalServerError, 1, "fault.internal"},
}

// Kinds lists every kind, for tests and documentation.
func Kinds() []Kind {
	return []Kind{Invalid, SignIn, Forbidden, NotFound, Gone, Conflict, Refused,
		TooLarge, TooMany, Unavailable, Internal}
}

// Status gives the HTTP status of err; 200 for nil.
func Status(err error) int {
	if err == nil {
		return http.StatusOK
	}
	return table[Of(err)].status
}

// Exit gives the exit code of err; 0 for nil.
func Exit(err error) int {
	if err == nil {
		return 0
	}
	return table[Of(err)].exit
}

// Title gives the key of the heading under which err is shown.
func Title(err error) string { return table[Of(err)].title }
