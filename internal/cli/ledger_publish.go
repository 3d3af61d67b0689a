package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
)

// ledgerPublishCommand adds a delivery to a folder that can be put on the web.
type ledgerPublishCommand struct {
	Files     []string      `arg:"" name:"file" help:"Ledgers of the period, raw, in any format."`
	Dir       string        `env:"-" required:"" help:"Folder of what is published; made when it is not there." placeholder:"FOLDER" type:"path"`
	Period    string        `env:"-" required:"" help:"Month or year of the delivery: 2026-01, 2026." placeholder:"PERIOD"`
	Reason    string        `env:"-" help:"Why a period is delivered again." placeholder:"TEXT"`
	Base      string        `env:"-" required:"" help:"Address at which the folder will be found, ending with /." placeholder:"URL"`
	Publisher string        `env:"-" required:"" help:"Name of the body that publishes." placeholder:"NAME"`
	Number    string        `env:"-" required:"" help:"Its organisation number." placeholder:"NUMBER"`
	Kind      string        `env:"-" default:"LocalAuthority" enum:"LocalAuthority,RegionalAuthority,NationalAuthority" help:"What it is: ${enum}."`
	Email     string        `env:"-" required:"" help:"Contact point for the data." placeholder:"ADDRESS"`
	Policy    ledger.Policy `env:"-" default:"bucket" enum:"drop,bucket,pseudonym" help:"What becomes of rows whose supplier is a person: ${enum}."`
	Key       string        `env:"-" help:"File with the secret key of pseudonyms." placeholder:"FILE" type:"existingfile"`
	Accounts  []string      `env:"-" help:"Accounts whose suppliers are masked." placeholder:"ACCOUNT"`
}

// A delivery is a file that was published, and what became of the rows.
type delivery struct {
	Period    string             `json:"period"`
	File      string             `json:"file"`
	SHA256    string             `json:"sha256"`
	Published string             `json:"published"`
	Reason    string             `json:"reason,omitempty"`
	Replaced  bool               `json:"replaced,omitempty"` // by a later delivery
	Rows      int                `json:"rows"`
	Ore       int64              `json:"ore"`
	Rejected  int                `json:"rejected"`
	Mask      *ledger.MaskReport `json:"mask"`
}

var periodForm = regexp.MustCompile(`^20\d\d(-(0[1-9]|1[0-2]))?$`)

// Run reads, masks, proves, and lets the folder change all at once.
func (c ledgerPublishCommand) Run(s *Streams) error {
	if !periodForm.MatchString(c.Period) || !strings.HasSuffix(c.Base, "/") {
		return fault.New(fault.Invalid, "ledger.publish-usage")
	}
	if err := c.private(); err != nil {
		return err
	}
	return c.alone(func() error { return c.publish(s) })
}

// publish does the work of Run, while nobody else publishes in the folder.
func (c ledgerPublishCommand) publish(s *Streams) error {
	old, err := c.deliveries()
	if err != nil {
		return err
	}
	if err := c.allowed(old); err != nil {
		return err
	}
	out, d, err := c.masked(s)
	if err != nil {
		return err
	}
	if err := c.build(s, out, d, old); err != nil {
		return err
	}
	p := lang.For(s.Language)
	_, err = fmt.Fprintln(s.Out, p.T("ledger.published", "Count", d.Rows, "Sum", p.Money(d.Ore), "File", d.File,
		"Hash", d.SHA256))
	return err
}

// private refuses what would make something personal public: a reason that has
// it, and a body that is called by a personal number.
func (c ledgerPublishCommand) private() error {
	if len(ledger.Personal(c.Reason)) > 0 {
		return fault.New(fault.Invalid, "purchase.reason-personal")
	}
	found := ledger.Identify(c.Number).Kind.IsPerson()
	for _, text := range []string{c.Publisher, c.Number, c.Base, c.Email} {
		found = found || ledger.ProveText(text)
	}
	if found {
		return fault.New(fault.Invalid, "ledger.publish-person")
	}
	return nil
}

