package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Language lang.Language

	began time.Time // when what takes time began; see meter
}

// commands is everything that insyn can be told to do.
type commands struct {
	Demo         demoCommand         `cmd:"" help:"Show Insyn with an invented example: no set-up, a clock that can be moved, a mailbox that can be read."`
	Serve        serveCommand        `cmd:"" help:"Run the site."`
	Consultation consultationCommand `cmd:"" help:"Invitations on paper: read them, and tell what they lack."`
	Catalog      catalogCommand      `cmd:"" help:"Catalogues of open data: check, convert, export, compare."`
	Body         bodyCommand         `cmd:"" help:"Public bodies."`
	Staff        staffCommand        `cmd:"" help:"People who work with consultations, and their roles."`
	Plan         planCommand         `cmd:"" help:"Action plans: read and write them in OGP's own form."`
	Standards    standardsCommand    `cmd:"" help:"OGP's minimum requirements: what is met, what is not, and until when."`
	Keys         keysCommand         `cmd:"" help:"The keyring: what links and seals are made with."`
	Ledger       ledgerCommand       `cmd:"" help:"Supplier ledgers: read, check, mask, publish and compare purchasing data."`
	Redflag      redflagCommand      `cmd:"" help:"Reasons to look closer in supplier ledgers: run the rules, verify and compare results."`
	Mail         mailCommand         `cmd:"" help:"Mail: check that it will be believed."`
	Verify       verifyCommand       `cmd:"" help:"Check a receipt, a page or the public record of a site, without trusting the site."`
	DB           dataCommand         `cmd:"" name:"db" help:"The database: copy, back up, check."`
	Version      versionCommand      `cmd:"" help:"Tell which Insyn this is."`

	Settings kong.ConfigFlag `help:"Settings file, of lines \"flag = value\". insyn.conf in this folder is read without asking." placeholder:"FILE"`
}

// Main runs the command named by args and returns the exit code of the process.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if os.Getenv("INSYN_SETTINGS") == "" {
		_ = os.Unsetenv("INSYN_SETTINGS") // set to nothing it names no file, and not this folder
	}
	streams := &Streams{In: stdin, Out: stdout, Err: stderr, Language: language()}
	var c commands
	code := -1
	parser, err := kong.New(&c,
		kong.Name("insyn"),
		kong.Description("Insyn runs a country's open-government work in the open."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(n int) { code = n }),
		kong.Configuration(settings, "insyn.conf"),
		kong.DefaultEnvars("INSYN"),
		kong.UsageOnError(),
	)
	if err != nil {
		fmt.Fprintln(stderr, "insyn:", err)
		return 1
	}
	run, err := parser.Parse(args)
	if code >= 0 { // help was asked for
		return code
	}
	if err != nil {
		return report(misunderstood(err), streams)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	run.BindTo(ctx, (*context.Context)(nil))
	return report(run.Run(streams), streams)
}

// report tells what went wrong and gives the exit code.
func report(err error, s *Streams) int {
	if err == nil || errors.Is(err, context.Canceled) {
		return 0
	}
	var known *fault.Error
	if errors.As(err, &known) {
		fmt.Fprintln(s.Err, "insyn:", lang.For(s.Language).Fault(err))
		if known.Cause != nil {
			fmt.Fprintln(s.Err, "      ", because(known.Cause, lang.For(s.Language)))
		}
		return fault.Exit(err)
	}
	fmt.Fprintln(s.Err, "insyn:", err)
	return fault.Exit(err)
}

// because says what lies behind a failure: in words where it has some, else as
// the system put it.
func because(cause error, p *lang.Printer) string {
	if fault.Of(cause) == fault.Internal {
		return cause.Error()
	}
	return p.Fault(cause)
}

// language gives the language of whoever runs the command.
func language() lang.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "sv") {
				return lang.Swedish
			}
			return lang.English
		}
	}
	return lang.Swedish
}
