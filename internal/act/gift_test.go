package act_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
)

// vase is a gift that can be registered.
func vase() integrity.Gift {
	return integrity.Gift{On: "2023-10-04", Sort: integrity.AnObject, Rank: integrity.Minister,
		Unit: integrity.Text{SV: "kansliet"}, What: integrity.Text{SV: "En vas"},
		From:     integrity.Partner{Name: "Exempelföretaget AB", Number: "556000-0167"},
		Occasion: integrity.Text{SV: "Studiebesök"}, Kept: integrity.Text{SV: "Receptionen"}}
}

// registers lets the ministry of the office keep a register of gifts.
func (o *office) registers() account.BodyID {
	o.t.Helper()
	body := account.BodyID(o.body())
	o.must(o.CoverGifts(ctx, o.boss, body, integrity.Coverage{Covers: integrity.Text{SV: "Ledningen"},
		Since: "2023-09-01", From: integrity.AgencyHead}))
	return body
}

func (o *office) gifts() integrity.GiftBook {
	o.t.Helper()
	all, err := o.GiftBooks(ctx)
	o.must(err)
	b, _ := all.Of(o.body())
	return b
}

// Numbers are given one by one, also to those who register at the same time,
// and what is refused takes none; on both engines.
func TestK45AC2EveryGiftGetsTheNextNumber(t *testing.T) { engines(t, everyGiftGetsTheNextNumber) }

func everyGiftGetsTheNextNumber(t *testing.T, o *office) {
	body := account.BodyID(o.body())
	_, err := o.RegisterGift(ctx, o.boss, body, vase())
	kind(t, err, fault.Refused) // nobody knows what the register covers
	o.registers()
	_, err = o.RegisterGift(ctx, o.editor, body, vase())
	kind(t, err, fault.Forbidden)
	const together = 8
	got := make([]int, together)
	var all sync.WaitGroup
	for i := range together {
		all.Go(func() {
			if i%2 == 1 {
				_, _ = o.RegisterGift(ctx, o.boss, body, integrity.Gift{On: "2023"}) // takes no number
			}
			g := vase()
			g.What.SV += strings.Repeat("!", i)
			got[i], _ = o.RegisterGift(ctx, o.boss, body, g)
			_, _ = o.RegisterGift(ctx, o.boss, body, g) // the same, by a second press
		})
	}
	all.Wait()
	slices.Sort(got)
	if !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Fatalf("the numbers %v", got)
	}
	kind(t, o.CancelGift(ctx, o.boss, body, 3, " "), fault.Invalid)
	kind(t, o.CancelGift(ctx, o.boss, body, 3, "Från a@example.org."), fault.Invalid)
	_, err = o.ImportGifts(ctx, o.boss, body, []byte("number;received;cancelled\n9;;Fel\n"), "")
	kind(t, err, fault.Invalid) // without a day there is no page that could show it
	kind(t, o.CancelGift(ctx, o.boss, body, 9, "Fel."), fault.Invalid)
	o.must(o.CancelGift(ctx, o.boss, body, 3, "Samma gåva två gånger."))
	kind(t, o.CancelGift(ctx, o.boss, body, 3, "Igen."), fault.Refused)
	kind(t, o.DisposeGift(ctx, o.boss, body, 3, integrity.Sold, "2023-11-01"), fault.Refused)
	other := vase()
	other.What.SV = "En skål"
	next, err := o.RegisterGift(ctx, o.boss, body, other)
	o.must(err)
	b := o.gifts()
	if next != 9 || len(b.Gifts) != 9 || len(b.Standing()) != 8 ||
		b.Gifts[2].Now() != vaseNumbered(3).Cancel("Samma gåva två gånger.") {
		t.Errorf("next %d of %d, the third is %+v", next, len(b.Gifts), b.Gifts[2].Now())
	}
}

func vaseNumbered(n int) integrity.Gift {
	g := vase()
	g.Number = n
	return g
}

// A gift is changed with a reason, and parted with in a version of its own; what
// was said before is there still.
func TestK45AC5WhatWasSaidOfAGiftStays(t *testing.T) {
	o := newOffice(t, sqlite(t))
	body := o.registers()
	gone := vase()
	gone.Disposal, gone.Disposed = integrity.Donated, "2023-11-01"
	_, err := o.RegisterGift(ctx, o.boss, body, gone)
	kind(t, err, fault.Invalid) // first it is registered
	_, err = o.RegisterGift(ctx, o.boss, body, vase())
	o.must(err)
	other := vaseNumbered(1)
	other.What.SV = "En skål"
	kind(t, o.ChangeGift(ctx, o.boss, body, other, " "), fault.Invalid)
	kind(t, o.ChangeGift(ctx, o.editor, body, other, "Fel ord."), fault.Forbidden)
	o.must(o.ChangeGift(ctx, o.boss, body, other, "Fel ord."))
	kind(t, o.DisposeGift(ctx, o.boss, body, 1, "", "2023-11-01"), fault.Invalid)
	kind(t, o.DisposeGift(ctx, o.boss, body, 1, integrity.Donated, "2023-10-01"), fault.Invalid)
	o.must(o.DisposeGift(ctx, o.boss, body, 1, integrity.Donated, "2023-11-01"))
	kind(t, o.DisposeGift(ctx, o.boss, body, 1, integrity.Sold, "2023-11-01"), fault.Refused)
	r := o.gifts().Gifts[0]
	if len(r.Versions) != 3 || r.Versions[0].What.What.SV != "En vas" ||
		r.Now().What.SV != "En skål" || r.Now().Disposal != integrity.Donated ||
		r.Versions[1].What.Disposal != "" {
		t.Errorf("%+v", r.Versions)
	}
	secret := vase()
	secret.Occasion.SV = "Av 19121212-1212"
	_, err = o.RegisterGift(ctx, o.boss, body, secret)
	kind(t, err, fault.Invalid)
	if got := o.acts("matter/" + string(r.Matter.ID)); strings.Count(got, "register-gift") != 3 {
		t.Errorf("the log holds %q", got)
	}
}

