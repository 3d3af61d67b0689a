package act

import (
	"encoding/json"
	"strings"

	"insyn/internal/catalog"
	"insyn/internal/lang"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// aboutSource is what a mail about a harvest that is held is about.
type aboutSource struct {
	Body   string
	Source catalog.SourceID
	Number int
}

// aboutLinks is what a mail about addresses is about.
type aboutLinks struct {
	Body   string
	Broken []string // addresses; at most linksTold
	Mended []string
	More   int
}

// linksTold is how many addresses one mail names.
const linksTold = 20

// tellHeld mails the body that a harvest waits, once for the same bytes.
func tellHeld(tx *store.Tx, s catalog.Source, run store.Harvest) error {
	return tx.Enqueue(store.Mail{Kind: MailHarvest, Due: tx.Now,
		Key:  MailHarvest + "|" + string(s.ID) + "|" + run.Digest,
		Data: mustJSON(aboutSource{s.Body, s.ID, run.Number})})
}

// wordCatalog words what a body is told of its catalogue. It goes to the
// body's own mailbox: whoever looks after the catalogue reads it there.
func (d *Desk) wordCatalog(x *dispatch) error {
	x.to = letter.Recipient(bodyName(x.body, lang.Swedish), x.body.Email)
	x.language = lang.Swedish
	p := lang.For(x.language)
	if x.mail.Kind == MailHarvest {
		var about aboutSource
		if err := json.Unmarshal([]byte(x.mail.Data), &about); err != nil {
			return err
		}
		x.letter = letter.Notice{Site: d.Site.Name, What: p.T("notice.harvest"),
			Text: p.T("notice.harvest-text"), Link: d.Site.URL + SourcePath(about.Source)}
		return nil
	}
	var about aboutLinks
	if err := json.Unmarshal([]byte(x.mail.Data), &about); err != nil {
		return err
	}
	x.letter = letter.Notice{Site: d.Site.Name, What: linksTitle(p, about),
		Text: linksText(p, about),
		Link: d.Site.URL + LinksPath(about.Body)}
	return nil
}

// linksTitle says in one line what has become of a body's addresses.
func linksTitle(p *lang.Printer, about aboutLinks) string {
	if len(about.Broken) > 0 {
		return p.T("notice.links-broken")
	}
	return p.T("notice.links-mended")
}

// linksText names the addresses.
func linksText(p *lang.Printer, about aboutLinks) string {
	var parts []string
	if len(about.Broken) > 0 {
		parts = append(parts, p.T("notice.links-broken-text", "Addresses", strings.Join(about.Broken, " ")))
	}
	if len(about.Mended) > 0 {
		parts = append(parts, p.T("notice.links-mended-text", "Addresses", strings.Join(about.Mended, " ")))
	}
	if about.More > 0 {
		parts = append(parts, p.T("notice.links-more", "Count", about.More))
	}
	return strings.Join(parts, " ")
}

// SourcePath is where staff see a source.
func SourcePath(id catalog.SourceID) string { return "/arbete/kalla/" + string(id) }

// LinksPath is where staff see the addresses of a body's catalogue.
func LinksPath(body string) string { return "/arbete/lankar/" + body }
