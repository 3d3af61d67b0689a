package cli

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"insyn/internal/account"
	"insyn/internal/act"
	"insyn/internal/consult"
	"insyn/internal/keys"
	"insyn/internal/store"
	"insyn/internal/trial"
)

var built struct {
	sync.Once
	path string
	err  error
}

// program builds the program, once: as it is shipped, or with the race detector
// where the tests have it too.
func program(t testing.TB) string {
	t.Helper()
	built.Do(func() {
		dir, err := os.MkdirTemp("", "insyn-program-")
		if err != nil {
			built.err = err
			return
		}
		built.path = filepath.Join(dir, "insyn")
		out, err := exec.Command("go", "build", fmt.Sprintf("-race=%t", trial.Race), "-o", built.path,
			"insyn/cmd/insyn").CombinedOutput()
		if err != nil {
			built.err = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.path != "" {
		_ = os.RemoveAll(filepath.Dir(built.path))
	}
	os.Exit(code)
}

// A running program, and what it has said.
type running struct {
	*exec.Cmd
	address string // where it serves
	err     *trial.LogWatch
}

// start runs the program and waits until it says where it serves.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{Cmd: exec.Command(program(t), args...), err: &trial.LogWatch{}}
	r.Stderr = r.err
	out, err := r.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Process.Kill(); _ = r.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program says nothing: %v\n%s", err, r.err)
	}
	r.address = strings.TrimSpace(strings.TrimPrefix(line, "Insyn: "))
	return r
}

// full makes a database in which n people wait for a mail, and its keyring.
func full(t *testing.T, url, ring string, n int) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, url, store.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	k, err := keys.Load(ring)
	if err != nil {
		t.Fatal(err)
	}
	d := &act.Desk{DB: db, Keys: k, Now: time.Now}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(d.SaveBody(ctx, account.System, account.Body{ID: "exempel", Name: "Exempelmyndigheten", Email: "samrad@example.se"}))
	content := consult.OGP.Begin(time.Now())
	content.Title, content.Purpose = consult.Text{SV: "Samråd"}, consult.Text{SV: "Lyssna"}
	content.Meeting.Start = time.Now().AddDate(0, 0, 14).Truncate(time.Hour)
	content.Meeting.End = content.Meeting.Start.Add(time.Hour)
	id, err := d.NewConsultation(ctx, account.System, "exempel", content)
	check(err)
	check(d.Publish(ctx, account.System, id, consult.Invitation, 1, ""))
	for from := 0; from < n; from += 500 {
		check(db.Bookkeep(ctx, "consultation/"+string(id), func(tx *store.Tx) error {
			for i := from; i < min(n, from+500); i++ {
				e := consult.Entry{Name: fmt.Sprintf("Deltagare %d", i), Kind: consult.Private,
					Language: "sv",
					Email:    fmt.Sprintf("p%d@example.org", i)}
				r := e.New(consult.RegistrationID(store.NewID(tx.Now)), id, consult.ByWeb, tx.Now)
				if err := tx.AddRegistration(r); err != nil {
					return err
				}
				err := tx.Enqueue(store.Mail{Kind: act.MailConfirm, Key: "confirm|" + string(r.ID),
					Consultation: string(id), Registration: string(r.ID)})
				if err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// The program is killed in the middle of ten thousand sends, twice, and
// started again (N-30): no message is lost, and none is sent twice but those
// that were on their way when it died, under the Message-ID they had.
func TestN30KilledWhileSending(t *testing.T) {
	people, hands := 10_000, 4
	if trial.Race {
		people = 60 // the detector sees the program at work, which is slow then
	}
	dir := t.TempDir()
	url, ring := "sqlite:"+filepath.Join(dir, "insyn.db"), filepath.Join(dir, "keys.json")
	full(t, url, ring, people)
	server := trial.SMTP(t)
	host, port, err := net.SplitHostPort(server.Addr)
	if err != nil {
		t.Fatal(err)
	}
	var runs []*running
	args := []string{"serve", "--db", url, "--keys", ring, "--listen", "127.0.0.1:0", "--from",
		"insyn@example.se",
		"--smtp-host", host, "--smtp-port", port, "--smtp-security", "none", "--lease", "3s"}
	kills := 0
	for _, after := range []int{people / 4, people / 2} {
		p := start(t, args...)
		runs = append(runs, p)
		server.Wait(after, 5*time.Minute)
		if err := p.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait()
		kills++
	}
	runs = append(runs, start(t, args...))
	sent := map[string]int{}
	ids := map[string]string{}
	deadline := time.Now().Add(10 * time.Minute)
	for len(sent) < people && time.Now().Before(deadline) {
		time.Sleep(200 * time.Millisecond)
		clear(sent)
		for _, l := range server.Letters() {
			sent[l.To[0]]++
		}
	}
	for _, l := range server.Letters() {
		id := l.Header("Message-ID")
		if was := ids[l.To[0]]; was != "" && was != id {
			t.Errorf("%s got the same message under two Message-IDs", l.To[0])
		}
		ids[l.To[0]] = id
	}
	if len(sent) != people {
		t.Fatalf("%d of %d people were reached", len(sent), people)
	}
	twice := 0
	for _, n := range sent {
		twice += n - 1
	}
	for _, p := range runs {
		if said := p.err.String(); strings.Contains(said, "DATA RACE") {
			t.Errorf("the program races:\n%s", said)
		}
	}
	t.Logf("%d messages, %d sent twice after %d kills", len(server.Letters()), twice, kills)
	if twice > kills*hands {
		t.Errorf("%d messages were sent twice; at most %d were on their way", twice, kills*hands)
	}
}
