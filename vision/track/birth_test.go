package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
	"nabij/vision/track"
)

// TestANameNeedsThreeTenths shows somebody in the middle of the picture for a while,
// at thirty looks a second: a name takes 0.3 s without a break, and a body with limbs.
func TestANameNeedsThreeTenths(t *testing.T) {
	s := script(6, 2*time.Second, person("A", 220, at(0, 2.0, 2.6, scene.Stand)))
	s.RateHz, s.Noise.Miss, s.Noise.FalsePerFrame = 30, false, 0
	ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		shown func(frame int) bool
		limbs bool
		first int // frame at which she has a name; 0: never
	}{
		{"all the time", func(int) bool { return true }, true, 9},
		{"for a quarter of a second", func(frame int) bool { return frame <= 8 }, true, 0},
		{"with a break", func(frame int) bool { return frame != 8 }, true, 17},
		{"without limbs", func(int) bool { return true }, false, 0},
	} {
		tracker, first := track.New(ground, track.Options{}), 0
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			if !c.shown(frame) {
				sight.Bodies = nil
			}
			for i := range sight.Bodies {
				faint(&sight.Bodies[i], c.limbs)
			}
			if told := tracker.Step(sight); len(told) > 0 && first == 0 {
				first = frame
			}
		}
		if first != c.first {
			t.Errorf("%s: named at frame %d, want %d", c.what, first, c.first)
		}
	}
}

// faint takes the limbs of a body away.
func faint(b *vision.Body, limbs bool) {
	for j := range b.Joints {
		if !limbs {
			b.Joints[j].Score = 0.15
		}
	}
}

// TestAShapeSpeaksForAFaintBody shows a body that is surely found but shows few of its
// limbs, before the empty room and standing out from it: furniture is part of the
// room, somebody curled up in the dark is not.
func TestAShapeSpeaksForAFaintBody(t *testing.T) {
	s := script(6, time.Second, person("A", 220, at(0, 2.0, 2.6, scene.Curled)))
	s.Noise = synth.Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond}
	ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what  string
		room  bool
		score float64
		told  int
	}{
		{"standing out", false, 0.7, 1},
		{"part of the room", true, 0.7, 0},
		{"standing out, less surely found", false, 0.55, 0},
	} {
		tracker, told := track.New(ground, track.Options{}), 0
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			b := &sight.Bodies[0]
			b.Score = c.score
			for j := range b.Joints {
				b.Joints[j].Score = 0.27
			}
			if c.room {
				clear(sight.Foreground.Cells)
			}
			told = len(tracker.Step(sight))
		}
		if told != c.told {
			t.Errorf("%s: %d people, want %d", c.what, told, c.told)
		}
	}
}

// TestWhoWalksIsNoFurniture shows a body with few limbs: where it stays it may be a
// coat rack, where it walks it is somebody.
func TestWhoWalksIsNoFurniture(t *testing.T) {
	for _, c := range []struct {
		what string
		toX  float64
		told int
	}{{"walks", 3.0, 1}, {"stays", 1.2, 0}} {
		s := script(6, 2*time.Second, person("A", 220, at(0, 1.2, 2.6, scene.Stand), at(2, c.toX, 2.6, scene.Stand)))
		s.Noise = synth.Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond}
		ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
		if err != nil {
			t.Fatal(err)
		}
		tracker, told := track.New(ground, track.Options{}), 0
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			sight.Foreground = nil
			b := &sight.Bodies[0]
			b.Score = 0.5
			for j := range b.Joints {
				b.Joints[j].Score = 0.23
			}
			told = len(tracker.Step(sight))
		}
		if told != c.told {
			t.Errorf("who %s: %d people, want %d", c.what, told, c.told)
		}
	}
}

// TestWhatWasThereBeforeKeepsNobody shows a chair that is taken for a body, with few
// limbs and farther away, and then somebody who sits on it: her place is her own from
// the first.
func TestWhatWasThereBeforeKeepsNobody(t *testing.T) {
	at0 := floor.Point{X: 2.0, Y: 2.6}
	s := script(14, 2*time.Second, person("A", 220, at(0, at0.X, at0.Y, scene.SitChair)))
	s.Noise.Miss, s.Noise.FalsePerFrame = false, 0
	ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{})
	worst, told := 0.0, 0
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		if frame <= 10 {
			chairOf(&sight.Bodies[0])
		}
		for _, p := range tracker.Step(sight) {
			worst, told = max(worst, p.Place.At.Distance(at0)), told+1
		}
	}
	if told < 6 || worst > 0.2 {
		t.Errorf("told %d times, off by up to %.2f m", told, worst)
	}
}

// chairOf makes of a seated body what the finder makes of her empty chair: something
// higher up in the picture with fewer limbs.
func chairOf(b *vision.Body) {
	b.Score *= 0.7
	b.Box.Top -= 0.2 * b.Box.Height
	for j := range b.Joints {
		b.Joints[j].At.V -= 0.2 * b.Box.Height
		b.Joints[j].Score *= 0.3
	}
}
