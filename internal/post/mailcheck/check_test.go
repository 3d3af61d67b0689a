package mailcheck

import (
	"crypto/ed25519"
	crand "crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"math/rand"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"insyn/internal/lang"
	"insyn/internal/post"
)

// key gives the same Ed25519 key every time.
func key(seed int64) ed25519.PrivateKey {
	b := make([]byte, ed25519.SeedSize)
	rand.New(rand.NewSource(seed)).Read(b)
	return ed25519.NewKeyFromSeed(b)
}

func settings() Config {
	return Config{From: "samrad@example.se", Host: "smtp.example.se",
		Sign: &post.Signing{Domain: "example.se", Selector: "insyn", Key: key(1)}}
}

func published() zone {
	z := good()
	z.txt["insyn._domainkey.example.se"] = []string{Record(key(1).Public())}
	return z
}

// keys gives the kinds of findings, in order.
func keys(r Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, strings.TrimPrefix(string(f.Key), "mailcheck."))
	}
	return all
}

func TestGoodSettings(t *testing.T) {
	r := Check(t.Context(), settings(), published())
	want := []string{"organizer-same", "envelope-aligned", "host-assumed", "spf-pass",
		"dkim-aligned", "dkim-matches", "dmarc-enforced", "dmarc-passes"}
	if got := keys(r); !slices.Equal(got, want) || r.Worst() != Note {
		t.Errorf("%s: %q", r.Worst(), got)
	}
	inWords(t, r)
}

func TestFaultsAreFound(t *testing.T) {
	ip := func(s string) func(*Config, zone) {
		return func(c *Config, _ zone) { c.Outgoing = []netip.Addr{netip.MustParseAddr(s)} }
	}
	record := func(name string, records ...string) func(*Config, zone) {
		return func(_ *Config, z zone) { z.txt[name] = records }
	}
	for _, test := range []struct {
		name   string
		change func(*Config, zone)
		want   []string // findings that must be there
		worst  Level
	}{
		{"not an address", func(c *Config, _ zone) { c.Organizer = "x" }, []string{"address"}, Fault},
		{"organiser elsewhere", func(c *Config, _ zone) { c.Organizer = "samrad@example.org" },
			[]string{"organizer-other", "dmarc-passes"}, Warning},
		{"organiser below", func(c *Config, _ zone) { c.Organizer = "samrad@moten.example.se" },
			[]string{"organizer-same"}, Note},
		{"through the provider", ip("198.51.100.7"), []string{"spf-pass", "dmarc-passes"}, OK},
		{"not allowed", ip("203.0.113.5"), []string{"spf-fail", "dmarc-passes"}, Fault},
		{"IPv6 not allowed", ip("2001:db8::1"), []string{"spf-fail"}, Fault},
		{"no SPF", record("example.se"), []string{"spf-missing"}, Fault},
		{"two SPF", record("example.se", "v=spf1 -all", "v=spf1 +all"), []string{"spf-several"}, Fault},
		{"open SPF", record("example.se", "v=spf1 +all"), []string{"spf-open", "spf-pass"}, Warning},
		{"soft SPF", record("example.se", "v=spf1 ~all"), []string{"spf-soft"}, Warning},
		{"broken SPF", record("example.se", "v=spf1 ip4:x -all"), []string{"spf-broken"}, Fault},
		{"SPF that turns in a circle", record("example.se", "v=spf1 include:example.se -all"),
			[]string{"spf-broken"}, Fault},
		{"no such host", func(c *Config, _ zone) { c.Host = "nowhere.example.se" },
			[]string{"host-unknown"}, Fault},
		{"no server named", func(c *Config, _ zone) { c.Host = "" },
			[]string{"host-missing", "dmarc-passes"}, Note},
		{"bounces elsewhere", func(c *Config, z zone) {
			c.Envelope = "bounce@mail.example.org"
			c.Outgoing = []netip.Addr{netip.MustParseAddr("198.51.100.7")}
		}, []string{"envelope-other", "spf-pass", "dmarc-passes"}, Warning},
		{"no key", func(_ *Config, z zone) { delete(z.txt, "insyn._domainkey.example.se") },
			[]string{"dkim-missing", "dmarc-passes"}, Fault},
		{"another key", record("insyn._domainkey.example.se", Record(key(2).Public())),
			[]string{"dkim-differs"}, Fault},
		{"revoked key", record("insyn._domainkey.example.se", "v=DKIM1; p="), []string{"dkim-differs"}, Fault},
		{"signed by somebody else", func(c *Config, z zone) {
			c.Sign.Domain = "mail.example.org"
			z.txt["insyn._domainkey.mail.example.org"] = []string{Record(key(1).Public())}
		}, []string{"dkim-other", "dkim-matches"}, Warning},
		{"the server signs", func(c *Config, _ zone) { c.Sign = nil }, []string{"dkim-elsewhere"}, Note},
		{"no DMARC", record("_dmarc.example.se"), []string{"dmarc-missing"}, Warning},
		{"DMARC above", func(c *Config, _ zone) { c.From = "a@sub.example.se"; c.Envelope = "a@example.se" },
			[]string{"dmarc-enforced", "dmarc-passes"}, Note},
		{"two DMARC", record("_dmarc.example.se", "v=DMARC1; p=none", "v=DMARC1; p=reject"),
			[]string{"dmarc-several"}, Fault},
		{"broken DMARC", record("_dmarc.example.se", "v=DMARC1; p=maybe"), []string{"dmarc-broken"}, Fault},
		{"watching DMARC", record("_dmarc.example.se", "v=DMARC1; p=none"), []string{"dmarc-watching"}, Note},
		{"nothing proves the sender", func(c *Config, z zone) {
			delete(z.txt, "insyn._domainkey.example.se")
			c.Outgoing = []netip.Addr{netip.MustParseAddr("203.0.113.5")}
		}, []string{"spf-fail", "dkim-missing", "dmarc-fails"}, Fault},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, z := settings(), published()
			test.change(&c, z)
			r := Check(t.Context(), c, z)
			for _, key := range test.want {
				if !slices.Contains(keys(r), key) {
					t.Errorf("%s was not found: %q", key, keys(r))
				}
			}
			if r.Worst() != test.worst {
				t.Errorf("worst is %s, want %s: %q", r.Worst(), test.worst, keys(r))
			}
			inWords(t, r)
		})
	}
}

