// Package livemap draws a room and who is in it, seen from above: the floor
// with a line every metre, the ribbons as they lie there, each person as a
// soft disc, the last steps as a fading trail, and between two people a
// thread.
//
// # Honest softness
//
// A disc is as sharp as its place is sure. Its body radius is blurred by the
// ellipse that holds the person with 95 % probability, so someone seen well
// has a firm edge and someone hidden is a wide cloud. Nobody vanishes: who is
// not seen keeps a place, and who is beyond the sheet is shown at its edge.
//
// # No judgement
//
// The thread between two people changes evenly with their distance, in one
// neutral colour, without any step. Numbers appear only in the measure view.
package livemap
