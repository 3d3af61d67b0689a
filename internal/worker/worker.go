package worker

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"insyn/internal/act"
	"insyn/internal/letter"
	"insyn/internal/store"
)

// A Sender takes a message out of the house. When Deliver fails, Again tells
// how long to wait before the next try, and false when there is none: after so
// many tries of the message with the ID, which was first to go a while since.
type Sender interface {
	Deliver(ctx context.Context, m letter.Message) error
	Again(err error, tries int, id string, since time.Duration) (wait time.Duration, more bool)
}

// A Worker sends mail and runs jobs until it is told to stop.
type Worker struct {
	Desk   *act.Desk
	Sender Sender
	Log    *slog.Logger
	Every  time.Duration // how often to look for work; 0 is one second
	Hands  int           // messages on their way at the same time; 0 is 4
	Lease  time.Duration // a claim that is not answered for comes back after this; 0 is 2 minutes

	wake chan struct{}
	once sync.Once
}

// claimed is the number of messages in one claim.
const claimed = 50

func (w *Worker) start() {
	w.once.Do(func() {
		w.wake = make(chan struct{}, 1)
		if w.Every == 0 {
			w.Every = time.Second
		}
		if w.Hands == 0 {
			w.Hands = 4
		}
		if w.Lease == 0 {
			w.Lease = 2 * time.Minute
		}
		if w.Log == nil {
			w.Log = slog.New(slog.DiscardHandler)
		}
	})
}

// Wake makes the worker look for work now.
func (w *Worker) Wake() {
	w.start()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx is done, and ends when what is in hand is finished.
func (w *Worker) Run(ctx context.Context) error {
	w.start()
	tick := time.NewTicker(w.Every)
	defer tick.Stop()
	for {
		if err := w.Once(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("worker", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-w.wake:
		}
	}
}

// Once does everything that is due and returns.
func (w *Worker) Once(ctx context.Context) error {
	w.start()
	return errors.Join(w.jobs(ctx), w.mail(ctx))
}

// jobs runs what the timetable says is due. What fails is tried again later.
func (w *Worker) jobs(ctx context.Context) error {
	for ctx.Err() == nil {
		var due []store.Job
		err := w.Desk.DB.Bookkeep(ctx, "jobs", func(tx *store.Tx) (err error) {
			due, err = tx.ClaimJobs(10, 10*w.Lease)
			return err
		})
		if err != nil || len(due) == 0 {
			return err
		}
		for _, j := range due {
			if err := w.job(ctx, j); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Worker) job(ctx context.Context, j store.Job) error {
	failed := w.Desk.RunJob(ctx, j)
	if failed != nil {
		w.Log.Error("job", "kind", j.Kind, "attempts", j.Attempts, "error", failed)
	}
	return w.Desk.DB.Bookkeep(context.WithoutCancel(ctx), "jobs", func(tx *store.Tx) error {
		if failed != nil {
			return tx.JobFailed(j.ID, tx.Now.Add(pause(j.Attempts)), failed.Error())
		}
		return tx.JobDone(j.ID)
	})
}

// mail empties the outbox of what is due.
func (w *Worker) mail(ctx context.Context) error {
	for ctx.Err() == nil {
		var due []store.Mail
		err := w.Desk.DB.Bookkeep(ctx, "outbox", func(tx *store.Tx) (err error) {
			due, err = tx.ClaimMail(claimed, w.Lease)
			return err
		})
		if err != nil || len(due) == 0 {
			return err
		}
		if err := w.sendAll(ctx, due); err != nil {
			return err
		}
	}
	return nil
}

// sendAll sends messages with some hands at a time. A message is begun in the
// first half of its lease and given up before the other half ends, so that
// nobody else sends it meanwhile; what was not begun in time keeps its claim
// and comes back when it runs out.
func (w *Worker) sendAll(ctx context.Context, due []store.Mail) error {
	began := time.Now()
	queue := make(chan store.Mail)
	faults := make(chan error, len(due))
	var hands sync.WaitGroup
	for range min(w.Hands, len(due)) {
		hands.Go(func() {
			for m := range queue {
				faults <- w.send(ctx, m)
			}
		})
	}
	for _, m := range due {
		if ctx.Err() != nil || time.Since(began) > w.Lease/2 {
			break
		}
		queue <- m
	}
	close(queue)
	hands.Wait()
	close(faults)
	var all error
	for err := range faults {
		all = errors.Join(all, err)
	}
	return all
}

// send makes and sends one message and marks what became of it. The error is
// that of the marking: a message that could not be sent is no failure of ours.
func (w *Worker) send(ctx context.Context, m store.Mail) error {
	message, err := w.Desk.Compose(ctx, m)
	nothing := errors.Is(err, act.ErrNothingToSay)
	if err == nil {
		limited, cancel := context.WithTimeout(ctx, w.Lease/2)
		err = w.Sender.Deliver(limited, message)
		cancel()
	}
	return w.Desk.DB.Bookkeep(context.WithoutCancel(ctx), "outbox", func(tx *store.Tx) error {
		if err == nil || nothing {
			return tx.MailSent(m)
		}
		wait, more := w.Sender.Again(err, m.Attempts, m.ID, tx.Now.Sub(m.Created))
		w.Log.Warn("mail", "kind", m.Kind, "id", m.ID, "tries", m.Attempts, "again", more)
		return tx.MailFailed(m, tx.Now.Add(wait), reason(err), !more)
	})
}

// reason gives the words of a failure that may be kept: without the address,
// which servers like to repeat.
func reason(err error) string {
	s := err.Error()
	if len(s) > 200 {
		s = s[:200]
	}
	return act.WithoutAddresses(s)
}

// pause gives how long a job waits before it is tried again: half a minute, doubling to six hours.
func pause(tries int) time.Duration {
	return min(30*time.Second<<min(max(tries-1, 0), 10), 6*time.Hour)
}
