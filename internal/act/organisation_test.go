package act_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/dcat"
	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
)

// named lets a participant who agrees to be named come, and gives the identity
// of the organisation, which has no number there.
func (o *office) named() string {
	o.t.Helper()
	id := o.open(december(0))
	meeting := december(0).Meeting
	o.clock.set(meeting.Start.Add(10 * time.Minute))
	for _, e := range []consult.Entry{entry("Åsa Öberg", "asa@example.org"),
		entry("Bo Exempel", "bo@example.org"),
		{Name: "Eva Exempel", Organisation: "Hemliga firman", Kind: consult.Business,
			Language: "sv"},
		{Name: "Pia Exempel", Organisation: "Pias firma", Kind: consult.Expert, Listed: true,
			Language: "sv"}} {
		if e.Name == "Åsa Öberg" {
			e.Listed = true
		}
		_, err := o.WalkIn(ctx, o.editor, id, e)
		o.must(err)
	}
	o.clock.set(meeting.End.Add(time.Hour))
	return integrity.Mention{Name: "Föreningen Exempel"}.Identity()
}

func (o *office) identity(id string) (integrity.Organisation, act.Identities) {
	o.t.Helper()
	all, err := o.Identities(ctx)
	o.must(err)
	found, known := all.Find(id)
	if !known {
		o.t.Fatalf("no %s among %d", id, len(all.All))
	}
	return found, all
}

// One organisation in the contact register and in a consultation is one when a
// person says so, with a reason, and two again when that is undone; on both engines.
func TestK410AC2OnlyPeopleMerge(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			body := o.covered()
			_, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
			o.must(err)
			alone := o.named()
			const number = "se-8020000009"
			if one, all := o.identity(alone); one.Number != "" || len(one.Mentions) != 1 ||
				len(all.All) != 5 {
				t.Fatalf("%+v of %d", one, len(all.All))
			}
			same := integrity.Verdict{One: number, Other: alone, Ruling: integrity.IsSame,
				Why: "Numret står i föreningens brev."}
			kind(t, o.RuleOrganisations(ctx, o.editor, body, same), fault.Forbidden)
			kind(t, o.RuleOrganisations(ctx, o.boss, body, integrity.Verdict{One: number,
				Other:  "p-0123456789abcdef",
				Ruling: integrity.IsSame, Why: "x"}), fault.Invalid)
			kind(t, o.RuleOrganisations(ctx, o.boss, body, integrity.Verdict{One: number, Other: alone,
				Ruling: integrity.IsSame}), fault.Invalid)
			kind(t, o.RuleOrganisations(ctx, o.boss, body, integrity.Verdict{One: number,
				Other:  "se-5560000167",
				Ruling: integrity.IsSame, Why: "x"}), fault.Refused)
			o.must(o.RuleOrganisations(ctx, o.boss, body, same))
			one, all := o.identity(alone)
			if one.ID != number || one.In(integrity.AsListed) != 1 ||
				one.In(integrity.AsContact) != 1 ||
				all.DecidedBy[0] != string(body) {
				t.Errorf("%+v", one)
			}
			list := integrity.WriteVerdicts(all.Rulings())
			data, err := integrity.WriteJSON(list)
			o.must(err)
			if n, err := o.ImportRulings(ctx, o.boss, body, data); err != nil || n != 0 {
				t.Errorf("%d %v", n, err)
			}
			same.Ruling, same.Why = integrity.IsUndone, "Fel förening."
			o.must(o.RuleOrganisations(ctx, o.boss, body, same))
			if one, all := o.identity(alone); one.ID != alone || len(all.Verdicts) != 2 {
				t.Errorf("%+v after %d decisions", one, len(all.Verdicts))
			}
			other := account.Body{ID: "exempelverket", Name: "Exempelverket", Email: "e@example.se"}
			o.must(o.SaveBody(ctx, account.System, other))
			theirs, err := o.SetRole(ctx, account.System, other.ID, "Ola Exempel", "ola@example.se",
				account.Publisher)
			o.must(err)
			same.Ruling, same.Why = integrity.IsSame, "Föreningen har sagt det."
			o.must(o.RuleOrganisations(ctx, theirs, other.ID, same))
			if _, all := o.identity(alone); all.DecidedBy[2] != string(other.ID) ||
				all.DecidedBy[1] != string(body) {
				t.Errorf("decided by %v: each stands for what it says", all.DecidedBy)
			}
		})
	}
}

