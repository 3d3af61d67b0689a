package cli

import (
	"bytes"
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// fetched gives what the program that a story runs answers; nil until it is there.
func fetched(ts *testscript.TestScript, path string) []byte {
	answer, err := http.Get(ts.Getenv("url") + path) //nolint:noctx // a story asks its own program
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if answer.StatusCode != http.StatusOK {
		return nil
	}
	return body
}

// receipt FILE keeps the receipt of the first entry of the record, as soon as there is one.
func receipt(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		lines := strings.Split(string(fetched(ts, "/log/checkpoint")), "\n")
		if len(lines) < 3 || lines[1] == "0" {
			continue
		}
		if len(args) == 0 {
			return
		}
		bundle := fetched(ts, "/log/tile/entries/000.p/"+lines[1])
		if len(bundle) < 34 {
			continue // it has grown meanwhile
		}
		body := fetched(ts, "/log/receipt/"+hex.EncodeToString(bundle[2:34]))
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), body, 0o600))
		return
	}
	ts.Fatalf("the record has no entries")
}

// spoil FILE changes a number in the content of a receipt.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	text := []byte(ts.ReadFile(args[0]))
	other := bytes.Replace(text, []byte(`"number":1`), []byte(`"number":2`), 1)
	if bytes.Equal(text, other) {
		ts.Fatalf("there is nothing to spoil in\n%s", text)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), other, 0o600))
}
