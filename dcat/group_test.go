package dcat

import (
	"fmt"
	"testing"
)

// TestGroups holds that groups count every finding once, and give the same
// whatever the limit for findings was.
func TestGroups(t *testing.T) {
	g := generated(t, GenerateOptions{Datasets: 300, Seed: 6, Flawed: 400})
	all := Check(g, Options{})
	groups := all.Groups(2, 3)
	count := 0
	for _, x := range groups {
		kinds := x.More
		for _, k := range x.Kinds {
			kinds += k.Count
			if len(k.First) != min(k.Count, 3) {
				t.Errorf("%s %s: %d findings of %d", x.Code, x.Property, len(k.First), k.Count)
			}
		}
		if kinds != x.Count || len(x.Kinds) > 2 {
			t.Errorf("%s %s: %d findings, %d in %d kinds", x.Code, x.Property, x.Count, kinds,
				len(x.Kinds))
		}
		if x.Conflict != (x.Profile == "eu" && x.Property == "dcterms:format" && x.Code == "not-node") {
			t.Errorf("%s %s of %s: conflict %t", x.Code, x.Property, x.Profile, x.Conflict)
		}
		count += x.Count
	}
	if count != len(all.Findings) || len(groups) < 5 {
		t.Errorf("%d findings in %d groups, of %d", count, len(groups), len(all.Findings))
	}
	if few := Check(g, Options{Most: 1}); fmt.Sprint(few.Groups(2, 3)) != fmt.Sprint(groups) {
		t.Error("the limit for findings changes the groups")
	}
	if v := all.Verdicts[1]; v.Conflicts == 0 || v.Conflicts >= v.Errors {
		t.Errorf("%d conflicts of %d errors", v.Conflicts, v.Errors)
	}
	alone := Check(g, Options{Profiles: []*Profile{European}})
	if v := alone.Verdicts[0]; v.Conflicts != 0 || v.Errors != all.Verdicts[1].Errors {
		t.Errorf("without Sweden: %d conflicts of %d errors", v.Conflicts, v.Errors)
	}
}

// TestSurroundings notices a publisher that has changed.
func TestSurroundings(t *testing.T) {
	g := generated(t, GenerateOptions{Datasets: 3, Seed: 1})
	before := Surroundings(g)
	body := g.IRI("https://data.example.se/organisation/1")
	g.Add(body, g.IRI(Expand("foaf:homepage")), g.IRI("https://e.example.se/"), g.Where(body))
	d := Compare(before, Surroundings(g))
	if fmt.Sprint(d.Changed, len(d.Same), d.Added, d.Removed) != "[https://data.example.se/organisation/1] 80 [] []" {
		t.Errorf("%+v", d)
	}
}
