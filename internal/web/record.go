package web

import (
	"io"
	"net/http"
	"strings"
	"time"

	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/lang"
	"insyn/internal/record"
	"insyn/internal/store"
)

// recordRoutes are the public record: for programs at /log/, in the forms of
// C2SP, and a page that explains it to people.
func (s *Server) recordRoutes() []Route {
	get := func(pattern string, h handler) Route {
		return Route{Method: "GET", Pattern: pattern, Access: Anyone, Machine: true, Shared: true, Handler: h}
	}
	return []Route{
		get("/log/checkpoint", s.logCheckpoint),
		get("/log/keys", s.logKeys),
		get("/log/tile/{path...}", s.logTile),
		get("/log/proof/{entry}", s.logProof),
		get("/log/receipt/{entry}", s.logReceipt),
		{Method: "POST", Pattern: "/log/cosignatures", Access: Anyone, Machine: true,
			Tokenless: true,
			Body:      64 << 10, Handler: s.logCosign},
		{Method: "GET", Pattern: "/registret", Access: Anyone, Handler: s.record, Keep: true},
	}
}

// How long the answers of the record may be kept by others.
var (
	aMoment = []string{"public, max-age=2"} // what grows
	aMinute = []string{"public, max-age=60"}
)

// plainText answers with text that is the same in all languages.
func plainText(w http.ResponseWriter, keep []string, body []byte) error {
	return answerWith(w, "text/plain; charset=utf-8", keep, body)
}

func answerWith(w http.ResponseWriter, contentType string, keep []string, body []byte) error {
	header := w.Header()
	header["Content-Type"] = []string{contentType}
	header["Cache-Control"] = keep
	_, _ = w.Write(body) // a reader who has gone is no failure of ours
	return nil
}

// logCheckpoint gives the latest checkpoint.
func (s *Server) logCheckpoint(w http.ResponseWriter, r *http.Request) error {
	signed, err := s.options.Desk.LogCheckpoint(r.Context())
	if err != nil {
		return err
	}
	return plainText(w, aMoment, signed)
}

// logTile gives a tile of hashes or of entries.
func (s *Server) logTile(w http.ResponseWriter, r *http.Request) error {
	t, err := record.ParseTilePath("tile/" + r.PathValue("path"))
	if err != nil {
		return err
	}
	data, err := s.options.Desk.LogTile(r.Context(), t)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "record.no-tile")
	}
	if err != nil {
		return err
	}
	return answerWith(w, "application/octet-stream", forever, data)
}

// logProof gives the proof that an entry is in the record.
func (s *Server) logProof(w http.ResponseWriter, r *http.Request) error {
	e, err := record.ParseEntry(r.PathValue("entry"))
	if err != nil {
		return err
	}
	p, err := s.options.Desk.LogProof(r.Context(), e)
	if err != nil {
		return err
	}
	return plainText(w, aMoment, p.Text())
}

// logReceipt gives the receipt of an act whose content anybody may read.
func (s *Server) logReceipt(w http.ResponseWriter, r *http.Request) error {
	e, err := record.ParseEntry(r.PathValue("entry"))
	if err != nil {
		return err
	}
	receipt, err := s.options.Desk.PublicReceipt(r.Context(), e)
	if err != nil {
		return err
	}
	return plainText(w, aMoment, receipt.Text())
}

// logKeys gives the keys of the record, and how each came after the other.
func (s *Server) logKeys(w http.ResponseWriter, r *http.Request) error {
	state, err := s.options.Desk.LogState(r.Context())
	if err != nil {
		return err
	}
	w.Header()["Cache-Control"] = aMinute
	return writeJSON(w, http.StatusOK, "application/json", keySet(state))
}

// keySet gives the keys as package record reads them.
func keySet(state act.LogState) record.KeySet {
	set := record.KeySet{Origin: state.Origin, Keys: []record.KeyFact{}, Witnesses: []string{}}
	for _, k := range state.Keys {
		set.Keys = append(set.Keys, record.KeyFact{Key: k.Key, Size: k.Size, Succession: k.Succession})
	}
	for _, k := range state.Witnesses {
		set.Witnesses = append(set.Witnesses, k.String())
	}
	return set
}

