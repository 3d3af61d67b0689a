package dcat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"insyn/rdf"
	"insyn/shacl"
)

// publishedShapes are the files that the European tables stand for.
var publishedShapes = map[*Profile]string{
	European:   "dcat-ap-eu/releases/3.0.1/html/shacl/shapes.ttl",
	Recommends: "dcat-ap-eu/releases/3.0.1/html/shacl/shapes_recommended.ttl",
	HighValue:  "dcat-ap-eu/releases/3.0.0-hvd/html/hvd-SHACL-base.ttl",
}

// demandLines writes what shapes demand, one line for each class, path and
// constraint, without regard to how they are divided into shapes.
func demandLines(shapes []*shacl.Shape) []string {
	var lines []string
	for _, s := range shapes {
		for _, target := range s.Targets {
			for _, c := range s.Constraints {
				p, isProperty := c.(shacl.Property)
				if !isProperty {
					lines = append(lines, demandLine(target.Term.Value, s, c)...)
					continue
				}
				for _, c := range p.Shape.Constraints {
					lines = append(lines, demandLine(target.Term.Value, p.Shape, c)...)
				}
			}
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func demandLine(class string, s *shacl.Shape, c shacl.Constraint) []string {
	if _, closed := c.(shacl.Closed); closed {
		return nil
	}
	words := shacl.Describe(c)
	if node, ok := c.(shacl.Node); ok && len(node.Shape.Constraints) == 1 {
		words = shacl.Describe(node.Shape.Constraints[0]) // a name for an alternative
	}
	severity := s.Severity
	if severity == "" {
		severity = shacl.Violation
	}
	return []string{fmt.Sprintf("%s %s %s %s", Shorten(class), s.Path, severity[len(shacl.NS):], words)}
}

// TestTablesAreShapes holds the European tables equal to the published shapes.
func TestTablesAreShapes(t *testing.T) {
	for p, file := range publishedShapes {
		t.Run(p.Name, func(t *testing.T) {
			shapes, problems := shacl.Load(readFixture(t, file).Graph)
			for _, problem := range problems {
				if !strings.Contains(problem.Reason, "sh:shape is not supported") {
					t.Error(problem)
				}
			}
			table, published := demandLines(p.Shapes()), demandLines(shapes)
			for _, line := range published {
				if !slices.Contains(table, line) {
					t.Errorf("not in the table: %s", line)
				}
			}
			for _, line := range table {
				if !slices.Contains(published, line) {
					t.Errorf("not published: %s", line)
				}
			}
		})
	}
}

// results writes the results of a validation so that they can be compared.
func results(r *shacl.Report) []string {
	var lines []string
	for _, x := range r.Results {
		component := x.Component
		if component == "NodeConstraintComponent" {
			component = "OrConstraintComponent"
		}
		lines = append(lines, fmt.Sprint(x.Focus, x.Path, x.Value, component, x.Severity()))
	}
	slices.Sort(lines)
	return lines
}

// TestTablesFindTheSame runs tables and published shapes on catalogues that
// have been spoilt in every way, and expects the same results.
func TestTablesFindTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for p, file := range publishedShapes {
		shapes, _ := shacl.Load(readFixture(t, file).Graph)
		published := shacl.Compile(shapes)
		found := 0
		for range 300 {
			g := spoilt(t, r)
			a, b := results(p.validator().Validate(g, shacl.Options{})), results(published.Validate(g, shacl.Options{}))
			found += len(b)
			if !slices.Equal(a, b) {
				t.Errorf("%s: the table finds\n%s\nthe shapes\n%s", p.Name, strings.Join(a, "\n"),
					strings.Join(b, "\n"))
				break
			}
		}
		t.Logf("%s: %d results compared", p.Name, found)
	}
}

// spoilt reads an official example and takes away, repeats and exchanges.
func spoilt(t testing.TB, r *rand.Rand) *rdf.Graph {
	name := [...]string{"obligatoriskt", "rekommenderat"}[r.IntN(2)]
	source := readFixture(t, "dcat-ap-se/exempel/"+name+".rdf").Graph
	g := rdf.NewGraph(source.Dictionary)
	all := slices.Clone(source.All())
	values := []rdf.ID{
		g.Text("x", ""), g.Text("x", "sv"), g.IRI("http://example.org/x"), g.Blank(""),
		g.Literal("2024", g.IRI(rdf.XSD+"gYear")), g.Literal("5", rdf.XSDInteger),
		g.Literal("aa", g.IRI(rdf.XSD+"hexBinary")), g.IRI(Legislation),
	}
	properties := []rdf.ID{}
	for _, p := range AllProfiles {
		for _, c := range p.Classes {
			for _, rule := range c.Rules {
				if rule.Either != nil {
					continue
				}
				properties = append(properties,
					g.IRI(Expand(strings.TrimPrefix(rule.Property, "^"))))
			}
			values = append(values, g.IRI(Expand(c.Types[0])))
		}
	}
	for _, x := range all {
		switch r.IntN(8) {
		case 0: // lost
		case 1:
			g.Add(x.S, x.P, values[r.IntN(len(values))], x.Position)
		case 2:
			g.Add(x.S, properties[r.IntN(len(properties))], values[r.IntN(len(values))], x.Position)
			fallthrough
		case 3:
			g.Add(x.S, x.P, all[r.IntN(len(all))].O, x.Position)
			fallthrough
		default:
			g.Add(x.S, x.P, x.O, x.Position)
		}
	}
	return g
}
