package act

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"insyn/internal/account"
	"insyn/internal/fault"
	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// gifts names the aggregate that a write about a body's gifts locks. The number
// of a gift is given under it, so that no two get the same and none is left out.
func gifts(body account.BodyID) string { return "gifts/" + string(body) }

// GiftBooks are the gift registers of bodies.
type GiftBooks = Registers[integrity.GiftBook]

// GiftBooks gives what all bodies have registered. All of it is public.
func (d *Desk) GiftBooks(ctx context.Context) (b GiftBooks, err error) {
	err = d.DB.Read(ctx, func(tx *store.Tx) error {
		if b, err = giftBooks(tx); err != nil {
			return err
		}
		met, err := books(tx)
		meeting(b, met)
		return err
	})
	return b, err
}

// meeting leaves out at which contact a gift was given where nothing is told of
// that contact, or not any more: who gave would tell whom it was with.
func meeting(gifts GiftBooks, books Books) {
	told := map[string]bool{}
	for _, one := range books.All {
		for _, c := range one.Told() {
			told[c.Matter.Key] = c.Now().Withdrawn == ""
		}
	}
	for _, one := range gifts.All {
		for _, r := range one.Gifts {
			for i := range r.Versions {
				g := &r.Versions[i].What
				if !told[integrity.ContactKey(one.Matter.Body, g.Contact)] {
					g.Contact = ""
				}
			}
		}
	}
}

func giftBooks(tx *store.Tx) (b GiftBooks, err error) {
	if b.Bodies, err = bodiesByID(tx); err != nil {
		return b, err
	}
	matters, said, err := sayings(tx, integrity.AGiftBook)
	if err != nil {
		return b, err
	}
	registered, told, err := sayings(tx, integrity.AGift)
	for _, m := range matters {
		one := integrity.FoldGifts(m, said[m.ID])
		for _, g := range registered {
			if g.Body == m.Body {
				one.Gifts = append(one.Gifts, integrity.FoldGift(g, told[g.ID]))
			}
		}
		one.Numbered()
		b.All = append(b.All, one)
	}
	return b, err
}

// giftBook gives the register of a body.
//
// Faults: Refused (it has said nothing of what it covers).
func giftBook(tx *store.Tx, body account.BodyID) (b integrity.GiftBook, err error) {
	m, err := tx.MatterByKey(integrity.AGiftBook, string(body))
	if fault.Is(err, fault.NotFound) {
		return b, fault.New(fault.Refused, "integrity.gifts-not-covered").At("file")
	}
	if err != nil {
		return b, err
	}
	entries, err := tx.Entries(m.ID)
	if err != nil {
		return b, err
	}
	b = integrity.FoldGifts(m, entries)
	matters, err := tx.Matters(integrity.AGift, body)
	if err != nil {
		return b, err
	}
	for _, m := range matters {
		entries, err := tx.Entries(m.ID)
		if err != nil {
			return b, err
		}
		b.Gifts = append(b.Gifts, integrity.FoldGift(m, entries))
	}
	b.Numbered()
	return b, nil
}

// CoverGifts says whose gifts a body registers, and since when. What was said
// before stays.
//
// Who may: publishers of the body. Faults: Invalid.
func (d *Desk) CoverGifts(ctx context.Context, who account.Person, body account.BodyID,
	c integrity.Coverage) error {
	c.Within = integrity.GiftDays
	return d.cover(ctx, who, body, integrity.AGiftBook, gifts(body), "cover-gifts", c)
}

// RegisterGift puts a gift into the register of a body, and gives the number
// that it got. The same gift again, as from a button that was pressed twice, is
// the one that stands there already.
//
// Who may: publishers of the body. Faults: Invalid, Refused (the body has not
// said whose gifts it registers).
func (d *Desk) RegisterGift(ctx context.Context, who account.Person, body account.BodyID,
	g integrity.Gift) (number int, err error) {
	err = d.gifting(ctx, who, body, func(tx *store.Tx, b *integrity.GiftBook) error {
		g := g
		g.Number = b.Next()
		number = g.Number
		if g.Disposal != "" || g.Disposed != "" {
			return fault.New(fault.Invalid, "integrity.disposed-later").At("disposal")
		}
		if err := g.Check(integrity.Date(today(tx))); err != nil {
			return err
		}
		if twin, known := b.Twin(b.Now().ToldGift(g)); known {
			number = twin.Number
			return nil
		}
		return putGift(tx, who, b, g, &ContactsImported{})
	})
	return number, err
}

