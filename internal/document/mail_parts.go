package document

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"insyn/internal/fault"
)

// An entity is a mail or a part of one: headers and a body.
type entity struct {
	header map[string][]string
	body   io.Reader
}

func (e entity) get(name string) string {
	if v := e.header[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// A mailReader gathers text and attachments of a mail.
type mailReader struct {
	letter *Letter
	plain  []string // bodies of text/plain, in order
	html   []string // bodies of text/html
	pieces int
	room   int // bytes that parts may still unpack to
}

// read takes one part, and those inside it.
func (r *mailReader) read(e entity, depth int) error {
	if r.pieces++; depth > maxNesting || r.pieces > maxPieces {
		return fault.New(fault.TooLarge, "document.mail-nested")
	}
	kind, parameters, err := mime.ParseMediaType(e.get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && parameters["boundary"] != "" {
		return r.parts(multipart.NewReader(e.body, parameters["boundary"]), depth)
	}
	data, err := r.unpack(e)
	if err != nil {
		return err
	}
	name, attached := fileName(e, parameters)
	if !attached && (kind == "text/plain" || kind == "text/html") {
		text, err := textOf(data, parameters["charset"])
		if err != nil {
			return err
		}
		if kind == "text/html" {
			r.html = append(r.html, text)
			return nil
		}
		if strings.EqualFold(parameters["format"], "flowed") {
			text = unflow(text, strings.EqualFold(parameters["delsp"], "yes"))
		}
		r.plain = append(r.plain, text)
		return nil
	}
	r.letter.Attachments = append(r.letter.Attachments, Attachment{name, kind, data})
	return nil
}

func (r *mailReader) parts(m *multipart.Reader, depth int) error {
	for {
		p, err := m.NextRawPart()
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil // a mail cut short: what came is read
		case err != nil:
			return fault.New(fault.Invalid, "document.mail-damaged").From(err)
		}
		if err := r.read(entity{p.Header, p}, depth+1); err != nil {
			return err
		}
	}
}

// unpack undoes the transfer encoding. What is broken in the middle is given
// as far as it goes.
func (r *mailReader) unpack(e entity) ([]byte, error) {
	body := e.body
	switch strings.ToLower(strings.TrimSpace(e.get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(io.LimitReader(body, int64(r.room)+1))
	if len(data) > r.room {
		return nil, tooLarge(MaxFile)
	}
	if err != nil && len(data) == 0 && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fault.New(fault.Invalid, "document.mail-damaged").From(err)
	}
	r.room -= len(data)
	return data, nil
}

// fileName gives the name of an attachment, without folders or control
// characters, and whether the part is one.
func fileName(e entity, parameters map[string]string) (string, bool) {
	how, values, _ := mime.ParseMediaType(e.get("Content-Disposition"))
	name := values["filename"]
	if name == "" {
		name = parameters["name"]
	}
	name = decodedWords(name)
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			return -1 // also the marks that turn the direction of a name around
		}
		return c
	}, name)
	return name, how == "attachment" || name != ""
}

// charsetReader decodes the character sets of mail by the web's table.
func charsetReader(charset string, input io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(input), nil
}

// textOf decodes the text of a part: by its character set where that is known
// and true, else as any text file.
func textOf(data []byte, charset string) (string, error) {
	if charset != "" && !strings.EqualFold(charset, "utf-8") && !strings.EqualFold(charset,
		"us-ascii") {
		if r, err := charsetReader(charset, bytes.NewReader(data)); err == nil {
			out, err := io.ReadAll(io.LimitReader(r, MaxText+1))
			if len(out) > MaxText {
				return "", tooLarge(MaxText)
			}
			if err == nil && !bytes.ContainsRune(out, 0) {
				return unixLines(string(out)), nil
			}
		}
	}
	return DecodeText(data)
}

// text chooses what is read: text/plain, else HTML as lines.
func (r *mailReader) text() (string, error) {
	if whole := strings.Join(r.plain, "\n"); strings.TrimSpace(whole) != "" {
		return whole, nil
	}
	var b strings.Builder
	for _, page := range r.html {
		d, err := HTML(page)
		if err != nil {
			return "", err
		}
		b.WriteString(d.Plain())
	}
	return b.String(), nil
}

// unflow joins the lines that format=flowed broke (RFC 3676): those that end
// in a blank go on in the next.
func unflow(text string, drop bool) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		soft := strings.HasSuffix(line, " ") && line != "-- "
		line = strings.TrimPrefix(line, " ")
		if soft && drop {
			line = strings.TrimSuffix(line, " ")
		}
		b.WriteString(line)
		if !soft {
			b.WriteString("\n")
		}
	}
	return b.String()
}
