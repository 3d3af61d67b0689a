package verify_test

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/cli/verify"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/keys"
	"insyn/internal/record"
	"insyn/internal/store"
	"insyn/internal/store/storetest"
	"insyn/internal/trial"
	"insyn/internal/web"
	"insyn/internal/worker"
)

var noon = time.Date(2023, 11, 27, 11, 0, 0, 0, time.UTC)

// A site is one that serves pages and its record, and whose database somebody
// can reach behind its back.
type site struct {
	*act.Desk
	t      testing.TB
	url    string
	behind *sql.DB
	now    time.Time
}

func newSite(t testing.TB, engine string) *site {
	t.Helper()
	s := &site{t: t, now: noon}
	driver, url := "sqlite", trial.SQLite(t, storetest.Migrated)
	if engine == "postgres" {
		driver, url = "pgx", trial.Postgres(t, trial.Unsynced(), storetest.Migrated)
	}
	clock := func() time.Time { return s.now }
	db, err := store.Open(t.Context(), url, store.Options{Now: clock, Sync: "OFF"})
	s.must(err)
	s.behind, err = sql.Open(driver, url)
	s.must(err)
	server := httptest.NewUnstartedServer(nil)
	s.url = "http://" + server.Listener.Addr().String()
	s.Desk = &act.Desk{DB: db, Keys: keys.Generate(), Now: clock,
		Site: act.Site{URL: s.url, Name: "Insyn", From: "insyn@example.se"}}
	pages, err := web.New(web.Options{Base: s.url, Keys: s.Keys, Desk: s.Desk, Now: clock})
	s.must(err)
	server.Config.Handler = pages.Handler()
	server.Start()
	t.Cleanup(func() { server.Close(); _ = s.behind.Close(); _ = db.Close() })
	s.must(s.SaveBody(t.Context(), account.System, account.Body{ID: "exempel",
		Name: "Exempelmyndigheten", Email: "samrad@example.se"}))
	return s
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// publish publishes a consultation.
func (s *site) publish(title string) consult.ID {
	s.t.Helper()
	c := consult.OGP.Begin(s.now)
	c.Title, c.Purpose = consult.Text{SV: title}, consult.Text{SV: "Vi vill lyssna."}
	c.Meeting.Start = s.now.AddDate(0, 0, 14)
	c.Meeting.End = c.Meeting.Start.Add(time.Hour)
	c.WrittenInput.Open = true
	id, err := s.NewConsultation(s.t.Context(), account.System, "exempel", c)
	s.must(err)
	s.must(s.Publish(s.t.Context(), account.System, id, consult.Invitation, 1, ""))
	s.now = s.now.Add(time.Minute)
	return id
}

// say enters a view on a consultation and publishes it, or withholds it.
func (s *site) say(id consult.ID, text string, verdict consult.Verdict) consult.View {
	s.t.Helper()
	ctx := s.t.Context()
	v, err := s.EnterView(ctx, account.System, id.Forum(), consult.ViewForm{Text: text,
		Subject: consult.Subject{About: consult.TheWhole},
		Sender: consult.Sender{Kind: consult.AConsultant, Organisation: "Föreningen Exempel",
			Mandate: "På uppdrag", Funding: "Exempelbolaget"}},
		consult.ByLetter, s.now)
	s.must(err)
	ruling := consult.Ruling{Verdict: verdict, Version: 1}
	if verdict == consult.Withhold {
		ruling.Reason = string(consult.Consultation{}.Venue().Reasons[0].ID)
	}
	_, err = s.RuleView(ctx, account.System, v.ID, ruling, nil)
	s.must(err)
	s.now = s.now.Add(time.Minute)
	return v
}

func (s *site) integrate() {
	s.t.Helper()
	s.must((&worker.Sequencer{Desk: s.Desk}).Once(s.t.Context()))
}

// run changes the database behind Insyn's back.
func (s *site) run(statements ...string) {
	s.t.Helper()
	for _, statement := range statements {
		result, err := s.behind.Exec(statement)
		s.must(err)
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			s.t.Fatalf("nothing was changed by %s", statement)
		}
	}
}

// receipts gives every receipt of the site, as people keep them.
func (s *site) receipts() (all [][]byte) {
	s.t.Helper()
	var leaves []store.Leaf
	s.must(s.DB.Read(s.t.Context(), func(tx *store.Tx) (err error) {
		leaves, err = tx.Leaves(0, 100)
		return err
	}))
	for _, l := range leaves {
		r, err := s.Receipt(s.t.Context(), l.Entry, true) // of what is not public: the author's own
		s.must(err)
		all = append(all, r.Text())
	}
	return all
}

