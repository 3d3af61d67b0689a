package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"insyn/internal/store"
)

// An admin is the address for those who run the site: whether it lives,
// whether it can serve, and how it fares. It stands on an address of its own,
// which is not for the public, and says nothing of any person.
type admin struct {
	address  string // where it stands
	db       *store.DB
	now      func() time.Time
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
}

// mailLate is how long a mail may have waited before the site is not well.
const mailLate = 15 * time.Minute

func newAdmin(db *store.DB, now func() time.Time) *admin {
	a := &admin{db: db, now: now, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "insyn_http_requests_total",
			Help: "Requests answered, by the pattern of the route."}, []string{"method", "route",
			"status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "insyn_http_request_seconds",
			Help:    "Time to answer, by the pattern of the route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}},
			[]string{"route"}),
	}
	a.registry.MustRegister(a.requests, a.took, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), queues{a})
	return a
}

// count gives what counts requests; nil where nobody asks for the numbers.
func (a *admin) count() func(method, route string, status int, took time.Duration) {
	if a == nil {
		return nil
	}
	return a.observed
}

// observed counts one request.
func (a *admin) observed(method, route string, status int, took time.Duration) {
	a.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	a.took.WithLabelValues(route).Observe(took.Seconds())
}

// handler gives the three pages.
func (a *admin) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w,
			"ok")
	})
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.registry, promhttp.HandlerOpts{}))
	return mux
}

// ready answers 200 when the database answers and mail goes out in time, else
// 503 with what is wrong.
func (a *admin) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	d, err := a.depths(ctx)
	switch age := d.age(a.now()); {
	case err != nil:
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "database: does not answer")
	case age > mailLate:
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintf(w, "database: ok\noutbox: %d waiting, the oldest for %s\n", d.waiting,
			age.Round(time.Second))
	default:
		fmt.Fprintf(w, "database: ok\noutbox: ok (%d waiting)\n", d.waiting)
	}
}

// depths are the lengths of what waits to be done.
type depths struct {
	waiting, failed int
	oldest          time.Time // since when the oldest mail has waited; zero for none
	jobs, stuck     int       // in the timetable; those that have failed
}

// age gives how long the oldest mail has waited.
func (d depths) age(now time.Time) time.Duration {
	if d.oldest.IsZero() {
		return 0
	}
	return max(0, now.Sub(d.oldest))
}

// mostJobs is how many jobs are counted: more are reported as that many.
const mostJobs = 10_000

func (a *admin) depths(ctx context.Context) (d depths, err error) {
	err = a.db.Read(ctx, func(tx *store.Tx) error {
		if d.waiting, d.failed, d.oldest, err = tx.OutboxDepth(); err != nil {
			return err
		}
		jobs, err := tx.Jobs(mostJobs)
		d.jobs, d.stuck = len(jobs), 0
		for _, j := range jobs {
			if j.Error != "" {
				d.stuck++
			}
		}
		return err
	})
	return d, err
}

// queues reports the depths when they are asked for.
type queues struct{ *admin }

var (
	mailWaiting = prometheus.NewDesc("insyn_outbox_waiting", "Mails that have not gone yet.", nil,
		nil)
	mailFailed = prometheus.NewDesc("insyn_outbox_failed", "Mails that never will go.", nil, nil)
	mailAge    = prometheus.NewDesc("insyn_outbox_age_seconds",
		"How long the oldest mail has waited.", nil, nil)
	jobsWaiting = prometheus.NewDesc("insyn_jobs", "Jobs in the timetable.", nil, nil)
	jobsStuck   = prometheus.NewDesc("insyn_jobs_failing",
		"Jobs that failed when they were last tried.", nil, nil)
	databaseUp = prometheus.NewDesc("insyn_database_up", "1 when the database answers.", nil, nil)
)

// Describe implements prometheus.Collector.
func (queues) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{mailWaiting, mailFailed, mailAge, jobsWaiting, jobsStuck,
		databaseUp} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (q queues) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v)
	}
	d, err := q.depths(ctx)
	if err != nil {
		gauge(databaseUp, 0)
		return
	}
	gauge(databaseUp, 1)
	gauge(mailWaiting, float64(d.waiting))
	gauge(mailFailed, float64(d.failed))
	gauge(mailAge, d.age(q.now()).Seconds())
	gauge(jobsWaiting, float64(d.jobs))
	gauge(jobsStuck, float64(d.stuck))
}

// serve answers on the listener until ctx is done.
func (a *admin) serve(ctx context.Context, l net.Listener) {
	server := &http.Server{Handler: a.handler(), ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout: 30 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	_ = server.Serve(l) // ends when it is closed
}
