package act_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/store"
)

const threeContacts = "ref;date;place;rank;unit;organisation;organisation_number;organisation_sort;subject;exemption\n" +
	"1;2023-10-04;Exempelgatan 1;officer;kansliet;Exempelföretaget AB;556000-0167;;Öppna data;\n" +
	"1;;;;;Nätverket Exempel;;network;;\n" +
	"2;2023-11-20;Videomöte;minister;kansliet;Föreningen Exempel;802000-0009;;Visselblåsning;\n" +
	"3;2023-11-21;;minister;kansliet;;;;;private-person\n"

// covered lets the ministry of the office publish contacts.
func (o *office) covered() account.BodyID {
	o.t.Helper()
	body := account.BodyID(o.body())
	o.must(o.CoverContacts(ctx, o.boss, body,
		integrity.Coverage{Covers: integrity.Text{SV: "Ledningen"},
			Since: "2023-09-01", From: integrity.AgencyHead, Within: 14}))
	return body
}

func (o *office) body() string {
	for id := range o.boss.Roles {
		return string(id)
	}
	return ""
}

func (o *office) book() integrity.Book {
	o.t.Helper()
	all, err := o.Books(ctx)
	o.must(err)
	b, known := all.Of(o.body())
	if !known {
		o.t.Fatal("no book")
	}
	return b
}

// A list is published all or nothing, again without effect, and otherwise as a
// new version with a reason; on both engines.
func TestK44AC5ImportIsIdempotentAndWhole(t *testing.T) {
	for name, url := range map[string]string{"SQLite": sqlite(t), "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, url)
			body := account.BodyID(o.body())
			_, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
			kind(t, err, fault.Refused) // nobody knows what it would cover
			o.covered()
			_, err = o.PublishContacts(ctx, o.editor, body, []byte(threeContacts), "")
			kind(t, err, fault.Forbidden)
			bad := strings.Replace(threeContacts, "802000-0009", "802000-0007", 1)
			_, err = o.PublishContacts(ctx, o.boss, body, []byte(bad), "")
			kind(t, err, fault.Invalid)
			if n := len(o.book().Contacts); n != 0 {
				t.Fatalf("%d contacts of a list that does not hold", n)
			}
			done, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
			o.must(err)
			again, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
			o.must(err)
			if done.New != 3 || again.Same != 3 || again.New+again.Changed != 0 {
				t.Fatalf("%+v then %+v", done, again)
			}
			changed := strings.Replace(threeContacts, "Visselblåsning", "Skydd för den som larmar", 1)
			_, err = o.PublishContacts(ctx, o.boss, body, []byte(changed), " ")
			kind(t, err, fault.Invalid) // without a reason
			again, err = o.PublishContacts(ctx, o.boss, body, []byte(changed), "Ämnet var otydligt.")
			o.must(err)
			b := o.book()
			if again.Changed != 1 || len(b.Told()) != 2 ||
				b.Exempted()[integrity.ExemptPerson] != 1 {
				t.Errorf("%+v %d %v", again, len(b.Told()), b.Exempted())
			}
			told := b.Told()[0]
			if len(told.Versions) != 2 || told.Versions[0].What.Subject.SV != "Visselblåsning" ||
				told.Now().Why == "" {
				t.Errorf("%+v", told.Versions)
			}
			if rank := b.Told()[1].Now().Rank; rank != integrity.Officer {
				t.Errorf("below the level: %s", rank)
			}
		})
	}
}

