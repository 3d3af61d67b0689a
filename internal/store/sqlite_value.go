package store

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"

	lite "zombiezen.com/go/sqlite"
)

// bind gives a statement those of its arguments that it uses.
func bind(s *lite.Stmt, args []any) error {
	if n := s.BindParamCount(); n != len(args) {
		return fmt.Errorf("store: %d arguments for %d places", len(args), n)
	}
	for i, a := range args {
		if s.BindParamName(i+1) == "" {
			continue
		}
		switch v := a.(type) {
		case nil:
			s.BindNull(i + 1)
		case string:
			s.BindText(i+1, v)
		case []byte:
			bindBytes(s, i+1, v)
		case bool:
			s.BindBool(i+1, v)
		case int:
			s.BindInt64(i+1, int64(v))
		case int64:
			s.BindInt64(i+1, v)
		case Time:
			text, err := v.Value()
			if err != nil {
				return err
			}
			if text == nil {
				s.BindNull(i + 1)
			} else {
				s.BindText(i+1, text.(string))
			}
		default:
			return fmt.Errorf("store: no statement takes a %T", a)
		}
	}
	return nil
}

func bindBytes(s *lite.Stmt, place int, b []byte) {
	if b == nil {
		s.BindNull(place)
		return
	}
	s.BindBytes(place, b)
}

// sqliteRow is the row at which a statement stands.
type sqliteRow struct{ *lite.Stmt }

// Scan reads the columns of the row.
func (r sqliteRow) Scan(dest ...any) error {
	if n := r.ColumnCount(); n != len(dest) {
		return fmt.Errorf("store: %d columns for %d places", n, len(dest))
	}
	for i, d := range dest {
		if err := r.read(i, d); err != nil {
			return fmt.Errorf("store: column %s: %w", r.ColumnName(i), err)
		}
	}
	return nil
}

// read reads a column into a place of a kind that columns have.
func (r sqliteRow) read(i int, dest any) error {
	switch d := dest.(type) {
	case sql.Scanner:
		return d.Scan(r.value(i))
	case *any:
		*d = r.value(i)
		return nil
	case *[]byte:
		*d = nil
		if !r.ColumnIsNull(i) {
			*d = make([]byte, r.ColumnLen(i))
			r.ColumnBytes(i, *d)
		}
		return nil
	}
	d := reflect.ValueOf(dest).Elem()
	switch null := r.ColumnIsNull(i); {
	case d.Kind() == reflect.Pointer && null:
		d.SetZero()
		return nil
	case d.Kind() == reflect.Pointer:
		d.Set(reflect.New(d.Type().Elem()))
		return r.read(i, d.Interface())
	case null:
		return errors.New("null where something is wanted")
	}
	switch d.Kind() {
	case reflect.String:
		d.SetString(r.ColumnText(i))
	case reflect.Int, reflect.Int64:
		d.SetInt(r.ColumnInt64(i))
	case reflect.Bool:
		d.SetBool(r.ColumnInt64(i) != 0)
	case reflect.Float64:
		d.SetFloat(r.ColumnFloat(i))
	default:
		return fmt.Errorf("no column is read into a %T", dest)
	}
	return nil
}

// value gives a column as SQLite keeps it.
func (r sqliteRow) value(i int) any {
	switch r.ColumnType(i) {
	case lite.TypeInteger:
		return r.ColumnInt64(i)
	case lite.TypeFloat:
		return r.ColumnFloat(i)
	case lite.TypeText:
		return r.ColumnText(i)
	case lite.TypeBlob:
		b := make([]byte, r.ColumnLen(i))
		r.ColumnBytes(i, b)
		return b
	}
	return nil
}
