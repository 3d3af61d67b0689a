package integrity

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// given is a gift that can be registered.
func given() Gift {
	return Gift{Number: 1, On: "2023-10-04", Sort: AnObject, Rank: StateSecretary,
		Unit: Text{SV: "kansliet"}, From: Partner{Name: "Exempelföretaget AB", Number: "556000-0167"},
		What: Text{SV: "En vas"}, Occasion: Text{SV: "Vid ett studiebesök"},
		Kept: Text{SV: "Receptionen"}}
}

// registered is a gift that was registered at a moment.
func registered(g Gift, at time.Time) Registered {
	return FoldGift(Matter{ID: ID(fmt.Sprint(g.Number)), Key: GiftKey("b", g.Number)},
		[]Entry{{Number: 1, At: at, Said: Said{Gift: &g}}})
}

// Two weeks after a gift was received it is late, counted in days of the zone.
func TestK45AC1LateRegistrationIsSeen(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]int{"2023-10-04T10:00:00Z": 0, "2023-10-18T21:59:59Z": 14,
		"2023-10-18T22:00:00Z": 15, "2023-11-04T12:00:00Z": 31} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		r := registered(given(), moment)
		if got := r.Took(zone); got != want || r.Late(zone) != (want > 14) {
			t.Errorf("%s: %d days, late %v", at, got, r.Late(zone))
		}
	}
}

// Whatever is registered, changed, parted with and cancelled: the numbers are
// 1, 2, 3 … and each names the gift that it was given to, and nothing that was
// said is gone (I-2).
func TestK45AC2NumbersHaveNoGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := GiftBook{}
		days := map[int]Date{}
		for step := range rapid.IntRange(1, 20).Draw(t, "steps") {
			g := given()
			g.Number = rapid.IntRange(1, len(b.Gifts)+2).Draw(t, "number")
			g.On = Date(fmt.Sprintf("2023-10-%02d", rapid.IntRange(1, 4).Draw(t, "day")))
			g.Why = rapid.SampledFrom([]string{"", "Fel dag."}).Draw(t, "why")
			if rapid.Bool().Draw(t, "parted") {
				g.Disposal, g.Disposed = Donated, "2023-10-05"
			}
			if was, known := b.Of(g.Number); known && rapid.IntRange(0, 3).Draw(t, "cancel") == 0 {
				g = was.Now().Cancel("Ingen gåva.")
			}
			before, _ := b.Of(g.Number)
			gap := g.Number > b.Next()
			versions, err := b.Take(g)
			if gap != (err != nil && g.Number == len(b.Gifts)+2) {
				t.Fatalf("number %d after %d: %v", g.Number, len(b.Gifts), err)
			}
			after := before
			after.Matter.ID = ID(GiftKey("b", g.Number))
			after.Versions = slices.Clone(before.Versions)
			for _, v := range versions {
				after.Versions = append(after.Versions, Dated[Gift]{Number: step, What: v})
			}
			if len(after.Versions) == 0 {
				continue
			}
			b.Put(after)
			if days[g.Number] == "" {
				days[g.Number] = after.Versions[0].What.On
			}
			if !reflect.DeepEqual(before.Versions, after.Versions[:len(before.Versions)]) &&
				len(before.Versions) > 0 {
				t.Fatal("something that was said is gone")
			}
		}
		b.Numbered()
		for i, r := range b.Gifts {
			if r.Now().Number != i+1 || r.Versions[0].What.On != days[i+1] {
				t.Fatalf("gift %d of %d has the number %d", i+1, len(b.Gifts), r.Now().Number)
			}
		}
	})
}

