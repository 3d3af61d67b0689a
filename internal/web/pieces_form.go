package web

import (
	"net/http"
	"net/url"
	"slices"

	"insyn/internal/fault"
	"insyn/internal/lang"
)

// A Field ("field") is one question of a form, with its label, its hint and
// what is wrong with the answer. Kind chooses the control: text, email, tel,
// url, search, code, digits, number, date, time, datetime-local, file, area, select,
// radios, checks, check, hidden. The type of input is that of the kind where
// HTML has one.
type Field struct {
	Kind, Name   string
	Label, Hint  string
	Error        string
	Value        string
	Values       []string // of checks
	Options      []Option
	Optional     bool
	Autocomplete string        // as HTML names it: "name", "email", "organization"
	Width        string        // "short" or "middle", for answers of known length; "" for long
	Lines        int           // of an area
	Most         int           // most characters of an area or text, counted aloud
	Accept       string        // of a file
	Tongue       lang.Language // of what is typed, where it is not that of the page
}

// An Option is one answer to choose.
type Option struct {
	Value, Text, Hint string
	Chosen            bool
}

// ID gives the identity of the control, which its error leads to; of several
// controls that of the first.
func (f Field) ID() string { return "f-" + f.Name }

// Type gives the type attribute of the control.
func (f Field) Type() string {
	switch f.Kind {
	case "code", "digits", "time": // a time is written on the 24-hour clock everywhere
		return "text"
	}
	return f.Kind
}

// Plain tells whether the control is a single input element.
func (f Field) Plain() bool {
	return !slices.Contains([]string{"area", "select", "radios", "checks", "check", "hidden"},
		f.Kind)
}

// Group tells whether the control is several, under one legend.
func (f Field) Group() bool { return f.Kind == "radios" || f.Kind == "checks" }

// Described gives the identities of what describes the control.
func (f Field) Described() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.ID() + "-hint " + f.ID() + "-error"
	case f.Hint != "":
		return f.ID() + "-hint"
	case f.Error != "":
		return f.ID() + "-error"
	}
	return ""
}

// An ErrorSummary ("error-summary") lists what must be mended in a form, each
// leading to its field.
type ErrorSummary struct {
	Items []Link
}

// A Form is what a form was sent with, or what it begins with.
type Form struct {
	Token   string
	sent    url.Values // nil when nothing has been sent
	faults  []lang.FieldFault
	printer *lang.Printer
}

// form makes the form of this page: what was sent, if it was, with what was
// wrong with it, and a new token.
func (s *Server) form(w http.ResponseWriter, r *http.Request, err error) Form {
	f := Form{Token: s.token(w, r), printer: from(r).Printer, faults: from(r).Faults(err)}
	if !readOnly(r) {
		f.sent = r.PostForm
	}
	return f
}

// Summary gives what is wrong, for the head of the page.
func (f Form) Summary() ErrorSummary {
	var s ErrorSummary
	for _, fault := range f.faults {
		link := Link{Text: fault.Message}
		if fault.Field != "" {
			link.Href = "#" + Field{Name: fault.Field}.ID()
		}
		s.Items = append(s.Items, link)
	}
	return s
}

// SummaryOf is Summary where several fields may lack the same: each item begins
// with the name of its field.
func (f Form) SummaryOf(fields []Field) ErrorSummary {
	s := f.Summary()
	for i := range s.Items {
		for _, field := range fields {
			if s.Items[i].Href == "#"+field.ID() {
				s.Items[i].Text = field.Label + ": " + s.Items[i].Text
			}
		}
	}
	return s
}

// Field makes a field of the form. It holds what was sent, or else value.
func (f Form) Field(kind, name, label, value string) Field {
	field := Field{Kind: kind, Name: name, Label: label, Value: value}
	if f.sent != nil {
		field.Value, field.Values = f.sent.Get(name), f.sent[name]
	}
	for _, fault := range f.faults {
		if fault.Field == name {
			field.Error = fault.Message
			break
		}
	}
	return field
}

// Hinted gives the field with a hint under its label.
func (f Field) Hinted(hint string) Field { f.Hint = hint; return f }

// May gives the field as one that can be left empty.
func (f Field) May() Field { f.Optional = true; return f }

// Fills gives the field with what a browser may fill it in with.
func (f Field) Fills(autocomplete string) Field { f.Autocomplete = autocomplete; return f }

// Sized gives the field as "short" or "middle".
func (f Field) Sized(width string) Field { f.Width = width; return f }

// Area gives the field as a text of several lines and most so many characters.
func (f Field) Area(lines, most int) Field {
	f.Kind, f.Lines, f.Most = "area", lines, most
	return f
}

// Among gives the field with the answers to choose from.
func (f Field) Among(options ...Option) Field {
	f.Options = slices.Clone(options)
	for i, o := range f.Options {
		f.Options[i].Chosen = o.Value == f.Value && f.Kind != "checks" ||
			slices.Contains(f.Values, o.Value)
	}
	return f
}

// Checked tells whether a single box is ticked.
func (f Field) Checked() bool { return f.Value != "" }

// A Deed ("deed") is one of the things that somebody can do on a page of forms.
type Deed struct {
	ID     string
	Title  string
	Text   string // what the heading leaves to say
	Action string
	Token  string
	Fields []Field
	Do     string // on the button
	Quiet  bool   // not what people come to the page for
	Stakes bool   // who does it states to have no interest in it
}

// Deed gives a deed of the form: it is sent to the last part of the address, which
// is its mark on the page too.
func (f Form) Deed(at, id, title, text string, fields []Field, do string) Deed {
	return Deed{ID: id, Title: title, Text: text, Action: at + "/" + id, Token: f.Token,
		Fields: fields, Do: do}
}

// Second gives the deed as one that people do not come to the page for.
func (d Deed) Second() Deed { d.Quiet = true; return d }

// Disinterested gives the deed as one where who does it states to have no interest.
func (d Deed) Disinterested() Deed { d.Stakes = true; return d }

// Upload tells whether a file goes with the form.
func (d Deed) Upload() bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Kind == "file" })
}

// settled leads on after what a form asked for is done, or shows the page of the
// form again with what is wrong with what was sent.
func settled(w http.ResponseWriter, r *http.Request, err error, on string,
	again func(http.ResponseWriter, *http.Request, error) error) error {
	switch fault.Of(err) {
	case "":
		http.Redirect(w, r, on, http.StatusSeeOther)
		return nil
	case fault.Invalid, fault.Refused, fault.Conflict, fault.TooLarge:
		return again(w, r, err)
	}
	return err
}

// A FilterBar ("filter-bar") narrows a list by a form that is sent with GET,
// so that what is chosen can be linked to.
type FilterBar struct {
	Action string
	Fields []Field
	Clear  string // address of the whole list; "" when nothing is chosen
}
