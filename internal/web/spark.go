package web

import (
	"strconv"
	"strings"
)

// A Spark ("spark") is the course of a number in the size of a word. What it
// shows is also said in words: Description.
type Spark struct {
	Values      []float64
	Description string
}

// The size of a spark line, in its own units.
const (
	sparkWidth  = 120
	sparkHeight = 28
)

// Points gives the line for the points attribute of a polyline.
func (s Spark) Points() string {
	if len(s.Values) < 2 {
		return ""
	}
	low, high := s.Values[0], s.Values[0]
	for _, v := range s.Values {
		low, high = min(low, v), max(high, v)
	}
	if high == low {
		high = low + 1
	}
	var b strings.Builder
	for i, v := range s.Values {
		x := float64(i) * (sparkWidth - 4) / float64(len(s.Values)-1)
		y := (high - v) / (high - low) * (sparkHeight - 4)
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatFloat(2+x, 'f', 1, 64))
		b.WriteByte(',')
		b.WriteString(strconv.FormatFloat(2+y, 'f', 1, 64))
	}
	return b.String()
}
