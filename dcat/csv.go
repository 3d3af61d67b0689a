package dcat

import (
	"cmp"
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"insyn/rdf"
)

// csvColumns are the columns of WriteCSV. Columns are added at the end only.
var csvColumns = []string{
	"dataset", "title_sv", "title_en", "description_sv", "description_en", "publisher", "contact",
	"keywords", "themes", "access_rights", "frequency", "issued", "modified", "high_value",
	"distribution", "format", "licence", "access_url", "download_url", "bytes",
}

// WriteCSV writes datasets as a table for spreadsheets, a row for each
// distribution, and one for a dataset without any. It takes the memory of one
// dataset. Several values of a cell are divided by spaces, keywords by
// semicolons. A cell that a spreadsheet would compute has an apostrophe first.
func WriteCSV(to io.Writer, datasets iter.Seq2[*rdf.Graph, error]) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if err := w.Write(csvColumns); err != nil {
		return err
	}
	for part, err := range datasets {
		if err != nil {
			return err
		}
		for _, d := range Describe(part).Datasets {
			if err := w.WriteAll(csvRows(&d)); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// csvRows gives the rows of a dataset.
func csvRows(d *Dataset) [][]string {
	var keywords []string
	for _, words := range d.Keywords {
		keywords = append(keywords, words...)
	}
	slices.Sort(keywords)
	highValue := ""
	if d.HighValue() {
		highValue = "true"
	}
	start := []string{
		d.IRI, d.Title["sv"], d.Title["en"], d.Description["sv"], d.Description["en"], d.Publisher,
		joined(d.Contacts), strings.Join(slices.Compact(keywords), "; "), joined(d.Themes),
		d.AccessRights, d.Frequency, d.Issued, d.Modified, highValue,
	}
	distributions := slices.Clone(d.Distributions)
	slices.SortFunc(distributions, func(a, b Distribution) int { return cmp.Compare(a.IRI, b.IRI) })
	if len(distributions) == 0 {
		distributions = []Distribution{{Bytes: -1}}
	}
	var rows [][]string
	for _, x := range distributions {
		size := ""
		if x.Bytes >= 0 {
			size = strconv.FormatInt(x.Bytes, 10)
		}
		row := append(start[:len(start):len(start)], x.IRI, x.FormatText, x.Licence,
			joined(x.AccessURLs), joined(x.DownloadURLs), size)
		for i := range row {
			row[i] = harmless(row[i])
		}
		rows = append(rows, row)
	}
	return rows
}

func joined(values []string) string {
	return strings.Join(slices.Sorted(slices.Values(values)), " ")
}

// harmless keeps spreadsheets from taking text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
