// Package chart turns numbers into figures that can be read in three ways: as
// a drawing, as a sentence, and as a table.
//
// A chart is asked for by what it says. Title is the finding ("The median fell
// from 34 to 19 days"), Description tells what is drawn to whoever does not
// see it, and every number of the drawing stands in a table beneath. What is
// not known is a gap in the line and a word in the table, never a zero.
//
// Draw places everything and draws nothing: a Figure holds coordinates as text
// and words as they were given, and a template puts them into SVG, where
// they are escaped like any other text. So no chart can bring markup along,
// and the same numbers give the same bytes on every machine: coordinates are
// rounded to a tenth, and no product is added to a sum in one instruction.
//
// The drawing is 400 units wide, so that its words can be read at 320 pixels
// as well as in a column of 34 rem. Values start from zero, since a
// line that starts elsewhere shows a change that is not there.
package chart
