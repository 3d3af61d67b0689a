package act

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// mostUpload is the largest file that is kept, in bytes.
const mostUpload = 20 << 20

// fileKinds are the sorts of files that are taken: by the ending of the name,
// which must agree with how the file begins. Pages and pictures that can carry
// scripts (HTML, SVG) are not among them.
var fileKinds = []struct {
	ending, media string
	begins        []string
}{
	{".pdf", "application/pdf", []string{"%PDF-"}},
	{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		[]string{"PK\x03\x04"}},
	{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		[]string{"PK\x03\x04"}},
	{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
		[]string{"PK\x03\x04"}},
	{".odt", "application/vnd.oasis.opendocument.text", []string{"PK\x03\x04"}},
	{".ods", "application/vnd.oasis.opendocument.spreadsheet", []string{"PK\x03\x04"}},
	{".odp", "application/vnd.oasis.opendocument.presentation", []string{"PK\x03\x04"}},
	{".png", "image/png", []string{"\x89PNG\r\n\x1a\n"}},
	{".jpg", "image/jpeg", []string{"\xff\xd8\xff"}},
	{".jpeg", "image/jpeg", []string{"\xff\xd8\xff"}},
	{".txt", "text/plain; charset=utf-8", nil},
	{".csv", "text/csv; charset=utf-8", nil},
}

// FileEndings lists the endings of the files that are taken.
func FileEndings() []string {
	var all []string
	for _, k := range fileKinds {
		all = append(all, k.ending)
	}
	return all
}

// AddFile keeps a file with a consultation and lists it in the draft as
// material to read. It gives what the file tells about its author, for the
// officer to decide whether the public should know.
//
// Who may: editors. Faults: Invalid (the sort of file), TooLarge, Conflict.
func (d *Desk) AddFile(ctx context.Context, who account.Person, id consult.ID, name, title string,
	data []byte) (tells []string, err error) {
	return d.addFile(ctx, who, id, consult.Material{Name: name, Title: consult.Text{SV: title}}, data)
}

// addFile is AddFile with all that is known of the material.
func (d *Desk) addFile(ctx context.Context, who account.Person, id consult.ID, m consult.Material,
	data []byte) (tells []string, err error) {
	name := m.Name
	name = fileName(name)
	media, err := fileKind(name, data)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	a := store.Attachment{Hash: hex.EncodeToString(sum[:]), Name: name, Type: media,
		Size: int64(len(data)), Bytes: data}
	m.Title.SV, m.Title.EN = strings.TrimSpace(m.Title.SV), strings.TrimSpace(m.Title.EN)
	if m.Title.Empty() {
		m.Title.SV = strings.TrimSuffix(name, filepath.Ext(name))
	}
	err = d.DB.Write(ctx, consultation(id), func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.Edit, id); err != nil {
			return err
		}
		a.Added = tx.Now
		if err := tx.AddAttachment(id, a); err != nil {
			return err
		}
		return note(tx, consultation(id), string(who.ID), "add-file", a.Hash,
			map[string]any{"size": a.Size})
	})
	if err != nil {
		return nil, err
	}
	for range 3 { // a colleague may save the draft in the same moment
		if err = d.list(ctx, who, id, a, m); !fault.Is(err, fault.Conflict) {
			break
		}
	}
	return tellsOf(data), err
}

// list puts a file among the material of the draft, once.
func (d *Desk) list(ctx context.Context, who account.Person, id consult.ID, a store.Attachment,
	m consult.Material) error {
	draft, err := d.OpenDraft(ctx, who, id, consult.Invitation)
	if err != nil {
		return err
	}
	for _, had := range draft.Content.Material {
		if had.File == a.Hash {
			return nil
		}
	}
	m.ID, m.File, m.Name, m.Type = "m"+a.Hash[:10], a.Hash, a.Name, a.Type
	m.Size, m.Added = a.Size, a.Added
	draft.Content.Material = append(draft.Content.Material, m)
	_, err = d.SaveDraft(ctx, who, draft)
	return err
}

// fileKind gives the media type of a file that may be kept.
func fileKind(name string, data []byte) (string, error) {
	switch {
	case len(data) == 0:
		return "", fault.New(fault.Invalid, "upload.empty").At("file")
	case len(data) > mostUpload:
		return "", fault.New(fault.TooLarge, "upload.too-large").At("file")
	}
	for _, k := range fileKinds {
		if !strings.HasSuffix(strings.ToLower(name), k.ending) {
			continue
		}
		for _, begins := range k.begins {
			if bytes.HasPrefix(data, []byte(begins)) {
				return k.media, nil
			}
		}
		if k.begins == nil && !bytes.ContainsRune(data, 0) {
			return k.media, nil
		}
		return "", fault.New(fault.Invalid, "upload.other-kind").With("Ending", k.ending).At("file")
	}
	return "", fault.New(fault.Invalid, "upload.kind").With("Endings",
		strings.Join(FileEndings(), ", ")).At("file")
}

// fileName gives the last part of the name that a browser sent, without what
// could make it look like another file or lead out of a folder (N-23).
func fileName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	name = filepath.Base(name)
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	if r := []rune(name); len(r) > 120 {
		ending := filepath.Ext(name)
		name = string(r[:100]) + ending
	}
	if name == "" {
		return "fil"
	}
	return name
}

// author finds what Office, LibreOffice and PDF files say of who wrote them.
var author = regexp.MustCompile(`(?s)<dc:creator>([^<]{1,200})</dc:creator>|<cp:lastModifiedBy>([^<]{1,200})<|/Author\s*\(([^)]{1,200})\)`)

// tellsOf lists the names that a file carries about its author.
func tellsOf(data []byte) []string {
	var names []string
	for _, part := range append([][]byte{data}, coreProperties(data)...) {
		for _, found := range author.FindAllSubmatch(part, 10) {
			for _, group := range found[1:] {
				if name := strings.TrimSpace(string(group)); name != "" {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// Attachment gives a file of a consultation to its staff.
//
// Who may: readers of the body.
func (d *Desk) Attachment(ctx context.Context, who account.Person, id consult.ID,
	hash string) (a store.Attachment, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, err := loaded(tx, who, account.SeeDraft, id); err != nil {
			return err
		}
		a, err = tx.Attachment(id, hash)
		return err
	})
	return a, err
}
