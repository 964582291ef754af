package track_test

import (
	"slices"
	"testing"
	"time"

	"nabij/vision/scene"
)

// TestGettingDownIsNotGoingElsewhere lets people stand, curl up and stand again where
// they are: between two postures the heights of neither hold, and with hindsight she
// is where she was before and after.
func TestGettingDownIsNotGoingElsewhere(t *testing.T) {
	var off []float64
	for seed := range uint64(8) {
		s := script(seed+1, 9*time.Second, person("A", 220, at(0, 2.0, 2.8, scene.Stand), at(3, 2.0, 2.8, scene.Stand),
			at(5, 2.0, 2.8, scene.Curled), at(7, 2.0, 2.8, scene.Stand)))
		s.Noise.Miss, s.Noise.FalsePerFrame = false, 0
		f := follow(t, s)
		for i, p := range f.truth {
			if p.Changing {
				off = append(off, f.smoothed[i].Place.At.Distance(p.At))
			}
		}
	}
	slices.Sort(off)
	t.Logf("%d moments, off by %.2f m in the median, 95 %% below %.2f m", len(off), off[len(off)/2], off[len(off)*95/100])
	if len(off) < 50 || off[len(off)/2] > 0.045 || off[len(off)*95/100] > 0.12 {
		t.Errorf("%d moments, off by %.2f m in the median, 95 %% below %.2f m", len(off), off[len(off)/2], off[len(off)*95/100])
	}
}

// TestGettingDownUnseenSideBySide lets two people curl up half a metre from one
// another, hardly seen meanwhile: nobody near the floor walks on while unseen, into
// the other's place.
func TestGettingDownUnseenSideBySide(t *testing.T) {
	for seed := uint64(8); seed <= 20; seed++ {
		f := follow(t, script(seed, 14*time.Second,
			person("A", 220, at(0, 1.4, 2.6, scene.Stand), at(2, 2.3, 3.2, scene.Stand), at(3.5, 2.3, 3.2, scene.Curled)),
			person("B", 20, at(0, 3.4, 2.4, scene.Stand), at(2.2, 2.85, 3.0, scene.Stand), at(3.8, 2.85, 3.0, scene.Curled))))
		if f.causal.Switches > 0 {
			t.Errorf("seed %d: %d switches", seed, f.causal.Switches)
		}
	}
}
