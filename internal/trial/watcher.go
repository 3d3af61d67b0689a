package trial

import (
	"io"
	"os/exec"
	"sync"
)

// watchers are the pipes that we hold. They are kept here so that the garbage
// collector does not close them.
var watchers struct {
	mutex sync.Mutex
	pipes []io.Closer
}

// watch starts a small process that outlives this one by a moment: it waits
// until a pipe that we hold is closed, which the kernel does when we end, even
// by a panic, a time limit or kill -9, and then runs the shell script with the
// arguments as $1, $2, …
func watch(script string, args ...string) error {
	words := append([]string{"-c", "cat >/dev/null; " + script, "watcher"}, args...)
	cmd := exec.Command("sh", words...)
	apart(cmd) // Ctrl-C is for the tests, the clearing up still has to happen
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	watchers.mutex.Lock()
	defer watchers.mutex.Unlock()
	watchers.pipes = append(watchers.pipes, pipe)
	return cmd.Start()
}
