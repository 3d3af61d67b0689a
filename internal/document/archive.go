package document

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"insyn/internal/fault"
)

// An archive is a ZIP file in memory whose parts are unpacked one at a time
// and never beyond what we take. Nothing is written to disk, so the names in
// it cannot lead anywhere.
type archive struct {
	parts  map[string]*zip.File
	budget int64 // bytes that may still be unpacked
}

func openArchive(data []byte) (*archive, error) {
	if len(data) > MaxFile {
		return nil, tooLarge(MaxFile)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damagedWord(err)
	}
	if len(z.File) > maxParts {
		return nil, fault.New(fault.TooLarge, "document.too-many-parts").With("Most", maxParts)
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), budget: 2 * maxPart}
	for _, f := range z.File {
		a.parts[strings.ToLower(f.Name)] = f
	}
	return a, nil
}

// part unpacks a part by its name; nil without error when there is none.
func (a *archive) part(name string) ([]byte, error) {
	f := a.parts[strings.ToLower(strings.TrimPrefix(path.Clean("/"+name), "/"))]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damagedWord(err)
	}
	defer r.Close()
	most := min(maxPart, a.budget)
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, damagedWord(err)
	}
	if int64(len(body)) > most {
		return nil, tooLarge(maxPart)
	}
	a.budget -= int64(len(body))
	return body, nil
}

// damagedWord says that a .docx file cannot be read.
func damagedWord(cause error) *fault.Error {
	return fault.New(fault.Invalid, "document.word-damaged").From(cause)
}
