// Package search finds texts by words: an index in memory for the texts of the
// site and for a catalogue of tens of thousands of datasets.
//
// # Words
//
// A text is cut into words, and a word is folded: lower case, accents gone,
// except that å, ä and ö are letters of their own. Words are kept as they are
// inflected; a query is widened when it is asked. "upphandlingarna" is asked
// for as every form with the same stem (Snowball, Swedish and English), as
// every compound that has it as a part, and, when it is written without dots
// and rings, as the words that differ by those alone. What is written exactly
// so counts most.
//
// Compounds need no list: the vocabulary is what is indexed. "upphandlingsdata"
// is a compound with "data" because what is left, "upphandlings", is a word
// that some text has, with an s to bind it. So "mandat" is none, and the same
// texts give the same answer in whatever order they came.
//
// # Queries
//
// Parse reads what a person types: words, "phrases", a minus before what must
// not be there, a star after the beginning of a word. It never fails, and it
// never hands text to an engine: it makes values with bounds (length, number
// of words, forms to widen a word to), so that the dearest query costs little.
//
// # The index
//
// An Index keeps, for every word, where it stands: document, field and place.
// A document is ranked by BM25 over its fields, each with a weight. Equal ranks
// are ordered by Key and then by ID, so that a question has one answer. Facets
// are bitmaps, counted for each facet as if nothing had been chosen in it.
// Documents are put, replaced and removed while others read; a removed document
// is gone for the next reader.
//
// There is no visibility. What is in an index is public: a document that may
// not be seen by everybody must not be put there, since counts, ranks and
// compounds are made from all of them (N-20).
package search
