package act_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// photo is a picture with what a camera tells of it: a place and a name.
func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	picture := image.NewRGBA(image.Rect(0, 0, 8, 8))
	picture.Set(3, 3, color.RGBA{200, 0, 0, 255})
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00GPS KANARIEPLATS"
	head := []byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}
	return append(append(head, exif...), b.Bytes()[2:]...)
}

// An original is kept byte for byte and is never what the public gets; what is
// published is made anew, and what nothing safe can be made of is not (N-23).
func TestN23FilesAreKeptAndMadeAnew(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	v, err := o.BeginView(ctx, f, "key", opinion("Se bilagorna."))
	o.must(err)
	l := o.ViewLink(v)
	hostile := []byte("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
	files := map[string][]byte{"../foto\u202e.jpg": photo(t), "bild.svg": hostile,
		"brev.txt": []byte("Vi saknar data.\nHälsningar"), "fel.html.exe": {0x4d, 0x5a, 0, 1}}
	for name, data := range files {
		o.must(o.AddViewFile(ctx, l, name, data))
	}
	if err := o.AddViewFile(ctx, l, "tom.txt", nil); fault.Of(err) != fault.Invalid {
		t.Errorf("an empty file was taken: %v", err)
	}
	own, err := o.OwnView(ctx, l)
	o.must(err)
	v, err = o.SendView(ctx, l, own.View.Saved)
	o.must(err)
	if err := o.AddViewFile(ctx, l, "sen.txt", []byte("sen")); fault.Of(err) != fault.Refused {
		t.Errorf("a file was added to what was sent: %v", err)
	}
	kept, err := o.View(ctx, o.editor, v.ID)
	o.must(err)
	hashes := map[string]string{}
	for _, listed := range kept.Files {
		file, err := o.ViewFile(ctx, o.editor, v.ID, listed.Hash)
		o.must(err)
		hashes[listed.Name] = listed.Hash
		found := false
		for _, data := range files {
			found = found || bytes.Equal(data, file.Bytes)
		}
		if !found || strings.ContainsAny(listed.Name, "/\\\u202e") {
			t.Errorf("%q is not as it was sent", listed.Name)
		}
	}
	yes := consult.Ruling{Verdict: consult.Publish, Version: 1}
	for _, bad := range []string{"bild.svg", "fel.html.exe"} {
		if _, err := o.RuleView(ctx, o.editor, v.ID, yes, nil, hashes[bad]); fault.Of(err) != fault.Invalid &&
			bad != "bild.svg" {
			t.Errorf("%s was published: %v", bad, err)
		}
	}
	_, err = o.RuleView(ctx, o.editor, v.ID, yes, nil, hashes["foto.jpg"], hashes["brev.txt"])
	o.must(err)
	_, c, err := o.PublicView(ctx, f, v.Number)
	o.must(err)
	if len(c.Files) != 2 {
		t.Fatalf("%d files are published", len(c.Files))
	}
	decided, err := o.View(ctx, o.editor, v.ID)
	o.must(err)
	if want := []string{hashes["foto.jpg"], hashes["brev.txt"]}; !slices.Equal(decided.Released, want) {
		t.Errorf("published are %v, want %v", decided.Released, want)
	}
	for _, file := range c.Files {
		_, data, err := o.PublicViewFile(ctx, f, v.Number, file.Hash)
		o.must(err)
		if bytes.Contains(data, []byte("KANARIE")) || file.Type != "image/jpeg" &&
			file.Type != "application/pdf" {
			t.Errorf("%s (%s) tells who made it", file.Name, file.Type)
		}
	}
	for _, hash := range hashes {
		if _, _, err := o.PublicViewFile(ctx, f, v.Number, hash); fault.Of(err) != fault.NotFound {
			t.Errorf("an original is public: %v", err)
		}
	}
}

const mailbox = "From ada@example.org Mon Nov 27 08:00:00 2023\nFrom: Ada Ek <ada@example.org>\nTo: samrad@example.se\n" +
	"Subject: Synpunkt\nDate: Mon, 27 Nov 2023 07:00:00 +0100\nMessage-ID: <1@example.org>\n\nVi saknar data.\n>From början till slut.\n\n" +
	"From x@example.org Mon Nov 27 08:10:00 2023\nFrom: x@example.org\nSubject: Autosvar\nAuto-Submitted: auto-replied\n\nJag är borta.\n"

// Each mail of a mailbox becomes a view, once, with the mail as its original.
func TestMailsBecomeViewsOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	for _, want := range []int{1, 0} {
		report, err := o.ImportViews(ctx, o.editor, f, consult.Subject{About: consult.AQuestion, ID: "q1"}, []byte(mailbox))
		o.must(err)
		made := 0
		for _, m := range report {
			if m.View.ID != "" {
				made++
			}
		}
		if len(report) != 2 || made != want || !report[1].Machine {
			t.Fatalf("%+v", report)
		}
	}
	list := o.queue(f)
	if len(list) != 1 || list[0].Via != consult.ByEmail ||
		list[0].Sender.Email != "ada@example.org" ||
		list[0].Subject.ID != "q1" || !strings.Contains(list[0].Text, "From början") {
		t.Fatalf("%+v", list)
	}
	kept, err := o.View(ctx, o.editor, list[0].ID)
	o.must(err)
	original, err := o.ViewFile(ctx, o.editor, list[0].ID, kept.Files[0].Hash)
	o.must(err)
	if !strings.HasPrefix(string(original.Bytes), "From: Ada Ek") {
		t.Errorf("the original is %q", original.Bytes)
	}
	if _, err := o.ImportViews(ctx, o.editor, f, consult.Subject{About: consult.TheWhole},
		[]byte(mailbox+"\nFrom y Mon\nnot a mail\n")); fault.Of(err) != fault.Invalid {
		t.Errorf("a file with a mail that cannot be read: %v", err)
	}
	_, err = o.ImportViews(ctx, o.editor, f, consult.Subject{About: consult.AQuestion, ID: "q9"},
		[]byte(strings.Replace(mailbox, "Vi", "Ni", 1)))
	kind(t, err, fault.Invalid)
	if n := len(o.queue(f)); n != 1 {
		t.Errorf("something of a bad file was kept: %d views", n)
	}
}