// ChangeGift says something else of a gift, with the reason why. What was said
// before stays, as do words in English of what is the same in Swedish.
//
// Who may: publishers of the body. Faults: Invalid, Refused.
func (d *Desk) ChangeGift(ctx context.Context, who account.Person, body account.BodyID,
	g integrity.Gift, why string) error {
	return d.gifting(ctx, who, body, func(tx *store.Tx, b *integrity.GiftBook) error {
		was, err := standingGift(b, "number", g.Number)
		if err != nil {
			return err
		}
		g := g.Also(was)
		g.Disposal, g.Disposed, g.Why = was.Disposal, was.Disposed, strings.TrimSpace(why)
		if err := g.Check(integrity.Date(today(tx))); err != nil {
			return err
		}
		return putGift(tx, who, b, g, &ContactsImported{})
	})
}

// DisposeGift says how a body has parted with an object, and when: one more version.
//
// Who may: publishers of the body. Faults: Invalid, Refused (parted with already).
func (d *Desk) DisposeGift(ctx context.Context, who account.Person, body account.BodyID, number int,
	how integrity.Disposal, on integrity.Date) error {
	return d.gifting(ctx, who, body, func(tx *store.Tx, b *integrity.GiftBook) error {
		g, err := standingGift(b, "dispose-number", number)
		switch {
		case err != nil:
			return err
		case g.Disposal != "":
			return fault.New(fault.Refused, "integrity.disposed-already").At("dispose-number")
		case how == "":
			return fault.New(fault.Invalid, "integrity.disposal").At("disposal")
		}
		g.Disposal, g.Disposed, g.Why = how, on, ""
		if err := g.Check(integrity.Date(today(tx))); err != nil {
			return err
		}
		return putGift(tx, who, b, g, &ContactsImported{})
	})
}

// CancelGift takes back a gift that should never have been registered: its
// number stays, with the reason.
//
// Who may: publishers of the body. Faults: Invalid (no reason, or an address in it), Refused.
func (d *Desk) CancelGift(ctx context.Context, who account.Person, body account.BodyID, number int,
	why string) error {
	return d.gifting(ctx, who, body, func(tx *store.Tx, b *integrity.GiftBook) error {
		g, err := standingGift(b, "cancel-number", number)
		if err != nil {
			return err
		}
		why := strings.TrimSpace(why)
		if bad := missing("cancelled", why); bad != nil {
			return bad
		}
		g = g.Cancel(why)
		if err := g.Check(integrity.Date(today(tx))); err != nil {
			return err
		}
		return putGift(tx, who, b, g, &ContactsImported{})
	})
}

// ImportGifts reads a list of gifts with their numbers: CSV in any character
// set, a workbook (.xlsx) or JSON. It is all or nothing, and the same list again
// changes nothing. The day of registration is that of this register, and a file
// that says another is refused. Faults name the line and the column.
//
// Who may: publishers of the body. Faults: Invalid (lines of the file; a reason
// is wanted), TooLarge, Refused (the body has not said whose gifts it registers).
func (d *Desk) ImportGifts(ctx context.Context, who account.Person, body account.BodyID,
	data []byte, why string) (done ContactsImported, err error) {
	if err := who.May(account.Publish, body); err != nil {
		return done, err
	}
	table, err := listTable(integrity.GiftColumns, data)
	if err != nil {
		return done, err
	}
	err = d.gifting(ctx, who, body, func(tx *store.Tx, b *integrity.GiftBook) error {
		done = ContactsImported{}
		lines, err := integrity.ReadGifts(table, integrity.Date(today(tx)))
		if err != nil {
			return err
		}
		slices.SortFunc(lines, func(a, b integrity.GiftLine) int {
			return cmp.Compare(a.Number, b.Number)
		})
		for _, line := range lines {
			line.Why = strings.TrimSpace(why)
			err := dayStands(tx, b, line)
			if err == nil {
				err = putGift(tx, who, b, line.Gift, &done)
			}
			switch fault.Of(err) {
			case "":
			case fault.Invalid:
				return line.AtLine(err)
			default:
				return err
			}
		}
		return note(tx, gifts(body), string(who.ID), "import-gifts", string(body), done)
	})
	return done, err
}

