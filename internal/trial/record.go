package trial

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
)

// record is what the browser reported about a window.
type record struct {
	mutex    sync.Mutex
	frame    cdp.FrameID
	hosts    map[string]bool // those that the test opened
	foreign  []string        // addresses at other hosts that a page asked for
	problems []string
	busy     bool  // a navigation has begun and not ended
	status   int64 // of the last document
	urls     map[network.RequestID]string
}

// main says which frame is the window itself.
func (r *record) main(id target.ID) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.frame = cdp.FrameID(id)
}

// note takes down an event. The browser's loop calls it: it must be quick.
func (r *record) note(event any) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	switch e := event.(type) {
	case *page.EventFrameRequestedNavigation:
		r.navigating(e.FrameID, true)
	case *page.EventFrameStartedLoading:
		r.navigating(e.FrameID, true)
	case *page.EventFrameStoppedLoading:
		r.navigating(e.FrameID, false)
	case *page.EventNavigatedWithinDocument:
		r.navigating(e.FrameID, false)
	case *page.EventJavascriptDialogOpening:
		r.problem("a dialog opens: %s", e.Message)
	case *runtime.EventExceptionThrown:
		r.problem("uncaught exception: %s", exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError ||
			e.Type == runtime.ConsoleAPICalledTypeAssert {
			r.problem("console: %s", argumentsText(e.Args))
		}
	case *log.EventEntryAdded:
		// What is said of the network is noted from the network's own events.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			r.problem("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		r.request(e)
	case *network.EventResponseReceived:
		r.response(e)
	case *network.EventLoadingFailed:
		if !e.Canceled && e.Type != network.ResourceTypeDocument {
			r.problem("%s is not loaded: %s %s", r.urls[e.RequestID], e.ErrorText, e.BlockedReason)
		}
	}
}

func (r *record) navigating(frame cdp.FrameID, busy bool) {
	if frame == r.frame {
		r.busy = busy
	}
}

func (r *record) problem(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

// request notes where a request goes.
func (r *record) request(e *network.EventRequestWillBeSent) {
	if r.urls == nil {
		r.urls = map[network.RequestID]string{}
	}
	r.urls[e.RequestID] = e.Request.URL
	u, err := url.Parse(e.Request.URL)
	if err != nil || u.Host == "" || r.hosts[u.Host] {
		return
	}
	r.foreign = append(r.foreign, e.Request.URL)
}

// response notes how the server answered. That the document itself is an error
// page can be what the test wants to see; a missing part of it never is.
func (r *record) response(e *network.EventResponseReceived) {
	switch {
	case e.Type == network.ResourceTypeDocument && e.FrameID == r.frame:
		r.status = e.Response.Status
	case strings.HasSuffix(e.Response.URL, "/favicon.ico"): // asked for by the browser itself
	case e.Response.Status >= 400:
		r.problem("%s answers %d", e.Response.URL, e.Response.Status)
	}
}

// opened notes a host as one that pages may ask.
func (r *record) opened(host string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.hosts[host] = true
}

// loading reports whether a navigation is under way.
func (r *record) loading() bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.busy
}

// documentStatus is the status of the last document.
func (r *record) documentStatus() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return int(r.status)
}

// take returns what was noted since the last call: problems and requests to
// foreign hosts.
func (r *record) take() (problems, foreign []string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	problems, foreign = r.problems, r.foreign
	r.problems, r.foreign = nil, nil
	return problems, foreign
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func argumentsText(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
		} else {
			words = append(words, string(a.Value))
		}
	}
	return strings.Join(words, " ")
}
