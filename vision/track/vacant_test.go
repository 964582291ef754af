package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/track"
)

// TestAnEmptyPlaceHoldsNobody loses someone who stood, and asks for her after
// three seconds: she is there unless her place is seen to be empty and nothing
// there could hide her.
func TestAnEmptyPlaceHoldsNobody(t *testing.T) {
	for _, c := range []struct {
		what  string
		feet  bool  // seen before
		shows uint8 // the place, afterwards
		there int
	}{
		{"the empty room", true, 0, 0},
		{"something", true, 255, 1},
		{"what is not known of the room", true, 100, 1},
		{"the empty room, where her feet were hidden", false, 0, 1},
	} {
		s := script(6, 3*time.Second, person("A", 220, at(0, 2.0, 2.6, scene.Stand)))
		room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
		ground, err := floor.Solve(room.Size, nil, room.Points)
		if err != nil {
			t.Fatal(err)
		}
		tracker := track.New(ground, track.Options{})
		told := 0
		for frame := 1; frame <= 2*s.Frames(); frame++ {
			sight := s.Sight(min(frame, s.Frames()))
			sight.Frame, sight.At = frame, s.At(frame)
			if frame > s.Frames() {
				sight.Bodies = nil
				for i := range sight.Foreground.Cells {
					sight.Foreground.Cells[i] = c.shows
				}
			} else if !c.feet {
				hideFeet(sight.Bodies)
			}
			told = len(tracker.Step(sight))
		}
		if told != c.there {
			t.Errorf("her place shows %s: %d people, want %d", c.what, told, c.there)
		}
	}
}

func hideFeet(bodies []vision.Body) {
	for i := range bodies {
		bodies[i].Joints[vision.LeftAnkle].Score = 0.02
		bodies[i].Joints[vision.RightAnkle].Score = 0.02
	}
}
