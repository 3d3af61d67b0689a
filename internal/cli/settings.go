package cli

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"insyn/internal/fault"
)

// settings reads a settings file: lines of "flag = value", where flag is that
// of the command line without its dashes ("db = postgres://…"), and # begins a
// comment. Flags of the command line and INSYN_… variables come before it.
//
// A line that no flag has the name of is refused: a setting that is spelt
// wrong would otherwise be none.
func settings(r io.Reader) (kong.Resolver, error) {
	values := settingsFile{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return nil, fault.New(fault.Invalid, "settings.line").With("Line", n)
		}
		values[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	return values, nil
}

// A settingsFile is the values of flags by their names.
type settingsFile map[string]string

// Validate implements kong.Resolver.
func (f settingsFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok && lasting(flag) {
			known[flag.Name] = true
		}
		return next(nil)
	})
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if !known[name] && err == nil {
			err = fault.New(fault.Invalid, "settings.unknown").With("Name", name)
		}
	}
	return err
}

// Resolve implements kong.Resolver.
func (f settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if v, ok := f[flag.Name]; ok && lasting(flag) {
		return v, nil
	}
	return nil, nil
}

// lasting tells whether a flag says how the site is run, and not what one
// command is to do: the name of a site must not become that of a person. Such
// flags have a variable of the environment.
func lasting(flag *kong.Flag) bool { return len(flag.Envs) > 0 }
