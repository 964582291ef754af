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

// pathOf follows one person who keeps still, the finder's sights changed by what
// else happens, and returns her path.
func pathOf(t *testing.T, posture scene.Posture, length time.Duration, change func(*vision.Sight)) []track.Told {
	t.Helper()
	s := script(4, length, person("A", 200, at(0, 2.5, 3.2, posture)))
	s.Noise = synth.Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond}
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{KeepPath: true})
	for frame := 1; frame <= s.Frames(); frame++ {
		sight := s.Sight(frame)
		change(&sight)
		tracker.Step(sight)
	}
	paths := tracker.Paths()
	if len(paths) != 1 {
		t.Fatalf("%d people, want 1", len(paths))
	}
	return paths[0]
}

// TestGlimpsedBeforeIsThereAllTheTime lets the finder see somebody in two frames
// of three for two seconds, then not at all for ten, then always.
func TestGlimpsedBeforeIsThereAllTheTime(t *testing.T) {
	path := pathOf(t, scene.SitFloor, 15*time.Second, func(s *vision.Sight) {
		if s.Frame < 20 && s.Frame%3 == 0 || s.Frame >= 20 && s.Frame < 120 {
			s.Bodies = nil
		}
	})
	if path[0].Frame != 1 || len(path) != 150 {
		t.Errorf("told from frame %d in %d frames, want 150 from 1", path[0].Frame, len(path))
	}
	for _, told := range path {
		if off := told.Person.Place.At.Distance(floor.Point{X: 2.5, Y: 3.2}); off > 0.4 {
			t.Fatalf("frame %d: %.2f m off", told.Frame, off)
		}
	}
}

// TestAnEmptyChairIsNobody lets the finder take a chair for a faint body, without
// a break, until somebody sits there.
func TestAnEmptyChairIsNobody(t *testing.T) {
	path := pathOf(t, scene.SitChair, 6*time.Second, func(s *vision.Sight) {
		if s.Frame > 30 {
			return
		}
		for i := range s.Bodies {
			s.Bodies[i].Score = 0.5
			for j := range s.Bodies[i].Joints {
				s.Bodies[i].Joints[j].Score *= 0.35
			}
		}
	})
	if path[0].Frame != 31 {
		t.Errorf("told from frame %d, want 31", path[0].Frame)
	}
}
