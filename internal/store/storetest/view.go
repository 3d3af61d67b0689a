package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

// View is a draft to test with.
func View(id string, f consult.Forum) consult.View {
	return consult.View{ID: consult.ViewID(id), Forum: f, Sort: consult.AView,
		Subject: consult.Subject{About: consult.AQuestion, ID: "q1",
			Excerpt: consult.Excerpt{Hash: "00", From: 1, To: 3, Quote: "ö\n"}},
		Sender: consult.Sender{Kind: consult.AnExpert, Name: "Åsa Öberg", Organisation: "Exempel",
			Mandate: "styrelsen", Funding: "Exempelbolaget", Email: "asa@example.org", Language: "sv",
			Shown: true},
		Via: consult.ByWeb, Body: "exempel", Begun: Noon, Saved: 1, Text: "Så här: <b>.",
		Generation: 1}
}

// said writes a view that has been sent.
func said(tx *store.Tx, id string, f consult.Forum, number int64) error {
	v := View(id, f)
	version, err := v.Send(number, 1, Noon)
	version.Files = []string{"00"}
	return errors.Join(err, tx.AddView(v, "key-"+id), tx.AddViewVersion(version))
}

func views(s suite) {
	c := s.begin("c")
	v := View("v1", c.ID.Forum())
	s.write(func(tx *store.Tx) error { return tx.AddView(v, "k") })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddView(View("v2", v.Forum), "k") })
	equal(s, v, func(tx *store.Tx) (consult.View, error) { return tx.View("v1") })
	equal(s, v, func(tx *store.Tx) (consult.View, error) { return tx.ViewByKey("k") })
	none := func(tx *store.Tx) (consult.View, error) { return tx.ViewByKey("no") }
	missing(s, none)

	v.Sent, v.Number, v.Version, v.Saved, v.Generation = Noon, 1, 2, 3, 4
	v.Came, v.Withdrawn, v.Erased = Noon.AddDate(0, 0, -1), Noon.Add(time.Hour), Noon
	v.Ruling = consult.Ruling{Verdict: consult.Withhold, Reason: "threat", By: "eva", At: Noon,
		Version: 1, Appealed: Noon, Plea: "nej", Second: true}
	v.Sender, v.Text = consult.Sender{Kind: consult.APerson, Language: "en"}, "ny"
	s.write(func(tx *store.Tx) error { return tx.SaveView(v) })
	equal(s, v, func(tx *store.Tx) (consult.View, error) { return tx.View("v1") })
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.SaveView(View("no", v.Forum)) })

	version := consult.ViewVersion{View: "v1", Number: 1, At: Noon, Text: "ett", Files: []string{"a"},
		Register: "Fi2023/1", Handed: "h"}
	s.write(func(tx *store.Tx) error { return tx.AddViewVersion(version) })
	s.fails(fault.Conflict, func(tx *store.Tx) error { return tx.AddViewVersion(version) })
	equal(s, []consult.ViewVersion{version}, func(tx *store.Tx) ([]consult.ViewVersion, error) {
		return tx.ViewVersions("v1")
	})
	r := consult.Ruling{Verdict: consult.Publish, By: "eva", At: Noon, Version: 2, Second: true}
	s.write(func(tx *store.Tx) error { return tx.AddRuling("v1", r) })
	equal(s, []consult.Ruling{r}, func(tx *store.Tx) ([]consult.Ruling, error) {
		return tx.Rulings("v1")
	})
	equal(s, r, func(tx *store.Tx) (consult.Ruling, error) { return tx.Ruling("v1", 1) })
	equal(s, version, func(tx *store.Tx) (consult.ViewVersion, error) {
		return tx.ViewVersion("v1", 1)
	})
	one := []store.ViewPart{{View: "v1", Number: 1}}
	equal(s, one, (*store.Tx).AllViewVersions)
	equal(s, one, (*store.Tx).AllRulings)
	equal(s, []consult.ViewID{"v1"}, (*store.Tx).WithdrawnViews)
}

func viewFiles(s suite) {
	s.begin("c")
	f := consult.ViewFile{View: "v", Hash: "0a", Name: "Ö.docx", Type: "application/x", Size: 2,
		Added: Noon, Bytes: []byte{0, 255}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "v", "consultation/c", 1), tx.AddViewFile(f))
	})
	equal(s, f, func(tx *store.Tx) (consult.ViewFile, error) { return tx.ViewFile("v", "0a") })
	listed := f
	listed.Bytes = nil
	equal(s, []consult.ViewFile{listed}, func(tx *store.Tx) ([]consult.ViewFile, error) {
		return tx.ViewFiles("v")
	})
	c := consult.CopyFile{Hash: "0b", Name: "Ö.png", Type: "image/png", Size: 1}
	s.write(func(tx *store.Tx) error { return tx.AddCopyFile("v", "0a", c, []byte{7}) })
	equal(s, []byte{7}, func(tx *store.Tx) ([]byte, error) { return tx.CopyFile("v", "0b") })
	s.write(func(tx *store.Tx) error { return tx.DropViewFile("v", "0a") })
	missing(s, func(tx *store.Tx) (consult.ViewFile, error) { return tx.ViewFile("v", "0a") })
}

