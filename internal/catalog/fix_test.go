package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"insyn/dcat"
)

// mends are what a publisher adds to meet a metric: a statement about the
// dataset, or about each of its distributions.
var mends = map[string]string{
	"keyword":   `<http://www.w3.org/ns/dcat#keyword> "ord"@sv`,
	"theme":     `<http://www.w3.org/ns/dcat#theme> <http://publications.europa.eu/resource/authority/data-theme/ENVI>`,
	"spatial":   `<http://purl.org/dc/terms/spatial> <http://sws.geonames.org/2661886/>`,
	"temporal":  `<http://purl.org/dc/terms/temporal> <https://example.se/period>`,
	"contact":   `<http://www.w3.org/ns/dcat#contactPoint> <https://example.se/contact>`,
	"issued":    `<http://purl.org/dc/terms/issued> "2023-01-01"`,
	"modified":  `<http://purl.org/dc/terms/modified> "2023-01-01"`,
	"rights":    `<http://purl.org/dc/terms/rights> <https://example.se/rights>`,
	"byte-size": `<http://www.w3.org/ns/dcat#byteSize> "1"`,
}

func mean(all []Sheet) (hundredths int) {
	for _, s := range all {
		hundredths += 100 * s.Points
	}
	return hundredths / len(all)
}

// What the list of fixes foretells comes true: whoever does one for all the
// datasets that lack it gets the points that it promised.
func TestTheGainOfAFixComesTrue(t *testing.T) {
	h := harvested(t, generated(t, dcat.GenerateOptions{Datasets: 40, Seed: 9, Flawed: 900}))
	for i := range h.Items {
		if i%2 == 0 {
			h.Items[i].Content = without(h.Items[i].Content, "keyword", "spatial", "issued",
				"modified", "byteSize")
		}
	}
	before := Examine(h.Items, yes)
	tried := 0
	for _, fix := range Fixes(before) {
		says, known := mends[fix.Metric.Name]
		if !known {
			continue
		}
		items := slices.Clone(h.Items)
		for _, place := range fix.Missing {
			items[place].Content += mended(items[place], fix.Metric.Distribution, says)
		}
		got := mean(Examine(items, yes)) - mean(before)
		compliance := lostCompliance(before, Examine(items, yes))
		if got += compliance; got < fix.Gain-1 || got > fix.Gain+1 {
			t.Errorf("%s: foretold %d hundredths, gained %d", fix.Metric.Name, fix.Gain, got)
		}
		tried++
	}
	if tried < 6 {
		t.Errorf("only %d fixes were tried", tried)
	}
	if gains := Fixes(before); !slices.IsSortedFunc(gains, func(a, b Fix) int { return b.Gain - a.Gain }) {
		t.Error("what raises most is not first")
	}
	if all := Fixes(nil); len(all) > 0 {
		t.Errorf("of nothing: %v", all)
	}
}

// without takes the statements with some properties away.
func without(content string, properties ...string) string {
	var b strings.Builder
	for line := range strings.Lines(content) {
		if !slices.ContainsFunc(properties, func(p string) bool {
			return strings.Contains(line, "#"+p+"> ") || strings.Contains(line, "/"+p+"> ")
		}) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// mended writes what a publisher adds to a dataset, or to its distributions.
func mended(item Item, distribution bool, says string) string {
	if !distribution {
		return fmt.Sprintf("<%s> %s .\n", item.IRI, says)
	}
	var b strings.Builder
	for _, d := range dcat.Describe(Graph([]byte(item.Content))).Datasets {
		for _, x := range d.Distributions {
			fmt.Fprintf(&b, "<%s> %s .\n", x.IRI, says)
		}
	}
	return b.String()
}

// lostCompliance is what the mean loses because the statements of this test
// are not such as Europe wants: they name things that nothing describes.
func lostCompliance(before, after []Sheet) (hundredths int) {
	for i := range before {
		if before[i].European && !after[i].European {
			hundredths += 3000
		}
		if !before[i].European && after[i].European {
			hundredths -= 3000
		}
	}
	return hundredths / len(before)
}
