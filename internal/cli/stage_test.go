package cli

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"insyn/internal/lang"
)

// TestStages tells nothing of what takes less than a second, and takes away
// what it told of the rest.
func TestStages(t *testing.T) {
	for _, test := range []struct {
		takes time.Duration
		want  []string
	}{
		{900 * time.Millisecond, nil},
		{2500 * time.Millisecond, []string{"Läser (1 s)", "Läser (2 s)"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			st := &stages{out: &out, p: lang.For(lang.Swedish)}
			st.at("Läser")
			time.Sleep(test.takes)
			st.end()
			st.end()
			told := out.String()
			if test.want == nil && told != "" {
				t.Errorf("told %q", told)
			}
			for _, want := range test.want {
				if !strings.Contains(strings.ReplaceAll(told, "\u00a0", " "), want) {
					t.Errorf("%q is not in %q", want, told)
				}
			}
			if test.want != nil && !strings.HasSuffix(told, "\r\x1b[K") {
				t.Errorf("the line is left behind: %q", told)
			}
		})
	}
	quiet := (&Streams{Err: &bytes.Buffer{}, Language: lang.Swedish}).stages()
	quiet.at("Läser")
	quiet.end()
	if quiet.ended != nil {
		t.Error("it watches though nobody looks")
	}
}
