package ledger

import (
	"fmt"
	"strings"
)

// A Target is a database that published ledgers can be loaded into.
type Target string

// The targets.
const (
	ClickHouse Target = "clickhouse"
	Postgres   Target = "postgres"
	DuckDB     Target = "duckdb"
	Spark      Target = "spark"
)

// Targets lists every target.
func Targets() []Target { return []Target{ClickHouse, Postgres, DuckDB, Spark} }

// SQLTable is the name of the table that the statements make.
const SQLTable = "leverantorsreskontra"

// precisionColumn tells how exact a date is.
const precisionColumn = "datum_precision"

// types are those of texts, dates and amounts.
var types = map[Target][3]string{
	ClickHouse: {"LowCardinality(String)", "Nullable(Date32)", "Decimal(18, 2)"},
	Postgres:   {"text not null", "date", "numeric(18, 2) not null"},
	DuckDB:     {"varchar not null", "date", "decimal(18, 2) not null"},
	Spark:      {"string", "date", "decimal(18, 2)"},
}

// DDL gives the statement that makes the table: the columns of the published
// files, in their order.
func (d Target) DDL() string {
	t := types[d]
	var columns []string
	for _, f := range Fields() {
		kind := t[0]
		switch {
		case f == Date:
			kind = t[1]
		case f == Amount:
			kind = t[2]
		case f.Plain() && d == ClickHouse:
			kind = "String"
		}
		columns = append(columns, "  "+f.String()+" "+kind)
	}
	columns = append(columns, "  "+precisionColumn+" "+t[0])
	return "create table " + SQLTable + " (\n" + strings.Join(columns, ",\n") + "\n)" + map[Target]string{
		ClickHouse: " engine = MergeTree order by (kopare_id, leverantor_id)", Spark: " using parquet"}[d] + ";\n"
}

// Load gives the statement that loads a file: Parquet, and for PostgreSQL, which
// does not read it, the CSV of WriteRows, by psql's \copy.
func (d Target) Load(file string) string {
	name := "'" + strings.ReplaceAll(file, "'", "''") + "'"
	switch d {
	case ClickHouse:
		return fmt.Sprintf("insert into %s from infile %s format Parquet;\n", SQLTable, name)
	case Postgres:
		return "\\" + strings.TrimSuffix(CopyStatement(name), "\n") + "\n"
	case DuckDB:
		return fmt.Sprintf("insert into %s select * from read_parquet(%s);\n", SQLTable, name)
	}
	return fmt.Sprintf("insert into %s select * from parquet.`%s`;\n", SQLTable,
		strings.ReplaceAll(file, "`", "``"))
}

// CopyStatement gives PostgreSQL's COPY from a quoted file name, or from stdin.
func CopyStatement(from string) string {
	var columns, texts []string
	for _, f := range Fields() {
		columns = append(columns, f.String())
		if f != Date && f != Amount {
			texts = append(texts, f.String())
		}
	}
	return fmt.Sprintf("copy %s (%s, %s) from %s with (format csv, header true, delimiter ';', "+
		"force_not_null (%s))\n", SQLTable, strings.Join(columns, ", "), precisionColumn, from,
		strings.Join(texts, ", "))
}

// Figures gives the statement whose answer must be that of the published
// receipt: rows and sum of each month.
func Figures() string {
	return "select extract(year from bokforingsdatum) as ar, extract(month from bokforingsdatum) as manad,\n" +
		"  count(*) as rader, sum(nettobelopp) as summa\nfrom " + SQLTable + " group by 1, 2 order by 1, 2;\n"
}
