// Package lapse tells how soon things end when some of them have not ended yet.
//
// How long cases take is asked on the page of the contact points, on that of a
// consultation, and by the measures of a plan. All of them have the same
// definition: the estimate of Kaplan and Meier (1958), in which what is still
// open counts as long as it has lasted. The median of what has been answered
// alone would look the better the longer the hard cases were left lying.
package lapse
