package consult

import (
	"testing"
	"time"

	"insyn/internal/fault"

	"pgregory.net/rapid"
)

var noon = time.Date(2023, 12, 1, 12, 0, 0, 0, time.UTC)

func open(capacity int) Seating {
	return Seating{Door: Door{Published: true, Opens: noon.AddDate(0, 0, -1),
		Closes: noon.AddDate(0, 0, 7), Ends: noon.AddDate(0, 0, 11).Add(90 * time.Minute)},
		Starts: noon.AddDate(0, 0, 11), Capacity: capacity, Offer: 48 * time.Hour}
}

func TestAccepts(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Seating)
		at     time.Time
		want   fault.Kind
	}{
		"open":      {func(*Seating) {}, noon, ""},
		"draft":     {func(s *Seating) { s.Published = false }, noon, fault.NotFound},
		"cancelled": {func(s *Seating) { s.Cancelled = true }, noon, fault.Refused},
		"too early": {func(*Seating) {}, noon.AddDate(0, 0, -2), fault.Refused},
		"too late":  {func(*Seating) {}, noon.AddDate(0, 0, 7), fault.Refused},
		"held": {func(s *Seating) { s.Closes = time.Time{} }, noon.AddDate(0, 0, 12),
			fault.Refused},
	} {
		s := open(1)
		row.change(&s)
		if got := fault.Of(s.Accepts(row.at)); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

func TestConfirmTwiceIsASuccess(t *testing.T) {
	s := open(1)
	r := Entry{}.New("r", "c", ByWeb, noon)
	for range 2 {
		if err := s.Confirm(&r, noon); err != nil || r.Status != Seated || s.Taken != 1 {
			t.Fatalf("%v, %s, taken %d", err, r.Status, s.Taken)
		}
	}
}

func TestConfirmAfterSeventyTwoHours(t *testing.T) {
	s := open(1)
	r := Entry{}.New("r", "c", ByWeb, noon)
	if err := s.Confirm(&r, noon.Add(ConfirmFor)); fault.Of(err) != fault.Gone || s.Taken != 0 {
		t.Errorf("%v, taken %d", err, s.Taken)
	}
}

func TestOfferNeverReopensForTheSamePerson(t *testing.T) {
	s := open(1)
	first, second := Entry{}.New("1", "c", ByWeb, noon), Entry{}.New("2", "c", ByWeb, noon)
	check(t, s.Confirm(&first, noon))
	check(t, s.Confirm(&second, noon))
	check(t, s.Leave(&first, Withdrawn, ""))
	check(t, s.Offers(&second, noon))
	if s.Taken != 1 {
		t.Fatalf("an offer holds the place: taken %d", s.Taken)
	}
	check(t, s.Leave(&second, Lapsed, ""))
	if err := s.Accept(&second, noon); fault.Of(err) != fault.Gone || s.Taken != 0 {
		t.Errorf("%v, taken %d", err, s.Taken)
	}
}

// A seat that comes free belongs to the queue, not to who comes at that moment.
func TestTheQueueIsNotOvertaken(t *testing.T) {
	s := open(1)
	seated, waiting := Entry{}.New("1", "c", ByWeb, noon), Entry{}.New("2", "c", ByWeb, noon)
	late := Entry{}.New("3", "c", ByWeb, noon)
	check(t, s.Confirm(&seated, noon))
	check(t, s.Confirm(&waiting, noon))
	check(t, s.Leave(&seated, Withdrawn, ""))
	check(t, s.Confirm(&late, noon))
	if waiting.Status != Queued || late.Status != Queued || late.Order <= waiting.Order {
		t.Errorf("waiting is %s, who came late is %s", waiting.Status, late.Status)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever people do in whatever order, no seat too many is held, the counts
// agree with the registrations, and the queue is served in order.
func TestSeatsNeverOversold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := open(rapid.IntRange(1, 4).Draw(t, "capacity"))
		s.Screening = rapid.Bool().Draw(t, "screening")
		people := make([]Registration, 10)
		for i := range people {
			people[i] = Entry{}.New(RegistrationID(rune('a'+i)), "c", ByWeb, noon)
		}
		t.Repeat(map[string]func(*rapid.T){
			"confirm": func(t *rapid.T) { _ = s.Confirm(pick(t, people), noon) },
			"approve": func(t *rapid.T) { _ = s.Approve(pick(t, people)) },
			"refuse":  func(t *rapid.T) { _ = s.Refuse(pick(t, people), "x") },
			"leave":   func(t *rapid.T) { _ = s.Leave(pick(t, people), Withdrawn, "") },
			"lapse":   func(t *rapid.T) { _ = s.Leave(pick(t, people), Lapsed, "") },
			"accept":  func(t *rapid.T) { _ = s.Accept(pick(t, people), noon) },
			"offer": func(t *rapid.T) {
				if first := head(people); first != nil {
					_ = s.Offers(first, noon)
				}
			},
			"": func(t *rapid.T) {
				held, queued := 0, 0
				for _, r := range people {
					if r.Status.Holds() {
						held++
					}
					if r.Status == Queued {
						queued++
					}
				}
				if held > s.Capacity || held != s.Taken || queued != s.Waiting {
					t.Fatalf("held %d of %d, taken %d, queued %d, waiting %d",
						held, s.Capacity, s.Taken, queued, s.Waiting)
				}
			},
		})
	})
}

func pick(t *rapid.T, people []Registration) *Registration {
	return &people[rapid.IntRange(0, len(people)-1).Draw(t, "who")]
}

func head(people []Registration) *Registration {
	var first *Registration
	for i := range people {
		if r := &people[i]; r.Status == Queued && (first == nil || r.Order < first.Order) {
			first = r
		}
	}
	return first
}
