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

// sigmaUnderABlanket follows somebody who sits on the floor and whom the finder
// finds no more after five seconds, and returns how unsure of her place one is a
// minute later, m.
func sigmaUnderABlanket(t *testing.T, silhouette bool) float64 {
	t.Helper()
	s := script(8, 5*time.Second, person("A", 220, at(0, 2.2, 3.0, scene.SitFloor)))
	s.Noise = synth.Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond}
	room := s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9)))
	ground, err := floor.Solve(room.Size, nil, room.Points)
	if err != nil {
		t.Fatal(err)
	}
	tracker := track.New(ground, track.Options{})
	var told []scene.Person
	for frame := 1; frame <= 650; frame++ {
		sight := s.Sight(min(frame, s.Frames()))
		sight.Frame, sight.At = frame, time.Duration(frame)*100*time.Millisecond
		if frame > s.Frames() {
			sight.Bodies = nil
			if !silhouette {
				sight.Foreground = &vision.Mask{Size: sight.Foreground.Size, Step: sight.Foreground.Step,
					Cells: unknownCells(len(sight.Foreground.Cells))}
			}
		}
		told = tracker.Step(sight)
	}
	if len(told) != 1 || told[0].Place.At.Distance(floor.Point{X: 2.2, Y: 3.0}) > 0.3 {
		t.Fatalf("after a minute: %+v", told)
	}
	long, _, _ := told[0].Place.Cov.Axes()
	return long
}

// unknownCells are those of a room that nobody has seen empty.
func unknownCells(n int) []uint8 {
	cells := make([]uint8, n)
	for i := range cells {
		cells[i] = 96
	}
	return cells
}

// TestASilhouetteConfirms checks that nobody gets lost under a blanket, and that
// she is there as surely as before while something stands out where she sits.
func TestASilhouetteConfirms(t *testing.T) {
	with, without := sigmaUnderABlanket(t, true), sigmaUnderABlanket(t, false)
	if with > 0.15 || without < with+0.1 {
		t.Errorf("after a minute sigma is %.2f m with a silhouette, %.2f m without", with, without)
	}
}
