package act

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"path/filepath"
	"strings"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/document"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// How many files may come with a view, and how many points a picture may have:
// a small file can unfold into a very large one.
const (
	mostViewFiles = 5
	mostPoints    = 40_000_000
)

// AddViewFile keeps a file with a draft, byte for byte. Files of every sort are
// taken: they belong to the record copy and are never shown in public.
//
// Faults: Invalid (empty, too many), TooLarge, Refused (sent already).
func (d *Desk) AddViewFile(ctx context.Context, l Link, name string, data []byte) error {
	_, err := d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, h Hearing) error {
		if v.State() != consult.ViewDraft {
			return fault.New(fault.Refused, "view.sent")
		}
		if err := h.Takes(v.Subject); err != nil {
			return err
		}
		if err := keepFile(tx, v.ID, name, data); err != nil {
			return err
		}
		v.Saved++
		return tx.SaveView(*v)
	})
	return err
}

// keepFile keeps an original with a view.
func keepFile(tx *store.Tx, id consult.ViewID, name string, data []byte) error {
	switch {
	case len(data) == 0:
		return fault.New(fault.Invalid, "upload.empty").At("file")
	case len(data) > mostUpload:
		return fault.New(fault.TooLarge, "upload.too-large").At("file")
	}
	kept, err := tx.ViewFiles(id)
	if err != nil {
		return err
	}
	if len(kept) >= mostViewFiles {
		return fault.New(fault.Invalid, "view.files-many").With("Most", mostViewFiles).At("file")
	}
	return tx.AddViewFile(consult.ViewFile{View: id, Hash: sumOf(data),
		Name: fileName(name), Type: http.DetectContentType(data), Size: int64(len(data)),
		Added: tx.Now, Bytes: data})
}

// sumOf gives the name of a file by its contents.
func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// DropViewFile takes a file out of a draft.
func (d *Desk) DropViewFile(ctx context.Context, l Link, hash string) error {
	_, err := d.ownView(ctx, l, func(tx *store.Tx, v *consult.View, _ Hearing) error {
		if v.State() != consult.ViewDraft {
			return fault.New(fault.Refused, "view.sent")
		}
		if err := tx.DropViewFile(v.ID, hash); err != nil {
			return err
		}
		v.Saved++
		return tx.SaveView(*v)
	})
	return err
}

// ViewFile gives staff a file that came with a view, byte for byte.
//
// Who may: editors of the body that answers for the view.
func (d *Desk) ViewFile(ctx context.Context, who account.Person, id consult.ViewID,
	hash string) (f consult.ViewFile, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if _, _, err := handled(tx, who, account.SeeViews, id); err != nil {
			return err
		}
		f, err = tx.ViewFile(id, hash)
		return err
	})
	return f, err
}

// PublicViewFile gives a converted file of the published copy of a view.
//
// Faults: NotFound (also for originals, and when the copy is gone).
func (d *Desk) PublicViewFile(ctx context.Context, f consult.Forum, number int64,
	hash string) (file consult.CopyFile, data []byte, err error) {
	_, c, err := d.PublicView(ctx, f, number)
	if err != nil {
		return file, nil, err
	}
	for _, listed := range c.Files {
		if listed.Hash == hash {
			err = d.DB.Read(ctx, func(tx *store.Tx) error {
				data, err = tx.CopyFile(c.View, hash)
				return err
			})
			return listed, data, err
		}
	}
	return file, nil, fault.New(fault.NotFound, "store.not-found")
}

// convert makes of an original what can be published: a picture is drawn anew,
// so that nothing of where and by whom it was taken is left, and a text is set
// anew as PDF, so that its author, its history and its scripts are gone.
//
// Faults: Invalid (nothing safe can be made of it, or it holds an identity number).
func convert(f consult.ViewFile) (consult.CopyFile, []byte, error) {
	var out bytes.Buffer
	made := consult.CopyFile{Name: strings.TrimSuffix(f.Name, filepath.Ext(f.Name))}
	size, kind, err := image.DecodeConfig(bytes.NewReader(f.Bytes))
	switch {
	case err != nil:
		made.Name, made.Type = made.Name+".pdf", "application/pdf"
		err = setAnew(&out, f)
	case size.Width*size.Height > mostPoints:
		err = fault.New(fault.TooLarge, "view.picture-large").With("Name", f.Name).At("publish")
	default:
		made.Name, made.Type = made.Name+map[string]string{"png": ".png", "jpeg": ".jpg"}[kind], "image/"+kind
		err = drawAnew(&out, f.Bytes, kind)
	}
	if err != nil {
		return made, nil, unsafe(f, err)
	}
	made.Hash, made.Size = sumOf(out.Bytes()), int64(out.Len())
	return made, out.Bytes(), nil
}

// unsafe says of a file that it cannot be published, unless err says more.
func unsafe(f consult.ViewFile, err error) error {
	if fault.Is(err, fault.Internal) {
		err = fault.New(fault.Invalid, "view.file-unsafe").With("Name",
			f.Name).At("publish").From(err)
	}
	return err
}

// drawAnew writes the points of a picture and nothing else of it.
func drawAnew(out *bytes.Buffer, data []byte, kind string) error {
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if kind == "jpeg" {
		return jpeg.Encode(out, picture, &jpeg.Options{Quality: 90})
	}
	return png.Encode(out, picture)
}

// setAnew sets the words of a text as PDF.
func setAnew(out *bytes.Buffer, f consult.ViewFile) error {
	text, err := document.Read(f.Name, f.Bytes)
	if err != nil {
		return fault.New(fault.Invalid, "view.file-unsafe").With("Name",
			f.Name).At("publish").From(err)
	}
	if found := consult.IdentityNumbers(text); len(found) > 0 {
		return fault.New(fault.Invalid, "view.file-number").With("Name", f.Name).At("publish")
	}
	d := document.Document{Title: strings.TrimSuffix(f.Name, filepath.Ext(f.Name)),
		Language: "sv-SE"}
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) != "" {
			d.Blocks = append(d.Blocks, document.Paragraph{Text: document.Plain(line)})
		}
	}
	return document.WritePDF(out, d)
}

// converted makes the files of a copy out of the originals that a moderator chose.
func converted(tx *store.Tx, v consult.View, hashes []string) (files []consult.CopyFile, err error) {
	for _, hash := range hashes {
		original, err := tx.ViewFile(v.ID, hash)
		if err != nil {
			return nil, err
		}
		made, data, err := convert(original)
		if err != nil {
			return nil, err
		}
		if err := tx.AddCopyFile(v.ID, hash, made, data); err != nil {
			return nil, err
		}
		files = append(files, made)
	}
	return files, nil
}
