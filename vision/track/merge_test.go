package track_test

import (
	"testing"
	"time"

	"nabij/vision"
	"nabij/vision/scene"
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
		lasted := 0
		f := follow(t, s, func(sight *vision.Sight) {
			sight.Foreground = nil
			lasted = merge(sight, lasted)
		})
		t.Logf("seed %d: %d names, %d switches, recall %.1f %%", seed, f.causal.NamesUsed, f.smooth.Switches, f.smooth.RecallPct)
		if f.causal.NamesUsed != 2 || f.smooth.NamesUsed != 2 || f.smooth.Switches != 0 {
			t.Errorf("seed %d: %d names for two people, %d switches", seed, f.causal.NamesUsed, f.smooth.Switches)
		}
	}
}

// merge leaves the nearer one of two bodies that overlap much, and makes one of them in
// the next looks too, which moves from the nearer to the farther. It returns how many
// looks the one body has lasted.
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
