package document

import (
	"fmt"
	"strings"
	"time"
)

// finish writes what holds the paper together: pages, tags, bookmarks,
// properties.
func (w *pdfWriter) finish(d Document) {
	f := w.file
	tree, pages := f.object(), f.object()
	w.root.reserve(f)
	resources := fmt.Sprintf("<< /Font << /F1 %s /F2 %s >> /ColorSpace << /Ink %s >> >>",
		ref(w.regular.write(f)), ref(w.bold.write(f)), inkSpace)
	var kids []int
	area := len(w.pages) // numbers of areas follow those of pages
	for i, p := range w.pages {
		p.write(f, pages, i, resources, area)
		area += len(p.areas)
		kids = append(kids, p.object)
	}
	f.put(pages, fmt.Sprintf("<< /Type /Pages /Kids %s /Count %d >>", refs(kids), len(kids)))
	w.root.write(f, tree)
	f.put(tree,
		fmt.Sprintf("<< /Type /StructTreeRoot /K [%s] /ParentTree %s /ParentTreeNextKey %d >>",
			ref(w.root.object), ref(w.parents()), area))
	bookmarks := ""
	if top := outlines(f, w.bookmarks); top != 0 {
		bookmarks = fmt.Sprintf("/Outlines %s /PageMode /UseOutlines ", ref(top))
	}
	about := d.metadata()
	xmp := f.add(fmt.Sprintf("<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream",
		len(about), about))
	root := f.add(fmt.Sprintf("<< /Type /Catalog /Pages %s /StructTreeRoot %s /MarkInfo << /Marked true >> "+
		"/Lang %s /ViewerPreferences << /DisplayDocTitle true >> %s/Metadata %s >>",
		ref(pages), ref(tree), pdfBytes(d.language()), bookmarks, ref(xmp)))
	f.finish(root, f.add(d.info()))
}

// parents writes the table that leads from a piece of a page, or an area, to
// its tag.
func (w *pdfWriter) parents() int {
	var b strings.Builder
	b.WriteString("<< /Nums [")
	for i, p := range w.pages {
		var tags []int
		for _, t := range p.pieces {
			tags = append(tags, t.object)
		}
		fmt.Fprintf(&b, "%d %s\n", i, refs(tags))
	}
	n := len(w.pages)
	for _, p := range w.pages {
		for _, a := range p.areas {
			fmt.Fprintf(&b, "%d %s\n", n, ref(a.tag.object))
			n++
		}
	}
	b.WriteString("] >>")
	return w.file.add(b.String())
}

// producer is what made the file.
const producer = "Insyn"

// info writes the properties in the old form.
func (d Document) info() string {
	var b strings.Builder
	b.WriteString("<< /Producer " + pdfBytes(producer) + " /Creator " + pdfBytes(producer))
	for _, p := range []struct{ name, value string }{
		{"Title", d.Title}, {"Author", d.Author}, {"Subject", d.Subject},
	} {
		if p.value != "" {
			b.WriteString(" /" + p.name + " " + pdfText(oneLine(clean(p.value))))
		}
	}
	if !d.Created.IsZero() {
		at := d.Created.UTC().Format("D:20060102150405+00'00'")
		fmt.Fprintf(&b, " /CreationDate (%s) /ModDate (%s)", at, at)
	}
	b.WriteString(" >>")
	return b.String()
}

// metadata writes the properties as XMP, with the standards that the file is
// made to and, since PDF/A asks for it, what the properties of PDF/UA mean.
func (d Document) metadata() string {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" ` +
		`xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` +
		`<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>` +
		`<dc:format>application/pdf</dc:format>`)
	say := func(name, kind, item, value string) {
		if value = oneLine(clean(value)); value != "" {
			fmt.Fprintf(&b, `<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>`, name, kind, item,
				escaped(value), kind, name)
		}
	}
	say("dc:title", "Alt", ` xml:lang="x-default"`, d.Title)
	say("dc:description", "Alt", ` xml:lang="x-default"`, d.Subject)
	say("dc:creator", "Seq", "", d.Author)
	say("dc:language", "Bag", "", d.language())
	if !d.Created.IsZero() {
		at := d.Created.UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>",
			at, at)
	}
	fmt.Fprintf(&b, "<xmp:CreatorTool>%[1]s</xmp:CreatorTool><pdf:Producer>%[1]s</pdf:Producer>",
		producer)
	b.WriteString("</rdf:Description>" + uaSchema + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return b.String()
}

const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ` +
	`xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" ` +
	`xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>` +
	`<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema` +
	`</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/` +
	`</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>` +
	`<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>` +
	`<pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>` +
	`Part of ISO 14289 that the file conforms to</pdfaProperty:description></rdf:li></rdf:Seq>` +
	`</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`
