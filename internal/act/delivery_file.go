package act

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// LedgerLicence is what is said of what may be done with published ledgers.
const LedgerLicence = "CC0 1.0 Universal\nhttps://creativecommons.org/publicdomain/zero/1.0/\n"

// LedgerFileName names a file of a delivery in the folder of its body, so that
// a program that reads folders finds the year: "ar=2024/2024-01-1.parquet".
func LedgerFileName(d purchase.Delivery, format string) string {
	return fmt.Sprintf("ar=%d/%s.%s", d.Period.Year(), d.Stem(), strings.ToLower(format))
}

// ledgerFiles lists the files of a delivery by their endings.
func ledgerFiles(d purchase.Delivery) map[string]purchase.File {
	return map[string]purchase.File{"parquet": d.Parquet, "csv": d.CSV, "json": d.JSON}
}

// ledgerFormats are the forms in which rows are published.
var ledgerFormats = []string{"parquet", "csv", "json"}

// LedgerFileNamed finds the file of a name among those of deliveries.
func LedgerFileNamed(all []purchase.Delivery, name string) (purchase.Delivery, purchase.File,
	bool) {
	for _, d := range all {
		for format, file := range ledgerFiles(d) {
			if name == LedgerFileName(d, format) {
				return d, file, true
			}
		}
	}
	return purchase.Delivery{}, purchase.File{}, false
}

// A YearSum is what a calendar year has in a body's deliveries.
type YearSum struct {
	Year      int
	Rows      int
	Ore       int64
	CSV, JSON int64 // bytes of the files
}

// LedgerYears adds the deliveries that are in force up by calendar year.
func LedgerYears(inForce []purchase.Delivery) (all []YearSum) {
	for _, d := range inForce {
		if len(all) == 0 || all[len(all)-1].Year != d.Period.Year() {
			all = append(all, YearSum{Year: d.Period.Year()})
		}
		y := &all[len(all)-1]
		y.Rows, y.Ore = y.Rows+d.Rows, y.Ore+d.Ore
	}
	for i := range all {
		all[i].CSV = partsSize(yearParts(inForce, all[i].Year, ".csv"))
		all[i].JSON = partsSize(yearParts(inForce, all[i].Year, ".json"))
	}
	return all
}

// A piece is bytes of a stored file, or text.
type piece struct {
	hash     string
	from, to int64
	text     string
}

func partsSize(all []piece) (n int64) {
	for _, p := range all {
		n += p.to - p.from + int64(len(p.text))
	}
	return n
}

// Where the rows of the files begin and end, as package ledger writes them: a
// line of names in CSV, brackets in JSON.
var (
	csvHead            = int64(len(ledgerHeader()))
	jsonHead, jsonTail = int64(len("[")), int64(len("\n]\n"))
)

// ledgerHeader gives the first line of a published CSV.
func ledgerHeader() string {
	var names []string
	for _, f := range ledger.Fields() {
		names = append(names, f.String())
	}
	return strings.Join(names, ";") + "\n"
}

// yearParts tells of what the file of a year is put together: the files of its
// deliveries, one after the other, with one head.
func yearParts(inForce []purchase.Delivery, year int, ending string) (all []piece) {
	for _, d := range inForce {
		switch {
		case d.Period.Year() != year:
		case ending == ".csv" && all == nil:
			all = append(all, piece{hash: d.CSV.Hash, to: d.CSV.Size})
		case ending == ".csv":
			all = append(all, piece{hash: d.CSV.Hash, from: csvHead, to: d.CSV.Size})
		case d.Rows == 0:
		case all == nil:
			all = append(all, piece{hash: d.JSON.Hash, to: d.JSON.Size - jsonTail})
		default:
			all = append(all, piece{text: ","}, piece{hash: d.JSON.Hash, from: jsonHead,
				to: d.JSON.Size - jsonTail})
		}
	}
	if ending == ".json" && all != nil {
		all = append(all, piece{text: "\n]\n"})
	}
	return all
}

// A LedgerYearFile is the rows of a calendar year, to be read once.
type LedgerYearFile struct {
	Size  int64
	parts []io.Reader
	open  []*os.File
}

// OpenLedgerYear opens the file of a year, .csv or .json. Faults: NotFound.
func (d *Desk) OpenLedgerYear(inForce []purchase.Delivery, year int,
	ending string) (*LedgerYearFile, error) {
	parts := yearParts(inForce, year, ending)
	if parts == nil || ending != ".csv" && ending != ".json" {
		return nil, fault.New(fault.NotFound, "web.not-found")
	}
	files, err := d.files()
	if err != nil {
		return nil, err
	}
	y := &LedgerYearFile{Size: partsSize(parts)}
	for _, p := range parts {
		if p.text != "" {
			y.parts = append(y.parts, strings.NewReader(p.text))
			continue
		}
		f, _, err := files.Open(p.hash)
		if err != nil {
			return nil, errors.Join(err, y.Close())
		}
		y.open = append(y.open, f)
		y.parts = append(y.parts, io.NewSectionReader(f, p.from, p.to-p.from))
	}
	return y, nil
}

