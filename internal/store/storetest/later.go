package storetest

import (
	"errors"
	"time"

	"insyn/internal/consult"
	"insyn/internal/fault"
	"insyn/internal/store"
)

func jobs(s suite) {
	one := store.Job{ID: "1", Key: "offer/r", Kind: "offer", Subject: "r", Due: Noon}
	two := store.Job{ID: "2", Key: "remind/c", Kind: "remind", Subject: "c",
		Due: Noon.Add(time.Minute)}
	s.write(func(tx *store.Tx) error { return errors.Join(tx.Schedule(two), tx.Schedule(one)) })
	table := func(tx *store.Tx) ([]store.Job, error) { return tx.Jobs(9) }
	equal(s, []store.Job{one, two}, table)

	claim := func() (got []store.Job) {
		s.write(func(tx *store.Tx) (err error) {
			got, err = tx.ClaimJobs(5, time.Minute)
			return err
		})
		return got
	}
	one.Attempts, one.Lease = 1, Noon.Add(time.Minute)
	same(s, claim(), nil, []store.Job{one})
	same(s, claim(), nil, nil)
	s.write(func(tx *store.Tx) error { return tx.JobFailed("1", Noon.Add(2*time.Minute), "no") })
	one.Due, one.Lease, one.Error = Noon.Add(2*time.Minute), time.Time{}, "no"
	equal(s, []store.Job{two, one}, table)

	// Who was doing the old job does not end the one that replaced it.
	s.At = Noon.Add(time.Minute)
	two.Attempts, two.Lease = 1, s.At.Add(time.Minute)
	same(s, claim(), nil, []store.Job{two})
	moved := store.Job{ID: "3", Key: two.Key, Kind: "remind", Subject: "c", Due: s.At}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.Schedule(moved), tx.JobDone("2"), tx.JobFailed("2", Noon, "x"))
	})
	equal(s, []store.Job{moved, one}, table)
	same(s, len(claim()), nil, 1)

	// A job whose worker died is claimed again when its lease has run out.
	s.At = s.At.Add(time.Minute)
	same(s, len(claim()), nil, 2)
	s.write(func(tx *store.Tx) error { return errors.Join(tx.JobDone("3"), tx.JobDone("3")) })
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.Unschedule(one.Key), tx.Unschedule(one.Key))
	})
	equal(s, nil, table)
}

func invitees(s suite) {
	s.begin("c")
	v := consult.Invitee{ID: "1", Consultation: "c", Organisation: "Ärliga föreningen",
		Name: "Bo", Email: "Bo@example.org", Kind: consult.CivilSociety, Added: Noon, Generation: 1}
	w := consult.Invitee{ID: "0", Consultation: "c", Organisation: "Ångbåtsbolaget",
		Email: "w@example.org", Kind: consult.Business, Added: Noon}
	s.write(func(tx *store.Tx) error { return errors.Join(tx.AddInvitee(v), tx.AddInvitee(w)) })
	equal(s, v, func(tx *store.Tx) (consult.Invitee, error) { return tx.Invitee("1") })
	equal(s, v, func(tx *store.Tx) (consult.Invitee, error) {
		return tx.InviteeByEmail("c", "bo+a@EXAMPLE.org")
	})
	all := func(tx *store.Tx) ([]consult.Invitee, error) { return tx.Invitees("c") }
	equal(s, []consult.Invitee{w, v}, all)
	s.fails(fault.Conflict, func(tx *store.Tx) error {
		v.ID = "2"
		return tx.AddInvitee(v)
	})
	v.ID = "1"
	v.Sent, v.Declined, v.Registration, v.Generation = Noon, Noon.Add(time.Hour), "r", 2
	v.Name, v.Organisation, v.Email, v.Kind = "Bosse", "Zoo", "b@example.org", consult.Other
	s.write(func(tx *store.Tx) error { return tx.SaveInvitee(v) })
	equal(s, []consult.Invitee{v, w}, all)
	missing(s, func(tx *store.Tx) (consult.Invitee, error) { return tx.Invitee("9") })
	s.fails(fault.NotFound, func(tx *store.Tx) error {
		return tx.SaveInvitee(consult.Invitee{ID: "9"})
	})
	s.write(func(tx *store.Tx) error {
		n, err := tx.PurgeInvitees("c")
		same(s, n, err, 2)
		return nil
	})
	equal(s, nil, all)
}

func forgotten(s suite) {
	ours, other := mail("sent"), mail("other")
	other.Registration = "else"
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.Enqueue(ours), tx.Enqueue(mail("waiting")), tx.Enqueue(other),
			tx.MailSent(ours))
	})
	s.write(func(tx *store.Tx) error { return tx.ForgetMails("r") })
	ours.State, ours.Sent, ours.Data = store.MailSent, Noon, ""
	equal(s, []store.Mail{ours, other}, func(tx *store.Tx) ([]store.Mail, error) {
		return tx.Mails(store.MailFilter{Person: "p", Kind: "confirm"})
	})
	for key, want := range map[string]bool{"sent": true, "waiting": false, "other": true} {
		equal(s, want, func(tx *store.Tx) (bool, error) { return tx.Enqueued(key) })
	}
}

