package redflag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ReadContracts reads a catalogue of contracts as CSV in UTF-8: a line of names,
// of which leverantor_id, giltig_fran and giltig_till are used, and one line for
// each contract. Cells are separated by semicolons. The error is *SettingsError
// and tells the line.
func ReadContracts(r io.Reader) ([]Contract, error) {
	lines := bufio.NewScanner(io.LimitReader(r, largestSettings))
	lines.Buffer(nil, 1<<20)
	all, columns := []Contract{}, map[string]int{}
	for n := 1; lines.Scan(); n++ {
		cells := strings.Split(strings.TrimRight(strings.TrimPrefix(lines.Text(), "\ufeff"), "\r"), ";")
		if n == 1 {
			for i, name := range cells {
				columns[strings.ToLower(strings.TrimSpace(name))] = i
			}
			if _, ok := columns["leverantor_id"]; !ok {
				return nil, &SettingsError{"contracts", "line 1: no column is called leverantor_id"}
			}
			continue
		}
		cell := func(name string) string {
			if i, ok := columns[name]; ok && i < len(cells) {
				return strings.TrimSpace(cells[i])
			}
			return ""
		}
		if c := (Contract{cell("leverantor_id"), cell("giltig_fran"), cell("giltig_till")}); c.Supplier != "" {
			all = append(all, c)
		}
		if len(all) > 0 {
			if err := (&Settings{Contracts: all[len(all)-1:]}).checkContracts(); err != nil {
				return nil, &SettingsError{"contracts", fmt.Sprintf("line %d: a day is not written 2024-01-31", n)}
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, &SettingsError{"contracts", err.Error()}
	}
	return all, nil
}
