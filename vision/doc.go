// Package vision holds the words of the eye: pixels, frames, bodies and what
// was seen of them. It knows nothing of metres, of people's names or of any
// library that finds bodies; those live in the packages below it.
//
// # Frames
//
// Picture coordinates are in px with the origin at the centre of the top-left
// pixel, u to the right and v downwards. Frame numbers start at 1. A frame's
// time is monotonic, counted from the start of its source, so that a wall
// clock that jumps does not bend a path.
//
// # Units
//
// A [Pixel] is never a place on the floor: metres are another type, in
// package floor, and only a floor turns one into the other.
package vision
