package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// errSlow ends a request whose body does not come as it should.
var errSlow = errors.New("the body came too slowly")

// errLarge ends one whose body is larger than asked for.
var errLarge = errors.New("the body is larger than asked for")

// read takes the body of an answer: at a least pace, under a cap that counts
// unpacked bytes, and packed ones too.
func (c *Client) read(a *Response, got *http.Response, r Request,
	cancel context.CancelCauseFunc) error {
	host := got.Request.URL.Hostname()
	paced := c.paced(got.Body, cancel)
	defer paced.stop()
	packed := &capped{from: paced, left: r.MostBytes}
	body, err := unpacked(got.Header.Get("Content-Encoding"), packed)
	if err == nil {
		a.Body, a.Cut, err = taken(body, r)
	}
	r.Budget.add(r.MostBytes - packed.left)
	switch {
	case err == nil:
		return r.Budget.exceeded(host)
	case paced.slow.Load():
		return failed(Slow, host, errSlow)
	case errors.Is(err, errLarge):
		return failed(TooLarge, host, err)
	case errors.Is(err, errPacked), isGzip(err):
		return failed(Garbled, host, err)
	}
	return network(host, err)
}

// taken reads at most what was asked for, and tells whether there was more.
func taken(body io.Reader, r Request) ([]byte, bool, error) {
	pieces, err := upTo(body, r.MostBytes)
	switch more := errors.Is(err, errLarge); {
	case more && r.Beginning:
		return bytes.Join(pieces, nil), true, nil
	case more:
		return nil, false, errLarge
	}
	return bytes.Join(pieces, nil), false, err
}

// upTo reads at most so many bytes, and fails with errLarge when there are
// more. They come in pieces, for the caller to join: what is too large is then
// never held twice.
func upTo(from io.Reader, most int64) (pieces [][]byte, err error) {
	from = &capped{from: from, left: most}
	for size := 4 << 10; err == nil; size = min(2*size, 4<<20) {
		piece, n := make([]byte, size), 0
		for n < size && err == nil {
			var more int
			more, err = from.Read(piece[n:])
			n += more
		}
		pieces = append(pieces, piece[:n])
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return pieces, err
}

// errPacked is the failure of a packing that the client did not ask for.
var errPacked = errors.New("packed in a way that was not asked for")

// unpacked gives the body as it was before it was packed for the journey.
// Several layers are refused: nobody honest packs twice.
func unpacked(encoding string, body io.Reader) (io.Reader, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		packed, err := gzip.NewReader(body)
		if errors.Is(err, io.EOF) { // no body at all
			return body, nil
		}
		return packed, err
	}
	return nil, errPacked
}

// isGzip tells whether gzip could not make sense of its bytes.
func isGzip(err error) bool {
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) ||
		strings.HasPrefix(err.Error(), "flate:")
}

// Packed tells whether a body is itself a gzip file, which some publish as
// such.
func Packed(body []byte) bool { return bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) }

// Unpack gives what is in a gzip file, at most so many bytes.
func Unpack(body []byte, most int64) ([]byte, error) {
	from, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, failed(Garbled, "", err)
	}
	pieces, err := upTo(from, most)
	switch {
	case errors.Is(err, errLarge):
		return nil, failed(TooLarge, "", errLarge)
	case err != nil:
		return nil, failed(Garbled, "", err)
	}
	return bytes.Join(pieces, nil), nil
}

// capped fails when more comes through it than is allowed.
type capped struct {
	from io.Reader
	left int64
}

// Read fails with errLarge beyond the cap.
func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		var one [1]byte
		if n, err := io.ReadFull(c.from, one[:]); n == 0 {
			return 0, err
		}
		return 0, errLarge
	}
	n, err := c.from.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// paced watches how a body comes: a silence, or less than the pace after the
// grace, ends the request, for a read that waits can be woken no other way.
func (c *Client) paced(body io.Reader, cancel context.CancelCauseFunc) *pacer {
	p := &pacer{from: body, options: c.options, begun: time.Now()}
	p.silence = time.AfterFunc(c.options.Silence, func() {
		p.slow.Store(true)
		cancel(errSlow)
	})
	return p
}
