package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/ledger"
	"insyn/redflag"
)

// ledgerExportCommand writes what a larger database needs to take a ledger over.
type ledgerExportCommand struct {
	Files []string `arg:"" name:"file" help:"Masked ledgers, in any format."`
	To    string   `env:"-" required:"" enum:"clickhouse,postgres,duckdb,spark" help:"Which database: ${enum}."`
	Dir   string   `env:"-" required:"" help:"New folder for the data, the table and the commands." placeholder:"FOLDER" type:"path"`
	buyerFlags
}

// Run refuses ledgers with personal numbers, and those with characters that no
// database takes, and writes the folder.
func (c ledgerExportCommand) Run(s *Streams) error {
	t := ledger.NewTable()
	if _, err := readLedgers(s, t, c.Files, c.buyerFlags); err != nil {
		return err
	}
	if err := proven(s, t); err != nil {
		return err
	}
	if row := ledger.FirstZero(t); row >= 0 {
		return fault.New(fault.Refused, "ledger.has-zeros").With("Row", row+1)
	}
	if err := os.Mkdir(c.Dir, 0o755); err != nil {
		return fault.New(fault.Conflict, "ledger.not-written").With("Path", shown(c.Dir)).From(bare(err))
	}
	target := ledger.Target(c.To)
	name, write := "data.parquet", func(to io.Writer) error { return ledger.WriteParquet(to, t, nil) }
	if target == ledger.Postgres {
		name, write = "data.csv", func(to io.Writer) error { return ledger.WriteRows(to, t) }
	}
	tell := s.watch(t, "ledger-doing.write")
	_, err := s.create(filepath.Join(c.Dir, name), write)
	if tell.done(); err != nil {
		return err
	}
	files := map[string][]byte{"table.sql": []byte(target.DDL()), "load.sql": []byte(target.Load(name)),
		"figures.sql": []byte(ledger.Figures())}
	for _, r := range redflag.Rules() {
		files["flag-"+string(r)+".sql"] = []byte(r.SQL(target, redflag.Defaults()))
	}
	for file, text := range files {
		if err := s.writeNew(filepath.Join(c.Dir, file), text); err != nil {
			return err
		}
	}
	p := lang.For(s.Language)
	_, err = fmt.Fprintln(s.Out, p.T("ledger.exported", "Count", t.Len(), "Sum", p.Money(t.Sum()), "Path", shown(c.Dir)))
	return err
}
