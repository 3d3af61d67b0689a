package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"insyn/internal/letter"
)

// A Mailbox is where all mail of the demonstration ends: a folder with each
// message as the .eml that would have been sent, and beside it as facts.
type Mailbox struct{ dir string }

// OpenMailbox opens the mailbox in a folder, and makes the folder.
func OpenMailbox(dir string) (Mailbox, error) {
	return Mailbox{dir}, os.MkdirAll(dir, 0o700)
}

// Deliver puts a message in the mailbox. The same message again changes nothing.
func (b Mailbox) Deliver(_ context.Context, m letter.Message) error {
	eml, err := letter.Bytes(m)
	if err != nil {
		return err
	}
	facts, err := json.Marshal(m)
	if err != nil {
		return err
	}
	id, _, _ := strings.Cut(m.ID, "@")
	if !wellNamed.MatchString(id) {
		return fmt.Errorf("mailbox: the message %q has no name for a file", m.ID)
	}
	if err := os.WriteFile(filepath.Join(b.dir, id+".eml"), eml, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, id+".json"), facts, 0o600)
}

// Again never gives up: nothing but a full disk stops this post.
func (Mailbox) Again(error, int, string, time.Duration) (time.Duration, bool) {
	return time.Minute, true
}

var wellNamed = regexp.MustCompile(`^[A-Za-z0-9-]{1,80}$`)

// Letters gives all messages, the latest first.
func (b Mailbox) Letters() ([]letter.Message, error) {
	names, err := filepath.Glob(filepath.Join(b.dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []letter.Message
	for _, name := range names {
		m, err := b.Letter(strings.TrimSuffix(filepath.Base(name), ".json"))
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(x, y letter.Message) int { return cmp.Compare(y.ID, x.ID) })
	return all, nil
}

// Letter gives one message by the first part of its Message-ID; fs.ErrNotExist when there is none.
func (b Mailbox) Letter(id string) (m letter.Message, err error) {
	facts, err := b.file(id + ".json")
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(facts, &m)
}

// File gives one message as it would have been sent.
func (b Mailbox) File(id string) ([]byte, error) { return b.file(id + ".eml") }

func (b Mailbox) file(name string) ([]byte, error) {
	if !wellNamed.MatchString(strings.TrimSuffix(strings.TrimSuffix(name, ".json"), ".eml")) {
		return nil, fs.ErrNotExist
	}
	file, err := os.ReadFile(filepath.Join(b.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		err = fs.ErrNotExist
	}
	return file, err
}
