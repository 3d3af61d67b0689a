package web

import (
	"insyn/internal/consult"
)

// material is what to read before the meeting.
func (e *editor) material() {
	rows(e, rowKind[consult.Material]{name: "material",
		shown: EditRows{Add: e.T("edit.material-add"),
			None: Empty{Title: e.T("edit.no-material"), Text: e.T("edit.no-material-text")}},
		fresh: func() consult.Material { return consult.Material{ID: freshID("m"), Added: e.Now} },
		id:    func(x consult.Material) string { return x.ID },
		blank: func(x consult.Material) bool { return x.Title.Empty() && x.URL == "" && x.File == "" },
		ask: func(name string, x *consult.Material) EditRow {
			e.identity(name, &x.ID)
			e.text(Field{Kind: "text", Name: name + "-title", Label: e.T("edit.material-title")}, &x.Title)
			row := EditRow{Legend: e.T("edit.material-one")}
			if x.File == "" {
				e.line(Field{Kind: "url", Name: name + "-url", Label: e.T("edit.material-url")}, &x.URL)
			} else {
				row.Hours, row.File = e.Size(x.Size), Link{x.Name, x.File}
			}
			e.among(Field{Kind: "select", Name: name + "-language", Label: e.T("edit.material-language")},
				&x.Language,
				Option{Value: "", Text: e.T("edit.material-unsaid")},
				Option{Value: "sv", Text: e.T("edit.swedish")},
				Option{Value: "en", Text: e.T("edit.in-english")})
			e.check(Field{Name: name + "-accessible", Label: e.T("edit.material-accessible"),
				Hint: e.T("edit.material-accessible-hint")}, &x.Accessible)
			return row
		}}, &e.content.Material)
}

// linkFiles leads from each file to where its staff fetch it.
func linkFiles(v *visit, id consult.ID, blocks []EditBlock) {
	for _, b := range blocks {
		if b.Rows == nil {
			continue
		}
		for i, row := range b.Rows.Rows {
			if hash := row.File.Href; hash != "" {
				b.Rows.Rows[i].File.Href = v.Href(dossierPath(id, "fil/"+hash))
			}
		}
	}
}
