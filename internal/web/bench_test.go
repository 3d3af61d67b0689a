package web

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"insyn/internal/keys"
)

// The pairs below are read as ratios: a kept page against the same bytes served
// by net/http alone, and the answer "you have it" against a bare handler. Each
// pair goes over the same kind of connection, kept open, with requests written
// by hand so that the client costs as little as may be.

func BenchmarkKeptPage(b *testing.B) {
	s, _, _ := keptOm(b)
	exchange(b, s.Handler(), "")
}

func BenchmarkSameBytes(b *testing.B) {
	_, body, _ := keptOm(b)
	exchange(b, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Write(body)
	}), "")
}

func BenchmarkKeptNotModified(b *testing.B) {
	s, _, etag := keptOm(b)
	exchange(b, s.Handler(), "If-None-Match: "+etag+"\r\n")
}

func BenchmarkBareNotModified(b *testing.B) {
	_, _, etag := keptOm(b)
	exchange(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
		}
	}), "If-None-Match: "+etag+"\r\n")
}

// keptOm makes a site that logs as in service and has a page in memory.
func keptOm(b *testing.B) (*Server, []byte, string) {
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
	return s, out.Body.Bytes(), out.Header().Get("Etag")
}

// exchange asks for /om over one connection, again and again.
func exchange(b *testing.B, h http.Handler, headers string) {
	server := httptest.NewServer(h)
	defer server.Close()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(time.Minute))
	request := []byte("GET /om HTTP/1.1\r\nHost: insyn.example.se\r\n" + headers + "\r\n")
	reader := bufio.NewReaderSize(connection, 64<<10)
	// The first answer tells how many bytes all of them have.
	connection.Write(request)
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		b.Fatal(err)
	}
	size, _ := io.Copy(io.Discard, response.Body)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		connection.Write(request)
		skipAnswer(b, reader, int(size))
	}
}

// skipAnswer reads the head of an answer and as many bytes of body.
func skipAnswer(b *testing.B, reader *bufio.Reader, size int) {
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			b.Fatal(err)
		}
		if len(line) <= 2 {
			break
		}
	}
	if _, err := reader.Discard(size); err != nil {
		b.Fatal(err)
	}
}
