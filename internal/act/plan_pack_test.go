package act_test

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fetch"
	"insyn/internal/plan"
	"insyn/internal/standard"
	"insyn/internal/store"
)

// pack gives the files of the review pack of a day.
func (o *office) pack(day standard.Day) map[string]string {
	o.t.Helper()
	pack, err := o.ReviewPack(ctx, "sverige-5", day)
	o.must(err)
	archive, err := zip.NewReader(bytes.NewReader(pack), int64(len(pack)))
	o.must(err)
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		o.must(err)
		data, err := io.ReadAll(r)
		o.must(err)
		files[f.Name] = string(data)
	}
	return files
}

// proof is a page that proves something, and what is there.
func (o *office) proof(text *string) string {
	o.t.Helper()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" || *text == "" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = io.WriteString(w, *text)
	}))
	o.t.Cleanup(host.Close)
	o.Fetch = fetch.New(fetch.Options{Loopback: true, Pause: -1})
	return host.URL + "/r"
}

// watches lets so much time pass, and asks the addresses whose turn it is.
func (o *office) watches(after time.Duration) {
	o.t.Helper()
	o.clock.set(o.clock.Now().Add(after))
	_, err := o.WatchDue(ctx)
	o.must(err)
}

// reviewed is a plan with something of everything that a reviewer asks for: a
// proof at an address, a report and what others judge, a meeting with those who
// came, and two views of which one is answered. It ends on the day after.
func (o *office) reviewed(address string) (consult.Forum, standard.Day) {
	o.t.Helper()
	o.sweden()
	o.must(o.ProveCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Evidence{Kind: plan.Link, On: "2023-11-20",
		URL: address, Proves: plan.Text{SV: "Reskontran"}}))
	o.must(o.ReportCommitment(ctx, o.editor, "sverige-5", plan.Report{Commitment: "SE0023", Period: "2023-2",
		Status: plan.Substantial, Progress: plan.Text{SV: "Långt."}}))
	o.must(o.JudgeCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Judgement{By: "IRM", Scale: "completion",
		Value: "Limited", On: "2023-11-20", Source: "https://example.org/irm"}))
	o.watches(time.Minute)
	f := o.listening()
	o.join(f.Consultation(), "Åsa Öberg", "asa@example.org")
	o.speaks(f, "1", "Ett.")
	o.speaks(f, "2", "Två.")
	o.clock.set(opening.AddDate(0, 0, 3))
	o.answer(f, 1)
	_, err := o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	meeting := december(0).Meeting
	o.clock.set(meeting.Start.Add(10 * time.Minute))
	for email, who := range map[string]consult.Entry{
		"bo@example.org": {Name: "Bo Ek", Organisation: "Exempelbolaget AB",
			Kind: consult.Business},
		"cia@example.org": {Name: "Cia Exempel", Kind: consult.Private},
		"dag@example.org": {Name: "Dag Exempel", Organisation: "Föreningen Exempel", Kind: consult.CivilSociety}} {
		who.Email, who.Language = email, "sv"
		_, err := o.WalkIn(ctx, o.editor, f.Consultation(), who)
		o.must(err)
	}
	o.clock.set(meeting.End.AddDate(0, 0, 1))
	return f, standard.On(2023, 12, 12)
}

