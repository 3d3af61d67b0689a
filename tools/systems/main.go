// Command systems type-checks the module above this one for other operating
// systems, given as windows/amd64 and the like.
//
// Compiling for them would take the two minutes that SQLite takes each time.
// What can go wrong in our own code (a call that a system does not have, a
// file for one system only) is seen by the type checker; of the packages that
// we depend on, their declarations are enough for that. What it does not see,
// make dist does.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	faults := 0
	for _, system := range os.Args[1:] {
		found, err := check("..", system)
		if err != nil {
			fmt.Fprintln(os.Stderr, "systems:", err)
			os.Exit(2)
		}
		for _, fault := range found {
			fmt.Fprintf(os.Stderr, "%s: %s\n", system, fault)
		}
		faults += len(found)
	}
	if faults > 0 {
		os.Exit(1)
	}
}

// check type-checks the module at dir for a system and lists what is wrong.
func check(dir, system string) (faults []string, err error) {
	goos, goarch, ok := strings.Cut(system, "/")
	if !ok {
		return nil, fmt.Errorf("%q is no system: want windows/amd64 or the like", system)
	}
	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesSizes | packages.NeedModule,
		Dir:       dir,
		Env:       append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch),
		ParseFile: parse,
	}
	found, err := packages.Load(config, "./...")
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no packages in %s", dir)
	}
	for _, p := range found {
		for _, e := range p.Errors {
			faults = append(faults, e.Error())
		}
	}
	return faults, nil
}

// parse reads a file; of one that is not ours the bodies of functions are
// forgotten at once. That leaves imports without use, about which the checker
// complains: faults of packages that are not ours are not reported.
func parse(set *token.FileSet, name string, text []byte) (*ast.File, error) {
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if file == nil || ours(name) {
		return file, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			f.Body = nil
		}
	}
	return file, err
}

// root is where the module stands whose files are ours.
var root, _ = os.Getwd()

// ours reports whether the file belongs to the module above.
func ours(name string) bool {
	return strings.HasPrefix(name, strings.TrimSuffix(root, "tools"))
}
