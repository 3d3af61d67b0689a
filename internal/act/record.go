package act

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/record"
	"insyn/internal/store"
)

// What is done that belongs in the public record.
const (
	versionPublished      record.Act = "version-published"
	consultationCancelled record.Act = "consultation-cancelled"
	entryErased           record.Act = "entry-erased"
)

// A recorded act is what the record wants to know of a kind of act. What the
// statement is made from and what it is checked against is one function, so
// that they cannot differ.
type recorded struct {
	act record.Act

	// kept gives the content as it is in the database now, byte by byte the
	// same until somebody changes it, and when the act was done. fault.NotFound
	// where it is not there.
	kept func(tx *store.Tx, object string) (content []byte, at time.Time, err error)

	// all gives every object of the kind that must be in the record.
	all func(tx *store.Tx) ([]string, error)

	// public tells whether anybody may read the content.
	public bool
}

// recordedActs lists them. A part of the site that has acts for the record adds its own.
var recordedActs = []recorded{
	{versionPublished, keptVersion, allVersions, true},
	{consultationCancelled, keptCancellation, allCancellations, true},
	{entryErased, keptErasure, allErasures, true},
	{viewReceived, keptReception, allReceptions, false},
	{viewRuled, keptRuling, allRulings, false},
	{viewPublished, keptCopy, allCopies, true},
	{viewWithdrawn, keptWithdrawal, allWithdrawals, false},
	{answerPublished, keptAnswer, allAnswers, true},
	recordedDeliveries,
	{planPublished, keptPlan, allPlanVersions, true},
	{packSealed, keptPack, allPacks, true},
	recordedCatalogs,
}

// recordedAct finds an act in the list.
func recordedAct(act record.Act) (recorded, error) {
	for _, r := range recordedActs {
		if r.act == act {
			return r, nil
		}
	}
	return recorded{}, fmt.Errorf("act: %q is not an act of the record", act)
}

// IsPublic tells whether anybody may read the content of a kind of act of the record.
func IsPublic(act record.Act) bool {
	r, err := recordedAct(act)
	return err == nil && r.public
}

// enter puts an act in the public record, in the transaction in which it was
// done and after it was saved. What it gives finds the receipt afterwards.
func enter(tx *store.Tx, act record.Act, object string) (record.Entry, error) {
	r, err := recordedAct(act)
	if err != nil {
		return record.Entry{}, err
	}
	content, at, err := r.kept(tx, object)
	if err != nil {
		return record.Entry{}, err
	}
	return tx.AddLeaf(record.State(act, object, at, content))
}

// enterAll puts in the record what was done before there was one.
func enterAll(tx *store.Tx) error {
	for _, kind := range recordedActs {
		objects, err := kind.all(tx)
		if err != nil {
			return err
		}
		for _, object := range objects {
			if err := enterOnce(tx, kind.act, object); err != nil {
				return err
			}
		}
	}
	return nil
}

// enterOnce puts an act in the record unless it is there.
func enterOnce(tx *store.Tx, act record.Act, object string) error {
	leaves, err := tx.LeavesOf(object)
	if err != nil {
		return err
	}
	for _, l := range leaves {
		if l.Statement.Act == act {
			return nil
		}
	}
	_, err = enter(tx, act, object)
	return err
}

// unrecord erases what ties the record to an object: its salts, and that they
// were of it. It is for the transaction that erases the object. That something
// was erased, and which entries no longer mean anything, is itself recorded.
func unrecord(tx *store.Tx, object string) error {
	leaves, err := tx.LeavesOf(object)
	if err != nil {
		return err
	}
	for _, l := range leaves {
		if err := tx.EraseLeaf(l.Entry); err != nil {
			return err
		}
		if _, err := enter(tx, entryErased, "entry/"+l.Entry.String()); err != nil {
			return err
		}
	}
	return nil
}

// versionObject names a version in the record.
func versionObject(c consult.ID, p consult.Paper, n int) string {
	return "version/" + string(c) + "/" + string(p) + "/" + strconv.Itoa(n)
}

// VersionObject names a version in the public record.
func VersionObject(v consult.Version) string {
	return versionObject(v.Consultation, v.Paper, v.Number)
}

// keptVersion gives a published version: what was written, and why it was changed.
func keptVersion(tx *store.Tx, object string) ([]byte, time.Time, error) {
	parts := strings.Split(object, "/")
	if len(parts) != 4 {
		return nil, time.Time{}, fault.New(fault.NotFound, "store.not-found")
	}
	number, _ := strconv.Atoi(parts[3]) // a number that is none is that of no version
	v, err := tx.VersionAsKept(consult.ID(parts[1]), consult.Paper(parts[2]), number)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		Consultation string          `json:"consultation"`
		Paper        string          `json:"paper"`
		Number       int             `json:"number"`
		Published    string          `json:"published"`
		Reason       string          `json:"reason"`
		Content      json.RawMessage `json:"content"`
	}{parts[1], parts[2], number, record.Moment(v.Published), v.Reason, json.RawMessage(v.Content)})
	return content, v.Published, err
}

// allVersions gives every version that is public.
func allVersions(tx *store.Tx) (objects []string, err error) {
	all, err := tx.PublishedVersions()
	for _, v := range all {
		objects = append(objects, versionObject(v.Consultation, v.Paper, v.Number))
	}
	return objects, err
}

// keptCancellation gives that a consultation was called off, and why.
func keptCancellation(tx *store.Tx, object string) ([]byte, time.Time, error) {
	id, _ := strings.CutPrefix(object, "consultation/")
	c, err := tx.Consultation(consult.ID(id))
	if err == nil && c.Cancelled.IsZero() {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		Consultation string       `json:"consultation"`
		Cancelled    string       `json:"cancelled"`
		Why          consult.Text `json:"why"`
	}{id, record.Moment(c.Cancelled), c.Why})
	return content, c.Cancelled, err
}

// allCancellations gives every consultation that was called off.
func allCancellations(tx *store.Tx) ([]string, error) {
	ids, err := tx.CancelledConsultations()
	objects := make([]string, len(ids))
	for i, id := range ids {
		objects[i] = consultation(id)
	}
	return objects, err
}

// keptErasure gives that an entry means nothing any more, and since when.
func keptErasure(tx *store.Tx, object string) ([]byte, time.Time, error) {
	name, _ := strings.CutPrefix(object, "entry/")
	e, err := record.ParseEntry(name)
	if err != nil {
		return nil, time.Time{}, err
	}
	l, err := tx.Leaf(e)
	if err == nil && l.Erased.IsZero() {
		err = fault.New(fault.NotFound, "store.not-found")
	}
	return []byte{}, l.Erased, err
}

// allErasures gives every entry that means nothing any more.
func allErasures(tx *store.Tx) ([]string, error) {
	erased, err := tx.ErasedLeaves()
	objects := make([]string, len(erased))
	for i, e := range erased {
		objects[i] = "entry/" + e.String()
	}
	return objects, err
}
