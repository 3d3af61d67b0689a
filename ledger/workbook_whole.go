package ledger

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/encoding/htmlindex"
)

// A soundness tells whether the parts of a workbook are whole. The library
// takes a part that is cut off, or broken on the way, for one that ends there:
// the rows after that would be lost without a word. So the parts are read a
// second time, beside it, to their ends.
type soundness struct {
	stopped atomic.Bool
	done    sync.WaitGroup
	err     error // after done
}

// checkParts begins to read the parts of a workbook.
func checkParts(file io.ReaderAt, size int64) *soundness {
	s := &soundness{}
	s.done.Go(func() { s.err = s.parts(file, size) })
	return s
}

// wait gives what is wrong when all has been read; nil where nothing is.
func (s *soundness) wait() error {
	if s == nil {
		return nil
	}
	s.done.Wait()
	return s.err
}

// stop ends the reading.
func (s *soundness) stop() {
	if s != nil {
		s.stopped.Store(true)
		s.done.Wait()
	}
}

var errStopped = errors.New("stopped")

func (s *soundness) parts(file io.ReaderAt, size int64) (err error) {
	defer misread(&err)
	z, err := zip.NewReader(file, size)
	if err != nil {
		return &Unread{Reason: "broken-workbook"}
	}
	for _, f := range z.File {
		// Shared strings are read by the library as a whole, with an error.
		if !strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, "sharedStrings.xml") {
			continue
		}
		if err := s.part(f); err != nil {
			return &Unread{Reason: "broken-workbook"}
		}
	}
	return nil
}

// part reads one part to its end.
func (s *soundness) part(f *zip.File) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	d := xml.NewDecoder(from)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}
	for !s.stopped.Load() {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
	return errStopped
}
