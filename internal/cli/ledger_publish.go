package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
	"insyn/rdf"
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
	if len(ledger.Personal(c.Reason)) > 0 {
		return fault.New(fault.Invalid, "purchase.reason-personal")
	}
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

// deliveries reads what has been published before. A folder that was being
// changed when the power went is put back first.
func (c ledgerPublishCommand) deliveries() (all []delivery, err error) {
	if _, err := os.Stat(c.Dir); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(c.Dir+".old", c.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	text, err := os.ReadFile(filepath.Join(c.Dir, "deliveries.json"))
	if errors.Is(err, fs.ErrNotExist) {
		if left, _ := os.ReadDir(c.Dir); len(left) > 0 {
			return nil, fault.New(fault.Conflict, "ledger.publish-not-ours").With("Path", c.Dir)
		}
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(text, &all)
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
		return nil, nil, fault.New(fault.Invalid, "ledger.mask-accounts").With("Detail",
			strings.TrimPrefix(err.Error(), "ledger: "))
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

// build makes the folder as it is to be beside the one that is, and puts it in its place.
func (c ledgerPublishCommand) build(s *Streams, t *ledger.Table, d *delivery, old []delivery) error {
	next := c.Dir + ".new"
	if err := os.RemoveAll(next); err != nil {
		return err
	}
	if err := os.MkdirAll(next, 0o755); err != nil {
		return fault.New(fault.Invalid, "ledger.not-written").With("Path", next).From(err)
	}
	b := &folder{streams: s, dir: next, before: c.Dir, command: c}
	if err := b.fill(t, d, old); err != nil {
		return errors.Join(err, os.RemoveAll(next))
	}
	if err := os.Rename(c.Dir, c.Dir+".old"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, c.Dir); err != nil {
		return errors.Join(err, os.Rename(c.Dir+".old", c.Dir))
	}
	return os.RemoveAll(c.Dir + ".old")
}

// A folder is what is published, while it is made.
type folder struct {
	streams     *Streams
	dir, before string
	command     ledgerPublishCommand
	sums        []string
	years       map[int][]act.LedgerFile
}

// fill makes every file: the deliveries, the years, and what describes them.
func (b *folder) fill(t *ledger.Table, d *delivery, old []delivery) error {
	var file bytes.Buffer
	tell := b.streams.watch(t, "ledger-doing.write")
	err := ledger.WriteParquet(&file, t, map[string]string{"insyn.period": d.Period, "insyn.reason": d.Reason})
	if tell.done(); err != nil {
		return err
	}
	number := 1
	all := slices.Clone(old)
	for i := range all {
		if all[i].Period == d.Period {
			all[i].Replaced = true
			number++
		}
	}
	d.File = path.Join("ar="+d.Period[:4], d.Period+"-"+strconv.Itoa(number)+".parquet")
	sum := sha256.Sum256(file.Bytes())
	d.SHA256 = hex.EncodeToString(sum[:])
	all = append(all, *d)
	b.years = map[int][]act.LedgerFile{}
	tables := map[int]*ledger.Table{}
	slices.SortStableFunc(all, func(x, y delivery) int { return strings.Compare(x.Period, y.Period) })
	for _, x := range all {
		if err := b.delivery(x, d, file.Bytes(), tables); err != nil {
			return err
		}
	}
	for year, t := range tables {
		if err := b.year(year, t); err != nil {
			return err
		}
	}
	return b.describe(all)
}

// delivery puts a delivery into the folder, after a look at its seal, and adds
// its rows to those of its year.
func (b *folder) delivery(x delivery, d *delivery, data []byte, tables map[int]*ledger.Table) error {
	if x.File != d.File {
		old, err := os.ReadFile(filepath.Join(b.before, filepath.FromSlash(x.File)))
		if err != nil {
			return err
		}
		if sum := sha256.Sum256(old); hex.EncodeToString(sum[:]) != x.SHA256 {
			return fault.New(fault.Conflict, "ledger.publish-broken").With("File", x.File)
		}
		data = old
	}
	year, err := strconv.Atoi(x.Period[:4])
	if err != nil {
		return err
	}
	if err := b.add(x.File, "application/vnd.apache.parquet", data, year); err != nil || x.Replaced {
		return err
	}
	if tables[year] == nil {
		tables[year] = ledger.NewTable()
	}
	return b.streams.readParquet(tables[year], &ledgerFile{ReaderAt: bytes.NewReader(data), name: x.File,
		size: int64(len(data))})
}

// year writes the rows of a year as CSV and JSON.
func (b *folder) year(year int, t *ledger.Table) error {
	name := strconv.Itoa(year)
	tell := b.streams.watch(t, "ledger-doing.write")
	defer tell.done()
	var csv, list bytes.Buffer
	if err := errors.Join(ledger.WriteCSV(&csv, t), ledger.WriteJSON(&list, t)); err != nil {
		return err
	}
	return errors.Join(b.add(name+".csv", "text/csv", csv.Bytes(), year),
		b.add(name+".json", "application/json", list.Bytes(), year))
}

// add writes a file and notes its seal; year 0 is no dataset.
func (b *folder) add(name, kind string, data []byte, year int) error {
	to := filepath.Join(b.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	b.sums = append(b.sums, hex.EncodeToString(sum[:])+"  "+name+"\n")
	if year > 0 {
		b.years[year] = append(b.years[year], act.LedgerFile{Name: name, MediaType: kind, Size: int64(len(data))})
	}
	return b.streams.writeNew(to, data)
}

// describe writes schema, licence, catalogue entry, list of deliveries and seals.
func (b *folder) describe(all []delivery) error {
	c := b.command
	now := time.Now()
	entry := act.LedgerEntry{Base: c.Base, Publisher: c.Publisher, Number: c.Number, Kind: c.Kind, Email: c.Email,
		Issued: now}
	if first, err := time.Parse(time.DateOnly, slices.MinFunc(all, func(x, y delivery) int {
		return strings.Compare(x.Published, y.Published)
	}).Published); err == nil {
		entry.Issued = first
	}
	for year := 2000; year < 2100; year++ {
		if files := b.years[year]; files != nil {
			entry.Years = append(entry.Years, act.LedgerYear{Year: year, Modified: now, Files: files})
		}
	}
	var turtle, list, schema bytes.Buffer
	err := errors.Join(rdf.Write(&turtle, rdf.Turtle, entry.Graph(), dcat.Prefixes), writeJSON(&list, all),
		writeJSON(&schema, ledger.Schema()))
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{"schema.json", schema.Bytes()}, {"catalogue.ttl", turtle.Bytes()}, {"deliveries.json", list.Bytes()},
		{"LICENSE.txt", []byte("CC0 1.0 Universal\nhttps://creativecommons.org/publicdomain/zero/1.0/\n")}} {
		if err := b.add(f.name, "", f.data, 0); err != nil {
			return err
		}
	}
	slices.Sort(b.sums)
	return b.streams.writeNew(filepath.Join(b.dir, "SHA256SUMS"), []byte(strings.Join(b.sums, "")))
}