func viewLists(s suite) {
	f := s.begin("c").ID.Forum()
	other := s.begin("d").ID.Forum()
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "a", f, 1), said(tx, "b", f, 2), said(tx, "x", other, 1),
			tx.AddView(View("draft", f), "draft"))
	})
	s.fails(fault.Conflict, func(tx *store.Tx) error { return said(tx, "e", f, 2) })
	s.write(func(tx *store.Tx) error {
		b, err := tx.View("b")
		b.Ruling = consult.Ruling{Verdict: consult.Publish, Version: 1, At: Noon}
		return errors.Join(err, tx.SaveView(b))
	})
	for name, row := range map[string]struct {
		filter store.ViewFilter
		want   []string
	}{
		"all":     {store.ViewFilter{Forum: f}, []string{"a", "b"}},
		"waiting": {store.ViewFilter{Forum: f, Waiting: true}, []string{"a"}},
		"after":   {store.ViewFilter{Forum: f, After: 1}, []string{"b"}},
		"limit":   {store.ViewFilter{Forum: f, Limit: 1}, []string{"a"}},
		"about":   {store.ViewFilter{Forum: f, About: "q1"}, []string{"a", "b"}},
		"nothing": {store.ViewFilter{Forum: f, About: "q2", Waiting: true}, []string{}},
		"nowhere": {store.ViewFilter{Forum: "contact/exempel"}, []string{}},
	} {
		s.read(func(tx *store.Tx) error {
			got, err := ids(tx.Views(row.filter))
			same(s, got, err, row.want)
			_ = name
			return nil
		})
	}
	equal(s, store.ViewCount{All: 2, Waiting: 1, Published: 1},
		func(tx *store.Tx) (store.ViewCount, error) { return tx.CountViews(f) })
	equal(s, 1, func(tx *store.Tx) (int, error) { return tx.CountWaiting(f) })
	equal(s, 2, func(tx *store.Tx) (int64, error) { return tx.LastView(f) })
	equal(s, 0, func(tx *store.Tx) (int64, error) { return tx.LastView("contact/exempel") })
}

func viewDrafts(s suite) {
	f := s.begin("c").ID.Forum()
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "a", f, 1), tx.AddView(View("d1", f), "1"),
			tx.AddView(View("d2", f), "2"))
	})
	s.fails(fault.NotFound, func(tx *store.Tx) error { return tx.DropViewDraft("a") })
	s.write(func(tx *store.Tx) error { return tx.DropViewDraft("d1") })
	missing(s, func(tx *store.Tx) (consult.View, error) { return tx.View("d1") })
	for _, row := range []struct {
		before time.Time
		gone   int
	}{{Noon.Add(-time.Second), 0}, {Noon, 1}, {Noon, 0}} {
		s.write(func(tx *store.Tx) error {
			n, err := tx.PurgeDrafts(row.before)
			same(s, n, err, row.gone)
			return nil
		})
	}
	equal(s, "a", func(tx *store.Tx) (consult.ViewID, error) {
		v, err := tx.View("a")
		return v.ID, err
	})
}

func copies(s suite) {
	f := s.begin("c").ID.Forum()
	v := View("a", f)
	s.write(func(tx *store.Tx) error { return errors.Join(said(tx, "a", f, 1), said(tx, "b", f, 2)) })
	v.Number, v.Sent, v.Version = 1, Noon, 1
	c, err := v.Copied([]consult.Mask{{From: 0, To: 2, Ground: consult.Secret}}, "eva", Noon)
	c.Edition, c.Files = 1, []consult.CopyFile{{Hash: "1", Name: "Ö.png", Type: "image/png", Size: 3}}
	if err != nil {
		s.Fatal(err)
	}
	s.write(func(tx *store.Tx) error { return tx.PublishCopy(c) })
	get := func(tx *store.Tx) (consult.Copy, error) { return tx.Copy(f, 1) }
	of := func(tx *store.Tx) (consult.Copy, error) { return tx.CopyOf("a") }
	equal(s, c, get)
	equal(s, c, of)
	c.Pieces, c.Edition = []consult.Piece{{Text: "ny"}}, 2
	s.write(func(tx *store.Tx) error { return tx.PublishCopy(c) })
	equal(s, c, get)
	b := c
	b.View, b.Number, b.Edition, b.Subject.ID = "b", 2, 1, ""
	s.write(func(tx *store.Tx) error { return tx.PublishCopy(b) })
	for _, row := range []struct {
		filter store.CopyFilter
		want   []consult.Copy
	}{
		{store.CopyFilter{Forum: f}, []consult.Copy{c, b}},
		{store.CopyFilter{Forum: f, After: 1}, []consult.Copy{b}},
		{store.CopyFilter{Forum: f, Before: 3}, []consult.Copy{b, c}},
		{store.CopyFilter{Forum: f, Before: 3, Limit: 1}, []consult.Copy{b}},
		{store.CopyFilter{Forum: f, About: "q1"}, []consult.Copy{c}},
	} {
		equal(s, row.want, func(tx *store.Tx) ([]consult.Copy, error) { return tx.Copies(row.filter) })
	}
	equal(s, c, func(tx *store.Tx) (consult.Copy, error) { return tx.CopyEdition("a", 2) })
	equal(s, []int{1, 2}, func(tx *store.Tx) ([]int, error) { return tx.Editions("a") })
	equal(s, []store.ViewPart{{View: "a", Number: 1}, {View: "a", Number: 2}, {View: "b", Number: 1}},
		(*store.Tx).AllCopies)
	equal(s, consult.ModerationLog{Received: 2, Waiting: 2},
		func(tx *store.Tx) (consult.ModerationLog, error) { return tx.ModerationLog(f) })
	equal(s, map[string]int{"q1": 1, "": 1}, func(tx *store.Tx) (map[string]int, error) {
		return tx.CountCopies(f)
	})
	s.write(func(tx *store.Tx) error { return tx.RemoveCopies("a", Noon) })
	missing(s, get)
	missing(s, of)
	equal(s, []consult.Copy{b}, func(tx *store.Tx) ([]consult.Copy, error) {
		return tx.Copies(store.CopyFilter{Forum: f})
	})
}