// dayStands holds that a file says no other day of registration than the register.
func dayStands(tx *store.Tx, b *integrity.GiftBook, line integrity.GiftLine) error {
	at := tx.Now
	if was, known := b.Of(line.Number); known {
		at = was.Registered()
	}
	if line.Registered == "" || line.Registered == integrity.DateOf(at.In(lang.Stockholm)) {
		return nil
	}
	return fault.New(fault.Invalid, "integrity.gift-registered").At("registered")
}

// gifting changes the register of a body.
func (d *Desk) gifting(ctx context.Context, who account.Person, body account.BodyID,
	change func(*store.Tx, *integrity.GiftBook) error) error {
	if err := who.May(account.Publish, body); err != nil {
		return err
	}
	return d.DB.Write(ctx, gifts(body), func(tx *store.Tx) error {
		b, err := giftBook(tx, body)
		if err != nil {
			return err
		}
		return change(tx, &b)
	})
}

// standingGift gives the gift with a number that is not cancelled.
func standingGift(b *integrity.GiftBook, field string, number int) (integrity.Gift, error) {
	r, known := b.Of(number)
	switch {
	case !known:
		return integrity.Gift{}, fault.New(fault.Invalid, "integrity.no-gift").At(field)
	case r.Now().Cancelled != "":
		return integrity.Gift{}, fault.New(fault.Refused, "integrity.cancelled-already").At(field)
	}
	return r.Now(), nil
}

// putGift adds what is new of a gift to the register.
func putGift(tx *store.Tx, who account.Person, b *integrity.GiftBook, g integrity.Gift,
	done *ContactsImported) error {
	g = b.Now().ToldGift(g)
	if bad := nobody("occasion", g.Texts()...); bad != nil {
		return bad
	}
	was, known := b.Of(g.Number)
	met := was.Now().Contact // stays where it is told no more, so that nobody can repeat it
	if known && g.Cancelled == "" && g.Contact == "" &&
		fault.Is(metAt(tx, b.Matter.Body, met), fault.Invalid) {
		g.Contact = met
	}
	versions, err := b.Take(g)
	if err != nil {
		return err
	}
	switch {
	case known && was.Now().Cancelled != "":
		done.Withdrawn++
	case len(versions) == 0:
		done.Same++
	case known:
		done.Changed++
	default:
		done.New++
	}
	if len(versions) == 0 {
		return nil
	}
	if now := versions[0].Contact; now != met {
		if err := metAt(tx, b.Matter.Body, now); err != nil {
			return err
		}
	}
	m, err := keeping(tx, integrity.AGift, account.BodyID(b.Matter.Body),
		integrity.GiftKey(b.Matter.Body, g.Number))
	if err != nil {
		return err
	}
	return putVersions(tx, who, b, m, versions)
}

// putVersions adds versions of a gift to the register.
func putVersions(tx *store.Tx, who account.Person, b *integrity.GiftBook, m integrity.Matter,
	versions []integrity.Gift) error {
	for _, v := range versions {
		if err := say(tx, who, m, "register-gift", integrity.Said{Gift: &v}); err != nil {
			return err
		}
		m.Entries++
	}
	entries, err := tx.Entries(m.ID)
	b.Put(integrity.FoldGift(m, entries))
	return err
}

// metAt holds that the contact at which a gift was given, if any, is told by the body.
func metAt(tx *store.Tx, body, ref string) error {
	if ref == "" {
		return nil
	}
	m, err := tx.MatterByKey(integrity.AContact, integrity.ContactKey(body, ref))
	if fault.Is(err, fault.NotFound) || err == nil && m.Body != body {
		return fault.New(fault.Invalid, "integrity.no-contact").At("contact")
	}
	if err != nil {
		return err
	}
	entries, err := tx.Entries(m.ID)
	if c := integrity.FoldContact(m, entries).Now(); c.Exemption != "" || c.Withdrawn != "" {
		return fault.New(fault.Invalid, "integrity.no-contact").At("contact")
	}
	return err
}

// GiftPath gives the Swedish path of the gift register of a body.
func GiftPath(body string) string { return "/integritet/gavor/" + body }
