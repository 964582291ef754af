package fit

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// rosenbrock is the valley (1-x)² + 100(y-x²)², whose floor is bent.
var rosenbrock = Problem[[2]float64]{
	Params: 2,
	Around: func(s [2]float64, n *Normal) bool {
		n.Add(1-s[0], 1, []float64{-1, 0})
		n.Add(s[1]-s[0]*s[0], 0.1, []float64{-2 * s[0], 1})
		return true
	},
	Move: func(s [2]float64, d []float64) [2]float64 { return [2]float64{s[0] + d[0], s[1] + d[1]} },
}

func TestDescendBentValley(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := [2]float64{rapid.Float64Range(-3, 3).Draw(t, "x"), rapid.Float64Range(-3, 3).Draw(t, "y")}
		got, cost := rosenbrock.Descend(start)
		if cost > 1e-10 || math.Hypot(got[0]-1, got[1]-1) > 1e-4 {
			t.Fatalf("from %v to %v, cost %v", start, got, cost)
		}
	})
}

func TestImpossibleStart(t *testing.T) {
	p := rosenbrock
	p.Around = func([2]float64, *Normal) bool { return false }
	if _, cost := p.Descend([2]float64{}); !math.IsInf(cost, 1) {
		t.Errorf("cost %v, want +Inf", cost)
	}
}

func TestCovarianceOfLine(t *testing.T) {
	n := NewNormal(2)
	for i := range 5 {
		n.Add(0, 0.5, []float64{1, float64(i) - 2})
	}
	cov, ok := n.Covariance()
	if want := 0.25 / 5; !ok || math.Abs(cov[0]-want) > 1e-12 || math.Abs(cov[1]) > 1e-12 {
		t.Errorf("got %v, want %v for the mean", cov, want)
	}
	if want := 0.25 / 10; math.Abs(cov[3]-want) > 1e-12 {
		t.Errorf("got %v, want %v for the slope", cov[3], want)
	}
	if _, ok := NewNormal(2).Covariance(); ok {
		t.Error("nothing seen has a covariance")
	}
}
