package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChangesAreToldByCommitment(t *testing.T) {
	old, is := decided(), decided()
	is.Period = "2023–2025"
	is.Commitments = []Commitment{{ID: "SE0021", Adopted: Adopted{Title: Text{SV: "Ny"}}},
		is.Commitments[0]}
	is.Commitments[1].Operational = []Milestone{{ID: "o1", Output: Text{SV: "En webbsida"}, Owner: "Digg",
		Due: "2024-03-01"}}
	got, err := Changes(old, is)
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{{"", "period", "", "2023–2025"}, {"SE0021", "adopted.title.sv", "", "Ny"},
		{"SE0021", "id", "", "SE0021"},
		{"SE0022", "operational.1", "", "2024-03-01\nEn webbsida\nDigg"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
