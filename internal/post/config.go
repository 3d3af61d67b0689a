package post

import (
	"crypto/tls"
	"net"
	"time"

	"insyn/internal/fault"
)

// Security is how the connection to the server is protected.
type Security string

// The ways of protecting a connection.
const (
	StartTLS Security = "starttls" // port 587: clear greeting, then TLS or nothing
	Implicit Security = "tls"      // port 465: TLS from the first byte
	Plain    Security = "none"     // only to this machine
)

// Config is what it takes to reach an SMTP server.
type Config struct {
	Host        string
	Port        int      // 0: the usual port of Security
	Security    Security // "" is StartTLS
	User        string   // "" is no authentication
	Password    string
	Auth        string // mechanism such as "plain"; "" takes the strongest that the server offers
	Hello       string // name we greet with; "" is the domain of nobody: "localhost"
	TLS         *tls.Config
	Sign        *Signing      // our own DKIM signature; nil where the server signs
	Connections int           // most connections at once; 0 is 4
	PerConn     int           // letters over one connection before a new one; 0 is 100
	Idle        time.Duration // an unused connection is not trusted longer than this; 0 is 30 s
	StepTimeout time.Duration // most time for one step; 0 is 60 s
	DataTimeout time.Duration // most time for the answer to a whole message; 0 is 10 minutes
}

// NewSMTP checks config and gives a Sender. Nothing is dialled until the first
// letter. Clear text to another machine is refused.
func NewSMTP(config Config) (*SMTP, error) {
	c := config
	if c.Host == "" {
		return nil, fault.New(fault.Invalid, "post.host").At("host")
	}
	if c.Security == "" {
		c.Security = StartTLS
	}
	ports := map[Security]int{StartTLS: 587, Implicit: 465, Plain: 25}
	port, known := ports[c.Security]
	if !known {
		return nil, fault.New(fault.Invalid, "post.security").At("security")
	}
	if c.Security == Plain && !isLoopback(c.Host) {
		return nil, fault.New(fault.Invalid, "post.plain").At("security").With("Host", c.Host)
	}
	if _, known := mechanisms[c.Auth]; c.Auth != "" && !known {
		return nil, fault.New(fault.Invalid, "post.auth").At("auth")
	}
	if c.Port == 0 {
		c.Port = port
	}
	setDefault(&c.Hello, "localhost")
	setDefault(&c.Connections, 4)
	setDefault(&c.PerConn, 100)
	setDefault(&c.Idle, 30*time.Second)
	setDefault(&c.StepTimeout, time.Minute)
	setDefault(&c.DataTimeout, 10*time.Minute)
	if c.TLS == nil {
		c.TLS = &tls.Config{ServerName: c.Host, MinVersion: tls.VersionTLS12}
	}
	return &SMTP{config: c, turns: make(chan struct{}, c.Connections)}, nil
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