// inWords fails when a finding cannot be said, or not mended, in a language.
func inWords(t *testing.T, r Report) {
	t.Helper()
	for _, f := range r.Findings {
		said.Store(f.Key, true)
	}
	for _, l := range lang.Languages() {
		for _, line := range r.Lines(lang.For(l)) {
			if line.Text == "" || (line.Remedy == "") != (line.Level == OK) {
				t.Errorf("%s: %+v", l, line)
			}
			if b, err := json.Marshal(line); err != nil || !strings.Contains(string(b), `"level"`) {
				t.Errorf("%s, %v", b, err)
			}
		}
	}
}

// DNS that does not answer is never taken for a missing record.
func TestSilenceIsNotAbsence(t *testing.T) {
	for name, absent := range map[string]string{"example.se": "spf-missing",
		"insyn._domainkey.example.se": "dkim-missing", "_dmarc.example.se": "dmarc-missing"} {
		z := published()
		z.broken = name
		r := Check(t.Context(), settings(), z)
		if got := keys(r); !slices.Contains(got, "dns-failed") || slices.Contains(got, absent) {
			t.Errorf("%s: %q", name, got)
		}
		inWords(t, r)
	}
}

// RSA keys are published in two forms; both are the same key.
func TestOlderFormOfAnRSAKey(t *testing.T) {
	private, err := rsa.GenerateKey(crand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	c, z := settings(), good()
	c.Sign.Key = private
	older := base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PublicKey(&private.PublicKey))
	for _, record := range []string{"v=DKIM1; p=" + older, Record(private.Public())} {
		z.txt["insyn._domainkey.example.se"] = []string{record}
		if r := Check(t.Context(), c, z); !slices.Contains(keys(r), "dkim-matches") {
			t.Errorf("%q", keys(r))
		}
	}
}
