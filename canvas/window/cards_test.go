package window_test

import (
	"testing"

	"nabij/canvas/golden"
)

// TestWhatLayOverTheMapLeavesNothing shows and hides what lies over the map:
// each time the picture is what it was.
func TestWhatLayOverTheMapLeavesNothing(t *testing.T) {
	w := open(t, "-people", "3", "still")
	before := w.settled()
	for _, keys := range [][2]string{{"m", "m"}, {"h", "Escape"}, {"w", "Escape"}, {"z", "0"}, {"d", "d"}} {
		w.key(keys[0])
		w.until("something else", func() bool { return golden.Differ(w.picture(), before) > 0.002 })
		w.settled()
		w.key(keys[1])
		w.until("the picture as before "+keys[0], func() bool { return golden.Differ(w.picture(), before) < 0.0002 })
	}
}
