package post

import (
	"io"
	"testing"
)

// BenchmarkDeliver measures letters over a kept connection and over a new one
// each, to a server in the same process.
func BenchmarkDeliver(b *testing.B) {
	for name, perConn := range map[string]int{"kept": 1 << 30, "new": 1} {
		b.Run(name, func(b *testing.B) {
			on := start(b, Plain, func(s *server) {
				s.data = func(_ *session, r io.Reader) error { _, err := io.Copy(io.Discard, r); return err }
			})
			s := sender(b, on, Plain, func(c *Config) { c.PerConn = perConn })
			p := parcel(b, 1)
			for b.Loop() {
				if err := s.Deliver(b.Context(), p); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
		})
	}
}
