package redflag

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"insyn/ledger"
)

// A brute computes what the rules do from texts and maps, in the plainest way
// and without any code of theirs.
type brute struct {
	rows []bruteRow
	want []string
}

type bruteRow struct {
	buyer, supplier, account, voucher, contract, date string
	day                                               int
	ore                                               int64
}

func newBrute(t *ledger.Table) *brute {
	b := &brute{}
	for row := range t.Len() {
		b.rows = append(b.rows, bruteRow{t.Text(row, ledger.Buyer), t.Text(row, ledger.Supplier), t.Text(row, ledger.Account),
			t.Text(row, ledger.Voucher), t.Text(row, ledger.Contract), t.Text(row, ledger.Date), int(t.Days[row]), t.Ore[row]})
	}
	return b
}

// by puts rows into groups by a text made of each; "" is left out.
func (b *brute) by(key func(*bruteRow) string) map[string][]bruteRow {
	groups := map[string][]bruteRow{}
	for i := range b.rows {
		if k := key(&b.rows[i]); k != "" {
			groups[k] = append(groups[k], b.rows[i])
		}
	}
	return groups
}

func total(rows []bruteRow) (sum int64) {
	for _, r := range rows {
		sum += r.ore
	}
	return sum
}

// fence is the upper fence by the definition of type 8, on n sorted values.
func fence(values []float64) float64 {
	slices.Sort(values)
	q := func(p float64) float64 {
		h := (float64(len(values))+1.0/3)*p + 1.0/3
		i := int(math.Floor(h))
		return values[i-1] + (h-float64(i))*(values[i]-values[i-1])
	}
	return q(0.75) + 1.5*(q(0.75)-q(0.25))
}

func (b *brute) say(r Rule, key string, value float64) {
	b.want = append(b.want, fmt.Sprintf("%s %s %.4g", r, key, value))
}

// category is the body, the account and the year of a row.
func byCategory(r *bruteRow) string { return r.buyer + "|" + r.account + "|" + r.date[:4] }

func bySupplier(r *bruteRow) string { return r.buyer + "|" + r.supplier }

func (b *brute) concentration(s Settings) {
	index, top := map[string]float64{}, map[string]string{}
	for key, rows := range b.by(byCategory) {
		sums := map[string]int64{}
		for _, r := range rows {
			sums[r.supplier] += r.ore
		}
		whole, squares, best := 0.0, 0.0, int64(0)
		for name, sum := range sums {
			if sum > 0 {
				whole += float64(sum)
				squares += float64(sum) * float64(sum)
				if sum > best {
					best, top[key] = sum, name
				}
			}
		}
		if whole >= float64(s.ConcentrationOre) && len(rows) >= s.ConcentrationRows {
			index[key] = squares / whole / whole
		}
	}
	b.above(Concentration, index, s.ConcentrationIndex, func(key string) string { return key + "|" + top[key] })
}

// above says which of the values lie above a least one and above their fence.
func (b *brute) above(r Rule, values map[string]float64, least float64, name func(string) string) {
	var all []float64
	for _, v := range values {
		all = append(all, v)
	}
	limit := max(least, fence(all))
	for key, v := range values {
		if v >= limit-1e-9 {
			b.say(r, name(key), v)
		}
	}
}

func same(key string) string { return key }

// wholeYear tells whether a body has rows in every month of the year of a key.
func (b *brute) wholeYear(key string) bool {
	parts, months := strings.Split(key, "|"), map[string]bool{}
	for _, r := range b.rows {
		if r.buyer == parts[0] && r.date[:4] == parts[2] {
			months[r.date[5:7]] = true
		}
	}
	return len(months) == 12
}

func (b *brute) yearEnd(s Settings) {
	ratio, december := map[string]float64{}, map[string]int64{}
	for key, rows := range b.by(byCategory) {
		before := int64(0)
		for _, r := range rows {
			if r.date[5:7] == "12" {
				december[key] += r.ore
			} else {
				before += r.ore
			}
		}
		if before > 0 && december[key] > 0 && b.wholeYear(key) {
			ratio[key] = float64(december[key]) / (float64(before) / 11)
		}
	}
	b.above(YearEnd, ratio, s.YearEndRatio, same)
	b.want = slices.DeleteFunc(b.want, func(text string) bool {
		key, isIt := strings.CutPrefix(text, string(YearEnd)+" ")
		return isIt && december[key[:strings.LastIndex(key, " ")]] < s.YearEndOre
	})
}

func (b *brute) offContract(s Settings) {
	off := map[string]float64{}
	for key, rows := range b.by(byCategory) {
		if sum := total(rows); sum >= s.OffContractOre && b.wholeYear(key) {
			rest := slices.DeleteFunc(slices.Clone(rows), func(r bruteRow) bool { return r.contract != "" })
			off[key] = float64(total(rest)) / float64(sum)
		}
	}
	b.above(OffContract, off, s.OffContractShare, same)
}

func (b *brute) rounds(s Settings) {
	share := map[string]float64{}
	for key, rows := range b.by(bySupplier) {
		n, k := 0, 0
		for _, r := range rows {
			if r.ore > 0 {
				n++
			}
			if r.ore > 0 && r.ore%s.RoundOre == 0 {
				k++
			}
		}
		if n >= s.RoundRows {
			share[key] = float64(k) / float64(n)
		}
	}
	b.above(Round, share, s.RoundShare, same)
}

func (b *brute) spread(s Settings) {
	groups := map[string]float64{}
	for key, rows := range b.by(bySupplier) {
		kinds := map[string]bool{}
		for _, r := range rows {
			kinds[r.account[:2]] = true
		}
		if len(rows) >= s.SpreadRows {
			groups[key] = float64(len(kinds))
		}
	}
	b.above(Spread, groups, float64(s.SpreadGroups), same)
}

