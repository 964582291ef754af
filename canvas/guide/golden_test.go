package guide_test

import (
	"strconv"
	"strings"
	"testing"

	"nabij/canvas/golden"
	"nabij/canvas/guide"
	"nabij/canvas/words"
	"nabij/vision"
	"nabij/vision/floor"
)

// TestEveryStepLooksAsItDid goes through the whole guide, in both languages,
// and keeps a picture of every page.
func TestEveryStepLooksAsItDid(t *testing.T) {
	for _, lang := range words.Languages() {
		t.Run(string(lang), func(t *testing.T) {
			s := newStudio(t)
			u := sit(t, s, guide.Options{Lang: lang, Onwards: true})
			look := func(name string) {
				t.Helper()
				golden.Compare(t, string(lang)+"-"+name, u.image())
			}
			u.until("a picture", func() bool { return u.widget("next") != nil && !u.widget("next").Off })
			look("camera")
			u.press("next")
			look("floor")
			u.press("lens")
			u.press("begin")
			for k := range 3 {
				s.board.Store(boardAt(float64(40+190*k), float64(60+70*k), 16+4*float64(k)))
				s.show(guide.Frame{Image: s.picture()})
				u.until("the board", func() bool {
					return strings.Contains(u.says(), "in "+strconv.Itoa(k+1)+" way") || strings.Contains(u.says(), "Op "+strconv.Itoa(k+1)+" manier")
				})
			}
			s.board.Store(nil)
			look("lens")
			u.press("ways")
			u.press("sheets")
			look("sheets")
			u.press("look")
			u.until("sheets", func() bool { return u.widget("next") != nil })
			look("sheets-found")
			u.press("next")
			look("exact")
			u.press("check")
			u.drag(s.pixelOfEnd(u, 0), s.pixel(floor.Point{X: 1.5, Y: 1.9}))
			u.write("measured", "1,48")
			look("check")
			u.press("next")
			s.lay()
			look("ribbons")
			u.press("find")
			u.until("ribbons", func() bool { return u.widget("zone1") != nil })
			look("ribbons-found")
			u.press("zone1")
			look("ribbon-corner")
			u.press("next")
			look("save")
			u.press("save")
			u.until("it to be saved", func() bool { return u.widget("session") != nil })
			look("saved")
		})
	}
}

// TestPointsLookAsTheyDid keeps pictures of the handles.
func TestPointsLookAsTheyDid(t *testing.T) {
	for _, lang := range words.Languages() {
		s := newStudio(t)
		s.sheets = nil
		u := sit(t, s, guide.Options{Lang: lang})
		u.press("next")
		u.press("points")
		for k, px := range s.corners(2, 2.5, floor.Point{X: 1.4, Y: 1.7}) {
			u.drag(u.handle(k), px)
		}
		u.write("wide", "2")
		u.write("long", "2.5")
		golden.Compare(t, string(lang)+"-rectangle", u.image())
		u.press("way")
		u.press("add")
		golden.Compare(t, string(lang)+"-points", u.image())
		u.press("ways")
		u.press("ribbon")
		golden.Compare(t, string(lang)+"-ribbon", u.image())
	}
}

// TestWhatIsTheMatterLooksAsItDid keeps pictures of what can go wrong.
func TestWhatIsTheMatterLooksAsItDid(t *testing.T) {
	none := newStudio(t)
	none.cameras = nil
	golden.Compare(t, "nl-no-camera", sit(t, none, guide.Options{Lang: words.Dutch}).image())

	black := newStudio(t)
	black.trouble = vision.CameraDark
	u := sit(t, black, guide.Options{Lang: words.Dutch})
	u.reads("zwart")
	golden.Compare(t, "nl-black", u.image())

	s := newStudio(t)
	s.sheets = s.sheets[:2]
	u = sit(t, s, guide.Options{Lang: words.English})
	u.press("next")
	u.press("sheets")
	u.press("look")
	u.reads("Fewer than three")
	golden.Compare(t, "en-too-few-sheets", u.image())
}