// deliveries reads what has been published before. A folder that was being
// changed when the power went is put back first.
func (c ledgerPublishCommand) deliveries() (all []delivery, err error) {
	if _, err := os.Stat(c.Dir); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(c.beside("before"), c.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, unwritten(c.Dir, err)
		}
	}
	return c.listed()
}

// listed reads the list of what has been published.
func (c ledgerPublishCommand) listed() (all []delivery, err error) {
	text, err := os.ReadFile(filepath.Join(c.Dir, listName))
	if errors.Is(err, fs.ErrNotExist) {
		if left, _ := os.ReadDir(c.Dir); len(left) > 0 {
			return nil, fault.New(fault.Conflict, "ledger.publish-not-ours").With("Path", shown(c.Dir))
		}
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &all)
	if err != nil || slices.ContainsFunc(all, func(d delivery) bool { return !d.named() }) {
		return nil, fault.New(fault.Conflict, "ledger.publish-list").With("Path", shown(c.Dir)).From(err)
	}
	return all, nil
}

// holds tells whether nothing has been published since a list was read.
func (c ledgerPublishCommand) holds(old []delivery) bool {
	now, err := c.listed()
	return err == nil && slices.EqualFunc(now, old, func(x, y delivery) bool { return x.File == y.File && x.SHA256 == y.SHA256 })
}

// named tells whether the file of a delivery is called as publish calls it. A
// list that somebody has written may point out of the folder.
func (d delivery) named() bool {
	number, ok := strings.CutPrefix(d.File, d.stem())
	n, err := strconv.Atoi(strings.TrimSuffix(number, ".parquet"))
	return periodForm.MatchString(d.Period) && ok && err == nil && d.File == d.fileName(n)
}

// stem is how the names of all files of a period begin.
func (d delivery) stem() string { return "ar=" + d.year() + "/" + d.Period + "-" }

func (d delivery) fileName(number int) string { return d.stem() + strconv.Itoa(number) + ".parquet" }

// year gives the year of the period, which is its first four figures.
func (d delivery) year() string { return d.Period[:min(4, len(d.Period))] }

func (d delivery) yearNumber() int {
	year, _ := strconv.Atoi(d.year()) // the form has been checked
	return year
}

// allowed tells whether the period may be delivered: a month of a year that was
// delivered whole, or the other way round, would count rows twice.
func (c ledgerPublishCommand) allowed(old []delivery) error {
	for _, d := range old {
		switch {
		case d.Replaced:
		case d.Period == c.Period && c.Reason == "":
			return fault.New(fault.Conflict, "ledger.publish-again").With("Period", c.Period)
		case d.Period != c.Period && (strings.HasPrefix(d.Period, c.Period) || strings.HasPrefix(c.Period, d.Period)):
			return fault.New(fault.Conflict, "ledger.publish-overlap").With("Period", d.Period)
		}
	}
	return nil
}

// masked reads the raw files and gives the rows without persons.
func (c ledgerPublishCommand) masked(s *Streams) (*ledger.Table, *delivery, error) {
	raw := ledger.NewTable()
	receipts, err := readLedgers(s, raw, c.Files, buyerFlags{c.Publisher, c.Number})
	if err != nil {
		return nil, nil, err
	}
	d := &delivery{Period: c.Period, Reason: c.Reason, Published: time.Now().Format(time.DateOnly)}
	for _, r := range receipts {
		d.Rejected += r.Rejected.Rows
		if err := writeReceipt(s, r); err != nil {
			return nil, nil, err
		}
	}
	if raw.Len() == 0 {
		return nil, nil, fault.New(fault.Refused, "purchase.empty")
	}
	for _, p := range ledger.PeriodsOf(raw) {
		if !strings.HasPrefix(p.Month, c.Period) {
			return nil, nil, fault.New(fault.Refused, "ledger.publish-outside").With("Period", c.Period).
				With("Count", p.Rows).With("Month", p.Month)
		}
	}
	options, err := ledgerMaskCommand{Policy: c.Policy, Key: c.Key, Accounts: c.Accounts}.options()
	if err != nil {
		return nil, nil, err
	}
	tell := s.watch(raw, "ledger-doing.mask")
	out, report, err := ledger.Mask(raw, options)
	tell.done()
	if err != nil {
		return nil, nil, act.LedgerFault(err)
	}
	d.Mask, d.Rows, d.Ore = report, out.Len(), out.Sum()
	return out, d, errors.Join(writeMaskReport(s, report), writeBalance(s, receipts, report), proven(s, out))
}