// A reviewer finds who came, the log of the repository, the answers, what
// proves something with its hash, the measures and the self-assessment beside
// that of others, under a head in each language.
func TestThePackHoldsWhatAReviewerAsksFor(t *testing.T) {
	o := newOffice(t, sqlite(t))
	text := "reskontra"
	address := o.proof(&text)
	f, day := o.reviewed(address)
	files, slug := o.pack(day), o.slug(f)
	c, _ := o.planOf("sverige-5").Plan.Content.Commitment("SE0023")
	proof := c.Evidence[len(c.Evidence)-1].ID
	const hash = "adc6ca4a8df86fcfd3e682418dbb8d8b8ad5ba08e3cf18fcb0da6c40d42dcab5"
	for _, table := range []struct {
		sv, en string
		lines  []string
	}{
		{"narvaro.csv\ndatum,möte,sort,organisation", "attendance.csv\ndate,meeting,kind,organisation", []string{
			"2023-12-12," + slug + ",civil-society,Föreningen Exempel",
			"2023-12-12," + slug + ",people,1",
			"2023-12-12," + slug + ",business,Exempelbolaget AB"}},
		{"moten.csv\ndatum,id,", "meetings.csv\ndate,id,",
			[]string{"2023-02-22,sverige-5/m1,", "2023-12-12," + slug + ",1,1,"}},
		{"arkiv.csv\ndatum,sort,id,", "repository.csv\ndate,kind,id,", []string{
			"2023-11-27,other,sverige-5/1,", "2023-11-27,evidence," + proof + ",SE0023," + address}},
		{"svar.csv\npublicerad,samråd,svar,", "answers.csv\npublished,consultation,answer,", []string{
			"2023-11-30," + slug + ",1,1,1,partly,\"Delvis, för att …\",,https://insyn.example.se/samrad/" + slug + "/svar"}},
		{"underlag.csv\nåtagande,id,", "evidence.csv\ncommitment,id,", []string{
			"SE0023," + proof + ",2023-11-20,Reskontran,," + address + "," + hash + ","}},
		{"matt.csv\nmått,", "measures.csv\nmeasure,",
			[]string{"answered,", ",2023-2,50,2", "meetings,", ",2023-2,1,1"}},
		{"bedomningar.csv\nåtagande,", "assessments.csv\ncommitment,", []string{
			"SE0023,self-assessment: Exempeldepartementet,completion,substantial,,2023-11-27," +
				"https://insyn.example.se/plan/sverige-5/atagande/SE0023#rapporter,substantial,",
			"SE0023,IRM,completion,Limited,en,2023-11-20,https://example.org/irm,substantial,-1"}},
	} {
		for language, head := range map[string]string{"sv/": table.sv, "en/": table.en} {
			name, head, _ := strings.Cut(head, "\n")
			if !strings.HasPrefix(files[language+name], head) {
				t.Errorf("%s begins with %.80q", language+name, files[language+name])
			}
			for _, line := range table.lines {
				if !strings.Contains(files[language+name], line) {
					t.Errorf("%s lacks %s:\n%s", language+name, line, files[language+name])
				}
			}
		}
	}
	for language, on := range map[string]string{"sv/krav.txt": " på det som är registrerat här",
		"en/requirements.txt": " on what is recorded here"} {
		for line := range strings.Lines(files[language]) {
			if indented := strings.HasPrefix(line, "  ") && line[2] != ' '; indented &&
				!strings.Contains(line, on) {
				t.Errorf("%s: %s", language, line)
			}
		}
	}
}

// What comes later changes nothing of a day that is past: that an address holds
// something else, and something else again, and then nothing; that plan and body
// have other names; new reports, judgements, answers, meetings and members; and
// that those who came are erased.
func TestAPackOfThePastIsTheSameWhateverComesLater(t *testing.T) {
	o := newOffice(t, sqlite(t))
	text := "reskontra"
	f, day := o.reviewed(o.proof(&text))
	before := o.pack(day)
	for _, held := range []string{"en annan reskontra", "en tredje", "", "", "", "", "den åter"} {
		text = held
		o.watches(25 * time.Hour)
		o.same(before, day, held)
	}
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Nya Exempeldepartementet",
		Email: "samrad@example.se", Fictitious: true}))
	o.must(o.SaveBody(ctx, account.System, account.Body{ID: "exempeldepartementet", Name: "Nyaste Exempeldepartementet",
		Email: "samrad@example.se", Fictitious: true}))
	o.same(before, day, "another name of the body")
	o.must(o.ReportCommitment(ctx, o.editor, "sverige-5", plan.Report{Commitment: "SE0023", Period: "2023-2",
		Status: plan.Complete, Progress: plan.Text{SV: "Allt."}}))
	o.must(o.JudgeCommitment(ctx, o.boss, "sverige-5", "SE0023", plan.Judgement{By: "Föreningen Exempel",
		Scale: plan.OwnScale, Named: "Betyg", Value: "4", On: "2023-12-01", Source: "https://example.org/betyg"}))
	o.must(o.SetCouncil(ctx, o.boss, "sverige-5", o.planOf("sverige-5").Plan.Current, plan.Council{
		Name: plan.Text{SV: "Forum"}, Rules: plan.Text{SV: "Alla talar."}, RulesOn: "2023-01-01"},
		"Forumet."))
	o.same(before, day, "report, judgement and forum")
	o.answer(f, 2)
	_, err := o.PublishAnswers(ctx, o.boss, f, nil, "")
	o.must(err)
	o.same(before, day, "an answer")
	o.clock.set(o.clock.Now().AddDate(2, 0, 0))
	o.post()
	o.must(o.Purge(ctx, f.Consultation()))
	o.must(o.DB.Read(ctx, func(tx *store.Tx) error {
		left, err := tx.Remains(f.Consultation())
		if left.People > 0 {
			t.Errorf("%d people are left", left.People)
		}
		return err
	}))
	o.same(before, day, "the deletion of who came")
	if later := o.pack(standard.DayOf(o.clock.Now()) - 1); later["sv/LAS-MIG.txt"] == before["sv/LAS-MIG.txt"] ||
		later["sv/underlag.csv"] == before["sv/underlag.csv"] {
		t.Error("the pack of today is that of the past")
	}
}

// same demands that the pack of a day is what it was.
func (o *office) same(before map[string]string, day standard.Day, after string) {
	o.t.Helper()
	now := o.pack(day)
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if name != "SHA256SUMS" && now[name] != before[name] {
			o.t.Errorf("%s is another after %s:\n%s\nwas\n%s", name, after, now[name], before[name])
		}
	}
	if len(now) != len(before) {
		o.t.Errorf("%d files after %s, were %d", len(now), after, len(before))
	}
}