// ask is how the auditor asks the web in tests.
func ask(ctx context.Context, address string) (verify.Got, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return verify.Got{}, err
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return verify.Got{}, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return verify.Got{Status: answer.StatusCode, Type: answer.Header.Get("Content-Type"), Body: body}, err
}

// auditor is somebody who remembers in a file.
type auditor struct {
	t    testing.TB
	path string
}

func newAuditor(t testing.TB) auditor {
	return auditor{t, filepath.Join(t.TempDir(), "s", "verify.json")}
}

// check runs an audit and gives the names of what does not hold; an audit that
// cannot go on counts as one.
func (a auditor) check(audit func(verify.Auditor) (*verify.Report, error)) (r *verify.Report, broken []string) {
	a.t.Helper()
	state, err := verify.LoadState(a.path)
	if err != nil {
		a.t.Fatal(err)
	}
	r, err = audit(verify.Auditor{Fetch: ask, State: state, Public: act.IsPublic})
	for _, c := range r.Checks {
		if !c.OK {
			broken = append(broken, c.Name+": "+c.Message)
		}
	}
	if err != nil {
		broken = append(broken, err.Error())
	} else if err := state.Save(a.path); err != nil {
		a.t.Fatal(err)
	}
	if (r.Failed() != nil) != (len(broken) > 0) && err == nil {
		a.t.Errorf("the report failed with %v and lists %q", r.Failed(), broken)
	}
	return r, broken
}

func (a auditor) log(address string) (*verify.Report, []string) {
	return a.check(func(v verify.Auditor) (*verify.Report, error) { return v.Log(a.t.Context(), address) })
}

func (a auditor) receipt(text []byte) (*verify.Report, []string) {
	return a.check(func(v verify.Auditor) (*verify.Report, error) { return v.Receipt(a.t.Context(), text) })
}

func (a auditor) url(address string) (*verify.Report, []string) {
	return a.check(func(v verify.Auditor) (*verify.Report, error) { return v.URL(a.t.Context(), address) })
}

// TestWhatHoldsHolds checks a site that nobody has meddled with, while it grows
// and its key is replaced.
func TestWhatHoldsHolds(t *testing.T) {
	t.Parallel()
	s, a := newSite(t, "sqlite"), newAuditor(t)
	first := s.publish("Samråd om öppenhet")
	s.integrate()
	kept := s.receipts()[0]
	if r, broken := a.receipt(kept); len(broken) > 0 || !r.FirstUse {
		t.Errorf("the first time: %q", broken)
	}
	for range 2 {
		s.publish("Ett till")
	}
	s.say(first, "Öppna inköpsdata från början.", consult.Publish)
	s.integrate()
	s.Keys = s.Keys.Rotate()
	s.must(s.Cancel(t.Context(), account.System, first, consult.Text{SV: "Lokalen är stängd"}))
	s.integrate()
	for name, audit := range map[string]func() (*verify.Report, []string){
		"record":  func() (*verify.Report, []string) { return a.log(s.url + "/log") },
		"receipt": func() (*verify.Report, []string) { return a.receipt(kept) },
		"page":    func() (*verify.Report, []string) { return a.url(s.url + s.page(first)) },
		"page of a view": func() (*verify.Report, []string) {
			return a.url(s.url + strings.Replace(s.page(first), "versioner", "synpunkter", 1))
		},
		"receipt at its address": func() (*verify.Report, []string) {
			r, err := record.ParseReceipt(kept)
			s.must(err)
			return a.url(s.url + "/log/receipt/" + r.Statement.Entry().String())
		},
	} {
		if r, broken := audit(); len(broken) > 0 || r.FirstUse || r.Size != 7 {
			t.Errorf("%s: %q, %d entries", name, broken, r.Size)
		}
	}
	if _, broken := newAuditor(t).receipt(kept); len(broken) > 0 {
		t.Errorf("a stranger with an old receipt: %q", broken)
	}
	s.sound()
}

// page gives the path of the first version of a consultation.
func (s *site) page(id consult.ID) string {
	s.t.Helper()
	f, err := s.Consultation(s.t.Context(), account.System, id)
	s.must(err)
	return "/samrad/" + f.Consultation.Slug + "/versioner/1"
}

