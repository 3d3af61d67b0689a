package web

import (
	"net/url"

	"insyn/internal/fault"
)

// CheckBase tells whether a site can have base as its public address.
//
// Faults: Invalid.
func CheckBase(base string) error {
	_, err := checkBase(base)
	return err
}

// checkBase reads the public address: a scheme and a host, nothing more.
func checkBase(base string) (*url.URL, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" ||
		u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fault.New(fault.Invalid, "web.base-bad").At("url").With("URL", base)
	}
	return u, nil
}
