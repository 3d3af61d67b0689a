package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"insyn/internal/cli/demo"
	"insyn/internal/document"
)

// TestScripts tells the stories in testdata/script: the program from outside,
// as somebody at a terminal meets it.
func TestScripts(t *testing.T) {
	bin := filepath.Dir(program(t))
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", bin+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Setenv("LC_ALL", "sv_SE.UTF-8")
			for name, text := range map[string]string{"inbjudan.txt": demo.Paper,
				"rattad.txt": demo.MendedPaper,
				"inbjudan.eml": "From: samrad@example.se\nSubject: Inbjudan\nMIME-Version: 1.0\n" +
					"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + demo.Paper} {
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), []byte(text),
					0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"word": word, "up": up, "down": down, "get": get, "code": code,
			"receipt": receipt, "spoil": spoil,
		},
	})
}

// word TEXT DOCX writes a text as a Word file.
func word(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	paper := document.Document{Language: "sv-SE"}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			paper.Blocks = append(paper.Blocks, document.Paragraph{Text: document.Plain(line)})
		}
	}
	var file bytes.Buffer
	ts.Check(document.WriteWord(&file, paper))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), file.Bytes(), 0o600))
}

// up ARGS… starts the program, waits until it serves, and sets $url (and $admin) to where.
func up(ts *testscript.TestScript, _ bool, args []string) {
	path, err := exec.LookPath("insyn")
	if err != nil {
		path = built.path
	}
	c := exec.Command(path, args...)
	c.Dir, c.Env = ts.MkAbs("."), append(os.Environ(), "LC_ALL="+ts.Getenv("LC_ALL"))
	said, err := os.Create(ts.MkAbs("up.out"))
	ts.Check(err)
	complained, err := os.Create(ts.MkAbs("up.err"))
	ts.Check(err)
	c.Stdout, c.Stderr = said, complained
	ts.Check(c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait(); _ = said.Close(); _ = complained.Close() }()
	ts.Defer(func() { _ = c.Process.Kill() })
	servers.Store(ts.MkAbs("."), &server{c, ended})
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		text, _ := os.ReadFile(said.Name())
		if line, rest, ok := strings.Cut(string(text), "\n"); ok {
			ts.Setenv("url", strings.TrimPrefix(line, "Insyn: "))
			if admin, ok := strings.CutSuffix(rest, "\n"); ok || !slices.Contains(args, "--admin") {
				ts.Setenv("admin", strings.TrimPrefix(admin, "Admin: "))
				return
			}
		}
		select {
		case err := <-ended:
			why, _ := os.ReadFile(complained.Name())
			ts.Fatalf("it ended: %v\n%s", err, why)
		default:
		}
	}
	ts.Fatalf("it does not serve")
}

// A server is the program of one story while it serves.
type server struct {
	*exec.Cmd
	ended chan error
}

// servers are those that run, by the folder of their story; stories run at the same time.
var servers sync.Map

// down asks the program to stop, as a terminal or a service manager does, and
// demands that it ends well.
func down(ts *testscript.TestScript, _ bool, _ []string) {
	found, ok := servers.Load(ts.MkAbs("."))
	if !ok {
		ts.Fatalf("nothing serves here")
	}
	s := found.(*server)
	ts.Check(s.Process.Signal(os.Interrupt))
	select {
	case err := <-s.ended:
		if err != nil {
			ts.Fatalf("it did not end well: %v", err)
		}
	case <-time.After(time.Minute):
		ts.Fatalf("it does not stop")
	}
}

// get STATUS URL TEXT… demands an answer with the status and the texts.
func get(ts *testscript.TestScript, neg bool, args []string) {
	answer, err := http.Get(args[1]) //nolint:noctx // a story asks its own program
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if got := fmt.Sprint(answer.StatusCode); got != args[0] {
		ts.Fatalf("%s answers %s\n%s", args[1], got, body)
	}
	for _, text := range args[2:] {
		if bytes.Contains(body, []byte(text)) == neg {
			ts.Fatalf("%s: %q is there: %t\n%s", args[1], text, neg, body)
		}
	}
}

// code N ARGS… runs the program and demands its exit code.
func code(ts *testscript.TestScript, _ bool, args []string) {
	want, run := args[0], args[1:]
	err := ts.Exec("insyn", run...)
	got := "0"
	if exit, ok := err.(*exec.ExitError); ok {
		got = fmt.Sprint(exit.ExitCode())
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %s, want %s", got, want)
	}
}
