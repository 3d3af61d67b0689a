package main

import (
	"go/build"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// onceForAll keeps an analyzer from saying the same twice. A package that has
// tests of its own is looked through as it is and again together with them, and
// what is wrong with it is wrong there, too: it is enough to say it then. Others
// need what is known of the package as it is (facts, and results), so what gives
// them looks at both, and so does the search for what nobody uses.
func onceForAll(a *analysis.Analyzer) {
	if len(a.FactTypes) > 0 || a.ResultType != nil {
		return
	}
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if comesAgain(pass) {
			return nil, nil
		}
		return run(pass)
	}
}

// comesAgain tells whether the files, without tests among them, are looked
// through together with tests, too.
func comesAgain(pass *analysis.Pass) bool {
	dir := ""
	for _, f := range pass.Files {
		name := pass.Fset.File(f.FileStart).Name()
		if strings.HasSuffix(name, "_test.go") {
			return false
		}
		dir = filepath.Dir(name)
	}
	return dir != "" && hasTests(dir)
}

// tested holds whether packages have tests of their own, by their folders.
var tested sync.Map

// hasTests tells whether the package in the folder has tests that are a part of
// it. Those of another name, which see it from outside, are looked through alone.
func hasTests(dir string) bool {
	if has, known := tested.Load(dir); known {
		return has.(bool)
	}
	p, err := build.ImportDir(dir, 0)
	has := err == nil && len(p.TestGoFiles) > 0
	tested.Store(dir, has)
	return has
}
