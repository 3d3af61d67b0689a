package main

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
)

// translated begin the paths of packages that a machine has translated from C:
// SQLite and the C library that it uses, which are a third of all the code that we
// depend on, and Brotli, which Parquet may be packed with: to look through its
// dictionary took a tenth of the time that everything took. Nothing of ours calls
// them: what a function there prints, or whether it returns, says nothing of our
// own code. They are passed over.
var translated = []string{"modernc.org/libc", "modernc.org/sqlite/lib",
	"github.com/andybalholm/brotli"}

// plain gives the analyzers of staticcheck as others know them.
func plain(all ...[]*lint.Analyzer) (bare []*analysis.Analyzer) {
	for _, some := range all {
		for _, a := range some {
			bare = append(bare, a.Analyzer)
		}
	}
	return bare
}

// passOver makes the analyzers, and those that they build upon, look at nothing
// in what is translated.
func passOver(all []*analysis.Analyzer, done map[*analysis.Analyzer]bool) {
	for _, a := range all {
		if done[a] {
			continue
		}
		done[a] = true
		passOver(a.Requires, done)
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			if isTranslated(pass.Pkg.Path()) {
				return nothing(a.ResultType), nil
			}
			return run(pass)
		}
	}
}

func isTranslated(path string) bool {
	for _, begin := range translated {
		if path == begin || strings.HasPrefix(path, begin+"/") {
			return true
		}
	}
	return false
}

// nothing is an empty result of the type; nil for an analyzer that gives none.
func nothing(result reflect.Type) any {
	if result == nil {
		return nil
	}
	return reflect.Zero(result).Interface()
}
