package integrity

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"insyn/internal/fault"
)

func instrument(t testing.TB, name string) Instrument {
	t.Helper()
	data, err := os.ReadFile("testdata/instrument-" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	q, err := ReadInstrument(data)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func own() Instrument { return Instruments()[LatestInstrument] }

// filled answers every question alike.
func filled(q Instrument, m Mark) SelfAssessment {
	s := SelfAssessment{Instrument: q.Version, Defines: "yes", Replies: map[string]Reply{}}
	for _, a := range q.Areas {
		for _, i := range a.Items {
			s.Replies[i.ID] = Reply{Mark: m}
		}
	}
	return s
}

func TestK42AC1TheInstrumentIsAVersionedFile(t *testing.T) {
	q := own()
	if !q.Own || len(q.Areas) != 4 {
		t.Fatalf("%+v", q)
	}
	for _, a := range q.Areas {
		levels := map[int]int{}
		for _, i := range a.Items {
			levels[i.Level]++
			if i.Text.SV == "" || i.Text.EN == "" {
				t.Errorf("%s lacks a language", i.ID)
			}
		}
		if d := cmp.Diff(map[int]int{2: 2, 3: 2, 4: 2}, levels); d != "" {
			t.Errorf("%s: %s", a.ID, d)
		}
	}
	for name, bad := range map[string]string{"unknown": `{"version":"x","areas":[],"more":1}`, "nothing": `{}`,
		"no JSON": `x`, "twice": `{"version":"x","areas":[{"id":"a","name":{"sv":"A"},"items":[{"id":"a","text":{"sv":"T"},"level":2}]}]}`,
		"level": `{"version":"x","areas":[{"id":"a","name":{"sv":"A"},"items":[{"id":"b","text":{"sv":"T"},"level":9}]}]}`} {
		if _, err := ReadInstrument([]byte(bad)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file of questions is never changed: another wording is another version, with
// a file of its own and a line here. Else what was answered would be read as an
// answer to something else.
func TestK42AC1TheFilesOfInstrumentsNeverChange(t *testing.T) {
	pinned := map[string]string{
		"insyn-1": "202401cf3f715ee20694666106480cca29733dcc44550e2b3471ad79f9b7a263",
	}
	if len(pinned) != len(Instruments()) {
		t.Errorf("%d versions, and %d are pinned", len(Instruments()), len(pinned))
	}
	for version := range Instruments() {
		data, err := instruments.ReadFile("instruments/" + version + ".json")
		if err != nil {
			t.Errorf("%s stands in a file of another name: %v", version, err)
			continue
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != pinned[version] {
			t.Errorf("%s is not what it was: %s. Make it a new version", version, got)
		}
	}
	if _, latest := Instruments()[LatestInstrument]; !latest {
		t.Errorf("there is no %s", LatestInstrument)
	}
}

func TestK42AC2ALevelCountsWhenAllOfItIsInPlace(t *testing.T) {
	q := own()
	a := q.Areas[2]
	for _, row := range []struct {
		change map[string]Reply
		want   Level
	}{
		{nil, Leading},
		{map[string]Reply{"risker-analys": {Mark: Partly}}, Nascent},
		{map[string]Reply{"risker-paverkan": {Mark: Planned}}, Emerging},
		{map[string]Reply{"risker-uppfoljd": {Mark: No}}, Established},
		{map[string]Reply{"risker-uppfoljd": {Mark: Apart, Comment: "Första året."}}, Leading},
		{map[string]Reply{"risker-uppfoljd": {Mark: No}, "risker-karna": {}}, Nascent},
	} {
		s := filled(q, Documented)
		for id, r := range row.change {
			s.Replies[id] = r
		}
		if got := s.Level(a); got != row.want {
			t.Errorf("%v: level %d, want %d", row.change, got, row.want)
		}
	}
	s := filled(q, Apart)
	if err := s.Complete(q); !fault.Is(err, fault.Invalid) {
		t.Errorf("what does not apply has no reason: %v", err)
	}
}

// To answer a question better never lowers a level.
func TestBetterAnswersNeverLowerALevel(t *testing.T) {
	q := own()
	rapid.Check(t, func(t *rapid.T) {
		s := SelfAssessment{Replies: map[string]Reply{}}
		a := rapid.SampledFrom(q.Areas).Draw(t, "area")
		for _, i := range a.Items {
			s.Replies[i.ID] = Reply{Mark: rapid.SampledFrom(Marks()[:5]).Draw(t, i.ID)}
		}
		before := s.Level(a)
		better := rapid.SampledFrom(a.Items).Draw(t, "better").ID
		if at := slices.Index(Marks(), s.Replies[better].Mark); at < 4 {
			s.Replies[better] = Reply{Mark: Marks()[at+1]}
		}
		if s.Level(a) < before {
			t.Fatal("a better answer, a lower level")
		}
	})
}

func TestK42AC3TheSecondSignerIsAnother(t *testing.T) {
	q := own()
	now := time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)
	d := Draft{Content: SelfAssessment{Instrument: q.Version, Round: "r"}}
	if _, err := d.Sign("a", 0, q); !fault.Is(err, fault.Invalid) {
		t.Errorf("half filled in is signed: %v", err)
	}
	if err := d.Change("a", 0, filled(q, Partly), q, now); err != nil || d.Saved != 1 ||
		d.Content.Round != "r" {
		t.Fatal(err, d)
	}
	if err := d.Change("b", 0, filled(q, No), q, now); !fault.Is(err, fault.Conflict) ||
		d.Content.Replies["ledning-mal"].Mark != Partly {
		t.Errorf("two editors, and one is written over: %v", err)
	}
	if done, err := d.Sign("a", 1, q); done || err != nil {
		t.Error(done, err)
	}
	if done, err := d.Sign("a", 1, q); done || !fault.Is(err, fault.Refused) {
		t.Errorf("signed twice by one: %v %v", done, err)
	}
	if done, err := d.Sign("b", 0, q); done || !fault.Is(err, fault.Conflict) {
		t.Errorf("what was not read is signed: %v %v", done, err)
	}
	if err := d.Change("b", 1, filled(q, No), q, now); err != nil || d.SignedBy != "" {
		t.Errorf("changed, and still signed: %v %+v", err, d)
	}
	if _, err := d.Sign("b", 2, q); err != nil {
		t.Error(err)
	}
	if done, err := d.Sign("a", 2, q); !done || err != nil {
		t.Error(done, err)
	}
	if got := filled(q, No).Differs(filled(q, Partly), q); len(got) != 24 ||
		got[0] != "ledning-namngiven" {
		t.Errorf("differs in %v", got)
	}
}

// A system is what can be added and subtracted of what is shown: numbers, and
// which of them are the sum of which; the sum stands last.
type system struct {
	counts []Count
	sums   [][]int
}

// grid adds a grid, of which sums are shared with those before where at gives
// their places, and gives the places of its numbers.
func (s *system) grid(g Grid, shared []int) (at [][]int) {
	last := len(g) - 1
	for i, row := range g {
		at = append(at, nil)
		for j, c := range row {
			if i == last && shared != nil {
				s.counts[shared[j]].Hidden = s.counts[shared[j]].Hidden && c.Hidden
				at[i] = append(at[i], shared[j])
				continue
			}
			at[i] = append(at[i], len(s.counts))
			s.counts = append(s.counts, c)
		}
		s.sums = append(s.sums, at[i])
	}
	for j := range g[0] {
		var line []int
		for i := range g {
			line = append(line, at[i][j])
		}
		s.sums = append(s.sums, line)
	}
	return at
}

// noughts finds what is hidden and has to be 0: nobody counts fewer than none,
// so that nothing is left for any in a line of which the rest makes up the sum.
func (s *system) noughts() (found bool) {
	for _, line := range s.sums {
		sum := s.counts[line[len(line)-1]]
		left, unknown := sum.N, []int(nil)
		for _, k := range line[:len(line)-1] {
			if c := s.counts[k]; c.Hidden {
				unknown = append(unknown, k)
			} else {
				left -= c.N
			}
		}
		if sum.Hidden || left > 0 {
			continue
		}
		for _, k := range unknown {
			s.counts[k].Hidden, found = false, true
		}
	}
	return found
}

// follows computes what follows by elimination from what is shown, of all lines
// together. That a number is 0, or not small, is no secret.
func (s *system) follows() (told []int) {
	for s.noughts() {
	}
	var hidden, index []int
	for k, c := range s.counts {
		index = append(index, len(hidden))
		if c.Hidden {
			hidden = append(hidden, k)
		}
	}
	var rows [][]float64
	for _, line := range s.sums {
		row := make([]float64, len(hidden))
		for i, k := range line {
			switch {
			case !s.counts[k].Hidden:
			case i < len(line)-1:
				row[index[k]]++
			default:
				row[index[k]]--
			}
		}
		rows = append(rows, row)
	}
	for _, row := range eliminated(rows, len(hidden)) {
		alone, n := 0, 0
		for k, x := range row {
			if x > 1e-9 || x < -1e-9 {
				alone, n = k, n+1
			}
		}
		if n == 1 && small(s.counts[hidden[alone]].N) {
			told = append(told, hidden[alone])
		}
	}
	return told
}

// eliminated brings rows to the form in which each begins where no other has anything.
func eliminated(rows [][]float64, columns int) [][]float64 {
	at := 0
	for c := range columns {
		pivot := slices.IndexFunc(rows[at:], func(row []float64) bool {
			return row[c] > 1e-9 || row[c] < -1e-9
		})
		if pivot < 0 {
			continue
		}
		rows[at], rows[at+pivot] = rows[at+pivot], rows[at]
		for r := range rows {
			if f := rows[r][c] / rows[at][c]; r != at && (f > 1e-9 || f < -1e-9) {
				for k := range rows[r] {
					rows[r][k] -= float64(f * rows[at][k])
				}
			}
		}
		at++
	}
	return rows
}

// attacked computes what follows from what is shown of a grid.
func attacked(g Grid) []int {
	s := system{}
	s.grid(g, nil)
	return s.follows()
}

// attackedTogether computes what follows from what is shown of pictures: the sums
// of columns are the same bodies in all grids of a round, and the two rows of a
// trend are those of the question.
func attackedTogether(pictures ...Picture) (told []string) {
	for _, p := range pictures {
		for _, i := range p.Items {
			s := system{}
			sums := s.grid(i.Grid, nil)[len(i.Grid)-1]
			for _, other := range p.grids() { // what another question shows of the sums is known
				for j, c := range other[len(other)-1] {
					s.counts[sums[j]].Hidden = s.counts[sums[j]].Hidden && c.Hidden
				}
			}
			place := s.grid(i.Place, sums)
			for j := range i.Place[0] {
				s.sums = append(s.sums, []int{3*len(i.Place[0]) + j, 4*len(i.Place[0]) + j, place[0][j]})
			}
			for _, k := range s.follows() {
				told = append(told, fmt.Sprintf("%s of %s: %d of %v and %v", i.Item.ID, p.Round,
					s.counts[k].N, i.Grid, i.Place))
			}
		}
		for _, l := range p.Levels {
			again := PictureLevel{l.Area, slices.Clone(l.Grid)}
			for i, row := range again.Grid {
				again.Grid[i] = slices.Clone(row)
			}
			again.hideBeside(slices.DeleteFunc(slices.Clone(p.Items), func(i PictureItem) bool {
				return i.Area.ID != l.Area.ID
			}))
			if len(attacked(l.Grid)) > 0 || !slices.EqualFunc(again.Grid, l.Grid, slices.Equal) {
				told = append(told, fmt.Sprint(l.Area.ID, l.Grid))
			}
		}
	}
	return told
}

// A 0 that is hidden beside a small number protects nothing where its line has
// nothing left for it.
func TestN21ANoughtProtectsNothing(t *testing.T) {
	naive := NewGrid([][]int{{3, 3}, {10, 10}, {0, 0}, {0, 0}, {0, 0}, {0, 0}})
	for i := range naive {
		for j := range naive[i] { // what hiding the smallest of all would do
			naive[i][j].Hidden = i == 0 && j < 2 || i == 2 && j < 2
		}
	}
	if len(attacked(naive)) == 0 {
		t.Fatal("the attack does not know that nobody counts fewer than none")
	}
	g := NewGrid([][]int{{3, 3}, {10, 10}, {0, 0}, {0, 0}, {0, 0}, {0, 0}})
	if known := attacked(g); len(known) > 0 || !g[0][0].Hidden || g[1][2].Hidden || g[6][0].Hidden {
		t.Errorf("%v can be computed from\n%v", known, g)
	}
}

// Whatever the table, no number of fewer than five is shown, and nothing hidden
// can be computed from what is shown, across the filters too (N-21).
func TestN21K43AC1NothingHiddenFollowsFromWhatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(2, 7).Draw(t, "rows"), rapid.IntRange(2, 3).Draw(t, "columns")
		most := rapid.SampledFrom([]int{2, 6, 20}).Draw(t, "most")
		counts := make([][]int, rows)
		total := 0
		for i := range counts {
			counts[i] = make([]int, columns)
			for j := range counts[i] {
				counts[i][j] = rapid.IntRange(0, most).Draw(t, "n")
				total += counts[i][j]
			}
		}
		g := NewGrid(counts)
		for i := range g {
			for j := range g[i] {
				if c := g[i][j]; !c.Hidden && small(c.N) && (i < rows || j < columns) {
					t.Fatalf("%d is shown at %d, %d", c.N, i, j)
				}
			}
		}
		if g[rows][columns].Hidden || g[rows][columns].N != total {
			t.Fatalf("how many answered: %+v", g[rows][columns])
		}
		if known := attacked(g); len(known) > 0 {
			t.Fatalf("%v can be computed from\n%v", known, g)
		}
	})
}

// rounds draws pictures of two rounds.
func rounds(q21, q23 Instrument, bodies int) []Picture {
	o := Opening{Instrument: q21.Version, Until: "2021-06-30"}
	first, second := map[string]SelfAssessment{}, map[string]SelfAssessment{}
	for i := range bodies {
		b := fmt.Sprintf("b%02d", i)
		o.Population = append(o.Population, b)
		if i%3 != 0 {
			first[b] = filled(q21, Partly)
		}
		second[b] = filled(q23, Documented)
	}
	o2 := o
	o2.Instrument, o2.Until = q23.Version, "2023-06-30"
	pictures := []Picture{Draw("2023", o2, q23, second), Draw("2021", o, q21, first)}
	Chronological(pictures)
	return pictures
}

func TestK43AC2RoundsHangTogetherOnlyWhereQuestionsMeanTheSame(t *testing.T) {
	pictures := rounds(instrument(t, "2021"), instrument(t, "2023"), 30)
	if n := len(pictures[0].Instrument.Areas); n != 5 || len(pictures[1].Instrument.Areas) != 4 {
		t.Fatalf("%d areas", n)
	}
	joined := Trend(pictures, "b1-funktion")
	if len(joined) != 2 || joined[1].Broken || joined[0].Item.Item.ID != "a1-funktion" {
		t.Errorf("mapped, and broken: %+v", joined)
	}
	broken := Trend(pictures, "b3-analys")
	if len(broken) != 1 || !broken[0].Broken {
		t.Errorf("not mapped, and joined: %+v", broken)
	}
	if none := Trend(pictures, "a5-uppfoljning"); len(none) != 1 || none[0].Item != nil {
		t.Errorf("a question that is no more: %+v", none)
	}
}

func TestK43AC4NoAnswerIsNeverZero(t *testing.T) {
	p := rounds(instrument(t, "2021"), instrument(t, "2023"), 30)[0]
	if len(p.Answered) != 20 || len(p.Missing()) != 10 {
		t.Fatalf("%d answered, %d missing", len(p.Answered), len(p.Missing()))
	}
	sum := 0
	for _, row := range p.Items[0].Grid[:len(p.Items[0].Grid)-1] {
		sum += row[Everybody].N
	}
	if sum != 20 {
		t.Errorf("%d answers of 20", sum)
	}
	if p := Draw("x", Opening{Population: []string{"a"}}, own(), map[string]SelfAssessment{"stranger": filled(own(), No)}); len(p.Answered) != 0 {
		t.Error("who was not asked is counted")
	}
	few := rounds(instrument(t, "2021"), instrument(t, "2023"), 4)[1]
	for _, row := range few.Items[0].Grid[:len(few.Items[0].Grid)-1] {
		if !row[Everybody].Hidden {
			t.Error("of four bodies a distribution is shown")
		}
	}
}

// While a round goes on no number of it is told: by two looks at it, one answer
// apart, nobody learns what the last body answered. Once two rounds have closed,
// in which the same bodies were asked and most answered as before, what is hidden
// follows from nothing that is shown of both, with all filters (N-21).
func TestN21K43AC1NothingFollowsAcrossRoundsAndFilters(t *testing.T) {
	q := own()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{4, 9, 14, 40}).Draw(t, "bodies")
		submitted := map[string]SelfAssessment{}
		var closed []Picture
		for _, until := range []Date{"2022-12-15", "2023-12-31"} {
			o := Opening{Instrument: q.Version, From: until[:4] + "-11-01", Until: until}
			kinds := rapid.IntRange(1, 40).Draw(t, "kinds")
			for i := range n {
				o.Population = append(o.Population, fmt.Sprint(i))
				if rapid.IntRange(0, 3).Draw(t, "anew") == 0 || len(closed) == 0 {
					submitted[fmt.Sprint(i)] = seeded(q, rapid.IntRange(0, kinds).Draw(t, "seed"))
				}
				if i > 8 {
					continue
				}
				p := Draw("r", o, q, submitted)
				if p.Wait(); !waits(p) {
					t.Fatalf("numbers while the round goes on: %+v", p)
				}
			}
			closed = append(closed, Draw(string(until), o, q, submitted))
		}
		if told := attackedTogether(closed...); len(told) > 0 {
			t.Fatalf("%d can be computed, as %s", len(told), told[0])
		}
	})
}

// seeded answers every question, in one of many ways.
func seeded(q Instrument, seed int) SelfAssessment {
	s := filled(q, No)
	s.Defines = []string{"yes", "no"}[seed%2]
	for k, a := range q.Areas {
		for j, item := range a.Items {
			s.Replies[item.ID] = Reply{Mark: Marks()[(seed+k*j*seed/3+j)%len(Marks())]}
		}
	}
	return s
}

// waits tells whether nothing but how many answered is shown.
func waits(p Picture) bool {
	for _, g := range p.grids() {
		for i := range g {
			for j := range g[i] {
				if !g[i][j].Hidden && (i < len(g)-1 || j < len(g[i])-1) {
					return false
				}
			}
		}
	}
	return p.Open
}