// A value is not asked for, and there is no least value from which it would be.
func TestK45AC3TheValueIsOptional(t *testing.T) {
	g := given()
	if err := g.Check(today); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]int64{"": 0, "1": 100, "1 250": 125000,
		"1\u00a0250": 125000} {
		if got, err := Kronor(text); got != want || err != nil {
			t.Errorf("%q: %d %v", text, got, err)
		}
	}
	for _, text := range []string{"0", "-5", "12,50", "ungefär 100", "99999999999999999999"} {
		if _, err := Kronor(text); !slices.Contains(messages(err), "integrity.gift-value") {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
}

// Who gives is an organisation or "a private person", and who receives is a
// rank and a unit: nobody has a name.
func TestK45AC4NobodyIsNamed(t *testing.T) {
	for _, number := range []string{"19121212-1212", "121212-1212", "701063-2391", "121212-1213"} {
		g := given()
		g.From.Number = number
		if got := messages(g.Check(today)); !slices.Contains(got, "integrity.number-of-person") {
			t.Errorf("%s: %q", number, got)
		}
	}
	g := given()
	g.Person = true
	if got := messages(g.Check(today)); !slices.Contains(got, "integrity.giver-named") {
		t.Errorf("a private person with a name: %q", got)
	}
	if g.From, g.Person = Giver("private-person", "", ""); !g.Person || g.Check(today) != nil {
		t.Errorf("%+v: %v", g.From, g.Check(today))
	}
	of := reflect.TypeFor[Gift]()
	for i := range of.NumField() {
		if slices.Contains([]string{"Receiver", "Official", "Name", "Email"}, of.Field(i).Name) {
			t.Errorf("a gift has the field %s", of.Field(i).Name)
		}
	}
	c := Coverage{From: AgencyHead}
	if below := given(); c.ToldGift(below).Rank != StateSecretary {
		t.Error("above the level it is told by rank")
	}
	low := given()
	if low.Rank = UnitHead; c.ToldGift(low).Rank != Officer {
		t.Error("below the level it is told by rank")
	}
}

// To part with an object is a version of its own, and the first one stays.
func TestK45AC5DisposalIsANewVersion(t *testing.T) {
	b, g := GiftBook{}, given()
	g.Disposal, g.Disposed = Donated, "2023-11-01"
	versions, err := b.Take(g)
	if err != nil || len(versions) != 2 || versions[0].Disposal != "" ||
		versions[1].Disposal != Donated {
		t.Fatalf("%+v %v", versions, err)
	}
	b.Put(registered(given(), time.Now()))
	if versions, err = b.Take(g); err != nil || len(versions) != 1 || versions[0].Why != "" {
		t.Errorf("%+v %v", versions, err)
	}
	g.What.SV = "En annan vas"
	if _, err = b.Take(g); !slices.Contains(messages(err), "integrity.why-gift") {
		t.Errorf("changed without a reason: %v", err)
	}
}

// parted parts with a gift.
func parted(how Disposal, on Date) func(*Gift) {
	return func(g *Gift) { g.Disposal, g.Disposed = how, on }
}

func TestGiftsAreChecked(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Gift)
		want   string
	}{
		"tomorrow":       {func(g *Gift) { g.On = "2023-12-02" }, "integrity.future"},
		"a year":         {func(g *Gift) { g.On = "2023" }, "integrity.day"},
		"no sort":        {func(g *Gift) { g.Sort = "pengar" }, "integrity.gift-sort"},
		"no rank":        {func(g *Gift) { g.Rank = "" }, "integrity.rank"},
		"no unit":        {func(g *Gift) { g.Unit = Text{} }, "integrity.missing"},
		"nobody":         {func(g *Gift) { g.From = Partner{} }, "integrity.no-giver"},
		"no number":      {func(g *Gift) { g.From.Number = "" }, "integrity.no-number"},
		"nothing":        {func(g *Gift) { g.What = Text{} }, "integrity.missing"},
		"no occasion":    {func(g *Gift) { g.Occasion = Text{} }, "integrity.missing"},
		"öre":            {func(g *Gift) { g.Value = 150 }, "integrity.gift-value"},
		"kept nowhere":   {func(g *Gift) { g.Kept = Text{} }, "integrity.missing"},
		"a dinner, kept": {func(g *Gift) { g.Sort = Hospitality }, "integrity.kept-nowhere"},
		"an address":     {func(g *Gift) { g.Occasion.SV = "Från a@example.se" }, "integrity.address"},
		"gone somehow":   {parted("borta", "2023-11-01"), "integrity.disposal"},
		"gone before":    {parted(Sold, "2023-10-03"), "integrity.disposed"},
		"gone tomorrow":  {parted(Sold, "2023-12-02"), "integrity.disposed"},
		"gone no day":    {func(g *Gift) { g.Disposal = Sold }, "integrity.disposed"},
		"a trip, sold": {func(g *Gift) { parted(Sold, "2023-11-01")(g); g.Sort, g.Kept = Travel, Text{} },
			"integrity.kept-nowhere"},
	} {
		g := given()
		row.change(&g)
		if got := messages(g.Check(today)); !slices.Contains(got, row.want) {
			t.Errorf("%s: %q, want %s", name, got, row.want)
		}
	}
	if left := given().Cancel("Fel."); left.Check(today) != nil ||
		left.What.SV+left.From.Name != "" {
		t.Errorf("%+v", left)
	}
}

