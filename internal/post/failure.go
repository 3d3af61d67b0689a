package post

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"insyn/internal/fault"
)

// A Step is a part of the conversation with an SMTP server.
type Step string

// The steps, in order.
const (
	StepConnect   Step = "connect"   // dial, greeting, EHLO, TLS and AUTH
	StepSender    Step = "sender"    // MAIL FROM
	StepRecipient Step = "recipient" // RCPT TO
	StepData      Step = "data"      // DATA and the message
	StepAccept    Step = "accept"    // the answer after the final dot
)

// A Failure is a delivery that did not happen, or about which the server gave
// no answer.
type Failure struct {
	Step      Step
	Code      int    // the server's reply code, 0 when there was none
	Enhanced  string // enhanced status code of RFC 3463, such as "5.1.1", or ""
	Temporary bool   // the same parcel may go through later
	Server    bool   // not this parcel but the server or our settings: hold the whole queue
	Uncertain bool   // the message was sent whole and no answer came: it may have arrived
	Reason    string // the server's or the network's words, without addresses
	cause     error
}

// Error gives the operator's reading, without addresses.
func (f *Failure) Error() string {
	s := "smtp " + string(f.Step)
	if f.Code != 0 {
		s += fmt.Sprintf(" %d", f.Code)
	}
	if f.Enhanced != "" {
		s += " " + f.Enhanced
	}
	return s + ": " + f.Reason
}

// Unwrap gives the error of the network or the protocol.
func (f *Failure) Unwrap() error { return f.cause }

var (
	enhanced = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)
	address  = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)
)

// failed makes the error of a step that went wrong. What failed before a
// recipient was named is never held against the letter: a password that ran
// out or a sender that is not allowed yet is mended by the operator, and the
// queue waits for it.
func failed(step Step, err error) error {
	f := &Failure{Step: step, Temporary: true, cause: err}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		f.Code = reply.Code
		f.Enhanced = enhanced.FindString(reply.Msg)
		f.Reason = blot(strings.TrimSpace(strings.TrimPrefix(reply.Msg, f.Enhanced)))
		early := step == StepConnect || step == StepSender
		f.Server = early || reply.Code == 421
		f.Temporary = early || reply.Code < 500 || reply.Code == 503
	} else {
		f.Reason = blot(err.Error())
		f.Server = !errors.Is(err, context.Canceled)
		f.Uncertain = step == StepAccept
	}
	if f.Temporary {
		return fault.New(fault.Unavailable, "post.later").With("Code", f.Code).From(f)
	}
	return fault.New(fault.Refused, "post.refused").With("Code", f.Code).From(f)
}

// blot takes addresses out of text that may be logged, and keeps it short and
// on one line.
func blot(s string) string {
	s = address.ReplaceAllString(strings.Join(strings.Fields(s), " "), "<address>")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}

// Temporary tells whether the same parcel may go through later. Failures that
// are not from a delivery (a cancelled context, a full disk) are temporary: no
// letter is given up because of us.
func Temporary(err error) bool {
	var f *Failure
	if errors.As(err, &f) {
		return f.Temporary
	}
	return err != nil && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Refused)
}

// ServerDown tells whether err concerns the server and not the parcel: the
// rest of the queue does well to wait too.
func ServerDown(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Server
}

// GiveUpAfter is how long a letter is tried before an officer is told. RFC
// 5321, 4.5.4.1, asks for four to five days.
const GiveUpAfter = 4*24*time.Hour + 12*time.Hour

// steps of waiting between tries; the last is repeated.
var waits = []time.Duration{
	30 * time.Second, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 4 * time.Hour,
}

// Backoff gives how long to wait after the given try (1 is the first) of the
// letter with the key. The key spreads letters that failed together over a
// fifth of the wait in each direction, always the same way.
func Backoff(try int, key string) time.Duration {
	wait := waits[min(max(try, 1), len(waits))-1]
	h := fnv.New32a()
	fmt.Fprintf(h, "%d %s", try, key)
	spread := float64(h.Sum32()%1000)/1000*0.4 - 0.2
	return wait + time.Duration(float64(wait)*spread)
}

// GiveUp tells whether a letter first tried at first is given up now.
func GiveUp(first, now time.Time) bool { return now.Sub(first) >= GiveUpAfter }
