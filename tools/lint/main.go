// Command lint looks through the modules in the folders given with all that go
// vet and staticcheck look for.
//
// Each of the two alone reads every package that we depend on, SQLite and the
// standard library among them, to know which functions print and which never
// return: a minute for go vet, and more for staticcheck. Together they read
// them once.
package main

import (
	"fmt"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
	"honnef.co/go/tools/lintcmd"
	"honnef.co/go/tools/simple"
	"honnef.co/go/tools/staticcheck"
	"honnef.co/go/tools/stylecheck"
	"honnef.co/go/tools/unused"
)

func main() {
	start, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "lint:", err)
		os.Exit(2)
	}
	worst := 0
	for _, dir := range os.Args[1:] {
		if err := chdir(start, dir); err != nil {
			fmt.Fprintln(os.Stderr, "lint:", err)
			os.Exit(2)
		}
		worst = max(worst, look())
	}
	os.Exit(worst)
}

// chdir goes to a folder that is given as seen from another.
func chdir(from, dir string) error {
	if err := os.Chdir(from); err != nil {
		return err
	}
	return os.Chdir(dir)
}

// look looks through the module in this folder, prints what is wrong and gives
// the exit code that says so.
func look() int {
	cmd := lintcmd.NewCommand("lint")
	cmd.ParseFlags([]string{"./..."})
	cmd.AddAnalyzers(slices.Concat(groups...)...)
	cmd.AddBareAnalyzers(vet...)
	return cmd.Execute()
}

// groups are the analyzers of staticcheck, in its groups.
var groups = [][]*lint.Analyzer{simple.Analyzers, staticcheck.Analyzers, stylecheck.Analyzers,
	{unused.Analyzer}}

func init() {
	done := map[*analysis.Analyzer]bool{}
	for _, a := range slices.Concat(plain(groups...), vet) {
		onceForAll(a)
	}
	passOver(plain(groups...), done)
	passOver(vet, done)
}
