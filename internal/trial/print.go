package trial

import (
	"bytes"
	"regexp"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// printedPage is where a page begins in a PDF that Chromium writes.
var printedPage = regexp.MustCompile(`/Type\s*/Page\b`)

// Sheets prints the page, in the size that it asks for, and tells how many
// sheets of paper it takes.
func (v *Visitor) Sheets() int {
	v.t.Helper()
	own := true
	got, err := chromedp.Call(v.ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &own})
	if err != nil || !bytes.HasPrefix(got.Data, []byte("%PDF-")) {
		v.t.Fatalf("the page cannot be printed: %v", err)
	}
	return len(printedPage.FindAll(got.Data, -1))
}
