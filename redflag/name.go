package redflag

import (
	"math/bits"
	"strings"
	"unicode"

	"insyn/ledger"
)

// legalForms are words by which a name shows that it is no natural person.
var legalForms = map[string]bool{"ab": true, "aktiebolag": true, "aktiebolaget": true, "publ": true,
	"hb": true, "handelsbolag": true, "kb": true, "kommanditbolag": true, "förening": true,
	"föreningen": true, "stiftelse": true, "stiftelsen": true, "kommun": true, "kommunen": true,
	"region": true, "regionen": true, "landsting": true, "myndigheten": true, "verket": true,
	"universitet": true, "förbund": true, "förbundet": true, "kooperativ": true, "ek": true,
	"ltd": true, "limited": true, "inc": true, "llc": true, "gmbh": true, "oy": true, "oyj": true,
	"as": true, "asa": true, "aps": true, "bv": true, "sa": true, "plc": true, "corp": true}

// words takes a name apart: small letters and digits, without signs.
func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// plainName is a name without case, signs and legal form, so that the ways in
// which one supplier is written are alike.
func plainName(name string) string {
	all := words(name)
	kept := all[:0]
	for _, w := range all {
		if !legalForms[w] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// isMasked tells whether a name stands for whom the publisher has taken out.
func isMasked(name string) bool {
	name = strings.TrimSpace(name)
	return name == "" || strings.HasPrefix(name, ledger.MaskedName) || strings.HasPrefix(name, "***") ||
		strings.HasPrefix(name, "[")
}

// isCompany tells whether a name has a word that natural persons do not have.
func isCompany(name string) bool {
	for _, w := range words(name) {
		if legalForms[w] {
			return true
		}
	}
	return false
}

// public tells how a supplier may be shown. Only organisations are named: by a
// number that no person and no estate can have, or by their legal form.
func (p *party) public() Party {
	if len(ledger.Personal(p.name)) > 0 {
		return Party{Unnamed: true}
	}
	switch {
	case p.kind == ledger.Organisation && p.form != "estate", isCompany(p.name):
		return Party{Number: p.number, Name: p.name, Form: p.form}
	}
	return Party{Unnamed: true}
}

// hashText hashes a text; 0 is the empty one. It is the same in every run, for
// the order of rows must be.
func hashText(b []byte) uint32 {
	if len(b) == 0 {
		return 0
	}
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return fold(h)
}

// hashInvoice hashes the number of an invoice without what people add and
// leave out: case, signs, zeros before other digits.
func hashInvoice(b []byte) uint32 {
	h, n, number := uint64(14695981039346656037), 0, false
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			fallthrough
		case c >= 'a' && c <= 'z', c >= 0x80:
			number = false
		case c == '0' && !number:
			continue
		case c >= '0' && c <= '9':
			number = true
		default:
			number = false
			continue
		}
		h = (h ^ uint64(c)) * 1099511628211
		n++
	}
	if n == 0 {
		return 0
	}
	return fold(h)
}

// plainInvoice is what hashInvoice hashes.
func plainInvoice(text []byte) string {
	var b []byte
	number := false
	for _, c := range text {
		switch {
		case c >= 'A' && c <= 'Z':
			c, number = c+'a'-'A', false
		case c >= 'a' && c <= 'z', c >= 0x80:
			number = false
		case c == '0' && !number:
			continue
		case c >= '0' && c <= '9':
			number = true
		default:
			number = false
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// fold makes 32 bits of 64; never 0, which is nothing.
func fold(h uint64) uint32 { return max(uint32(mix(h)>>32), 1) }

// mix spreads the bits of a number (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// join mixes two numbers into one, whose order counts.
func join(a, b uint64) uint64 { return mix(a + bits.RotateLeft64(b, 32) + 0x9e3779b97f4a7c15) }
