package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/cli/verify"
	"insyn/internal/fault"
	"insyn/internal/fetch"
	"insyn/internal/lang"
	"insyn/internal/record"
)

// verifyCommand checks the public record of a site without trusting the site.
type verifyCommand struct {
	Target   string `arg:"" help:"A receipt (file or address), a page that shows what was published, or a record: https://…/log."`
	Key      string `env:"-" help:"Public key of the record, to believe instead of the first one seen." placeholder:"KEY"`
	State    string `env:"-" help:"File that remembers what was seen of records." placeholder:"FILE" type:"path"`
	Offline  bool   `env:"-" help:"Ask nobody: check a receipt by the proof that it carries."`
	Loopback bool   `env:"-" help:"Let the record be on this machine, for tests and demonstrations."`
	JSON     bool   `env:"-" help:"Write what was checked as JSON."`
}

// Run checks, tells what was found, and fails when something does not hold.
func (c verifyCommand) Run(ctx context.Context, s *Streams) error {
	path, err := c.statePath()
	if err != nil {
		return err
	}
	auditor := verify.Auditor{Public: act.IsPublic}
	if auditor.State, err = verify.LoadState(path); err != nil {
		return err
	}
	if c.Key != "" {
		if auditor.Key, err = record.ParseKey(c.Key); err != nil {
			return err
		}
	}
	if !c.Offline {
		client := fetch.New(fetch.Options{Agent: "insyn-verify", Loopback: c.Loopback, Pause: -1})
		defer client.Close()
		auditor.Fetch = fetching(client)
	}
	report, err := c.audit(ctx, auditor)
	if err != nil {
		return err
	}
	if err := auditor.State.Save(path); err != nil {
		return err
	}
	if err := c.tell(s, report); err != nil {
		return err
	}
	if failed := report.Failed(); failed != nil {
		return fault.New(fault.Of(failed), "verify.failed").From(failed)
	}
	return nil
}

// audit checks what the target turns out to be.
func (c verifyCommand) audit(ctx context.Context, auditor verify.Auditor) (*verify.Report, error) {
	if strings.HasPrefix(c.Target, "https://") || strings.HasPrefix(c.Target, "http://") {
		if c.Offline {
			return nil, fault.New(fault.Invalid, "verify.offline-address")
		}
		return auditor.URL(ctx, c.Target)
	}
	text, err := os.ReadFile(c.Target)
	if err != nil {
		return nil, fault.New(fault.NotFound, "verify.no-file").With("Path", c.Target).From(err)
	}
	return auditor.Receipt(ctx, text)
}

// statePath gives the file that remembers.
func (c verifyCommand) statePath() (string, error) {
	if c.State != "" {
		return c.State, nil
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", fault.New(fault.Invalid, "verify.no-state").From(err)
	}
	return filepath.Join(folder, "insyn", "verify.json"), nil
}

// fetching asks the web by way of the one client.
func fetching(client *fetch.Client) func(context.Context, string) (verify.Got, error) {
	return func(ctx context.Context, address string) (verify.Got, error) {
		answer, err := client.Do(ctx, fetch.Request{Address: address, Deadline: 30 * time.Second})
		if err != nil {
			return verify.Got{}, err
		}
		return verify.Got{Status: answer.Status, Type: answer.Header.Get("Content-Type"),
			Body: answer.Body}, nil
	}
}

// verified is a report for programs.
type verified struct {
	Verified bool            `json:"verified"`
	Log      string          `json:"log"`
	Size     int64           `json:"size"`
	FirstUse bool            `json:"first_use"`
	Checks   []verifiedCheck `json:"checks"`
	Evidence []string        `json:"evidence,omitempty"`
}

type verifiedCheck struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Text  string `json:"text"`
}

// tell writes the report.
func (c verifyCommand) tell(s *Streams, r *verify.Report) error {
	p := lang.For(s.Language)
	out := verified{Verified: r.Failed() == nil, Log: r.Log, Size: r.Size, FirstUse: r.FirstUse,
		Checks: []verifiedCheck{}, Evidence: r.Evidence}
	for _, check := range r.Checks {
		out.Checks = append(out.Checks, verifiedCheck{check.Name, check.OK, check.Text(p)})
	}
	if c.JSON {
		return writeJSON(s.Out, out)
	}
	for _, check := range out.Checks {
		word := p.T("verify.holds")
		if !check.OK {
			word = p.T("verify.breaks")
		}
		fmt.Fprintf(s.Out, "%s  %s\n", word, check.Text)
	}
	for _, e := range out.Evidence {
		fmt.Fprintf(s.Out, "\n%s\n%s", p.T("verify.evidence"), e)
	}
	if out.Verified {
		_, err := fmt.Fprintln(s.Out, p.T("verify.all-holds", "Log", cmp.Or(r.Log, c.Target)))
		return err
	}
	return nil
}