// Each document is in exactly one package for the register, and no cell of its
// index can begin a formula (N-07).
func TestN07EachDocumentIsHandedOverOnce(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	_, l := o.speaks(f, "a", "=HYPERLINK(\"http://example.org\")")
	first, err := o.HandOver(ctx, o.editor, f)
	o.must(err)
	if _, err := o.HandOver(ctx, o.editor, f); fault.Of(err) != fault.Refused {
		t.Errorf("a second package holds what the first did: %v", err)
	}
	own, err := o.OwnView(ctx, l)
	o.must(err)
	_, err = o.ChangeView(ctx, l, consult.ViewForm{Text: "Nytt.", Saved: own.View.Saved})
	o.must(err)
	_, err = o.EnterView(ctx, o.editor, f, opinion("Två."), consult.ByLetter, opening.AddDate(0, 0, -3))
	o.must(err)
	second, err := o.HandOver(ctx, o.editor, f)
	o.must(err)
	if first.Count != 1 || second.Count != 2 {
		t.Errorf("%d and %d documents", first.Count, second.Count)
	}
	again, err := o.HandOverAgain(ctx, o.editor, f, first.ID)
	o.must(err)
	if !bytes.Equal(again.Bytes, first.Bytes) {
		t.Error("the same package again has other bytes")
	}
	index := unpacked(t, first.Bytes)["index.csv"]
	if !strings.Contains(index, ";\"'=HYPERLINK") || strings.Contains(index, ";=") {
		t.Errorf("the index can begin a formula:\n%s", index)
	}
	came := opening.AddDate(0, 0, -3).Format(time.DateOnly) + ";2;1;"
	if got := unpacked(t, second.Bytes)["index.csv"]; !strings.Contains(got, "\n"+came) {
		t.Errorf("the register is not told that the letter came on %s:\n%s", came, got)
	}
	o.must(o.Registered(ctx, o.editor, own.View.ID, 1, "Fi2023/01234"))
	kept, err := o.View(ctx, o.editor, own.View.ID)
	o.must(err)
	if kept.Versions[0].Register != "Fi2023/01234" || kept.Versions[1].Register != "" {
		t.Errorf("%+v", kept.Versions)
	}
}

// unpacked gives the files of a zip.
func unpacked(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[file.Name] = string(body)
	}
	return all
}

// What is known of senders as persons goes with the registrations, and the
// record of what was received stands.
func TestSendersAreForgotten(t *testing.T) {
	o := newOffice(t, sqlite(t))
	f := o.listening()
	form := opinion("Så.")
	form.Sender.Email = "ada@example.org"
	v, err := o.BeginView(ctx, f, "key", form)
	o.must(err)
	l := o.ViewLink(v)
	_, err = o.SendView(ctx, l, v.Saved)
	o.must(err)
	_, err = o.HandOver(ctx, o.editor, f)
	o.must(err)
	_, err = o.Integrate(ctx)
	o.must(err)
	o.clock.set(december(10).Meeting.End.AddDate(2, 0, 0))
	o.must(o.RunJob(ctx, store.Job{Kind: "purge", Subject: string(f.Consultation())}))
	own, err := o.OwnView(ctx, l)
	o.must(err)
	if own.View.Sender.Email != "" || own.View.Sender.Name != "" || own.View.Text != "Så." {
		t.Errorf("%+v", own.View.Sender)
	}
	receipt, err := o.ViewReceipt(ctx, l, 1)
	o.must(err)
	if !receipt.Statement.Says(receipt.Content) {
		t.Error("the receipt no longer holds")
	}
}