// answer answers views of a consultation.
func (s *site) answer(id consult.ID, reason string, views ...int64) {
	s.t.Helper()
	ctx := s.t.Context()
	a, err := s.BeginAnswer(ctx, account.System, id.Forum(), views, "")
	s.must(err)
	_, err = s.SaveAnswer(ctx, account.System, a.ID, consult.AnswerForm{Position: consult.PartlyAccepted,
		Reason: consult.Text{SV: reason}, Ready: true, Saved: a.Saved})
	s.must(err)
	_, err = s.PublishAnswers(ctx, account.System, id.Forum(), nil, "")
	s.must(err)
	s.now = s.now.Add(time.Minute)
}

// sumUp sends the draft of a summary, lets somebody object, answers and makes
// the summary final.
func (s *site) sumUp(id consult.ID) {
	s.t.Helper()
	ctx := s.t.Context()
	v, err := s.OpenDraft(ctx, account.System, id, consult.Report)
	s.must(err)
	v.Summary.Sections = []consult.Section{{Heading: consult.Text{SV: "Inköp"},
		Body: consult.Text{SV: "En förening vill se köpen (#1)."}}}
	v, err = s.SaveDraft(ctx, account.System, v)
	s.must(err)
	_, err = s.SendSummary(ctx, account.System, v, s.now.Add(consult.LeastReply))
	s.must(err)
	o, err := s.EnterView(ctx, account.System, id.Forum(), consult.ViewForm{Text: "Det står inte från början.",
		Subject: consult.Subject{About: consult.TheSummary, ID: "1"}, Sender: consult.Sender{Kind: consult.APerson}},
		consult.ByEmail, s.now)
	s.must(err)
	_, err = s.RuleView(ctx, account.System, o.ID, consult.Ruling{Verdict: consult.Publish, Version: 1}, nil)
	s.must(err)
	s.answer(id, "Det är rättat, se [utkastet](https://example.se/u).", o.Number)
	s.now = s.now.Add(consult.LeastReply)
	s.must(s.Publish(ctx, account.System, id, consult.Report, v.Number, ""))
}

// problems gives what insyn db check finds.
func (s *site) problems() []store.Problem {
	s.t.Helper()
	found, err := s.DB.Check(s.t.Context())
	s.must(err)
	more, err := s.CheckRecord(s.t.Context())
	s.must(err)
	return append(found, more...)
}

// sound demands that the database agrees with the record.
func (s *site) sound() {
	s.t.Helper()
	for _, p := range s.problems() {
		s.t.Errorf("nobody has meddled, and yet: %s %v", p.Message, p.Values)
	}
}

