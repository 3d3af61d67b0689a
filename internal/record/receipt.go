package record

import (
	"bytes"
	"strconv"
	"strings"

	"insyn/internal/fault"
)

// A Receipt is what a person keeps: the statement of an act, the proof that it
// is in the log, and where they have it, the content. It is plain text, and its
// first six lines are the text whose hash the log holds.
type Receipt struct {
	Statement Statement
	Log       string // address of the log; where to look, proves nothing
	Key       Key    // that the log says it has; to be believed once, or checked elsewhere
	Proof     *Proof // nil while the act waits to be put in the log
	Content   []byte // nil where it is not given along
}

// longestReceipt is how many bytes a receipt may have: a long view with its proof.
const longestReceipt = 8 << 20

// Text gives the receipt as it is kept.
func (r Receipt) Text() []byte {
	var b bytes.Buffer
	b.Write(r.Statement.Text())
	b.WriteString("\n")
	where := r.Log + "\n" + r.Key.String()
	if r.Proof == nil {
		b.WriteString("pending\n" + where + "\n")
	} else {
		p := *r.Proof
		p.Extra = []byte(where)
		b.Write(p.Text())
	}
	if r.Content != nil {
		b.WriteString("\ncontent " + strconv.Itoa(len(r.Content)) + "\n")
		b.Write(r.Content)
		b.WriteString("\n")
	}
	return b.Bytes()
}

// ParseReceipt reads a receipt. It proves nothing yet: Check does.
//
// Faults: Invalid, TooLarge.
func ParseReceipt(text []byte) (r Receipt, err error) {
	if len(text) > longestReceipt {
		return r, fault.New(fault.TooLarge, "record.receipt-long")
	}
	if bytes.HasPrefix(text, []byte(form+"\r\n")) { // as mail programs may leave it
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	}
	head, rest, ok := bytes.Cut(text, []byte("\n\n"))
	if r.Statement, err = ParseStatement(append(bytes.Clone(head), '\n')); err != nil {
		return Receipt{}, err
	}
	if !ok {
		return Receipt{}, fault.New(fault.Invalid, "record.receipt-cut")
	}
	rest, r.Content, ok = splitContent(rest)
	if !ok {
		return Receipt{}, fault.New(fault.Invalid, "record.receipt-cut")
	}
	where, waits := strings.CutPrefix(string(rest), "pending\n")
	where = strings.TrimSuffix(where, "\n")
	if !waits {
		p, err := ParseProof(rest)
		if err != nil {
			return Receipt{}, err
		}
		where, r.Proof, p.Extra = string(p.Extra), &p, nil
	}
	address, key, _ := strings.Cut(where, "\n")
	if r.Log = address; key != "" {
		r.Key, err = ParseKey(key)
	}
	if err != nil {
		return Receipt{}, err
	}
	return r, nil
}

// splitContent parts a receipt from the content that stands last in it. The
// last sign of it is where the number of bytes says so, whatever the content holds.
func splitContent(rest []byte) (proof, content []byte, ok bool) {
	const mark = "\ncontent "
	from := 0
	for {
		i := bytes.Index(rest[from:], []byte(mark))
		if i < 0 {
			return rest, nil, true
		}
		i += from
		number, body, _ := bytes.Cut(rest[i+len(mark):], []byte("\n"))
		if n, valid := decimal(string(number)); valid {
			if int64(len(body)) != n && (int64(len(body)) != n+1 || body[n] != '\n') {
				return nil, nil, false
			}
			return rest[:i], append([]byte{}, body[:n]...), true
		}
		from = i + 1
	}
}

// Check proves the receipt: that the content, where there is any, is what the
// statement says, and that the statement is in the log that one of the keys
// signs for.
//
// Faults: Refused (says what does not hold), Invalid, Unavailable (it waits to be put in the log).
func (r Receipt) Check(keys ...Key) (Checkpoint, error) {
	if r.Content != nil && !r.Statement.Says(r.Content) {
		return Checkpoint{}, fault.New(fault.Refused, "record.content-other")
	}
	if r.Proof == nil {
		return Checkpoint{}, fault.New(fault.Unavailable, "record.pending")
	}
	return r.Proof.Check(r.Statement.Entry(), keys...)
}
