package lang

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"insyn/internal/fault"
)

//go:embed messages/*.json
var messages embed.FS

// A Printer writes in one language. It may be used by many goroutines.
type Printer struct {
	language  Language
	localizer *i18n.Localizer
	said      sync.Map // problems already logged, by key
}

// printers makes the Printer of each language when it is first asked for: a
// command speaks one, and its messages take longer to read than most work. Each
// has a bundle of its own: in a common one a missing key would fall back to the
// other language in silence.
var printers = func() map[Language]func() *Printer {
	all := map[Language]func() *Printer{}
	for _, l := range Languages() {
		all[l] = sync.OnceValue(func() *Printer { return newPrinter(l) })
	}
	return all
}()

func newPrinter(l Language) *Printer {
	bundle := i18n.NewBundle(l.tag())
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, name := range files(l) {
		if _, err := bundle.LoadMessageFileFS(messages, name); err != nil {
			panic(fmt.Sprintf("lang: %s: %v", name, err))
		}
	}
	return &Printer{language: l, localizer: i18n.NewLocalizer(bundle, string(l))}
}

// files lists the embedded message files of a language.
func files(l Language) []string {
	entries, err := messages.ReadDir("messages")
	if err != nil {
		panic(err) // embedded: cannot fail
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "."+string(l)+".json") {
			names = append(names, path.Join("messages", e.Name()))
		}
	}
	return names
}

// For gives the Printer of l; the Swedish one when l is not a language of ours.
func For(l Language) *Printer {
	if printer, ok := printers[l]; ok {
		return printer()
	}
	return printers[Swedish]()
}

// Language gives the language that p writes.
func (p *Printer) Language() Language { return p.language }

// T gives the message key, filled in with args: names and values in turn.
// Numbers and times are written as the language does; the value called Count
// chooses the plural form.
func (p *Printer) T(key string, args ...any) string {
	values := make(map[string]string, len(args)/2)
	config := &i18n.LocalizeConfig{
		MessageID: key, TemplateData: values, TemplateParser: placeholders{}}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok || i+1 == len(args) {
			return p.problem(key, "values must be given as names and values in turn")
		}
		if name == "Count" {
			config.PluralCount = fmt.Sprint(args[i+1])
		}
		values[name] = p.value(args[i+1])
	}
	text, err := p.localizer.Localize(config)
	if err != nil {
		return p.problem(key, err.Error())
	}
	return text
}

// value writes one value as p's language does.
func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return p.DateTime(v)
	case time.Duration:
		return p.Duration(v)
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return p.Number(v)
	case error:
		return p.Fault(v)
	}
	return fmt.Sprint(v)
}

// problem reports what is wrong with a message and gives what to show instead.
func (p *Printer) problem(key, why string) string {
	if testing.Testing() {
		panic(fmt.Sprintf("lang: %s in %s: %s", key, p.language, why))
	}
	if _, before := p.said.LoadOrStore(key, true); !before {
		slog.Error("message cannot be shown", "key", key, "language", p.language, "why", why)
	}
	return "[" + key + "]"
}

// A FieldFault is what is wrong with one field of a form, in words.
type FieldFault struct{ Field, Message string }

// Faults gives every fault in err with the field it belongs to, in words.
func (p *Printer) Faults(err error) []FieldFault {
	var e *fault.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &e), e.Kind == fault.Internal:
		return []FieldFault{{"", p.T("fault.internal-text")}}
	}
	all := []FieldFault{{e.Field, p.fault(*e)}}
	for _, also := range e.Also {
		all = append(all, FieldFault{also.Field, p.fault(also)})
	}
	return all
}

// fault gives the message of e.
func (p *Printer) fault(e fault.Error) string { return p.Say(e.Message, e.Values) }

// Say is T for keys and values that are kept in data.
func (p *Printer) Say(key string, values map[string]any) string {
	args := make([]any, 0, 2*len(values))
	for name, value := range values {
		args = append(args, name, value)
	}
	return p.T(key, args...)
}

// Fault says what err is and how to mend it; of failures that are ours it says
// no more than that. Several faults are joined, one sentence after the other.
func (p *Printer) Fault(err error) string {
	var b strings.Builder
	for i, f := range p.Faults(err) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f.Message)
	}
	return b.String()
}

// FaultTitle gives the heading under which err is shown.
func (p *Printer) FaultTitle(err error) string { return p.T(fault.Title(err)) }
