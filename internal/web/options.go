package web

import (
	"fmt"
	"net/url"
)

// checkBase reads the public address: a scheme and a host, nothing more.
func checkBase(base string) (*url.URL, error) {
	u, err := url.Parse(base)
	switch {
	case err != nil:
		return nil, fmt.Errorf("web: the public address: %w", err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("web: the public address %q must begin with http:// or https://", base)
	case u.Path != "" && u.Path != "/", u.RawQuery != "", u.Fragment != "", u.User != nil:
		return nil, fmt.Errorf("web: the public address %q must be a scheme and a host only", base)
	}
	return u, nil
}
