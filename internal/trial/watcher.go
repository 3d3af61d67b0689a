package trial

import (
	"io"
	"os/exec"
)

// watcher is a small process that outlives the test process by a moment. It
// waits until the pipe that we hold is closed, which the kernel does when we
// end, even by a panic, a time limit or kill -9, and then runs a shell script.
type watcher struct {
	pipe io.WriteCloser // kept, so that the garbage collector does not close it
}

// watch starts a watcher that will run the script with the arguments as $1,
// $2, … when this process has ended.
func watch(script string, args ...string) (*watcher, error) {
	words := append([]string{"-c", "cat >/dev/null; " + script, "watcher"}, args...)
	cmd := exec.Command("sh", words...)
	apart(cmd) // Ctrl-C is for the tests, the clearing up still has to happen
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &watcher{pipe: pipe}, nil
}
