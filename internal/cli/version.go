package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCommand tells which Insyn this is.
type versionCommand struct {
	JSON bool `env:"-" help:"Write it as JSON."`
}

// A build is what is known of how the program was made.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`
	Changed  bool   `json:"changed,omitempty"` // beside the revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// Run writes the version.
func (c versionCommand) Run(s *Streams) error {
	b := thisBuild()
	if c.JSON {
		return writeJSON(s.Out, b)
	}
	line := "insyn " + b.Version
	if b.Revision != "" {
		line += " (" + b.Revision[:min(12, len(b.Revision))]
		if b.Changed {
			line += "+"
		}
		line += ")"
	}
	_, err := fmt.Fprintf(s.Out, "%s %s %s\n", line, b.Go, b.Platform)
	return err
}

// thisBuild reads what the compiler left in the program.
func thisBuild() build {
	b := build{Version: "(devel)", Go: runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}