// Whoever has not agreed to be named, and a person who speaks for herself, is no organisation here.
func TestOrganisationsHoldNobodyUnasked(t *testing.T) {
	o := newOffice(t, sqlite(t))
	o.named()
	all, err := o.Identities(ctx)
	o.must(err)
	for _, one := range all.All {
		text := strings.Join(one.Names, " ")
		for _, person := range []string{"Hemliga firman", "Pias firma", "Åsa", "Bo Exempel", "Eva"} {
			if strings.Contains(text, person) {
				t.Errorf("%s is listed", text)
			}
		}
	}
}

// What was looked up is kept with its source; the same again changes nothing.
func TestOrganisationsAreLookedUp(t *testing.T) {
	o := newOffice(t, sqlite(t))
	body := account.BodyID(o.body())
	e := integrity.Entered{Number: "802000-0009", Name: "Föreningen Exempel",
		Source: "https://www.example.se/register", On: "2023-11-20"}
	kind(t, o.EnterOrganisation(ctx, o.editor, body, e), fault.Forbidden)
	o.must(o.EnterOrganisation(ctx, o.boss, body, e))
	bad := e
	bad.Number = "19121212-1212"
	kind(t, o.EnterOrganisation(ctx, o.boss, body, bad), fault.Invalid)
	one, all := o.identity("se-8020000009")
	if one.Mentions[0].By != "Exempeldepartementet" || !slices.Equal(all.Entered,
		[]integrity.Entered{e}) {
		t.Errorf("%+v", one.Mentions)
	}
	data := []byte("number;name;source;on\n802000-0009;Föreningen Exempel;https://www.example.se/register;2023-11-20\n" +
		"556000-0167;Exempelföretaget AB;https://www.example.se/register;2023-11-20\n")
	for _, want := range []int{1, 0} {
		if n, err := o.ImportOrganisations(ctx, o.boss, body, data); err != nil || n != want {
			t.Errorf("%d %v, want %d", n, err, want)
		}
	}
	_, err := o.ImportOrganisations(ctx, o.boss, body, []byte("number;name\n1;x\n"))
	kind(t, err, fault.Invalid)
	_, err = o.ImportOrganisations(ctx, o.editor, body, data)
	kind(t, err, fault.Forbidden)
	_, err = o.ImportRulings(ctx, o.editor, body, data)
	kind(t, err, fault.Forbidden)
}

// What catalogues are told of the organisations obeys the Swedish profile.
func TestK410AC5TheEntryObeysTheProfile(t *testing.T) {
	all := act.Identities{All: integrity.Organisations([]integrity.Mention{{Name: "A",
		Where: integrity.AsBody, On: "2023-10-04"}}, nil)}
	g := act.OrganisationEntry("https://insyn.example.se/filer/",
		account.Body{Name: "Exempeldepartementet", Number: "202100-0019",
			Email: "insyn@example.se"}, all, []act.LedgerFile{{Name: "organisationer.csv",
			MediaType: "text/csv", Size: 12}})
	report := dcat.Check(g, dcat.Options{Profiles: []*dcat.Profile{dcat.Swedish}})
	for _, f := range report.Findings {
		if f.Severity == dcat.Error {
			t.Errorf("%s: %s", f.Node, f)
		}
	}
	if v := report.Verdicts[0]; v.Datasets != 1 || v.Conforming != 1 {
		t.Errorf("%d of %d datasets conform", v.Conforming, v.Datasets)
	}
}

// One number is one organisation, whatever it is called in a catalogue and
// among the contacts; what a catalogue calls a publisher is not looked at.
func TestPublishersAreJoinedByTheirNumber(t *testing.T) {
	p := newPublisher(t)
	p.text("/katalog", "text/turtle", "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"+catalogue(1)+
		"<https://example.se/d/1> dcterms:publisher <https://example.se/u> .\n"+
		"<https://example.se/u> a foaf:Agent ; foaf:name 'Föreningen E.'@sv ;\n"+
		"  dcterms:identifier 'https://example.se/organisation/8020000009' .\n")
	p.harvest(p.source("/katalog"))
	_, err := p.PublishContacts(ctx, p.boss, p.covered(), []byte(threeContacts), "")
	p.must(err)
	o, all := p.identity("se-8020000009")
	if o.In(integrity.AsPublisher) != 1 || o.In(integrity.AsContact) != 1 ||
		!slices.Equal(o.Names, []string{"Föreningen E.", "Föreningen Exempel"}) {
		t.Errorf("%+v", o)
	}
	for _, one := range all.All {
		for _, m := range one.Mentions {
			if m.On == "" {
				t.Errorf("nobody knows when %s said %q", m.By, m.Name)
			}
		}
	}
}
