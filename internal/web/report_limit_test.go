package web

import (
	"net/http"
	"net/url"
	"testing"
)

// One network does not fill the mailbox of who takes reports, nor the queue in
// which the mail of all waits (N-18).
func TestN18ReportsOfOneNetworkHaveAnEnd(t *testing.T) {
	p := site(t, nil)
	token, cookie := opened(t, p, "/anmal-innehall")
	for n := range mostAtOnce + 1 {
		want := http.StatusOK
		if n == mostAtOnce {
			want = http.StatusTooManyRequests
		}
		got := send(t, p, "/anmal-innehall", url.Values{"token": {token}, "address": {"/x"},
			"reason": {"Fel."}}, "Cookie", cookie)
		if got.StatusCode != want {
			t.Errorf("report %d: %d, want %d", n+1, got.StatusCode, want)
		}
	}
}
