package opencv

import (
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/emptyroom"
)

// gazed is a gaze over pictures of one grey that tests may paint.
type gazed struct {
	gaze
	picture []uint8
	now     time.Duration
}

func newGazed() *gazed {
	grid := emptyroom.GridOf(vision.Size{Width: 640, Height: 480})
	g := &gazed{gaze: gaze{grid: grid}, picture: make([]uint8, 3*grid.Cells())}
	g.paint(vision.Box{Width: 640, Height: 480}, 100)
	return g
}

// paint gives all cells in a box, in px, one grey.
func (g *gazed) paint(b vision.Box, grey uint8) {
	for i := range g.grid.Cells() {
		if b.Contains(g.grid.Centre(i)) {
			g.picture[3*i], g.picture[3*i+1], g.picture[3*i+2] = grey, grey, grey
		}
	}
}

// frames counts the looks in n frames at 10 Hz, before each of which change runs.
func (g *gazed) frames(n int, expect vision.Expect, change func(i int)) (looks int) {
	for i := range n {
		change(i)
		g.now += 100 * time.Millisecond
		if look, _ := g.due(g.picture, g.now, expect); look {
			looks++
		}
	}
	return looks
}

func still(int) {}

var someone = vision.Box{Left: 200, Top: 100, Width: 100, Height: 250}

func TestLooksSeldomAtStillness(t *testing.T) {
	g := newGazed()
	if looks := g.frames(50, vision.Expect{}, still); looks < 5 || looks > 6 {
		t.Errorf("%d looks in 5 s of stillness, want 5", looks)
	}
	if looks := g.frames(100, vision.Expect{}, still); looks < 2 || looks > 3 {
		t.Errorf("%d looks in 10 s more of stillness, want 2 or 3", looks)
	}
	if looks := g.frames(300, vision.Expect{}, still); looks < 5 || looks > 6 {
		t.Errorf("%d looks in 30 s more of stillness, want 6", looks)
	}
	if _, unchanged := g.due(g.picture, g.now, vision.Expect{}); !unchanged {
		t.Error("a still picture has changed")
	}
}

func TestNoiseIsNoChange(t *testing.T) {
	g := newGazed()
	looks := g.frames(100, vision.Expect{}, func(i int) {
		for j := i; j < len(g.picture); j += 301 { // single cells, far apart
			g.picture[j] ^= 31
		}
	})
	if looks > 8 {
		t.Errorf("%d looks in 10 s of noise, want 7", looks)
	}
}

// TestLooksAtHalfOfWhatMoves: someone known who moves is looked at in half of
// the frames, and never goes unlooked at for longer than 0.3 s.
func TestLooksAtHalfOfWhatMoves(t *testing.T) {
	g := newGazed()
	gap, widest := 0, 0
	looks := 0
	for i := range 200 {
		seen := g.frames(1, vision.Expect{Boxes: []vision.Box{someone}}, func(int) { g.paint(someone, uint8(60+90*(i%2)+i/4)) })
		looks += seen
		if gap++; seen > 0 {
			gap = 0
		}
		widest = max(widest, gap)
	}
	if looks < 90 || looks > 110 || widest > 2 {
		t.Errorf("%d looks in 200 frames, %d without one in a row", looks, widest)
	}
}

func TestStrangersAreLookedAtAtOnce(t *testing.T) {
	g := newGazed()
	known := vision.Expect{Boxes: []vision.Box{{Left: 500, Top: 100, Width: 80, Height: 200}}}
	g.frames(8, known, still)
	if g.frames(1, known, func(int) { g.paint(someone, 180) }) != 1 {
		t.Error("someone appeared and was not looked at")
	}
	if looks := g.frames(4, vision.Expect{Unsure: true}, still); looks != 4 {
		t.Errorf("%d of 4 frames looked at while it is unsure who is there", looks)
	}
}

// TestUnsureForEver: whatever happens, not many more than half of the frames
// are looked at in the long run.
func TestUnsureForEver(t *testing.T) {
	g := newGazed()
	looks := g.frames(600, vision.Expect{Unsure: true}, func(i int) { g.paint(someone, uint8(60+90*(i%2))) })
	if looks > 310 {
		t.Errorf("%d looks in 600 frames", looks)
	}
}

func TestFewerFramesAreAskedForTheLongerItIsStill(t *testing.T) {
	g := newGazed()
	want := func(gap time.Duration, when string) {
		t.Helper()
		if _, got := g.rest(g.now); got != gap {
			t.Errorf("%s: frames %v apart, want %v", when, got, gap)
		}
	}
	g.frames(15, vision.Expect{}, still)
	want(0, "after 1.5 s")
	g.frames(10, vision.Expect{}, still)
	want(calmGap, "after 2.5 s of stillness")
	g.frames(80, vision.Expect{}, still)
	want(peaceGap, "after 10.5 s of stillness")
	g.frames(1, vision.Expect{Boxes: []vision.Box{someone}}, func(int) { g.paint(someone, 180) })
	want(0, "somebody moved")
	g.frames(200, vision.Expect{Unsure: true}, still)
	want(0, "while it is unsure who is there")
}
