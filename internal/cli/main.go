package cli

import (
	"fmt"
	"io"
)

// Main runs the command named by args and returns the exit code of the process.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	fmt.Fprintln(stderr, "insyn: no command")
	return 2
}