func TestContactsAreTakenBackWithAReason(t *testing.T) {
	o := newOffice(t, sqlite(t))
	body := o.covered()
	_, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
	o.must(err)
	kind(t, o.WithdrawContact(ctx, o.boss, body, "2", " "), fault.Invalid)
	kind(t, o.WithdrawContact(ctx, o.boss, body, "9", "Fel."), fault.Invalid)
	kind(t, o.WithdrawContact(ctx, o.editor, body, "2", "Fel."), fault.Forbidden)
	o.must(o.WithdrawContact(ctx, o.boss, body, "2", "Mötet gällde något annat."))
	kind(t, o.WithdrawContact(ctx, o.boss, body, "2", "Igen."), fault.Refused)
	b := o.book()
	if len(b.Told()) != 1 || b.Withdrawn() != 1 {
		t.Errorf("%d told, %d taken back", len(b.Told()), b.Withdrawn())
	}
	done, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "Om igen.")
	o.must(err)
	if done.Withdrawn != 1 || o.book().Withdrawn() != 1 {
		t.Errorf("what is taken back came again: %+v", done)
	}
	secret := integrity.Contact{Ref: "5", On: "2023-10-04", Place: "L", Rank: integrity.Minister,
		Unit:    integrity.Text{SV: "k"},
		Subject: integrity.Text{SV: "Om 19121212-1212"}, With: []integrity.Partner{{Name: "B",
			Sort: integrity.ForeignPartner}}}
	_, err = o.TellContact(ctx, o.boss, body, secret, "")
	kind(t, err, fault.Invalid)
	kind(t, o.NoContacts(ctx, o.boss, body, integrity.Nothing{From: "2023-10-01",
		Until: "2099-01-01"}), fault.Invalid)
	o.must(o.NoContacts(ctx, o.boss, body, integrity.Nothing{From: "2023-10-05", Until: "2023-10-31"}))
	kind(t, o.CoverContacts(ctx, o.editor, body, integrity.Coverage{}), fault.Forbidden)
	kind(t, o.CoverContacts(ctx, o.boss, body, integrity.Coverage{}), fault.Invalid)
	if len(o.book().Nothings) != 1 {
		t.Error("that there was nothing is not told")
	}
}

// Who was on the list, and was not reached by any invitation, was not invited: also
// when the letter that failed, and then the list itself, are deleted.
func TestWhoWasNotReachedIsNeverCounted(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(10))
	_, _, err := o.ImportInvitees(ctx, o.editor, id, []byte(invitees))
	o.must(err)
	_, err = o.SendInvitations(ctx, o.editor, id)
	o.must(err)
	o.refuse(id, "550 no such mailbox")
	for _, days := range []int{175, 190} { // the letter is older than mail is kept; so is the list
		o.clock.set(december(10).Meeting.End.AddDate(0, 0, days))
		o.must(o.RunJob(ctx, store.Job{Kind: "requests"}))
		o.post()
		all, err := o.Traces(ctx)
		o.must(err)
		if all[0].Invited != 0 {
			t.Errorf("after %d days: %d invited", days, all[0].Invited)
		}
	}
	_, gone, err := o.Privacy(ctx, o.editor, id)
	o.must(err)
	if len(gone) == 0 || !slices.ContainsFunc(gone, func(p consult.Purge) bool {
		return p.What == "unreached" && p.Count == 2
	}) {
		t.Errorf("receipts: %+v", gone)
	}
}

// What a consultation leaves names those alone who agreed to it and came.
func TestK44TracesNameByConsentAlone(t *testing.T) {
	o := newOffice(t, sqlite(t))
	id := o.open(december(0))
	before, err := o.Traces(ctx)
	o.must(err)
	if len(before) != 1 || before[0].Held || len(before[0].Kinds)+len(before[0].Named) > 0 {
		t.Fatalf("before the meeting: %+v", before)
	}
	meeting := december(0).Meeting
	o.clock.set(meeting.Start.Add(10 * time.Minute))
	for _, e := range []consult.Entry{entry("Åsa Öberg", "asa@example.org"),
		entry("Bo Exempel", "bo@example.org")} {
		e.Listed = e.Name == "Åsa Öberg"
		_, err := o.WalkIn(ctx, o.editor, id, e)
		o.must(err)
	}
	o.clock.set(meeting.End.Add(time.Hour))
	all, err := o.Traces(ctx)
	o.must(err)
	trace := all[0]
	if trace.Came() != 2 || trace.Registered() != 2 || trace.Answered() != 0 ||
		len(trace.Named) != 1 ||
		trace.Named[0].Name != "Åsa Öberg" {
		t.Errorf("%d came, named: %+v", trace.Came(), trace.Named)
	}
	o.clock.set(meeting.End.AddDate(1, 0, 0))
	o.post() // what is personal is deleted
	if all, err = o.Traces(ctx); err != nil || all[0].Came() != 2 || len(all[0].Named) != 0 {
		t.Errorf("a year later: %+v %v", all[0], err)
	}
}
