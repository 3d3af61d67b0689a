package act

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// ReviewPack gives what a reviewer asks for in one file: the requirements,
// meetings, what was published, evidence with hashes and measures in a folder
// for each language, and the plan in OGP's form, as they stood at the end of a
// day, with a list of hashes. For the same day it is the same bytes as long as nothing is recorded
// of that day afterwards; a day that is sealed keeps its bytes in any case.
//
// Anybody may ask for any day: so many packs are made at a time, and those of
// days that are over are kept for a while. Nobody writes to the bytes.
//
// Faults: NotFound, Unavailable (too much else is being made).
func (d *Desk) ReviewPack(ctx context.Context, slug string, at standard.Day) ([]byte, error) {
	if sealed, err := d.sealedPack(ctx, slug, at); !fault.Is(err, fault.NotFound) {
		return sealed, err
	}
	name := "pack " + slug + " " + at.String()
	if now := d.Now(); at >= dayOf(now) {
		name += " " + stamp(now.Truncate(time.Minute)) // meetings of today are over when their time is
	}
	return made(ctx, d, name, func(ctx context.Context) ([]byte, error) { return d.reviewPack(ctx, slug, at) })
}

// reviewPack makes ReviewPack.
func (d *Desk) reviewPack(ctx context.Context, slug string, at standard.Day) ([]byte, error) {
	report, p, err := d.PlanStandards(ctx, slug, at)
	if err != nil {
		return nil, err
	}
	facts, err := d.MeasureFacts(ctx)
	if err != nil {
		return nil, err
	}
	content := p.contentAt(at)
	ending := time.Date(at.Time().Year(), at.Time().Month(), at.Time().Day()+1, 0, 0, 0, 0,
		lang.Stockholm)
	end := ending.Add(-time.Second)
	var pages packTables
	var body string
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		recorded, err := d.recorded(tx, p, at)
		if err != nil {
			return err
		}
		seen, err := sightings(tx, content, ending)
		if err != nil {
			return err
		}
		if body, err = bodyNameThen(tx, p.Body, ending); err != nil {
			return err
		}
		pages = packTables{"evidence": evidenceRows(content, d.Site.URL, seen),
			"measures": measureRows(facts, end), "values": valueRows(facts, content, end),
			"meetings":   meetingRows(recorded, slug, at),
			"repository": documentRows(recorded, slug, at)}
		return d.packMore(tx, pages, p, content, at, ending)
	})
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{
		"ogp.csv": plan.WriteTable(plan.Rows([]plan.Content{content})),
		"half-years.csv": plan.WriteHalfYears(content, string(p.Body.ID), body,
			p.until(ending).Standings(end)),
	}
	for _, l := range lang.Languages() {
		var text bytes.Buffer
		say := lang.For(l)
		StandardWords{say}.Write(&text, report)
		files[packName(say, "requirements")+".txt"] = text.Bytes()
		files[packName(say, "read-me")+".txt"] = []byte(say.T("pack.read-me", "Plan",
			p.known(at).Title.In(string(l)), "On", say.Date(at.Time()), "Body", body) + "\n")
		for name, rows := range pages {
			files[packName(say, name)+".csv"] = sheetIn(say, rows)
		}
	}
	return packed(files)
}

// packTables are the tables of a pack that are written in each language.
type packTables map[string][][]string

// packName gives the name of a file of a pack in a language, without its
// ending: a folder for each language.
func packName(say *lang.Printer, name string) string {
	return string(say.Language()) + "/" + say.Say("pack-file."+name, nil)
}

// sheetIn is sheet with the head in the words of a language. What is in the
// cells is the same in all: codes, numbers, and texts as they were given.
func sheetIn(say *lang.Printer, rows [][]string) []byte {
	head := make([]string, len(rows[0]))
	for i, name := range rows[0] {
		head[i] = say.Say("column."+strings.ReplaceAll(name, "_", "-"), nil)
	}
	return sheet(append([][]string{head}, slices.Clone(rows[1:])...))
}

// contentAt gives what a plan said at the end of a day; nothing where it was not public yet.
func (p PublicPlan) contentAt(at standard.Day) (c plan.Content) {
	for _, v := range p.Versions {
		if dayOf(v.Published) <= at {
			c = v.Content
		}
	}
	return c
}

// known gives what a plan said at the end of a day, and where it was not public
// yet what it said first.
func (p PublicPlan) known(at standard.Day) plan.Content {
	return knownThen(p.Versions, at)
}

// knownThen is known, of the versions of a plan.
func knownThen(versions []plan.Version, at standard.Day) (c plan.Content) {
	for i, v := range versions {
		if i == 0 || dayOf(v.Published) <= at {
			c = v.Content
		}
	}
	return c
}

// until gives a plan with the reports that had been given before a moment.
func (p PublicPlan) until(t time.Time) PublicPlan {
	p.Reports = slices.DeleteFunc(slices.Clone(p.Reports), func(r plan.Report) bool {
		return !r.Given.Before(t)
	})
	return p
}

