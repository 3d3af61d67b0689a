package integrity

import (
	"bytes"
	_ "embed" // the channels
	"encoding/json"
	"sync"
	"time"
)

//go:embed channels.json
var channels []byte

// A Channel is a place to which somebody can turn who knows of misconduct. It
// is never Insyn: what is said of it is a fact of its own with a source and the
// day on which it was checked. What nobody has checked is left out.
type Channel struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"` // of ChannelKinds
	Name      Text   `json:"name"`
	Area      Text   `json:"area,omitzero"`
	Forms     Text   `json:"forms,omitzero"`     // of report
	Anonymity Text   `json:"anonymity,omitzero"` // as that authority states it
	Site      string `json:"site,omitempty"`     // of its own, where the source is another's
	Source    string `json:"source"`
	Checked   Date   `json:"checked"` // when the source was read
}

// Bare tells whether only the name of a channel is known.
func (c Channel) Bare() bool { return c.Area == Text{} && c.Forms == Text{} && c.Anonymity == Text{} }

// ChannelKinds lists the kinds of channels in the order in which they are shown.
func ChannelKinds() []string { return []string{"internal", "external", "press", "police", "support"} }

// Channels lists the channels that Insyn knows of.
var Channels = sync.OnceValue(func() []Channel {
	var all []Channel
	in := json.NewDecoder(bytes.NewReader(channels))
	in.DisallowUnknownFields()
	if err := in.Decode(&all); err != nil {
		panic(err) // embedded: a test reads it
	}
	return all
})

// staleDays is how long what is said of a channel is believed.
const staleDays = 180

// Stale tells whether what is said of a channel has to be checked again.
func (c Channel) Stale(now time.Time) bool {
	return now.After(c.Checked.After(now.Location()).AddDate(0, 0, staleDays))
}
