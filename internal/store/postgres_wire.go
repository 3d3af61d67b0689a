package store

import (
	"context"
	"errors"
	"net"
	"os"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// A wire is a connection whose reads wait in the system and not in Go's poller:
// the answer wakes who waits for it, on the processor where it waited. By way of
// the poller it wakes one thread that wakes another, beside a server that could
// use the processor meanwhile; a registration takes a third longer so. A read
// keeps a thread; there are no more of them than connections.
type wire struct {
	net.Conn          // for its addresses, and to end what waits
	file     *os.File // the same connection

	mutex   sync.Mutex
	end     *time.Timer // at the deadline
	set     int         // how often that was set
	expired bool
}

// wired gives a way to connect by wires where dial connects as usual.
func wired(dial pgconn.DialFunc) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return waitInSystem(conn), nil
	}
}

// waitInSystem makes a wire of a connection, where the system can.
func waitInSystem(conn net.Conn) net.Conn {
	socket, ok := conn.(interface{ File() (*os.File, error) })
	if !ok {
		return conn
	}
	file, err := socket.File()
	if err != nil {
		return conn
	}
	file.Fd() // from now on it blocks
	return &wire{Conn: conn, file: file}
}

// Read implements net.Conn.
func (w *wire) Read(p []byte) (int, error) {
	n, err := w.file.Read(p)
	return n, w.explain(err)
}

// Write implements net.Conn.
func (w *wire) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	return n, w.explain(err)
}

// explain tells an end that a deadline has made from others.
func (w *wire) explain(err error) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if err != nil && w.expired {
		return os.ErrDeadlineExceeded
	}
	return err
}

// SetDeadline implements net.Conn, but that a deadline which has passed is the
// end of the connection: pgx uses none that it has not let pass.
func (w *wire) SetDeadline(at time.Time) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.end != nil {
		w.end.Stop()
		w.end = nil
	}
	w.set++
	if mine := w.set; !at.IsZero() {
		w.end = time.AfterFunc(time.Until(at), func() { w.expire(mine) })
	}
	return nil
}

// SetReadDeadline implements net.Conn, for writing too.
func (w *wire) SetReadDeadline(at time.Time) error { return w.SetDeadline(at) }

// SetWriteDeadline implements net.Conn, for reading too.
func (w *wire) SetWriteDeadline(at time.Time) error { return w.SetDeadline(at) }

// expire ends the connection at a deadline, unless another was set meanwhile:
// what is sent after that must not be cut off.
func (w *wire) expire(set int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if set == w.set {
		w.expired = true
		w.stop()
	}
}

// stop ends what waits to read or write.
func (w *wire) stop() {
	if c, ok := w.Conn.(interface {
		CloseRead() error
		CloseWrite() error
	}); ok {
		_ = c.CloseRead()
		_ = c.CloseWrite()
	}
}

// Close implements net.Conn.
func (w *wire) Close() error {
	_ = w.SetDeadline(time.Time{})
	w.stop()
	return errors.Join(w.file.Close(), w.Conn.Close())
}
