package trial

import "testing"

func TestValidateHTML(t *testing.T) {
	good := []byte(`<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Prov</title></head>
<body><main><h1>Prov</h1><p>Text</p></main></body></html>`)
	bad := []byte(`<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Prov</title></head>
<body><main><h1>Prov</h1>
<p>ett <div>två</div></p><img src="x.png"><i id="a"></i><i id="a"></i></main></body></html>`)
	ValidateHTML(t, map[string][]byte{"/good": good})
	trying(t, func(tb testing.TB) {
		ValidateHTML(tb, map[string][]byte{"/good": good, "/bad": bad})
	}).wantFailure(t, "/bad, line 4", "no-dup-id", "wcag/h37", "close-order")
}
