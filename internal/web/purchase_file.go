package web

import (
	"bytes"
	"mime"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/fault"
	"insyn/internal/purchase"
	"insyn/rdf"

	"insyn/dcat"
)

// fileWithin is how long somebody may take to fetch a file.
const fileWithin = 30 * time.Minute

// bodyID gives the body that an address names.
func bodyID(r *http.Request) account.BodyID { return account.BodyID(r.PathValue("body")) }

func notHere() error { return fault.New(fault.NotFound, "web.not-found") }

// ledgerFile gives a file of what a body has published: the deliveries as they
// are stored, the years, and what describes them.
func (s *Server) ledgerFile(w http.ResponseWriter, r *http.Request) error {
	b, err := s.options.Desk.PublicLedger(r.Context(), bodyID(r))
	if err != nil {
		return err
	}
	if len(b.Deliveries) == 0 {
		return notHere()
	}
	name := r.PathValue("name")
	if d, f, ok := act.LedgerFileNamed(b.Deliveries, name); ok {
		return s.storedFile(w, r, name, d, f)
	}
	if year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(name, ".csv"),
		".json")); err == nil {
		return s.yearFile(w, r, b, year, path.Ext(name))
	}
	body, kind, err := s.ledgerAbout(b, name)
	if err != nil {
		return err
	}
	return answerWith(w, kind, aMinute, body)
}

// storedFile gives a file of a delivery. It never changes, and parts of it can
// be asked for: programs that read columns do.
func (s *Server) storedFile(w http.ResponseWriter, r *http.Request, name string,
	d purchase.Delivery, f purchase.File) error {
	file, err := s.options.Desk.OpenFile(f)
	if err != nil {
		return err
	}
	defer file.Close()
	s.sendFile(w, r, name, d.Published, f.Hash, file)
	return nil
}

// ledgerTypes are what the files are, by their endings.
var ledgerTypes = map[string]string{".parquet": "application/vnd.apache.parquet",
	".csv":  "text/csv; charset=utf-8",
	".json": "application/json"}

func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, name string, at time.Time,
	hash string, file *os.File) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileWithin)) // not every writer can
	header := w.Header()
	header["Content-Type"] = []string{ledgerTypes[path.Ext(name)]}
	header["Cache-Control"] = forever
	header["Etag"] = []string{`"` + hash + `"`}
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": path.Base(name)}))
	http.ServeContent(w, r, "", at, file)
}

// yearFile gives the rows of a calendar year, put together of the deliveries.
func (s *Server) yearFile(w http.ResponseWriter, r *http.Request, b act.BodyLedgers, year int,
	ending string) error {
	y, err := s.options.Desk.OpenLedgerYear(b.InForce(), year, ending)
	if err != nil {
		return err
	}
	defer y.Close()
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(fileWithin))
	header := w.Header()
	header["Content-Type"] = []string{ledgerTypes[ending]}
	header["Content-Length"] = []string{strconv.FormatInt(y.Size, 10)}
	header["Cache-Control"] = aMinute
	header.Set("Content-Disposition", mime.FormatMediaType("attachment",
		map[string]string{"filename": string(b.Body.ID) + "-" + strconv.Itoa(year) + ending}))
	if r.Method != http.MethodHead {
		_, _ = y.WriteTo(w) // a reader who has gone is no failure of ours
	}
	return nil
}

// ledgerAbout gives what describes the files of a body.
func (s *Server) ledgerAbout(b act.BodyLedgers, name string) (body []byte, kind string, err error) {
	var out bytes.Buffer
	switch name {
	case "SHA256SUMS":
		err, kind = s.options.Desk.WriteLedgerSums(&out, b), "text/plain; charset=utf-8"
	case "LICENSE.txt":
		out.WriteString(act.LedgerLicence)
		kind = "text/plain; charset=utf-8"
	case "schema.json":
		err, kind = act.WriteLedgerSchema(&out), "application/json"
	case "deliveries.json":
		err, kind = act.WriteLedgerList(&out, b), "application/json"
	case "catalogue.ttl":
		graph := b.Entry(s.absolute(ledgerFolder(string(b.Body.ID)))).Graph()
		err, kind = rdf.Write(&out, rdf.Turtle, graph, dcat.Prefixes), "text/turtle; charset=utf-8"
	default:
		err = notHere()
	}
	return out.Bytes(), kind, err
}
