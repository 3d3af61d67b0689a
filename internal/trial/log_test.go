package trial

import "testing"

func TestLogWatch(t *testing.T) {
	logger, watch := Log(t, "hemligt")
	logger.Debug("a mail has gone", "id", "0190", "version", "v1.2.3", "at", "12:00")
	if got := watch.String(); got == "" {
		t.Error("what is logged does not reach the watch")
	}
	for _, c := range []struct{ name, message, value string }{
		{"an address", "sent", "to åsa.öberg@example.org"},
		{"an escaped address", "opened", "/x?to=asa%40example.org"},
		{"a secret", "link", "https://mote.example.se/hemligt"},
		{"a secret named later", "token", "abc123xyz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			trying(t, func(tb testing.TB) {
				logger, watch := Log(tb, "hemligt")
				logger.Info(c.message, "value", c.value)
				watch.Forbid("abc123xyz", "")
			}).wantFailure(t, c.value)
		})
	}
}
