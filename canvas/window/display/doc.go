// Package display tells whether there is a display, and lets the program run
// where there is none.
//
// Ebiten connects to the X server in an init function, and panics there when
// it cannot (hajimehoshi/ebiten#1498, #1858). A program that merely links it
// would therefore not even convert a file on a machine without a display. This
// package looks for the display first. Where there is none it marks the init
// functions of Ebiten's packages as done, so that they never run; a window
// cannot be opened then, and [Found] says so.
//
// # Why it runs first
//
// The Go specification ("Program initialization") sorts packages by import
// path and each time initialises the first one whose imports are all
// initialised. This package needs nothing but syscall. Ebiten's need time and
// others, which sort after nabij/… and themselves need syscall: so at the
// moment when syscall is ready, this package comes before every one of them.
// A test starts a program without a display and would notice any change.
package display
