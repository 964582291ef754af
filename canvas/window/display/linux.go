//go:build linux

package display

/*
#cgo pkg-config: x11
#include <X11/Xlib.h>

static int nabij_display_found(void) {
	Display *display = XOpenDisplay(0);
	if (!display) return 0;
	XCloseDisplay(display);
	return 1;
}
*/
import "C"

import _ "unsafe" // for go:linkname

// initTask is the head of the runtime's record of a package's init functions
// (runtime/proc.go, type initTask).
type initTask struct{ state, functions uint32 }

// done is the state of a package that is initialised.
const done = 2

// The packages of Ebiten whose init functions need a display, or what another
// one of them made.
//
//go:linkname userInterface github.com/hajimehoshi/ebiten/v2/internal/ui..inittask
var userInterface initTask

//go:linkname vectorGraphics github.com/hajimehoshi/ebiten/v2/vector..inittask
var vectorGraphics initTask

var found = C.nabij_display_found() == 1

func init() {
	if !found {
		userInterface.state, vectorGraphics.state = done, done
	}
}

// Found reports whether a window can be opened.
func Found() bool { return found }
