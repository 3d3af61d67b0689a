package trial

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// Shot takes pictures of the whole page when INSYN_SHOTS names a folder for
// them: NAME-1280-light.png, NAME-1280-dark.png, and the same at 360.
func (v *Visitor) Shot(name string) *Visitor {
	v.t.Helper()
	folder := os.Getenv("INSYN_SHOTS")
	if folder == "" {
		return v
	}
	width, height := v.width, v.height
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"1280", 1280, 900}, {"360", 360, 740}} {
		v.Window(size.width, size.height)
		for _, mode := range []string{"light", "dark"} {
			v.Dark(mode == "dark")
			v.save(folder, name+"-"+size.name+"-"+mode)
		}
	}
	v.Dark(false)
	v.Window(width, height)
	return v
}

// save takes one picture of the whole page.
func (v *Visitor) save(folder, name string) {
	v.t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		v.t.Fatal(err)
	}
	picture, err := run(v, chromedp.FullScreenshot(100))
	if err != nil {
		v.t.Fatalf("a picture of the page: %v", err)
	}
	file := filepath.Join(folder, name+".png")
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// shootFailure leaves a picture of the page at which a test failed.
func (v *Visitor) shootFailure() {
	if folder := os.Getenv("INSYN_SHOTS"); folder != "" {
		v.save(folder, "failed-"+strings.ReplaceAll(v.t.Name(), "/", "-"))
	}
}