// tampering is what somebody who has the database does to it.
var tampering = map[string]func(s *site, id consult.ID){
	"a version reworded": func(s *site, id consult.ID) {
		s.run(`update version set content = replace(content, 'lyssna', 'bestämma') where consultation = '` + string(id) + `'`)
	},
	"a version dropped": func(s *site, id consult.ID) {
		s.run(`delete from version where consultation = '` + string(id) + `'`)
	},
	"a version back-dated": func(s *site, id consult.ID) {
		s.run(`update version set published = '2023-11-01T09:00:00.000000Z' where consultation = '` + string(id) + `'`)
	},
	"a version renumbered": func(s *site, id consult.ID) {
		s.run(`update version set number = 2 where consultation = '` + string(id) + `'`)
	},
	"a reason changed": func(s *site, id consult.ID) {
		s.run(`update version set reason = 'En annan' where consultation = '` + string(id) + `'`)
	},
	"a version changed, its leaf with it": func(s *site, id consult.ID) {
		s.run(`update version set published = '2023-11-01T09:00:00.000000Z' where consultation = '`+string(id)+`'`,
			`update record_leaf set at = '2023-11-01T09:00:00.000000Z' where object like 'version/`+string(id)+`/%'`)
	},
	"a view reworded": func(s *site, id consult.ID) {
		s.run(`update view_version set text = 'Allt är bra som det är.' where number = 1 and view in (select id from view where number = 1)`)
	},
	"a view dropped": func(s *site, id consult.ID) {
		s.run(`delete from view_ruling where view in (select id from view where number = 2)`,
			`delete from view_version where view in (select id from view where number = 2)`,
			`delete from view where number = 2`)
	},
	"a view back-dated": func(s *site, id consult.ID) {
		s.run(`update view_version set at = '2023-11-01T09:00:00.000000Z' where view in (select id from view where number = 1)`)
	},
	"views reordered": func(s *site, id consult.ID) {
		s.run(`update view set number = 99 where number = 1`, `update view set number = 1 where number = 2`,
			`update view set number = 2 where number = 99`)
	},
	"a published copy reworded": func(s *site, id consult.ID) {
		s.run(`update view_copy set pieces = replace(pieces, 'inköpsdata', 'ingenting')`)
	},
	"a view moved to other words": func(s *site, id consult.ID) {
		s.run(`update view set excerpt = '{"Hash":"","From":0,"To":5,"Quote":"Annat"}' where number = 2`)
	},
	"a published copy that speaks of other words": func(s *site, id consult.ID) {
		s.run(`update view_copy set excerpt = '{"Hash":"","From":0,"To":5,"Quote":"Annat"}'`)
	},
	"a published copy that is paid by nobody any more": func(s *site, id consult.ID) {
		s.run(`update view_copy set sender = replace(sender, 'Exempelbolaget', '')`)
	},
	"a published copy that came in another way": func(s *site, id consult.ID) {
		s.run(`update view_copy set via = 'web'`)
	},
	"a moderation reason changed": func(s *site, id consult.ID) {
		s.run(`update view_ruling set reason = 'annat' where verdict = 'withhold'`)
	},
	"a ruling turned": func(s *site, id consult.ID) {
		s.run(`update view_ruling set verdict = 'publish' where verdict = 'withhold'`)
	},
	"an answer replaced": func(s *site, id consult.ID) {
		s.run(`update answer_version set reason = replace(reason, 'Delvis', 'Inte')`)
	},
	"an answer given another position": func(s *site, id consult.ID) {
		s.run(`update answer_version set position = 'accepted' where reason like '%Delvis%'`)
	},
	"an answer removed": func(s *site, id consult.ID) {
		s.run(`delete from answer_version where reason like '%Delvis%'`)
	},
	"an answer back-dated": func(s *site, id consult.ID) {
		s.run(`update answer_version set at = '2023-11-01T09:00:00.000000Z' where reason like '%Delvis%'`)
	},
	"an answer given to other views": func(s *site, id consult.ID) {
		s.run(`update answer_version set views = '[2]' where reason like '%Delvis%'`)
	},
	"an objection reworded": func(s *site, id consult.ID) {
		s.run(`update view_version set text = 'Allt stämmer.' where view in (select id from view where sort = 'objection')`)
	},
	"the draft of a summary replaced": func(s *site, id consult.ID) {
		s.run(`update version set content = replace(content, 'vill se', 'har sett') where paper = 'summary-draft'`)
	},
	"the time for objections shortened": func(s *site, id consult.ID) {
		s.run(`update version set content = replace(content, '"until":"2023-12', '"until":"2023-11') where paper = 'summary-draft'`)
	},
	"a summary replaced": func(s *site, id consult.ID) {
		s.run(`update version set content = replace(content, 'vill se', 'har sett') where paper = 'report'`)
	},
	"a cancellation explained otherwise": func(s *site, id consult.ID) {
		s.run(`update consultation set why = replace(why, 'stängd', 'öppen') where cancelled is not null`)
	},
	"a leaf removed": func(s *site, id consult.ID) {
		s.run(`delete from record_leaf where object like 'version/` + string(id) + `/%'`)
	},
	"two leaves swapped": func(s *site, id consult.ID) {
		s.run(`update record_leaf set place = 99 where place = 0`, `update record_leaf set place = 0 where place = 1`,
			`update record_leaf set place = 1 where place = 99`)
	},
	"a tile changed": func(s *site, id consult.ID) {
		var tile []byte
		s.must(s.behind.QueryRow(`select hashes from record_tile where level = 0`).Scan(&tile))
		tile[0] ^= 1
		_, err := s.behind.Exec(`update record_tile set hashes = $1 where level = 0`, tile)
		s.must(err)
	},
	"the record cut": func(s *site, id consult.ID) {
		s.run(`delete from record_leaf where place >= 2`, `delete from record_checkpoint where size > 2`)
	},
	"a record rewritten from the beginning, with the key": func(s *site, id consult.ID) {
		s.run(`delete from record_leaf`, `delete from record_tile`, `delete from record_checkpoint`,
			`delete from record_key`,
			`update version set content = replace(content, 'lyssna', 'bestämma') where consultation = '`+string(id)+`'`)
		s.again()
	},
	"a key of somebody else": func(s *site, id consult.ID) {
		s.run(`delete from record_leaf`, `delete from record_tile`, `delete from record_checkpoint`,
			`delete from record_key`)
		s.Keys = keys.Generate()
		s.again()
	},
}

