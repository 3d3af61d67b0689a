package act_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
)

// office file with what such files say of their author.
func officeFile(t *testing.T, creator string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("docProps/core.xml")
	if err == nil {
		_, err = w.Write([]byte(`<cp:coreProperties><dc:creator>` + creator +
			`</dc:creator></cp:coreProperties>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAddFile(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	tells, err := o.AddFile(ctx, o.editor, id, `C:\Users\anna\..\underlag.docx`, "",
		officeFile(t, "Anna Ek"))
	o.must(err)
	if !slices.Contains(tells, "Anna Ek") {
		t.Errorf("the officer is told %v", tells)
	}
	draft, err := o.Draft(ctx, o.editor, id, consult.Invitation)
	o.must(err)
	m := draft.Content.Material
	if len(m) != 1 || m[0].Name != "underlag.docx" || m[0].Title.SV != "underlag" ||
		m[0].Size == 0 {
		t.Fatalf("%+v", m)
	}
	_, err = o.AddFile(ctx, o.editor, id, "underlag.docx", "",
		officeFile(t, "Anna Ek")) // the same file again
	o.must(err)
	if draft, err = o.Draft(ctx, o.editor, id, consult.Invitation); err != nil ||
		len(draft.Content.Material) != 1 {
		t.Errorf("the same file stands %d times", len(draft.Content.Material))
	}
	a, err := o.Attachment(ctx, o.editor, id, m[0].File)
	o.must(err)
	if !bytes.Equal(a.Bytes, officeFile(t, "Anna Ek")) {
		t.Error("the file has changed")
	}
	other := o.open(december(10))
	_, err = o.Attachment(ctx, o.editor, other, m[0].File)
	kind(t, err, fault.NotFound)
	_, err = o.Attachment(ctx, account.Anybody, id, m[0].File)
	kind(t, err, fault.SignIn)
}

func TestAddFileRefuses(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	for name, data := range map[string]string{
		"sida.html": "<script>", "bild.svg": "<svg/>", "program.exe": "MZ", "ingen": "x", "tom.pdf": "",
		"falsk.pdf": "<html>", "falsk.png": "%PDF-1.7", "falsk.docx": "%PDF-1.7", "binär.txt": "a\x00b",
	} {
		_, err := o.AddFile(ctx, o.editor, id, name, "", []byte(data))
		if fault.Of(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := o.AddFile(ctx, o.editor, id, "stor.txt", "", bytes.Repeat([]byte("x"), 20<<20+1))
	kind(t, err, fault.TooLarge)
	reader := o.hire("Lena", "lena@example.se", account.Reader)
	_, err = o.AddFile(ctx, reader, id, "a.txt", "", []byte("a"))
	kind(t, err, fault.Forbidden)
}

func TestFileNamesAreTamed(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	for i, row := range [][2]string{{"../../etc/passwd.txt", "passwd.txt"},
		{"a\u202ecod.txt", "acod.txt"},
		{"a\r\nb.txt", "ab.txt"}, {`x"; filename="y.txt`, "x; filename=y.txt"},
		{strings.Repeat("å", 300) + ".txt", strings.Repeat("å", 100) + ".txt"}} {
		_, err := o.AddFile(ctx, o.editor, id, row[0], "", []byte{byte('a' + i)})
		o.must(err)
		draft, err := o.Draft(ctx, o.editor, id, consult.Invitation)
		o.must(err)
		if got := draft.Content.Material[i].Name; got != row[1] {
			t.Errorf("%q became %q", row[0], got)
		}
	}
	if len(act.FileEndings()) < 5 {
		t.Error("few files are taken")
	}
}

// The next consultation says what this one says, without what belongs to this
// meeting alone.
func TestCopyBeginsTheNext(t *testing.T) {
	o := newOffice(t, sqlite(t))
	content := december(10)
	content.Material = []consult.Material{{ID: "m1", URL: "https://www.example.se/"},
		{ID: "m2", File: "abc"}}
	id := o.open(content)
	next, err := o.Copy(ctx, o.editor, id)
	o.must(err)
	f, err := o.Consultation(ctx, o.editor, next)
	o.must(err)
	c := f.Consultation.Content
	if c.Title != content.Title || c.Meeting.Set() || !c.Registration.Closes.IsZero() ||
		len(c.Material) != 1 ||
		len(c.Agenda) != len(content.Agenda) || f.State != consult.Draft || f.Consultation.HasLink {
		t.Errorf("%+v", f.Consultation)
	}
	_, err = o.Copy(ctx, account.Anybody, id)
	kind(t, err, fault.SignIn)
}

func TestPreviewShowsTheDraft(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id, err := o.NewConsultation(ctx, o.editor, "exempeldepartementet", december(10))
	o.must(err)
	p, err := o.Preview(ctx, o.editor, id)
	o.must(err)
	if p.State != consult.Open || p.Free != 10 {
		t.Errorf("%s, %d free", p.State, p.Free)
	}
	o.must(o.Publish(ctx, o.boss, id, consult.Invitation, 1, ""))
	draft, err := o.OpenDraft(ctx, o.editor, id, consult.Invitation)
	o.must(err)
	draft.Content.Title.SV = "Ny rubrik"
	_, err = o.SaveDraft(ctx, o.editor, draft)
	o.must(err)
	if p, err = o.Preview(ctx, o.editor, id); err != nil ||
		p.Consultation.Content.Title.SV != "Ny rubrik" {
		t.Errorf("%q, %v", p.Consultation.Content.Title.SV, err)
	}
	public, err := o.PublicConsultation(ctx, p.Consultation.Slug)
	if err != nil || public.Consultation.Content.Title.SV == "Ny rubrik" {
		t.Errorf("the public sees the draft: %v", err)
	}
	_, err = o.Preview(ctx, account.Anybody, id)
	kind(t, err, fault.SignIn)
}
