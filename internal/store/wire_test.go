package store

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestAWireEndsAtItsDeadline has a read wait that nobody answers.
func TestAWireEndsAtItsDeadline(t *testing.T) {
	for network, address := range map[string]string{"tcp": "localhost:0", "unix": filepath.Join(t.TempDir(), "s")} {
		listener, err := net.Listen(network, address)
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		connect := func() (net.Conn, net.Conn) {
			conn, err := net.Dial(network, listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			there, err := listener.Accept()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { there.Close() })
			here := waitInSystem(conn)
			t.Cleanup(func() { here.Close() })
			return here, there
		}
		read := func(from net.Conn, then func()) error {
			told := make(chan error)
			go func() {
				_, err := from.Read(make([]byte, 1))
				told <- err
			}()
			time.Sleep(time.Millisecond) // so that it waits, most often
			then()
			return <-told
		}
		here, there := connect()
		if err := read(here, func() { _, _ = there.Write([]byte("a")) }); err != nil {
			t.Errorf("%s: a byte: %v", network, err)
		}
		if err := read(here, func() {
			_ = here.SetDeadline(time.Now().Add(time.Hour))
			_ = here.SetDeadline(time.Time{})
			_ = there.Close()
		}); !errors.Is(err, io.EOF) {
			t.Errorf("%s: the other end: %v", network, err)
		}
		here, there = connect()
		if err := read(here, func() {
			_ = here.SetDeadline(time.Now().Add(time.Hour))
			w := here.(*wire)
			late := w.set
			_ = here.SetDeadline(time.Time{})
			w.expire(late) // as it had begun when it was called off
			_, _ = there.Write([]byte("a"))
		}); err != nil {
			t.Errorf("%s: a deadline that was called off: %v", network, err)
		}
		here, _ = connect()
		if err := read(here, func() { _ = here.SetDeadline(time.Now()) }); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s: a deadline: %v", network, err)
		}
		here, _ = connect()
		if err := read(here, func() { _ = here.Close() }); err == nil {
			t.Errorf("%s: a read went on after the end", network)
		}
	}
}
