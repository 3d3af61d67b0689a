package web

import "fmt"

// icons are drawn on a grid of 20 by 20 units with a line of 2, and take the
// colour of the text they stand in. They are never alone: a word stands beside.
var icons = map[string]string{
	"check":    "M4 10.5l4 4 8-9",
	"clock":    "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 6v4.5l3 2",
	"open":     "M3 10h12M11 5.5l4.5 4.5-4.5 4.5",
	"ring":     "M10 4.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11",
	"dot":      "M10 8.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3",
	"cross":    "M5 5l10 10M15 5L5 15",
	"warn":     "M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.3",
	"info":     "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 9v5M10 6v.3",
	"calendar": "M3 5h14v12H3zM3 9h14M7 2.5v4M13 2.5v4",
	"file":     "M5 2.5h6l4 4v11H5zM11 2.5v4h4",
	"people":   "M7 4a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5M2.5 16c0-6 9-6 9 0M13 5a2 2 0 1 1 0 4M13.5 11.5c3 0 4 2 4 4.5",
	"pen":      "M3 17l1-4L14 3l3 3L7 16zM12 5l3 3",
	"link":     "M8 12l4-4M9 6l2-2a3 3 0 0 1 5 5l-2 2M11 14l-2 2a3 3 0 0 1-5-5l2-2",
	"next":     "M7.5 4l6 6-6 6",
	"previous": "M12.5 4l-6 6 6 6",
	"search":   "M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M12.5 12.5L17 17",
	"lock":     "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
	"minus":    "M4 10h12",
	"plus":     "M4 10h12M10 4v12",
	"mail":     "M2.5 4.5h15v11h-15zM2.5 5l7.5 6 7.5-6",
	"pin":      "M10 2.5a5.5 5.5 0 0 0-5.5 5.5c0 4 5.5 9.5 5.5 9.5s5.5-5.5 5.5-9.5a5.5 5.5 0 0 0-5.5-5.5M10 6.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3",
	"globe":    "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M2.5 10h15M10 2.5c-5 5-5 10 0 15c5-5 5-10 0-15",
}

// icon gives the drawing of an icon.
func icon(name string) (string, error) {
	drawing, ok := icons[name]
	if !ok {
		return "", fmt.Errorf("web: there is no icon %q", name)
	}
	return drawing, nil
}
