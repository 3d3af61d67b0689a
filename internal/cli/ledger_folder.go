package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/dcat"
	"insyn/internal/act"
	"insyn/internal/depot"
	"insyn/internal/fault"
	"insyn/ledger"
	"insyn/rdf"
)

// A folder is what is published, while it is made. No more than a part of a
// file is kept in memory.
type folder struct {
	streams     *Streams
	dir, before string
	command     ledgerPublishCommand
	sums        []string
	years       map[int][]act.LedgerFile
	kept        map[string]string // seals of the folder before, where it is as it was written
}

// fill makes every file: the deliveries, the years, and what describes them.
func (b *folder) fill(t *ledger.Table, d *delivery, old []delivery) error {
	number := 1
	all := slices.Clone(old)
	for i := range all {
		if all[i].Period == d.Period {
			all[i].Replaced = true
			number++
		}
	}
	d.File = d.fileName(number)
	fresh, err := b.rows(t, d)
	if err != nil {
		return err
	}
	d.SHA256 = fresh.Hash
	all = append(all, *d)
	slices.SortStableFunc(all, func(x, y delivery) int { return strings.Compare(x.Period, y.Period) })
	inForce := map[int][]delivery{}
	for _, x := range all {
		seal := fresh
		if x.File != d.File {
			if seal, err = b.keep(x); err != nil {
				return err
			}
		}
		year := x.yearNumber()
		b.add(x.File, "application/vnd.apache.parquet", seal, year)
		if !x.Replaced {
			inForce[year] = append(inForce[year], x)
		}
	}
	for _, year := range slices.Sorted(maps.Keys(inForce)) {
		deliveries := inForce[year]
		if year != d.yearNumber() && b.keepYear(year) {
			err = b.proven(deliveries)
		} else {
			err = b.year(year, deliveries)
		}
		if err != nil {
			return err
		}
	}
	return b.describe(all)
}

// rows writes the rows of the new delivery.
func (b *folder) rows(t *ledger.Table, d *delivery) (depot.Seal, error) {
	to, err := b.place(d.File)
	if err != nil {
		return depot.Seal{}, err
	}
	tell := b.streams.watch(t, "ledger-doing.write")
	defer tell.done()
	facts := map[string]string{"insyn.period": d.Period, "insyn.reason": d.Reason}
	return b.streams.create(to, func(w io.Writer) error { return ledger.WriteParquet(w, t, facts) })
}

// place gives the path of a file, in a directory that is there.
func (b *folder) place(name string) (string, error) {
	to := filepath.Join(b.dir, filepath.FromSlash(name))
	return to, os.MkdirAll(filepath.Dir(to), 0o755)
}

// year writes the rows of a year as CSV and JSON, part by part.
func (b *folder) year(year int, deliveries []delivery) error {
	name := strconv.Itoa(year)
	csv, err := b.place(name + ".csv")
	if err != nil {
		return err
	}
	var list depot.Seal
	table, err := b.streams.create(csv, func(w io.Writer) error {
		list, err = b.streams.create(filepath.Join(b.dir, name+".json"), func(too io.Writer) error {
			return b.both(ledger.NewCSVWriter(w), ledger.NewJSONWriter(too), deliveries)
		})
		return err
	})
	b.add(name+".csv", "text/csv", table, year)
	b.add(name+".json", "application/json", list, year)
	return err
}

// both writes the rows of deliveries in two forms, as they are read back from
// what is published.
func (b *folder) both(table *ledger.CSVWriter, list *ledger.JSONWriter, deliveries []delivery) error {
	total := 0
	for _, x := range deliveries {
		total += x.Rows
	}
	tell := b.streams.doing("ledger-doing.write")
	defer tell.done()
	done := 0
	for _, x := range deliveries {
		before := done
		err := b.eachPart(x, func(part *ledger.Table) error {
			for i, step := range []func() error{func() error { return provenPart(part, x, done-before) },
				func() error { return table.Write(part) }, func() error { return list.Write(part) }} {
				part.Progress = func(rows, of int64) { tell.at(int64(3*done+i*part.Len())+rows, int64(3*total)) }
				if err := step(); err != nil {
					return err
				}
			}
			done += part.Len()
			return nil
		})
		if err != nil {
			return err
		}
	}
	return errors.Join(table.Close(), list.Close())
}