// again has a process that was just started, and remembers nothing, sign what is there.
func (s *site) again() {
	s.t.Helper()
	fresh := &act.Desk{DB: s.DB, Keys: s.Keys, Now: s.Desk.Now, Site: s.Site}
	s.must((&worker.Sequencer{Desk: fresh}).Once(s.t.Context()))
}

// TestTamperingIsFound meddles with the database in each way: whoever kept
// receipts and saw the record before finds it, and so does the check of the
// database itself, unless the whole record was made anew.
func TestTamperingIsFound(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "postgres"} {
		for name, meddle := range tampering {
			if engine == "postgres" && name != "a version reworded" && name != "a leaf removed" {
				continue // the same statements, tried on one engine
			}
			t.Run(engine+"/"+name, func(t *testing.T) {
				s, a := newSite(t, engine), newAuditor(t)
				id := s.publish("Samråd om öppenhet")
				other := s.publish("Samråd om inköp")
				s.publish("Samråd om data")
				s.must(s.Cancel(t.Context(), account.System, other, consult.Text{SV: "Lokalen är stängd"}))
				s.say(id, "Öppna inköpsdata från början.", consult.Publish)
				s.say(id, "Köp mina tavlor.", consult.Withhold)
				s.answer(id, "Delvis: varje kvartal.", 1)
				s.sumUp(id)
				s.integrate()
				kept := s.receipts()
				if _, broken := a.log(s.url + "/log"); len(broken) > 0 {
					t.Fatalf("before: %q", broken)
				}
				s.sound()
				meddle(s, id)
				_, broken := a.log(s.url + "/log")
				for _, text := range kept {
					_, more := a.receipt(text)
					broken = append(broken, more...)
				}
				broken = append(broken, a.asked(s, kept)...)
				if len(broken) == 0 {
					t.Error("insyn verify finds nothing")
				}
				found := s.problems()
				anew := strings.Contains(name, "rewritten") || strings.Contains(name, "somebody else")
				if anew == (len(found) > 0) {
					t.Errorf("the check of the database finds %v", found)
				}
			})
		}
	}
}

// asked asks the site for each receipt again, as the author of a view does at
// their own page, and gives what is wrong with it.
func (a auditor) asked(s *site, kept [][]byte) (broken []string) {
	for _, text := range kept {
		old, err := record.ParseReceipt(text)
		s.must(err)
		now, err := s.Receipt(a.t.Context(), old.Statement.Entry(), true)
		if err != nil {
			broken = append(broken, err.Error())
			continue
		}
		_, more := a.receipt(now.Text())
		broken = append(broken, more...)
	}
	return broken
}

// TestPageThatShowsSomethingElse has a site show one text and give out the
// receipt of another.
func TestPageThatShowsSomethingElse(t *testing.T) {
	t.Parallel()
	s := newSite(t, "sqlite")
	id := s.publish("Samråd om öppenhet")
	s.say(id, "Öppna inköpsdata från början.", consult.Publish)
	s.answer(id, "Vi öppnar *dem* från början, enligt [planen](https://example.se/plan).", 1)
	s.integrate()
	for _, page := range []string{"synpunkter/1", "svar"} {
		s.lies(strings.Replace(s.page(id), "versioner/1", page, 1))
	}
}

// lies has the site show one text on a page and give out the receipt of another.
func (s *site) lies(page string) {
	t := s.t
	page = s.url + page
	for swap, want := range map[string]bool{"x→x": true, "från början→aldrig": false,
		"data-record→data-other": true} {
		from, to, _ := strings.Cut(swap, "→")
		lying := func(ctx context.Context, address string) (verify.Got, error) {
			got, err := ask(ctx, address)
			if address == page {
				got.Body = []byte(strings.ReplaceAll(string(got.Body), from, to))
			}
			return got, err
		}
		v := verify.Auditor{Fetch: lying, State: &verify.State{Logs: map[string]*verify.Seen{}},
			Public: act.IsPublic}
		r, err := v.URL(t.Context(), page)
		s.must(err)
		if (r.Failed() == nil) != want {
			t.Errorf("%s: %v", swap, r.Failed())
		}
		if shown := slices.ContainsFunc(r.Checks, func(c verify.Check) bool { return c.Name == "page" }); shown == strings.Contains(swap, "data-record") {
			t.Errorf("%s: the words of the page were compared: %t", swap, shown)
		}
	}
}

func TestStateThatCannotBeReadIsNotForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "verify.json")
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := verify.LoadState(path); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}