// meetingRows lists the meetings up to a day.
func meetingRows(f standard.Facts, slug string, at standard.Day) [][]string {
	rows := [][]string{{"date", "id", "public_bodies", "civil_society_organisations", "results_presented",
		"comments_collected", "link"}}
	for _, m := range f.Meetings {
		if (m.Plan == "" || m.Plan == slug) && m.On.Known() && m.On <= at {
			rows = append(rows, []string{m.On.String(), m.ID, counted(m.Government, m.AtLeast),
				counted(m.CivilSociety, m.AtLeast), strconv.FormatBool(m.Results),
				strconv.FormatBool(m.Comments), m.Link})
		}
	}
	return rows
}

// counted writes how many came; "≥" where nobody has counted them.
func counted(n int, atLeast bool) string {
	if atLeast {
		return "≥" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// documentRows lists what was published up to a day.
func documentRows(f standard.Facts, slug string, at standard.Day) [][]string {
	rows := [][]string{{"date", "kind", "id", "commitment", "link"}}
	for _, one := range f.Documents {
		if (one.Plan == "" || one.Plan == slug) && one.Published.Known() && one.Published <= at {
			rows = append(rows, []string{one.Published.String(), string(one.Kind), one.ID,
				one.Commitment, one.Link})
		}
	}
	return rows
}

// evidenceRows lists the public evidence of a plan.
func evidenceRows(c plan.Content, site string, seen map[string]plan.Sighting) [][]string {
	rows := [][]string{{"commitment", "id", "date", "proves_sv", "proves_en", "link", "sha256", "dead_since"}}
	for _, one := range c.Commitments {
		for _, e := range one.Evidence {
			if e.Public() {
				rows = append(rows, []string{one.ID, e.ID, string(e.On), e.Proves.SV, e.Proves.EN,
					e.Address(site), cmp.Or(e.Hash, seen[e.URL].Hash),
					cmp.Or(string(e.Dead), deadSince(seen[e.URL]))})
			}
		}
	}
	return rows
}

// deadSince gives the day since which an address did not answer; "" where it did.
func deadSince(s plan.Sighting) string {
	if s.Dead.IsZero() {
		return ""
	}
	return dayOf(s.Dead).String()
}

// measureRows lists the measures as they stood at a moment.
func measureRows(f plan.Facts, end time.Time) [][]string {
	rows := [][]string{{"measure", "title_sv", "title_en", "unit_sv", "unit_en", "period", "value",
		"computed_from"}}
	f.Meetings = slices.DeleteFunc(slices.Clone(f.Meetings), func(m plan.Held) bool { return m.At.After(end) })
	for _, d := range f.All() {
		for _, r := range d.History(f, end, lang.Stockholm) {
			value := ""
			if !r.Unknown {
				value = strconv.FormatFloat(r.Value, 'f', -1, 64)
			}
			unit := d.UnitOf(r.Value)
			rows = append(rows, []string{d.ID, d.Title.SV, d.Title.EN, unit.SV, unit.EN,
				string(r.Period), value, strconv.Itoa(r.Of)})
		}
	}
	return rows
}

// valueRows lists what was entered by hand for the measures of a plan, of days
// up to a moment, each with where it can be read.
func valueRows(f plan.Facts, c plan.Content, end time.Time) [][]string {
	rows := [][]string{{"date", "commitment", "measure", "title_sv", "title_en", "value", "unit_sv",
		"unit_en", "link"}}
	for _, one := range c.Commitments {
		for _, v := range one.Values {
			if d, ok := f.Definition(v.Measure); ok && !v.On.After(end) {
				rows = append(rows, []string{string(v.On), one.ID, d.ID, d.Title.SV, d.Title.EN,
					strconv.FormatFloat(v.Number, 'f', -1, 64), d.Unit.SV, d.Unit.EN, v.Source})
			}
		}
	}
	return rows
}

// sheet writes rows, the first of which is the head, in the order of their
// dates. Text that a spreadsheet would compute has an apostrophe before it; a
// number below zero is a number (N-07).
func sheet(rows [][]string) []byte {
	slices.SortStableFunc(rows[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = cell
			if !belowZero.MatchString(cell) {
				safe[i] = document.Cell(cell)
			}
		}
		_ = w.Write(safe) // into memory
	}
	w.Flush()
	return b.Bytes()
}

var belowZero = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// packed writes files into an archive, in the order of their names and with no
// time of their own, and their hashes with them as sha256sum checks them.
func packed(files map[string][]byte) ([]byte, error) {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var sums strings.Builder
	for _, name := range names {
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(files[name]), name)
	}
	files["SHA256SUMS"] = []byte(sums.String())
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range append(names, "SHA256SUMS") {
		// Not compressed: the bytes must not hang on the version of a compressor.
		w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store,
			Modified: document.NoTime})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
