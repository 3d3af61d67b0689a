//go:build !linux

package trial

import "time"

var began = time.Now()

// threadTime is how long the process has run: other systems do not tell how long
// the processors have worked for one thread.
func threadTime() time.Duration { return time.Since(began) }