// Whoever changes a gift by a form, which asks for one language, takes away no
// words of the other but those of what is said otherwise now.
func TestK45AChangeKeepsTheOtherLanguage(t *testing.T) {
	was, now := given(), given()
	was.Unit.EN, was.What.EN, was.Kept.EN = "the office", "A vase", "Reception"
	now.What.SV, now.Kept.EN = "En skål", "The lobby"
	if got := now.Also(was); got.Unit.EN != "the office" || got.What.EN != "" ||
		got.Kept.EN != "The lobby" || got.Occasion != now.Occasion || now.Unit.EN != "" {
		t.Errorf("%+v", got)
	}
}

// A gift that is cancelled has a day still, the one that it had, and the reason
// names nobody: a list cannot bring in anything else (I-2).
func TestK45AC2ACancelledGiftKeepsItsDay(t *testing.T) {
	const head = "number;received;cancelled\n"
	for line, want := range map[string]string{
		"1;;Fel\n":                       "integrity.line.day",
		"1;Kalle Exempel;Fel\n":          "integrity.line.day",
		"1;2023;Fel\n":                   "integrity.line.day",
		"1;2023-12-02;Fel\n":             "integrity.line.future",
		"1;2023-10-04;Av a@example.se\n": "integrity.line.address",
		"1;2023-10-04;" + strings.Repeat("x", 1+mostShort): "integrity.line.long",
	} {
		if _, err := ReadGifts(rowsOf(head+line), today); !slices.Contains(messages(err), want) {
			t.Errorf("%.40q: %v, want %s", line, err, want)
		}
	}
	b, moved := GiftBook{}, given().Cancel("Fel.")
	b.Put(registered(given(), time.Now()))
	moved.On = "2023-11-30"
	if versions, err := b.Take(moved); err != nil || len(versions) != 1 ||
		versions[0] != given().Cancel("Fel.") {
		t.Errorf("%+v %v", versions, err)
	}
}

