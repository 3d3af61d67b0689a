package act

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// What becomes of views belongs in the public record. What was received and
// decided is not public, so that only its author and the staff hold receipts.
const (
	viewReceived  record.Act = "view-received"
	viewRuled     record.Act = "view-ruled"
	viewPublished record.Act = "view-published"
	viewWithdrawn record.Act = "view-withdrawn"
)

// Names of what belongs to a view, in the record.
func receptionObject(id consult.ViewID, n int) string { return part("view", id, n) }
func rulingObject(id consult.ViewID, n int) string    { return part("ruling", id, n) }
func withdrawalObject(id consult.ViewID) string       { return "withdrawal/" + string(id) }

// CopyObject names an edition of a published copy in the record.
func CopyObject(id consult.ViewID, edition int) string { return part("copy", id, edition) }

func part(kind string, id consult.ViewID, n int) string {
	return kind + "/" + string(id) + "/" + strconv.Itoa(n)
}

// partOf reads what part wrote; a name that is none is that of nothing.
func partOf(object string) (id consult.ViewID, n int) {
	parts := strings.Split(object, "/")
	if len(parts) != 3 {
		return "", 0
	}
	n, _ = strconv.Atoi(parts[2])
	return consult.ViewID(parts[1]), n
}

// keptReception gives a version of a view as it was received. Who the person
// is does not belong to it: that can be erased, and what was received stands.
func keptReception(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, n := partOf(object)
	version, err := tx.ViewVersion(id, n)
	if err != nil {
		return nil, time.Time{}, err
	}
	v, err := tx.View(id)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		View    consult.ViewID  `json:"view"`
		Forum   consult.Forum   `json:"forum"`
		Number  int64           `json:"number"`
		Version int             `json:"version"`
		At      string          `json:"at"`
		Sort    consult.Sort    `json:"sort"`
		About   consult.About   `json:"about"`
		ID      string          `json:"id,omitempty"`
		Passage *passage        `json:"passage,omitempty"`
		Via     consult.Channel `json:"via"`
		Text    string          `json:"text"`
		Files   []string        `json:"files,omitempty"`
	}{id, v.Forum, v.Number, n, record.Moment(version.At), v.Sort, v.Subject.About, v.Subject.ID,
		passageOf(v.Subject), v.Via, version.Text,
		version.Files})
	return content, version.At, err
}

// A passage is the words of a text that a view is about: the same view of other
// words says something else.
type passage struct {
	Of    string `json:"of"` // the hash of the file, or the draft of the summary
	From  int    `json:"from"`
	To    int    `json:"to"`
	Words string `json:"words"`
}

// passageOf gives the passage of a subject; nil where it is about none.
func passageOf(s consult.Subject) *passage {
	if s.Excerpt == (consult.Excerpt{}) {
		return nil
	}
	return &passage{s.Hash, s.From, s.To, s.Quote}
}

func allReceptions(tx *store.Tx) ([]string, error) {
	return objectsOf(tx.AllViewVersions, receptionObject)
}

// objectsOf names parts of views.
func objectsOf(list func() ([]store.ViewPart, error),
	name func(consult.ViewID, int) string) (objects []string, err error) {
	all, err := list()
	for _, p := range all {
		objects = append(objects, name(p.View, p.Number))
	}
	return objects, err
}

// keptRuling gives a decision on a view, and for what reason.
func keptRuling(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, n := partOf(object)
	r, err := tx.Ruling(id, n)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		View    consult.ViewID  `json:"view"`
		Version int             `json:"version"`
		At      string          `json:"at"`
		Verdict consult.Verdict `json:"verdict"`
		Reason  string          `json:"reason,omitempty"`
		Second  bool            `json:"second,omitempty"`
	}{id, r.Version, record.Moment(r.At), r.Verdict, r.Reason, r.Second})
	return content, r.At, err
}

func allRulings(tx *store.Tx) ([]string, error) { return objectsOf(tx.AllRulings, rulingObject) }

// keptCopy gives what everybody could read of a view.
func keptCopy(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, n := partOf(object)
	c, err := tx.CopyEdition(id, n)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		View         consult.ViewID     `json:"view"`
		Number       int64              `json:"number"`
		Edition      int                `json:"edition"`
		At           string             `json:"at"`
		Version      int                `json:"version"`
		Sort         consult.Sort       `json:"sort"`
		About        consult.About      `json:"about"`
		ID           string             `json:"id,omitempty"`
		Passage      *passage           `json:"passage,omitempty"`
		Kind         consult.SenderKind `json:"kind"`
		Name         string             `json:"name,omitempty"`
		Organisation string             `json:"organisation,omitempty"`
		Mandate      string             `json:"mandate,omitempty"`
		Funding      string             `json:"funding,omitempty"`
		Via          consult.Channel    `json:"via"`
		Sent         string             `json:"sent"`
		Pieces       []consult.Piece    `json:"pieces"`
		Files        []consult.CopyFile `json:"files,omitempty"`
	}{id, c.Number, n, record.Moment(c.At), c.Version, c.Sort, c.Subject.About, c.Subject.ID,
		passageOf(c.Subject), c.Sender.Kind, c.Sender.Name, c.Sender.Organisation, c.Sender.Mandate,
		c.Sender.Funding, c.Via, record.Moment(c.Sent), c.Pieces, c.Files})
	return content, c.At, err
}

func allCopies(tx *store.Tx) ([]string, error) { return objectsOf(tx.AllCopies, CopyObject) }

// keptWithdrawal gives that a view was taken back.
func keptWithdrawal(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, _ := strings.CutPrefix(object, "withdrawal/")
	v, err := tx.View(consult.ViewID(id))
	if err == nil && v.Withdrawn.IsZero() {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		View consult.ViewID `json:"view"`
		At   string         `json:"at"`
	}{v.ID, record.Moment(v.Withdrawn)})
	return content, v.Withdrawn, err
}

func allWithdrawals(tx *store.Tx) (objects []string, err error) {
	all, err := tx.WithdrawnViews()
	for _, id := range all {
		objects = append(objects, withdrawalObject(id))
	}
	return objects, err
}

// ruled keeps the decision that stands on a view.
func ruled(tx *store.Tx, v consult.View) error {
	if err := tx.AddRuling(v.ID, v.Ruling); err != nil {
		return err
	}
	all, err := tx.Rulings(v.ID)
	if err != nil {
		return err
	}
	_, err = enter(tx, viewRuled, rulingObject(v.ID, len(all)))
	return err
}

// publishCopy makes a copy the one that everybody reads.
func publishCopy(tx *store.Tx, c consult.Copy) error {
	if err := tx.PublishCopy(c); err != nil {
		return err
	}
	now, err := tx.CopyOf(c.View)
	if err != nil {
		return err
	}
	_, err = enter(tx, viewPublished, CopyObject(c.View, now.Edition))
	return err
}

// removeCopies takes away what everybody could read of a view. The record no
// longer ties anything to it.
func removeCopies(tx *store.Tx, id consult.ViewID) error {
	editions, err := tx.Editions(id)
	if err != nil {
		return err
	}
	if err := tx.RemoveCopies(id, tx.Now); err != nil {
		return err
	}
	for _, n := range editions {
		if err := unrecord(tx, CopyObject(id, n)); err != nil {
			return err
		}
	}
	return nil
}
