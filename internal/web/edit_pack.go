package web

import (
	"bytes"
	"encoding/json"
	"errors"

	"insyn/internal/consult"
)

// packContent writes content as text that a form can carry.
func packContent(c consult.Content) (string, error) {
	b, err := json.Marshal(c)
	return string(b), err
}

// parseContent reads what packContent wrote. Unknown fields, and anything
// after the end, are refused; so is a template that there is none of.
func parseContent(s string) (c consult.Content, err error) {
	in := json.NewDecoder(bytes.NewReader([]byte(s)))
	in.DisallowUnknownFields()
	if err := in.Decode(&c); err != nil {
		return consult.Content{}, err
	}
	if in.More() {
		return consult.Content{}, errors.New("more than one value")
	}
	if _, known := whatTemplates[c.Template]; !known {
		return consult.Content{}, errors.New("no such template")
	}
	for i := range c.Material {
		c.Material[i].File = "" // files are kept by uploading them, not by naming them
	}
	if len(c.Agenda) > mostRows || len(c.Questions) > mostRows || len(c.Commitments) > mostRows ||
		len(c.Material) > mostRows {
		return consult.Content{}, errors.New("too many rows")
	}
	return c, nil
}
