package window_test

import (
	"image"
	"testing"
	"time"

	"nabij/canvas/golden"
)

// TestGoldenPictures compares what is made of widgets with pictures that were
// looked at: in both languages, two sizes, at 100 % and 200 %, light and dark.
func TestGoldenPictures(t *testing.T) {
	shot := func(w *opened, name string) {
		t.Helper()
		img, wait := w.picture(), patience
		if golden.Anew() {
			wait = 10 * time.Second
		}
		for end := time.Now().Add(wait); time.Now().Before(end) && !golden.Same(name, img); img = w.settled() {
		}
		golden.Compare(t, name, img)
	}
	t.Run("dutch", func(t *testing.T) {
		w := open(t, "-lang", "nl", "start")
		shot(w, "start-nl")
		w.key("Down", "Down", "Down", "Down", "Return")
		shot(w, "rooms-nl")
		w.key("Escape")
		w.until("the start view", w.atFront)
		w.settled() // a key that comes while a page is laid out goes to nobody
		w.key("Up", "Up", "Return")
		shot(w, "settings-nl")
		w.key("Escape")
		w.do("windowsize", w.id, "480", "320")
		w.until("the small size", func() bool { return w.picture().Bounds().Size() == image.Pt(480, 320) })
		shot(w, "start-small-nl")
		w.key("Up")
		shot(w, "start-small-scrolled-nl")
	})
	t.Run("english", func(t *testing.T) {
		w := open(t, "-lang", "en", "-dark", "-empty", "start")
		shot(w, "start-nothing-dark-en")
		w.key("Up", "Return")
		shot(w, "computer-dark-en")
	})
	t.Run("library", func(t *testing.T) {
		w := open(t, "-lang", "nl", "library")
		w.until("the list", w.inLibrary)
		w.key("Down") // away from the field, in which something blinks
		shot(w, "library-nl")
		w.key("Down", "Return")
		shot(w, "record-nl")
	})
	t.Run("library 200", func(t *testing.T) {
		w := open(t, "-lang", "en", "-scale", "2", "library")
		w.until("the list", w.inLibrary)
		w.key("Down")
		shot(w, "library-200-en")
	})
	t.Run("guide", func(t *testing.T) {
		w := open(t, "-lang", "nl", "guide")
		shot(w, "guide-camera-nl")
		w.key("Return")
		shot(w, "guide-floor-nl")
	})
	t.Run("guide 150", func(t *testing.T) {
		w := open(t, "-lang", "en", "-scale", "1.5", "-dark", "guide")
		shot(w, "guide-camera-150-dark-en")
	})
	t.Run("word", func(t *testing.T) {
		w := open(t, "-lang", "nl", "still")
		w.askForWord()
		w.write("hier is het goed")
		shot(w, "word-nl")
	})
	t.Run("cards", func(t *testing.T) {
		w := open(t, "-lang", "nl", "-people", "3", "still")
		w.key("w")
		w.until("the card", func() bool { return w.colours()[0x41454A] > 3000 })
		w.hold("Tab")
		w.key("Return") // a role; nothing that blinks has the keyboard
		shot(w, "company-nl")
	})
	t.Run("200", func(t *testing.T) {
		w := open(t, "-lang", "en", "-scale", "2", "start")
		shot(w, "start-200-en")
	})
}