// logCosign takes a checkpoint that witnesses have signed.
func (s *Server) logCosign(w http.ResponseWriter, r *http.Request) error {
	signed, err := io.ReadAll(r.Body)
	if err != nil {
		return fault.New(fault.TooLarge, "record.checkpoint-long").From(err)
	}
	if _, err := s.options.Desk.Cosign(r.Context(), signed); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// RecordPage explains the public record and shows how it stands.
type RecordPage struct {
	Page
	Origin     string
	Size       int64
	At         time.Time // of the checkpoint; zero when nothing is signed
	Checkpoint string
	Keys       []RecordKey
	Witnesses  Table  // of those that have signed this checkpoint; no rows for none
	Command    string // what checks the record
	Receipt    string // what checks a receipt that was kept
}

// A RecordKey is a key of the record in words.
type RecordKey struct {
	Text  string
	Since string
	State Chip
}

// record shows the page.
func (s *Server) record(w http.ResponseWriter, r *http.Request) error {
	state, err := s.options.Desk.LogState(r.Context())
	if err != nil {
		return err
	}
	v := from(r)
	page := recordPage(s.page(r, v.T("record.title")), v.Printer, state, s.absolute("/log"))
	if s.options.Demo {
		page.demonstrate()
	}
	return s.render(w, r, http.StatusOK, "record", page)
}

// demonstrate writes the commands so that they work on a demonstration, which
// has no address on the web.
func (p *RecordPage) demonstrate() {
	for _, command := range []*string{&p.Command, &p.Receipt} {
		*command = strings.Replace(*command, "verify", "verify --loopback", 1)
	}
}

// recordPage makes the page of how the record stands.
func recordPage(p Page, say *lang.Printer, state act.LogState, address string) RecordPage {
	p.Description = say.T("record.lead")
	page := RecordPage{Page: p, Origin: state.Origin, Size: state.Checkpoint.Size, At: state.At,
		Checkpoint: state.Signed, Command: "insyn verify " + address,
		Receipt: "insyn verify " + say.T("record.file")}
	for i, k := range state.Keys {
		key := RecordKey{Text: k.Key, Since: say.T("record.key-first", "Date", say.Date(k.At)),
			State: Chip{Tone: Done, Text: say.T("record.key-now")}}
		if i > 0 {
			key.Since = say.T("record.key-after", "Date", say.Date(k.At), "Count", k.Size)
		}
		if i < len(state.Keys)-1 {
			key.State = Chip{Tone: Quiet, Text: say.T("record.key-before")}
		}
		page.Keys = append(page.Keys, key)
	}
	page.Witnesses = Table{Caption: say.T("record.witnesses"), Columns: []Column{
		{Text: say.T("record.witness")}, {Text: say.T("record.witnessed-at")}}}
	for _, c := range state.Cosigned {
		name := c.Key
		if k, err := record.ParseKey(c.Key); err == nil {
			name = k.Name()
		}
		page.Witnesses.Rows = append(page.Witnesses.Rows, []Cell{{Text: name}, {Text: say.DateTime(c.At)}})
	}
	return page
}

// receiptPath is where the receipts are that anybody may read.
const receiptPath = "/log/receipt/"

// publicLeaf gives the entry of an object in the record; "" for one that was
// public before there was a record.
func (s *Server) publicLeaf(r *http.Request, object string) (string, error) {
	leaves, err := s.options.Desk.PublicEntries(r.Context(), object)
	if err != nil || len(leaves) == 0 {
		return "", err
	}
	return leaves[0].Entry.String(), nil
}

// receiptLink leads to the receipt of a published version.
func (s *Server) receiptLink(r *http.Request, ver consult.Version) (Link, error) {
	leaf, err := s.publicLeaf(r, act.VersionObject(ver))
	if err != nil || leaf == "" {
		return Link{}, err
	}
	return Link{from(r).T("record.receipt"), receiptPath + leaf}, nil
}

// exampleRecord is a record with a key that has been replaced.
func exampleRecord(p Page, say *lang.Printer) any {
	p.Title = say.T("record.title")
	const old = "insyn.example.se/log+9cb3b99a+AZsfhHkc/HZjBFhU04netcqVRJ2HXydqg4QLBgqznPxx"
	const next = "insyn.example.se/log+33d7b496+AQTz2dHTqqBk2Ig8Kx1bBVsoxOtuZHgqPCVSp02Pdw3u"
	state := act.LogState{Origin: "insyn.example.se/log", At: exampleTime,
		Checkpoint: record.Checkpoint{Size: 1284},
		Signed: "insyn.example.se/log\n1284\noSEy30eSd1We5tjVFUFZFonebn8bCOxu4cTfrCUAO+4=\n\n" +
			"— insyn.example.se/log nLO5mvlbAT6VykVZ06jm1Kk9kh4WqQipnTQQixU0SZZip/2yFTmNTgcwiUgvaIALCDXRjc0DM6MSMpZzRb9y4IhS3gA=\n",
		Keys: []store.LogKey{{Key: old, Number: 1, At: exampleTime.AddDate(0, -8, 0)},
			{Key: next, Number: 2, Size: 803, At: exampleTime.AddDate(0, -1, 0)}},
		Cosigned: []store.Cosignature{{Key: "vittne.example.org", At: exampleTime}}}
	return recordPage(p, say, state, "https://insyn.example.se/log")
}
