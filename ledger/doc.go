// Package ledger reads supplier ledgers (leverantörsreskontra), the rows by
// which Swedish public bodies tell what they bought, from whom and for how
// much; checks and masks them; writes and reads them as Parquet; and adds
// them up.
//
// # Reading
//
// Publishers follow one specification and write it in many ways: UTF-8, UTF-16
// and Windows-1252, three line ends, three separators, decimal commas and
// points, spaces inside numbers, byte order marks inside column names, pages of
// JSON, workbooks. Open takes any of them without settings. It never decodes
// with loss and never guesses in silence: a Receipt says what was taken for
// what and why, gives the sum of each period in öre, and lists each line that
// was refused with its place in the file and the reason. One thing holds of
// every receipt: what came in is what was kept and what was refused, in rows
// and in öre. A receipt never shows what a cell holds, because that may be the
// name or number of a person.
//
// # Columns
//
// A Table holds rows as columns. A text column is coded: a dictionary of its
// different values and a code for each row, in as few bytes as the codes need.
// Voucher and invoice numbers differ in nearly every row and are kept as text.
// Amounts are int64 öre and dates are days since 1970. Codes are given in the
// order in which values first appear, so the same rows always have the same
// codes. Ten million rows take about half a gigabyte, and adding them up by
// buyer and supplier takes a fraction of a second.
//
// # Persons
//
// The organisation number of a sole trader is a personal identity number, and
// free text may hold others. Mask takes them out of a table, with a report;
// Prove looks, by other code, whether one is left.
package ledger
