package cli

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/keys"
	"insyn/internal/letter"
	"insyn/internal/post"
	"insyn/internal/record"
	"insyn/internal/store"
	"insyn/internal/web"
)

// database is where the data is; every command that needs it embeds it.
type database struct {
	DB string `default:"insyn.db" help:"Database: a file for SQLite, or postgres://…" placeholder:"FILE|URL"`
}

// open opens the database.
func (d database) open(ctx context.Context) (*store.DB, error) {
	return openDatabase(ctx, d.DB, false)
}

// serveCommand runs the site.
type serveCommand struct {
	database
	Listen  string        `default:"localhost:8080" help:"Address to serve on."`
	URL     string        `help:"Public address of the site, such as https://insyn.example.se." placeholder:"URL"`
	Name    string        `default:"Insyn" help:"Name of the site."`
	Admin   string        `help:"Address for /healthz, /readyz and /metrics, not for the public: 127.0.0.1:9090." placeholder:"ADDRESS"`
	TLSCert string        `name:"tls-cert" help:"Certificate (PEM), where no proxy does TLS." placeholder:"FILE" type:"path"`
	TLSKey  string        `name:"tls-key" help:"Private key of the certificate (PEM)." placeholder:"FILE" type:"path"`
	Keys    string        `default:"insyn-keys.json" help:"Keyring; made when it is missing. All processes share it." type:"path"`
	From    string        `help:"Sender's address of all mail." placeholder:"ADDRESS"`
	Trusted []string      `help:"Proxies whose X-Forwarded-For is believed, as networks: 10.0.0.0/8." placeholder:"NET"`
	Witness []string      `help:"Public keys of witnesses of the public record whose signatures are taken in, as name+hash+base64." placeholder:"KEY"`
	Depot   string        `default:"insyn-depot" help:"Folder for large files, such as ledgers; made when it is missing. All processes share it." type:"path"`
	Lease   time.Duration `default:"2m" help:"How long a process may take to send one message before another tries."`
	operatorFlags
	mailFlags
}

// mailFlags say how mail leaves the house.
type mailFlags struct {
	SMTPHost     string `help:"SMTP server. Without one, mail is written as drafts." placeholder:"HOST"`
	SMTPPort     int    `help:"Port of the SMTP server; 0 is the usual one of its security."`
	SMTPSecurity string `default:"starttls" enum:"starttls,tls,none" help:"starttls, tls, or none (loopback only)."`
	SMTPUser     string `help:"Name to sign in with at the SMTP server." placeholder:"NAME"`
	SMTPPassword string `help:"Password; better as the variable INSYN_SMTP_PASSWORD." placeholder:"WORD"`
	dkimFlags
	Drafts       string `default:"drafts" help:"Folder for mail as .eml drafts, where there is no SMTP server." type:"path"`
	SignInDrafts string `default:"sign-in-drafts" help:"Folder for the drafts that sign staff in: for the operator alone." type:"path"`
}

// sender opens the way out for mail.
func (m mailFlags) sender() (post.Sender, error) {
	if m.SMTPHost == "" {
		return post.NewDrafts(m.Drafts, m.SignInDrafts)
	}
	signing, err := m.signing()
	if err != nil {
		return nil, err
	}
	return post.NewSMTP(post.Config{Host: m.SMTPHost, Port: m.SMTPPort,
		Security: post.Security(m.SMTPSecurity),
		User:     m.SMTPUser, Password: m.SMTPPassword, Sign: signing})
}

// Run serves the site until it is interrupted.
func (c serveCommand) Run(ctx context.Context, s *Streams) error {
	said, err := c.read()
	if err != nil {
		return err
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	ring, err := keys.Load(c.Keys)
	if err != nil {
		return err
	}
	out, err := c.sender()
	if err != nil {
		return err
	}
	defer out.Close()
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	if l, err = c.secured(l); err != nil {
		return err
	}
	operator := c.body(c.Name, c.From)
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	base := strings.TrimSuffix(cmp.Or(c.URL, c.scheme()+l.Addr().String()), "/")
	client := fetch.New(fetch.Options{Agent: agent(base, operator.Email)})
	defer client.Close()
	desk := &act.Desk{DB: db, Keys: ring, Now: time.Now, Fetch: client, Site: act.Site{URL: base,
		Name: c.Name, From: c.From, Contact: operator.Email}, Witnesses: said.witnesses}
	if desk.Depot, err = depot.Open(c.Depot); err != nil {
		return err
	}
	if err := c.advise(ctx, desk, s); err != nil {
		return err
	}
	watch, err := c.watch(ctx, db)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "Insyn: %s\n", base)
	if watch != nil {
		fmt.Fprintf(s.Out, "Admin: http://%s\n", watch.address)
	}
	return site{desk: desk, sender: courier{out}, log: log, lease: c.Lease,
		web: web.Options{Base: base, Trusted: said.trusted, Operator: operator,
			Accessibility: said.assessment,
			Observed:      watch.count()}}.run(ctx, l)
}

// A reading is what the flags say.
type reading struct {
	trusted    []netip.Prefix
	assessment web.Assessment
	witnesses  []record.Key
}

// read tells whether the flags can be understood, before anything is made: a
// command that was mistyped must not leave a database and a keyring behind.
func (c serveCommand) read() (r reading, err error) {
	if _, err := letter.ParseAddress(c.From); err != nil {
		return r, fault.New(fault.Invalid, "mailcheck.no-from").From(err) // no letter could be written
	}
	if c.URL != "" {
		if err := web.CheckBase(c.URL); err != nil {
			return r, err
		}
	}
	if r.trusted, err = networks(c.Trusted); err != nil {
		return r, err
	}
	if r.assessment, err = c.assessment(); err != nil {
		return r, err
	}
	r.witnesses, err = witnesses(c.Witness)
	return r, err
}

// agent is how the program names itself to the hosts that it asks: what it is,
// where it runs, and whom to write to.
func agent(base, contact string) string {
	if base == "" {
		return "Insyn/1"
	}
	name := "Insyn/1 (+" + base
	if contact != "" {
		name += "; " + contact
	}
	return name + ")"
}

// scheme is how the site is reached where nobody has said so.
func (c serveCommand) scheme() string {
	if c.TLSCert != "" {
		return "https://"
	}
	return "http://"
}

// watch opens the address for those who run the site; nil where there is none.
func (c serveCommand) watch(ctx context.Context, db *store.DB) (*admin, error) {
	if c.Admin == "" {
		return nil, nil
	}
	l, err := listen(c.Admin)
	if err != nil {
		return nil, err
	}
	a := newAdmin(db, time.Now)
	a.address = l.Addr().String()
	go a.serve(ctx, l)
	return a, nil
}

// networks reads the list of trusted proxies.
func networks(list []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fault.New(fault.Invalid,
				"serve.network-bad").At("trusted").With("Network", s).From(err)
		}
		all = append(all, p)
	}
	return all, nil
}

// witnesses reads the keys of those whose cosignatures are taken in.
func witnesses(list []string) (all []record.Key, err error) {
	for _, text := range list {
		k, err := record.ParseKey(text)
		if err != nil || !k.IsWitness() {
			return nil, fault.New(fault.Invalid, "serve.witness-bad").At("witness").With("Key", text).From(err)
		}
		all = append(all, k)
	}
	return all, nil
}
