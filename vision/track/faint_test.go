package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/synth"
	"nabij/vision/track"
)

// TestFaintCloserLooksPullLittle shows somebody curled up clearly, and then only by
// closer looks whose joints are faint and lie lower in the picture, as happens while
// another stands before her. They say less of where she is, at the time and with
// hindsight.
func TestFaintCloserLooksPullLittle(t *testing.T) {
	truth := floor.Point{X: 2.2, Y: 3.6}
	var off [2]float64 // with hindsight, as plain looks and as closer ones
	for i, closer := range []bool{false, true} {
		s := script(12, 5*time.Second, person("A", 220, at(0, truth.X, truth.Y, scene.Curled)))
		s.Noise = synth.Noise{JointPx: 0.8, JointShare: 0.012, Lasting: 400 * time.Millisecond}
		ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(s.Seed, 9))).Points)
		if err != nil {
			t.Fatal(err)
		}
		tracker := track.New(ground, track.Options{KeepPath: true})
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			if b := &sight.Bodies[0]; frame > 35 {
				b.Closer = closer
				down := 0.10 * b.Box.Height
				b.Box.Top += down
				for j := range b.Joints {
					b.Joints[j].At.V += down
					b.Joints[j].Score = 0.12
				}
			}
			tracker.Step(sight)
		}
		path := tracker.Paths()[0]
		off[i] = path[len(path)-1].Person.Place.At.Distance(truth)
	}
	if off[1] > 0.8*off[0] {
		t.Errorf("pulled away by %.2f m as plain looks, %.2f m as closer ones", off[0], off[1])
	}
	t.Logf("pulled away by %.2f m as plain looks, %.2f m as closer ones", off[0], off[1])
}