// A gift leads to a contact that is told, and to no other.
func TestK45AGiftBelongsToAContact(t *testing.T) {
	o := newOffice(t, sqlite(t))
	body := o.registers()
	g := vase()
	g.Contact = "2"
	_, err := o.RegisterGift(ctx, o.boss, body, g)
	kind(t, err, fault.Invalid)
	o.covered()
	_, err = o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
	o.must(err)
	_, err = o.RegisterGift(ctx, o.boss, body, g)
	o.must(err)
	g.Contact = "3" // exempted
	_, err = o.RegisterGift(ctx, o.boss, body, g)
	kind(t, err, fault.Invalid)
}

// When a contact is told no more, no gift tells that it was given there: who
// gave it would say whom the contact was with (N-20). The gift itself can still
// be changed and parted with, and the list that is published changes nothing.
func TestN20AGiftTellsOfNoHiddenContact(t *testing.T) {
	o := newOffice(t, sqlite(t))
	body := o.registers()
	o.covered()
	_, err := o.PublishContacts(ctx, o.boss, body, []byte(threeContacts), "")
	o.must(err)
	g := vase()
	g.Contact = "2"
	_, err = o.RegisterGift(ctx, o.boss, body, g)
	o.must(err)
	if got := o.gifts().Gifts[0].Now().Contact; got != "2" {
		t.Fatalf("given at contact %q", got)
	}
	o.must(o.WithdrawContact(ctx, o.boss, body, "2", "Fel myndighet."))
	b := o.gifts()
	if got := b.Gifts[0].Now().Contact; got != "" {
		t.Errorf("the gift was given at contact %q, which is hidden", got)
	}
	var list strings.Builder
	for _, row := range integrity.WriteGifts(b.Gifts, lang.Stockholm) {
		list.WriteString(strings.Join(row, ";") + "\n")
	}
	done, err := o.ImportGifts(ctx, o.boss, body, []byte(list.String()), "")
	o.must(err)
	if done.Same != 1 {
		t.Errorf("the same list again: %+v", done)
	}
	o.must(o.DisposeGift(ctx, o.boss, body, 1, integrity.Donated, "2023-11-01"))
}

// A list is read in whole or not at all, and again without effect.
func TestK45ListsOfGiftsAreWhole(t *testing.T) {
	const list = "number;received;sort;rank;unit;organisation;organisation_number;what;occasion;" +
		"kept;disposal;disposed\n" +
		"2;2023-11-05;hospitality;officer;kansliet;private-person;;Lunch;Besök;;;\n" +
		"1;2023-10-04;object;minister;kansliet;Exempelföretaget AB;556000-0167;En vas;Besök;Hyllan;" +
		"donated;2023-11-01\n"
	o := newOffice(t, sqlite(t))
	body := o.registers()
	for _, bad := range []string{strings.Replace(list, "2;2023", "3;2023", 1), // a gap
		strings.Replace(list, "556000-0167", "556000-0168", 1),
		strings.Replace(list, "Besök;;;", "Av 19121212-1212;;;", 1)} {
		_, err := o.ImportGifts(ctx, o.boss, body, []byte(bad), "")
		kind(t, err, fault.Invalid)
		if n := len(o.gifts().Gifts); n != 0 {
			t.Fatalf("%d gifts of a list that does not hold", n)
		}
	}
	_, err := o.ImportGifts(ctx, o.editor, body, []byte(list), "")
	kind(t, err, fault.Forbidden)
	done, err := o.ImportGifts(ctx, o.boss, body, []byte(list), "")
	o.must(err)
	again, err := o.ImportGifts(ctx, o.boss, body, []byte(list), "")
	o.must(err)
	if done.New != 2 || again.Same != 2 || again.New+again.Changed > 0 {
		t.Errorf("%+v, then %+v", done, again)
	}
	if b := o.gifts(); len(b.Gifts[0].Versions) != 2 || !b.Gifts[1].Now().Person {
		t.Errorf("%+v", b.Gifts)
	}
	changed := strings.Replace(list, "Hyllan", "Källaren", 1)
	_, err = o.ImportGifts(ctx, o.boss, body, []byte(changed), "")
	kind(t, err, fault.Invalid) // without a reason
	again, err = o.ImportGifts(ctx, o.boss, body, []byte(changed), "Flyttad.")
	o.must(err)
	if again.Changed != 1 || again.Same != 1 {
		t.Errorf("%+v", again)
	}
	backdated := "number;received;registered;sort;rank;unit;organisation;what;occasion\n" +
		"3;2023-10-05;2023-10-06;travel;minister;k;private-person;Tåg;Möte\n"
	_, err = o.ImportGifts(ctx, o.boss, body, []byte(backdated), "")
	kind(t, err, fault.Invalid)
}
