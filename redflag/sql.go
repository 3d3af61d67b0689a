package redflag

import (
	"embed"
	"fmt"
	"math"
	"strings"
	"text/template"

	"insyn/ledger"
)

// The rules as SQL, over the table that ledger.Target.DDL makes.
//
//go:embed sql/*.sql
var sqlFiles embed.FS

var sqlTemplates = template.Must(template.ParseFS(sqlFiles, "sql/*.sql"))

// A spelling is how a database writes what the others write otherwise.
type spelling struct {
	Day, Year, Month, Weekday string
	Text, Double              string
	Invoice, Name, IsNumber   string
}

// since1970 counts days.
const since1970 = "bokforingsdatum - date '1970-01-01'"

// forms are the words that a name is compared without, as a pattern.
const forms = `(^| )(ab|aktiebolag|aktiebolaget|publ|hb|handelsbolag|kb|kommanditbolag|ek|förening|stiftelse|stiftelsen)( |$)`

var spellings = map[ledger.Target]spelling{
	ledger.Postgres: {since1970, "cast(extract(year from bokforingsdatum) as integer)", "cast(extract(month from bokforingsdatum) as integer)",
		"cast(extract(isodow from bokforingsdatum) as integer)", "text", "double precision",
		"regexp_replace(regexp_replace(lower(fakturanummer), '(^|[^0-9])0+([0-9]|[^0-9]|$)', '\\1\\2', 'g'), '[^0-9a-zåäö]', '', 'g')",
		"trim(regexp_replace(regexp_replace(lower(namn), '[^0-9a-zåäöéü]+', ' ', 'g'), '" + forms + "', ' ', 'g'))",
		`nummer ~ '^[1-9][0-9]{5}-[0-9]{4}$'`},
	ledger.DuckDB: {"cast(" + since1970 + " as bigint)", "year(bokforingsdatum)", "month(bokforingsdatum)", "isodow(bokforingsdatum)", "varchar", "double",
		"regexp_replace(regexp_replace(lower(fakturanummer), '(^|[^0-9])0+([0-9]|[^0-9]|$)', '\\1\\2', 'g'), '[^0-9a-zåäö]', '', 'g')",
		"trim(regexp_replace(regexp_replace(lower(namn), '[^0-9a-zåäöéü]+', ' ', 'g'), '" + forms + "', ' ', 'g'))",
		`regexp_matches(nummer, '^[1-9][0-9]{5}-[0-9]{4}$')`},
	ledger.ClickHouse: {"toInt32(bokforingsdatum)", "toInt32(toYear(bokforingsdatum))", "toInt32(toMonth(bokforingsdatum))", "toDayOfWeek(bokforingsdatum)", "String", "Float64",
		"replaceRegexpAll(replaceRegexpAll(lowerUTF8(fakturanummer), '(^|[^0-9])0+([0-9]|[^0-9]|$)', '\\\\1\\\\2'), '[^0-9a-zåäö]', '')",
		"trim(replaceRegexpAll(replaceRegexpAll(lowerUTF8(namn), '[^0-9a-zåäöéü]+', ' '), '" + forms + "', ' '))",
		`match(nummer, '^[1-9][0-9]{5}-[0-9]{4}$')`},
	ledger.Spark: {"datediff(bokforingsdatum, date '1970-01-01')", "year(bokforingsdatum)", "month(bokforingsdatum)", "extract(dow_iso from bokforingsdatum)", "string", "double",
		"regexp_replace(regexp_replace(lower(fakturanummer), '(^|[^0-9])0+([0-9]|[^0-9]|$)', '$1$2'), '[^0-9a-zåäö]', '')",
		"trim(regexp_replace(regexp_replace(lower(namn), '[^0-9a-zåäöéü]+', ' '), '" + forms + "', ' '))",
		`nummer rlike '^[1-9][0-9]{5}-[0-9]{4}$'`},
}

// A query is what the templates are filled in with.
type query struct {
	spelling
	S Settings
}

// SQL gives a rule as a query for a database: fall (the case), kopare and
// leverantor (number, or name where there is none), konto (account, and year
// where the flag is of one) and varde (the value). It gives the flags that the
// engine raises, but for what comments in the query name.
func (r Rule) SQL(d ledger.Target, s Settings) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s: %s\n", r, r.Words(Swedish).Title)
	if err := sqlTemplates.ExecuteTemplate(&b, string(r)+".sql", query{spellings[d], s}); err != nil {
		panic(err) // every rule has a file, and the settings have been checked
	}
	return strings.TrimRight(b.String(), "\n") + ";\n"
}

// Limit is the limit for direct awards on a day, as an expression.
func (q query) Limit() string {
	var b strings.Builder
	b.WriteString("case")
	steps := q.S.Law.steps()
	for i := len(steps) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, " when dag >= %d then %d", steps[i].day, steps[i].ore)
	}
	return b.String() + " else 0 end"
}

// mostExact is for how many purchases Least is exact.
const mostExact = 200

// Last is for how many purchases Least is exact.
func (q query) Last() int { return mostExact }

// Least is the least number of purchases in the middle band, of n, that is
// improbable enough.
func (q query) Least() string {
	var b strings.Builder
	b.WriteString("case n")
	for n := 1; n <= mostExact; n++ {
		k := 0
		for k <= n && binomial(k, n, bandShare) > q.S.BelowProbability {
			k++
		}
		fmt.Fprintf(&b, " when %d then %d", n, k)
	}
	return b.String() + fmt.Sprintf(" else ceil(%v * n + 0.5 + 1.645 * sqrt(%.6f * n)) end", bandShare, bandShare*(1-bandShare))
}

// Holidays lists the free days of this century's next years that are no
// Saturdays and Sundays.
func (q query) Holidays() string {
	var all []string
	for day := dayOf("2015-01-01"); day <= dayOf("2035-12-31"); day++ {
		if w := ledger.DayTime(day).Weekday(); ledger.IsFree(day) && w != 0 && w != 6 {
			all = append(all, "date '"+dayText(day)+"'")
		}
	}
	return strings.Join(all, ", ")
}

// Law is Benford's law as a table: which cases, how many digits, digit, share.
func (q query) Law() string {
	var all []string
	for _, x := range []struct {
		ord      string
		from, to int
	}{{"fir", 1, 9}, {"two", 10, 99}} {
		for d := x.from; d <= x.to; d++ {
			all = append(all, fmt.Sprintf("\n  select '%s' as ord, %d as antal, %d as siffra, %.12f as p", x.ord, x.to-x.from+1, d,
				math.Log10(1+1/float64(d))))
		}
	}
	return strings.Join(all, " union all")
}

// Luhn is the sum of the figures of ten digits, every second doubled.
func (q query) Luhn() string {
	var all []string
	for i := 1; i <= 10; i++ {
		digit := fmt.Sprintf("cast(substr(s, %d, 1) as integer)", i)
		if i%2 == 1 {
			digit = fmt.Sprintf("(case when %s > 4 then 2 * %s - 9 else 2 * %s end)", digit, digit, digit)
		}
		all = append(all, digit)
	}
	return strings.Join(all, " + ")
}