// writeBalance tells that every row of the files is published, refused or
// masked away, in rows and in öre; it fails where that does not hold.
func writeBalance(s *Streams, receipts []*ledger.Receipt, m *ledger.MaskReport) error {
	var in, rejected ledger.Tally
	for _, r := range receipts {
		in.Rows, in.Ore = in.Rows+r.In.Rows, in.Ore+r.In.Ore
		rejected.Rows, rejected.Ore = rejected.Rows+r.Rejected.Rows, rejected.Ore+r.Rejected.Ore
	}
	p := &page{Printer: lang.For(s.Language)}
	if in.Rows != m.Published.Rows+rejected.Rows+m.Dropped.Rows || in.Ore != m.Published.Ore+rejected.Ore+m.Dropped.Ore {
		return fault.New(fault.Internal, "ledger.unbalanced")
	}
	p.line("%s", p.T("ledger.all-rows", "In", in.Rows, "Published", m.Published.Rows, "Rejected", rejected.Rows, "Dropped", m.Dropped.Rows))
	p.line("%s", p.T("ledger.all-sums", "In", p.Money(in.Ore), "Published", p.Money(m.Published.Ore), "Rejected", p.Money(rejected.Ore),
		"Dropped", p.Money(m.Dropped.Ore)))
	_, err := fmt.Fprint(s.Out, p.text.String())
	return err
}

// build makes the folder as it is to be beside the one that is, and puts it in
// its place. Only the year of the delivery is made anew. The folder must be as
// it was when old was read: a backup may have been put back meanwhile.
func (c ledgerPublishCommand) build(s *Streams, t *ledger.Table, d *delivery, old []delivery) error {
	next := c.beside("next")
	if err := os.RemoveAll(next); err != nil {
		return unwritten(next, err)
	}
	if err := os.MkdirAll(next, 0o755); err != nil {
		return fault.New(fault.Invalid, "ledger.not-written").With("Path", shown(next)).From(bare(err))
	}
	b := &folder{streams: s, dir: next, before: c.Dir, command: c, years: map[int][]act.LedgerFile{}}
	b.kept = b.seals()
	err := b.fill(t, d, old)
	if err == nil && !c.holds(old) {
		err = fault.New(fault.Conflict, "ledger.publish-meanwhile").With("Path", shown(c.Dir))
	}
	if err == nil {
		err = c.swap(next)
	}
	if err != nil {
		_ = os.RemoveAll(next) // or else the next who publishes does
	}
	return err
}

// swap puts the folder that has been made in the place of the one that is. What
// it cannot put back or take away, the next who publishes does.
func (c ledgerPublishCommand) swap(next string) error {
	before := c.beside("before")
	if err := os.RemoveAll(before); err != nil { // of one that the power went from after the change
		return unwritten(before, err)
	}
	if err := os.Rename(c.Dir, before); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritten(c.Dir, err)
	}
	if err := os.Rename(next, c.Dir); err != nil {
		_ = os.Rename(before, c.Dir)
		return unwritten(c.Dir, err)
	}
	_ = os.RemoveAll(before)
	return nil
}
