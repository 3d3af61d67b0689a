package trial

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// errNoBrowser means that the machine has no Chromium.
var errNoBrowser = errors.New("no chromium on this machine")

// stepLimit is how long one step of a visitor may take. It is long because a
// machine that tests under the race detector is slow, not because pages are.
const stepLimit = 45 * time.Second

// startBrowser starts the one browser of the test process, at its first use.
// The browser ends with the process, and its profile is removed.
var startBrowser = sync.OnceValues(func() (context.Context, error) {
	program, err := browserProgram()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "trial-browser")
	if err != nil {
		return nil, err
	}
	if err := watch(`sleep 1; rm -rf "$1"; sleep 2; rm -rf "$1"`, profile); err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox, // the sandbox does not work for root, and pages are ours
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("hide-scrollbars", true),
		// A page lives for a second here: what would make its scripts faster by
		// and by takes more time than it wins.
		chromedp.Flag("js-flags", "--no-opt,--no-maglev"),
		// Nothing but this machine can be reached, whatever a page asks for.
		chromedp.Flag("host-resolver-rules",
			"MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]"),
	)
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	return ctx, chromedp.Do(ctx)
})

// browserProgram finds Chromium, or a browser that is built on it.
func browserProgram() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser",
		"google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// ownWindow opens a window that shares no cookies with others, and gives what
// closes it. Unless pictures are taken, the window draws nothing: what a page is
// made of and where it stands can be asked all the same, and drawing is a fourth
// of the work.
func ownWindow(parent context.Context) (window target.ID, leave func(), err error) {
	browser, yes := chromedp.FromContext(parent).Browser, true
	own, err := cdp.Call(parent, browser, target.CreateBrowserContext,
		target.CreateBrowserContextParams{})
	if err != nil {
		return "", nil, err
	}
	still := os.Getenv("INSYN_SHOTS") == ""
	made, err := cdp.Call(parent, browser, target.CreateTarget, target.CreateTargetParams{
		URL: "about:blank", BrowserContextID: own.BrowserContextID, NewWindow: &yes,
		EnableBeginFrameControl: &still})
	leave = func() {
		_, _ = cdp.Call(parent, browser, target.DisposeBrowserContext,
			target.DisposeBrowserContextParams(own))
	}
	return made.TargetID, leave, err
}

// Browser returns a visitor at a browser: a window of 1280 × 900 that asks for
// Swedish pages and has its own cookies. What goes wrong in the page unseen
// fails the test when it ends: an error on the console, an uncaught exception,
// a violation of the content security policy, a file that is missing, a
// dialog, a request to another host than those that Open was given.
func Browser(t testing.TB) *Visitor {
	t.Helper()
	parent, err := startBrowser()
	if errors.Is(err, errNoBrowser) {
		Lacking(t, "Chromium", "Install Debian's package: apt-get install chromium")
	}
	if err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	seen := &record{hosts: map[string]bool{}}
	window, leave, err := ownWindow(parent)
	if err != nil {
		t.Fatalf("Chromium does not open a window: %v", err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithTargetID(window),
		chromedp.WithListener(seen.note))
	v := &Visitor{t: t, ctx: ctx, seen: seen}
	t.Cleanup(func() {
		v.reckon()
		cancel()
		leave()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("Chromium does not open a window: %v", err)
	}
	seen.main(chromedp.FromContext(ctx).Target.TargetID)
	v.Window(1280, 900)
	v.Language("sv")
	v.focused()
	return v
}

// Visitor is somebody at a browser. Every step waits until the page stands
// still and ends the test when it cannot be taken.
//
// A control is named as a person, or a screen reader, would name it: by its
// label or its text. The whole name wins over its beginning, and the beginning
// over a part of it.
type Visitor struct {
	t        testing.TB
	ctx      context.Context
	seen     *record
	scope    string // see In
	keyboard bool   // see KeyboardOnly
	width    int64
	height   int64
	compiled cdp.ScriptID // axe-core in this window
}

// run takes one step in the page within stepLimit.
func run[T any](v *Visitor, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(v.ctx, stepLimit)
	defer cancel()
	return chromedp.Run(ctx, action)
}

// focused has the window behave as the one in front, whichever others are open.
func (v *Visitor) focused() {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, emulation.SetFocusEmulationEnabled,
		emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		v.t.Fatalf("the window does not come to the front: %v", err)
	}
}

// Window sets the size of the window, in CSS pixels.
func (v *Visitor) Window(width, height int64) {
	v.t.Helper()
	v.width, v.height = width, height
	if _, err := run(v, chromedp.EmulateViewport(width, height)); err != nil {
		v.t.Fatalf("the window does not become %d × %d: %v", width, height, err)
	}
}

// Language sets the language that the browser asks for.
func (v *Visitor) Language(tag string) {
	v.t.Helper()
	agent, err := run(v, chromedp.Evaluate[string]("navigator.userAgent"))
	if err == nil {
		_, err = chromedp.Call(v.ctx, emulation.SetUserAgentOverride,
			emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: tag})
	}
	if err != nil {
		v.t.Fatalf("the browser does not take the language %s: %v", tag, err)
	}
}

// Scripts turns the scripts of pages on or off.
func (v *Visitor) Scripts(on bool) {
	v.t.Helper()
	_, err := chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: !on})
	if err != nil {
		v.t.Fatalf("the browser does not turn scripts on or off: %v", err)
	}
}

// Dark chooses between the dark and the light form of pages.
func (v *Visitor) Dark(on bool) {
	v.t.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	_, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		v.t.Fatalf("the browser does not become %s: %v", scheme, err)
	}
}
