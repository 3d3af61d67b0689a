package act

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// A Handover is a package for the register of a body: what has been received
// and has not been handed over before.
type Handover struct {
	ID    string
	Name  string // of the file
	Bytes []byte // a zip with index.csv and the files of each document
	Count int
}

// HandOver gives the package of everything that a forum has received since the
// last time, as much of it as one package takes, and marks it as handed over, in
// one transaction: nothing is in two packages, and what was received earlier is
// in none that is later. Each version of a view is a document of its own.
//
// Who may: editors. Faults: Refused (there is nothing new).
func (d *Desk) HandOver(ctx context.Context, who account.Person,
	f consult.Forum) (h Handover, err error) {
	err = d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		place, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.HandleViews, account.BodyID(place.Body)); err != nil {
			return err
		}
		parts, err := tx.Unhanded(f, mostImported)
		if err != nil {
			return err
		}
		if len(parts) == 0 {
			return fault.New(fault.Refused, "view.handed-all")
		}
		sizes, err := partSizes(tx, parts)
		if err != nil {
			return err
		}
		parts = parts[:fitting(sizes, mostPackage)]
		h = Handover{ID: store.NewID(tx.Now), Count: len(parts)}
		h.Name = "registrering-" + tx.Now.UTC().Format("20060102-150405") + ".zip"
		if h.Bytes, err = packRegister(tx, parts); err != nil {
			return err
		}
		for _, p := range parts {
			if err := tx.MarkHanded(p, h.ID); err != nil {
				return err
			}
		}
		return note(tx, string(f), string(who.ID), "view-handover", h.ID,
			map[string]any{"documents": h.Count})
	})
	return h, err
}

// mostPackage is how many bytes of files a package has, which is made in memory:
// anybody can send files. What does not fit goes with the next.
const mostPackage = 200 << 20

// fitting gives how many things of some sizes, from the first on, fit into most
// together; one at least.
func fitting(sizes []int64, most int64) (n int) {
	for sum := int64(0); n < len(sizes); n++ {
		if sum += sizes[n]; n > 0 && sum > most {
			break
		}
	}
	return n
}

// partSizes gives how many bytes the files of each version have.
func partSizes(tx *store.Tx, parts []store.ViewPart) ([]int64, error) {
	sizes := make([]int64, len(parts))
	for i, p := range parts {
		version, err := tx.ViewVersion(p.View, p.Number)
		if err != nil {
			return nil, err
		}
		files, err := tx.ViewFiles(p.View)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if slices.Contains(version.Files, f.Hash) {
				sizes[i] += f.Size
			}
		}
	}
	return sizes, nil
}

// HandOverAgain gives the package with an ID once more: the same documents,
// for a download that broke. Nothing new is marked.
//
// Who may: editors.
func (d *Desk) HandOverAgain(ctx context.Context, who account.Person, f consult.Forum,
	id string) (h Handover, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		place, err := venue(tx, f)
		if err != nil {
			return err
		}
		if err := who.May(account.SeeViews, account.BodyID(place.Body)); err != nil {
			return err
		}
		parts, err := tx.HandedWith(f, id)
		if err != nil {
			return err
		}
		if len(parts) == 0 {
			return fault.New(fault.NotFound, "store.not-found")
		}
		h = Handover{ID: id, Count: len(parts), Name: "registrering-" + id + ".zip"}
		h.Bytes, err = packRegister(tx, parts)
		return err
	})
	return h, err
}

// Registered notes the number that a body's register gave a version of a view.
//
// Who may: editors.
func (d *Desk) Registered(ctx context.Context, who account.Person, id consult.ViewID, version int,
	number string) error {
	number = strings.TrimSpace(number)
	if len(number) > 60 || strings.ContainsFunc(number, func(r rune) bool { return r < ' ' }) {
		return fault.New(fault.Invalid, "view.register-bad").At("register")
	}
	f, err := d.forumOf(ctx, id)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, string(f), func(tx *store.Tx) error {
		if _, _, err := handled(tx, who, account.HandleViews, id); err != nil {
			return err
		}
		if err := tx.SetRegister(store.ViewPart{View: id, Number: version}, number); err != nil {
			return err
		}
		return note(tx, string(f), string(who.ID), "view-register", string(id),
			map[string]any{"version": version})
	})
}

// packRegister makes the zip: index.csv, and a folder for each document.
func packRegister(tx *store.Tx, parts []store.ViewPart) ([]byte, error) {
	var out bytes.Buffer
	z := newPackage(&out)
	rows := [][]string{{"datum", "nummer", "version", "avsandare", "arendemening", "kanal", "diarienummer", "filer"}}
	for _, p := range parts {
		v, err := tx.View(p.View)
		if err != nil {
			return nil, err
		}
		version, err := tx.ViewVersion(p.View, p.Number)
		if err != nil {
			return nil, err
		}
		folder := "synpunkt-" + strconv.FormatInt(v.Number, 10) + "-" + strconv.Itoa(p.Number) + "/"
		names := []string{folder + "synpunkt.txt"}
		z.add(names[0], version.At, []byte(version.Text+"\n"))
		for i, hash := range version.Files {
			file, err := tx.ViewFile(v.ID, hash)
			if err != nil {
				return nil, err
			}
			name := folder + strconv.Itoa(i+1) + "-" + file.Name
			z.add(name, version.At, file.Bytes)
			names = append(names, name)
		}
		rows = append(rows, []string{arrival(v, version), strconv.FormatInt(v.Number, 10),
			strconv.Itoa(p.Number), registrant(v), shortSubject(version.Text), string(v.Via),
			version.Register, strings.Join(names, " ")})
	}
	z.table("index.csv", rows)
	err := z.close()
	return out.Bytes(), err
}

// arrival gives the day on which a document came in, as a register wants it: of
// a letter the day of the letter's coming and not that of its being written down.
func arrival(v consult.View, version consult.ViewVersion) string {
	at := version.At
	if version.Number == 1 && !v.Came.IsZero() {
		at = v.Came
	}
	return at.In(lang.Stockholm).Format(time.DateOnly)
}

// registrant says whom a document comes from, as a register wants it.
func registrant(v consult.View) string {
	s := v.Sender
	switch {
	case s.Organisation != "" && s.Name != "":
		return s.Organisation + ", " + s.Name
	case s.Organisation != "":
		return s.Organisation
	case s.Name != "":
		return s.Name
	}
	return "okänd"
}

// shortSubject gives the beginning of a text, in a line.
func shortSubject(text string) string {
	words := []rune(strings.Join(strings.Fields(text), " "))
	if len(words) > 80 {
		return string(words[:79]) + "…"
	}
	return string(words)
}
