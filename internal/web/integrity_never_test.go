package web

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"insyn/internal/integrity"
	"insyn/internal/lang"
	"insyn/internal/plan"
)

// No number stands alone: beside it are how many answered of how many asked,
// the period, the version of the questions and who states it, on the page as in
// the file; and every measure says how it is computed and from what.
func TestNumbersSayWhatTheyRestOn(t *testing.T) {
	all := examplePictures()
	for _, language := range lang.Languages() {
		v := exampleVisit(lang.For(language))
		for filter := range pictureColumns {
			view, err := looked(all, "sjalvvardering-2023", filter)
			if err != nil {
				t.Fatal(err)
			}
			facts := map[string]string{}
			for _, f := range v.pictureFacts(view) {
				facts[f.Term] = f.Text
			}
			want := []string{v.T("picture.rate"), v.T("picture.period"), v.T("picture.instrument"),
				v.T("picture.stated")}
			for _, term := range want {
				if facts[term] == "" {
					t.Errorf("%s %q: nothing says %s", language, filter, term)
				}
			}
			for _, row := range pictureRows(view)[1:] {
				for i, cell := range row[:6] {
					if cell == "" {
						t.Errorf("the file says nothing in column %d: %q", i, row)
					}
				}
			}
		}
	}
	few := all.All[len(all.All)-1] // K4-3 AC1: no percentage of fewer than five answers
	for _, n := range []int{integrity.Least, integrity.Least - 1} {
		few.Answered = few.Answered[:n]
		v := exampleVisit(lang.For(lang.Swedish))
		told := fmt.Sprint(v.pictureFacts(pictureView{&few, integrity.Everybody, ""}))
		if strings.Contains(told, "%") != (n >= integrity.Least) ||
			!strings.Contains(told, fmt.Sprint(n, " av 60")) {
			t.Errorf("of %d answers: %s", n, told)
		}
	}
	for _, d := range plan.Definitions() {
		if d.How.SV == "" || d.How.EN == "" || d.Source.SV == "" || d.Source.EN == "" {
			t.Errorf("%s does not say how it is computed and from what", d.ID)
		}
	}
}

// Bodies stand in the order of the alphabet, whether they have answered or not:
// nothing on the page makes one better than another.
func TestNobodyIsRanked(t *testing.T) {
	all := examplePictures()
	v := exampleVisit(lang.For(lang.Swedish))
	view, err := looked(all, "", "")
	if err != nil {
		t.Fatal(err)
	}
	rows := v.askedTable(all, view).Rows
	answers := map[string]bool{}
	for i, row := range rows {
		answers[row[1].Chip.Text] = true
		if i > 0 && v.Compare(rows[i-1][0].Text, row[0].Text) > 0 {
			t.Errorf("%s stands before %s", rows[i-1][0].Text, row[0].Text)
		}
	}
	if len(rows) < 10 || len(answers) < 2 {
		t.Errorf("the example shows too little: %s bodies", strconv.Itoa(len(rows)))
	}
}
