package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/keys"
	"insyn/internal/lang"
	"insyn/internal/store"
)

// An outbox that stands still makes the site unwell, and says for how long; a
// database that does not answer too.
func TestReadiness(t *testing.T) {
	now := time.Date(2023, 11, 27, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "insyn.db"), store.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	a := newAdmin(db, clock)
	ask := func(path string) (int, string) {
		t.Helper()
		w := httptest.NewRecorder()
		a.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	if status, text := ask("/readyz"); status != http.StatusOK {
		t.Errorf("an empty database: %d %s", status, text)
	}
	err = db.Bookkeep(t.Context(), "outbox", func(tx *store.Tx) error {
		return tx.Enqueue(store.Mail{Kind: "code", Key: "one"})
	})
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(14 * time.Minute)
	if status, text := ask("/readyz"); status != http.StatusOK ||
		!strings.Contains(text, "1 waiting") {
		t.Errorf("a mail that has waited a little: %d %s", status, text)
	}
	now = now.Add(2 * time.Minute)
	if status, text := ask("/readyz"); status != http.StatusServiceUnavailable ||
		!strings.Contains(text, "16m0s") {
		t.Errorf("a mail that has waited long: %d %s", status, text)
	}
	err = db.Bookkeep(t.Context(), "outbox", func(tx *store.Tx) error { // the server is down: later, again
		mails, err := tx.ClaimMail(1, time.Minute)
		if err != nil || len(mails) != 1 {
			return fmt.Errorf("%d mails: %w", len(mails), err)
		}
		return tx.MailFailed(mails[0], now.Add(time.Hour), "no answer", false)
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, text := ask("/readyz"); status != http.StatusServiceUnavailable ||
		!strings.Contains(text, "16m0s") {
		t.Errorf("a mail that is to be tried again: %d %s", status, text)
	}
	if _, text := ask("/metrics"); !strings.Contains(text, "insyn_outbox_age_seconds 960") {
		t.Errorf("the age is not told\n%s", text)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if status, text := ask("/readyz"); status != http.StatusServiceUnavailable ||
		!strings.Contains(text, "database") {
		t.Errorf("no database: %d %s", status, text)
	}
	if _, text := ask("/metrics"); !strings.Contains(text, "insyn_database_up 0") {
		t.Errorf("the database is not told to be down\n%s", text)
	}
	if status, _ := ask("/healthz"); status != http.StatusOK {
		t.Errorf("the process lives, and says %d", status)
	}
}

// Each thing that should be otherwise is told, and nothing when all is well.
func TestAdviceAtTheStart(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "insyn.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	d := &act.Desk{DB: db, Keys: keys.Generate(), Now: time.Now}
	tell := func(c serveCommand) string {
		t.Helper()
		all, err := c.advice(context.Background(), d, lang.For(lang.English))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(all, "\n")
	}
	bad := serveCommand{URL: "http://insyn.example.se", From: "insyn@example.org"}
	bad.SMTPHost, bad.SMTPSecurity = "smtp.example.se", "none"
	for _, want := range []string{"not encrypted", "without encryption", "no public body"} {
		if got := tell(bad); !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
	b := account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "samrad@example.se"}
	if err := d.SaveBody(t.Context(), account.System, b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Nobody has a role at exempel", "another domain"} {
		if got := tell(bad); !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
	_, err = d.SetRole(t.Context(), account.System, b.ID, "Ada", "ada@example.se", account.Administrator)
	if err != nil {
		t.Fatal(err)
	}
	good := serveCommand{URL: "https://insyn.example.se", From: "insyn@example.se"}
	good.SMTPHost, good.SMTPSecurity = "smtp.example.se", "starttls"
	if got := tell(good); got != "" {
		t.Errorf("all is well, and it says\n%s", got)
	}
}

func TestInsecureAddresses(t *testing.T) {
	for address, want := range map[string]bool{"http://insyn.example.se": true, "http://192.0.2.1:8080": true,
		"https://insyn.example.se": false, "http://localhost:8080": false, "http://127.0.0.1": false, "": false} {
		if got := insecure(address); got != want {
			t.Errorf("%q: %t", address, got)
		}
	}
}