// proven looks through deliveries whose year is kept: more may be known for a
// personal number today than when they were published.
func (b *folder) proven(deliveries []delivery) error {
	for _, x := range deliveries {
		tell, first := b.streams.doing("ledger-doing.prove"), 0
		err := b.eachPart(x, func(part *ledger.Table) error {
			done := first
			part.Progress = func(rows, _ int64) { tell.at(int64(done)+rows, int64(x.Rows)) }
			first += part.Len()
			return provenPart(part, x, done)
		})
		if tell.done(); err != nil {
			return err
		}
	}
	return nil
}

// provenPart fails if what is published has a valid personal number, though it
// was without when it was masked. The first row of the part has a number.
func provenPart(part *ledger.Table, x delivery, first int) error {
	left := ledger.Prove(part)
	if len(left) == 0 {
		return nil
	}
	return fault.New(fault.Refused, "ledger.publish-unmasked").With("File", x.File).
		With("Row", first+left[0].Row+1).With("Period", x.Period)
}

// eachPart hands over the rows of a delivery in the folder.
func (b *folder) eachPart(x delivery, do func(*ledger.Table) error) error {
	f, err := os.Open(filepath.Join(b.dir, filepath.FromSlash(x.File)))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	_, err = ledger.EachParquet(f, info.Size(), func(part *ledger.Table, _ int64) error { return do(part) })
	return act.LedgerFault(err)
}

// add notes the seal of a file; year 0 is no dataset.
func (b *folder) add(name, kind string, seal depot.Seal, year int) {
	b.sums = append(b.sums, seal.Hash+"  "+name+"\n")
	if year > 0 {
		b.years[year] = append(b.years[year], act.LedgerFile{Name: name, MediaType: kind, Size: seal.Size})
	}
}

// describe writes schema, licence, catalogue entry, list of deliveries and seals.
func (b *folder) describe(all []delivery) error {
	var turtle, list bytes.Buffer
	schema, err := schemaText()
	err = errors.Join(err, rdf.Write(&turtle, rdf.Turtle, b.entry(all).Graph(), dcat.Prefixes), writeJSON(&list, all))
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{schemaName, schema}, {"catalogue.ttl", turtle.Bytes()}, {listName, list.Bytes()},
		{"LICENSE.txt", []byte(act.LedgerLicence)}} {
		b.add(f.name, "", depot.Seal{Hash: sealOf(f.data)}, 0)
		if err := b.streams.writeNew(filepath.Join(b.dir, f.name), f.data); err != nil {
			return err
		}
	}
	slices.Sort(b.sums)
	return b.streams.writeNew(filepath.Join(b.dir, sumsName), []byte(strings.Join(b.sums, "")))
}

// entry is what a catalogue says of the folder: the same deliveries make the
// same entry, whenever it is made.
func (b *folder) entry(all []delivery) act.LedgerEntry {
	c := b.command
	e := act.LedgerEntry{Base: c.Base, Publisher: c.Publisher, Number: c.Number, Kind: c.Kind, Email: c.Email}
	modified := map[int]time.Time{}
	for _, d := range all {
		day, err := time.Parse(time.DateOnly, d.Published)
		if err != nil {
			continue // a list that somebody has written
		}
		if year := d.yearNumber(); day.After(modified[year]) {
			modified[year] = day
		}
		if e.Issued.IsZero() || day.Before(e.Issued) {
			e.Issued = day
		}
	}
	for _, year := range slices.Sorted(maps.Keys(b.years)) {
		e.Years = append(e.Years, act.LedgerYear{Year: year, Modified: modified[year], Files: b.years[year]})
	}
	return e
}

// schemaText is the description of the columns.
func schemaText() ([]byte, error) {
	var text bytes.Buffer
	err := writeJSON(&text, ledger.Schema())
	return text.Bytes(), err
}

// sealOf gives the hash by which a text is sealed.
func sealOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
