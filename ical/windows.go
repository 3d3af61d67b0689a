package ical

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed windows.txt
var windowsText string

// windowsZones gives the IANA zone for each zone name of Windows.
var windowsZones = sync.OnceValue(func() map[string]string {
	zones := map[string]string{}
	for line := range strings.Lines(windowsText) {
		if windows, iana, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			zones[windows] = iana
		}
	}
	return zones
})
