package web

import (
	"strings"
	"unicode"
)

// wordDiff tells which words came and which went between two texts. Lines are
// compared first and the words of changed lines after, so that a long text
// takes no longer than its changes.
func wordDiff(old, new string) []DiffPart {
	var parts []DiffPart
	for _, hunk := range compare(strings.SplitAfter(old, "\n"), strings.SplitAfter(new, "\n")) {
		before, after := strings.Join(hunk.old, ""), strings.Join(hunk.new, "")
		if hunk.same {
			parts = appendPart(parts, "", before)
			continue
		}
		for _, words := range compare(wordsOf(before), wordsOf(after)) {
			if words.same {
				parts = appendPart(parts, "", strings.Join(words.old, ""))
				continue
			}
			parts = appendPart(parts, "removed", strings.Join(words.old, ""))
			parts = appendPart(parts, "added", strings.Join(words.new, ""))
		}
	}
	return parts
}

// appendPart adds a run of words to those that are there.
func appendPart(parts []DiffPart, change, text string) []DiffPart {
	switch last := len(parts) - 1; {
	case text == "":
		return parts
	case last >= 0 && parts[last].Change == change:
		parts[last].Text += text
		return parts
	}
	return append(parts, DiffPart{change, text})
}

// wordsOf parts a text into words and the space between them.
func wordsOf(text string) []string {
	var words []string
	start, space := 0, false
	for i, r := range text {
		if is := unicode.IsSpace(r); i > 0 && is != space {
			words = append(words, text[start:i])
			start = i
		}
		space = unicode.IsSpace(r)
	}
	if start < len(text) {
		words = append(words, text[start:])
	}
	return words
}

// A hunk is a run that is the same in both texts, or that was replaced.
type hunk struct {
	same     bool
	old, new []string
}

// mostCells bounds the table of a comparison. What is larger counts as
// replaced from end to end.
const mostCells = 1 << 20

// compare finds what two lists have in common, by the longest common
// subsequence between their common beginning and their common end.
func compare(old, new []string) []hunk {
	head, tail := 0, 0
	for head < min(len(old), len(new)) && old[head] == new[head] {
		head++
	}
	for tail < min(len(old), len(new))-head && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	hunks := []hunk{{true, old[:head], new[:head]}}
	hunks = append(hunks, middle(old[head:len(old)-tail], new[head:len(new)-tail])...)
	return append(hunks, hunk{true, old[len(old)-tail:], new[len(new)-tail:]})
}

// middle compares two lists that begin and end differently.
func middle(old, new []string) []hunk {
	if len(old) == 0 || len(new) == 0 || len(old)*len(new) > mostCells {
		return []hunk{{false, old, new}}
	}
	longest := make([][]int32, len(old)+1) // common from i and j onwards
	for i := range longest {
		longest[i] = make([]int32, len(new)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(new) - 1; j >= 0; j-- {
			if old[i] == new[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var hunks []hunk
	for i, j := 0, 0; i < len(old) || j < len(new); {
		i0, j0 := i, j
		for i < len(old) && j < len(new) && old[i] == new[j] {
			i, j = i+1, j+1
		}
		if i > i0 {
			hunks = append(hunks, hunk{true, old[i0:i], new[j0:j]})
			continue
		}
		for (i < len(old) || j < len(new)) && !(i < len(old) && j < len(new) && old[i] == new[j]) {
			if j == len(new) || i < len(old) && longest[i+1][j] >= longest[i][j+1] {
				i++
			} else {
				j++
			}
		}
		hunks = append(hunks, hunk{false, old[i0:i], new[j0:j]})
	}
	return hunks
}
