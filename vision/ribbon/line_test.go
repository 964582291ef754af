package ribbon

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"nabij/vision/floor"
)

// A parabola goes through smooth unchanged, its ends too.
func TestSmoothKeepsParabolas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(-1, 1).Draw(t, "a"), rapid.Float64Range(-1, 1).Draw(t, "b")
		n := rapid.IntRange(5, 60).Draw(t, "n")
		var line []floor.Point
		for i := range n {
			x := float64(i) * 0.01
			line = append(line, floor.Point{X: x, Y: a*x*x + b*x})
		}
		for i, p := range smooth(line, false, 7) {
			if p.Distance(line[i]) > 1e-9 {
				t.Fatalf("point %d of %d moved by %v", i, n, p.Distance(line[i]))
			}
		}
	})
}

func TestResampleStepsEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closed := rapid.Bool().Draw(t, "closed")
		var line []floor.Point
		for i := range rapid.IntRange(3, 20).Draw(t, "n") {
			line = append(line, floor.Point{X: float64(i), Y: rapid.Float64Range(-1, 1).Draw(t, "y")})
		}
		out := resample(line, closed, 0.05)
		if out[0].Distance(line[0]) > 1e-9 || !closed && out[len(out)-1].Distance(line[len(line)-1]) > 1e-9 {
			t.Fatal("an end moved")
		}
		for i := 1; i < len(out); i++ {
			if d := out[i].Distance(out[i-1]); d > 0.0525 {
				t.Fatalf("a step of %v m", d)
			}
		}
	})
}

func TestUnblurredUndoesBlur(t *testing.T) {
	for _, w := range []float64{0.01, 0.025, 0.05} {
		for _, sigma := range []float64{0.003, 0.006} {
			low, high := 0.0, 0.2 // half of the width at half height
			for range 50 {
				x := (low + high) / 2
				if blurredBox(x, w, sigma) > blurredBox(0, w, sigma)/2 {
					low = x
				} else {
					high = x
				}
			}
			if got := unblurred(2*low, sigma); math.Abs(got-w) > 0.0005 {
				t.Errorf("%v m blurred by %v m: %v m", w, sigma, got)
			}
		}
	}
}