// WriteTo implements io.WriterTo.
func (y *LedgerYearFile) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, io.MultiReader(y.parts...))
}

// Close lets go of the files.
func (y *LedgerYearFile) Close() (err error) {
	for _, f := range y.open {
		err = errors.Join(err, f.Close())
	}
	return err
}

// WriteLedgerSums writes the hashes of all files of a body, as sha256sum checks them.
func (d *Desk) WriteLedgerSums(w io.Writer, b BodyLedgers) error {
	for _, v := range b.Deliveries {
		files := ledgerFiles(v)
		for _, format := range ledgerFormats {
			if _, err := fmt.Fprintf(w, "%s  %s\n", files[format].Hash, LedgerFileName(v,
				format)); err != nil {
				return err
			}
		}
	}
	for _, y := range LedgerYears(b.InForce()) {
		for _, ending := range []string{".csv", ".json"} {
			sum, err := d.yearSum(b.InForce(), y.Year, ending)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(w, "%s  %d%s\n", sum, y.Year, ending); err != nil {
				return err
			}
		}
	}
	return nil
}

// yearSum gives the hash of the file of a year. It is remembered, for what the
// file is made of never changes.
func (d *Desk) yearSum(inForce []purchase.Delivery, year int, ending string) (string, error) {
	key := fmt.Sprint(yearParts(inForce, year, ending))
	if sum, ok := d.sums.Load(key); ok {
		return sum.(string), nil
	}
	y, err := d.OpenLedgerYear(inForce, year, ending)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = y.WriteTo(sum)
	if err := errors.Join(err, y.Close()); err != nil {
		return "", err
	}
	text := hex.EncodeToString(sum.Sum(nil))
	d.sums.Store(key, text)
	return text, nil
}

// WriteLedgerSchema writes what the columns of the files are.
func WriteLedgerSchema(w io.Writer) error { return indented(w, ledger.Schema()) }

// A listedDelivery is a delivery in deliveries.json.
type listedDelivery struct {
	ID        string             `json:"id"`
	Period    string             `json:"period"`
	Number    int                `json:"number"`
	File      string             `json:"file"`
	SHA256    string             `json:"sha256"`
	Published string             `json:"published"`
	Reason    string             `json:"reason,omitempty"`
	Replaced  bool               `json:"replaced,omitempty"`
	Rows      int                `json:"rows"`
	Ore       int64              `json:"ore"`
	Rejected  int                `json:"rejected"`
	Mask      *ledger.MaskReport `json:"mask"`
}

// WriteLedgerList writes the register of a body's deliveries.
func WriteLedgerList(w io.Writer, b BodyLedgers) error {
	list := []listedDelivery{}
	for _, v := range b.Deliveries {
		one := listedDelivery{ID: string(v.ID), Period: string(v.Period), Number: v.Number,
			File: LedgerFileName(v, "parquet"), SHA256: v.Parquet.Hash,
			Published: v.Published.UTC().Format(time.RFC3339), Reason: v.Reason, Replaced: !v.InForce(),
			Rows: v.Rows, Ore: v.Ore, Mask: v.Report.Mask}
		if v.Report.Receipt != nil {
			one.Rejected = v.Report.Receipt.Rejected.Rows
		}
		list = append(list, one)
	}
	return indented(w, list)
}

func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Entry gives what a catalogue of open data says of the ledgers of a body,
// whose files are in the folder at base.
func (b BodyLedgers) Entry(base string) LedgerEntry {
	e := LedgerEntry{Base: base, Publisher: b.Body.Name, Number: b.Body.Number, Email: b.Body.Email}
	inForce := b.InForce()
	for _, y := range LedgerYears(inForce) {
		name := strconv.Itoa(y.Year)
		year := LedgerYear{Year: y.Year, Files: []LedgerFile{{name + ".csv", "text/csv", y.CSV},
			{name + ".json", "application/json", y.JSON}}}
		for _, v := range inForce {
			if v.Period.Year() != y.Year {
				continue
			}
			if v.Published.After(year.Modified) {
				year.Modified = v.Published
			}
			year.Files = append(year.Files, LedgerFile{LedgerFileName(v, "parquet"),
				"application/vnd.apache.parquet", v.Parquet.Size})
		}
		e.Years = append(e.Years, year)
	}
	for _, v := range b.Deliveries {
		if e.Issued.IsZero() || v.Published.Before(e.Issued) {
			e.Issued = v.Published
		}
	}
	return e
}

// Corrected gives the delivery that this one took the place of.
func (p PublicDelivery) Corrected() (before purchase.Delivery, ok bool) {
	for _, v := range p.Others {
		if v.Number < p.Number {
			before, ok = v, true
		}
	}
	return before, ok
}
