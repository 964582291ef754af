package window_test

import (
	"strings"
	"testing"
	"time"
)

// askForWord keeps the session, marks a moment and waits for the field of its
// word.
func (w *opened) askForWord() {
	w.t.Helper()
	w.key("r", "c", "Return")
	w.until("a field", w.asksForWord)
}

// asksForWord reports whether the field's card lies over the map: there the
// floor's lines are not seen, but its own rim.
func (w *opened) asksForWord() bool {
	img := w.picture()
	rim := 0
	for x := range img.Rect.Dx() {
		if c := img.RGBAAt(x, 44); c.R < 0x80 && c.G < 0x80 && c.B < 0x80 {
			rim++
		}
	}
	return rim > 400
}

// TestAWordIsWrittenOverTheMap writes to a moment, in a field over the map;
// keys are words there and no commands.
func TestAWordIsWrittenOverTheMap(t *testing.T) {
	w := open(t, "still")
	w.askForWord()
	w.write("stop, hier is goed x")
	w.hold("BackSpace")
	w.key("Return")
	w.until("the map alone", func() bool { return !w.asksForWord() })
	w.key("q")
	if r := w.end(); r.Word != "stop, hier is goed " || r.Moments != 1 || r.Paused {
		t.Errorf("%+v", r)
	}
}

// TestAPressBesideTheFieldLeavesTheWord presses on the map while a word with
// letters of two bytes is written: what is typed then comes behind it.
func TestAPressBesideTheFieldLeavesTheWord(t *testing.T) {
	w := open(t, "still")
	w.askForWord()
	w.write("een cliënt, vóór of ná")
	w.do("mousemove", "--window", w.id, "300", "500", "mousedown", "1")
	time.Sleep(200 * time.Millisecond)
	w.do("mouseup", "1")
	w.write("x")
	w.key("Return")
	w.until("the map alone", func() bool { return !w.asksForWord() })
	w.key("q")
	if r := w.end(); !strings.HasPrefix(r.Word, "een cli") || !strings.HasSuffix(r.Word, "x") {
		t.Errorf("%+v", r)
	}
}
