package web

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"insyn/internal/keys"
	"insyn/internal/trial"
)

// A kept page against the same bytes served by net/http alone: head and body,
// and then the body alone, which shows what the fields of the head cost. Both
// go over the same kind of connection, kept open, with requests written by hand
// so that the client costs as little as may be.
func BenchmarkRatioKeptPage(b *testing.B) {
	s, answer := keptOm(b)
	body := answer.Body.Bytes()
	b.Run("Whole", func(b *testing.B) {
		trial.Measure(b, trial.Ratio{Name: "Anonymous page from memory", Goal: 0.70,
			Peer: "the same bytes, head and body, by plain net/http",
			Ours: asking(b, s.Handler(), ""),
			Limit: asking(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				maps.Copy(w.Header(), answer.Header())
				w.Write(body)
			}), "")})
	})
	b.Run("Body", func(b *testing.B) {
		trial.Measure(b, trial.Ratio{Name: "Anonymous page from memory, its head counted as our work", Goal: 0.70,
			Peer: "the same body with two fields in its head, by plain net/http",
			Note: "fourteen fields for security and caching take 5 µs of net/http's time",
			Ours: asking(b, s.Handler(), ""),
			Limit: asking(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Length", strconv.Itoa(len(body)))
				w.Write(body)
			}), "")})
	})
}

// The answer "you have it already" against a bare handler that says the same.
func BenchmarkRatioNotModified(b *testing.B) {
	s, answer := keptOm(b)
	etag := answer.Header().Get("Etag")
	known := "If-None-Match: " + etag + "\r\n"
	trial.Measure(b, trial.Ratio{Name: "304 to who has the page", Goal: 0.80,
		Peer: "a bare handler that compares the tag",
		Ours: asking(b, s.Handler(), known),
		Limit: asking(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Etag", etag)
			if r.Header.Get("If-None-Match") == etag {
				w.WriteHeader(http.StatusNotModified)
			}
		}), known)})
}

// keptOm makes a site that logs as in service and has a page in memory.
func keptOm(b *testing.B) (*Server, *httptest.ResponseRecorder) {
	b.Helper()
	s, err := New(Options{Base: "http://insyn.example.se", Keys: keys.Generate(),
		Operator: exampleBody,
		Log:      slog.New(slog.NewJSONHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	out := httptest.NewRecorder()
	s.Handler().ServeHTTP(out, httptest.NewRequest("GET", "/om", nil))
	if out.Header().Get("Etag") == "" {
		b.Fatal("the page is not kept")
	}
	return s, out
}

// asking gives a function that asks a handler for /om over one connection, n times.
func asking(b *testing.B, h http.Handler, headers string) func(n int) error {
	b.Helper()
	server := httptest.NewServer(h)
	b.Cleanup(server.Close)
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = connection.Close() })
	request := []byte("GET /om HTTP/1.1\r\nHost: insyn.example.se\r\n" + headers + "\r\n")
	reader := bufio.NewReaderSize(connection, 64<<10)
	size := int64(-1) // the first answer tells how many bytes all of them have
	return func(n int) error {
		for range n {
			if _, err := connection.Write(request); err != nil {
				return err
			}
			if size < 0 {
				response, err := http.ReadResponse(reader, nil)
				if err != nil {
					return err
				}
				if size, err = io.Copy(io.Discard, response.Body); err != nil {
					return err
				}
				continue
			}
			if err := skipAnswer(reader, int(size)); err != nil {
				return err
			}
		}
		return nil
	}
}

// skipAnswer reads the head of an answer and as many bytes of body.
func skipAnswer(reader *bufio.Reader, size int) error {
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("the head of an answer: %w", err)
		}
		if len(line) <= 2 {
			break
		}
	}
	_, err := reader.Discard(size)
	return err
}
