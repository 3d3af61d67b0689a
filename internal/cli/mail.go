package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"os"
	"time"

	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/post"
	"insyn/internal/post/mailcheck"
)

// mailCommand gathers what concerns mail.
type mailCommand struct {
	Check mailCheckCommand `cmd:"" help:"Check that the mail that Insyn sends will be believed: SPF, DKIM, DMARC and ORGANIZER."`
}

// mailCheckCommand looks at settings and DNS, or at a letter that came back.
type mailCheckCommand struct {
	From      string       `help:"Sender's address of all mail." placeholder:"ADDRESS"`
	Envelope  string       `help:"Address for bounces; that of --from when left out." placeholder:"ADDRESS"`
	Organizer string       `help:"ORGANIZER of calendar files; that of --from when left out." placeholder:"ADDRESS"`
	Outgoing  []netip.Addr `help:"Addresses from which receivers get your mail; those of the SMTP server when left out." placeholder:"IP"`
	File      *os.File     `env:"-" help:"Look at this received letter (.eml) instead: its signatures, what the receiving server found, its calendar." placeholder:"FILE"`
	JSON      bool         `env:"-" help:"Write the findings as JSON."`
	mailFlags
}

// Run writes the findings and fails when letters would be lost.
func (c mailCheckCommand) Run(ctx context.Context, s *Streams) error {
	report, err := c.report(ctx)
	if err != nil {
		return err
	}
	lines := report.Lines(lang.For(s.Language))
	if c.JSON {
		out := json.NewEncoder(s.Out)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		err = out.Encode(map[string]any{"worst": report.Worst(), "findings": lines})
	} else {
		err = writeFindings(s, lines)
	}
	if err == nil && report.Worst() == mailcheck.Fault {
		err = fault.New(fault.Refused, "mailcheck.failed")
	}
	return err
}

// report makes the check that the flags ask for.
func (c mailCheckCommand) report(ctx context.Context) (mailcheck.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if c.File != nil {
		defer c.File.Close()
		return mailcheck.Received(ctx, c.File, net.DefaultResolver), nil
	}
	if c.From == "" {
		return mailcheck.Report{}, fault.New(fault.Invalid, "mailcheck.no-from")
	}
	signing, err := c.signing()
	if err != nil {
		return mailcheck.Report{}, err
	}
	return mailcheck.Check(ctx, mailcheck.Config{From: c.From, Envelope: c.Envelope,
		Organizer: c.Organizer, Host: c.SMTPHost, Outgoing: c.Outgoing, Sign: signing},
		net.DefaultResolver), nil
}

// writeFindings writes what was found, where, and how to mend it.
func writeFindings(s *Streams, lines []mailcheck.Line) error {
	p := lang.For(s.Language)
	for _, l := range lines {
		text := p.T(string(l.Level.Name())) + ": " + l.Text + "\n"
		if l.Where != "" {
			text += "    " + l.Where
			if l.Record != "" {
				text += " = " + l.Record
			}
			text += "\n"
		}
		if l.Remedy != "" {
			text += "    → " + l.Remedy + "\n"
		}
		if _, err := fmt.Fprint(s.Out, text); err != nil {
			return err
		}
	}
	return nil
}

// dkimFlags say how mail is signed.
type dkimFlags struct {
	DKIMDomain   string `help:"Sign mail with DKIM for this domain, where the SMTP server does not." placeholder:"DOMAIN"`
	DKIMSelector string `default:"insyn" help:"Selector of the key: it is published at SELECTOR._domainkey.DOMAIN."`
	DKIMKey      string `help:"Private key in PEM form, RSA of 2048 bits or more, or Ed25519." type:"path"`
}

// signing reads the key; nil where mail is not signed by us.
func (d dkimFlags) signing() (*post.Signing, error) {
	if d.DKIMDomain == "" && d.DKIMKey == "" {
		return nil, nil
	}
	text, err := os.ReadFile(d.DKIMKey)
	if err != nil {
		return nil, fault.New(fault.Invalid, "post.key").At("dkim-key").From(err)
	}
	key, err := post.ParseKey(text)
	if err != nil {
		return nil, err
	}
	return &post.Signing{Domain: d.DKIMDomain, Selector: d.DKIMSelector, Key: key}, nil
}
