package lang

import (
	"fmt"
	"strconv"
	"strings"
)

// nbsp is the no-break space that keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Number writes v, any integer or float, with grouped thousands: "1 234,5".
func (p *Printer) Number(v any) string {
	switch v := v.(type) {
	case float64:
		return p.figures(strconv.FormatFloat(v, 'f', -1, 64))
	case float32:
		return p.figures(strconv.FormatFloat(float64(v), 'f', -1, 32))
	}
	return p.figures(fmt.Sprint(v))
}

// Decimal writes v with as many decimals as digits says.
func (p *Printer) Decimal(v float64, digits int) string {
	return p.figures(strconv.FormatFloat(v, 'f', digits, 64))
}

// Percent writes a share of one as percent: "12 %" and "12%".
func (p *Printer) Percent(share float64, digits int) string {
	if p.language == English {
		return p.Decimal(100*share, digits) + "%"
	}
	return p.Decimal(100*share, digits) + nbsp + "%"
}

// figures sets a plain number, "-1234.5", as p's language writes it.
func (p *Printer) figures(s string) string {
	group, point := nbsp, ","
	if p.language == English {
		group, point = ",", "."
	}
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		s = rest
		if strings.Trim(s, "0.") != "" { // a zero has no sign
			sign = "\u2212"
		}
	}
	whole, decimals, _ := strings.Cut(s, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 && len(whole) > 3 {
			b.WriteString(group)
		}
		b.WriteRune(digit)
	}
	if decimals != "" {
		b.WriteString(point + decimals)
	}
	return b.String()
}

// Money writes an amount in öre: "1 234,50 kr", and "SEK 1,234.50" in English.
func (p *Printer) Money(ore int64) string {
	sign := ""
	if ore < 0 {
		sign = "-"
	}
	// The magnitude as uint64: the lowest int64 has no positive counterpart.
	magnitude := uint64(ore)
	if ore < 0 {
		magnitude = -magnitude
	}
	amount := p.figures(fmt.Sprintf("%s%d.%02d", sign, magnitude/100, magnitude%100))
	if p.language == English {
		return "SEK" + nbsp + amount
	}
	return amount + nbsp + "kr"
}

// Size writes a number of bytes in the decimal units that files are sold in.
func (p *Printer) Size(bytes int64) string {
	units := []string{"kB", "MB", "GB", "TB", "PB", "EB"}
	if bytes < 1000 {
		return p.T("unit.bytes", "Count", bytes)
	}
	value, unit := float64(bytes)/1000, 0
	for value >= 999.5 && unit < len(units)-1 { // what would be rounded to 1 000
		value, unit = value/1000, unit+1
	}
	digits := 0
	if value < 9.95 {
		digits = 1
	}
	return p.Decimal(value, digits) + nbsp + units[unit]
}
