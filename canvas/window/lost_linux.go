package window

/*
#cgo pkg-config: x11
#include <X11/Xlib.h>
#include <unistd.h>

static volatile int nabij_is_lost;

// Xlib ends the program when this returns. It is called inside Xlib, on the
// window's thread, which has nothing left to do.
static int nabij_wait_for_ever(Display *display) {
	nabij_is_lost = 1;
	for (;;) pause();
	return 0;
}

static void nabij_watch(void) { XSetIOErrorHandler(nabij_wait_for_ever); }
static int nabij_lost(void) { return nabij_is_lost; }
*/
import "C"

import "time"

// watchDisplay calls lost when the X server is gone: its computer, its graphics
// driver, or the desktop's session. Xlib would end the program at once, and
// with it whatever is being kept. The window's thread is held for good.
func watchDisplay(over <-chan struct{}, lost func()) {
	C.nabij_watch()
	go func() {
		ticker := time.NewTicker(200 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-over:
				return
			case <-ticker.C:
				if C.nabij_lost() != 0 {
					lost()
					return
				}
			}
		}
	}()
}