// splits tries every window of twelve months of every supplier and account.
func (b *brute) splits() {
	for pair, rows := range b.by(bySupplier) {
		bought := map[string]int64{}
		for _, r := range rows {
			bought[r.date+r.voucher] += r.ore
		}
		accounts := map[string][]bruteRow{}
		for _, r := range rows {
			if bought[r.date+r.voucher] < 70_000_000 && r.contract == "" {
				accounts[r.account] = append(accounts[r.account], r)
			}
		}
		for account, rows := range accounts {
			best := int64(0)
			for _, end := range rows {
				sum, purchases := int64(0), map[string]bool{}
				for _, r := range rows {
					if r.day <= end.day && r.day > end.day-365 {
						sum += r.ore
						if r.ore > 0 {
							purchases[r.date+r.voucher] = true
						}
					}
				}
				if sum >= 70_000_000 && len(purchases) >= 2 {
					best = max(best, sum)
				}
			}
			if best > 0 {
				b.say(Split, pair+"|"+account, float64(best))
			}
		}
	}
}

func (b *brute) newcomers(s Settings) {
	sums := map[string]float64{}
	for pair, rows := range b.by(bySupplier) {
		begin, bought, days := math.MaxInt, map[string]int64{}, map[string]int{}
		for _, r := range b.rows {
			if r.buyer == rows[0].buyer {
				begin = min(begin, r.day)
			}
		}
		for _, r := range rows {
			bought[r.date+r.voucher] += r.ore
			days[r.date+r.voucher] = r.day
		}
		first := math.MaxInt // the first purchase in the order of the rows of its day
		for _, r := range rows {
			if bought[r.date+r.voucher] > 0 {
				first = min(first, r.day)
			}
		}
		if first == math.MaxInt || first-begin < int(s.NewcomerHistory) {
			continue
		}
		started, sum := false, int64(0)
		seen := map[string]bool{}
		for _, r := range rows {
			key := r.date + r.voucher
			started = started || bought[key] > 0
			if started && !seen[key] && r.day-first < int(s.NewcomerDays) {
				sum += bought[key]
				seen[key] = true
			}
		}
		if sum > 0 {
			sums[pair] = float64(sum)
		}
	}
	var logs []float64
	for _, v := range sums {
		logs = append(logs, v)
	}
	slices.Sort(logs)
	q := func(p float64) float64 {
		h := (float64(len(logs))+1.0/3)*p + 1.0/3
		i := int(math.Floor(h))
		return logs[i-1] + (h-float64(i))*(logs[i]-logs[i-1])
	}
	limit := max(float64(s.NewcomerOre), q(0.75)*math.Pow(q(0.75)/q(0.25), 1.5))
	for pair, v := range sums {
		if v >= limit {
			b.say(Newcomer, pair, v)
		}
	}
}

func (b *brute) benford(s Settings) {
	for buyer, rows := range b.by(func(r *bruteRow) string { return r.buyer }) {
		counts, n := map[string]float64{}, 0.0
		for _, r := range rows {
			if r.ore >= 1000 {
				counts[fmt.Sprint(r.ore)[:1]]++
				n++
			}
		}
		deviation := 0.0
		for d := 1; d <= 9; d++ {
			deviation += math.Abs(counts[fmt.Sprint(d)]/n-math.Log10(1+1/float64(d))) / 9
		}
		if deviation >= s.BenfordFirst {
			b.say(Benford, buyer, deviation)
		}
	}
}

// told writes a flag in the way that brute does.
func told(f *Flag) string {
	key := f.Buyer.Name
	switch f.Rule {
	case Concentration:
		key += "|" + f.Account + "|" + f.From[:4] + "|" + f.Supplier.Name
	case YearEnd, OffContract:
		key += "|" + f.Account + "|" + f.From[:4]
	case Split:
		key += "|" + f.Supplier.Name + "|" + f.Account
	case Benford:
	default:
		key += "|" + f.Supplier.Name
	}
	return fmt.Sprintf("%s %s %.4g", f.Rule, key, f.Value)
}

// Flags are those of a computation that shares no code with the rules.
func TestFlagsEqualBruteForce(t *testing.T) {
	t.Parallel()
	counts := map[Rule]int{}
	for seed := range uint64(3) {
		table := tableOf(t, randomRows(seed, 4000, 3, 60)...)
		s := Defaults()
		s.ConcentrationIndex, s.ConcentrationRows, s.YearEndRatio, s.YearEndOre = 0.05, 5, 1, 1
		s.OffContractShare, s.RoundShare, s.SpreadGroups, s.NewcomerOre = 0.2, 0.1, 2, 1
		s.Skip = []Rule{Duplicate, BelowLimit, FreeDay, Identity}
		b := newBrute(table)
		b.concentration(s)
		b.yearEnd(s)
		b.offContract(s)
		b.rounds(s)
		b.spread(s)
		b.splits()
		b.newcomers(s)
		b.benford(s)
		var got []string
		for _, f := range run(t, s, Source{Name: "x", Table: table}).Flags {
			if f.Case != SmallFirst && f.Case != FirstOfOne && f.Case != PairOfOne && f.Case != PairOfAll {
				got = append(got, told(&f))
				counts[f.Rule]++
			}
		}
		slices.SortFunc(got, cmp.Compare)
		slices.SortFunc(b.want, cmp.Compare)
		if diff := gocmp.Diff(b.want, got); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
	for _, r := range []Rule{Concentration, YearEnd, OffContract, Round, Split, Benford} {
		if counts[r] == 0 {
			t.Errorf("%s raised no flag: the test shows nothing of it", r)
		}
	}
}
