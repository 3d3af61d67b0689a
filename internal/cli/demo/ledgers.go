package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/purchase"
	"insyn/ledger"
)

// Buyers are the invented bodies that publish what they buy, as package ledger
// invents their rows.
var Buyers = []account.Body{
	buyer("exempelkommunen", "Exempelkommunen", "Municipality of Examples", "432000-1009"),
	buyer("region-exempel", "Region Exempel", "Example Region", "432000-1017"),
	Agency,
	buyer("exempelkoping", "Exempelköpings kommun", "Municipality of Exempelköping", "432000-1033"),
	buyer("exempelverket", "Exempelverket", "Example Board", "432000-1041"),
}

func buyer(id, name, english, number string) account.Body {
	return account.Body{ID: account.BodyID(id), Name: name, NameEnglish: english, Number: number,
		Email: "inkop@" + id + ".example.se", DPO: "dataskydd@" + id + ".example.se",
		Address: "Exempelgatan 1, 333 33 Exempelstad", Fictitious: true}
}

// rowsInYear is how many rows a body has in a year: few, so that the
// demonstration starts at once, and enough for the rules to find what is planted.
const rowsInYear = 1500

// ledgers is when the bodies published what they had bought in two years.
func (s *seeder) ledgers(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 7, 4, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	for i, b := range Buyers {
		if err := s.SaveBody(ctx, account.System, b); err != nil {
			return err
		}
		for _, year := range []int{2021, 2022} {
			if err := s.publishLedger(ctx, i, fmt.Sprint(year), "", ledgerOf(i, year, 0)); err != nil {
				return err
			}
		}
	}
	if err := s.FindFlags(ctx); err != nil {
		return err
	}
	return s.followUp(ctx)
}

// ledgerOf makes the rows of a body in a year. A later edition has other seeds
// for what was put right.
func ledgerOf(body, year int, edition uint64) string {
	var out bytes.Buffer
	_, err := ledger.Generate(&out, ledger.GenerateOptions{Rows: rowsInYear, Year: year, Body: body,
		Seed: uint64(1000*body+year) + 17*edition, Broken: 2})
	if err != nil {
		panic(err) // the options are ours
	}
	return out.String()
}

// publishLedger brings and publishes a ledger, as two colleagues of the body would.
func (s *seeder) publishLedger(ctx context.Context, body int, period, reason, text string) error {
	d, err := s.bringLedger(ctx, account.System, Buyers[body].ID, period, reason, text)
	if err != nil {
		return err
	}
	_, err = s.PublishDelivery(ctx, account.System, d.ID, "")
	return err
}

func (s *seeder) bringLedger(ctx context.Context, who account.Person, body account.BodyID, period,
	reason,
	text string) (purchase.Delivery, error) {
	d, err := s.BringDelivery(ctx, who, body, act.BringForm{Period: period, Policy: ledger.Bucket,
		Reason: reason,
		Name:   "leverantorsreskontra-" + period + ".csv"},
		func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	if err != nil {
		return d, err
	}
	return d, s.ReadDelivery(ctx, d.ID)
}

// followUp is what the municipality made of its first flags.
func (s *seeder) followUp(ctx context.Context) error {
	q, err := s.Flags(ctx, account.System, Buyers[0].ID)
	if err != nil {
		return err
	}
	decided := map[string]int{}
	for _, f := range q.Flags {
		if decided[f.Rule]++; decided[f.Rule] > 1 {
			continue
		}
		switch f.Rule {
		case "duplicate":
			err = s.decide(ctx, f.ID, purchase.FlagExplained,
				"Påhittat exempel: två lokaler har samma hyra, och fakturorna har fått samma nummer.")
		case "split":
			err = s.decide(ctx, f.ID, purchase.FlagReferred,
				"Påhittat exempel: lämnad till upphandlingsenheten, som ser över avtalen för kontot.")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// decide follows a flag up and asks the supplier for a reply, if one is named.
func (s *seeder) decide(ctx context.Context, id string, state purchase.FlagState,
	reason string) error {
	if err := s.DecideFlag(ctx, account.System, id, state, reason); err != nil {
		return err
	}
	f, err := s.Flag(ctx, account.System, id)
	if err != nil || !f.Named {
		return err
	}
	return s.InviteReply(ctx, account.System, id)
}

// lateLedgers is when the bodies had come to October: the municipality each
// month, the others once. A mistake is put right, and what was followed up in
// summer is shown.
func (s *seeder) lateLedgers(ctx context.Context) error {
	if err := s.at(ctx, time.Date(2023, 11, 15, 8, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	for i := range Buyers {
		text := ledgerOf(i, 2023, 0)
		if i > 0 {
			if err := s.publishLedger(ctx, i, "2023", "", until(text, 10)); err != nil {
				return err
			}
			continue
		}
		for _, month := range purchase.Period("2023").Months()[:10] {
			if err := s.publishLedger(ctx, i, month, "", only(text, month)); err != nil {
				return err
			}
		}
	}
	mended := strings.Replace(ledgerOf(1, 2022, 0), ";6550;Konsultarvoden;", ";6540;IT-tjänster;", 3)
	err := s.publishLedger(ctx, 1, "2022",
		"Påhittat exempel: tre köp av IT-tjänster var bokförda som konsultarvoden.", mended)
	if err != nil {
		return err
	}
	_, err = s.bringLedger(ctx, s.editor, Body.ID, "2023", "", own(until(ledgerOf(0, 2023, 1), 10)))
	if err != nil {
		return err
	}
	if err := s.FindFlags(ctx); err != nil {
		return err
	}
	return s.showFlags(ctx)
}

// showFlags makes public what was followed up in summer: the suppliers have had their time.
func (s *seeder) showFlags(ctx context.Context) error {
	q, err := s.Flags(ctx, account.System, Buyers[0].ID)
	if err != nil {
		return err
	}
	for _, f := range q.Flags {
		if f.State == purchase.FlagOpen {
			continue
		}
		if err := s.ShowFlag(ctx, account.System, f.ID, true); err != nil {
			return err
		}
	}
	return nil
}

// only keeps the lines of a month.
func only(text, month string) string {
	return lines(text, func(line string) bool { return strings.Contains(line, ";"+month+"-") })
}

// until keeps the lines of the first months of 2023, and those that cannot be read.
func until(text string, months int) string {
	return lines(text, func(line string) bool {
		for _, month := range purchase.Period("2023").Months()[months:] {
			if strings.Contains(line, ";"+month+"-") {
				return false
			}
		}
		return true
	})
}

// own makes rows those of the ministry, which says in the form who it is.
func own(text string) string {
	return strings.ReplaceAll(text, Buyers[0].Name+";", Body.Name+";")
}

func lines(text string, keep func(string) bool) string {
	head, rest, _ := strings.Cut(text, "\n")
	var kept strings.Builder
	kept.WriteString(head + "\n")
	for line := range strings.Lines(rest) {
		if keep(line) {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