// drawnGift is any gift that can be registered.
func drawnGift(t *rapid.T, number int) Gift {
	text := rapid.StringMatching(`[A-Za-zÅÄÖåäö0-9=+;"' ]{0,12}[a-zåäö]`)
	word := func(name string) string { return strings.TrimSpace(text.Draw(t, name)) }
	g := Gift{Number: number,
		On: rapid.SampledFrom([]Date{"2022-02-28", "2023-10-04"}).Draw(t, "on")}
	if rapid.IntRange(0, 4).Draw(t, "cancelled") == 0 {
		g.Cancelled = word("why")
		return g
	}
	g.Sort = rapid.SampledFrom(GiftSorts()).Draw(t, "sort")
	g.Rank = rapid.SampledFrom(Ranks()).Draw(t, "rank")
	g.Unit, g.What = Text{SV: word("unit")}, Text{EN: word("what")}
	g.Occasion.SV = word("occasion")
	g.Value = int64(rapid.IntRange(0, 5000).Draw(t, "value")) * 100
	if g.Person = rapid.Bool().Draw(t, "person"); !g.Person {
		g.From = Partner{Name: word("giver"), Number: "556000-0167"}
	}
	if g.Sort == AnObject {
		g.Kept.SV = word("kept")
		if rapid.Bool().Draw(t, "gone") {
			g.Disposal, g.Disposed = rapid.SampledFrom(Disposals()).Draw(t, "how"), "2023-11-01"
		}
	}
	return g
}

// What is written is read again as it was, as a table and as JSON.
func TestGiftsSurviveTheRoundTrip(t *testing.T) {
	at := time.Date(2023, 11, 2, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var all []Registered
		for i := range rapid.IntRange(1, 4).Draw(t, "n") {
			all = append(all, registered(drawnGift(t, i+1), at))
		}
		table := WriteGifts(all, time.UTC)
		data, err := WriteJSON(table)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadJSON(GiftColumns, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, rows := range [][][]string{table, again} {
			got, err := ReadGifts(rows, today)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range got {
				if line.Gift != all[i].Now() || line.Registered != "2023-11-02" {
					t.Fatalf("%+v became %+v", all[i].Now(), line)
				}
			}
		}
	})
}

func TestListsOfGiftsSayWhatIsWrong(t *testing.T) {
	const head = "nr;mottagen;slag;befattning;enhet;givare;orgnr;gåva;sammanhang;värde;förvaras\n"
	const good = "1;2023-10-04;object;minister;kansliet;Exempelföretaget AB;5560000167;Vas;Besök;" +
		"250;Hyllan\n"
	const lunch = "2;2023-10-05;hospitality;agency-head;k;private-person;;Lunch;Möte;;\n"
	list, err := ReadGifts(rowsOf(head+good+lunch), today)
	if err != nil || len(list) != 2 || list[0].From.Number != "556000-0167" ||
		list[0].Value != 25000 || !list[1].Person {
		t.Fatalf("%+v %v", list, err)
	}
	for text, want := range map[string]string{"": "integrity.empty-list",
		head:               "integrity.empty-list",
		"a;b\n1;2\n":       "integrity.gift-headings",
		head + good + good: "integrity.line.twice",
		head + "x" + good:  "integrity.line.gift-number",
		head + strings.Replace(good, "250", "lite", 1): "integrity.line.gift-value",
		head + strings.Repeat("1\n", MostLines+1):      "integrity.too-long"} {
		if _, err := ReadGifts(rowsOf(text), today); !slices.Contains(messages(err), want) {
			t.Errorf("%.30q: %v, want %s", text, err, want)
		}
	}
}

func FuzzReadGifts(f *testing.F) {
	f.Add("nr;mottagen;slag;befattning;enhet;givare;orgnr;gåva;sammanhang;värde;förvaras\n" +
		"1;2023-10-04;object;minister;k;Exempel AB;5560000167;Vas;Besök;250;Hyllan\n")
	f.Add("number;received;cancelled\n1;2023-10-04;Fel\n2;;\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines, err := ReadGifts(rowsOf(text), today)
		if err != nil {
			return
		}
		b := GiftBook{}
		for _, line := range lines {
			if _, err := b.Take(line.Gift); err == nil && line.Number == b.Next() {
				b.Put(registered(line.Gift, time.Unix(0, 0)))
			}
		}
		if again, err := ReadGifts(WriteGifts(b.Gifts, time.UTC), today); err != nil &&
			len(b.Gifts) > 0 {
			t.Fatalf("%+v: %v", again, err)
		}
	})
}
