package verify

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"insyn/internal/fault"
	"insyn/internal/record"
)

// A State is what was seen of records before, by their addresses.
type State struct {
	Logs map[string]*Seen `json:"logs"`
}

// Seen is a record as it was last time.
type Seen struct {
	Origin     string   `json:"origin"`
	Keys       []string `json:"keys"`       // all that are believed, the newest last
	Checkpoint string   `json:"checkpoint"` // the longest that was found true, as it was signed
}

// LoadState reads a state; a file that is not there is an empty one.
func LoadState(path string) (*State, error) {
	s := &State{Logs: map[string]*Seen{}}
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(b, s)
	}
	if err != nil || s.Logs == nil {
		return nil, fault.New(fault.Invalid, "verify.state-bad").With("Path", path).From(err)
	}
	return s, nil
}

// Save writes the state beside the old one and puts it in its place.
func (s *State) Save(path string) error {
	b, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path+".new", append(b, '\n'), 0o644)
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fault.New(fault.Unavailable, "verify.state-not-written").With("Path", path).From(err)
	}
	return nil
}

// keys gives the keys that are believed.
func (s *Seen) keys() (all []record.Key, err error) {
	for _, text := range s.Keys {
		k, err := record.ParseKey(text)
		if err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, nil
}

// last gives the longest checkpoint that was found true; one of no entries where there is none.
func (s *Seen) last() (record.Checkpoint, error) {
	if s.Checkpoint == "" {
		return record.Checkpoint{Origin: s.Origin}, nil
	}
	known, err := s.keys()
	if err != nil {
		return record.Checkpoint{}, err
	}
	c, _, err := record.OpenCheckpoint([]byte(s.Checkpoint), known...)
	return c, err
}
