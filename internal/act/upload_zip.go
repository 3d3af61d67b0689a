package act

import (
	"archive/zip"
	"bytes"
	"io"
)

// mostProperties bounds how much of a file's properties is looked at.
const mostProperties = 256 << 10

// coreProperties gives the parts of an office file that name its author.
func coreProperties(data []byte) [][]byte {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil // a file that cannot be opened tells nothing
	}
	var parts [][]byte
	for _, f := range archive.File {
		if f.Name != "docProps/core.xml" && f.Name != "meta.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			continue
		}
		part, err := io.ReadAll(io.LimitReader(r, mostProperties))
		r.Close()
		if err == nil {
			parts = append(parts, part)
		}
	}
	return parts
}
