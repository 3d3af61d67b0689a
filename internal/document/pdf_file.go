package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A pdfFile is a PDF in the making: numbered objects, then a table of where
// each stands (ISO 32000-1, 7.5).
type pdfFile struct {
	bytes.Buffer
	at []int // byte offset of object i+1; 0 until it is written
}

func newPDFFile() *pdfFile {
	f := &pdfFile{}
	// The second line tells tools that the file is binary (7.5.2).
	f.WriteString("%PDF-1.7\n%\xe5\xe4\xf6\xe9\n")
	return f
}

// object reserves a number.
func (f *pdfFile) object() int {
	f.at = append(f.at, 0)
	return len(f.at)
}

// put writes an object under a reserved number.
func (f *pdfFile) put(number int, body string) {
	f.at[number-1] = f.Len()
	fmt.Fprintf(f, "%d 0 obj\n%s\nendobj\n", number, body)
}

// add reserves a number and writes an object under it.
func (f *pdfFile) add(body string) int {
	n := f.object()
	f.put(n, body)
	return n
}

// stream writes bytes as an object, compressed; dictionary holds further entries.
func (f *pdfFile) stream(number int, dictionary string, data []byte) {
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic(err) // a buffer takes every byte, and the level is valid
	}
	f.put(number, fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream",
		dictionary, packed.Len(), packed.Bytes()))
}

// finish writes the table and the trailer. The identifier is the hash of what
// comes before it: the same paper has the same one.
func (f *pdfFile) finish(root, info int) {
	sum := sha256.Sum256(f.Bytes())
	start := f.Len()
	fmt.Fprintf(f, "xref\n0 %d\n0000000000 65535 f \n", len(f.at)+1)
	for _, at := range f.at {
		fmt.Fprintf(f, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(f,
		"trailer\n<< /Size %d /Root %s /Info %s /ID [<%X> <%X>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(f.at)+1, ref(root), ref(info), sum[:16], sum[:16], start)
}

// ref writes a reference to an object.
func ref(number int) string { return fmt.Sprintf("%d 0 R", number) }

// refs writes references to objects as an array.
func refs(numbers []int) string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = ref(n)
	}
	return "[" + strings.Join(list, " ") + "]"
}

// pdfText writes a text string: UTF-16 with a byte order mark, in hexadecimal,
// so that nothing needs escaping.
func pdfText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// pdfBytes writes a string of ASCII, such as an address.
func pdfBytes(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\r", "", "\n",
		"").Replace(s) + ")"
}

// num writes a measure with as many decimals as a page can show.
func num(x float64) string {
	s := fmt.Sprintf("%.2f", x)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
