package track_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/score"
	"nabij/vision/track"
)

// TestOneBodyForTwo lets two people pass each other a few times, close to each other in
// the picture. Whoever is behind is not found then, and as they part the finder draws
// one body from the front one over to the other, so that a name goes along: the front
// one, who seems to be new, is given her own name back, and the other hers.
func TestOneBodyForTwo(t *testing.T) {
	for seed := uint64(40); seed < 46; seed++ {
		s := script(seed, 16*time.Second, person("A", 220), person("B", 21))
		s.RateHz, s.Noise.Miss = 12, false
		for i := range s.People {
			for k := range 5 {
				x := 1.2 + 1.6*float64((k+i)%2)
				s.People[i].Path = append(s.People[i].Path, at(4*float64(k), x, 3+0.7*float64(i), scene.Stand))
			}
		}
		ground, err := floor.Solve(s.Room.Size, nil, s.Room.Described(rand.New(rand.NewPCG(seed, 9))).Points)
		if err != nil {
			t.Fatal(err)
		}
		tracker := track.New(ground, track.Options{KeepPath: true})
		names, merged := map[string]bool{}, 0
		var truth []score.Truth
		for frame := 1; frame <= s.Frames(); frame++ {
			sight := s.Sight(frame)
			sight.Foreground = nil
			merged = merge(&sight, merged)
			for _, p := range tracker.Step(sight) {
				names[p.Name] = true
			}
			for _, p := range s.Truth(frame) {
				truth = append(truth, score.Truth{Frame: p.Frame, Person: p.Person, At: p.Place, Posture: p.Posture, Visible: p.Visible})
			}
		}
		var moments []scene.Scene
		for _, path := range tracker.Paths() {
			for _, told := range path {
				moments = append(moments, scene.Scene{Frame: told.Frame, People: []scene.Person{told.Person}})
			}
		}
		p := score.MeasurePlaces(truth, score.FoundIn(moments), nil)
		t.Logf("seed %d: %d names, %d switches, recall %.1f %%", seed, len(names), p.Switches, p.RecallPct)
		if len(names) != 2 || p.Switches != 0 {
			t.Errorf("seed %d: %d names for two people, %d switches", seed, len(names), p.Switches)
		}
	}
}

// merge makes one body of two that overlap much, and of the next looks at them one that
// moves from the nearer to the farther; then it covers the farther one's clothes for as
// long as they still overlap. It returns how many looks the one body has lasted.
func merge(s *vision.Sight, lasted int) int {
	if len(s.Bodies) != 2 {
		return lasted
	}
	near, far := s.Bodies[0], s.Bodies[1]
	if near.Box.Bottom() < far.Box.Bottom() {
		near, far = far, near
	}
	shared := near.Box.Intersect(far.Box).Area() / min(near.Box.Area(), far.Box.Area())
	switch {
	case shared > 0.5:
		s.Bodies = []vision.Body{near}
		return 1
	case lasted > 0 && lasted <= 3:
		s.Bodies = []vision.Body{between(near, far, float64(lasted)/3)}
		return lasted + 1
	case shared == 0:
		return 0
	}
	return lasted
}

// between is a body on the way from one to another.
func between(from, to vision.Body, share float64) vision.Body {
	b := from
	mix := func(a, b float64) float64 { return a + share*(b-a) }
	for j := range b.Joints {
		b.Joints[j].At.U = mix(from.Joints[j].At.U, to.Joints[j].At.U)
		b.Joints[j].At.V = mix(from.Joints[j].At.V, to.Joints[j].At.V)
	}
	b.Box = vision.Box{Left: mix(from.Box.Left, to.Box.Left), Top: mix(from.Box.Top, to.Box.Top),
		Width: mix(from.Box.Width, to.Box.Width), Height: mix(from.Box.Height, to.Box.Height)}
	if share > 0.5 {
		b.Colours = to.Colours
	}
	return b
}
