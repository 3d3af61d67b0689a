package store

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"time"
)

// layout has a fixed width, so that text sorts as time does.
const layout = "2006-01-02T15:04:05.000000Z"

// Time is a time as both engines keep it: UTC, to the microsecond, null when
// zero. PostgreSQL reads the text as timestamptz.
type Time time.Time

// Value gives the form that both engines read.
func (t Time) Value() (driver.Value, error) {
	at := time.Time(t)
	if at.IsZero() {
		return nil, nil
	}
	at = at.UTC()
	if at.Year() < 1 || at.Year() > 9999 {
		return nil, fmt.Errorf("store: the year %d cannot be kept", at.Year())
	}
	// By layout it would take almost three times as long.
	text := at.AppendFormat(make([]byte, 0, len(layout)), time.RFC3339)
	point := len(text) - len("Z")
	text = strconv.AppendInt(text[:point], 1_000_000+int64(at.Nanosecond()/1000), 10)
	text[point] = '.' // the digit before those of the microsecond
	return string(append(text, 'Z')), nil
}

// Scan reads what either engine gives.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
	case time.Time:
		*t = Time(v.UTC())
	case string:
		at, err := time.Parse(layout, v)
		if err != nil {
			return fmt.Errorf("store: %q is no time: %w", v, err)
		}
		*t = Time(at)
	default:
		return fmt.Errorf("store: %T is no time", src)
	}
	return nil
}

// at lets a time.Time be scanned in place.
func at(t *time.Time) *Time { return (*Time)(t) }

// timeOf gives t as the library's time.
func timeOf(t Time) time.Time { return time.Time(t).UTC() }

// exact gives t as it will be read back.
func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
