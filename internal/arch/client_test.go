package arch

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dialling are the names with which a program reaches other hosts by itself.
var dialling = map[string][]string{
	"net": {"Dial", "DialTimeout", "DialTCP", "DialUDP", "Dialer"},
	"tls": {"Dial", "DialWithDialer", "Dialer"},
}

// dialers are the packages that dial, and why.
var dialers = map[string]string{
	"internal/fetch": "the one outbound client",
	"internal/post":  "the mail server that the operator has set",
}

// An address from a stranger that is dialled anywhere else would be dialled unchecked.
func TestOnlyTheClientDials(t *testing.T) {
	for _, s := range sources(t) {
		dir := filepath.ToSlash(filepath.Dir(s.path))
		if s.isTest() || dialers[dir] != "" || strings.HasPrefix(dir, "internal/post/") {
			continue
		}
		for pkg, names := range dialling {
			for _, call := range selectors(s.file, pkg, names...) {
				t.Errorf("%s: %s.%s: internal/fetch checks the address it dials; use that",
					s.set.Position(call.Pos()), pkg, call.Sel.Name)
			}
		}
	}
}

// What a resolver says is trusted in one place only, where it is checked.
func TestTheClientHasNoProxy(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() {
			continue
		}
		if found := selectors(s.file, "http", "ProxyFromEnvironment", "ProxyURL"); len(found) > 0 {
			t.Errorf("%s uses a proxy, which would dial for us, unchecked", s.path)
		}
	}
	if !slices.Contains(storeys[3], "internal/fetch") {
		t.Error("the client has moved: look at these tests again")
	}
}