func evaluations(s suite) {
	s.begin("c")
	given := map[consult.Evaluation]int{
		{Spoke: consult.Yes, Understood: consult.Partly, Matters: consult.No}: 2,
		{Spoke: consult.No, Understood: consult.No, Matters: consult.Yes}:     1,
	}
	for e, n := range given {
		for range n {
			s.write(func(tx *store.Tx) error { return tx.AddEvaluation("c", e) })
		}
	}
	equal(s, given, func(tx *store.Tx) (map[consult.Evaluation]int, error) {
		got := map[consult.Evaluation]int{}
		all, err := tx.Evaluations("c")
		for _, e := range all {
			got[e]++
		}
		return got, err
	})
}

func purges(s suite) {
	c := s.begin("c")
	s.begin("d")
	add := func(id string, status consult.Status, expires time.Time, change func(*consult.Registration)) {
		r := Registration(id, "c", id+"@example.se")
		r.Status, r.Expires = status, expires
		if change != nil {
			change(&r)
		}
		s.write(func(tx *store.Tx) error { return tx.AddRegistration(r) })
	}
	add("old", consult.Requested, Noon.Add(-time.Hour), nil)
	add("new", consult.Requested, Noon.Add(time.Hour), nil)
	add("seat", consult.Seated, time.Time{}, nil)
	add("plain", consult.Seated, time.Time{}, func(r *consult.Registration) { r.Needs = "" })
	add("gone", consult.Withdrawn, time.Time{}, func(r *consult.Registration) { r.Erase(Noon) })
	s.write(func(tx *store.Tx) error {
		return errors.Join(said(tx, "v", c.ID.Forum(), 1), tx.AddInvitee(consult.Invitee{ID: "i",
			Consultation: "c", Email: "i@example.se", Added: Noon}))
	})
	remains := func(tx *store.Tx) (consult.Remains, error) { return tx.Remains("c") }
	equal(s, consult.Remains{Requests: 2, Needs: 3, People: 2, Invitees: 1, Senders: 1}, remains)
	s.write(func(tx *store.Tx) error {
		stale, err := tx.StaleRequests(Noon)
		same(s, stale, err, []consult.RegistrationID{"old"})
		got, err := tx.PurgeRequests([]consult.RegistrationID{"old", "new", "seat"}, Noon)
		same(s, got, err, map[consult.ID]int{"c": 1})
		return nil
	})
	equal(s, consult.Remains{Requests: 1, Needs: 2, People: 2, Invitees: 1, Senders: 1}, remains)
	equal(s, consult.Remains{}, func(tx *store.Tx) (consult.Remains, error) {
		return tx.Remains("d")
	})

	for at, want := range map[time.Time][]consult.ID{
		c.Content.NeedsUntil().Add(-time.Second): nil,
		c.Content.NeedsUntil():                   {"c"},
		c.Content.KeepUntil():                    {"c"},
	} {
		equal(s, want, func(tx *store.Tx) ([]consult.ID, error) {
			return tx.ConsultationsToPurge(at)
		})
	}
	s.write(func(tx *store.Tx) error {
		n, err := tx.PurgeNeeds("c")
		same(s, n, err, 2)
		return nil
	})
	equal(s, nil, func(tx *store.Tx) ([]consult.ID, error) {
		return tx.ConsultationsToPurge(c.Content.NeedsUntil())
	})
	equal(s, []consult.ID{"c"}, func(tx *store.Tx) ([]consult.ID, error) {
		return tx.ConsultationsToPurge(c.Content.KeepUntil())
	})

	receipts := []consult.Purge{{Consultation: "c", At: Noon.Add(time.Hour), What: "people",
		Count: 3}, {Consultation: "c", At: Noon, What: "needs", Count: 2}}
	s.write(func(tx *store.Tx) error {
		return errors.Join(tx.AddPurge(receipts[1]), tx.AddPurge(receipts[0]))
	})
	equal(s, receipts, func(tx *store.Tx) ([]consult.Purge, error) { return tx.Purges("c") })
}

func purgedMail(s suite) {
	s.write(func(tx *store.Tx) error {
		other := mail("failed")
		other.Consultation = "d"
		return errors.Join(tx.Enqueue(mail("sent")), tx.Enqueue(mail("waiting")), tx.Enqueue(other),
			tx.MailSent(mail("sent")), tx.MailFailed(other, Noon, "550", true))
	})
	purge := func(before time.Time, want map[consult.ID]int) {
		s.write(func(tx *store.Tx) error {
			got, err := tx.PurgeMail(before)
			same(s, got, err, want)
			return nil
		})
	}
	purge(Noon.Add(-time.Second), map[consult.ID]int{})
	purge(Noon, map[consult.ID]int{"c": 1, "d": 1})
	purge(Noon.Add(time.Hour), map[consult.ID]int{})
}
