// Command insyn runs a country's open-government work in the open.
package main

import (
	"os"

	"insyn/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
