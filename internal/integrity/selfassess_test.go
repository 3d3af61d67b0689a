package integrity

import (
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
	if err := d.Change("a", 0, filled(q, Partly), q, now); err != nil || d.Saved != 1 || d.Content.Round != "r" {
		t.Fatal(err, d)
	}
	if err := d.Change("b", 0, filled(q, No), q, now); !fault.Is(err, fault.Conflict) || d.Content.Replies["ledning-mal"].Mark != Partly {
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
	if got := filled(q, No).Differs(filled(q, Partly), q); len(got) != 24 || got[0] != "ledning-namngiven" {
		t.Errorf("differs in %v", got)
	}
}

// noughts finds what is hidden and has to be 0: nobody counts fewer than none,
// so that nothing is left for any in a line of which the rest makes up the sum.
func noughts(g Grid) map[[2]int]bool {
	zero := map[[2]int]bool{}
	last, end := len(g)-1, len(g[0])-1
	line := func(sum Count, cells [][2]int) (grew bool) {
		left, unknown := sum.N, [][2]int(nil)
		for _, c := range cells {
			switch is := g[c[0]][c[1]]; {
			case !is.Hidden:
				left -= is.N
			case !zero[c]:
				unknown = append(unknown, c)
			}
		}
		if sum.Hidden || left > 0 {
			return false
		}
		for _, c := range unknown {
			zero[c] = true
		}
		return len(unknown) > 0
	}
	for grew := true; grew; {
		grew = false
		for i := range g {
			var cells [][2]int
			for j := range end {
				cells = append(cells, [2]int{i, j})
			}
			grew = line(g[i][end], cells) || grew
		}
		for j := range g[0] {
			var cells [][2]int
			for i := range last {
				cells = append(cells, [2]int{i, j})
			}
			grew = line(g[last][j], cells) || grew
		}
	}
	return zero
}

// attacked computes what follows from what is shown of a grid, by elimination.
// That a number is 0 is no secret: it is shown.
func attacked(g Grid) (known []string) {
	index, zero := map[[2]int]int{}, noughts(g)
	for i := range g {
		for j := range g[i] {
			if g[i][j].Hidden && !zero[[2]int{i, j}] {
				index[[2]int{i, j}] = len(index)
			}
		}
	}
	var rows [][]float64
	line := func(cells [][2]int) {
		row := make([]float64, len(index))
		for k, c := range cells {
			if at, hidden := index[c]; hidden {
				row[at] = 1
				if k == len(cells)-1 { // the sum stands last
					row[at] = -1
				}
			}
		}
		rows = append(rows, row)
	}
	for i := range g {
		var cells [][2]int
		for j := range g[i] {
			cells = append(cells, [2]int{i, j})
		}
		line(cells)
	}
	for j := range g[0] {
		var cells [][2]int
		for i := range g {
			cells = append(cells, [2]int{i, j})
		}
		line(cells)
	}
	at := 0
	for c := range len(index) {
		pivot := -1
		for r := at; r < len(rows); r++ {
			if rows[r][c] > 1e-9 || rows[r][c] < -1e-9 {
				pivot = r
				break
			}
		}
		if pivot < 0 {
			continue
		}
		rows[at], rows[pivot] = rows[pivot], rows[at]
		for r := range rows {
			if f := rows[r][c] / rows[at][c]; r != at && (f > 1e-9 || f < -1e-9) {
				for k := range rows[r] {
					rows[r][k] -= float64(f * rows[at][k])
				}
			}
		}
		at++
	}
	for _, row := range rows {
		alone, n := -1, 0
		for k, x := range row {
			if x > 1e-9 || x < -1e-9 {
				alone, n = k, n+1
			}
		}
		if n == 1 {
			for cell, k := range index {
				if k == alone && g[cell[0]][cell[1]].N > 0 {
					known = append(known, fmt.Sprint(cell))
				}
			}
		}
	}
	return known
}

// A 0 that is hidden beside a small number protects nothing where its line has
// nothing left for it: the sum of its line is hidden too.
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
	if known := attacked(g); len(known) > 0 || !g[0][0].Hidden || g[1][0].Hidden {
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
				if c := g[i][j]; !c.Hidden && c.N > 0 && c.N < Least && (i < rows || j < columns) {
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
// apart, nobody learns what the last body answered. Once it has closed, what is
// hidden in one round follows neither from another round nor from any filter,
// whatever bodies answered: each round holds its own bodies' answers, and all
// filters of it are hidden at once (N-21).
func TestN21K43AC1NothingFollowsAcrossRoundsAndFilters(t *testing.T) {
	q := own()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "bodies")
		for _, until := range []Date{"2023-12-15", "2023-12-31"} {
			o := Opening{Instrument: q.Version, From: "2023-11-01", Until: until}
			submitted := map[string]SelfAssessment{}
			for i := range n {
				o.Population = append(o.Population, fmt.Sprint(i))
				s := filled(q, No)
				seed := rapid.IntRange(0, 40).Draw(t, "seed")
				for k, a := range q.Areas {
					for j, item := range a.Items {
						s.Replies[item.ID] = Reply{Mark: Marks()[(seed+k*j*seed/3+j)%len(Marks())]}
					}
				}
				s.Defines = rapid.SampledFrom([]string{"yes", "no"}).Draw(t, "defines")
				submitted[fmt.Sprint(i)] = s
				p := Draw("r", o, q, submitted)
				if p.Wait(); !waits(p) {
					t.Fatalf("numbers while the round goes on: %+v", p)
				}
			}
			p := Draw("r", o, q, submitted)
			for _, i := range p.Items[:6] {
				g := i.Grid
				if known := attacked(g); len(known) > 0 {
					t.Fatalf("%v can be computed from %v", known, g)
				}
			}
			if known := joined(p); len(known) > 0 {
				t.Fatalf("%v can be computed from the questions together", known)
			}
		}
	})
}

// joined lists the sums of columns that one question hides and another shows:
// the same bodies answer all of them.
func joined(p Picture) (known []string) {
	grids := p.grids()
	for column := range 2 {
		shown, hidden := false, false
		for _, g := range grids {
			c := g[len(g)-1][column]
			shown, hidden = shown || !c.Hidden, hidden || c.Hidden
		}
		if shown && hidden {
			known = append(known, fmt.Sprint("column ", column))
		}
	}
	return known
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
