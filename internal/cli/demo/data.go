package demo

import (
	"bytes"
	"context"
	"embed"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/catalog"
	"insyn/internal/fetch"
	"insyn/rdf"
)

// data are the invented catalogues and the files that they list. One catalogue
// is kept well, one has gaps, and one has the faults that are most common.
//
//go:embed data
var data embed.FS

// Municipality and Region publish open data, one with gaps and one with faults.
var (
	Municipality = account.Body{
		ID: "exempelkommunen", Name: "Exempelkommunen", NameEnglish: "Municipality of Examples",
		Email: "oppnadata@exempelkommunen.example.se", DPO: "dataskydd@exempelkommunen.example.se",
		Address: "Torggatan 3, 333 33 Exempelby", Fictitious: true,
	}
	Region = account.Body{
		ID: "exempelregionen", Name: "Exempelregionen", NameEnglish: "Region of Examples",
		Email: "oppnadata@exempelregionen.example.se", DPO: "dataskydd@exempelregionen.example.se",
		Address: "Regiongatan 4, 444 44 Exempelstad", Fictitious: true,
	}
)

// catalogues are where the invented bodies publish, under /exempeldata/.
var catalogues = []struct {
	body account.BodyID
	file string
}{
	{Agency.ID, "exempelmyndigheten.ttl"}, {Municipality.ID, "exempelkommunen.ttl"},
	{Region.ID, "exempelregionen.rdf"},
}

// changed is when the municipality changes its catalogue.
var changed = time.Date(2023, 11, 6, 7, 0, 0, 0, time.UTC)

// Data serves what the invented bodies publish, as it looks at the hour that
// the clock shows. Its addresses are those of the site that the demonstration
// runs at, so that a harvest, a probe and a visitor reach them alike.
func Data(base string, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Base(r.URL.Path)
		if name == "exempelkommunen.ttl" && !now().Before(changed) {
			name = "exempelkommunen-senare.ttl"
		}
		text, err := data.ReadFile("data/" + name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if format := rdf.FormatOf("", name); format != rdf.Unknown {
			w.Header().Set("Content-Type", format.MediaType()+"; charset=utf-8")
			text = published(string(text), base)
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(text))
	})
}

// published writes the address of the site into a catalogue.
func published(text, base string) []byte {
	return []byte(strings.ReplaceAll(text, "{{.}}", base))
}

// Client asks nobody by name but this computer.
func Client() *fetch.Client {
	return fetch.New(fetch.Options{Agent: "Insyn demo", Loopback: true, Pause: -1, Lookup: home})
}

// home knows this computer and no other.
func home(_ context.Context, host string) ([]netip.Addr, error) {
	if host == "localhost" {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	}
	return nil, &net.DNSError{Err: "the demonstration asks nobody else", Name: host, IsNotFound: true}
}

// autumn is when the catalogues are harvested first, their addresses looked at
// for some days, and one of them changes. Without a client there is no data.
func (s *seeder) autumn(ctx context.Context) error {
	if s.Fetch == nil {
		return nil
	}
	first := time.Date(2023, 10, 2, 4, 20, 0, 0, time.UTC)
	if err := s.at(ctx, first); err != nil {
		return err
	}
	var sources []catalog.SourceID
	for _, c := range catalogues {
		source, err := s.AddSource(ctx, account.System, catalog.Source{Body: string(c.body),
			Address: s.Site.URL + "/exempeldata/" + c.file, Sector: catalog.PublicSector})
		if err != nil {
			return err
		}
		sources = append(sources, source.ID)
	}
	for _, step := range []struct {
		days    int
		harvest bool
	}{{0, true}, {1, false}, {2, false}, {3, false}, {35, true}, {37, false}, {39, false}, {41, false}} {
		if err := s.at(ctx, first.AddDate(0, 0, step.days)); err != nil {
			return err
		}
		if step.harvest {
			for _, id := range sources {
				if _, err := s.Harvest(ctx, account.System, id); err != nil {
					return err
				}
			}
		}
		if _, err := s.ProbeDue(ctx); err != nil {
			return err
		}
	}
	return nil
}
