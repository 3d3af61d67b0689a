package act

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"insyn/internal/fault"
	"insyn/internal/plan"
	"insyn/internal/record"
	"insyn/internal/store"
)

// What becomes of plans belongs in the public record: every version, so that
// no word of it changes in silence, and the packs that reviewers were given.
const (
	planPublished record.Act = "plan-published"
	packSealed    record.Act = "pack-sealed"
)

// planObject names a version of a plan in the record.
func planObject(id plan.ID, n int) string {
	return "plan-version/" + string(id) + "/" + strconv.Itoa(n)
}

// PlanObject names a version of a plan in the public record.
func PlanObject(v plan.Version) string { return planObject(v.Plan, v.Number) }

// PackObject names the pack of a day in the public record.
func PackObject(id plan.ID,
	day plan.Date) string {
	return "pack/" + string(id) + "/" + string(day)
}

// keptPlan gives a version of a plan: what it said, and why it was changed.
func keptPlan(tx *store.Tx, object string) ([]byte, time.Time, error) {
	parts := strings.Split(object, "/")
	if len(parts) != 3 {
		return nil, time.Time{}, fault.New(fault.NotFound, "store.not-found")
	}
	number, _ := strconv.Atoi(parts[2]) // a number that is none is that of no version
	k, err := tx.PlanVersionKept(plan.ID(parts[1]), number)
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		Plan      string          `json:"plan"`
		Number    int             `json:"number"`
		Published string          `json:"published"`
		Reason    string          `json:"reason"`
		Content   json.RawMessage `json:"content"`
	}{parts[1], number, record.Moment(k.Published), k.Reason, json.RawMessage(k.Words)})
	return content, k.Published, err
}

func allPlanVersions(tx *store.Tx) (objects []string, err error) {
	all, err := tx.PlanVersionNames()
	for _, v := range all {
		objects = append(objects, planObject(v.Plan, v.Number))
	}
	return objects, err
}

// keptPack gives the hash of what a reviewer was given for a day.
func keptPack(tx *store.Tx, object string) ([]byte, time.Time, error) {
	parts := strings.Split(object, "/")
	if len(parts) != 3 {
		return nil, time.Time{}, fault.New(fault.NotFound, "store.not-found")
	}
	p, err := tx.Pack(plan.ID(parts[1]), plan.Date(parts[2]))
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err := json.Marshal(struct {
		Plan   string `json:"plan"`
		Day    string `json:"day"`
		Made   string `json:"made"`
		SHA256 string `json:"sha256"`
		Size   int64  `json:"size"`
	}{parts[1], parts[2], record.Moment(p.Made), p.Hash, p.Size})
	return content, p.Made, err
}

func allPacks(tx *store.Tx) (objects []string, err error) {
	all, err := tx.AllPacks()
	for _, p := range all {
		objects = append(objects, PackObject(p.Plan, p.Day))
	}
	return objects, err
}
