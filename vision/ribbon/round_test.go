package ribbon

import (
	"math"
	"math/rand/v2"
	"testing"
)

// seenAs is what a line that turns from across to along the way one looks hides
// of the floor, stretch by stretch: width/sine to a power, with noise.
func seenAs(r *rand.Rand, power, least float64, n int) (all []hiding) {
	for i := range n {
		sine := least + (1-least)*float64(i)/float64(n-1)
		all = append(all, hiding{log: -power*math.Log(sine) - 3 + 0.1*r.NormFloat64(), sine: sine})
	}
	return all
}

func TestFlatAndRoundAreToldApart(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		for _, power := range []float64{0, 1} {
			all := seenAs(r, power, 0.5, 12)
			all[4].log -= 3 // something lies over it there
			found, sigma, ok := powerOf(all)
			if !ok || math.Abs(found-power) > 0.5 || sigma > 0.5 {
				t.Errorf("power %v found as %.2f to %.2f, %v", power, found, sigma, ok)
			}
		}
	}
	if _, _, ok := powerOf(seenAs(r, 1, 0.95, 12)); ok {
		t.Error("a line that does not turn told whether it is round")
	}
	if _, _, ok := powerOf(nil); ok {
		t.Error("nothing told whether it is round")
	}
}
