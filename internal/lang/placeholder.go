package lang

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// placeholders reads messages whose only markup is {{.Name}}. The library's
// own parser would write "<no value>" where a value is missing; this one fails.
type placeholders struct{}

var placeholder = regexp.MustCompile(`\{\{\.([A-Z][A-Za-z]*)\}\}`)

// filled is a message cut at its placeholders: text, name, text, name, …, text.
type filled []string

// Cacheable tells the library that a parsed message can be used again.
func (placeholders) Cacheable() bool { return true }

// Parse cuts src at its placeholders.
func (placeholders) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	var parts filled
	from := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(src, -1) {
		parts = append(parts, src[from:m[0]], src[m[2]:m[3]])
		from = m[1]
	}
	parts = append(parts, src[from:])
	for i := 0; i < len(parts); i += 2 {
		if strings.Contains(parts[i], "{{") || strings.Contains(parts[i], "}}") {
			return nil, fmt.Errorf("a placeholder is {{.Name}}; %q is none", parts[i])
		}
	}
	return parts, nil
}

// Execute fills in data, a map[string]string.
func (f filled) Execute(data any) (string, error) {
	values, _ := data.(map[string]string)
	var b strings.Builder
	for i, part := range f {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		value, ok := values[part]
		if !ok {
			return "", fmt.Errorf("the value %s is missing", part)
		}
		b.WriteString(value)
	}
	return b.String(), nil
}
