// Package synth makes up rooms and people with exact truth, so that places,
// names and zones can be tested without a camera or a network.
//
// # What is made up
//
// A [Script] lets people walk, sit, crouch, curl up and lie down in a [Room].
// For every frame it gives the exact [Truth], what a person finder like
// MoveNet would have made of it (a vision.Sight with the errors of [Noise]),
// and, when wanted, a simple picture. Everything is a function of the script's
// seed and the frame's number: frames may be asked for in any order and come
// out the same each time.
//
// A [Laid] is an empty room with ribbons and everything that might be taken for
// one, drawn as a webcam would show it.
//
// # What is not
//
// Bodies are capsules around a skeleton, clothes have one colour, and the
// finder's errors are a model with round numbers. Accuracy measured here is
// evidence about geometry and bookkeeping, never about real rooms.
//
// # Frames and units
//
// Room coordinates are those of package floor: metres, z up. A body's own
// coordinates are x forwards, y to its left, z up, from the floor point below
// mid-hip, which is also its place.
package synth
