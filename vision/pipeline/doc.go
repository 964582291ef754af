// Package pipeline carries frames to scenes: frame → bodies → places → names →
// scene, with its clocks, its back-pressure and its statistics. It knows the
// eye only as an interface, so that it runs without a camera or a display.
//
// # Back-pressure
//
// One goroutine asks the source for a frame, has the eye look at it, follows the
// people and hands the scene on. A source that is a camera keeps only its newest
// frame, so that a slow eye makes the map coarser in time and never late; a
// source that is a clip gives every frame.
//
// # Two ways to follow
//
// [Follow] tells each moment as it was known at that moment: what live shows.
// [Path] waits for the end, and tells each moment with what came later: places
// smoothed, and people told from the first moment they were seen.
package pipeline
